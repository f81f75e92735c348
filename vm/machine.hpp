// SPDX-License-Identifier: MIT
// Machine: what the evaluation loop keeps in registers, and what a handler answers.
//
// A handler is a small inline function, one for each instruction, named like it: `Next LOAD_FAST(Machine& m, int
// operand)`. All are inlined into the plain loop (plain_loop.cpp), which never gives the Machine's address away: so its
// fields are registers, not memory. A handler that calls other code passes values, never the Machine, after m.save() if
// that code may look at the frame (anything that can raise or run Python).
//
// The value stack holds owned references, counted by hand (docs/ownership.md): push() takes one over, pop() hands one
// out, top() and peek() borrow.
//
// CPython: Python/ceval.c (the macros at its top). Next: ops_stack.hpp, loop.hpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

#define MINIPY_INLINE [[gnu::always_inline]] inline

// What the loop does after a handler.
enum class Next : std::uint8_t {
    go,     // the next instruction (of whatever frame is current now)
    raise,  // an exception is pending: find its handler
    leave,  // the entry frame has returned or yielded: give `result` to C++
};

struct Machine {
    ThreadState* thread;
    Frame* frame;
    const CodeUnit* current;  // the instruction being executed
    const CodeUnit* ip;       // the one to execute next
    Object** sp;              // first free slot of the value stack
    Object** locals;
    Object* const* constants;  // of the frame's code
    Object* result;            // for Next::leave; owned

    MINIPY_INLINE void push(Object* owned) { *sp++ = owned; }
    MINIPY_INLINE void push(Ref<Object> reference) { *sp++ = reference.release(); }
    MINIPY_INLINE Object* pop() { return *--sp; }
    MINIPY_INLINE Object* top() const { return sp[-1]; }
    MINIPY_INLINE Object* peek(int depth) const { return sp[-depth]; }  // 1: the top
    MINIPY_INLINE void set_top(Object* owned) { sp[-1] = owned; }

    MINIPY_INLINE Code* code() const { return frame->code; }
    MINIPY_INLINE Object* constant(int index) const { return constants[index]; }
    MINIPY_INLINE Str* name(int index) const { return cast<Str>(frame->code->parts.names->items()[index]); }
    MINIPY_INLINE void skip_caches(int count) { ip += count; }
    // The inline cache behind the current instruction, as a struct of 16-bit fields.
    template <class Cache>
    MINIPY_INLINE Cache* cache() const {
        return reinterpret_cast<Cache*>(const_cast<CodeUnit*>(current + 1));
    }

    // Makes the frame say where we are.
    MINIPY_INLINE void save() const {
        frame->instruction = current;
        frame->stack_pointer = sp;
    }
    // Gives a reference back where the frame has not been saved: what dies may run code that looks at it.
    MINIPY_INLINE void drop(Object* object) const {
        if (--object->reference_count != 0) return;
        save();
        deallocate(object);
    }
    MINIPY_INLINE void drop_if_any(Object* object) const {
        if (object != nullptr) drop(object);
    }
    // Continues with another frame (or the same one after its fields changed).
    MINIPY_INLINE void load(Frame* next_frame) {
        frame = next_frame;
        current = next_frame->instruction;
        ip = current + 1;
        sp = next_frame->stack_pointer;
        locals = next_frame->locals;
        constants = next_frame->code->parts.constants->items();
    }

    // The usual ends of a handler.
    MINIPY_INLINE Next push_result(Result<Object> value) {
        if (value.failed()) [[unlikely]]
            return Next::raise;
        push(value.take().release());
        return Next::go;
    }
    MINIPY_INLINE Next check(Result<void> value) const { return value.failed() ? Next::raise : Next::go; }
};

// Inside a handler: the value of a Result, or Next::raise.
#define OP_TRY(...) MINIPY_OP_TRY_NAMED(MINIPY_JOIN(op_result_, __COUNTER__), __VA_ARGS__)
#define MINIPY_OP_TRY_NAMED(name, ...)             \
    __extension__({                                \
        auto&& name = (__VA_ARGS__);               \
        if (name.failed()) [[unlikely]]            \
            return ::minipy::Next::raise;          \
        std::forward<decltype(name)>(name).take(); \
    })

}  // namespace minipy
