// SPDX-License-Identifier: MIT
// What the declarations of exception types share. A class with behaviour of its own is declared by a TypeSpec at the
// end of the file that implements it; the plain ones are rows of kernel/exception_types.def, which exception.cpp makes
// types of. Next: exceptions_with_fields.cpp, os_error.cpp, syntax_error.cpp, unicode_error.cpp,
// exception_group.cpp.
#pragma once

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

// BaseException's own, for those that go further.
Result<Object> exception_new(Type* type, const Arguments& arguments);
Result<void> exception_init(Object* self, const Arguments& arguments);
Result<Object> exception_str(Object* self);

// str(part); an absent part reads as None.
Result<Str> str_or_none(const Ref<Object>& part);

// Clearing keeps args: an exception always has a tuple there.
template <class Layout>
void clear_exception_fields(Object* self) {
    each_reference_of(static_cast<Layout*>(self), [self](auto& reference) {
        if (static_cast<void*>(&reference) != &static_cast<ExceptionObject*>(self)->args) reference.reset();
    });
}

// Completes a spec by what follows from the struct of the instances.
template <class Layout>
constexpr TypeSpec exception_spec(TypeSpec spec) {
    spec.size = sizeof(Layout);
    spec.flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::exception_subclass;
    spec.dict_offset = offsetof(ExceptionObject, dict);
    spec.slots.deallocate = destroy<Layout>;
    spec.slots.traverse = traverse_references<Layout>;
    spec.slots.clear = clear_exception_fields<Layout>;
    return spec;
}

}  // namespace minipy
