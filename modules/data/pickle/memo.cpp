// SPDX-License-Identifier: MIT
// The memos' tables: growing, copying, letting go. No function here runs Python before its table is whole again.
// CPython: Modules/_pickle.c. Next: memo_proxies.cpp, which shows them to programs.
#include "modules/data/pickle/memo.hpp"

#include <algorithm>
#include <bit>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- address → number

void MemoTable::swap(MemoTable& other) noexcept {
    std::swap(entries_, other.entries_);
    std::swap(capacity_, other.capacity_);
    std::swap(count_, other.count_);
    std::swap(positions_, other.positions_);
    std::swap(slot_count_, other.slot_count_);
    std::swap(shift_, other.shift_);
}

Result<void> MemoTable::grow_entries() {
    Size capacity = std::max<Size>(8, capacity_ * 2);
    if (capacity > Size(UINT32_MAX)) return raise_no_memory();
    return grow_array(entries_, capacity_, capacity);
}

Result<void> MemoTable::grow_slots() {
    Size slot_count = std::max<Size>(32, slot_count_ * 4);
    auto* positions = heap::allocate_array<std::uint32_t>(std::size_t(slot_count));
    if (positions == nullptr) return raise_no_memory();
    std::fill_n(positions, slot_count, 0);
    heap::free_array(std::exchange(positions_, positions), std::size_t(std::exchange(slot_count_, slot_count)));
    shift_ = 64 - std::countr_zero(std::size_t(slot_count));
    for (Size index = 0; index < count_; ++index) positions_[slot_for(entries_[index].key)] = std::uint32_t(index + 1);
    return {};
}

Result<void> MemoTable::set(Object* object, Size number) {
    if ((count_ + 1) * 2 > slot_count_) TRY(grow_slots());
    if (count_ == capacity_) TRY(grow_entries());
    std::size_t slot = slot_for(object);
    if (positions_[slot] != 0) {
        entries_[positions_[slot] - 1].number = number;
        return {};
    }
    incref(object);
    entries_[count_++] = {object, number};
    positions_[slot] = std::uint32_t(count_);
    return {};
}

void MemoTable::clear() {
    MemoEntry* entries = std::exchange(entries_, nullptr);
    Size capacity = std::exchange(capacity_, 0), count = std::exchange(count_, 0);
    heap::free_array(std::exchange(positions_, nullptr), std::size_t(std::exchange(slot_count_, 0)));
    for (Size index = 0; index < count; ++index) decref(entries[index].key);
    heap::free_array(entries, std::size_t(capacity));
}

Result<void> MemoTable::copy_from(const MemoTable& other) {
    MemoTable made;
    TRY(other.for_each_entry([&](const MemoEntry& entry) { return made.set(entry.key, entry.number); }));
    swap(made);
    return {};
}

void MemoTable::traverse(VisitFunction visit, void* argument) const {
    for (Size index = 0; index < count_; ++index) visit(entries_[index].key, argument);
}

// ---------------------------------------------------------------- number → object

void NumberedMemo::swap(NumberedMemo& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(capacity_, other.capacity_);
    std::swap(length_, other.length_);
    std::swap(count_, other.count_);
    std::swap(far_, other.far_);
}

Maybe<Object> NumberedMemo::get_far(Size number) const {
    if (!far_) return nothing;
    return dict_get(far_.get(), Int::from(number).get());
}

// Is remembered in the array: numbers that follow each other, with gaps of the order of what is there.
Result<void> NumberedMemo::make_room(Size number) {
    if (number >= capacity_) TRY(grow_array(items_, capacity_, std::max<Size>(32, (number + 1) * 2)));
    std::fill(items_ + length_, items_ + number + 1, nullptr);
    length_ = number + 1;
    return {};
}

// What was there dies last: it may run Python that clears this memo.
Result<void> NumberedMemo::put_anywhere(Size number, Ref<Object> object) {
    Ref<Object> earlier;
    if (number >= length_) {
        constexpr Size always_near = 1024;
        if (number > std::max(always_near, count_ * 4)) return put_far(number, object.get());
        TRY(make_room(number));
        if (far_) {
            earlier = TRY(dict_pop(far_.get(), Int::from(number).get()));
            if (earlier) --count_;
        }
    }
    Ref<Object> old_object = adopt(std::exchange(items_[number], object.release()));
    if (!old_object) ++count_;
    return {};
}

Result<void> NumberedMemo::put_far(Size number, Object* object) {
    if (!far_) far_ = Dict::create();
    Ref<Dict> far = far_;
    Size before = far->used;
    TRY(dict_set(far.get(), Int::from(number).get(), object));
    if (far_ == far.get()) count_ += far->used - before;
    return {};
}

void NumberedMemo::clear() {
    Object** items = std::exchange(items_, nullptr);
    Size capacity = std::exchange(capacity_, 0), length = std::exchange(length_, 0);
    count_ = 0;
    far_.reset();
    for (Size number = 0; number < length; ++number) xdecref(items[number]);
    heap::free(items, std::size_t(capacity) * sizeof(Object*));
}

Result<Dict> NumberedMemo::to_dict() const {
    Ref<Dict> dict = Dict::create();
    for (Size number = 0; number < length_; ++number) {
        if (items_[number] != nullptr) TRY(dict_set(dict.get(), Int::from(number).get(), items_[number]));
    }
    if (far_) TRY(dict_update(dict.get(), far_.get()));
    return dict;
}

Result<void> NumberedMemo::copy_from(const NumberedMemo& other) {
    NumberedMemo made;
    for (Size number = 0; number < other.length_; ++number) {
        if (other.items_[number] != nullptr) TRY(made.put(number, share(other.items_[number])));
    }
    if (other.far_) {
        if (!made.far_) made.far_ = Dict::create();
        TRY(dict_update(made.far_.get(), other.far_.get()));
    }
    made.count_ = other.count_;
    swap(made);
    return {};
}

void NumberedMemo::traverse(VisitFunction visit, void* argument) const {
    for (Size number = 0; number < length_; ++number) {
        if (items_[number] != nullptr) visit(items_[number], argument);
    }
    if (far_) visit(far_.get(), argument);
}

}  // namespace minipy::pickles
