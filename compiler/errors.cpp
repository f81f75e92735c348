// SPDX-License-Identifier: MIT
// Making SyntaxErrors with their place and source line. Next: errors.hpp.
#include "compiler/errors.hpp"

#include <cstdio>
#include <memory>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

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

Ref<Object> column_or_none(int byte_offset) {
    return byte_offset < 0 ? none() : Ref<Object>(Int::from(byte_offset + 1));
}

}  // namespace

Failure raise_syntax_error(Str* filename, const ast::Span& span, std::string_view message) {
    Ref<Object> text = source_line(filename, span.lineno);
    Ref<Int> line = Int::from(span.lineno), end_line = Int::from(span.end_lineno);
    Ref<Int> column = Int::from(span.col_offset + 1);
    Ref<Object> end_column = column_or_none(span.end_col_offset);
    Ref<Tuple> place = Tuple::of({filename, line.get(), column.get(), text.get(), end_line.get(), end_column.get()});
    Ref<Str> words = Str::from(message);
    Ref<Object> error = TRY(call(&SyntaxError, {words.get(), place.get()}));
    return raise_instance(std::move(error));
}

Failure raise_located_syntax_error(Str* filename, const ast::Span& span, std::string_view message) {
    Ref<Str> words = Str::from(message);
    Ref<Object> error = TRY(call(&SyntaxError, {words.get()}));
    Ref<Object> text = source_line(filename, span.lineno);
    Ref<Int> line = Int::from(span.lineno), end_line = Int::from(span.end_lineno),
             column = Int::from(span.col_offset + 1);
    Ref<Object> end_column = column_or_none(span.end_col_offset);
    TRY(set_attribute(error.get(), names::filename, filename));
    TRY(set_attribute(error.get(), names::lineno, line.get()));
    TRY(set_attribute(error.get(), names::offset, column.get()));
    TRY(set_attribute(error.get(), names::text, text.get()));
    TRY(set_attribute(error.get(), names::end_lineno, end_line.get()));
    TRY(set_attribute(error.get(), names::end_offset, end_column.get()));
    return raise_instance(std::move(error));
}

Result<void> CompilationDepth::raise_too_deep() {
    return raise_message(RecursionError, "maximum recursion depth exceeded during compilation");
}

}  // namespace minipy::compiler
