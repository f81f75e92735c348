// SPDX-License-Identifier: MIT
// The method resolution order: C3 linearisation. CPython: Objects/typeobject.c (mro_implementation). Next: mro.cpp.
#pragma once

#include "runtime/containers/tuple.hpp"

namespace minipy {

// The mro of `type` by C3 from its bases' mros. TypeError when there is no consistent order.
Result<Tuple> compute_mro(Type* type);
// type.mro(), which a metaclass may override: calls it and checks what it returns.
Result<Tuple> resolve_mro(Type* type);

}  // namespace minipy
