// SPDX-License-Identifier: MIT
// "Did you mean: 'append'?": the closest name, for AttributeError, NameError and ImportError.
// CPython: Python/suggestions.c. Next: suggestions.cpp.
#pragma once

#include <string>

#include "runtime/object/object.hpp"

namespace minipy {

// ". Did you mean: 'x'?" or nothing. Runs no user code but dir().
std::string suggestion_for(Object* exception);

}  // namespace minipy
