// SPDX-License-Identifier: MIT
// Containers that name objects and must not keep them. Counts do not see them anyway; Boehm's collector (--gc=boehm)
// takes every block of C++ for a holder of what its words point to, so these lie where it does not look.
//
// DANGER: on Boehm's heap an object in such a container may be gone, and another one at its place. There it may be
// compared, not looked at. Next: identities.hpp.
#pragma once

#include <vector>

#include "runtime/memory/reserve.hpp"

namespace minipy::trace {

template <class T>
struct UnscannedAllocator {
    using value_type = T;  // NOLINT(readability-identifier-naming): the name is the standard's
    UnscannedAllocator() = default;
    template <class U>
    UnscannedAllocator(const UnscannedAllocator<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(heap::allocate_unscanned(count * sizeof(T))); }
    void deallocate(T* block, std::size_t) { ::operator delete(block); }
    bool operator==(const UnscannedAllocator&) const = default;
};

template <class T>
using UnscannedVector = std::vector<T, UnscannedAllocator<T>>;

}  // namespace minipy::trace
