// SPDX-License-Identifier: MIT
// iter() and next() for C++. The end of an iteration is `nothing`, not an exception.
// CPython: Objects/abstract.c (PyObject_GetIter, PyIter_Next). Next: iteration.cpp, containers/iterators.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

Result<Object> get_iterator(Object* object);  // TypeError: 'int' object is not iterable
Maybe<Object> next_item(Object* iterator);    // nothing: exhausted (a StopIteration raised inside has been taken)
Result<Size> length_hint(Object* object, Size default_size);
bool is_iterator(Object* object);
// The `iter` slot of iterators.
inline Result<Object> iterator_itself(Object* self) { return share(self); }
// The next item of which `predicate` says yes, or no if that is `wanted`; None and bool ask the item itself.
Maybe<Object> next_filtered(Object* iterator, Object* predicate, bool wanted);

// Calls `visit(Ref<Object>)`, which returns Result<void>, for every item that an iterator still has.
template <class Visit>
Result<void> for_each_next(Object* iterator, Visit visit) {
    for (;;) {
        Ref<Object> item = TRY(next_item(iterator));
        if (!item) return {};
        TRY(visit(std::move(item)));
    }
}

// The same for every item of an iterable.
template <class Visit>
Result<void> for_each(Object* iterable, Visit visit) {
    Ref<Object> iterator = TRY(get_iterator(iterable));
    return for_each_next(iterator.get(), std::move(visit));
}

}  // namespace minipy
