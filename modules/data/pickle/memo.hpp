// SPDX-License-Identifier: MIT
// What picklers and unpicklers remember.
//
//   MemoTable       an object's address → the number under which a pickle knows it. Entries stand in the order in which
//                   they came, so that letting them go walks through memory as it was allocated; a table of positions
//                   by address, half full at most, leads to them. It owns its keys: nobody else takes their address.
//   NumberedMemo    a number → the object. Numbers come from the pickle, which may be hostile: an array as long as
//                   there are objects for it, and a dict for numbers far beyond.
//
// Both are good when all their bytes are zero, as allocate_instance() makes them. The death of what they held may run
// Python, which may come back here: memory is taken out of the memo before the first reference is given up.
// CPython: Modules/_pickle.c (PyMemoTable, _Unpickler_MemoGet). Next: memo.cpp.
#pragma once

#include <utility>

#include "runtime/containers/dict.hpp"
#include "runtime/object/result.hpp"

namespace minipy::pickles {

struct MemoEntry {
    Object* key;  // owned
    Size number;
};

class MemoTable {
public:
    MemoTable() = default;
    MemoTable(const MemoTable&) = delete;
    MemoTable& operator=(const MemoTable&) = delete;
    ~MemoTable() { clear(); }

    Size count() const { return count_; }
    Size bytes() const { return Size(sizeof(MemoEntry)) * capacity_ + Size(sizeof(std::uint32_t)) * slot_count_; }
    // Null: it is not there. Good until the table changes.
    const MemoEntry* find(const Object* object) const {
        if (count_ == 0) return nullptr;
        std::size_t slot = slot_for(object);
        return positions_[slot] == 0 ? nullptr : &entries_[positions_[slot] - 1];
    }
    Result<void> set(Object* object, Size number);
    void clear();
    Result<void> copy_from(const MemoTable& other);
    void swap(MemoTable& other) noexcept;

    void traverse(VisitFunction visit, void* argument) const;
    // Calls action(entry) for all; nothing may change the table meanwhile.
    template <class Action>
    Result<void> for_each_entry(Action action) const {
        for (Size index = 0; index < count_; ++index) TRY(action(entries_[index]));
        return {};
    }

private:
    // Where the object's position stands, or the empty slot where it belongs.
    std::size_t slot_for(const Object* object) const {
        constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15;
        std::size_t mask = std::size_t(slot_count_) - 1;
        auto slot = std::size_t(((reinterpret_cast<std::uintptr_t>(object) >> 4) * golden_ratio) >> shift_);
        while (positions_[slot] != 0 && entries_[positions_[slot] - 1].key != object) slot = (slot + 1) & mask;
        return slot;
    }
    Result<void> grow_entries();
    Result<void> grow_slots();

    MemoEntry* entries_ = nullptr;
    Size capacity_ = 0;
    Size count_ = 0;
    std::uint32_t* positions_ = nullptr;  // of entries, from 1 on; 0: empty
    Size slot_count_ = 0;                 // a power of two
    int shift_ = 0;
};

class NumberedMemo {
public:
    NumberedMemo() = default;
    NumberedMemo(const NumberedMemo&) = delete;
    NumberedMemo& operator=(const NumberedMemo&) = delete;
    ~NumberedMemo() { clear(); }

    Size count() const { return count_; }
    Size bytes() const { return Size(sizeof(Object*)) * capacity_; }
    Maybe<Object> get(Size number) const {
        if (std::size_t(number) < std::size_t(length_)) [[likely]]
            return share(items_[number]);
        return get_far(number);
    }
    // number ≥ 0
    Result<void> put(Size number, Ref<Object> object) {
        if (number != length_ || number >= capacity_ || far_) return put_anywhere(number, std::move(object));
        items_[length_++] = object.release();
        ++count_;
        return {};
    }
    void clear();
    Result<void> copy_from(const NumberedMemo& other);
    Result<Dict> to_dict() const;
    void swap(NumberedMemo& other) noexcept;
    void traverse(VisitFunction visit, void* argument) const;

private:
    Maybe<Object> get_far(Size number) const;
    Result<void> put_anywhere(Size number, Ref<Object> object);
    Result<void> put_far(Size number, Object* object);
    Result<void> make_room(Size number);

    Object** items_ = nullptr;  // owned; null: not set
    Size capacity_ = 0;
    Size length_ = 0;
    Size count_ = 0;  // objects in both parts
    Ref<Dict> far_;   // int → object; null: none
};

}  // namespace minipy::pickles
