// SPDX-License-Identifier: MIT
// SipHash-1-3 with a key of one's own: the hash of str and bytes has the process's (kernel/comparison.cpp), that of a
// source file one that is the same everywhere (modules/import/imp.cpp). CPython: Python/pyhash.c.
// Next: comparison.hpp.
#pragma once

#include <cstdint>

#include "runtime/object/object.hpp"

namespace minipy {

struct SipKey {
    std::uint64_t first = 0, second = 0;
};

std::uint64_t sip_hash(SipKey key, const void* data, Size length);

}  // namespace minipy
