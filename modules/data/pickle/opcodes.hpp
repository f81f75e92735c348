// SPDX-License-Identifier: MIT
// The instructions of the pickle machine by name; a pickle is a program for it. opcodes.def is the one table: the
// pickler writes from it, the unpickler's loop (load.cpp) is made of it.
// CPython: Modules/_pickle.c, Lib/pickletools.py. Next: opcodes.def, pickler.hpp, unpickler.hpp.
#pragma once

#include <cstdint>

#include "runtime/object/object.hpp"

namespace minipy::pickles {

enum class Opcode : std::uint8_t {
#define OPCODE(name, byte, load) name##_ = byte,
#include "modules/data/pickle/opcodes.def"
#undef OPCODE
    stop_ = '.',
};

inline constexpr int highest_protocol = 5;
inline constexpr int default_protocol = 4;
inline constexpr Size batch_size = 1000;  // items between a mark and the instruction that takes them

}  // namespace minipy::pickles
