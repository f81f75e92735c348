// SPDX-License-Identifier: MIT
// Values as they were at one moment, copied out of the program's memory: 16 bytes each, texts and items beside them.
// Long texts and large containers are copied up to a limit, and it is kept how long they were.
//
//      Batch   values │ 6 │ list #3 of 900, items at ─┼─▶ 1 │ 2 │ 3 │ … │
//                     │ instance #4 of 2, parts at ───┼─▶ P │ x │ 1 │ y │ 2 │
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

// Ordered by where the rest of them lies (rest_of).
enum class ValueKind : std::uint8_t {
    null,
    none,
    boolean,
    integer,
    real,
    big_integer,  // its first digits
    text,
    bytes,       // their first characters
    word,        // shown as it is: range(0, 3), <code f>
    function,    // by name; its number, or 0, in `total`
    class_,      // likewise
    module,      // by name
    identified,  // a number or text with its #number, where that matters; `shown` says why (Identity)
    list,
    tuple,
    set,
    frozenset,
    dict,
    instance,   // number; a word that names the type, what it contains, its attributes: see below
    record,     // the same for a named tuple
    object,     // anything else: number and type
    exception,  // number, type and message
    identity,   // number and type, whatever it contains; if it has a name, NUL and the name
    reference,  // number: what it looks like stands elsewhere (shapes.hpp); views do not meet it
};

// It stays what it is, or what it looks like is told whenever that changes: once it lies in a variable, nobody need say
// again what it is. (Of big ints and of texts for objects only a part is there.)
constexpr bool is_known_from_now_on(ValueKind kind) {
    using enum ValueKind;
    return kind == none || kind == boolean || kind == integer || kind == real || kind == text || kind == bytes ||
           kind == reference;
}

// Why two names may mean one object, bits.
namespace identity {
inline constexpr std::uint8_t small_int = 1, interned = 2, constant = 4;
}
// In Value::shown of an instance, beside the number of its attributes that were copied: it contains something (the
// items of a subclass of list, the value of a cell).
inline constexpr std::uint8_t has_contents = 0x80;
inline constexpr int most_shown = 0x7F;
inline constexpr int most_items_shown = 0xFF;  // of a container

struct Value {
    ValueKind kind = ValueKind::null;
    std::uint8_t shown = 0;   // containers: items that were copied; instances: attributes
    std::uint32_t total = 0;  // how many items or attributes it has, characters of a text, digits of an integer
    union {
        std::int64_t integer = 0;
        double real;
        struct {
            std::uint32_t begin, size;  // in Batch::text; bytes
        } text;
        struct {
            // #number (0: what an instance contains itself); in Batch::values, or in Batch::text (`total` bytes)
            std::uint32_t number, begin;
        } object;
    };

    static Value of_integer(std::int64_t number) {
        Value value{.kind = ValueKind::integer};
        value.integer = number;
        return value;
    }
};
static_assert(sizeof(Value) == 16);

constexpr bool is_container(ValueKind kind) { return kind >= ValueKind::list && kind <= ValueKind::dict; }
constexpr bool is_instance(ValueKind kind) { return kind == ValueKind::instance || kind == ValueKind::record; }

// Where the rest of a value lies, that which does not fit into it.
enum class Rest : std::uint8_t { nowhere, text, text_of_object, values };
constexpr Rest rest_of(ValueKind kind) {
    using enum ValueKind;
    if (kind < big_integer || kind == reference) return Rest::nowhere;
    if (kind <= module) return Rest::text;
    return kind < object ? Rest::values : Rest::text_of_object;
}
static_assert(rest_of(ValueKind::real) == Rest::nowhere && rest_of(ValueKind::big_integer) == Rest::text &&
              rest_of(ValueKind::identified) == Rest::values && rest_of(ValueKind::record) == Rest::values &&
              rest_of(ValueKind::exception) == Rest::text_of_object);

}  // namespace minipy::trace
