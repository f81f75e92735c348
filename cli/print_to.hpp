// SPDX-License-Identifier: MIT
// What minipy itself says, to a stream that may be closed or full: then it stays unsaid, for nobody is left to tell.
// (fmt::print throws an exception in that case.) CPython: PySys_WriteStderr, which ignores errors, too.
// Next: main.cpp, main_module.cpp.
#pragma once

#include <fmt/core.h>

#include <cstdio>
#include <string>
#include <utility>

namespace minipy::cli {

template <class... Arguments>
void print_to(std::FILE* stream, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
    (void)std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace minipy::cli
