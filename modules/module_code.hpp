// SPDX-License-Identifier: MIT
// The code of a module's source file: from CPython's cache beside it if that is up to date, else compiled.
//
//      dir/name.py   →   dir/__pycache__/name.cpython-311.pyc     header: magic, flags, mtime and size of the source
//
// minipy's code objects are CPython 3.11's, so its caches can be used as they are. None are written: compiling is quick, and
// nobody has to wonder which program made a cache. CPython: Lib/importlib/_bootstrap_external.py (SourceLoader.get_code).
// Next: module_code.cpp, importer.cpp.
#pragma once

#include "runtime/functions/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

Result<Code> module_code(Str* path);
// Where the cache of a source file is.
std::string cache_path(std::string_view source_path);

}  // namespace minipy
