// SPDX-License-Identifier: MIT
// Module objects: a name and a dict; and how a module written in C++ is declared. A ModuleSpec says as data what is in
// the module; what a program can change in it (an exception class, a cache, the registered handlers) is a C++ struct,
// its state. States belong to the interpreter, one for each module: threads/module_state.hpp finds them. The module
// object shares in its state, so that the collector sees it and it ends with its last user.
// CPython: Objects/moduleobject.c. Next: module.cpp, threads/module_state.hpp, modules/startup.cpp.
#pragma once

#include <concepts>
#include <span>

#include "runtime/containers/dict.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

struct Module : Object {
    Ref<Dict> dict;
    Ref<Object> state;  // a ModuleState; null: the module has none
    Object* weakrefs = nullptr;
    Module(Type* module_type, Ref<Dict> attributes) : Object(module_type), dict(std::move(attributes)) {}
    static constexpr auto references = field_list<&Module::dict, &Module::state>;
    static Type type_object;

    // A new module with __name__, __doc__, __package__, __loader__ and __spec__.
    static Ref<Module> make(Str* name, Object* doc);
    Object* get(const Str* name) const { return dict_get_name(dict.get(), name); }
    void set(const char* name, Object* value);
    void set(const char* name, Ref<Object> value) { set(name, value.get()); }
};

// ---------------------------------------------------------------- state

// How to make, traverse, clear and destroy the state of one module; `number` is its place in the interpreter.
struct StateSpec {
    std::size_t number;
    void* (*make)();
    void (*destroy)(void* state);
    void (*traverse)(void* state, VisitFunction visit, void* argument);
    void (*clear)(void* state);
};

struct ModuleState : Object {
    const StateSpec* spec;
    void* data;  // owned
    ModuleState(Type* state_type, const StateSpec* state_spec)
        : Object(state_type), spec(state_spec), data(state_spec->make()) {}
    ~ModuleState() { spec->destroy(data); }
    static Type type_object;
};

// The state of a module is a struct such as
//
//     struct StructState {
//         static constexpr auto module = NativeModule::struct_module;
//         Ref<Dict> cache;
//         static constexpr auto references = field_list<&StructState::cache>;
//     };
//
// A state whose references stand in a container has a `clear()` too, which moves the container out first: what dies may
// run Python. After that, code of the module may still run: it must bear to find the references null.
template <class State>
inline constexpr StateSpec state_spec{
    .number = static_cast<std::size_t>(State::module),
    .make = []() -> void* { return new State; },
    .destroy = [](void* state) { delete static_cast<State*>(state); },
    .traverse =
        [](void* state, VisitFunction visit, void* argument) {
            each_reference_of(static_cast<State*>(state), [&](auto& reference) {
                if (reference) visit(reference.get(), argument);
            });
        },
    .clear =
        [](void* data) {
            auto* state = static_cast<State*>(data);
            if constexpr (requires { state->clear(); }) {
                state->clear();
            } else {
                each_reference_of(state, [](auto& reference) { reference.reset(); });
            }
        },
};

// ---------------------------------------------------------------- declaring a module

// A type that the module readies, and adds under the type's name or under another one; hidden types are only readied.
struct ModuleType {
    enum class Name : std::uint8_t { own, other, hidden };
    Type* type;
    Name shown = Name::own;
    const char* name = nullptr;
    constexpr ModuleType(Type* own) : type(own) {}
    constexpr ModuleType(Type* other, const char* other_name) : type(other), shown(Name::other), name(other_name) {}
    static constexpr ModuleType hidden(Type* type) {
        ModuleType row(type);
        row.shown = Name::hidden;
        return row;
    }
};

// An attribute whose value is known when minipy is compiled.
struct Constant {
    enum class Kind : std::uint8_t { number, real, text };
    const char* name;
    Kind kind;
    union {
        std::int64_t number;
        double real;
        const char* text;
    };
    // The C library has some of its constants as enumerators.
    template <class T>
    requires(std::integral<T> || std::is_enum_v<T>) constexpr Constant(const char* of, T value)
        : name(of), kind(Kind::number), number(static_cast<std::int64_t>(value)) {}
    constexpr Constant(const char* of, std::floating_point auto value) : name(of), kind(Kind::real), real(value) {}
    constexpr Constant(const char* of, const char* value) : name(of), kind(Kind::text), text(value) {}
};

// A module written in C++: declared at the end of its file, listed in modules/modules.def. It is put together in the
// order of the fields.
struct ModuleSpec {
    const char* name = nullptr;
    const char* doc = nullptr;
    const char* functions_say = nullptr;  // what __module__ of its functions is, when that is not `name`
    const StateSpec* state = nullptr;
    std::span<const Method> functions = {};
    std::span<const ModuleType> types = {};
    std::span<const Constant> constants = {};
    std::span<const ModuleSpec* const> parts = {};   // a module in several files: added to this one; no name, no state
    Result<void> (*exec)(Module* module) = nullptr;  // what is left
};

// A new module object for the module.
Result<Module> make_native_module(const ModuleSpec& spec);

// A new exception class, `name` with its module ("struct.error").
Result<Type> make_exception_class(const char* name, std::initializer_list<Object*> bases);

}  // namespace minipy
