// SPDX-License-Identifier: MIT
// What the files about the type of code objects share. Next: code_type.cpp, code_new.cpp, code_iterators.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/object/arguments.hpp"

namespace minipy {

// The variables of a kind, as a tuple of names: co_varnames, co_cellvars, co_freevars.
Result<Object> names_of_kind(Code* code, LocalKind kind);

Result<Object> code_new(Type* type, const Arguments& arguments);
Result<Object> code_replace(Code* self, const Arguments& arguments);

// co_lines(): (start, end, line) for each entry of the location table, in bytes.
struct LineIterator : Object {
    Ref<Code> code;
    LocationIterator entries;
    LineIterator(Type* iterator_type, Ref<Code> walked)
        : Object(iterator_type), code(std::move(walked)), entries(code.get()) {}
    static Type type_object;
};

// co_positions(): (line, end line, column, end column) for each code unit.
struct PositionIterator : Object {
    Ref<Code> code;
    LocationIterator entries;
    int unit = 0;
    PositionIterator(Type* iterator_type, Ref<Code> walked)
        : Object(iterator_type), code(std::move(walked)), entries(code.get()) {}
    static Type type_object;
};

}  // namespace minipy
