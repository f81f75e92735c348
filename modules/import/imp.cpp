// SPDX-License-Identifier: MIT
// Module _imp: what the library's importlib asks of the interpreter. There are no frozen and no dynamically loaded
// modules. CPython: Python/import.c.
#include "modules/import/importer.hpp"
#include "modules/import/importlib.hpp"
#include "modules/import/module_code.hpp"
#include "modules/import/registry.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// There is one thread: the lock is a count.
Size& lock_count() { return module_state<ImportState>().lock_count; }

Result<bool> lock_held() { return lock_count() > 0; }
Result<void> acquire_lock() {
    ++lock_count();
    return {};
}
Result<void> release_lock() {
    if (lock_count() == 0) return raise(RuntimeError, "not holding the import lock");
    --lock_count();
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
    if (find_native_module(static_cast<Str*>(name.get())->view()) == nullptr) return none();
    return import_native_module(static_cast<Str*>(name.get()));
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

const Method functions[] = {
    {"extension_suffixes()", bind<extension_suffixes>,
     "Returns the list of file suffixes used to identify extension modules."},
    {"lock_held()", bind<lock_held>, "Return True if the import lock is currently held, else False."},
    {"acquire_lock()", bind<acquire_lock>, "Acquires the interpreter's import lock for the current thread."},
    {"release_lock()", bind<release_lock>, "Release the interpreter's import lock."},
    {"find_frozen(name, /, *, withdata=False)", bind<find_frozen>,
     "Return info about the corresponding frozen module (if there is one) or None."},
    {"_frozen_module_names()", bind<frozen_module_names>, "Returns the list of available frozen modules."},
    {"get_frozen_object(name, /)", bind<no_frozen_module>, "Create a code object for a frozen module."},
    {"is_frozen_package(name, /)", bind<no_frozen_module>, "Returns True if the module name is of a frozen package."},
    {"create_builtin(spec, /)", bind<create_builtin>, "Create an extension module."},
    {"init_frozen(name, /)", bind<no_frozen_module>, "Initializes a frozen module."},
    {"is_builtin(name, /)", bind<is_builtin>, "Returns True if the module name corresponds to a built-in module."},
    {"is_frozen(name, /)", bind<is_frozen>, "Returns True if the module name corresponds to a frozen module."},
    {"create_dynamic(spec, file=None, /)", bind<create_dynamic>, "Create an extension module."},
    {"exec_builtin(mod, /)", bind<exec_builtin>, "Initialize a built-in module."},
    {"_override_frozen_modules_for_tests(override, /)", bind<override_frozen_modules>,
     "Use frozen modules, or do not: there are none."},
    {"_fix_co_filename(code, path, /)", bind<fix_co_filename>,
     "Changes code.co_filename to specify the passed-in file path."},
};

constexpr Constant constants[] = {{"check_hash_based_pycs", "default"}};

}  // namespace

extern const ModuleSpec imp_module = {
    .name = "_imp",
    .doc = "(Extremely) low-level import machinery bits as used by importlib.",
    .state = &state_spec<ImportState>,
    .functions = functions,
    .constants = constants,
};

}  // namespace minipy
