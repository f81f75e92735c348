// SPDX-License-Identifier: MIT
// Tracebacks: the chain of frames that an exception has passed, and printing it as 3.11 does, with carets.
// CPython: Python/traceback.c. Next: traceback.cpp (the object), print_exception.cpp (the text).
#pragma once

#include <string>

#include "runtime/functions/frame.hpp"
#include "runtime/object/replaceable.hpp"

namespace minipy {

struct Traceback : Object {
    Replaceable<Traceback> next;  // towards where it was raised
    Ref<FrameObject> frame;
    int last_instruction;  // in bytes, as tb_lasti
    int line;
    Traceback(Type* traceback_type, Ref<Traceback> inner, Ref<FrameObject> where, int instruction, int line_number)
        : Object(traceback_type),
          next(std::move(inner)),
          frame(std::move(where)),
          last_instruction(instruction),
          line(line_number) {}
    static constexpr auto references = field_list<&Traceback::next, &Traceback::frame>;
    static Type type_object;
};

// The exception leaves `frame` at `unit`: puts an entry in front of its traceback.
void add_traceback(Object* exception, Frame* frame, int unit);

// The whole report of an uncaught exception: chain, groups, notes, tracebacks with source lines and carets.
std::string format_exception(Object* exception);
// "Traceback (most recent call last):" and the entries, or nothing when there is no traceback.
std::string format_traceback(Traceback* traceback);
// A line of a source file without its surrounding white space; empty when it cannot be read.
std::string source_line(const std::string& filename, int line);
// A text as part of a report; what stands for it when there is no room for its copies.
std::string report_text(Str* text, const char* otherwise);
// "ValueError: message": the last line; syntax errors have more.
std::string format_exception_only(Object* exception);

}  // namespace minipy
