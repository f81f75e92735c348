// SPDX-License-Identifier: MIT
// Sizes as the argument parsers of C functions convert them: not clipped, and with words of their own when they do not
// fit. CPython: Objects/longobject.c (PyLong_AsSsize_t). Next: int.hpp.
#pragma once

#include "runtime/kernel/errors.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

inline Result<Size> to_c_size(Object* object) {
    Ref<Int> index = TRY(to_index(object));
    if (index->is_small()) return Size(index->small);
    return raise(OverflowError, "Python int too large to convert to C ssize_t");
}

}  // namespace minipy
