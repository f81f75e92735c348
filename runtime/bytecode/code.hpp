// SPDX-License-Identifier: MIT
// Code object: one compiled body (module, function, class, comprehension), immutable as far as Python can see.
//
// `code` is CPython 3.11's bytecode: 16-bit units (opcode, operand), inline cache units included, and stays pristine.
// The VM runs `executable`, a private copy that it rewrites with specialised instructions and cache contents.
//
// Fast locals of a frame, in the order of localsplus_names:
//      │ parameters, then other locals │ cells that are no parameters │ free variables │
// co_varnames, co_cellvars and co_freevars are derived from names and kinds.
//
// CPython: Objects/codeobject.c, Include/cpython/code.h. Next: function.hpp, frame.hpp.
#pragma once

#include <span>
#include <string_view>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// co_flags
enum CodeFlag : int {
    code_optimized = 0x1,
    code_newlocals = 0x2,
    code_varargs = 0x4,
    code_varkeywords = 0x8,
    code_nested = 0x10,
    code_generator = 0x20,
    code_coroutine = 0x80,
    code_iterable_coroutine = 0x100,
    code_async_generator = 0x200,
    code_future_barry_as_bdfl = 0x400000,
    code_future_annotations = 0x1000000,
    code_future_mask = 0x1FE0000,  // of all features that ever were: what code inherits from the code that compiles it
};

// Kinds of fast locals, as marshal writes them (a bit set).
enum LocalKind : std::uint8_t { local_plain = 0x20, local_cell = 0x40, local_free = 0x80 };

struct CodeUnit {
    std::uint8_t opcode;
    std::uint8_t operand;
};

// What a code object is made from: the compiler's product, or what marshal read.
struct CodeParts {
    int argument_count = 0;  // with positional-only ones
    int positional_only_count = 0;
    int keyword_only_count = 0;
    int stack_size = 0;
    int flags = 0;
    int first_line = 1;
    Ref<Bytes> code;
    Ref<Tuple> constants;
    Ref<Tuple> names;
    Ref<Tuple> localsplus_names;
    Ref<Bytes> localsplus_kinds;
    Ref<Str> filename;
    Ref<Str> name;
    Ref<Str> qualname;
    Ref<Bytes> line_table;
    Ref<Bytes> exception_table;
};

struct Code : Object {
    CodeParts parts;
    int local_count = 0;  // parameters and plain locals (co_nlocals)
    int cell_count = 0;   // cells that are not parameters too
    int free_count = 0;
    int localsplus_count = 0;
    int unit_count = 0;                  // of code
    int frame_size = 0;                  // slots of a frame: localsplus + Frame + stack
    CodeUnit* executable = nullptr;      // owned; null until first run (vm/quicken.cpp)
    int first_traceable = 0;             // unit of the first RESUME
    bool verified = false;               // came from this compiler, or has passed the verifier
    std::uint32_t function_version = 0;  // of functions made from it, for call caches
    Object* weakrefs = nullptr;

    Code(Type* code_type, CodeParts code_parts);
    ~Code();
    // The compiler's product. Constants that look like names are interned, as are the names.
    static Ref<Code> make(CodeParts parts);
    // Parts from elsewhere: ValueError and the like when counts and tables contradict each other. Its instructions are
    // for the verifier to judge, before they run.
    static Result<Code> checked(CodeParts parts);

    const CodeUnit* units() const { return reinterpret_cast<const CodeUnit*>(parts.code->data()); }
    Str* local_name(int index) const { return cast<Str>((*parts.localsplus_names)[index]); }
    std::uint8_t local_kind(int index) const {
        return static_cast<std::uint8_t>(parts.localsplus_kinds->data()[index]);
    }
    int parameter_count() const {  // of all kinds, *args and **kwargs included
        return parts.argument_count + parts.keyword_only_count + ((parts.flags & code_varargs) != 0) +
               ((parts.flags & code_varkeywords) != 0);
    }

    static Type type_object;
};

// The source location of one instruction; lines are −1 and columns −1 where unknown. Columns are UTF-8 byte offsets.
struct CodeLocation {
    int line = -1, end_line = -1, column = -1, end_column = -1;
};

// Walks the location table, entry by entry (PEP 657 format): units [start, end) have `location`.
class LocationIterator {
public:
    explicit LocationIterator(const Code* code);
    // A part of a table: its first entry begins at unit `start`, and counts from `line`.
    LocationIterator(std::span<const std::uint8_t> entries, int line, int start);
    bool next();
    int start = 0, end = 0;  // in code units
    CodeLocation location;
    // The line that the next entry counts from, known even where the location has none.
    int current_line() const { return line_; }

private:
    void advance_line();
    int read_varint();
    int read_signed_varint();
    const std::uint8_t* position_;
    const std::uint8_t* limit_;
    int line_;
};

// Its file lies in the standard library or among installed packages, or was frozen into the interpreter.
bool is_library_code(const Code& code);

CodeLocation location_of(const Code* code, int unit);
inline int line_of(const Code* code, int unit) { return location_of(code, unit).line; }

// One row of the exception table: exceptions raised in units [start, start + size) go to `target`.
struct ExceptionEntry {
    int start, size;
    int target;       // code unit
    int depth;        // stack depth to unwind to
    bool push_lasti;  // push the raising instruction's offset before the exception
};

// Walks the exception table: numbers of six bits a byte, the highest first, bit 6 continues, bit 7 begins a row.
class ExceptionTableIterator {
public:
    explicit ExceptionTableIterator(const Code* code);
    bool next();  // false at the end, and when the last row is incomplete
    ExceptionEntry entry{};

private:
    int read_number();
    const std::uint8_t* position_;
    const std::uint8_t* limit_;
};

// The handler for an exception raised at `unit`: false when there is none.
struct ExceptionHandler {
    int target;
    int depth;
    bool push_lasti;
};
bool find_exception_handler(const Code* code, int unit, ExceptionHandler& handler);

}  // namespace minipy
