# SPDX-License-Identifier: MIT
from ..numbers import TWO as parent_two
from .. import texts
from . import visible

__all__ = ["star_visible"]
star_visible = "yes"
star_other = "not listed"
_star_hidden = "no"

def relative():
    return texts.shout("relative"), visible
