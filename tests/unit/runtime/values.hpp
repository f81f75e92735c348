// SPDX-License-Identifier: MIT
// Results and errors as text, and short ways to make values, for tests of everything that has objects.
#pragma once

#include <string>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy::test {

// "ValueError: what it says" of the pending exception, which is cleared.
inline std::string taken_error() {
    if (!exception_pending()) return "no exception";
    Ref<Object> exception = take_exception();
    std::string name = exception->type->display_name();
    Result<Str> message = to_str(exception.get());
    if (message.failed()) {
        clear_exception();
        return name;
    }
    std::string text = message.take()->to_string();
    return text.empty() ? name : name + ": " + text;
}

// repr() of a result, or its error.
template <class T>
std::string shown(Result<T> result) {
    if (result.failed()) return taken_error();
    Ref<T> value = result.take();
    Result<Str> text = repr(value.get());
    return text.failed() ? taken_error() : text.take()->to_string();
}
template <class T>
std::string shown(Ref<T> value) {
    return shown(Result<T>(std::move(value)));
}

inline Ref<Int> integer(std::string_view text) {
    Ref<Str> string = Str::from(text);
    return int_from_text(text, 10, string.get()).take();
}
inline Ref<Str> text(std::string_view utf8) { return Str::from(utf8); }
inline Ref<Bytes> bytes(std::string_view data) { return Bytes::copy(data).take(); }

}  // namespace minipy::test
