// SPDX-License-Identifier: MIT
// Rich comparison and hashing. CPython: Objects/object.c (PyObject_RichCompare, PyObject_Hash). Next: comparison.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

Result<Object> compare(Object* left, Object* right, Comparison operation);
Result<bool> compare_bool(Object* left, Object* right, Comparison operation);
// ==, but an object always equals itself: what containers use.
Result<bool> equal(Object* left, Object* right);

Result<Hash> hash(Object* object);                  // TypeError: unhashable type: 'list'
Result<Hash> hash_not_implemented(Object* object);  // the slot of unhashable types
Hash hash_pointer(const void* pointer);             // by identity
Hash hash_bytes(const void* data, Size length);     // SipHash-1-3 with the process's key
// The same in every process, unlike the others.
std::uint64_t keyed_hash(std::uint64_t key, std::string_view bytes);
// Before the first str. None: random hashes; a seed gives those of CPython with that PYTHONHASHSEED.
using HashSeed = std::optional<std::uint32_t>;
void initialize_hashing(HashSeed seed);

// The answer to a comparison of two things that are ordered: −1, 0, 1 against the asked operation.
Ref<Object> comparison_result(int order, Comparison operation);
const char* comparison_symbol(Comparison operation);

}  // namespace minipy
