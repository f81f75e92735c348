// SPDX-License-Identifier: MIT
// enumerate, filter, map, zip, and the awaitable of anext() with a default. Next: builtins_iterators.cpp.
#pragma once

#include "runtime/modules/module.hpp"

namespace minipy {

extern const ModuleSpec builtins_iterators_part;
Ref<Object> make_anext_with_default(Object* awaitable, Object* default_value);

}  // namespace minipy
