// SPDX-License-Identifier: MIT
// What an iterator over tuples gives: one that it keeps and fills anew at each step, as long as nobody else has it.
//
//      kept ──▶ (1, 'a')   count 1: nobody has kept the last one ──▶ the same tuple again, with other items
//                          count 2: somebody has ──────────────────▶ a new one
//
// So `for number, item in enumerate(items)` makes one tuple. A program can tell: between two steps the iterator holds
// the items that it gave last, and they live a step longer. CPython: enum_next() in Objects/enumobject.c, and zip, the
// items of a dict, itertools. Next: modules/language/builtins_iterators.cpp.
#pragma once

#include <utility>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/gc.hpp"

namespace minipy {

class ResultTuple {
public:
    ResultTuple() = default;
    // What an iterator keeps at first.
    static Result<Tuple> make(Size length) {
        Ref<Tuple> tuple = TRY(Tuple::create(length));
        for (Size index = 0; index < length; ++index) tuple->initialize(index, none());
        return tuple->track();
    }
    // `kept` may be null. While it is filled it is in two hands: what dies meanwhile may ask the iterator for its next.
    static Result<ResultTuple> begin(Tuple* kept, Size length) {
        if (length == 0) return ResultTuple(Tuple::empty(), false);
        if (kept != nullptr && kept->reference_count == 1) return ResultTuple(share(kept), false);
        return ResultTuple(TRY(Tuple::create(length)), true);
    }
    // Every place, in order; what was there dies.
    void put(Size index, Ref<Object> item) { xdecref(std::exchange(tuple_->items()[index], item.release())); }
    Ref<Tuple> give() { return is_new_ ? tuple_->track() : std::move(tuple_); }

private:
    ResultTuple(Ref<Tuple> tuple, bool is_new) : tuple_(std::move(tuple)), is_new_(is_new) {}

    Ref<Tuple> tuple_;
    bool is_new_ = false;
};

}  // namespace minipy
