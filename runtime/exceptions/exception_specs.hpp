// SPDX-License-Identifier: MIT
// What distinguishes the few exception classes with behaviour of their own: their slots, methods and attributes, asked
// for by the table in exception.cpp. Next: exception_special.cpp, exception_group.cpp.
#pragma once

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

Slots special_slots(const Type* type);
std::span<const Method> special_methods(const Type* type);
std::span<const Getter> special_getters(const Type* type);
std::span<const Member> special_members(const Type* type);

// BaseException's own.
extern const std::span<const Method> base_exception_methods;
extern const std::span<const Getter> base_exception_getters;
Result<Object> exception_new(Type* type, const Arguments& arguments);
Result<void> exception_init(Object* self, const Arguments& arguments);
Result<Object> exception_str(Object* self);
Result<Object> exception_repr(Object* self);

// Clearing keeps args: an exception always has a tuple there.
template <class Layout>
void clear_exception_fields(Object* self) {
    static_cast<Layout*>(self)->each_reference([self](auto& reference) {
        if (static_cast<void*>(&reference) != &static_cast<ExceptionObject*>(self)->args) reference.reset();
    });
}

// Groups.
Result<Object> exception_group_new(Type* type, const Arguments& arguments);
Result<Object> exception_group_str(Object* self);
Result<Object> exception_group_repr(Object* self);
extern const std::span<const Method> exception_group_methods;
extern const std::span<const Member> exception_group_members;

}  // namespace minipy
