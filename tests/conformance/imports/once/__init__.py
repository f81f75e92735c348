# SPDX-License-Identifier: MIT
runs = []
