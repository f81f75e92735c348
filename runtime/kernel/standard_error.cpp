// SPDX-License-Identifier: MIT
#include "runtime/kernel/standard_error.hpp"

#include <cstdio>

#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Null: there is none.
Ref<Object> standard_error() {
    Object* stream = interpreter.sys ? dict_get_name(interpreter.sys.get(), names::stderr_) : nullptr;
    return stream == nullptr || is_none(stream) ? nullptr : share(stream);
}

}  // namespace

Result<void> write_standard_error(std::string_view text) {
    Ref<Object> stream = standard_error();
    if (stream) TRY(call_method(stream.get(), names::write, {Str::from(text).get()}));
    return {};
}

void tell_standard_error(std::string_view text) {
    if (standard_error() && write_standard_error(text).ok()) return;
    clear_exception();
    std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace minipy
