// SPDX-License-Identifier: MIT
// The library's importlib. CPython carries its two inner files along as frozen modules, `_frozen_importlib`
// (Lib/importlib/_bootstrap.py) and `_frozen_importlib_external` (Lib/importlib/_bootstrap_external.py), and imports
// everything with them. Here the importer is native (importer.cpp): a program that does not ask about importing does
// not run a line of them. They are loaded
//
//   - when a program imports importlib
//   - when sys.meta_path or sys.path_hooks hold something that the importer does not know
//   - for namespace packages
//
// From then on modules have the specs and the loaders that CPython gives them, and those that are there already get
// them.
//
// CPython: Python/import.c (init_importlib, import_find_and_load). Next: importlib.cpp, importer.cpp.
#pragma once

#include <string_view>

#include "modules/import/import_lock.hpp"
#include "modules/native_modules.hpp"

namespace minipy {

// The state of the module _imp.
struct ImportState {
    static constexpr auto module = NativeModule::imp_module;
    Ref<Module> bootstrap, external;  // importlib's two files
    Ref<Object> path_hook;            // the only one there is
    Ref<Dict> module_locks;           // name → weak reference to the ModuleLock (module_lock.cpp)
    Ref<Type> deadlock_error;         // importlib's _DeadlockError
    bool loaded = false;              // and installed
    ImportLock lock;

    template <class Visit>
    void each_reference(Visit visit) {
        visit(module_locks);
        visit(deadlock_error);
        visit(bootstrap);
        visit(external);
        visit(path_hook);
    }
    void clear() {
        loaded = false;
        each_reference([](auto& reference) { reference.reset(); });
    }
};

// Is this the name of one of the two modules? Importing it loads both.
bool is_part_of_importlib(std::string_view name);
Result<Object> import_part_of_importlib(Str* name);

// Has the program finders or path hooks of its own?
bool finders_are_changed();
// To be called by who is not importing a module that importlib itself needs: who loads it waits for such a module.
Result<void> load_importlib();
// Imports the module as importlib does. Its own frames do not show in the traceback of an error.
Result<Object> import_by_importlib(Str* full_name);

// What is known of a module before its code runs.
struct ModulePlace {
    Str* name;
    Str* file = nullptr;                 // null: a native module
    Object* search_locations = nullptr;  // a package's list of folders; null: no package
};
// Sets __spec__, __package__ and, when importlib is loaded, __loader__. The module counts as being initialised until
// finish_spec().
Result<void> set_spec(Module* module, const ModulePlace& place);
void finish_spec(Module* module);

}  // namespace minipy
