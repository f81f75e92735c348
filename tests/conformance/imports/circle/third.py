# SPDX-License-Identifier: MIT
from .fourth import thing
