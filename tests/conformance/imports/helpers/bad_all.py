# SPDX-License-Identifier: MIT
__all__ = ["missing_name"]
