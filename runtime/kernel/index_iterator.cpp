// SPDX-License-Identifier: MIT
// How iterators over sequences are pickled. CPython: iter(), as Python/ceval.c (_PyEval_GetBuiltin) finds it.
// Next: containers/sequence_iterators.cpp.
#include "runtime/kernel/index_iterator.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

Result<Object> builtin_function(const char* name) {
    Frame* frame = current_thread->frame;
    Ref<Object> builtins = share(frame != nullptr ? frame->builtins : interpreter.builtins.get());
    Result<Object> found = get_item(builtins.get(), Str::interned_from(name).get());
    if (found.failed() && catch_exception(KeyError)) return raise(AttributeError, "{}", name);
    return found;
}

Result<Object> reduce_iterator(Object* maker, Object* sequence, Size index) {
    Ref<Tuple> arguments = Tuple::of({sequence});
    Ref<Int> position = Int::from(index);
    return Tuple::of({maker, arguments.get(), position.get()});
}

Result<Object> reduce_exhausted(Object* maker, Object* empty) {
    Ref<Tuple> arguments = Tuple::of({empty});
    return Tuple::of({maker, arguments.get()});
}

Result<Object> reduce_to_list(Object* iterator) {
    Ref<List> rest = TRY(List::from_iterable(iterator));
    Ref<Object> maker = TRY(builtin_function("iter"));
    return reduce_exhausted(maker.get(), rest.get());
}

Result<Size> index_from_state(Object* state) {
    auto* position = as<Int>(state);
    if (position == nullptr) return raise(TypeError, "an integer is required");
    if (!position->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
    return Size(position->small);
}

}  // namespace minipy
