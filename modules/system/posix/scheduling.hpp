// SPDX-License-Identifier: MIT
// The argument that posix_spawn() shares with the scheduling functions. Next: scheduling.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy::posix {

// The priority of an os.sched_param.
Result<int> sched_priority_argument(Object* param);

}  // namespace minipy::posix
