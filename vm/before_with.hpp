// SPDX-License-Identifier: MIT
// Entering and leaving a with statement. Next: before_with.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

enum class WithStatement : std::uint8_t { plain, async };
struct EnteredManager {
    Ref<Object> exit, value;
};
// While the manager is entered, only its two methods hold it.
Result<EnteredManager> enter_manager(Ref<Object> manager, WithStatement statement);
Result<Object> call_exit(Object* exit, Object* exception);

}  // namespace minipy
