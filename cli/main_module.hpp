// SPDX-License-Identifier: MIT
// __main__: making it, finding the code that it runs, running it. CPython: Modules/main.c, Lib/runpy.py.
// Next: main_module.cpp.
#pragma once

#include <string>

#include "cli/command_line.hpp"
#include "lexer/source.hpp"
#include "runtime/bytecode/code.hpp"
#include "runtime/modules/module.hpp"

namespace minipy::cli {

// Source text, or a .pyc, with the name under which the program knows it.
struct ProgramText {
    std::string bytes;
    std::string filename;     // co_filename
    std::string path;         // __file__; empty: none
    std::string module;       // __spec__.name, where the import system has found it; empty: no spec
    std::string search_path;  // sys.path[0]
    bool has_search_path = true;
    bool compiled = false;  // a .pyc
    lexer::Origin origin = lexer::Origin::bytes;
};

// co_filename of a -c.
inline constexpr const char* command_filename = "<string>";

// Reads the program that the command line names. False: it has been said why not, and `code` is the exit code.
bool read_program(const CommandLine& line, ProgramText& text, int& code);

// The code object of a program: compiled, or unmarshalled.
enum class Warnings : std::uint8_t { shown, dropped };
Result<Code> program_code(const ProgramText& text, Warnings warnings = Warnings::shown);

// Puts __main__ into sys.modules.
Ref<Module> make_main_module();

// Is the program there, and can it be compiled? 0, or an exit code, and it has been said what is wrong.
int check_main_module(const CommandLine& line);
// Everything from the command line to the exit code.
int run_main_module(const CommandLine& line);

}  // namespace minipy::cli
