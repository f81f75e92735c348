// SPDX-License-Identifier: MIT
// Reporting what ended the program. CPython: Python/pythonrun.c, Python/pylifecycle.c (flush_std_files).
#include "cli/uncaught.hpp"

#include <cstdio>
#include <string>

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::cli {

namespace {

Ref<Object> from_sys(const char* name) {
    if (!interpreter.sys) return nullptr;
    return share(dict_get_name(interpreter.sys.get(), Str::interned_from(name).get()));
}

// To sys.stderr, or to the real one when there is no other. It may be very long: it is not copied.
void write_to_stderr(Str* message) {
    Ref<Object> stream = from_sys("stderr");
    if (stream && !is_none(stream.get())) {
        PreserveException preserve;
        if (call_method(stream.get(), Str::interned_from("write").get(), {message}).ok()) return;
        clear_exception();
    }
    std::string_view text = message->view();
    std::fwrite(text.data(), 1, text.size(), stderr);
}
void write_to_stderr(std::string_view text) { write_to_stderr(Str::from(text).get()); }

bool flush(const char* name) {
    // Output that is there already must not be lost for want of memory: what writing it takes, the reserve gives.
    heap::SetExhaustionAside memory_has_ended;
    Ref<Object> stream = from_sys(name);
    if (!stream || is_none(stream.get())) return true;
    Ref<Object> closed;
    if (Maybe<Object> found = find_attribute(stream.get(), Str::interned_from("closed").get()); found.ok())
        closed = found.take();
    else clear_exception();
    if (closed.get() == &True) return true;
    auto flush_stream = [&stream] { return call_method(stream.get(), Str::interned_from("flush").get()); };
    if (retry_if_memory_ended(flush_stream).ok()) return true;
    heap::memory_error_raised();
    if (std::string(name) == "stdout") write_unraisable(stream.get());
    else clear_exception();
    return false;
}

// sys.exit(code): None is 0, an int is itself, anything else is a message.
int system_exit_code(Object* exception) {
    Ref<Object> code = static_cast<SystemExitObject*>(exception)->code.hold();
    if (!code || is_none(code.get())) return 0;
    if (auto* number = as<Int>(code.get())) { return number->is_small() ? int(number->small) & 0xff : 0xff; }
    flush("stdout");
    Result<Str> text = to_str(code.get());
    if (text.ok()) write_to_stderr(text.take().get());
    else clear_exception();
    write_to_stderr("\n");
    return 1;
}

void remember_last(Object* exception, Object* traceback) {
    auto put = [](const char* name, Object* value) {
        dict_set_name(interpreter.sys.get(), Str::interned_from(name).get(), value);
    };
    put("last_type", exception->type);
    put("last_value", exception);
    put("last_traceback", traceback);
}

// sys.excepthook(type, value, traceback); if that raises too, both are told. A SystemExit that it raises is given back.
Ref<Object> print_through_hook(Ref<Object> exception) {
    auto* error = static_cast<ExceptionObject*>(exception.get());
    Ref<Object> traceback = traceback_or_none(error);
    if (!from_sys("__stderr__")) {  // it has not come so far
        write_to_stderr(format_exception(exception.get()));
        return {};
    }
    remember_last(exception.get(), traceback.get());
    Ref<Object> hook = from_sys("excepthook");
    if (!hook) {
        write_to_stderr("sys.excepthook is missing\n" + format_exception(exception.get()));
        return {};
    }
    if (call(hook.get(), {exception->type, exception.get(), traceback.get()}).ok()) return {};
    Ref<Object> second = take_exception();
    if (is_subtype(second->type, &SystemExit)) return second;
    write_to_stderr("Error in sys.excepthook:\n" + format_exception(second.get()) + "\nOriginal exception was:\n" +
                    format_exception(exception.get()));
    return {};
}

// True: the process is to end, with `code`.
bool report(OnSystemExit on_system_exit, int& code) {
    heap::memory_error_raised();
    Ref<Object> exception = take_exception();
    if (!exception) return false;
    auto exits = [&](Object* raised) {
        if (on_system_exit == OnSystemExit::print || !is_subtype(raised->type, &SystemExit)) return false;
        code = system_exit_code(raised);
        return true;
    };
    if (exits(exception.get())) return true;
    flush("stdout");
    if (Ref<Object> second = print_through_hook(exception); second && exits(second.get())) return true;
    flush("stderr");
    code = is_subtype(exception->type, &KeyboardInterrupt) ? exit_interrupted : 1;
    return false;
}

}  // namespace

bool report_uncaught_at_prompt(int& code) { return report(OnSystemExit::exit, code); }

int report_uncaught(OnSystemExit on_system_exit) {
    int code = 1;
    (void)report(on_system_exit, code);
    return code;
}

bool flush_standard_streams() {
    bool written = flush("stdout");
    (void)flush("stderr");
    return written;
}

}  // namespace minipy::cli
