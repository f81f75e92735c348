// SPDX-License-Identifier: MIT
// The bytes behind objects that are like bytes, for int(), float() and others that accept them as text or data.
// Next: kernel/buffer.hpp, which does without copies.
#pragma once

#include "runtime/bytes/bytes.hpp"

namespace minipy {

bool is_bytearray(const Object* object);

// A copy (or the object itself, if it is bytes) of what supports the buffer protocol; nothing for other objects.
Maybe<Bytes> bytes_of_text_like(Object* object);

// bytes(object) as PyObject_Bytes understands it: __bytes__, buffers, iterables of ints, but neither int nor str.
Result<Bytes> bytes_of_object(Object* object);

}  // namespace minipy
