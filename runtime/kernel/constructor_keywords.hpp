// SPDX-License-Identifier: MIT
// __new__() and __init__() of a built-in type get the same arguments. Keywords are refused by the one that takes the
// arguments, unless a subclass has defined the other one: then they are that one's business.
// CPython: Tools/clinic/clinic.py (the check that it writes for __new__ and __init__). Next: calls.hpp.
#pragma once

#include "runtime/kernel/calls.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

inline Result<void> check_no_keywords_in_new(Type* type, const Type& base, const char* name,
                                             const Arguments& arguments) {
    bool defines_init = type != &base && type->slots.init != base.slots.init;
    return defines_init ? Result<void>() : check_no_keywords(name, arguments);
}

inline Result<void> check_no_keywords_in_init(Object* self, const Type& base, const char* name,
                                              const Arguments& arguments) {
    bool defines_new = self->type != &base && self->type->slots.new_ != base.slots.new_;
    return defines_new ? Result<void>() : check_no_keywords(name, arguments);
}

}  // namespace minipy
