// SPDX-License-Identifier: MIT
// A libFuzzer target: any bytes as a source file, through decoding, scanner, layout, parser, symbol tables, code
// generation, passes and assembler, in all three modes, and through the dumps of tokens and tree. What may come out is
// a code object or a SyntaxError (or a relative of it), and no sanitizer report. ./dev fuzz source runs it.
#include <cstdint>
#include <string>

#include "compiler/compile.hpp"
#include "lexer/dump.hpp"
#include "lexer/source.hpp"
#include "parser/dump.hpp"
#include "parser/parse.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/threads/interpreter.hpp"

using namespace minipy;

namespace {

void compile_as(const lexer::Source& source, parser::Mode mode) {
    parser::Parsed parsed = parser::parse(source, mode);
    if (!parsed.ok()) return;
    parser::dump_ast(parsed.tree, true);
    Ref<Str> filename = Str::from("fuzz.py");
    if (compiler::compile(*parsed.tree, *parsed.arena, filename.get()).failed()) clear_exception();
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    initialize_runtime();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    lexer::Diagnostic problem;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    std::optional<lexer::Source> source = lexer::Source::from_bytes(bytes, "fuzz.py", problem);
    if (!source) return 0;
    lexer::dump_tokens(*source);
    for (parser::Mode mode : {parser::Mode::file, parser::Mode::expression, parser::Mode::single})
        compile_as(*source, mode);
    return 0;
}
