// SPDX-License-Identifier: MIT
// Writing a .pyc. Its header has the source's time and size, so that CPython takes it for its own.
// CPython: Lib/py_compile.py, Lib/importlib/_bootstrap_external.py.
#include "cli/emit_pyc.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "cli/main_module.hpp"
#include "cli/uncaught.hpp"
#include "runtime/modules/marshal.hpp"
#include "runtime/object/errors.hpp"

namespace minipy::cli {

namespace {

Result<std::string> compiled_bytes(const CommandLine& line, ProgramText& text) {
    // Named as it was given: what is compiled here may run elsewhere.
    text.filename = line.operand;
    Ref<Code> code = TRY(program_code(text));
    struct stat status {};
    std::uint32_t modified = stat(line.operand.c_str(), &status) == 0 ? std::uint32_t(status.st_mtime) : 0;
    return make_pyc(code.get(), modified, std::uint32_t(text.bytes.size()));
}

}  // namespace

int emit_pyc(const CommandLine& line) {
    if (line.program != Program::file) {
        fmt::print(stderr, "minipy: --emit-pyc OUT needs the name of a source file\n");
        return 2;
    }
    ProgramText text;
    int code = 0;
    if (!read_program(line, text, code)) return code;
    Result<std::string> result = compiled_bytes(line, text);
    if (result.failed()) return report_uncaught();
    std::string bytes = result.take();
    std::FILE* file = std::fopen(line.emit_pyc.c_str(), "wb");
    bool written = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    if (file != nullptr && std::fclose(file) != 0) written = false;
    if (written) return 0;
    fmt::print(stderr, "minipy: can't write '{}': {}\n", line.emit_pyc, std::strerror(errno));
    return 1;
}

}  // namespace minipy::cli
