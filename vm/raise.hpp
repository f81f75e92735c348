// SPDX-License-Identifier: MIT
// What the exception instructions do outside the loop. Next: raise.cpp, unwind.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// raise exception from cause. Both may be null: `raise` alone raises what is being handled. An exception is pending
// after it.
void do_raise(Ref<Object> exception, Ref<Object> cause);

// except pattern: … TypeError when the pattern is no exception class (or tuple of such).
Result<bool> exception_matches_pattern(Object* exception, Object* pattern);
// except* pattern: … TypeError also for exception groups.
Result<void> check_except_star_pattern(Object* pattern);

struct EnteredManager {
    Ref<Object> exit, value;
};
enum class WithStatement : std::uint8_t { plain, async };
Result<EnteredManager> enter_manager(Object* manager, WithStatement statement);
Result<Object> call_exit(Object* exit, Object* exception);

}  // namespace minipy
