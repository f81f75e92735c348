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

Failure raise_syntax_error(Str* filename, const ast::Span& span, std::string_view message) {
    Ref<Object> text = source_line(filename, span.lineno);
    Ref<Int> line = Int::from(span.lineno), end_line = Int::from(span.end_lineno);
    Ref<Int> column = Int::from(span.col_offset + 1), end_column = Int::from(span.end_col_offset + 1);
    Ref<Tuple> place = Tuple::of({filename, line.get(), column.get(), text.get(), end_line.get(), end_column.get()});
    Ref<Str> words = Str::from(message);
    Ref<Object> error = TRY(call(&SyntaxError, {words.get(), place.get()}));
    return raise_instance(std::move(error));
}

Result<void> CompilationDepth::raise_too_deep() {
    return raise_message(RecursionError, "maximum recursion depth exceeded during compilation");
}

}  // namespace minipy::compiler
