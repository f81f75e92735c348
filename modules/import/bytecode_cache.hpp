// SPDX-License-Identifier: MIT
// Caches of compiled modules, so that an unchanged source file is compiled once.
//
//      DIR/X.py  →  DIR/__pycache__/X.minipy-311.pyc       beside it; with -O X.minipy-311.opt-1.pyc
//                      PREFIX/dir/name.minipy-311.pyc            under sys.pycache_prefix, if that is set
//                      ~/.cache/minipy/dir/name.minipy-311.pyc   where __pycache__ cannot be written
//
//      │ header: magic, flags, mtime and size of the source │ marshalled code object │ check sum of all before (8) │
//
// The tag is minipy's own, so neither CPython nor minipy ever runs what the other one compiled without being asked to.
// A cache is taken if time and size of the source are what its header says and the check sum is right; anything else is
// ignored and written anew. Files appear whole or not at all: they are written under another name, then renamed.
// CPython: Lib/importlib/_bootstrap_external.py (cache_from_source, SourceLoader). Next: bytecode_cache.cpp,
// module_code.hpp.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/code.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

inline constexpr std::string_view cache_tag = "minipy-311";  // sys.implementation.cache_tag

// What ties a cache to its source file.
struct SourceStatus {
    std::uint32_t modified, size;  // the low 32 bits of seconds and bytes
    mode_t mode;                   // permissions
};
// Nothing: there is no such file.
std::optional<SourceStatus> source_status(const std::string& source_path);

// Where the cache of a source file belongs: __cached__.
std::string cache_path(std::string_view source_path);
// All places where it may be, the best one first.
std::vector<std::string> cache_paths(std::string_view source_path);

// A cache's bytes; and the code object in them, or nothing if they do not fit the source or are damaged.
Result<ByteString> make_cache(Code* code, const SourceStatus& source);
Maybe<Code> load_cache(std::string_view data, const SourceStatus& source);

// False: it could not be written. Missing folders are made.
bool write_cache(const std::string& path, std::string_view data, mode_t mode);

}  // namespace minipy
