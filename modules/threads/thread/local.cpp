// SPDX-License-Identifier: MIT
// _thread._local: an object whose attributes every thread sees in a version of its own. Each thread that touches it
// gets a dict, and __init__ is called again to fill it. CPython: Modules/_threadmodule.c (localobject).
#include <utility>
#include <vector>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/threads/thread/thread.hpp"
#include "runtime/kernel/growth.hpp"

namespace minipy {

namespace {

using ThreadDict = std::pair<std::uint64_t, Ref<Dict>>;  // a thread's number

struct Local;

// All that there are, so that a thread that ends can take its values with it.
struct LocalState {
    static constexpr auto module = NativeModule::thread_module;
    Local* first = nullptr;  // borrowed: each leaves the list when it dies
    template <class Visit>
    void each_reference(Visit) {}
};

struct Local : Object {
    Ref<Dict> dict;        // of the thread that asked last: what generic attribute access sees
    Ref<Tuple> arguments;  // for __init__ in further threads
    Ref<Dict> keywords;
    std::vector<ThreadDict>* dicts;  // owned
    Object* weakrefs;
    Local *previous, *next;  // in the list of LocalState
    ~Local() {
        if (dicts == nullptr) return;
        Local*& first = module_state<LocalState>().first;
        (previous != nullptr ? previous->next : first) = next;
        if (next != nullptr) next->previous = previous;
        delete dicts;
    }
    template <class Visit>
    void each_reference(Visit visit) {
        visit(dict);
        visit(arguments);
        visit(keywords);
        if (dicts == nullptr) return;
        for (ThreadDict& of_thread : *dicts) visit(of_thread.second);
    }
    static constexpr Type& type_object = local_type;
};

Result<Object> local_new(Type* type, const Arguments& arguments) {
    bool has_arguments = arguments.positional > 0 || arguments.keyword_count() > 0;
    if (has_arguments && type->slots.init == object_type.slots.init)
        return raise(TypeError, "Initialization arguments are not supported");
    Ref<Object> object = TRY(allocate_instance(type));
    auto* self = cast<Local>(object.get());
    self->dicts = new std::vector<ThreadDict>;
    Local*& first = module_state<LocalState>().first;
    self->next = first;
    if (first != nullptr) first->previous = self;
    first = self;
    self->arguments = TRY(positional_tuple(arguments));
    self->keywords = TRY(keywords_dict(arguments));
    self->dict = Dict::create();
    self->dicts->emplace_back(current_thread->number, self->dict);  // the caller runs __init__ for this thread
    return object;
}

// Puts the current thread's dict in place, made and filled now if it is the first time.
Result<void> enter_thread(Local* self) {
    std::uint64_t thread = current_thread->number;
    for (ThreadDict& of_thread : *self->dicts) {
        if (of_thread.first != thread) continue;
        self->dict = of_thread.second;
        return {};
    }
    TRY(reserve_more(*self->dicts, 1));
    self->dict = Dict::create();
    self->dicts->emplace_back(thread, self->dict);
    if (self->type->slots.init == object_type.slots.init) return {};
    Ref<Object> init = TRY(get_attribute(self, names::dunder_init));
    if (call_with(init.get(), self->arguments.get(), self->keywords.get()).failed()) {
        std::erase_if(*self->dicts, [&](const ThreadDict& of_thread) { return of_thread.first == thread; });
        return Failure{};
    }
    return {};
}

Maybe<Object> local_get_attribute(Object* object, Str* name) {
    TRY(enter_thread(cast<Local>(object)));
    return generic_get_attribute(object, name);
}

Result<void> local_set_attribute(Object* object, Str* name, Object* value) {
    TRY(enter_thread(cast<Local>(object)));
    if (name->equals("__dict__"))
        return raise(AttributeError, "'{}' object attribute '__dict__' is read-only", type_name(object));
    return generic_set_attribute(object, name, value);
}

Result<Object> local_dict(Object* object) { return cast<Local>(object)->dict; }

const Getter local_getters[] = {{"__dict__", local_dict}};

const TypeSpec local_spec = {
    .name = "_thread._local",
    .doc = "An object whose attributes are others in each thread.",
    .size = sizeof(Local),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(Local, dict),
    .weakrefs_offset = offsetof(Local, weakrefs),
    .slots = {.deallocate = destroy<Local>,
              .traverse = traverse_references<Local>,
              .clear = clear_references<Local>,
              .new_ = local_new,
              .get_attribute = local_get_attribute,
              .set_attribute = local_set_attribute},
    .getters = local_getters,
};

// The thread's dict of one local, taken out of it; null: none.
Ref<Dict> take_dict(Local* local, std::uint64_t thread) {
    Ref<Dict> taken;
    std::erase_if(*local->dicts, [&](ThreadDict& of_thread) {
        if (of_thread.first != thread) return false;
        taken = std::move(of_thread.second);
        return true;
    });
    return taken;
}

}  // namespace

Type local_type(local_spec);

// What dies may make and end other locals: `kept` stays in the list, and so does its way on. One whose count is zero is
// dying already, and takes its values with it.
void forget_local_values(ThreadState* thread) {
    for (bool found = true; found;) {
        found = false;
        Ref<Local> kept;
        for (Local* local = module_state<LocalState>().first; local != nullptr; local = local->next) {
            if (local->reference_count == 0) continue;
            Ref<Dict> dict = take_dict(local, thread->number);
            if (!dict) continue;
            found = true;
            kept = share(local);
            if (local->dict.get() == dict.get()) local->dict = Dict::create();
            dict.reset();
        }
    }
}

}  // namespace minipy
