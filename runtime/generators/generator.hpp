// SPDX-License-Identifier: MIT
// Generators, coroutines and async generators: objects that own a suspended frame.
//
//      ┌──────────────────────────┬────────────────────┬───────┬───────────────┐
//      │ Generator: state, name … │ locals, cells …    │ Frame │ value stack … │     code->frame_size slots
//      └──────────────────────────┴────────────────────┴───────┴───────────────┘
//
// Resuming links the frame on top of the thread's frames and runs it where it lies; YIELD_VALUE unlinks it again:
//
//      suspended                          running
//      thread->frame ─▶ consumer          thread->frame ─▶ generator's frame ─▶ consumer
//      thread->handled ─▶ consumer's      thread->handled ─▶ generator->handled ─▶ consumer's
//
//            RETURN_GENERATOR        resume                YIELD_VALUE
//      (frame) ─────────▶ created ───────────▶ running ◀──────────────▶ suspended
//                            │ close              │ return, exception      │ close: GeneratorExit is thrown in
//                            └────────────────────┴──▶ finished ◀──────────┘
//
// What holds, always:
//
//   1  Only a created or suspended generator is resumed. A resumption of a running one is a ValueError: its frame is in
//      the loop's registers, and linked already.
//   2  While it runs it is kept alive by who resumed it: FOR_ITER and SEND have it on their value stack, C++ in a Ref.
//   3  frame->stack_pointer and frame->instruction are right whenever it does not run; the collector and gi_frame look
//      at them. While it runs they are not, so the collector takes what it holds for held from outside.
//   4  What it is handling (`handled`) is its own link in the chain: sys.exc_info() inside an `except` of the generator
//      does not leak into the consumer, and the consumer's exception becomes the context of what is raised inside.
//   5  When it has finished, its locals are gone and nobody looks at its slots any more; the object lives on for who
//      holds it.
//   6  A frame object that was asked for follows the frame: from the stack into the generator, and into memory of its
//      own when the generator ends (clear_frame()).
//   7  StopIteration never comes out of the body (PEP 479); returning is `SendStatus::returned`, and only next() and
//      send() make an exception of that.
//
// Three ways in: the loop enters the frame without C++ (vm/ops_generators.hpp); next(), send() and C++ that iterates
// use resume_generator(); throw() and close() go through throw_into(), which first asks whom the generator delegates
// to.
//
// The three types differ in how they are driven: a generator by next/send/throw, a coroutine by await, an async
// generator by awaitables that its methods return (async_awaitable.hpp). CPython: Objects/genobject.c. Next:
// generator.cpp.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy {

enum class GeneratorState : std::int8_t { created, suspended, running, finished };

struct Generator : Object {
    using Object::Object;
    GeneratorState state = GeneratorState::created;
    bool async_closed = false, async_hooks_called = false, async_running = false;  // async generators
    Replaceable<Str> name, qualname;
    HandledException handled;     // what the generator was handling when it was suspended
    Ref<Object> origin;           // cr_origin
    Ref<Object> async_finalizer;  // of an async generator, set by its event loop
    Object* weakrefs = nullptr;
    Ref<Code> code;
    // code->frame_size slots follow

    Object** memory();
    Frame* frame() { return reinterpret_cast<Frame*>(memory() + code->localsplus_count); }

    // Those of the frame come on top, when it does not run (generator_traverse()).
    template <class Visit>
    void each_reference(Visit visit) {
        visit(name.for_collector());
        visit(qualname.for_collector());
        visit(handled.value);
        visit(origin);
        visit(async_finalizer);
    }

    static Type type_object;
    static bool is_layout_of(const Type* type, std::type_identity<Generator>);
};

inline Object** Generator::memory() { return reinterpret_cast<Object**>(this + 1); }

// Links the generator's frame and what it is handling into the thread, as the innermost; and unlinks them again.
inline void link_generator(ThreadState* thread, Generator* generator) {
    Frame* frame = generator->frame();
    generator->state = GeneratorState::running;
    generator->handled.previous = thread->handled;
    thread->handled = &generator->handled;
    frame->previous = thread->frame;
    thread->frame = frame;
}
inline void unlink_generator(ThreadState* thread, Generator* generator) {
    Frame* frame = generator->frame();
    thread->frame = frame->previous;
    thread->handled = generator->handled.previous;
    frame->previous = nullptr;
    if (generator->state == GeneratorState::running) generator->state = GeneratorState::suspended;
}
// The generator has finished with the pending exception. A StopIteration must not leave it by accident: it would end
// someone else's loop (PEP 479), and becomes a RuntimeError.
void finish_with_exception(Generator* generator);

struct Coroutine : Generator {
    static Type type_object;
};
struct AsyncGenerator : Generator {
    static Type type_object;
};
inline bool Generator::is_layout_of(const Type* type, std::type_identity<Generator>) {
    return type == &Generator::type_object || type == &Coroutine::type_object || type == &AsyncGenerator::type_object;
}

// What RETURN_GENERATOR does: moves `frame` (just begun, on the thread's stack) into a new object of the right type.
Ref<Generator> make_generator(Frame* frame);

// All four: DANGER: the caller holds the generator; its body may drop every other reference.
// Resumes with a value (null: next()), or with a pending exception.
SendResult resume_generator(Generator* generator, Object* value);
// Raises the pending exception at the point where the generator is suspended.
SendResult resume_throwing(Generator* generator);
// generator.throw(exception): delegates to what the generator is waiting for (`yield from`).
SendResult throw_into(Generator* generator, Ref<Object> exception);
Result<void> close_generator(Generator* generator);

// The awaitable behind `await object`: a coroutine as it is, or what __await__ returns. TypeError as CPython words it.
Result<Object> get_awaitable(Object* object);
// The iterator that `yield from` or `await` delegates to at this moment; null when it does not.
Object* delegate_of(Generator* generator);

// __aiter__ and __anext__ as GET_AITER and GET_ANEXT call them.
Result<Object> get_async_iterator(Object* object);
Result<Object> get_async_next(Object* iterator);
// What an async generator yields, wrapped so that its driver can tell it from an await (ASYNC_GEN_WRAP).
Ref<Object> wrap_async_value(Ref<Object> value);

inline bool is_generator(const Object* object) { return object->type == &Generator::type_object; }
inline bool is_coroutine(const Object* object) { return object->type == &Coroutine::type_object; }
inline bool is_async_generator(const Object* object) { return object->type == &AsyncGenerator::type_object; }

// Raises StopIteration(value), with the value wrapped if it is a tuple or an exception.
Failure raise_stop_iteration(Object* value);

}  // namespace minipy
