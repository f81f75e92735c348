// SPDX-License-Identifier: MIT
// marshal: the binary form of code objects and constants, format version 4, as CPython 3.11 writes and reads it; and
// the .pyc file around it:
//
//      │ magic 3495 \r\n │ flags (4) │ source mtime (4) │ source size (4) │ marshalled code object … │
//
// Reading checks everything: a truncated or hostile file raises EOFError, ValueError or TypeError.
// CPython: Python/marshal.c, Lib/importlib/_bootstrap_external.py. Next: marshal_format.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/bytecode/code.hpp"
#include "runtime/bytes/bytes.hpp"

namespace minipy {

inline constexpr int marshal_version = 4;
inline constexpr std::size_t pyc_header_size = 16;
inline constexpr unsigned char pyc_magic[4] = {0xa7, 0x0d, 0x0d, 0x0a};  // 3495

// ValueError: unmarshallable object.
Result<Bytes> marshal_dump(Object* object, int version = marshal_version);
// The object at the start of `data`; `consumed` (may be null) receives how many bytes it took.
Result<Object> marshal_load(std::string_view data, std::size_t* consumed = nullptr);

// A .pyc file's bytes; and its code object, or RuntimeError "Bad magic number in .pyc file" and the like.
Result<ByteString> make_pyc(Code* code, std::uint32_t source_mtime, std::uint32_t source_size);
Result<Code> load_pyc(std::string_view data);
bool has_pyc_magic(std::string_view data);
// Of a source text, or of anything: what hash-based .pyc files go by.
std::uint64_t source_hash(std::string_view source);

}  // namespace minipy
