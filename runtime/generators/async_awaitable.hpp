// SPDX-License-Identifier: MIT
// What an async generator's methods return: an awaitable that performs one asend(), athrow() or aclose().
// CPython: Objects/genobject.c (PyAsyncGenASend, PyAsyncGenAThrow, _PyAsyncGenWrappedValue).
#pragma once

#include "runtime/generators/generator.hpp"

namespace minipy {

enum class AsyncAction : std::uint8_t { send, throw_, close };
enum class AwaitableState : std::uint8_t { created, running, finished };

struct AsyncAwaitable : Object {
    Ref<Generator> generator;
    AsyncAction action;
    AwaitableState state = AwaitableState::created;
    Ref<Object> argument;  // the value to send; the arguments of throw; null for close
    AsyncAwaitable(Type* awaitable_type, Ref<Generator> target, AsyncAction what, Ref<Object> with)
        : Object(awaitable_type), generator(std::move(target)), action(what), argument(std::move(with)) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(generator);
        visit(argument);
    }
    static Type type_object;
};

// A value that the generator yielded, as opposed to one that it awaits.
struct AsyncWrappedValue : Object {
    Ref<Object> value;
    AsyncWrappedValue(Type* value_type, Ref<Object> yielded) : Object(value_type), value(std::move(yielded)) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(value);
    }
    static Type type_object;
};

}  // namespace minipy
