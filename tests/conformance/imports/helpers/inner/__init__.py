# SPDX-License-Identifier: MIT
visible = 1
