// SPDX-License-Identifier: MIT
// Numbers for objects: #1, #2 … in the order in which the trace first shows them, never used twice.
//
// An address is an identity only as long as the object lives: the next object may lie at the same place. So the heap
// tells us of every block that is freed (runtime/memory/observer.hpp), and what lay there is forgotten. That costs an
// untraced run nothing: only the heap's `watched` and `audit` modes, chosen before the first allocation, send blocks
// that way. Next: identities.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>

#include "runtime/memory/observer.hpp"
#include "runtime/object/object.hpp"

namespace minipy::trace {

class Identities final : public heap::HeapObserver {
public:
    Identities() { heap::observer = this; }
    ~Identities() { heap::observer = nullptr; }
    Identities(const Identities&) = delete;
    Identities& operator=(const Identities&) = delete;

    std::uint32_t number_of(const Object* object);

    // Called with each object that dies and was known here, or was asked to be watched.
    std::function<void(const Object*)> forgotten;

    void block_freed(void* block) override;

private:
    void forget(const Object* object);
    std::unordered_map<const Object*, std::uint32_t> numbers_;
    std::uint32_t last_ = 0;
};

}  // namespace minipy::trace
