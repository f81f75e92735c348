// SPDX-License-Identifier: MIT
// The interpreter: what is shared by all threads, and its start and stop.
//
// Start (initialize_runtime): hashing, types, shared objects, names, exceptions, then the modules of modules/ are made
// by their owner. Stop (finalize_runtime) undoes it in an order in which every object can still be freed properly:
// modules first, then a last collection, then types and shared objects; with --gc=audit Boehm then judges what is left.
//
// CPython: Python/pylifecycle.c, Include/internal/pycore_interp.h. Next: interpreter.cpp.
#pragma once

#include <atomic>
#include <span>
#include <string>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/memory/eval_breaker.hpp"

namespace minipy {

struct NativeModuleEntry;
struct ThreadState;

// More than there are (modules/native_modules.hpp).
inline constexpr std::size_t most_native_modules = 128;

// All threads share it, under the GIL.
struct Interpreter {
    ThreadState* threads = nullptr;      // all that there are
    ThreadState* main_thread = nullptr;  // the first one; in a forked child the one that forked
    std::size_t thread_count = 0;
    std::uint64_t last_thread_number = 1;
    bool tells_deadlocks = false;       // as soon as there is one: -X deadlock=report
    bool has_started_processes = false;
    bool has_lost_threads = false;      // forked while others ran: what their frames hold is never given back
    std::size_t thread_stack_size = 0;  // of the next thread, in bytes; 0: what is usual
    Ref<Dict> modules;                  // sys.modules
    Ref<Dict> builtins;                 // the dict of module builtins
    Ref<Dict> builtins_copy;            // what was in it before anybody could add something
    Ref<Dict> sys;                      // the dict of module sys
    Ref<Object> displayhook;            // what PRINT_EXPR calls is sys.displayhook; this is the original
    bool finalizing = false;
    int verbose = 0, optimize = 0;
    bool ignore_environment = false, isolated = false, safe_path = false;
    int int_max_str_digits = 4300;                   // 0: unlimited
    std::atomic<double> switch_interval = 0.005;     // seconds; those who wait for the GIL read it
    Ref<List> audit_hooks;                           // sys.addaudithook(); null: nobody listens
    Ref<Dict> codec_error_handlers;                  // name → function; null: none registered
    Ref<Object> module_states[most_native_modules];  // ModuleState by the module's number (module_state.hpp)
    std::span<const NativeModuleEntry> native_modules;
    std::string library_folder;  // the standard library's; empty: there is none
};
inline Interpreter interpreter;

// Makes the object system usable: types, singletons, names, the main thread's state.
void initialize_runtime(HashSeed seed = 0);
// Clears sys.modules, collects, and lets go of everything the runtime itself holds.
void finalize_runtime();
// `release` is called by finalize_runtime() when all modules are gone: for caches outside the modules.
void at_runtime_end(void (*release)());

// A thread comes into the interpreter's list, and leaves it with all that its state refers to. The list is changed and
// read under the GIL.
void add_thread(ThreadState* thread);
void clear_thread(ThreadState* thread);
void remove_thread(ThreadState* thread);

// Does what is due when the eval breaker is set (memory/eval_breaker.hpp): a collection, signal handlers (in the main
// thread), and giving way to another thread. Fails when a handler raised. Called at the loop's safe points and by
// native code that waits; anything may have changed after it.
Result<void> handle_pending();
inline void (*give_way)() = nullptr;                     // set by vm/gil.cpp
inline Result<void> (*run_signal_handlers)() = nullptr;  // set by modules/system/signals/signals.cpp
inline bool (*is_signal_handled)(int number) = nullptr;  // by Python code; set there, too
inline bool (*signal_has_arrived)() = nullptr;           // and has not been handled; may be called without the GIL

}  // namespace minipy
