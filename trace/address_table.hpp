// SPDX-License-Identifier: MIT
// A hash table from addresses to small values: asked at each birth and each death of a traced run.
//
// Open addressing with linear probing: an address lies at its hash's slot or in the run of full slots behind it. Who is
// erased leaves no mark; those behind it move up (D. Knuth, The Art of Computer Programming 3, 6.4, Algorithm R).
//
//      slots   │ a │ b │ c │   │ d │      a, b and c have the hash of a's slot; erase(b) moves c to b's
//
// The table names objects and does not keep them (unscanned.hpp). Next: identities.hpp, ledger.hpp.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "trace/unscanned.hpp"

namespace minipy::trace {

template <class Value>
class AddressTable {
public:
    // Null: it is not there. Good until the table changes.
    Value* find(const void* address) {
        if (size_ == 0) return nullptr;
        Slot& slot = slots_[place_of(address)];
        return slot.address == nullptr ? nullptr : &slot.value;
    }
    const Value* find(const void* address) const { return const_cast<AddressTable*>(this)->find(address); }
    // Its value, which is Value{} if it is new. The address is not null. Good until the table changes.
    Value& operator[](const void* address) {
        if (2 * size_ >= mask_) grow();
        Slot& slot = slots_[place_of(address)];
        size_ += slot.address == nullptr;
        slot.address = address;
        return slot.value;
    }
    // Nothing happens if it is not there.
    void erase(const void* address) {
        if (size_ == 0) return;
        std::size_t gap = place_of(address);
        if (slots_[gap].address == nullptr) return;
        for (std::size_t place = next(gap); slots_[place].address != nullptr; place = next(place)) {
            // It may move up unless its own slot lies behind the gap.
            std::size_t home = home_of(slots_[place].address);
            if (((place - home) & mask_) < ((place - gap) & mask_)) continue;
            slots_[gap] = slots_[place];
            gap = place;
        }
        slots_[gap] = {};
        --size_;
    }
    std::size_t size() const { return size_; }
    // In no order that means anything.
    template <class Visit>
    void each(Visit visit) const {
        for (const Slot& slot : slots_) {
            if (slot.address != nullptr) visit(slot.value);
        }
    }

private:
    struct Slot {
        const void* address = nullptr;  // null: free
        Value value = {};
    };

    std::size_t next(std::size_t place) const { return (place + 1) & mask_; }
    // Blocks are 16 bytes apart; the multiplication (by 2^64 divided by the golden ratio) spreads them.
    std::size_t home_of(const void* address) const {
        return ((reinterpret_cast<std::uintptr_t>(address) >> 4) * 0x9E3779B97F4A7C15) >> shift_;
    }
    // Where it is, or would be.
    std::size_t place_of(const void* address) const {
        std::size_t place = home_of(address);
        while (slots_[place].address != nullptr && slots_[place].address != address) place = next(place);
        return place;
    }
    void grow() {
        constexpr std::size_t smallest = 64;
        UnscannedVector<Slot> old(slots_.empty() ? smallest : 2 * slots_.size());
        old.swap(slots_);
        shift_ = 64 - unsigned(std::countr_zero(slots_.size()));
        mask_ = slots_.size() - 1;
        for (const Slot& slot : old) {
            if (slot.address != nullptr) slots_[place_of(slot.address)] = slot;
        }
    }

    UnscannedVector<Slot> slots_;  // a power of two of them, at most half of them full
    std::size_t size_ = 0, mask_ = 0;
    unsigned shift_ = 0;  // keeps the highest bits of a hash, as many as number a slot
};

}  // namespace minipy::trace
