// SPDX-License-Identifier: MIT
// How fast source becomes a syntax tree, and a code object. Reads paths from standard input, then takes all files
// through lexer and parser, and a second time through the compiler too:
//
//     files 1643  lines 887345  parse 1.234  compile 2.345  peak 123456
//
// in seconds and kilobytes. Files that are rejected count too. compile_library.py sets it against CPython's compile().
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "compiler/compile.hpp"
#include "lexer/source.hpp"
#include "parser/parse.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"

using namespace minipy;

namespace {

struct File {
    std::string path, bytes;
};

std::vector<File> read_files(std::istream& paths) {
    std::vector<File> files;
    for (std::string path; std::getline(paths, path);) {
        std::ostringstream contents;
        contents << std::ifstream(path, std::ios::binary).rdbuf();
        files.push_back({path, contents.str()});
    }
    return files;
}

enum class Goal { tree, code };

void take_through(const File& file, Goal goal) {
    lexer::Diagnostic problem;
    std::optional<lexer::Source> source = lexer::Source::from_bytes(file.bytes, file.path, problem);
    if (!source) return;
    parser::Parsed parsed = parser::parse(*source, parser::Mode::file);
    if (!parsed.ok() || goal == Goal::tree) return;
    Ref<Str> filename = Str::from(file.path);
    if (compiler::compile(*parsed.tree, *parsed.arena, filename.get()).failed()) clear_exception();
}

double seconds_for(const std::vector<File>& files, Goal goal) {
    auto start = std::chrono::steady_clock::now();
    for (const File& file : files) take_through(file, goal);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of this program only; getrusage() would count the process that started it too.
long peak_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:" && status >> word) return std::stol(word);
    }
    return 0;
}

}  // namespace

int main() {
    std::vector<File> files = read_files(std::cin);
    initialize_runtime();
    std::ptrdiff_t lines = 0;
    for (const File& file : files) lines += std::count(file.bytes.begin(), file.bytes.end(), '\n');
    double parse = seconds_for(files, Goal::tree);
    double compile = seconds_for(files, Goal::code);
    std::printf("files %zu  lines %td  parse %.3f  compile %.3f  peak %ld\n", files.size(), lines, parse, compile,
                peak_kilobytes());
}
