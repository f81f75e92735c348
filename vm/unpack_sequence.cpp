// SPDX-License-Identifier: MIT
// UNPACK_SEQUENCE and UNPACK_EX. CPython: Python/ceval.c (unpack_iterable).
#include "vm/unpack_sequence.hpp"

#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

Result<Object> iterator_to_unpack(Object* sequence) {
    Result<Object> iterator = get_iterator(sequence);
    bool not_iterable =
        sequence->type->slots.iter == nullptr && lookup_in_type(sequence->type, names::dunder_getitem) == nullptr;
    if (iterator.failed() && not_iterable && catch_exception(TypeError)) {
        return raise(TypeError, "cannot unpack non-iterable {} object", type_name(sequence));
    }
    return iterator;
}

// Frees what has been collected when unpacking fails half-way.
struct Collected {
    std::vector<Ref<Object>> items;
};

enum class Expected : std::uint8_t { exactly, at_least };

Failure too_few(int expected, Size got, Expected kind) {
    return raise(ValueError, "not enough values to unpack (expected {}{}, got {})",
                 kind == Expected::at_least ? "at least " : "", expected, got);
}

Result<void> unpack_items(std::span<Object* const> items, int count, Object** target) {
    if (Size(items.size()) < count) return too_few(count, Size(items.size()), Expected::exactly);
    if (Size(items.size()) > count) return raise(ValueError, "too many values to unpack (expected {})", count);
    for (int index = 0; index < count; ++index) target[count - 1 - index] = share(items[std::size_t(index)]).release();
    return {};
}

}  // namespace

Result<void> unpack_sequence(Object* sequence, int count, Object** target) {
    if (is_exact<Tuple>(sequence)) return unpack_items(cast<Tuple>(sequence)->span(), count, target);
    if (auto* list = is_exact<List>(sequence) ? cast<List>(sequence) : nullptr) {
        return unpack_items({list->items, std::size_t(list->length)}, count, target);
    }
    Ref<Object> iterator = TRY(iterator_to_unpack(sequence));
    Collected collected;
    TRY(reserve_room(collected.items, std::size_t(count)));
    while (Size(collected.items.size()) < count) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (!item) return too_few(count, Size(collected.items.size()), Expected::exactly);
        collected.items.push_back(std::move(item));
    }
    if (TRY(next_item(iterator.get()))) return raise(ValueError, "too many values to unpack (expected {})", count);
    for (int index = 0; index < count; ++index)
        target[count - 1 - index] = collected.items[std::size_t(index)].release();
    return {};
}

// What stands before the star is taken one by one; the rest becomes a list, off whose end comes what stands behind it.
Result<void> unpack_with_star(Object* iterable, int before, int after, Object** target) {
    Ref<Object> iterator = TRY(iterator_to_unpack(iterable));
    Collected collected;
    TRY(reserve_room(collected.items, std::size_t(before)));
    while (Size(collected.items.size()) < before) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (!item) return too_few(before + after, Size(collected.items.size()), Expected::at_least);
        collected.items.push_back(std::move(item));
    }
    Ref<List> rest = TRY(List::from_iterable(iterator.get()));
    if (rest->length < after) return too_few(before + after, before + rest->length, Expected::at_least);
    int slots = before + 1 + after;
    for (int index = 0; index < before; ++index)
        target[slots - 1 - index] = collected.items[std::size_t(index)].release();
    Size middle = rest->length - after;
    for (int index = 0; index < after; ++index) target[after - 1 - index] = (*rest)[middle + index];
    rest->length = middle;  // the references have moved
    target[after] = rest.release();
    return {};
}

}  // namespace minipy
