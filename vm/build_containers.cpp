// SPDX-License-Identifier: MIT
// BUILD_TUPLE, BUILD_LIST, BUILD_SET, BUILD_MAP, BUILD_CONST_KEY_MAP, LIST_EXTEND, DICT_UPDATE.
// CPython: Python/ceval.c.
#include "vm/build_containers.hpp"

#include <algorithm>

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

Result<Tuple> tuple_from_stack(Object** items, int count) {
    if (count == 0) return Tuple::empty();
    Ref<Tuple> tuple = TRY(Tuple::create(count));
    std::copy(items, items + count, tuple->items());
    return tuple->track();
}

Result<List> list_from_stack(Object** items, int count) {
    Ref<List> list = List::create();
    if (count == 0) return list;
    list->items = heap::allocate_array<Object*>(std::size_t(count));
    if (list->items == nullptr) return raise_no_memory();
    std::copy(items, items + count, list->items);
    list->length = list->capacity = count;
    return list;
}

// The items stay on the stack while they are hashed and compared: it holds them.
Result<Object> set_from_stack(Object** items, int count) {
    Ref<Set> set = Set::create();
    for (int index = 0; index < count; ++index) TRY(set_add(set.get(), items[index]));
    return set;
}

Result<Dict> dict_from_stack(Object** items, int pairs) {
    Ref<Dict> dict = Dict::create();
    for (int index = 0; index < pairs; ++index) TRY(dict_set(dict.get(), items[2 * index], items[2 * index + 1]));
    return dict;
}

Result<Dict> dict_from_keys(Tuple* keys, Object** values, int count) {
    Ref<Dict> dict = Dict::create();
    for (int index = 0; index < count; ++index) TRY(dict_set(dict.get(), (*keys)[index], values[index]));
    return dict;
}

Result<void> extend_display(List* list, Object* iterable) {
    Result<void> result = list_extend(list, iterable);
    bool not_iterable =
        iterable->type->slots.iter == nullptr && lookup_in_type(iterable->type, names::dunder_getitem) == nullptr;
    if (result.failed() && not_iterable && catch_exception(TypeError)) {
        return raise(TypeError, "Value after * must be an iterable, not {}", type_name(iterable));
    }
    return result;
}

Result<void> update_display(Dict* dict, Object* mapping) {
    Result<void> result = dict_merge_mapping(dict, mapping);
    if (result.failed() && catch_exception(AttributeError))
        return raise(TypeError, "'{}' object is not a mapping", type_name(mapping));
    return result;
}

}  // namespace minipy
