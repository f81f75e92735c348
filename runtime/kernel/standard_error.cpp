// SPDX-License-Identifier: MIT
#include "runtime/kernel/standard_error.hpp"

#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

Result<void> write_standard_error(std::string_view text) {
    Object* stream = interpreter.sys ? dict_get_name(interpreter.sys.get(), names::stderr_) : nullptr;
    if (stream == nullptr || is_none(stream)) return {};
    Ref<Object> kept = share(stream);
    TRY(call_method(stream, names::write, {Str::from(text).get()}));
    return {};
}

}  // namespace minipy
