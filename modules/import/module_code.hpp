// SPDX-License-Identifier: MIT
// The code of a module's source file: from its cache if that is up to date, else compiled, and then cached for the next
// time (unless sys.dont_write_bytecode says no: -B, PYTHONDONTWRITEBYTECODE). -v tells which of the two happened.
// CPython: Lib/importlib/_bootstrap_external.py (SourceLoader.get_code). Next: module_code.cpp, bytecode_cache.hpp,
// importer.cpp.
#pragma once

#include "runtime/bytecode/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

Result<Code> module_code(Str* path);

// The file may have moved since its cache was made: tracebacks name where it is now. Inner code objects are told, too.
void set_filename(Code* code, Str* filename);

// Tells about imports on sys.stderr, with -v.
Result<void> tell(std::string_view line);

}  // namespace minipy
