// SPDX-License-Identifier: MIT
// The module sys: exceptions in flight, frames, limits and hooks of the running thread, and what is known of the
// interpreter itself (records such as sys.flags, made once). What depends on the command line is added by
// complete_sys(). CPython: Python/sysmodule.c.
#include "modules/system/sys.hpp"

#include <cfloat>
#include <climits>

#include "modules/import/bytecode_cache.hpp"
#include "modules/import/registry.hpp"
#include "modules/native.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/unraisable.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/python_trace.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- exceptions

Object* handled_exception() {
    HandledException* handled = current_thread->handled;
    while (handled != nullptr && !handled->value) handled = handled->previous;
    return handled == nullptr ? nullptr : handled->value.get();
}

Result<Object> sys_exception() {
    Object* exception = handled_exception();
    return exception == nullptr ? none() : share(exception);
}

Result<Object> sys_exc_info() {
    auto* exception = cast<ExceptionObject>(handled_exception());
    if (exception == nullptr) return Tuple::of({&None, &None, &None});
    Ref<Object> traceback = traceback_or_none(exception);
    return Tuple::of({exception->type, exception, traceback.get()});
}

Result<Object> sys_exit(Object* status) {
    Result<Object> made = is_none(status) ? call(&SystemExit) : call(&SystemExit, {status});
    if (is<Tuple>(status)) made = call_with(&SystemExit, cast<Tuple>(status), nullptr);
    if (made.failed()) return Failure{};
    return raise_instance(made.take());
}

Result<void> sys_excepthook(Object*, Object* value, Object* traceback) {
    if (as_exception(value) == nullptr) return write_standard_error(repr_for_display(value) + "\n");
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

// ---------------------------------------------------------------- frames, recursion, counts

// There is no sys.addaudithook() yet, so nobody listens.
Result<Object> sys_audit(Object*, const Arguments& arguments) {
    TRY(check_no_keywords("audit", arguments));
    if (arguments.positional == 0) return raise(TypeError, "audit() missing 1 required positional argument: 'event'");
    if (!is<Str>(arguments[0]))
        return raise(TypeError, "expected str for argument 'event', not {}", type_name(arguments[0]));
    return none();
}

Result<Object> sys_getframe(int depth) {
    Frame* frame = current_thread->frame;
    for (; depth > 0 && frame != nullptr; --depth) frame = frame->previous;
    if (frame == nullptr) return raise(ValueError, "call stack is not deep enough");
    return share<Object>(frame_object(frame));
}

Result<Object> sys_getrecursionlimit() { return Int::from(current_thread->recursion_limit); }

Result<void> sys_setrecursionlimit(int limit) {
    if (limit < 1) return raise(ValueError, "recursion limit must be greater or equal than 1");
    ThreadState* thread = current_thread;
    int depth = thread->recursion_limit - thread->recursion_remaining;
    if (depth >= limit) {
        return raise(RecursionError,
                     "cannot set the recursion limit to {} at the recursion depth {}: the limit is too low", limit,
                     depth);
    }
    thread->recursion_limit = limit;
    thread->recursion_remaining = limit - depth;
    return {};
}

// One reference more than the program holds: the argument's.
Result<Object> sys_getrefcount(Object* object) { return Int::from(object->reference_count); }

Result<Object> sys_getsizeof(Object* object, Object* default_value) {
    Maybe<Object> result = call_special(object, Str::interned_from("__sizeof__").get());
    if (result.failed()) {
        if (default_value == nullptr || !catch_exception(TypeError)) return Failure{};
        return share(default_value);
    }
    Ref<Object> size = result.take();
    if (!size) return raise(TypeError, "Type {} doesn't define __sizeof__", type_name(object));
    Size bytes = TRY(to_size(size.get(), &OverflowError));
    if (bytes < 0) return raise(ValueError, "__sizeof__() should return >= 0");
    return Int::from(bytes + Size(head_size(object->type)));
}

Result<Object> sys_intern(Object* string) {
    TRY(expect<Str>(string, "intern() argument"));
    if (!is_exact<Str>(string)) return raise(TypeError, "can't intern {}", type_name(string));
    return intern(share(cast<Str>(string)));
}

Result<Object> sys_get_int_max_str_digits() { return Int::from(interpreter.int_max_str_digits); }
Result<void> sys_set_int_max_str_digits(int maxdigits) {
    if (maxdigits != 0 && maxdigits < 640) return raise(ValueError, "maxdigits must be 0 or larger than 640");
    interpreter.int_max_str_digits = maxdigits;
    return {};
}

Result<Object> sys_getdefaultencoding() { return Str::interned_from("utf-8"); }
Result<Object> sys_getfilesystemencoding() { return Str::interned_from("utf-8"); }
Result<Object> sys_getfilesystemencodeerrors() { return Str::interned_from("surrogateescape"); }
Result<bool> sys_is_finalizing() { return interpreter.finalizing; }
Result<Object> sys_getallocatedblocks() { return Int::from(Size(heap::small_blocks_in_use())); }

Result<Object> sys_getswitchinterval() { return Float::from(interpreter.switch_interval); }
Result<void> sys_setswitchinterval(double interval) {
    if (interval <= 0) return raise(ValueError, "switch interval must be strictly positive");
    interpreter.switch_interval = interval;
    return {};
}

Ref<Object> or_none(const Ref<Object>& value) { return value ? value : none(); }
Result<Object> sys_gettrace() { return or_none(current_thread->trace_function); }
Result<void> sys_settrace(Object* function) {
    set_trace_function(is_none(function) ? nullptr : share(function));
    return {};
}
Result<void> sys_setprofile(Object* function) {
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
Result<void> check_hook(Object* hook, const char* name) {
    if (hook == nullptr || is_none(hook) || hook->type->slots.call != nullptr) return {};
    return raise(TypeError, "callable {} expected, got {}", name, type_name(hook));
}
Result<void> sys_set_asyncgen_hooks(Object* firstiter, Object* finalizer) {
    TRY(check_hook(finalizer, "finalizer"));
    TRY(check_hook(firstiter, "firstiter"));
    if (firstiter != nullptr)
        current_thread->async_generator_first_iteration = is_none(firstiter) ? nullptr : share(firstiter);
    if (finalizer != nullptr)
        current_thread->async_generator_finalizer = is_none(finalizer) ? nullptr : share(finalizer);
    return {};
}

const Method sys_functions[] = {
    {"_getframe(depth=0, /)", bind<sys_getframe>,
     "Gives the frame of the caller, or of one further down; ValueError beyond the last."},
    {"displayhook(object, /)", bind<sys_displayhook>,
     "Shows the value of an interactive line, and keeps it as builtins._."},
    {"exc_info()", bind<sys_exc_info>, "Gives type, value and traceback of the exception that is being handled."},
    {"excepthook(exctype, value, traceback, /)", bind<sys_excepthook>,
     "Writes an exception that nobody caught to stderr, with its traceback."},
    {"exception()", bind<sys_exception>, "Gives the exception that is being handled, or None."},
    {"exit(status=None, /)", bind<sys_exit>, "Ends the program by raising SystemExit: `finally` still runs."},
    {"get_asyncgen_hooks()", bind<sys_get_asyncgen_hooks>, "Gives what set_asyncgen_hooks() has set."},
    {"get_int_max_str_digits()", bind<sys_get_int_max_str_digits>,
     "Gives how many digits an int may have in decimal text."},
    {"getallocatedblocks()", bind<sys_getallocatedblocks>,
     "Counts the blocks of memory in use, roughly one for each object."},
    {"getdefaultencoding()", bind<sys_getdefaultencoding>, "Gives 'utf-8'."},
    {"getfilesystemencodeerrors()", bind<sys_getfilesystemencodeerrors>,
     "Gives the error handler for file names, 'surrogateescape': any bytes make a name."},
    {"getfilesystemencoding()", bind<sys_getfilesystemencoding>, "Gives the encoding of file names."},
    {"audit(event, /, *args)", bind<sys_audit>, "Announces an event to nobody: there are no audit hooks here."},
    {"call_tracing(func, args, /)", bind<call_with_tracing>,
     "Calls func with tracing on, from inside a trace function."},
    {"getprofile()", bind<sys_getprofile>, "Gives what setprofile() has set."},
    {"getrecursionlimit()", bind<sys_getrecursionlimit>, "Tells how deep calls may be nested."},
    {"getrefcount(object, /)", bind<sys_getrefcount>,
     "Counts the references to object, that of the call itself included."},
    {"getsizeof(object, default=<absent>)", bind<sys_getsizeof>,
     "Tells how many bytes an object takes up, with the collector's header but without what it refers to."},
    {"getswitchinterval()", bind<sys_getswitchinterval>,
     "Tells how long a thread may keep others waiting, in seconds."},
    {"gettrace()", bind<sys_gettrace>, "Gives what settrace() has set."},
    {"intern(string, /)", bind<sys_intern>,
     "Gives the one string with that text, so that comparing can be by identity."},
    {"is_finalizing()", bind<sys_is_finalizing>, "Tells whether the interpreter is shutting down."},
    {"set_asyncgen_hooks(firstiter=<absent>, finalizer=<absent>)", bind<sys_set_asyncgen_hooks>,
     "Sets what is called for each new asynchronous generator, and for each that is dropped unfinished."},
    {"set_int_max_str_digits(maxdigits)", bind<sys_set_int_max_str_digits>,
     "Limits the digits of ints in decimal text, as long ones take long to convert; 0 lifts it."},
    {"setprofile(function, /)", bind<sys_setprofile>, "Has a function called at each call and return, in this thread."},
    {"setrecursionlimit(limit, /)", bind<sys_setrecursionlimit>,
     "Sets how deep calls may be nested before RecursionError."},
    {"settrace(function, /)", bind<sys_settrace>,
     "Has a function called at each call, line, return and exception, in this thread: how debuggers work."},
    {"setswitchinterval(interval, /)", bind<sys_setswitchinterval>,
     "Sets how long a thread may keep others waiting, in seconds."},
    {"unraisablehook(unraisable, /)", bind<print_unraisable>,
     "Writes an exception to stderr that has nowhere to go, such as one from __del__."},
};

// ---------------------------------------------------------------- constants and records

Ref<Object> text(std::string_view value) { return Str::from(value); }
Ref<Object> number(std::int64_t value) { return Int::from(value); }

constexpr const char* version_fields[] = {"major", "minor", "micro", "releaselevel", "serial"};
constexpr const char* flags_fields[] = {"debug",
                                        "inspect",
                                        "interactive",
                                        "optimize",
                                        "dont_write_bytecode",
                                        "no_user_site",
                                        "no_site",
                                        "ignore_environment",
                                        "verbose",
                                        "bytes_warning",
                                        "quiet",
                                        "hash_randomization",
                                        "isolated",
                                        "dev_mode",
                                        "utf8_mode",
                                        "warn_default_encoding",
                                        "safe_path",
                                        "int_max_str_digits"};
constexpr const char* float_fields[] = {"max", "max_exp",  "max_10_exp", "min",   "min_exp", "min_10_exp",
                                        "dig", "mant_dig", "epsilon",    "radix", "rounds"};
constexpr const char* int_fields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits",
                                      "str_digits_check_threshold"};
constexpr const char* hash_fields[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                       "algorithm", "hash_bits", "seed_bits", "cutoff"};

const StructSequenceSpec version_spec("sys.version_info", "The version of Python that this interpreter speaks.",
                                      version_fields, std::size(version_fields), TypeFlag::no_instantiation);
const StructSequenceSpec flags_spec("sys.flags", "What the command line and the environment have asked for.",
                                    flags_fields, std::size(flags_fields), TypeFlag::no_instantiation);
const StructSequenceSpec float_spec("sys.float_info", "Limits and precision of floats.", float_fields);
const StructSequenceSpec int_spec("sys.int_info", "How ints are represented.", int_fields);
const StructSequenceSpec hash_spec("sys.hash_info", "How numbers and texts are hashed.", hash_fields);
Type version_type(version_spec), flags_type(flags_spec), float_type(float_spec), int_type(int_spec),
    hash_type(hash_spec);

constexpr ModuleType types[] = {ModuleType::hidden(&asyncgen_hooks_type),
                                ModuleType::hidden(&unraisable_arguments_type)};

Result<void> add_record(Module* module, const char* attribute, Type& type, std::initializer_list<Ref<Object>> values) {
    ready_type(&type);
    module->set(attribute, TRY(make_struct_sequence(&type, {values.begin(), values.size()})));
    return {};
}

Result<void> add_records(Module* module) {
    TRY(add_record(module, "version_info", version_type, {number(3), number(11), number(2), text("final"), number(0)}));
    TRY(add_record(module, "float_info", float_type,
                   {Float::from(DBL_MAX), number(DBL_MAX_EXP), number(DBL_MAX_10_EXP), Float::from(DBL_MIN),
                    number(DBL_MIN_EXP), number(DBL_MIN_10_EXP), number(DBL_DIG), number(DBL_MANT_DIG),
                    Float::from(DBL_EPSILON), number(FLT_RADIX), number(1)}));
    TRY(add_record(module, "int_info", int_type, {number(30), number(4), number(4300), number(640)}));
    return add_record(module, "hash_info", hash_type,
                      {number(64), number((std::int64_t(1) << 61) - 1), number(314159), number(0), number(1000003),
                       text("siphash13"), number(64), number(128), number(0)});
}

constexpr Constant constants[] = {
    {"maxsize", PTRDIFF_MAX},
    {"maxunicode", largest_code_point},
    {"byteorder", "little"},
    {"platform", "linux"},
    {"version", "3.11.2 (minipy 0.1)"},
    {"copyright", "Copyright (c) 2026 the minipy authors."},
    {"api_version", 1013},
    {"hexversion", 0x030b02f0},
    {"float_repr_style", "short"},
    {"abiflags", ""},
    {"platlibdir", "lib"},
};

Result<void> execute(Module* module) {
    module->set("meta_path", List::create());
    module->set("path_hooks", List::create());
    module->set("path_importer_cache", Dict::create());
    module->set("modules", interpreter.modules);
    module->set("builtin_module_names", TRY(native_module_names()));
    for (const char* hook : {"displayhook", "excepthook", "unraisablehook"}) {
        Object* function = module->get(Str::interned_from(hook).get());
        module->set(format_text("__{}__", hook).c_str(), function);
    }
    return add_records(module);
}

Result<Object> list_of(const std::vector<std::string>& texts) {
    Ref<List> list = List::create();
    for (const std::string& item : texts) TRY(list_append(list.get(), Str::from(item).get()));
    return list;
}

}  // namespace

Result<void> complete_sys(Module* sys, const StartupOptions& options) {
    sys->set("argv", TRY(list_of(options.arguments)));
    sys->set("orig_argv", TRY(list_of(options.original_arguments)));
    sys->set("warnoptions", TRY(list_of(options.warning_options)));
    sys->set("executable", text(options.executable));
    for (const char* prefix : {"prefix", "base_prefix", "exec_prefix", "base_exec_prefix"})
        sys->set(prefix, text("/usr"));
    sys->set("pycache_prefix", options.pycache_prefix.empty() ? none() : text(options.pycache_prefix));
    sys->set("dont_write_bytecode", to_bool(options.dont_write_bytecode));
    Ref<Dict> x_options = Dict::create();
    for (const std::string& option : options.x_options) {
        std::size_t equals = option.find('=');
        Ref<Object> value = equals == std::string::npos ? to_bool(true) : text(option.substr(equals + 1));
        dict_set_name(x_options.get(), Str::interned_from(option.substr(0, equals)).get(), value.get());
    }
    sys->set("_xoptions", x_options);
    TRY(add_record(sys, "flags", flags_type,
                   {number(0), number(options.inspect), number(options.interactive), number(options.optimize),
                    number(options.dont_write_bytecode), number(options.no_user_site), number(options.no_site),
                    number(options.ignore_environment), number(options.verbose), number(0), number(options.quiet),
                    number(options.hash_randomization), number(options.isolated), to_bool(false), number(0), number(0),
                    to_bool(options.safe_path), number(options.int_max_str_digits)}));
    Ref<SimpleNamespace> implementation = create<SimpleNamespace>(Dict::create());
    auto put = [&](const char* name, Ref<Object> value) {
        dict_set_name(implementation->dict.get(), Str::interned_from(name).get(), value.get());
    };
    put("name", text("minipy"));
    put("cache_tag", text(cache_tag));
    put("version", share(sys->get(Str::interned_from("version_info").get())));
    put("hexversion", number(0x030b02f0));
    put("_multiarch", text("x86_64-linux-gnu"));
    sys->set("implementation", implementation);
    return {};
}

extern const ModuleSpec sys_module = {
    .name = "sys",
    .doc = "The interpreter seen from inside: settings, arguments, streams, modules, hooks.",
    .functions = sys_functions,
    .types = types,
    .constants = constants,
    .exec = execute,
};

}  // namespace minipy
