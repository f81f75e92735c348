// SPDX-License-Identifier: MIT
// What the match instructions do outside the loop. Next: match.cpp.
#pragma once

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

// A tuple of the mapping's values for the keys, or None when one is missing.
Result<Object> match_keys(Object* mapping, Tuple* keys);
// case type(p0, p1, …, name=…): a tuple of attribute values, or None. `positional` of the values come from
// __match_args__.
Result<Object> match_class(Object* subject, Object* type, int positional, Tuple* attribute_names);

}  // namespace minipy
