// SPDX-License-Identifier: MIT
// Inline caches: what the 16-bit units behind an instruction hold in the private instruction stream.
//
//      │ LOAD_ATTR  3 │ counter │ version (2 units) │ index │ next instruction …
//
// The sizes are CPython 3.11's (opcodes.def), the contents are ours. Each cache starts with a counter: the generic form
// of the instruction counts it down, and at zero tries to specialise itself (quicken.cpp). A specialised form whose
// guard fails runs the generic code and counts down towards being generic again.
//
// CPython: Include/internal/pycore_code.h. Next: quicken.hpp.
#pragma once

#include <cstdint>
#include <cstring>

namespace minipy {

struct CounterCache {
    std::uint16_t counter;  // see counter_mask
};
// The two highest bits of an operator's counter say how many loads stand in front that may be fused with it
// (ops_fused.hpp).
inline constexpr int loads_shift = 14;
inline constexpr std::uint16_t counter_mask = (1 << loads_shift) - 1;

// 32- and 64-bit values in 16-bit units, not aligned.
template <class Value>
struct Packed {
    std::uint16_t units[sizeof(Value) / 2];
    Value get() const {
        Value value;
        std::memcpy(&value, units, sizeof value);
        return value;
    }
    void set(Value value) { std::memcpy(units, &value, sizeof value); }
};

struct GlobalCache {
    std::uint16_t counter;
    std::uint16_t index;                    // of the entry in globals or builtins
    Packed<std::uint32_t> globals_version;  // of the keys
    std::uint16_t builtins_version;         // cached only while it fits
};
static_assert(sizeof(GlobalCache) == 5 * 2);

struct AttributeCache {
    std::uint16_t counter;
    Packed<std::uint32_t> version;  // of the type, or of a module's keys
    std::uint16_t index;            // of the inline value, or the slot's offset
};
static_assert(sizeof(AttributeCache) == 4 * 2);

struct MethodCache {
    std::uint16_t counter;
    Packed<std::uint32_t> version;
    Packed<std::uint32_t> keys_version;  // modules
    std::uint16_t index;
    Packed<Object*> method;  // borrowed: the type's version says that it is alive
};
static_assert(sizeof(MethodCache) == 10 * 2);

struct CallCache {
    std::uint16_t counter;
    Packed<std::uint32_t> version;  // of the function, or of the type that is called
    std::uint16_t unused;
};
static_assert(sizeof(CallCache) == 4 * 2);

// Of a comparison that does the jump behind it, too: twice the distance, and the answer at which to jump in the lowest
// bit.
struct CompareJumpCache {
    std::uint16_t counter;
    std::int16_t jump;
};
static_assert(sizeof(CompareJumpCache) == 2 * 2);

struct SubscriptCache {
    std::uint16_t counter;
    std::uint16_t unused[3];
};

}  // namespace minipy
