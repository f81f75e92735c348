// SPDX-License-Identifier: MIT
// The memos' tables: growing, copying, letting go. No function here runs Python before its table is whole again.
// CPython: Modules/_pickle.c. Next: memo_proxies.cpp, which shows them to programs.
#include "modules/data/pickle/memo.hpp"

#include <algorithm>
#include <bit>

#include "runtime/kernel/errors.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::pickles {

// ---------------------------------------------------------------- address → number

void MemoTable::swap(MemoTable& other) noexcept {
    std::swap(entries_, other.entries_);
    std::swap(capacity_, other.capacity_);
    std::swap(count_, other.count_);
    std::swap(shift_, other.shift_);
}

// The object's entry, or the empty one where it belongs.
MemoEntry* MemoTable::slot_for(const Object* object) {
    std::size_t slot = first_slot(object);
    while (entries_[slot].key != nullptr && entries_[slot].key != object) slot = (slot + 1) & mask();
    return &entries_[slot];
}

Result<void> MemoTable::grow() {
    constexpr Size smallest_capacity = 16;
    Size capacity = std::max(smallest_capacity, capacity_ * (capacity_ > 50000 ? 2 : 4));
    auto* entries = heap::allocate_array<MemoEntry>(std::size_t(capacity));
    if (entries == nullptr) return raise_no_memory();
    std::fill_n(entries, capacity, MemoEntry{});
    MemoEntry* old_entries = std::exchange(entries_, entries);
    Size old_capacity = std::exchange(capacity_, capacity);
    shift_ = 64 - std::countr_zero(std::size_t(capacity));
    for (Size slot = 0; slot < old_capacity; ++slot) {
        if (old_entries[slot].key != nullptr) *slot_for(old_entries[slot].key) = old_entries[slot];
    }
    heap::free_array(old_entries, std::size_t(old_capacity));
    return {};
}

Result<void> MemoTable::set(Object* object, Size number) {
    if ((count_ + 1) * 2 > capacity_) TRY(grow());
    MemoEntry* entry = slot_for(object);
    if (entry->key == nullptr) {
        incref(object);
        entry->key = object;
        ++count_;
    }
    entry->number = number;
    return {};
}

void MemoTable::clear() {
    MemoEntry* entries = std::exchange(entries_, nullptr);
    Size capacity = std::exchange(capacity_, 0);
    count_ = 0;
    for (Size slot = 0; slot < capacity; ++slot) xdecref(entries[slot].key);
    heap::free_array(entries, std::size_t(capacity));
}

Result<void> MemoTable::copy_from(const MemoTable& other) {
    MemoTable made;
    TRY(other.for_each_entry([&](const MemoEntry& entry) { return made.set(entry.key, entry.number); }));
    swap(made);
    return {};
}

void MemoTable::traverse(VisitFunction visit, void* argument) const {
    for (Size slot = 0; slot < capacity_; ++slot) {
        if (entries_[slot].key != nullptr) visit(entries_[slot].key, argument);
    }
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
    if (number >= capacity_) {
        Size capacity = std::max<Size>(32, (number + 1) * 2);
        void* moved =
            heap::reallocate(items_, std::size_t(capacity_) * sizeof(Object*), std::size_t(capacity) * sizeof(Object*));
        if (moved == nullptr) return raise_no_memory();
        items_ = static_cast<Object**>(moved);
        capacity_ = capacity;
    }
    std::fill(items_ + length_, items_ + number + 1, nullptr);
    length_ = number + 1;
    return {};
}

Result<void> NumberedMemo::put_anywhere(Size number, Ref<Object> object) {
    if (number >= length_) {
        constexpr Size always_near = 1024;
        if (number > std::max(always_near, count_ * 4)) return put_far(number, object.get());
        TRY(make_room(number));
        if (far_) {
            Ref<Object> earlier = TRY(dict_pop(far_.get(), Int::from(number).get()));
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
