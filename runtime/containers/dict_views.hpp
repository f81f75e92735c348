// SPDX-License-Identifier: MIT
// dict.keys(), values(), items(): views that follow the dict, and the iterators over dicts and views.
// CPython: Objects/dictobject.c. Next: dict_views.cpp.
#pragma once

#include "runtime/containers/dict.hpp"

namespace minipy {

enum class ViewKind : std::uint8_t { keys, values, items };

struct DictView : Object {
    Ref<Dict> dict;
    DictView(Type* view_type, Ref<Dict> viewed) : Object(view_type), dict(std::move(viewed)) {}
    static constexpr auto references = field_list<&DictView::dict>;
    static bool is_layout_of(const Type* type, std::type_identity<DictView>);
};
struct DictKeysView : DictView {
    using DictView::DictView;
    static Type type_object;
};
struct DictValuesView : DictView {
    using DictView::DictView;
    static Type type_object;
};
struct DictItemsView : DictView {
    using DictView::DictView;
    static Type type_object;
};
inline bool DictView::is_layout_of(const Type* type, std::type_identity<DictView>) {
    return is_subtype(type, &DictKeysView::type_object) || is_subtype(type, &DictValuesView::type_object) ||
           is_subtype(type, &DictItemsView::type_object);
}

struct DictIterator : Object {
    Ref<Tuple> kept;  // of items only: result_tuple.hpp
    Ref<Dict> dict;   // null: exhausted
    Size position;    // next entry to look at
    Size expected;    // the dict's size when the iteration began
    Size remaining;
    bool backwards;
    DictIterator(Type* iterator_type, Ref<Dict> iterated, bool reversed)
        : Object(iterator_type),
          dict(std::move(iterated)),
          position(reversed ? dict->keys->entry_count - 1 : 0),
          expected(dict->used),
          remaining(dict->used),
          backwards(reversed) {}
    static constexpr auto references = field_list<&DictIterator::dict, &DictIterator::kept>;
};

#define DICT_ITERATOR(Name)               \
    struct Name : DictIterator {          \
        using DictIterator::DictIterator; \
        static Type type_object;          \
    };
DICT_ITERATOR(DictKeyIterator)
DICT_ITERATOR(DictValueIterator)
DICT_ITERATOR(DictItemIterator)
DICT_ITERATOR(DictReverseKeyIterator)
DICT_ITERATOR(DictReverseValueIterator)
DICT_ITERATOR(DictReverseItemIterator)
#undef DICT_ITERATOR

}  // namespace minipy
