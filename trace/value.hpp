// SPDX-License-Identifier: MIT
// Values as they were at one moment, copied out of the program's memory: 16 bytes each, texts and items beside them.
// Long texts and large containers are copied up to a limit, and it is kept how long they were.
//
//      Batch   values │ 6 │ list #3 of 900, items at ─┼─▶ 1 │ 2 │ 3 │ … │
//              text   │ "hello world …"
//              events │ what happened (event.hpp), with its values
//
// Nothing here refers to an object: the program may change or free it. Next: snapshot.hpp (objects to values),
// value_text.hpp (values to text).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minipy::trace {

enum class ValueKind : std::uint8_t {
    null,
    none,
    boolean,
    integer,
    real,
    big_integer,  // its first digits
    text,
    bytes,  // their first characters
    word,   // shown as it is: range(0, 3), <code f>
    function,
    class_,
    module,  // by name
    list,
    tuple,
    set,
    frozenset,
    dict,
    object,     // anything else: number and type
    exception,  // number, type and message
    identity,   // number and type, whatever it contains
};

struct Value {
    ValueKind kind = ValueKind::null;
    std::uint8_t shown = 0;   // containers: items that were copied
    std::uint32_t total = 0;  // of a container: its items; of a text: its characters; of an integer: its digits
    union {
        std::int64_t integer = 0;
        double real;
        struct {
            std::uint32_t begin, size;  // in Batch::text; bytes
        } text;
        struct {
            std::uint32_t number, begin;  // #number; in Batch::values (containers) or Batch::text (`total` bytes)
        } object;
    };
};
static_assert(sizeof(Value) == 16);

constexpr bool is_container(ValueKind kind) { return kind >= ValueKind::list && kind <= ValueKind::dict; }

}  // namespace minipy::trace
