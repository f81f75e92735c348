// SPDX-License-Identifier: MIT
// --help: the table of options as a text of at most 80 columns. Next: help.cpp.
#pragma once

#include <string>

namespace minipy::cli {

std::string help_text(const std::string& executable);

}  // namespace minipy::cli
