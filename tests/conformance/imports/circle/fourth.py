# SPDX-License-Identifier: MIT
from .third import something
thing = 1
