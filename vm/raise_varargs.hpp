// SPDX-License-Identifier: MIT
// The raise statement. Next: raise_varargs.cpp, check_exc_match.hpp, unwind.hpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// raise exception from cause. Both may be null: `raise` alone raises what is being handled. An exception is pending
// after it.
void do_raise(Ref<Object> exception, Ref<Object> cause);

}  // namespace minipy
