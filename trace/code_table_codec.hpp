// SPDX-License-Identifier: MIT
// Code tables as bytes: all that a replay and the views ask about a code object, so that neither needs the object.
// What each instruction is called and what its operand stands for is written as it is shown; spans of instructions are
// worked out again. CPython: marshal.c keeps code objects, which can run. Next: code_table.hpp, recording_file.hpp.
#pragma once

#include "trace/byte_stream.hpp"
#include "trace/code_table.hpp"

namespace minipy::trace {

void write_code_table(ByteWriter& out, const CodeTable& table);
// `number`: which one it will be. What cannot be a table makes the reader fail: a replay and the views rely on places
// in it, without looking again.
std::unique_ptr<CodeTable> read_code_table(ByteReader& in, std::uint32_t number);

}  // namespace minipy::trace
