// SPDX-License-Identifier: MIT
// Which event loop runs: each thread notes its own in its dict, with the process, because a child that is forked while
// a loop runs does not run it. CPython: Modules/_asynciomodule.c (PyRunningLoopHolder). Next: state.hpp.
#include <unistd.h>

#include "modules/asyncio/state.hpp"
#include "modules/native.hpp"

namespace minipy::asyncio {

namespace {

struct RunningLoop : Object {
    Ref<Object> loop;
    pid_t process;
    RunningLoop(Type* holder_type, Ref<Object> running)
        : Object(holder_type), loop(std::move(running)), process(getpid()) {}
    static constexpr auto references = field_list<&RunningLoop::loop>;
    static constexpr Type& type_object = running_loop_type;
};

Dict* thread_dict() {
    if (!current_thread->dict) current_thread->dict = Dict::create();
    return cast<Dict>(current_thread->dict.get());
}

Str* key() { return state().running_loop.get(); }

// Null: none.
Ref<Object> running_loop() {
    auto* holder = cast<RunningLoop>(dict_get_name(thread_dict(), key()));
    if (holder == nullptr || is_none(holder->loop.get()) || holder->process != getpid()) return nullptr;
    return holder->loop;
}

Result<Object> get_running_loop() {
    Ref<Object> loop = running_loop();
    if (loop) return loop;
    return raise(RuntimeError, "no running event loop");
}

Result<Object> get_running_loop_or_none() {
    Ref<Object> loop = running_loop();
    return loop ? loop : none();
}

void set_running_loop(Object* loop) { dict_set_name(thread_dict(), key(), create<RunningLoop>(share(loop)).get()); }

Result<void> set_running_loop_function(Object* loop) {
    set_running_loop(loop);
    return {};
}

Result<Object> get_event_loop_function(int) { return event_loop(); }

const TypeSpec holder_spec = {
    .name = "_RunningLoopHolder",
    .size = sizeof(RunningLoop),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<RunningLoop>,
              .traverse = traverse_references<RunningLoop>,
              .clear = clear_references<RunningLoop>},
};

const Method functions[] = {
    {"_get_running_loop()", bind<get_running_loop_or_none>, "Gives the loop that runs in this thread, or None."},
    {"_set_running_loop(loop, /)", bind<set_running_loop_function>,
     "Notes which loop runs in this thread from now on; None: no longer any."},
    {"get_running_loop()", bind<get_running_loop>, "Gives the loop that runs in this thread, or RuntimeError."},
    {"get_event_loop()", bind<event_loop>,
     "Gives the loop that runs in this thread, or else the one that the policy has for it."},
    {"_get_event_loop(stacklevel=3)", bind<get_event_loop_function>, "Old name of get_event_loop()."},
};

}  // namespace

Type running_loop_type(holder_spec);

extern const ModuleSpec running_loop_part = {.functions = functions};

Result<Object> event_loop() {
    Ref<Object> loop = running_loop();
    if (loop) return loop;
    Ref<Object> get_policy = TRY(from_library("asyncio.events", "get_event_loop_policy"));
    Ref<Object> policy = TRY(call(get_policy.get()));
    return call_method(policy.get(), Str::interned_from("get_event_loop").get());
}

}  // namespace minipy::asyncio
