// SPDX-License-Identifier: MIT
// The state of the module _pickle: its exceptions, and what it has found in copyreg, _compat_pickle, codecs and
// functools when it was imported. Also how names become objects: dotted names, modules, old names of Python 2.
// CPython: Modules/_pickle.c (PickleState). Next: names.cpp, pickler.hpp, unpickler.hpp.
#pragma once

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/threads/module_state.hpp"

namespace minipy::pickles {

struct PickleState {
    static constexpr auto module = NativeModule::pickle_module;
    Ref<Type> pickle_error, pickling_error, unpickling_error;
    Ref<Dict> dispatch_table, extension_registry, inverted_registry, extension_cache;
    Ref<Dict> name_mapping_2to3, import_mapping_2to3, name_mapping_3to2, import_mapping_3to2;
    Ref<Object> encode, partial, getattr;
    Ref<Dict> modules_of_functions;  // see module_name_of_function()
    static constexpr auto references =
        field_list<&PickleState::pickle_error, &PickleState::pickling_error, &PickleState::unpickling_error,
                   &PickleState::dispatch_table, &PickleState::extension_registry, &PickleState::inverted_registry,
                   &PickleState::extension_cache, &PickleState::name_mapping_2to3, &PickleState::import_mapping_2to3,
                   &PickleState::name_mapping_3to2, &PickleState::import_mapping_3to2, &PickleState::encode,
                   &PickleState::partial, &PickleState::getattr, &PickleState::modules_of_functions>;
};

inline PickleState& state() { return module_state<PickleState>(); }
// They are exceptions of some kind even when the module has been cleared.
inline Type& pickling_error() { return state().pickling_error ? *state().pickling_error : Exception; }
inline Type& unpickling_error() { return state().unpickling_error ? *state().unpickling_error : Exception; }

// The value under a key, in one of the tables above; nothing: no such key, or no table.
Maybe<Object> look_up(const Ref<Dict>& table, Object* key);

// The parts of "outer.inner"; AttributeError for what is local to a function. `owner` null: it is being pickled.
Result<List> dotted_path(Object* owner, Object* name);
// The attribute at the end of the path; `parent`: of what it is an attribute.
Maybe<Object> find_deep_attribute(Object* root, List* path, Ref<Object>* parent = nullptr);
// import name, quickly when that has been done.
Result<Object> import_named(Object* name);
// sys.modules, which a program may have replaced; null when there is none.
Ref<Object> modules_table();
// In which module the object says that it is, or in which it is found under the path.
Result<Object> which_module(Object* object, List* path);

// A module's and a global's name, as another version of Python knows them.
struct GlobalName {
    Ref<Object> module, name;
};
Result<void> rename_for_python2(GlobalName& global);
Result<void> rename_for_python3(GlobalName& global);

// ---------------------------------------------------------------- persistent ids

// Would looking for the attribute lead to the field that the type T itself keeps it in? That needs no look-up, which
// would make an AttributeError of an empty field for each pickler.
template <class T>
bool is_own_field(T* self, Str* name) {
    Type* type = self->type;
    return type->slots.get_attribute == generic_get_attribute &&
           lookup_in_type(type, name) == lookup_in_type(&T::type_object, name);
}

// persistent_id and persistent_load: a method of a subclass is kept without its self, or there would be a cycle.
template <class T>
Result<void> find_hook(T* self, const char* name) {
    if (is_own_field(self, Str::interned_from(name).get())) return {};
    self->hook.reset();
    self->hook_takes_self = false;
    Ref<Object> found = TRY(find_attribute(self, Str::interned_from(name).get()));
    auto* method = as<BoundMethod>(found.get());
    self->hook_takes_self = method != nullptr && method->self == self;
    self->hook = self->hook_takes_self ? method->function : found;
    return {};
}

template <class T>
Result<Object> call_hook(T* self, Object* argument) {
    Ref<Object> hook = self->hook;
    if (self->hook_takes_self) return call(hook.get(), {self, argument});
    return call(hook.get(), {argument});
}

template <class T>
Result<Object> get_hook(T* self, const char* name) {
    if (!self->hook) return raise_message(AttributeError, name);
    if (!self->hook_takes_self) return self->hook;
    return create<BoundMethod>(self->hook, share<Object>(self));
}

template <class T>
Result<void> set_hook(T* self, Object* value, const char* name) {
    if (value == nullptr) return raise(TypeError, "attribute deletion is not supported");
    if (!TRY(is_callable(value))) return raise(TypeError, "{} must be a callable taking one argument", name);
    self->hook_takes_self = false;
    self->hook = share(value);
    return {};
}

}  // namespace minipy::pickles
