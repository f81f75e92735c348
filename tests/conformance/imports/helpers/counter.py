# SPDX-License-Identifier: MIT
count = 0
