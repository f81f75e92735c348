// SPDX-License-Identifier: MIT
// The iterators that co_lines() and co_positions() return. CPython: Objects/codeobject.c.
#include "runtime/bytecode/code_type.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

Ref<Object> number_or_none(int value) { return value < 0 ? none() : Ref<Object>(Int::from(value)); }

Maybe<Object> next_line(Object* self) {
    LocationIterator& entries = static_cast<LineIterator*>(self)->entries;
    if (!entries.next()) return nothing;
    Ref<Object> fields[] = {Int::from(2 * entries.start), Int::from(2 * entries.end),
                            number_or_none(entries.location.line)};
    return Ref<Object>(Tuple::of({fields[0].get(), fields[1].get(), fields[2].get()}));
}

Maybe<Object> next_position(Object* self) {
    auto* iterator = static_cast<PositionIterator*>(self);
    LocationIterator& entries = iterator->entries;
    if (iterator->unit >= entries.end && !entries.next()) return nothing;
    ++iterator->unit;
    const CodeLocation& at = entries.location;
    Ref<Object> fields[] = {number_or_none(at.line), number_or_none(at.end_line), number_or_none(at.column),
                            number_or_none(at.end_column)};
    return Ref<Object>(Tuple::of({fields[0].get(), fields[1].get(), fields[2].get(), fields[3].get()}));
}

const TypeSpec line_iterator_spec = {
    .name = "line_iterator",
    .size = sizeof(LineIterator),
    .slots = {.deallocate = destroy<LineIterator>, .iter = iterator_itself, .next = next_line},
};

const TypeSpec position_iterator_spec = {
    .name = "positions_iterator",
    .size = sizeof(PositionIterator),
    .slots = {.deallocate = destroy<PositionIterator>, .iter = iterator_itself, .next = next_position},
};

}  // namespace

Type LineIterator::type_object(line_iterator_spec);
Type PositionIterator::type_object(position_iterator_spec);

}  // namespace minipy
