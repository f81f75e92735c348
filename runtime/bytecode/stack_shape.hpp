// SPDX-License-Identifier: MIT
// Shapes: what is known of the slots of the value stack at some place of a code object, without running it. A shape is
// null or a value, and of some values the type, for the instructions that do not look (LIST_APPEND takes a list for
// granted).
//
// Two ask for them: the verifier, whether code that no compiler made may run; and jumps between lines
// (frame.f_lineno = n), whether what lies on the stack here serves there. CPython has only the second: mark_stacks in
// Objects/frameobject.c. Next: vm/verify_flow.cpp, vm/jump_to_line.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace minipy {

struct Code;

struct Shape {
    enum class Kind : std::uint8_t {
        value,  // any object
        null,
        value_or_null,  // below a method or a callable
        text,           // a str
        list,
        set,
        dict,
        tuple,  // number: its length, −1 unknown
        cell,
        cells,  // a tuple of so many cells
        code,   // number: index of the constant
        none,
        iterator,  // of a for loop
        exception,
        exception_or_none,
        raised_at,  // the unit of the instruction that raised
    };

    Kind kind = Kind::value;
    std::int32_t number = 0;

    friend bool operator==(const Shape&, const Shape&) = default;
    bool can_be_null() const { return kind == Kind::null || kind == Kind::value_or_null; }
    bool is_tuple() const { return kind == Kind::tuple || kind == Kind::cells; }
    bool is_handled() const { return kind == Kind::exception || kind == Kind::exception_or_none; }
    bool is_exception_or_none() const { return is_handled() || kind == Kind::none; }
};

// What is known of a slot that has one shape or the other.
inline Shape join(Shape left, Shape right) {
    using Kind = Shape::Kind;
    if (left == right) return left;
    if (left.can_be_null() || right.can_be_null()) return {Kind::value_or_null};
    if (left.is_tuple() && right.is_tuple()) return {Kind::tuple, left.number == right.number ? left.number : -1};
    if (left.is_exception_or_none() && right.is_exception_or_none()) return {Kind::exception_or_none};
    return {Kind::value};
}

// Can an instruction that counts on `needed` work with this?
inline bool serves(Shape there, Shape needed) { return needed.can_be_null() || join(there, needed) == needed; }

// From the bottom up.
using ShapedStack = std::vector<Shape>;

// What lies on the stack before each of these units, which begin instructions; nothing where no way leads, and nothing
// at all if memory ends (heap::exhausted). The caller has asked for room: check_room_to_analyse().
std::vector<std::optional<ShapedStack>> stacks_before(const Code& code, const std::vector<int>& units);

}  // namespace minipy
