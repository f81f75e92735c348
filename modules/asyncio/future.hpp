// SPDX-License-Identifier: MIT
// Future: a result that will be there later, and who wants to know then.
//
//      pending ──set_result, set_exception──▶ finished
//         └──────────────cancel─────────────▶ cancelled
//
// Who awaits a future gets it yielded up to the task that drives the coroutine; the task adds its wakeup as a callback.
// When the future is done each callback is handed to loop.call_soon(), once. Nearly all futures have one callback: it
// lies in the future itself, further ones in a list.
//
// Any call of the loop may call methods of the future again, and __init__ may be called a second time: fields are held
// in a Ref across such a call. CPython: Modules/_asynciomodule.c. Next: future.cpp, future_methods.cpp, task.hpp.
#pragma once

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy::asyncio {

enum class FutureState : std::uint8_t { pending, cancelled, finished };

struct Future : Object {
    FutureState state;
    bool logs_exception;                     // nobody has asked for it yet: tell the loop when the future dies
    bool is_awaited;                         // _asyncio_future_blocking: yielded by an await, not by a mere yield
    Ref<Object> loop;                        // null: __init__ has not run
    Ref<Object> callback, callback_context;  // the first one; null: none
    Ref<List> more_callbacks;                // pairs (callback, context); null: none
    Ref<Object> result, exception;
    Ref<Object> exception_traceback;  // as it was when the exception was set; null once the exception was raised
    Ref<Object> source_traceback;     // where the future was made, in debug mode
    Ref<Object> cancel_message;
    Ref<Object> cancelled_error;  // what ended a task: raised, the first time, in place of a new one
    Ref<Dict> dict;               // attributes of the program's own
    Object* weakrefs;

    // What __init__ begins anew with.
    static constexpr auto own_references =
        field_list<&Future::loop, &Future::callback, &Future::callback_context, &Future::more_callbacks,
                   &Future::result, &Future::exception, &Future::exception_traceback, &Future::source_traceback,
                   &Future::cancel_message, &Future::cancelled_error>;
    static constexpr auto references = extend<&Future::dict>(own_references);
    static Type type_object;
};

// What __init__ does; loop null or None: the one that runs.
Result<void> initialize(Future* future, Object* loop);
Result<void> check_initialized(Future* future);  // RuntimeError

Result<void> set_result(Future* future, Object* result);
Result<void> set_exception(Future* future, Object* exception);  // or its class
Result<bool> cancel(Future* future, Object* message);
// The result; or raises the exception, or InvalidStateError.
Result<Object> take_result(Future* future);
// The CancelledError of a cancelled future.
Result<Object> make_cancelled_error(Future* future);
// Context null: a copy of the one that runs.
Result<void> add_callback(Future* future, Object* callback, Object* context);
Result<Size> remove_callback(Future* future, Object* callback);

// The iterator behind `await future`.
Result<Object> future_iterator(Object* future);
extern Type future_iterator_type;

// The finalizer: an exception that nobody has asked for is told the loop.
void future_finalize(Object* future);
// What the finalizers tell, up to the message.
Ref<Dict> report_about(const char* kind, Object* object, Future* future, std::string_view message);

inline Future* future_of(Object* self) { return static_cast<Future*>(self); }

// The field as an attribute; None while it is null.
template <class Owner, Ref<Object> Owner::*field>
Result<Object> get_or_none(Object* self) {
    Ref<Object>& value = static_cast<Owner*>(self)->*field;
    return value ? value : none();
}

}  // namespace minipy::asyncio
