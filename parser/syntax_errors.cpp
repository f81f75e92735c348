// SPDX-License-Identifier: MIT
//
// No rule of the grammar fits: which words does CPython have for it?
//
// CPython: the invalid_ rules of Grammar/python.gram, Parser/pegen_errors.c. Read next: parser/parse.cpp.
#include <fmt/format.h>

#include "parser/build.hpp"
#include "parser/engine.hpp"

namespace minipy::parser {

void Builder::syntax_error(const Token& token) {
    if (failed_) return;
    if (token.kind == TOKEN_ERRORTOKEN && layout_ && layout_->failed()) return fail(layout_->error());
    if (token.kind == TOKEN_INDENT) return fail(span_of(token), "unexpected indent", ErrorKind::IndentationError);
    fail(span_of(token), "invalid syntax");
}

void Builder::too_deep() {
    if (!failed_) state_.errors.push_back({ErrorKind::MemoryError, "too many nested constructs", {}, false});
    failed_ = true;
}

void* allocate_stack(void* old, std::size_t size) {
    constexpr std::size_t largest = 1 << 20;
    return size > largest ? nullptr : std::realloc(old, size);
}

}  // namespace minipy::parser
