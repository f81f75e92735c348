// SPDX-License-Identifier: MIT
// The page's own files, as embed.cmake has put them into the program when it was built: style.css, page.html, and all
// modules as one (README.md beside this says how they are joined).
// CPython: none. Next: README.md, main.js.
#pragma once

#include <string_view>

namespace minipy::trace::viewer {

extern const std::string_view style, body, program;

}  // namespace minipy::trace::viewer
