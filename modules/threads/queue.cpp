// SPDX-License-Identifier: MIT
// Module _queue: SimpleQueue, an unbounded queue between threads, for queue and concurrent.futures.
//
//      items │ None │ None │ a │ b │ c │        taken items leave None behind; when they are more than half,
//                            ▲                   the list is cut
//                            first
//
// Who finds the queue empty closes the gate and waits for it to open; the next put() opens it. put() never waits and
// runs no Python code, so it may be called by a finalizer or a signal handler that interrupts a put().
// CPython: Modules/_queuemodule.c. Next: vm/thread_lock.hpp.
#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/types/generic_alias.hpp"
#include "vm/clock.hpp"
#include "vm/thread_lock.hpp"

namespace minipy {

namespace {

struct QueueState {
    static constexpr auto module = NativeModule::queue_module;
    Ref<Type> empty;
    static constexpr auto references = field_list<&QueueState::empty>;
};

struct SimpleQueue : Object {
    Ref<List> items;
    Size first;
    bool is_closed;  // the gate: somebody waits, or has waited
    Object* weakrefs;
    ThreadLock gate;
    static constexpr auto references = field_list<&SimpleQueue::items>;
    static Type type_object;

    Size length() const { return items->length - first; }
};

SimpleQueue* queue_of(Object* self) { return static_cast<SimpleQueue*>(self); }

Result<Object> queue_new(Type* type, const Arguments& arguments) {
    if (type == &SimpleQueue::type_object || type->slots.init == SimpleQueue::type_object.slots.init) {
        if (arguments.positional > 0) return raise(TypeError, "SimpleQueue() takes no positional arguments");
        TRY(check_no_keywords("SimpleQueue", arguments));
    }
    Ref<Object> object = TRY(allocate_instance(type));
    queue_of(object.get())->items = List::create();
    new (&queue_of(object.get())->gate) ThreadLock;
    return object;
}

// ---------------------------------------------------------------- putting

void open_gate(SimpleQueue* self) {
    if (std::exchange(self->is_closed, false)) self->gate.release();
}

Result<void> put_now(SimpleQueue* self, Object* item) {
    TRY(list_append(self->items.get(), item));
    open_gate(self);
    return {};
}

Result<void> put(SimpleQueue* self, Object* item, bool, Object*) { return put_now(self, item); }

// ---------------------------------------------------------------- taking

Failure raise_empty() {
    Ref<Type> empty = module_state<QueueState>().empty;
    return raise_bare(empty ? *empty : Exception);
}

Result<Object> queue_take(SimpleQueue* self) {
    List* items = self->items.get();
    Ref<Object> item = adopt(std::exchange(items->items[self->first++], none().release()));
    if (self->first <= items->length / 2) return item;
    TRY(list_set_slice(items, 0, std::exchange(self->first, 0), nullptr));
    return item;
}

// Waits until there is an item, or until the deadline (vm/clock.hpp).
Result<void> wait_for_item(SimpleQueue* self, std::int64_t deadline) {
    while (self->length() == 0) {
        std::int64_t left =
            deadline == never ? -1 : std::max(deadline - nanoseconds_of(CLOCK_MONOTONIC), std::int64_t(0));
        if (!TRY(self->gate.acquire(left))) return raise_empty();
        self->is_closed = true;
    }
    return {};
}

Result<Object> get_now(SimpleQueue* self) {
    if (self->length() == 0) return raise_empty();
    return queue_take(self);
}

Result<Object> get(SimpleQueue* self, bool block, Object* timeout) {
    if (!block) return get_now(self);
    std::int64_t nanoseconds = -1;
    if (!is_none(timeout)) {
        nanoseconds = TRY(parse_duration(timeout, nanoseconds_in_second));
        if (nanoseconds < 0) return raise(ValueError, "'timeout' must be a non-negative number");
    }
    Ref<SimpleQueue> kept = share(self);
    TRY(wait_for_item(self, deadline_after(nanoseconds)));
    Result<Object> item = queue_take(self);
    open_gate(self);  // for the next who waits: several items may have come since it was opened
    return item;
}

Result<bool> is_empty(SimpleQueue* self) { return self->length() == 0; }
Result<Size> size(SimpleQueue* self) { return self->length(); }

const Method methods[] = {
    {"empty(self, /)", bind<is_empty>, "Tells whether there is no item at the moment."},
    {"get(self, /, block=True, timeout=None)", bind<get>,
     "Takes the oldest item; waits for one, as long as timeout allows, or raises Empty."},
    {"get_nowait(self, /)", bind<get_now>, "Takes the oldest item, or raises Empty at once."},
    {"put(self, /, item, block=True, timeout=None)", bind<put>,
     "Puts an item at the end; it never waits, block and timeout are there for the likeness to Queue.put()."},
    {"put_nowait(self, /, item)", bind<put_now>, "Puts an item at the end."},
    {"qsize(self, /)", bind<size>, "Counts the items that are there at the moment."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with a type argument, such as SimpleQueue[int].", MethodKind::class_method},
};

// It has no `clear`: the list that can be part of a cycle has one, and an item is always there to be looked at.
const TypeSpec queue_spec = {
    .name = "_queue.SimpleQueue",
    .doc = "A queue without end for threads: first in, first out.",
    .size = sizeof(SimpleQueue),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .weakrefs_offset = offsetof(SimpleQueue, weakrefs),
    .slots = {.deallocate = destroy<SimpleQueue>, .traverse = traverse_references<SimpleQueue>, .new_ = queue_new},
    .methods = methods,
};

Type SimpleQueue::type_object(queue_spec);

// ---------------------------------------------------------------- the module

constexpr ModuleType queue_types[] = {&SimpleQueue::type_object};

Result<void> queue_execute(Module* module) {
    Ref<Type>& empty = module_state<QueueState>().empty;
    if (!empty) {
        empty = TRY(make_exception_class("_queue.Empty", {&Exception}));
        TRY(set_attribute(empty.get(), names::dunder_doc,
                          Str::from("There is nothing to take, and nobody wanted to wait.").get()));
    }
    module->set("Empty", empty.get());
    return {};
}

}  // namespace

extern const ModuleSpec queue_module = {
    .name = "_queue",
    .doc = "A simple queue between threads.",
    .state = &state_spec<QueueState>,
    .types = queue_types,
    .exec = queue_execute,
};

}  // namespace minipy
