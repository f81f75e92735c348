// SPDX-License-Identifier: MIT
// Module _functools. CPython: Modules/_functoolsmodule.c. Next: partial.cpp, lru_cache.cpp, functools.cpp.
#pragma once

#include "runtime/object/type.hpp"

namespace minipy {

extern Type partial_type, lru_cache_type, lru_link_type;

}  // namespace minipy
