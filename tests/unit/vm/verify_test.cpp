// SPDX-License-Identifier: MIT
// The verifier: what our compiler makes passes, and every kind of damage is named. Each case changes one thing in the
// parts of a compiled function.
#include "vm/verify.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "compiler/compile.hpp"
#include "lexer/source.hpp"
#include "parser/parse.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/text.hpp"

namespace minipy::compiler {
namespace {

using enum Opcode;

Ref<Code> compiled(const char* text) {
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_text(text, "<test>", problem);
    parser::Parsed parsed = parser::parse(*source, parser::Mode::file);
    Ref<Str> filename = Str::from("<test>");
    return compile(*parsed.tree, *parsed.arena, filename.get()).take();
}

// The first code object among a module's constants.
Ref<Code> function(const char* text) {
    Ref<Code> module = compiled(text);
    for (Object* constant : *module->parts.constants) {
        if (auto* code = as<Code>(constant)) return share(code);
    }
    return nullptr;
}

std::string defect_of(CodeParts parts) {
    Result<Code> made = Code::checked(std::move(parts));
    Result<void> verified = made.ok() ? verify_all(*made.get()) : Failure{};
    if (verified.ok()) return "";
    Ref<Object> exception = take_exception();
    return to_str(exception.get()).take()->to_string();
}

// Writes (opcode, operand) pairs over the code, the rest stays.
std::string with_code(const Ref<Code>& code, int unit, std::initializer_list<std::pair<Opcode, int>> instructions) {
    std::string bytes(code->parts.code->view());
    std::size_t at = std::size_t(2 * unit);
    for (auto [opcode, operand] : instructions) {
        bytes.resize(std::max(bytes.size(), at + 2));
        bytes[at++] = char(opcode);
        bytes[at++] = char(operand);
    }
    CodeParts parts = code->parts;
    parts.code = Bytes::copy(bytes).take();
    return defect_of(std::move(parts));
}

// A function body of exactly these instructions, behind RESUME.
std::string of_code(std::initializer_list<std::pair<Opcode, int>> instructions, int stack_size = 4) {
    Ref<Code> code = function("def f(a, b):\n  return 'text', (1, 2), g\n");
    std::string bytes{char(RESUME), 0};
    for (auto [opcode, operand] : instructions) {
        bytes += char(opcode);
        bytes += char(operand);
        bytes.append(std::size_t(2 * caches_of(opcode)), '\0');
    }
    CodeParts parts = code->parts;
    parts.code = Bytes::copy(bytes).take();
    parts.stack_size = stack_size;
    return defect_of(std::move(parts));
}

#define EXPECT_DEFECT(expression, words)                                        \
    do {                                                                        \
        std::string defect = (expression);                                      \
        EXPECT_NE(defect.find(words), std::string::npos) << "says: " << defect; \
    } while (false)

TEST(Verify, AcceptsWhatTheCompilerMakes) {
    const char* programs[] = {
        "x = 1\n",
        "def f(a, *b, c=1, **d):\n  for x in b:\n    try: yield [i for i in x if a]\n    except (A, B) as e: raise e "
        "from None\n    finally: d()\n",
        "async def f():\n  async with a as b, c:\n    async for x in b: await x\n  return [y async for y in z]\n",
        "class A(B, metaclass=C):\n  x: int = 1\n  def f(self): return super().f(**{'a': 1}, **self)\n",
        "try: a\nexcept* A as e: b\nexcept* B: c\nelse: d\nfinally: e\n",
        "match a:\n  case {'x': [1, *y], **z}: b\n  case P(1, q=2) | None: c\n",
        "def f(x, y=2, *, z: int = 3) -> str:\n  def g(): nonlocal x; x += y; return f'{x!r:>{y}}{z}'\n  return g, "
        "lambda: (yield x)\n",
        "from a import *\nimport b.c as d\ndel d\nassert a, b\nwhile a: break\nelse: a @= b\nprint(*a, k=1, **b)\n",
    };
    for (const char* program : programs) EXPECT_EQ(defect_of(compiled(program)->parts), "") << program;
}

TEST(Verify, Instructions) {
    Ref<Code> code = function("def f(a):\n  return a + 1\n");
    EXPECT_DEFECT(with_code(code, 0, {{CACHE, 0}}), "0 is no instruction (offset 0)");
    EXPECT_DEFECT(with_code(code, 1, {{Opcode(3), 0}}), "3 is no instruction (offset 2)");
    EXPECT_DEFECT(with_code(code, 1, {{JUMP, 0}}), "251 is no instruction");
    EXPECT_DEFECT(of_code({{LOAD_CONST, 0}, {POP_TOP, 0}}), "runs off the end");
    EXPECT_DEFECT(of_code({{EXTENDED_ARG, 1}}), "EXTENDED_ARG at the end");
    EXPECT_DEFECT(of_code({{EXTENDED_ARG, 1},
                           {EXTENDED_ARG, 0},
                           {EXTENDED_ARG, 0},
                           {EXTENDED_ARG, 0},
                           {NOP, 0},
                           {LOAD_CONST, 0},
                           {RETURN_VALUE, 0}}),
                  "too many EXTENDED_ARG");
    CodeParts parts = code->parts;
    parts.code = Bytes::copy("").take();
    EXPECT_DEFECT(defect_of(parts), "there are no instructions");
    parts.code = Bytes::copy(code->parts.code->view().substr(0, 8)).take();
    EXPECT_DEFECT(defect_of(parts), "the last instruction is incomplete");
}

TEST(Verify, Operands) {
    for (auto [opcode, operand] : std::initializer_list<std::pair<Opcode, int>>{{LOAD_CONST, 99},
                                                                                {LOAD_GLOBAL, 99},
                                                                                {LOAD_FAST, 2},
                                                                                {LOAD_DEREF, 0},
                                                                                {COMPARE_OP, 6},
                                                                                {BINARY_OP, 26},
                                                                                {SWAP, 0},
                                                                                {COPY, 0},
                                                                                {LIST_APPEND, 0},
                                                                                {RAISE_VARARGS, 3},
                                                                                {BUILD_SLICE, 4},
                                                                                {FORMAT_VALUE, 8},
                                                                                {MAKE_FUNCTION, 16},
                                                                                {IS_OP, 2},
                                                                                {KW_NAMES, 0}}) {
        EXPECT_DEFECT(of_code({{opcode, operand}, {LOAD_CONST, 0}, {RETURN_VALUE, 0}}), "is out of range");
    }
}

TEST(Verify, Jumps) {
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {LOAD_ATTR, 0}, {JUMP_BACKWARD, 3}}), "jumps into an instruction");
    EXPECT_DEFECT(of_code({{JUMP_FORWARD, 90}}), "jumps into an instruction");
    EXPECT_DEFECT(of_code({{JUMP_BACKWARD, 9}}), "jumps into an instruction");
    EXPECT_DEFECT(of_code({{JUMP_FORWARD, 1}, {EXTENDED_ARG, 0}, {LOAD_CONST, 0}, {RETURN_VALUE, 0}}),
                  "jumps into an instruction");
    EXPECT_EQ(of_code({{JUMP_FORWARD, 0}, {EXTENDED_ARG, 0}, {LOAD_CONST, 0}, {RETURN_VALUE, 0}}), "");
}

TEST(Verify, Depth) {
    EXPECT_DEFECT(of_code({{RETURN_VALUE, 0}}), "the stack is not deep enough");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {SWAP, 3}, {RETURN_VALUE, 0}}), "the stack is not deep enough");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {LOAD_FAST, 0}, {RETURN_VALUE, 0}}, 1), "the stack gets too deep");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {JUMP_BACKWARD, 2}}), "the stack is 0 or 1 deep");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {UNPACK_SEQUENCE, 200}, {RETURN_VALUE, 0}}), "the stack gets too deep");
}

TEST(Verify, Shapes) {
    EXPECT_DEFECT(of_code({{PUSH_NULL, 0}, {RETURN_VALUE, 0}}), "takes a null for a value");
    EXPECT_DEFECT(of_code({{PUSH_NULL, 0}, {COPY, 1}, {RETURN_VALUE, 0}}), "copies a null");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {PUSH_NULL, 0}, {PRECALL, 0}, {CALL, 0}, {RETURN_VALUE, 0}}),
                  "calls with a null");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {LOAD_FAST, 0}, {LIST_APPEND, 1}, {RETURN_VALUE, 0}}), "expects a list");
    EXPECT_DEFECT(of_code({{BUILD_LIST, 0}, {LOAD_FAST, 0}, {SET_ADD, 1}, {RETURN_VALUE, 0}}), "expects a set");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {BUILD_STRING, 1}, {RETURN_VALUE, 0}}), "expects strings");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {MAKE_FUNCTION, 0}, {RETURN_VALUE, 0}}), "expects a code object");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {LOAD_FAST, 0}, {BUILD_CONST_KEY_MAP, 1}, {RETURN_VALUE, 0}}),
                  "expects a tuple of keys");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {RERAISE, 0}}), "expects an exception");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {POP_EXCEPT, 0}, {LOAD_FAST, 0}, {RETURN_VALUE, 0}}),
                  "expects an exception");
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0}, {YIELD_VALUE, 0}, {RETURN_VALUE, 0}}), "YIELD_VALUE outside a generator");
    // Two ways to one place, one with a list, one with something else.
    EXPECT_DEFECT(of_code({{LOAD_FAST, 0},
                           {POP_JUMP_FORWARD_IF_NONE, 2},
                           {BUILD_LIST, 0},
                           {JUMP_FORWARD, 1},
                           {LOAD_FAST, 0},
                           {LOAD_FAST, 0},
                           {LIST_APPEND, 1},
                           {RETURN_VALUE, 0}}),
                  "expects a list");
}

TEST(Verify, Prologue) {
    Ref<Code> closure = function("def f(a):\n  def g(): return a\n  return g\n");
    EXPECT_DEFECT(with_code(closure, 0, {{NOP, 0}}), "no MAKE_CELL for variable 0");
    EXPECT_DEFECT(with_code(closure, 1, {{MAKE_CELL, 0}, {MAKE_CELL, 0}, {RESUME, 0}, {MAKE_CELL, 0}}),
                  "stands behind the prologue");
    Ref<Code> inner = share(static_cast<Code*>((*closure->parts.constants)[1]));
    EXPECT_DEFECT(with_code(inner, 0, {{NOP, 0}}), "COPY_FREE_VARS does not fetch all free variables");
    Ref<Code> generator = function("def f():\n  yield\n");
    CodeParts parts = generator->parts;
    parts.flags &= ~code_generator;
    EXPECT_DEFECT(defect_of(parts), "generator flags without RETURN_GENERATOR");
}

TEST(Verify, ExceptionTable) {
    Ref<Code> code = function("def f(a):\n  try: a()\n  except E: pass\n");
    auto with_table = [&](std::string_view table) {
        CodeParts parts = code->parts;
        parts.exception_table = Bytes::copy(table).take();
        return defect_of(std::move(parts));
    };
    EXPECT_EQ(with_table(code->parts.exception_table->view()), "");
    EXPECT_DEFECT(with_table(std::string_view("\x82\x00\x02\x00", 4)), "the exception table is out of order");
    EXPECT_DEFECT(with_table("\x82\x02\x01\x08"), "its handler wants a deeper stack");
    EXPECT_DEFECT(with_table(std::string_view("\x82\x02\x7f\x3f\x00", 5)), "points into an instruction");
}

TEST(Verify, Variables) {
    Ref<Code> code = function("def f(a, b):\n  return a\n");
    CodeParts parts = code->parts;
    parts.localsplus_kinds = Bytes::copy(std::string_view("\x20\x00", 2)).take();
    EXPECT_DEFECT(defect_of(parts), "varnames is too small");
    parts.argument_count = 1;
    EXPECT_DEFECT(defect_of(parts), "variable 1 is of an impossible kind");
}

}  // namespace
}  // namespace minipy::compiler
