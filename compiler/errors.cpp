// SPDX-License-Identifier: MIT
// Making SyntaxErrors with their place and source line. Next: errors.hpp.
#include "compiler/errors.hpp"

#include <cstdio>
#include <memory>

#include "runtime/containers/tuple.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/protocols/calls.hpp"

namespace minipy::compiler {
namespace {

// The text of one line of a file with its newline; None when there is no such file, line or text.
Ref<Object> source_line(Str* filename, int line) {
    if (line <= 0) return none();
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(filename->to_string().c_str(), "rb"), std::fclose);
    if (!file) return none();
    std::string text;
    for (int character; line > 0 && (character = std::fgetc(file.get())) != EOF;) {
        if (line == 1) text += static_cast<char>(character);
        if (character == '\n') --line;
    }
    if (text.empty()) return none();
    Result<Str> decoded = Str::from_utf8(text);
    if (decoded.failed()) {
        clear_exception();
        return none();
    }
    return decoded.take();
}

}  // namespace

static Failure raise_at(Str* filename, int line, int offset, int end_line, Ref<Object> end_offset, std::string_view message) {
    Ref<Object> text = source_line(filename, line);
    Ref<Int> first_line = Int::from(line), last_line = Int::from(end_line), first_offset = Int::from(offset);
    Ref<Tuple> place = Tuple::of({filename, first_line.get(), first_offset.get(), text.get(), last_line.get(), end_offset.get()});
    Ref<Str> words = Str::from(message);
    Ref<Object> error = TRY(call(&SyntaxError, {words.get(), place.get()}));
    return raise_instance(std::move(error));
}

Failure raise_syntax_error(Str* filename, const ast::Span& span, std::string_view message) {
    return raise_at(filename, span.lineno, span.col_offset + 1, span.end_lineno, Int::from(span.end_col_offset + 1), message);
}

Failure raise_syntax_error_at(Str* filename, int line, int offset, std::string_view message) {
    return raise_at(filename, line, offset, line, none(), message);
}

Result<void> CompilationDepth::raise_too_deep() {
    return raise_message(RecursionError, "maximum recursion depth exceeded during compilation");
}

}  // namespace minipy::compiler
