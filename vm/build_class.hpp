// SPDX-License-Identifier: MIT
// The class statement. Next: build_class.cpp, runtime/types/type_new.cpp.
#pragma once

#include "runtime/functions/frame.hpp"

namespace minipy {

Result<Object> load_build_class(Frame* frame);

// __build_class__(function, name, *bases, metaclass=…, **keywords): what a class statement calls.
Result<Object> build_class(const Arguments& arguments);

}  // namespace minipy
