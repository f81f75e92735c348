// SPDX-License-Identifier: MIT
// The part of module sys where a program puts its own functions in the place of, or beside, what the interpreter does:
// what is shown at the prompt, who reports exceptions, breakpoint(), tracing, audit hooks, asynchronous generators.
// CPython: Python/sysmodule.c.
#include <cstdlib>

#include "modules/native.hpp"
#include "modules/system/sys.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/unraisable.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/python_trace.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- what is shown

Result<void> sys_excepthook(Object*, Object* value, Object* traceback) {
    if (as_exception(value) == nullptr)
        return write_standard_error(
            format_text("TypeError: print_exception(): Exception expected for value, {} found\n", type_name(value)));
    auto* exception = cast<ExceptionObject>(value);
    if (!exception->traceback && is<Traceback>(traceback)) exception->traceback = share(cast<Traceback>(traceback));
    // Where memory ends the report says less; then it is the program's turn to hear of it.
    std::uint64_t refusals_before = heap::refusals;
    TRY(write_standard_error(format_exception(value)));
    if (heap::refusals != refusals_before) heap::note_exhausted();
    return {};
}

Result<void> sys_displayhook(Object* object) {
    if (is_none(object)) return {};
    dict_set_name(interpreter.builtins.get(), names::underscore, &None);
    Object* stream = dict_get_name(interpreter.sys.get(), names::stdout_);
    if (stream == nullptr || is_none(stream)) return raise(RuntimeError, "lost sys.stdout");
    Ref<Object> kept = share(stream);
    Ref<Str> text = TRY(repr(object));
    TRY(call_method(stream, names::write, {text.get()}));
    TRY(call_method(stream, names::write, {names::newline_character}));
    dict_set_name(interpreter.builtins.get(), names::underscore, object);
    return {};
}

// ---------------------------------------------------------------- breakpoint()

// What PYTHONBREAKPOINT names, now; "0" stands for nothing at all.
std::string breakpoint_target() {
    const char* chosen = interpreter.ignore_environment ? nullptr : std::getenv("PYTHONBREAKPOINT");
    return chosen == nullptr || *chosen == '\0' ? "pdb.set_trace" : chosen;
}

Result<Object> ignore_breakpoint(const std::string& target) {
    TRY(warn(RuntimeWarning, format_text("Ignoring unimportable $PYTHONBREAKPOINT: \"{}\"", target), 1));
    return none();
}

Result<Object> sys_breakpointhook(Object*, const Arguments& arguments) {
    std::string target = breakpoint_target();
    if (target == "0") return none();
    std::size_t dot = target.rfind('.');
    if (dot == 0) return ignore_breakpoint(target);
    bool plain = dot == std::string::npos;
    Result<Module> imported = import_module(plain ? "builtins" : target.substr(0, dot));
    if (imported.failed()) return catch_exception(ImportError) ? ignore_breakpoint(target) : Failure{};
    Ref<Str> name = Str::from(plain ? target : target.substr(dot + 1));
    Ref<Object> hook = TRY(find_attribute(imported.take().get(), name.get()));
    return hook ? call(hook.get(), arguments) : ignore_breakpoint(target);
}

// ---------------------------------------------------------------- audit hooks

Result<void> sys_audit(Object*, const Arguments& arguments) {
    TRY(check_no_keywords("audit", arguments));
    if (arguments.positional == 0) return raise(TypeError, "audit() missing 1 required positional argument: 'event'");
    if (!is<Str>(arguments[0]))
        return raise(TypeError, "expected str for argument 'event', not {}", type_name(arguments[0]));
    if (!is_audited()) return {};
    Ref<Tuple> rest = TRY(positional_tuple(arguments.skip(1)));
    return tell_audit_hooks(cast<Str>(arguments[0])->view(), rest.get());
}

// ---------------------------------------------------------------- tracing, asynchronous generators

Ref<Object> or_none(const Ref<Object>& value) { return value ? value : none(); }
Result<Object> sys_gettrace() { return or_none(current_thread->trace_function); }
Result<void> sys_settrace(Object* function) {
    TRY(audit("sys.settrace"));
    set_trace_function(is_none(function) ? nullptr : share(function));
    return {};
}
Result<void> sys_setprofile(Object* function) {
    TRY(audit("sys.setprofile"));
    set_profile_function(is_none(function) ? nullptr : share(function));
    return {};
}
Result<Object> sys_getprofile() { return or_none(current_thread->profile_function); }

constexpr const char* asyncgen_hooks_fields[] = {"firstiter", "finalizer"};
const StructSequenceSpec asyncgen_hooks_spec("asyncgen_hooks", "What is told of asynchronous generators.",
                                             asyncgen_hooks_fields, std::size(asyncgen_hooks_fields),
                                             TypeFlag::no_instantiation);
Type asyncgen_hooks_type(asyncgen_hooks_spec);

Result<Object> sys_get_asyncgen_hooks() {
    Ref<Object> first = or_none(current_thread->async_generator_first_iteration),
                last = or_none(current_thread->async_generator_finalizer);
    const Ref<Object> values[] = {first, last};
    return make_struct_sequence(&asyncgen_hooks_type, values);
}
Result<void> sys_hooks_check_hook(Object* hook, const char* name) {
    if (hook == nullptr || is_none(hook) || hook->type->slots.call != nullptr) return {};
    return raise(TypeError, "callable {} expected, got {}", name, type_name(hook));
}
Result<void> sys_set_asyncgen_hooks(Object* firstiter, Object* finalizer) {
    TRY(sys_hooks_check_hook(finalizer, "finalizer"));
    TRY(sys_hooks_check_hook(firstiter, "firstiter"));
    if (firstiter != nullptr)
        current_thread->async_generator_first_iteration = is_none(firstiter) ? nullptr : share(firstiter);
    if (finalizer != nullptr)
        current_thread->async_generator_finalizer = is_none(finalizer) ? nullptr : share(finalizer);
    return {};
}

Result<Size> sys_get_coroutine_origin_tracking_depth() { return Size(current_thread->coroutine_origin_depth); }
Result<void> sys_set_coroutine_origin_tracking_depth(int depth) {
    if (depth < 0) return raise(ValueError, "depth must be >= 0");
    current_thread->coroutine_origin_depth = depth;
    return {};
}

const Method sys_hooks_functions[] = {
    {"addaudithook(hook)", bind<add_audit_hook>,
     "Has hook(event, args) called before each event that is announced, for good; it forbids an event by raising."},
    {"audit(event, /, *args)", bind<sys_audit>, "Announces an event to the audit hooks, each of which may raise."},
    {"breakpointhook(*args, **kwargs)", bind<sys_breakpointhook>,
     "Stands behind breakpoint(): calls what PYTHONBREAKPOINT names, or pdb.set_trace."},
    {"call_tracing(func, args, /)", bind<call_with_tracing>,
     "Calls func with tracing on, from inside a trace function."},
    {"displayhook(object, /)", bind<sys_displayhook>,
     "Shows the value of an interactive line, and keeps it as builtins._."},
    {"excepthook(exctype, value, traceback, /)", bind<sys_excepthook>,
     "Writes an exception that nobody caught to stderr, with its traceback."},
    {"get_asyncgen_hooks()", bind<sys_get_asyncgen_hooks>, "Gives what set_asyncgen_hooks() has set."},
    {"get_coroutine_origin_tracking_depth()", bind<sys_get_coroutine_origin_tracking_depth>,
     "Tells how many of its callers a new coroutine of this thread notes as its cr_origin."},
    {"getprofile()", bind<sys_getprofile>, "Gives what setprofile() has set."},
    {"gettrace()", bind<sys_gettrace>, "Gives what settrace() has set."},
    {"set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)", bind<sys_set_asyncgen_hooks>,
     "Sets what is called for each new asynchronous generator, and for each that is dropped unfinished."},
    {"set_coroutine_origin_tracking_depth(depth)", bind<sys_set_coroutine_origin_tracking_depth>,
     "Says how many of its callers a new coroutine of this thread notes; 0, as it is at first, costs nothing."},
    {"setprofile(function, /)", bind<sys_setprofile>, "Has a function called at each call and return, in this thread."},
    {"settrace(function, /)", bind<sys_settrace>,
     "Has a function called at each call, line, return and exception, in this thread: how debuggers work."},
    {"unraisablehook(unraisable, /)", bind<print_unraisable>,
     "Writes an exception to stderr that has nowhere to go, such as one from __del__."},
};

constexpr ModuleType sys_hooks_types[] = {ModuleType::hidden(&asyncgen_hooks_type),
                                          ModuleType::hidden(&unraisable_arguments_type)};

// The originals, for a program that wants them back.
Result<void> sys_hooks_execute(Module* module) {
    for (const char* hook : {"breakpointhook", "displayhook", "excepthook", "unraisablehook"}) {
        Object* function = module->get(Str::interned_from(hook).get());
        module->set(format_text("__{}__", hook).c_str(), function);
    }
    return {};
}

}  // namespace

extern const ModuleSpec sys_hooks_part = {
    .name = "sys",
    .functions = sys_hooks_functions,
    .types = sys_hooks_types,
    .exec = sys_hooks_execute,
};

}  // namespace minipy
