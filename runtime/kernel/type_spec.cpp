// SPDX-License-Identifier: MIT
// Conversions between Python objects and the C++ parameters of native functions. CPython: Python/getargs.c.
#include "runtime/kernel/type_spec.hpp"

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/c_size.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::detail {

Result<Size> FromObject<Size>::convert(Object* argument, Size, NativeMethod&) {
    return argument == nullptr ? Result<Size>(0) : to_c_size(argument);
}

Result<int> FromObject<int>::convert(Object* argument, Size, NativeMethod&) {
    if (argument == nullptr) return 0;
    return to_c_int(argument);
}

Result<bool> FromObject<bool>::convert(Object* argument, Size, NativeMethod&) {
    if (argument == nullptr) return false;
    return is_true(argument);
}

Result<double> FromObject<double>::convert(Object* argument, Size, NativeMethod&) {
    if (argument == nullptr) return 0.0;
    return to_double(argument);
}

Ref<Object> to_object(bool value) { return to_bool(value); }
Ref<Object> to_object(Size value) { return Int::from(value); }
Ref<Object> to_object(double value) { return Float::from(value); }
Ref<Object> none() { return minipy::none(); }

}  // namespace minipy::detail
