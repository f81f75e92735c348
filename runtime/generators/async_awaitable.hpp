// SPDX-License-Identifier: MIT
// What an async generator's methods return: an awaitable that performs one asend(), athrow() or aclose().
//
//   created ──send──▶ running ──▶ … ──▶ finished        "cannot reuse already awaited …"
//      │ ▲
//      └─┘ throw(): 3.11 forwards the exception to the generator and leaves the awaitable as it was
//
// CPython: Objects/genobject.c (PyAsyncGenASend, PyAsyncGenAThrow, _PyAsyncGenWrappedValue). Next: async_generator.cpp.
#pragma once

#include "runtime/generators/generator.hpp"

namespace minipy {

enum class AwaitableState : std::uint8_t { created, running, finished };

struct AsyncAwaitable : Object {
    Ref<Generator> generator;
    Ref<Object> argument;  // asend: the value to send; athrow: the arguments of throw; null: aclose
    AwaitableState state = AwaitableState::created;
    AsyncAwaitable(Type* awaitable_type, Ref<Generator> target, Ref<Object> with)
        : Object(awaitable_type), generator(std::move(target)), argument(std::move(with)) {}
    static constexpr auto references = field_list<&AsyncAwaitable::generator, &AsyncAwaitable::argument>;
};

struct AsyncSend : AsyncAwaitable {
    using AsyncAwaitable::AsyncAwaitable;
    static Type type_object;
};

// athrow() and aclose().
struct AsyncThrow : AsyncAwaitable {
    using AsyncAwaitable::AsyncAwaitable;
    bool closes() const { return !argument; }
    static Type type_object;
};

// A value that the generator yielded, as opposed to one that it awaits.
struct AsyncWrappedValue : Object {
    Ref<Object> value;
    AsyncWrappedValue(Type* value_type, Ref<Object> yielded) : Object(value_type), value(std::move(yielded)) {}
    static constexpr auto references = field_list<&AsyncWrappedValue::value>;
    static Type type_object;
};

}  // namespace minipy
