// SPDX-License-Identifier: MIT
// Source text to code object, with diagnostics turned into SyntaxError instances. CPython: Python/pythonrun.c.
#include "modules/code/compile_text.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "compiler/compile.hpp"
#include "lexer/source.hpp"
#include "modules/code/ast/ast_module.hpp"
#include "parser/parse.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Lexer, parser and compiler keep what they make in C++'s containers and in arenas, which cannot fail half-way; the
// most that a byte of source was seen to need is 174 bytes ("a;a;a;…").
constexpr std::size_t bytes_for_each_byte_of_source = 200;

Type* exception_type(lexer::ErrorKind kind) {
    switch (kind) {
        case lexer::ErrorKind::syntax_error: return &SyntaxError;
        case lexer::ErrorKind::indentation_error: return &IndentationError;
        case lexer::ErrorKind::tab_error: return &TabError;
        case lexer::ErrorKind::memory_error: return &MemoryError;
        case lexer::ErrorKind::syntax_warning: return &SyntaxWarning;
        case lexer::ErrorKind::deprecation_warning: return &DeprecationWarning;
    }
    return &SyntaxError;
}

// A line of the file that the code is said to come from, with its line end; nothing when there is no such file or line.
std::optional<std::string> line_of_file(Str* filename, int line) {
    std::ifstream file(filename->to_string(), std::ios::binary);
    struct stat status {};
    if (!file || stat(filename->to_string().c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    std::ostringstream contents;
    contents << file.rdbuf();
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_bytes(contents.str(), "", problem);
    if (!source || line < 1 || std::uint32_t(line) > source->line_count()) return std::nullopt;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    bool marked = line == 1 && contents.str().starts_with(byte_order_mark);
    std::uint32_t start = source->line_start(std::uint32_t(line));
    std::string_view text = source->text().substr(start, source->line_start(std::uint32_t(line) + 1) - start);
    return std::string(marked ? byte_order_mark : "") + std::string(text);
}

// What SyntaxError.text is. Programs read from files show the file; CPython adds a line end to the last line of other
// ones.
std::string shown_line(const lexer::Diagnostic& problem, const lexer::Source& source, Str* filename, CompileMode mode) {
    if (!problem.copy.empty())
        return problem.of_scanner || problem.bare_line ? problem.copy.substr(0, problem.copy.find('\n')) : problem.copy;
    auto line = std::uint32_t(problem.line);
    if (line < 1 || line > source.line_count()) return "";
    std::string text(source.line_text(line));
    if (problem.of_scanner) return text;
    if (mode == CompileMode::exec) {
        if (std::optional<std::string> in_file = line_of_file(filename, problem.line)) return *in_file;
    }
    bool has_line_end = source.line_start(line) + text.size() < source.text().size();
    if (problem.bare_line) return text;
    if (has_line_end || mode == CompileMode::exec) text += '\n';
    if (problem.text_line == 0 || problem.text_line >= problem.line || !source.has_line_at_end()) return text;
    std::uint32_t start = source.line_start(std::uint32_t(problem.text_line));
    return std::string(source.text().substr(start, source.line_start(line) - start)) + text;
}

// An offset counts from 1, in characters of the line that is shown, and goes one beyond it at most. CPython's parser
// forgets to turn bytes into characters where nothing declares an encoding, and the scanner where it knows the end,
// too.
int shown_offset(const lexer::Diagnostic& problem, int offset, const lexer::Source& source, std::string_view line) {
    bool in_bytes = problem.of_scanner ? problem.end_offset != problem.offset
                                       : !problem.copy.empty() || source.parser_counts_bytes();
    if (offset <= 0 || in_bytes) return offset;
    std::string_view before = line.substr(0, std::size_t(offset));
    auto starts_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    int beyond = std::size_t(offset) > line.size() ? 1 : 0;
    return int(std::count_if(before.begin(), before.end(), starts_character)) + beyond;
}

// `source` may be null: the file could not even be decoded, and the exception has nothing but a message.
Failure raise_diagnostic(const lexer::Diagnostic& problem, const lexer::Source* source, Str* filename,
                         CompileMode mode) {
    Type* type = exception_type(problem.kind);
    if (type == &MemoryError && problem.message.empty()) return raise_no_memory();
    if (!is_subtype(type, &SyntaxError) || source == nullptr) return raise_message(*type, problem.message);
    SyntaxErrorDetails details;
    details.type = type;
    details.message = problem.message;
    details.filename = share(filename);
    details.line = problem.line;
    details.end_line = problem.end_line;
    std::string line = shown_line(problem, *source, filename, mode);
    if (problem.line > 0) {
        details.offset = shown_offset(problem, problem.offset, *source, line);
        details.end_offset = shown_offset(problem, problem.end_offset, *source, line);
    }
    details.text = decode_utf8(line, "replace").take();
    return raise_syntax_error(details);
}

parser::Mode parser_mode(CompileMode mode) {
    return mode == CompileMode::exec   ? parser::Mode::file
           : mode == CompileMode::eval ? parser::Mode::expression
                                       : parser::Mode::single;
}

// A warning that a filter turns into an error is a SyntaxError with a place.
Result<void> show_warning(const lexer::Diagnostic& warning, const lexer::Source& source, Str* filename,
                          CompileMode mode) {
    Type* category = exception_type(warning.kind);
    Result<void> shown = warn_explicit(*category, warning.message, filename, warning.line);
    if (!shown.failed() || !catch_exception(*category)) return shown;
    lexer::Diagnostic error = warning;
    error.kind = lexer::ErrorKind::syntax_error;
    return raise_diagnostic(error, &source, filename, mode);
}

// Those of the scanner come once, those about literals again when CPython's parser reads them again.
Result<void> show_warnings(const parser::Parsed& parsed, const lexer::Source& source, Str* filename, CompileMode mode) {
    for (const lexer::Diagnostic& warning : parsed.warnings) TRY(show_warning(warning, source, filename, mode));
    if (!parsed.read_twice) return {};
    for (const lexer::Diagnostic& warning : parsed.warnings) {
        if (!warning.of_scanner) TRY(show_warning(warning, source, filename, mode));
    }
    return {};
}

// compile() was asked to tell whether more text could help: an error at the end of the text, in words that codeop
// knows.
Failure raise_incomplete(const lexer::Diagnostic& problem, const lexer::Source& source, Str* filename,
                         CompileMode mode) {
    std::string text(source.text());
    if (mode == CompileMode::exec && !text.ends_with('\n')) text += '\n';
    bool in_string = problem.message.starts_with("unterminated");  // whose start is what counts
    SyntaxErrorDetails details;
    details.type = &SyntaxError;
    details.message = "incomplete input";
    details.filename = share(filename);
    details.line = in_string ? problem.line : text.empty() ? 0 : static_cast<int>(source.line_count());
    details.end_line = details.line;
    details.end_offset = -1;
    if (details.line > 0) text.erase(0, source.line_start(static_cast<std::uint32_t>(details.line)));
    std::string_view before =
        std::string_view(text).substr(0, in_string ? static_cast<std::size_t>(problem.offset) : text.size());
    details.offset =
        static_cast<int>(std::count_if(before.begin(), before.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
    details.text = decode_utf8(text, "replace").take();
    return raise_syntax_error(details);
}

// A tree without errors.
Result<parser::Parsed> parse_source(const lexer::Source& source, Str* filename, CompileMode mode,
                                    const CompileTextOptions& options) {
    parser::Parsed parsed = parser::parse(source, parser_mode(mode),
                                          {.type_comments = (options.flags & compile_type_comments) != 0,
                                           .barry_as_bdfl = (options.flags & code_future_barry_as_bdfl) != 0,
                                           .implies_dedents = (options.flags & compile_dont_imply_dedent) == 0});
    if (options.warn) TRY(show_warnings(parsed, source, filename, mode));
    if (!parsed.ok()) {
        const lexer::Diagnostic& error = parsed.errors.front();
        bool may_continue = parsed.incomplete && (options.flags & compile_allow_incomplete) != 0;
        return may_continue ? raise_incomplete(error, source, filename, mode)
                            : raise_diagnostic(error, &source, filename, mode);
    }
    return Result<parser::Parsed>(std::move(parsed));
}

Result<Code> compile_source(const lexer::Source& source, Str* filename, CompileMode mode,
                            const CompileTextOptions& options) {
    parser::Parsed parsed = TRY(parse_source(source, filename, mode, options));
    compiler::CompileOptions compile_options;
    compile_options.optimize = options.optimize < 0 ? interpreter.optimize : options.optimize;
    compile_options.future_flags = options.flags & code_future_mask;
    compile_options.top_level_await = (options.flags & compile_top_level_await) != 0;
    if (options.warn) {
        compile_options.warn = [](const std::string& message, Str* file, int line) {
            return warn_explicit(SyntaxWarning, message, file, line);
        };
    }
    return compiler::compile(*parsed.tree, *parsed.arena, filename, compile_options);
}

// Decodes the text and hands it on to `use`.
template <class Use>
auto with_source(std::string_view text, Str* filename, CompileMode mode, const CompileTextOptions& options, Use use)
    -> decltype(use(std::declval<const lexer::Source&>())) {
    if (text.find('\0') != std::string_view::npos)
        return raise(ValueError, "source code string cannot contain null bytes");
    if (!heap::has_room(text.size() * bytes_for_each_byte_of_source)) return raise_no_memory();
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source =
        lexer::Source::from_bytes(std::string(text), filename->to_string(), problem, options.origin);
    if (!source) return raise_diagnostic(problem, nullptr, filename, mode);
    return use(*source);
}

}  // namespace

Result<Code> compile_text(std::string_view text, Str* filename, CompileMode mode, const CompileTextOptions& options) {
    return with_source(text, filename, mode, options,
                       [&](const lexer::Source& source) { return compile_source(source, filename, mode, options); });
}

Result<Object> syntax_tree_of_text(std::string_view text, Str* filename, CompileMode mode,
                                   const CompileTextOptions& options) {
    return with_source(text, filename, mode, options, [&](const lexer::Source& source) -> Result<Object> {
        parser::Parsed parsed = TRY(parse_source(source, filename, mode, options));
        return tree_as_object(*parsed.tree);
    });
}

}  // namespace minipy
