# SPDX-License-Identifier: MIT
def shout(text):
    return text.upper() + "!"
