// SPDX-License-Identifier: MIT
// The table of known objects, and the hook by which the heap keeps it true.
#include "trace/identities.hpp"

#include "runtime/memory/gc.hpp"

namespace minipy::trace {

std::uint32_t Identities::number_of(const Object* object) {
    auto [entry, is_new] = numbers_.try_emplace(object, 0);
    if (is_new) entry->second = ++last_;
    return entry->second;
}

void Identities::forget(const Object* object) {
    numbers_.erase(object);
    if (forgotten) forgotten(object);
}

// The object's header is at the block's start, or behind what lies in front of it (memory/gc.hpp).
void Identities::block_freed(void* block) {
    auto* start = static_cast<char*>(block);
    for (std::size_t head : {std::size_t(0), sizeof(GcHead), sizeof(GcHead) + sizeof(ManagedHead)}) {
        forget(reinterpret_cast<Object*>(start + head));
    }
}

}  // namespace minipy::trace
