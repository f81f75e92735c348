// SPDX-License-Identifier: MIT
// The module sys: exceptions in flight, frames and limits of the running thread, and what is known of the interpreter
// itself (records such as sys.flags, made once). What depends on the command line is added by complete_sys(); hooks are
// in sys_hooks.cpp. CPython: Python/sysmodule.c.
#include "modules/system/sys.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <cfloat>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "modules/import/bytecode_cache.hpp"
#include "modules/import/registry.hpp"
#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"
#include "vm/audit_hooks.hpp"

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

// ---------------------------------------------------------------- frames, recursion, counts

Result<Object> sys_getframe(int depth) {
    Frame* frame = current_thread->frame;
    for (; depth > 0 && frame != nullptr; --depth) frame = frame->previous;
    if (frame == nullptr) return raise(ValueError, "call stack is not deep enough");
    Ref<Object> object = share<Object>(frame_object(frame));
    TRY(audit("sys._getframe", {object.get()}));
    return object;
}

Result<Object> sys_getrecursionlimit() { return Int::from(current_thread->recursion_limit); }

Result<void> sys_setrecursionlimit(int limit) {
    if (limit < 1) return raise(ValueError, "recursion limit must be greater or equal than 1");
    int depth = current_thread->recursion_limit - current_thread->recursion_remaining;
    if (depth >= limit) {
        return raise(RecursionError,
                     "cannot set the recursion limit to {} at the recursion depth {}: the limit is too low", limit,
                     depth);
    }
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        thread->recursion_remaining += limit - thread->recursion_limit;
        thread->recursion_limit = limit;
    }
    return {};
}

// One reference more than the program holds: the argument's.
Result<Object> sys_getrefcount(Object* object) { return Int::from(object->reference_count); }

// With what lies around the C++ struct, of which its method knows nothing.
std::size_t size_around(Object* object) {
    if (!gc::is_container(object)) return 0;
    std::size_t size = head_size(object->type);
    if (object->type->has(TypeFlag::inline_values))
        size += std::size_t(InlineValues::bytes(inline_values(object)->capacity));
    return size;
}

Result<Object> size_of(Object* object) {
    Ref<Object> answer = TRY(call_special(object, Str::interned_from("__sizeof__").get()));
    if (!answer) return raise(TypeError, "Type {} doesn't define __sizeof__", type_name(object));
    auto* number = as<Int>(answer.get());
    if (number == nullptr) return raise(TypeError, "an integer is required");
    if (!number->is_small()) return raise(OverflowError, "Python int too large to convert to C ssize_t");
    if (number->small < 0) return raise(ValueError, "__sizeof__() should return >= 0");
    return Int::from_unsigned(std::uint64_t(number->small) + size_around(object));
}

Result<Object> sys_getsizeof(Object* object, Object* default_value) {
    Result<Object> size = size_of(object);
    if (size.ok() || default_value == nullptr || !catch_exception(TypeError)) return size;
    return share(default_value);
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

struct SysState {
    static constexpr auto module = NativeModule::sys_module;
    int load_flags = RTLD_NOW;
    template <class Visit>
    void each_reference(Visit) {}
};
Result<Size> sys_getdlopenflags() { return Size(module_state<SysState>().load_flags); }
Result<void> sys_setdlopenflags(int flags) {
    module_state<SysState>().load_flags = flags;
    return {};
}

Result<void> sys_clear_type_cache() {
    clear_type_cache();
    return {};
}

const Method sys_functions[] = {
    {"_clear_type_cache()", bind<sys_clear_type_cache>,
     "Forgets where attributes were found in classes; the next look-ups search the mro again."},
    {"_getframe(depth=0, /)", bind<sys_getframe>,
     "Gives the frame of the caller, or of one further down; ValueError beyond the last."},
    {"exc_info()", bind<sys_exc_info>, "Gives type, value and traceback of the exception that is being handled."},
    {"exception()", bind<sys_exception>, "Gives the exception that is being handled, or None."},
    {"exit(status=None, /)", bind<sys_exit>, "Ends the program by raising SystemExit: `finally` still runs."},
    {"get_int_max_str_digits()", bind<sys_get_int_max_str_digits>,
     "Gives how many digits an int may have in decimal text."},
    {"getallocatedblocks()", bind<sys_getallocatedblocks>,
     "Counts the blocks of memory in use, roughly one for each object."},
    {"getdefaultencoding()", bind<sys_getdefaultencoding>, "Gives 'utf-8'."},
    {"getdlopenflags()", bind<sys_getdlopenflags>, "Gives what setdlopenflags() has set."},
    {"getfilesystemencodeerrors()", bind<sys_getfilesystemencodeerrors>,
     "Gives the error handler for file names, 'surrogateescape': any bytes make a name."},
    {"getfilesystemencoding()", bind<sys_getfilesystemencoding>, "Gives the encoding of file names."},
    {"getrecursionlimit()", bind<sys_getrecursionlimit>, "Tells how deep calls may be nested."},
    {"getrefcount(object, /)", bind<sys_getrefcount>,
     "Counts the references to object, that of the call itself included."},
    {"getsizeof(object, default=<absent>)", bind<sys_getsizeof>,
     "Tells how many bytes an object takes up, with the collector's header but without what it refers to."},
    {"intern(string, /)", bind<sys_intern>,
     "Gives the one string with that text, so that comparing can be by identity."},
    {"is_finalizing()", bind<sys_is_finalizing>, "Tells whether the interpreter is shutting down."},
    {"set_int_max_str_digits(maxdigits)", bind<sys_set_int_max_str_digits>,
     "Limits the digits of ints in decimal text, as long ones take long to convert; 0 lifts it."},
    {"setdlopenflags(flags, /)", bind<sys_setdlopenflags>,
     "Says how libraries are to be opened by who loads one (os.RTLD_…); minipy itself loads no extension modules."},
    {"setrecursionlimit(limit, /)", bind<sys_setrecursionlimit>,
     "Sets how deep calls may be nested before RecursionError."},
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
constexpr const char* thread_fields[] = {"name", "lock", "version"};
constexpr const char* hash_fields[] = {"width",     "modulus",   "inf",       "nan",   "imag",
                                       "algorithm", "hash_bits", "seed_bits", "cutoff"};

const StructSequenceSpec version_spec("sys.version_info", "The version of Python that this interpreter speaks.",
                                      version_fields, std::size(version_fields), TypeFlag::no_instantiation);
const StructSequenceSpec flags_spec("sys.flags", "What the command line and the environment have asked for.",
                                    flags_fields, std::size(flags_fields), TypeFlag::no_instantiation);
const StructSequenceSpec float_spec("sys.float_info", "Limits and precision of floats.", float_fields);
const StructSequenceSpec int_spec("sys.int_info", "How ints are represented.", int_fields);
const StructSequenceSpec hash_spec("sys.hash_info", "How numbers and texts are hashed.", hash_fields);
const StructSequenceSpec thread_spec("sys.thread_info", "How threads and their locks are made.", thread_fields);
Type version_type(version_spec), flags_type(flags_spec), float_type(float_spec), int_type(int_spec),
    hash_type(hash_spec), thread_type(thread_spec);

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
    char threads[64] = "";
    confstr(_CS_GNU_LIBPTHREAD_VERSION, threads, sizeof threads);
    TRY(add_record(module, "thread_info", thread_type, {text("pthread"), text("semaphore"), text(threads)}));
    return add_record(module, "hash_info", hash_type,
                      {number(64), number((std::int64_t(1) << 61) - 1), number(314159), number(0), number(1000003),
                       text("siphash13"), number(64), number(128), number(0)});
}

// platform.python_compiler() and others look for it in brackets.
#ifdef __clang__
#define MINIPY_COMPILER "Clang " __clang_version__
#else
#define MINIPY_COMPILER "GCC " __VERSION__
#endif

constexpr Constant sys_constants[] = {
    {"maxsize", PTRDIFF_MAX},
    {"maxunicode", largest_code_point},
    {"byteorder", "little"},
    {"platform", "linux"},
    {"version", "3.11.2 (minipy 0.1) [" MINIPY_COMPILER "]"},
    {"copyright", "Copyright (c) 2026 the minipy authors."},
    {"api_version", 1013},
    {"hexversion", 0x030b02f0},
    {"float_repr_style", "short"},
    {"abiflags", ""},
    {"platlibdir", "lib"},
    {"_framework", ""},
};

constexpr const ModuleSpec* sys_parts[] = {&sys_hooks_part, &sys_threads_part};

Result<void> sys_execute(Module* module) {
    module->set("meta_path", List::create());
    module->set("path_hooks", List::create());
    module->set("path_importer_cache", Dict::create());
    module->set("modules", interpreter.modules);
    module->set("_git", Tuple::of({text("minipy").get(), text("").get(), text("").get()}));
    module->set("builtin_module_names", TRY(native_module_names()));
    module->set("stdlib_module_names", TRY(stdlib_module_names()));
    return add_records(module);
}

// The absolute path of the file that runs, from how it was called: a path, or a name to be found in PATH. Empty: it was
// not called so.
std::string program_path(const std::string& called) {
    namespace fs = std::filesystem;
    std::error_code error;
    auto absolute = [&](const fs::path& path) { return fs::absolute(path, error).lexically_normal().string(); };
    if (called.find('/') != std::string::npos) return absolute(called);
    const char* variable = std::getenv("PATH");
    std::istringstream folders(variable == nullptr ? "" : variable);
    for (std::string folder; std::getline(folders, folder, ':');) {
        fs::path candidate = fs::path(folder) / called;
        if (access(candidate.c_str(), X_OK) == 0) return absolute(candidate);
    }
    return "";
}

Result<Object> sys_list_of(const std::vector<std::string>& texts) {
    Ref<List> list = List::create();
    for (const std::string& item : texts) TRY(list_append(list.get(), Str::from(item).get()));
    return list;
}

}  // namespace

Result<void> complete_sys(Module* sys, const StartupOptions& options) {
    sys->set("argv", TRY(sys_list_of(options.arguments)));
    sys->set("orig_argv", TRY(sys_list_of(options.original_arguments)));
    sys->set("warnoptions", TRY(sys_list_of(options.warning_options)));
    Ref<Object> program = text(program_path(options.executable));
    sys->set("executable", program);
    sys->set("_base_executable", program);
    sys->set("_home", none());
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
    TRY(add_record(
        sys, "flags", flags_type,
        {number(0), number(options.inspect), number(options.interactive), number(options.optimize),
         number(options.dont_write_bytecode), number(options.no_user_site), number(options.no_site),
         number(options.ignore_environment), number(options.verbose), number(0), number(options.quiet),
         number(options.hash_randomization), number(options.isolated), to_bool(options.development), number(0),
         number(options.warns_of_default_encoding), to_bool(options.safe_path), number(options.int_max_str_digits)}));
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
    .state = &state_spec<SysState>,
    .functions = sys_functions,
    .constants = sys_constants,
    .parts = sys_parts,
    .exec = sys_execute,
};

}  // namespace minipy
