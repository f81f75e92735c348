// SPDX-License-Identifier: MIT
// SyntaxErrors of the compiler, and its bound on recursion.
//
// A compile error names file, line, columns and shows the source line, which is read back from the file (a program that
// came from a string has none). Columns are counted as CPython's compiler counts them: UTF-8 bytes, from 1; an end
// column of −1 is not known.
//
// CPython: Python/compile.c (compiler_error), Python/errors.c. Next: symbols.hpp.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

#include "parser/ast.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/object/result.hpp"
#include "runtime/text/str.hpp"

namespace minipy::compiler {

// As CPython's code generator raises it: the place is the second of the exception's args.
Failure raise_syntax_error(Str* filename, const ast::Span& span, std::string_view message);
// As its symbol tables do: the message is the only one of the args, the place is told by the attributes.
Failure raise_located_syntax_error(Str* filename, const ast::Span& span, std::string_view message);

template <class... Values>
Failure syntax_error(Str* filename, const ast::Span& span, fmt::format_string<Shown<Values>...> message,
                     const Values&... values) {
    return raise_located_syntax_error(filename, span, format_text<Values...>(message, values...));
}

// The passes over the tree recurse as deep as the tree is. CPython allows three levels for each level of Python calls
// that is still free; the native stack's end is a second limit.
class CompilationDepth {
public:
    CompilationDepth() {
        int limit = current_thread->recursion_limit, remaining = current_thread->recursion_remaining;
        left_ = frames_per_call * (remaining < limit ? remaining : limit);
    }

    // One level deeper for the time of a scope.
    class Level {
    public:
        explicit Level(CompilationDepth& depth) : depth_(depth) { --depth_.left_; }
        ~Level() { ++depth_.left_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        // RecursionError if this was one level too many.
        Result<void> check() const {
            return depth_.left_ < 0 || native_stack_is_low() ? raise_too_deep() : Result<void>();
        }

    private:
        CompilationDepth& depth_;
    };

private:
    static constexpr int frames_per_call = 3;
    static Result<void> raise_too_deep();
    int left_;
};

}  // namespace minipy::compiler
