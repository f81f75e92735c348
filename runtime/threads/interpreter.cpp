// SPDX-License-Identifier: MIT
// Starting and stopping the object system. CPython: Python/pylifecycle.c.
#include "runtime/threads/interpreter.hpp"

#include <malloc.h>
#include <pthread.h>

#include <algorithm>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/builtin_types.hpp"
#include "runtime/threads/module_state.hpp"
#include "runtime/threads/stacks.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

ThreadState main_thread_state;

void start_main_thread() {
    mallopt(M_ARENA_MAX, 1);  // threads allocate under the GIL: arenas of their own would only take address space
    claim_main_stacks(main_thread_state);
    main_thread_state.id = main_thread_state.system_id = std::uint64_t(pthread_self());
    add_thread(&main_thread_state);
    interpreter.main_thread = &main_thread_state;
    current_thread = &main_thread_state;
}

// ---------------------------------------------------------------- shut-down

// Python code can run until the last object has been finalized: finalizers, callbacks of weak references. So what it
// asks the interpreter for stays in place and is only emptied: sys.modules, then sys and builtins. An import finds that
// sys.meta_path is None, print() that there is no sys.stdout.

void set_none(Dict* dict, const char* name) { dict_set_name(dict, Str::interned_from(name).get(), &None); }

// What sys holds of the program goes first, and the original streams come back, so that finalizers can print.
void clear_special_names() {
    Dict* sys = interpreter.sys.get();
    if (interpreter.builtins) set_none(interpreter.builtins.get(), "_");
    if (sys == nullptr) return;
    for (const char* name : {"path", "argv", "ps1", "ps2", "last_type", "last_value", "last_traceback", "path_hooks",
                             "path_importer_cache", "meta_path"})
        set_none(sys, name);
    for (const char* name : {"stdin", "stdout", "stderr"}) {
        Ref<Object> original = share(dict_get_name(sys, Str::interned_from(format_text("__{}__", name)).get()));
        dict_set_name(sys, Str::interned_from(name).get(), original ? original.get() : &None);
    }
}

// Names with one leading underscore go first, so that what they hold can still use the others. Old values may run
// Python code when they die: each step begins anew with the dict as it is then.
void clear_module_dict(Ref<Dict> dict) {
    for (int pass = 0; pass < 2; ++pass) {
        Size position = 0;
        Object *key, *value;
        while (dict_next(dict.get(), position, key, value)) {
            Ref<Str> name = share(as<Str>(key));
            if (!name || name.get() == names::dunder_builtins || is_none(value)) continue;
            std::string_view text = name->view();
            bool private_name = text.starts_with('_') && !text.starts_with("__");
            if (pass == 0 && !private_name) continue;
            heap::memory_error_raised();  // by a value that died before: no instruction is left that could tell
            if (dict_set(dict.get(), name.get(), &None).failed()) clear_exception();
        }
    }
}

// What the program has put into builtins would keep the program alive until it can no longer print. (`open` goes, too:
// it is added behind the copy, as in CPython.)
void restore_builtins() {
    if (!interpreter.builtins || !interpreter.builtins_copy) return;
    Result<Dict> copied = dict_copy(interpreter.builtins.get());
    if (copied.failed()) return clear_exception();
    Ref<Dict> all = copied.take();  // dies when the built-ins are there again
    dict_clear(interpreter.builtins.get());
    if (dict_update(interpreter.builtins.get(), interpreter.builtins_copy.get()).failed()) clear_exception();
}

// Modules are emptied in the reverse order of their import; sys and builtins come last.
void clear_modules() {
    if (!interpreter.modules) return;
    heap::memory_error_raised();  // on the way here: nobody is left to be told
    Result<List> listed = dict_values_list(interpreter.modules.get());
    std::vector<Ref<WeakReference>> survivors;
    bool ordered = listed.ok() && reserve_room(survivors, std::size_t(interpreter.modules->used)).ok();
    dict_clear(interpreter.modules.get());
    if (!ordered) {  // for want of memory: those that outlive this keep what they define
        clear_exception();
        gc::collect(gc::generation_count - 1, gc::Reason::interpreter_ends);
        return;
    }
    // Most modules die here, with everything they define.
    Ref<List> all = listed.take();
    for (Size index = 0; index < all->length; ++index) {
        if (!is<Module>((*all)[index])) continue;
        Result<WeakReference> reference = weak_reference((*all)[index], nullptr);
        if (reference.ok()) survivors.push_back(reference.take());
    }
    heap::memory_error_raised();
    list_clear(all.get());
    restore_builtins();
    gc::collect(gc::generation_count - 1, gc::Reason::interpreter_ends);
    for (std::size_t index = survivors.size(); index-- > 0;) {
        Ref<Object> module = weak_referent(survivors[index].get());
        if (!module) continue;
        Ref<Dict> dict = cast<Module>(module.get())->dict;
        if (dict && dict.get() != interpreter.sys.get() && dict.get() != interpreter.builtins.get())
            clear_module_dict(dict);
    }
    gc::collect(gc::generation_count - 1, gc::Reason::interpreter_ends);
}

void clear_last_modules() {
    interpreter.displayhook.reset();
    for (const Ref<Dict>& last : {interpreter.sys, interpreter.builtins}) {
        if (last) clear_module_dict(last);
    }
    interpreter.audit_hooks.reset();
    gc::collect(gc::generation_count - 1, gc::Reason::interpreter_ends);
}

// The states stay in their places until nothing can run any more: code that uses one finds it empty, not gone.
void clear_module_states() {
    interpreter.codec_error_handlers.reset();
    for (Ref<Object>& state : interpreter.module_states) {
        if (state) clear_object(state.get());
    }
}

void release_module_states() {
    for (Ref<Object>& state : interpreter.module_states) state.reset();
}

}  // namespace

ModuleState* find_module_state(const StateSpec& spec) {
    Ref<Object>& place = interpreter.module_states[spec.number];
    heap::InterpreterIsAtWork own_births;
    if (!place) place = create<ModuleState>(&spec);
    return cast<ModuleState>(place.get());
}

void add_thread(ThreadState* thread) {
    thread->next = interpreter.threads;
    if (thread->next != nullptr) thread->next->previous = thread;
    interpreter.threads = thread;
    ++interpreter.thread_count;
}

// What dies here may run Python code, which may put something in the places again: that dies with the state.
void clear_thread(ThreadState* thread) {
    thread->exception.reset();
    thread->bottom.value.reset();
    thread->trace_function.reset();
    thread->profile_function.reset();
    thread->context.reset();
    thread->dict.reset();
    thread->async_generator_first_iteration.reset();
    thread->async_generator_finalizer.reset();
}

void remove_thread(ThreadState* thread) {
    (thread->previous != nullptr ? thread->previous->next : interpreter.threads) = thread->next;
    if (thread->next != nullptr) thread->next->previous = thread->previous;
    --interpreter.thread_count;
}

void finalize_empty_tuple();

static std::vector<void (*)()>& releases() {
    static std::vector<void (*)()> functions;
    return functions;
}

void at_runtime_end(void (*release)()) { releases().push_back(release); }

Result<void> handle_pending() {
    eval_breaker = false;
    gc::collect_if_due();
    if (run_signal_handlers != nullptr && current_thread == interpreter.main_thread) TRY(run_signal_handlers());
    if (give_way != nullptr) give_way();
    return {};
}

void initialize_runtime(HashSeed seed) {
    initialize_hashing(seed);
    start_main_thread();
    ready_builtin_types();
    gc::initialize();
    initialize_ints();
    names::initialize();
    complete_types();
}

void finalize_runtime() {
    interpreter.finalizing = true;
    interpreter.main_thread->trace_function.reset();
    interpreter.main_thread->profile_function.reset();
    // Cycles that were garbage before end before what has names, as in CPython.
    if (gc::state.enabled) gc::collect(gc::generation_count - 1, gc::Reason::program_ended);
    clear_special_names();
    clear_modules();
    clear_last_modules();
    clear_thread(interpreter.main_thread);
    interpreter.main_thread->sentinel.reset();
    clear_module_states();
    for (void (*release)() : releases()) release();
    finalize_warnings();
    gc::clear_lists();
    gc::collect(gc::generation_count - 1, gc::Reason::interpreter_ends);
    gc::finalize();
    release_module_states();
    for (Ref<Dict>* dict : {&interpreter.modules, &interpreter.sys, &interpreter.builtins, &interpreter.builtins_copy})
        dict->reset();
    finalize_types();
    release_permanent_native_methods();
    names::finalize();
    release_type_names();
    finalize_ints();
    finalize_empty_tuple();
    finalize_shared_strings();
}

}  // namespace minipy
