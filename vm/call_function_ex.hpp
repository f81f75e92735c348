// SPDX-License-Identifier: MIT
// Calls with * and ** arguments. Next: call_function_ex.cpp.
#pragma once

#include "runtime/containers/dict.hpp"

namespace minipy {

// callable(*arguments, **keywords); keywords may be null. What is no tuple is let go of when it has become one: while
// the function runs, that holds its items.
Result<Object> call_with_unpacked(Object* callable, Ref<Object> arguments, Object* keywords);

// The ** of a call: a key that is there already is a TypeError that names `callable`.
Result<void> dict_merge_keywords(Dict* dict, Object* mapping, Object* callable);

}  // namespace minipy
