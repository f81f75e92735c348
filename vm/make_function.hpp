// SPDX-License-Identifier: MIT
// Functions and classes made by running code. Next: make_function.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

Result<Object> load_build_class(Frame* frame);

// callable(*arguments, **keywords) with the errors of CALL_FUNCTION_EX; keywords may be null.
Result<Object> call_with_unpacked(Object* callable, Object* arguments, Object* keywords);

// __build_class__(function, name, *bases, metaclass=…, **keywords): what a class statement calls.
Result<Object> build_class(const Arguments& arguments);

}  // namespace minipy
