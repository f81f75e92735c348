// SPDX-License-Identifier: MIT
// The types of None, NotImplemented and Ellipsis. CPython: Objects/object.c.
#include "runtime/kernel/singletons.hpp"

#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

// They are never freed: should a count reach zero by mistake, they come back.
void singleton_deallocate(Object* self) { self->reference_count = 1; }

template <auto singleton>
Result<Object> singleton_new(Type* type, const Arguments& arguments) {
    if (arguments.positional + arguments.keyword_count() > 0) {
        return raise(TypeError, "{} takes no arguments", type->display_name());
    }
    return share<Object>(singleton);
}

Result<Object> none_repr(Object*) { return Str::from("None"); }
Result<bool> none_bool(Object*) { return false; }

Result<Object> not_implemented_repr(Object*) { return Str::from("NotImplemented"); }
Result<Object> not_implemented_reduce(Object*) { return Str::from("NotImplemented"); }
Result<bool> not_implemented_bool(Object*) {
    TRY(warn(DeprecationWarning, "NotImplemented should not be used in a boolean context", 1));
    return true;
}
const Method not_implemented_methods[] = {{"__reduce__(self, /)", bind<not_implemented_reduce>}};

Result<Object> ellipsis_repr(Object*) { return Str::from("Ellipsis"); }
Result<Object> ellipsis_reduce(Object*) { return Str::from("Ellipsis"); }
const Method ellipsis_methods[] = {{"__reduce__(self, /)", bind<ellipsis_reduce>}};

const TypeSpec none_spec = {
    .name = "NoneType",
    .size = sizeof(NoneType),
    .slots = {.deallocate = singleton_deallocate, .new_ = singleton_new<&None>, .repr = none_repr, .bool_ = none_bool},
};

const TypeSpec not_implemented_spec = {
    .name = "NotImplementedType",
    .size = sizeof(NotImplementedType),
    .slots = {.deallocate = singleton_deallocate,
              .new_ = singleton_new<&NotImplemented>,
              .repr = not_implemented_repr,
              .bool_ = not_implemented_bool},
    .methods = not_implemented_methods,
};

const TypeSpec ellipsis_spec = {
    .name = "ellipsis",
    .size = sizeof(EllipsisType),
    .slots = {.deallocate = singleton_deallocate, .new_ = singleton_new<&Ellipsis>, .repr = ellipsis_repr},
    .methods = ellipsis_methods,
};

}  // namespace

Type NoneType::type_object(none_spec);
Type NotImplementedType::type_object(not_implemented_spec);
Type EllipsisType::type_object(ellipsis_spec);

}  // namespace minipy
