// SPDX-License-Identifier: MIT
// The module faulthandler: tracebacks of programs that crash or hang, by signal handlers and a watchdog that live
// without the interpreter's help; and ways to crash on purpose. A file object is asked for its descriptor once, and is
// kept alive from then on; that it stays open is the program's affair.
//
//      enable()                 ─▶ handlers.hpp ─┐
//      register()               ─▶ handlers.hpp ─┼─▶ dump.hpp
//      dump_traceback_later()   ─▶ watchdog.hpp ─┘
//
// CPython: Modules/faulthandler.c. Next: dump.hpp, which says what must not be done there.
#include "modules/system/faulthandler/faulthandler.hpp"

#include <pthread.h>

#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/system/faulthandler/dump.hpp"
#include "modules/system/faulthandler/handlers.hpp"
#include "modules/system/faulthandler/watchdog.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/clock.hpp"
#include "vm/gil.hpp"

namespace minipy {

namespace {

using fault::Report, fault::Watchdog;

// When it ends, with the interpreter, nothing is left that would write.
struct FaultHandlerState {
    static constexpr auto module = NativeModule::faulthandler_module;
    Ref<Object> fatal_file, later_file, files[NSIG];  // kept open, if nobody closes them
    std::unique_ptr<Watchdog> watchdog;

    template <class Visit>
    void each_reference(Visit visit) {
        visit(fatal_file);
        visit(later_file);
        for (Ref<Object>& file : files) visit(file);
    }
    void clear() {
        watchdog.reset();
        fault::unregister_all_signals();
        fault::disable_fatal();
        fault::release_signal_stack();
        each_reference([](Ref<Object>& file) { file.reset(); });
    }
};

FaultHandlerState& state() { return module_state<FaultHandlerState>(); }

// ---------------------------------------------------------------- files

struct Target {
    Ref<Object> file;  // null: a descriptor was given
    int descriptor;
};

Result<int> descriptor_of(Object* file) {
    Ref<Object> answer = TRY(call_method(file, Str::interned_from("fileno").get()));
    std::int64_t number =
        is<Int>(answer.get()) && cast<Int>(answer.get())->is_small() ? cast<Int>(answer.get())->small : -1;
    if (number < 0 || number > INT_MAX) return raise(RuntimeError, "file.fileno() is not a valid file descriptor");
    if (call_method(file, Str::interned_from("flush").get()).failed()) clear_exception();
    return int(number);
}

// Null: sys.stderr.
Result<Target> target_of(Object* given) {
    Ref<Object> file = share(given);
    if (!file || is_none(file.get())) {
        file = share(dict_get_name(interpreter.sys.get(), Str::interned_from("stderr").get()));
        if (!file) return raise(RuntimeError, "unable to get sys.stderr");
        if (is_none(file.get())) return raise(RuntimeError, "sys.stderr is None");
    } else if (is<Int>(file.get())) {
        int descriptor = TRY(to_c_int(file.get()));
        if (descriptor < 0) return raise(ValueError, "file is not a valid file descripter");
        return Target{nullptr, descriptor};
    }
    int descriptor = TRY(descriptor_of(file.get()));
    return Target{file, descriptor};
}

// ---------------------------------------------------------------- the functions

Result<void> dump_traceback(Object* file, bool all_threads) {
    Target target = TRY(target_of(file));
    if (all_threads) fault::dump_threads(target.descriptor, current_thread);
    else fault::dump_thread(target.descriptor, current_thread);
    return {};
}

Result<void> enable(Object* file, bool all_threads) {
    Target target = TRY(target_of(file));
    fault::prepare_signal_stack();
    state().fatal_file = std::move(target.file);
    return fault::enable_fatal(Report{target.descriptor, all_threads});
}

Result<bool> disable() {
    bool was_enabled = fault::disable_fatal();
    state().fatal_file.reset();
    return was_enabled;
}

Result<bool> is_enabled() { return fault::fatal_is_enabled(); }

Result<void> check_registrable(int number) {
    if (fault::is_fatal(number))
        return raise(RuntimeError, "signal {} cannot be registered, use enable() instead", number);
    if (number < 1 || number >= NSIG) return raise(ValueError, "signal number out of range");
    return {};
}

Result<void> register_function(int number, Object* file, bool all_threads, bool chain) {
    TRY(check_registrable(number));
    Target target = TRY(target_of(file));
    fault::prepare_signal_stack();
    TRY(fault::register_signal(number, Report{target.descriptor, all_threads}, chain));
    state().files[number] = std::move(target.file);
    return {};
}

Result<bool> unregister(int number) {
    TRY(check_registrable(number));
    bool was_registered = fault::unregister_signal(number);
    state().files[number].reset();
    return was_registered;
}

void write_heading(Watchdog::Task& task) {
    std::int64_t microseconds = (task.nanoseconds + 999) / 1000, seconds = microseconds / 1'000'000;
    microseconds %= 1'000'000;
    int hours = int(seconds / 3600), minutes = int(seconds / 60 % 60), rest = int(seconds % 60);
    if (microseconds == 0) {
        std::snprintf(task.heading, sizeof task.heading, "Timeout (%d:%02d:%02d)!\n", hours, minutes, rest);
        return;
    }
    std::snprintf(task.heading, sizeof task.heading, "Timeout (%d:%02d:%02d.%06d)!\n", hours, minutes, rest,
                  int(microseconds));
}

Result<void> dump_traceback_later(Object* timeout, bool repeat, Object* file, bool exit) {
    std::int64_t nanoseconds = TRY(parse_duration(timeout, nanoseconds_in_second));
    if (nanoseconds <= 0) return raise(ValueError, "timeout must be greater than 0");
    Target target = TRY(target_of(file));
    Watchdog::Task task{target.descriptor, nanoseconds, repeat, exit, {}};
    write_heading(task);
    state().watchdog.reset();
    state().later_file = std::move(target.file);
    auto watchdog = std::make_unique<Watchdog>(task);
    if (!watchdog->start()) return raise(RuntimeError, "unable to start watchdog thread");
    state().watchdog = std::move(watchdog);
    return {};
}

Result<void> cancel_dump_traceback_later() {
    state().watchdog.reset();
    state().later_file.reset();
    return {};
}

// ---------------------------------------------------------------- crashes, for those who test handlers

Result<void> read_null() {
    volatile int* nowhere = nullptr;
    asm volatile("" : "+r"(nowhere));  // the compiler must not know
    return raise(SystemError, "null was read: {}", int(*nowhere));
}

Result<void> raise_segmentation_fault(bool release_gil) {
    if (release_gil) {
        AllowThreads allowed(Blocking::computing);
        std::raise(SIGSEGV);
    } else {
        std::raise(SIGSEGV);
    }
    return {};
}

Result<void> raise_floating_point_exception() {
    std::raise(SIGFPE);
    return {};
}

Result<void> raise_abort() { std::abort(); }

Result<void> fatal_error_in_new_thread() {
    pthread_t thread;
    auto run = [](void*) -> void* { fault::die("faulthandler_fatal_error_thread", "in new thread"); };
    if (pthread_create(&thread, nullptr, run, nullptr) != 0) return raise(RuntimeError, "unable to start the thread");
    AllowThreads allowed(Blocking::outside);
    pthread_join(thread, nullptr);
    return {};
}

constexpr std::size_t most_stack = std::size_t(100) << 20;

// Gives how deep it came, when the stack is longer than expected.
[[gnu::noinline]] std::size_t overflow_stack(const char* begin, std::size_t depth) {
    volatile char here[4096];
    here[0] = char(depth);
    here[sizeof here - 1] = char(depth);
    if (std::size_t(begin - const_cast<char*>(here)) > most_stack) return depth;
    return overflow_stack(begin, depth + 1) + std::size_t(here[0] - here[sizeof here - 1]);
}

Result<void> stack_overflow() {
    char here = 0;
    std::size_t depth = overflow_stack(&here, 1);
    return raise(RuntimeError, "unable to raise a stack overflow (allocated {} bytes on the stack, {} recursive calls)",
                 most_stack, depth);
}

const Method faulthandler_functions[] = {
    {"enable(file=<absent>, all_threads=True)", bind<enable>,
     "Has the traceback written when the process is about to die of a fault, such as a segmentation fault."},
    {"disable()", bind<disable>, "Takes enable() back; tells whether it was in force."},
    {"is_enabled()", bind<is_enabled>, "Tells whether a fault will be reported."},
    {"dump_traceback(file=<absent>, all_threads=True)", bind<dump_traceback>, "Writes where the threads are, now."},
    {"dump_traceback_later(timeout, repeat=False, file=<absent>, exit=False)", bind<dump_traceback_later>,
     "Has the traceback written in so many seconds, even if the program hangs then; with exit, it ends there."},
    {"cancel_dump_traceback_later()", bind<cancel_dump_traceback_later>, "Calls the last dump_traceback_later() off."},
    {"register(signum, file=<absent>, all_threads=True, chain=False)", bind<register_function>,
     "Has the traceback written whenever the signal comes; chain also does what the signal did before."},
    {"unregister(signum, /)", bind<unregister>, "Takes register() back; tells whether it was in force."},
    {"_read_null()", bind<read_null>, "Reads where nothing is."},
    {"_sigsegv(release_gil=False, /)", bind<raise_segmentation_fault>, "Sends SIGSEGV to the process."},
    {"_sigabrt()", bind<raise_abort>, "Ends the process as a failed assertion does."},
    {"_sigfpe()", bind<raise_floating_point_exception>, "Sends SIGFPE to the process."},
    {"_stack_overflow()", bind<stack_overflow>, "Calls itself until the native stack has ended."},
    {"_fatal_error_c_thread()", bind<fatal_error_in_new_thread>,
     "Ends the process with a fatal error in a thread that is none of Python's."},
};

}  // namespace

Result<void> enable_fault_handler() { return enable(nullptr, true); }

extern const ModuleSpec faulthandler_module = {
    .name = "faulthandler",
    .doc = "Tracebacks of programs that crash or hang.",
    .state = &state_spec<FaultHandlerState>,
    .functions = faulthandler_functions,
};

}  // namespace minipy
