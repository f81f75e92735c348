// SPDX-License-Identifier: MIT
// Module objects: a name and a dict. CPython: Objects/moduleobject.c. Next: module.cpp, modules/startup.cpp.
#pragma once

#include <span>

#include "runtime/containers/dict.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

struct Module : Object {
    Ref<Dict> dict;
    Object* weakrefs = nullptr;
    Module(Type* module_type, Ref<Dict> attributes) : Object(module_type), dict(std::move(attributes)) {}
    template <class Visit>
    void each_reference(Visit visit) {
        visit(dict);
    }
    static Type type_object;

    // A new module with __name__, __doc__, __package__, __loader__ and __spec__.
    static Ref<Module> make(Str* name, Object* doc);
    Object* get(const Str* name) const { return dict_get_name(dict.get(), name); }
    void set(const char* name, Object* value);
    void set(const char* name, Ref<Object> value) { set(name, value.get()); }
};

// A module written in C++: declared at the end of its file, listed in modules/modules.def.
struct ModuleSpec {
    const char* name;
    const char* doc;
    std::span<const Method> functions;
    Result<void> (*initialize)(Module* module) = nullptr;  // adds constants, types, state
};

// Makes the module and its functions.
Result<Module> make_native_module(const ModuleSpec& spec);

}  // namespace minipy
