// SPDX-License-Identifier: MIT
// Start-up of the module system. sys.path is PYTHONPATH, then the standard library's folders (MINIPY_STDLIB,
// PYTHONHOME, or the folder found when minipy was configured). CPython: Python/pylifecycle.c, Modules/getpath.py.
#include "modules/startup.hpp"

#include <cstdlib>

#include "modules/import/importer.hpp"
#include "modules/import/registry.hpp"
#include "modules/io/io_base.hpp"
#include "modules/io/open.hpp"
#include "modules/system/faulthandler/faulthandler.hpp"
#include "modules/system/faulthandler/handlers.hpp"
#include "modules/system/signals/signals.hpp"
#include "modules/system/sys.hpp"
#include "modules/system/tracemalloc.hpp"
#include "modules/text/codecs/registry.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/fatal_error.hpp"

namespace minipy {

#define NATIVE_MODULE(name, spec) extern const ModuleSpec spec;
#include "modules/modules.def"
#undef NATIVE_MODULE

namespace {

constexpr NativeModuleEntry native_modules[] = {
#define NATIVE_MODULE(name, spec) {name, &spec},
#include "modules/modules.def"
#undef NATIVE_MODULE
};

std::string environment(const char* name, bool ignored) {
    const char* value = ignored ? nullptr : std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string standard_library(bool ignore_environment) {
    std::string chosen = environment("MINIPY_STDLIB", ignore_environment);
    if (!chosen.empty()) return chosen;
    std::string home = environment("PYTHONHOME", ignore_environment);
    if (!home.empty()) return home.substr(0, home.find(':')) + "/lib/python3.11";
    return MINIPY_STDLIB_DEFAULT;
}

Result<void> add_path(List* path, const std::string& entry) { return list_append(path, Str::from(entry).get()); }

Result<void> fill_path(List* path, const StartupOptions& options) {
    std::string listed = environment("PYTHONPATH", options.ignore_environment);
    for (std::size_t start = 0; start <= listed.size() && !listed.empty();) {
        std::size_t end = std::min(listed.find(':', start), listed.size());
        TRY(add_path(path, listed.substr(start, end - start)));
        start = end + 1;
    }
    std::string library = standard_library(options.ignore_environment);
    if (!library.empty()) TRY(add_path(path, library));
    return {};
}

// The module reads -W when it is imported; without the library there is none, and the default filters stay.
void import_warnings() {
    Result<Object> warnings = dunder_import(Str::interned_from("warnings").get(), nullptr, nullptr, nullptr, 0);
    if (warnings.failed()) clear_exception();
}

}  // namespace

Result<void> initialize_modules(const StartupOptions& options) {
    register_native_modules(native_modules);
    interpreter.optimize = options.optimize;
    interpreter.verbose = options.verbose;
    interpreter.ignore_environment = options.ignore_environment;
    interpreter.isolated = options.isolated;
    interpreter.safe_path = options.safe_path;
    if (options.int_max_str_digits >= 0) interpreter.int_max_str_digits = options.int_max_str_digits;
    interpreter.modules = Dict::create();
    Ref<Module> builtins = TRY(import_native_module(Str::interned_from("builtins").get()));
    interpreter.builtins = builtins->dict;
    interpreter.builtins_copy = TRY(dict_copy(interpreter.builtins.get()));
    Ref<Module> sys = TRY(import_native_module(Str::interned_from("sys").get()));
    interpreter.sys = sys->dict;
    Ref<List> path = List::create();
    TRY(fill_path(path.get(), options));
    sys->set("path", path.get());
    if (options.traced_frames != 0) TRY(start_tracing_blocks(options.traced_frames));
    interpreter.library_folder = standard_library(options.ignore_environment);
    const std::string& library = interpreter.library_folder;
    sys->set("_stdlib_dir", library.empty() ? none() : Ref<Object>(Str::from(library)));
    TRY(complete_sys(sys.get(), options));
    Ref<Module> streams = TRY(import_native_module(Str::interned_from("_io").get()));
    builtins->set("open", streams->get(Str::interned_from("open").get()));
    install_codec_registry();
    TRY(io::add_standard_streams(sys->dict.get(), options.unbuffered,
                                 environment("PYTHONIOENCODING", options.ignore_environment)));
    module_state<io::IoState>().warns_of_default_encoding = options.warns_of_default_encoding;
    install_signal_handlers();
    write_fatal_error = fault::die;
    if (options.reports_faults) {
        TRY(import_native_module(Str::interned_from("faulthandler").get()));
        TRY(enable_fault_handler());
    }
    if (!options.warning_options.empty()) import_warnings();
    return {};
}

}  // namespace minipy
