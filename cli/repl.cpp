// SPDX-License-Identifier: MIT
// Read, evaluate, print, loop. A statement is complete when the parser does not ask for more; a block ends with an
// empty line. CPython: Python/pythonrun.c (PyRun_InteractiveLoop).
#include "cli/repl.hpp"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "cli/main_module.hpp"
#include "cli/print_to.hpp"
#include "cli/run.hpp"
#include "cli/uncaught.hpp"
#include "lexer/source.hpp"
#include "modules/code/compile_text.hpp"
#include "parser/parse.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/vm.hpp"

namespace minipy::cli {

namespace {

// False: end of input.
bool read_line(const char* prompt, std::string& text) {
    flush_standard_streams();
    std::fputs(prompt, stderr);
    std::fflush(stderr);
    std::string line;
    if (!std::getline(std::cin, line)) return false;
    text += line + "\n";
    return true;
}

bool is_incomplete(const std::string& text) {
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_text(text, "<stdin>", problem);
    return source && parser::parse(*source, parser::Mode::single).incomplete;
}

// The first line of a compound statement does not end it: an empty line does.
bool opens_block(const std::string& text) {
    std::size_t last = text.find_last_not_of(" \t\n");
    return text.find('\n') != text.size() - 1 ? !text.ends_with("\n\n")
                                              : last != std::string::npos && text[last] == ':';
}

bool read_statement(std::string& text) {
    if (!read_line(">>> ", text)) return false;
    while (is_incomplete(text) || opens_block(text)) {
        if (!read_line("... ", text)) break;
    }
    return true;
}

// `flags`: the future features of all statements so far.
Result<void> execute(const std::string& text, Module* module, int& flags) {
    if (text.find_first_not_of(" \t\n") == std::string::npos) return {};
    Ref<Code> code = TRY(compile_text(text, Str::from("<stdin>").get(), CompileMode::single,
                                      {.flags = flags, .origin = lexer::Origin::text}));
    flags |= code->parts.flags & code_future_mask;
    TRY(run_code(code.get(), module->dict.get(), nullptr));
    return {};
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
        std::string statement;
        if (!read_statement(statement)) break;
        if (execute(statement, module.get(), flags).ok()) continue;
        int code = 0;
        if (report_uncaught_at_prompt(code)) return code;
    }
    std::fputs("\n", stderr);
    return 0;
}

}  // namespace minipy::cli
