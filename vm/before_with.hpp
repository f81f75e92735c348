// SPDX-License-Identifier: MIT
// Entering and leaving a with statement. Next: before_with.cpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

enum class WithStatement : std::uint8_t { plain, async };
struct EnteredManager {
    Ref<Object> exit, value;
};
Result<EnteredManager> enter_manager(Object* manager, WithStatement statement);
Result<Object> call_exit(Object* exit, Object* exception);

}  // namespace minipy
