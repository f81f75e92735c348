// SPDX-License-Identifier: MIT
// collections.OrderedDict. A dict of this interpreter keeps the order of insertion anyway (containers/dict_table.hpp),
// so an OrderedDict is a dict that can also take items off its front and move a key to an end, that compares by order,
// and whose iterators notice every change of the keys.
//
//      entries   │ × │ × │ × │ a │ × │ b │ c │ …      × deleted
//                              ▲ first_entry: so that popitem(last=False) need not search from the start each time
//
// move_to_end(key) deletes and appends. Only move_to_end(key, last=False) builds the table anew: O(n), where CPython's
// linked list of keys (Objects/odictobject.c) needs O(1). Next: ordered_dict.cpp, ordered_dict_views.cpp.
#pragma once

#include "runtime/containers/dict_access.hpp"

namespace minipy {

struct OrderedDict : Dict {
    Size first_entry;       // no live entry before it, in `first_table` …
    DictKeys* first_table;  // … if that is still the table (and remembers that it is: see DictKeys)
    std::uint64_t state;    // changes whenever a key comes, goes or moves
    Replaceable<Dict> attributes;  // __dict__
    Object* weakrefs;

    // The first and the last live entry, −1 when empty.
    Size first();
    Size last();
    static Type type_object;
};

extern Type ordered_keys_type, ordered_values_type, ordered_items_type, ordered_iterator_type;

Result<Object> ordered_dict_iter(Object* dict);
Result<Object> ordered_dict_reversed(OrderedDict* dict);
Result<Object> ordered_dict_keys(OrderedDict* dict);
Result<Object> ordered_dict_values(OrderedDict* dict);
Result<Object> ordered_dict_items(OrderedDict* dict);

}  // namespace minipy
