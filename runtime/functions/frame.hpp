// SPDX-License-Identifier: MIT
// Frame: one running call of a code object. Frames lie one after the other on the thread's contiguous stack of
// references:
//
//      caller's frame ──────────────────────────────┐   callee's frame
//      … │ Frame │ value stack … │ callable │ arg 0 │ arg 1 │ locals, cells … │ Frame │ value stack … │
//                                           ▲                                 ▲       ▲
//                                           locals                            frame   stack_base()
//
// The callee's locals begin where the caller pushed the arguments: a Python-to-Python call copies nothing. A generator
// keeps its frame inside the generator object instead, in the same order, and is linked in while it runs.
//
// A FrameObject is what Python sees (sys._getframe, tracebacks): made when someone asks, and if it outlives the frame
// it takes the locals over. CPython: Include/internal/pycore_frame.h, Objects/frameobject.c. Next: frame.cpp,
// vm/loop.hpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy {

struct FrameObject;
struct Generator;

struct Frame {
    Frame* previous;  // the caller; null at the bottom
    Code* code;       // borrowed from the function; when that gets another one, from the FrameObject or the generator
    Function* function;  // owned
    Dict* globals;       // borrowed from the function
    Object* builtins;    // borrowed from the function; mostly a dict
    Object* namespace_;  // owned: the mapping of a module or class body; a function's locals() once asked for, or null
    Object** locals;     // localsplus: parameters, locals, cells, free variables; owned, null = unbound
    Object** stack_pointer;  // first free slot of the value stack, as of the last time the loop left this frame
    const CodeUnit*
        instruction;            // in code->executable: the last one executed, as of then (a call: its last cache unit);
                                // the one before the first when the frame is new
    FrameObject* frame_object;  // owned; null until asked for
    Generator* generator;       // borrowed: the generator that this frame belongs to, or null
    Object** saved_stack_top;   // the thread's stack_top before this frame was pushed
    bool is_entry;              // entered from C++: returning from it leaves evaluate()

    Object** stack_base() { return reinterpret_cast<Object**>(this + 1); }
    // Index of the current instruction in code units.
    int unit() const { return int(instruction - code->executable); }
    int line() const;
};

inline constexpr int frame_slots = int(sizeof(Frame) / sizeof(Object*));
static_assert(sizeof(Frame) % sizeof(Object*) == 0);

// Lays a frame for `function` over memory whose first slots hold `bound` locals (the rest is set to null). Takes over a
// reference to the function.
Frame* initialize_frame(Object** memory, Function* function, Code* code, Object* namespace_reference, int bound);

// Drops all references of a finished frame: locals, what is left on the stack, function, namespace. If Python holds its
// FrameObject, the locals move there instead, without an allocation: a frame may end because memory has.
void clear_frame(Frame* frame);

// What the collector must know of a frame that does not run. Its FrameObject is the affair of who owns the frame.
void traverse_frame(Frame* frame, VisitFunction visit, void* argument);

//      ┌─────────────┬────────────────────┬───────┬───────────────┐
//      │ FrameObject │ locals, cells …    │ Frame │ value stack … │     code->frame_size slots, unused
//      └─────────────┴────────────────────┴───────┴───────────────┘     until the frame has finished
struct FrameObject : Object {
    Frame* frame;               // the live frame, or the one behind this object
    Ref<Code> code;             // of a finished frame, or of a live one whose function has got another code object
    Ref<FrameObject> previous;  // caller, fixed when the frame finishes
    Replaceable<Object> trace_function;  // f_trace
    int slots;                           // behind this object
    bool owns_frame = false;             // it has finished, and lies there
    bool trace_lines = true, trace_opcodes = false;
    explicit FrameObject(Type* frame_type, Frame* live)
        : Object(frame_type), frame(live), slots(live->code->frame_size) {}
    ~FrameObject();

    Object** memory() { return reinterpret_cast<Object**>(this + 1); }

    // The code stays until the end: it says how the frame is laid out.
    static constexpr auto references = field_list<&FrameObject::previous, &FrameObject::trace_function>;
    static Type type_object;
};

// To be called before the function gets another code object: the frames that run the old one keep it alive.
void keep_code_of_running_frames(const Function* function);

// The FrameObject of a live frame, made if need be; borrowed.
FrameObject* frame_object(Frame* frame);
// The dict of a function's variables, brought up to date and always the same one, or the namespace itself (module and
// class bodies): locals().
Result<Object> frame_locals(Frame* frame);
// If a function's dict of its variables has been asked for: brings it up to date, or takes changes of it over.
Result<void> refresh_locals(Frame* frame);
void write_locals_back(Frame* frame);

// Room for `slots` references on top of the thread's stack; null and RecursionError when the region is full.
Object** reserve_stack(ThreadState* thread, int slots);

}  // namespace minipy
