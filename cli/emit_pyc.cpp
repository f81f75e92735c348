// SPDX-License-Identifier: MIT
// Writing a .pyc. Its header has the source's time and size, so that CPython takes it for its own.
// CPython: Lib/py_compile.py, Lib/importlib/_bootstrap_external.py.
#include "cli/emit_pyc.hpp"

#include <sys/stat.h>

#include <cstdio>

#include "cli/drawing.hpp"
#include "cli/main_module.hpp"
#include "cli/print_to.hpp"
#include "cli/uncaught.hpp"
#include "modules/code/marshal_format.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy::cli {

namespace {

Result<ByteString> compiled_bytes(const CommandLine& line, ProgramText& text) {
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
        print_to(stderr, "minipy: --emit-pyc OUT needs the name of a source file\n");
        return 2;
    }
    ProgramText text;
    int code = 0;
    if (!read_program(line, text, code)) return code;
    Result<ByteString> result = compiled_bytes(line, text);
    if (result.failed()) return report_uncaught();
    std::string complaint = write_text(line.emit_pyc, result.take().view());
    std::fputs(complaint.c_str(), stderr);
    return complaint.empty() ? 0 : 1;
}

}  // namespace minipy::cli
