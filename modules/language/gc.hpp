// SPDX-License-Identifier: MIT
// What the module gc does that others need, too. Next: gc.cpp.
#pragma once

namespace minipy::gc {

// Takes all objects out of the collector's sight: for a process that is about to fork, so that a child's collections
// do not write to, and so copy, what it shares with its parent.
void freeze();

}  // namespace minipy::gc
