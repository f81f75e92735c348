// SPDX-License-Identifier: MIT
//
// From the first thing that went wrong to the error that CPython would report. Next: parser/syntax_errors.cpp.
#pragma once

#include "parser/build.hpp"

namespace minipy::parser {

// Replaces the recorded error by a better one, if there is one; reads the rest of the text on the way.
void improve_errors(ParseState& state, lexer::Layout& layout);

}  // namespace minipy::parser
