// SPDX-License-Identifier: MIT
// Module _imp: what the library's importlib asks of the interpreter. There are no frozen and no dynamically loaded
// modules. CPython: Python/import.c.
#include "modules/import/importer.hpp"
#include "modules/import/importlib.hpp"
#include "modules/import/module_code.hpp"
#include "modules/import/module_lock.hpp"
#include "modules/import/registry.hpp"
#include "modules/native.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/siphash.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

Result<bool> lock_held() { return import_lock_is_held(); }
Result<void> release_lock() {
    if (!release_import_lock()) return raise(RuntimeError, "not holding the import lock");
    return {};
}

Result<Size> is_builtin(Str* name) { return Size(find_native_module(name->view()) != nullptr ? 1 : 0); }
Result<bool> is_frozen(Str*) { return false; }
Result<Object> find_frozen(Str*, bool) { return none(); }
Result<Object> frozen_module_names() { return List::create(); }
Result<void> no_frozen_module(Str* name) { return raise(ImportError, "No such frozen object named {}", name); }

Result<void> override_frozen_modules(int) { return {}; }

Result<Object> create_builtin(Object* spec) {
    Ref<Object> name = TRY(get_attribute(spec, names::name));
    if (!is<Str>(name.get())) return raise(TypeError, "name must be a string, not {}", type_name(name.get()));
    Ref<Object> present = TRY(dict_get(interpreter.modules.get(), name.get()));
    if (present) return present;
    if (find_native_module(cast<Str>(name.get())->view()) == nullptr) return none();
    return import_native_module(cast<Str>(name.get()));
}
Result<Size> exec_builtin(Object*) { return Size(0); }

Result<Object> create_dynamic(Object* spec, Object*) {
    Ref<Object> name = TRY(get_attribute(spec, names::name));
    return raise(ImportError, "minipy does not load extension modules: {}", TRY(repr(name.get())).get());
}

Result<Object> extension_suffixes() { return List::create(); }

Result<void> fix_co_filename(Code* code, Str* path) {
    set_filename(code, path);
    return {};
}

// What a .pyc that is checked by hash notes of its source.
Result<Object> source_hash(Object* key, Object* source) {
    std::int64_t number = TRY(to_int64(key));
    Buffer buffer;
    TRY(buffer.acquire(source));
    std::uint64_t hash = sip_hash({std::uint64_t(number), 0}, buffer.data(), buffer.length());
    return Bytes::copy({reinterpret_cast<const char*>(&hash), sizeof hash});
}

const Method functions[] = {
    {"source_hash(key, source)", bind<source_hash>, "Hashes a source file with a key that every process has."},
    {"extension_suffixes()", bind<extension_suffixes>,
     "Gives no suffix: modules written in C for CPython cannot be loaded."},
    {"lock_held()", bind<lock_held>, "Tells whether some thread has the import lock."},
    {"acquire_lock()", bind<acquire_import_lock>, "Waits until no other thread has the import lock, and takes it."},
    {"release_lock()", bind<release_lock>, "Lets another thread have the import lock."},
    {"find_frozen(name, /, *, withdata=False)", bind<find_frozen>, "Gives None: no module is frozen here."},
    {"_frozen_module_names()", bind<frozen_module_names>, "Gives an empty list: no module is frozen here."},
    {"get_frozen_object(name, /)", bind<no_frozen_module>, "Raises ImportError: no module is frozen here."},
    {"is_frozen_package(name, /)", bind<no_frozen_module>, "Raises ImportError: no module is frozen here."},
    {"create_builtin(spec, /)", bind<create_builtin>,
     "Makes the native module of that name, or gives the one made before."},
    {"init_frozen(name, /)", bind<no_frozen_module>, "Raises ImportError: no module is frozen here."},
    {"is_builtin(name, /)", bind<is_builtin>, "Gives 1 if a native module has that name, else 0."},
    {"is_frozen(name, /)", bind<is_frozen>, "Tells whether a frozen module has that name: no."},
    {"create_dynamic(spec, file=None, /)", bind<create_dynamic>,
     "Raises ImportError: modules written in C for CPython cannot be loaded."},
    {"exec_builtin(mod, /)", bind<exec_builtin>, "Does nothing: native modules are complete when they are made."},
    {"_override_frozen_modules_for_tests(override, /)", bind<override_frozen_modules>,
     "Uses frozen modules, or does not: there are none."},
    {"_fix_co_filename(code, path, /)", bind<fix_co_filename>,
     "Notes another file name in a code object and those inside it; a .pyc may have been moved."},
};

constexpr ModuleType types[] = {ModuleType::hidden(&ModuleLock::type_object)};

constexpr Constant constants[] = {{"check_hash_based_pycs", "default"}};

}  // namespace

extern const ModuleSpec imp_module = {
    .name = "_imp",
    .doc = "What importlib needs of the interpreter.",
    .state = &state_spec<ImportState>,
    .functions = functions,
    .types = types,
    .constants = constants,
};

}  // namespace minipy
