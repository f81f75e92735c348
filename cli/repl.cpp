// SPDX-License-Identifier: MIT
// Read, evaluate, print, loop. The parser is asked after each line whether the statement goes on: while a bracket or a
// string is open, behind a backslash, and a compound statement until an empty line. Ctrl-C drops the statement.
// CPython: Python/pythonrun.c (PyRun_InteractiveLoop).
#include "cli/repl.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>

#include "cli/main_module.hpp"
#include "cli/print_to.hpp"
#include "cli/run.hpp"
#include "cli/uncaught.hpp"
#include "lexer/source.hpp"
#include "modules/code/compile_text.hpp"
#include "parser/parse.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/vm.hpp"

namespace minipy::cli {

namespace {

// The lexer trusts its text to be UTF-8.
Result<void> check_typed_text(const std::string& line) {
    if (decode_utf8(line, "strict").ok()) return {};
    if (!exception_matches(UnicodeDecodeError)) return Failure{};
    Ref<Object> problem = take_exception();
    Ref<Str> words = TRY(to_str(problem.get()));
    SyntaxErrorDetails details;
    details.message = "(unicode error) " + words->to_string();
    details.filename = Str::from("<stdin>");
    details.text = Str::from("");
    return raise_syntax_error(details);
}

// False: end of input. Fails when a signal's handler raises: that of Ctrl-C raises KeyboardInterrupt. The cursor stands
// behind the prompt then, and what comes next begins on a line of its own.
Result<bool> read_line(const char* prompt, std::string& text) {
    flush_standard_streams();
    std::fputs(prompt, stderr);
    std::fflush(stderr);
    std::string line;
    while (!line.ends_with('\n')) {
        int byte = std::getc(stdin);
        if (byte != EOF) {
            line += char(byte);
            continue;
        }
        bool interrupted = std::ferror(stdin) != 0 && errno == EINTR;
        std::clearerr(stdin);
        Result<void> handled = interrupted ? handle_pending() : Result<void>();
        if (handled.ok() && interrupted) continue;
        if (handled.ok() && !line.empty()) break;
        std::fputs("\n", stderr);
        TRY(handled);
        return false;
    }
    TRY(check_typed_text(line));
    text += line;
    if (!text.ends_with('\n')) text += '\n';
    return true;
}

bool is_compound(const ast::StmtNode& statement) {
    using enum ast::NodeKind;
    constexpr ast::NodeKind kinds[] = {FunctionDef, AsyncFunctionDef, ClassDef, If,  While,  For, AsyncFor,
                                       With,        AsyncWith,        Match,    Try, TryStar};
    return std::ranges::find(kinds, statement.node_kind) != std::end(kinds);
}

parser::Parsed parse(const std::string& text, parser::Mode mode) {
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_text(text, "<stdin>", problem);
    return source ? parser::parse(*source, mode) : parser::Parsed();
}

// Nothing but blank lines and comments.
bool is_blank(const std::string& text) {
    parser::Parsed parsed = parse(text, parser::Mode::file);
    return parsed.ok() && static_cast<ast::Module*>(parsed.tree)->body.empty();
}

// Another line cannot make it a longer statement. What ends a compound statement is an empty line, complete or not;
// also when it is written on one line, since an `else` may follow.
bool has_ended(const std::string& text) {
    parser::Parsed parsed = parse(text, parser::Mode::single);
    bool may_go_on =
        parsed.ok() ? is_compound(*static_cast<ast::Interactive*>(parsed.tree)->body.front()) : parsed.incomplete;
    if (!may_go_on || is_blank(text)) return true;
    return text.ends_with("\n\n") && !parsed.ends_within_line;
}

// False: end of input.
Result<bool> read_statement(std::string& text) {
    if (!TRY(read_line(">>> ", text))) return false;
    while (!has_ended(text)) {
        if (!TRY(read_line("... ", text))) break;
    }
    return true;
}

// `flags`: the future features of all statements so far.
Result<void> execute(const std::string& text, Module* module, int& flags) {
    if (is_blank(text)) return {};
    Ref<Code> code = TRY(compile_text(text, Str::from("<stdin>").get(), CompileMode::single,
                                      {.flags = flags, .origin = lexer::Origin::text}));
    flags |= code->parts.flags & code_future_mask;
    TRY(run_code(code.get(), module->dict.get(), nullptr));
    return {};
}

// False: end of input.
Result<bool> read_and_execute(Module* module, int& flags) {
    std::string statement;
    if (!TRY(read_statement(statement))) return false;
    TRY(execute(statement, module, flags));
    return true;
}

}  // namespace

bool wants_prompt(const CommandLine& line) {
    return line.program == Program::standard_input && (line.interactive || isatty(STDIN_FILENO) != 0);
}

int run_prompt(const CommandLine& line) {
    Ref<Object> existing = share(dict_get_name(interpreter.modules.get(), Str::interned_from("__main__").get()));
    Ref<Module> module = existing && is<Module>(existing.get()) ? ref_cast<Module>(existing) : make_main_module();
    if (!line.quiet && !line.interactive) print_to(stderr, "minipy {} (Python {})\n", minipy_version, python_version);
    int flags = 0;
    for (;;) {
        Result<bool> executed = read_and_execute(module.get(), flags);
        if (executed.ok()) {
            if (!executed.take()) return 0;
            continue;
        }
        int code = 0;
        if (report_uncaught_at_prompt(code)) return code;
    }
}

}  // namespace minipy::cli
