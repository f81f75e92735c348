// SPDX-License-Identifier: MIT
// CHECK_EXC_MATCH and CHECK_EG_MATCH: does an except clause catch it?
// CPython: Python/ceval.c (check_except_type_valid, check_except_star_type_valid).
#include "vm/check_exc_match.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

template <class Accepts>
bool all_accepted(Object* pattern, Accepts accepts) {
    if (auto* tuple = as<Tuple>(pattern)) {
        for (Object* item : *tuple) {
            if (!accepts(item)) return false;
        }
        return true;
    }
    return accepts(pattern);
}

}  // namespace

Result<bool> exception_matches_pattern(Object* exception, Object* pattern) {
    if (!all_accepted(pattern, [](Object* item) { return is_exception_class(item); })) {
        return raise(TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    return given_exception_matches(exception, pattern);
}

Result<void> check_except_star_pattern(Object* pattern) {
    if (!all_accepted(pattern, [](Object* item) { return is_exception_class(item); })) {
        return raise(TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    if (!all_accepted(pattern, [](Object* item) { return !is_subtype(cast<Type>(item), &BaseExceptionGroup); })) {
        return raise(TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return {};
}

}  // namespace minipy
