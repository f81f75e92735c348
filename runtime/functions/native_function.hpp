// SPDX-License-Identifier: MIT
// Functions written in C++, as Python sees them.
//
//   MethodDescriptor   list.append        a method of a built-in type, in the type's dict; calling it needs self in
//   front
//   NativeFunction     [].append, len     bound to an instance, a type or a module ("built-in function or method")
//
// Both run a row of a method table (kernel/type_spec.hpp) with arguments bound by its Signature, which is parsed at the
// first call. CPython: Objects/methodobject.c, Objects/descrobject.c. Next: native_function.cpp, signature.hpp.
#pragma once

#include <memory>

#include "runtime/functions/signature.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

// A row of a method table, ready to be called; made once for each row, shared by all objects that refer to it.
class NativeMethod {
public:
    // `module` names the function's module in messages; null for builtins and methods.
    NativeMethod(const Method* method, Type* owner, Object* module = nullptr);
    const Method& method() const { return *method_; }
    Str* name() const { return name_.get(); }
    Type* owner() const { return owner_; }
    const Signature& signature();
    // "list.append", "len": what messages call it.
    std::string shown_name() const;
    // Does the instance or type stand in front of the arguments, not counted in messages?
    bool has_self() const;

    // `arguments` include the instance in front when the row has a self parameter.
    Result<Object> call(const Arguments& arguments);
    Result<Object> call_with_self(Object* self, const Arguments& arguments);

private:
    Result<Object> call_bound(const Arguments& arguments);
    const Method* method_;
    Type* owner_;                // null: a module's function
    std::string module_prefix_;  // "math."
    Ref<Str> name_;
    std::unique_ptr<Signature> signature_;
};

// For constructors and initialisers whose arguments are bound like a function's: made once, kept until the runtime
// ends.
NativeMethod& permanent_native_method(const Method* method);
void release_permanent_native_methods();

struct MethodDescriptor : Object {
    Type* owner;  // borrowed: static types live for ever
    std::unique_ptr<NativeMethod> method;
    MethodDescriptor(Type* descriptor_type, Type* owning_type, const Method* row);
    static Type type_object;
};

// A class method of a built-in type: dict.fromkeys.
struct ClassMethodDescriptor : Object {
    Type* owner;
    std::unique_ptr<NativeMethod> method;
    ClassMethodDescriptor(Type* descriptor_type, Type* owning_type, const Method* row);
    static Type type_object;
};

struct NativeFunction : Object {
    NativeMethod* method;  // borrowed from `owned_method` or from a descriptor in a type's dict
    std::unique_ptr<NativeMethod> owned_method;
    Ref<Object> self;  // null: none
    Ref<Object> module_name;
    Object* weakrefs = nullptr;
    NativeFunction(Type* function_type, NativeMethod* shared, std::unique_ptr<NativeMethod> owned, Ref<Object> bound_to,
                   Ref<Object> module)
        : Object(function_type),
          method(shared),
          owned_method(std::move(owned)),
          self(std::move(bound_to)),
          module_name(std::move(module)) {}
    static constexpr auto references = field_list<&NativeFunction::self, &NativeFunction::module_name>;
    static Type type_object;

    // A function of a module; `module_name` and `self` may be null.
    static Ref<NativeFunction> make(const Method* row, Object* self, Object* module_name);
};

// type.__new__ of a built-in type, as an attribute: list.__new__(list).
Ref<Object> make_native_new(Type* type);
// The type whose built-in `new_` slot this object calls, or null when it is no such object.
Type* native_new_owner(Object* object);

}  // namespace minipy
