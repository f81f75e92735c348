// SPDX-License-Identifier: MIT
// range: start, stop, step and length as int objects; iterating it with 64-bit numbers where they fit.
// CPython: Objects/rangeobject.c. Next: range.cpp.
#pragma once

#include "runtime/numbers/int.hpp"

namespace minipy {

struct Range : Object {
    Ref<Int> start, stop, step, length;
    Range(Type* range_type, Ref<Int> from, Ref<Int> to, Ref<Int> by, Ref<Int> count)
        : Object(range_type),
          start(std::move(from)),
          stop(std::move(to)),
          step(std::move(by)),
          length(std::move(count)) {}
    static Type type_object;
};

// Iterates numbers of 64 bits; the loop's FOR_ITER_RANGE reads its fields.
struct RangeIterator : Object {
    std::int64_t next;
    std::int64_t step;
    std::int64_t remaining;
    std::int64_t length;
    RangeIterator(Type* iterator_type, std::int64_t first, std::int64_t by, std::int64_t count)
        : Object(iterator_type), next(first), step(by), remaining(count), length(count) {}
    // While something remains.
    std::int64_t take_next() {
        --remaining;
        std::int64_t value = next;
        next += step;
        return value;
    }
    static Type type_object;
};

// The same for numbers beyond 64 bits.
struct LongRangeIterator : Object {
    Ref<Int> start, next, step, remaining, length;
    LongRangeIterator(Type* iterator_type, const Ref<Int>& first, const Ref<Int>& by, const Ref<Int>& count)
        : Object(iterator_type), start(first), next(first), step(by), remaining(count), length(count) {}
    static Type type_object;
};

}  // namespace minipy
