// SPDX-License-Identifier: MIT
// One hash for equal numbers of all types: the number's value modulo the prime 2^61 − 1, as a rational number has one.
// So hash(2) == hash(2.0) == hash(2 + 0j) == hash(Fraction(2)). CPython: Python/pyhash.c, sys.hash_info. Next:
// float.cpp.
#pragma once

#include <cstdint>

#include "runtime/object/object.hpp"

namespace minipy {

inline constexpr std::uint64_t hash_modulus = (std::uint64_t(1) << 61) - 1;
inline constexpr Hash hash_infinity = 314159;
inline constexpr Hash hash_imaginary = 1000003;  // hash(a + bj) = hash(a) + 1000003 · hash(b)

}  // namespace minipy
