# SPDX-License-Identifier: MIT
partly = "done"
raise ValueError("broken while importing")
