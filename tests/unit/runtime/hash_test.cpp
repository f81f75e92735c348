// SPDX-License-Identifier: MIT
#include "runtime/kernel/comparison.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

// What CPython's _imp.source_hash(key, source) answers, read as a little-endian number.
TEST(Hash, WithAKeyIsCPythons) {
    constexpr std::uint64_t magic = 0x0a0d0da7;  // of the .pyc files of 3.11
    EXPECT_EQ(keyed_hash(magic, "abc"), 0xf5a41d7ce782afc7u);
    EXPECT_EQ(keyed_hash(magic, "x = 1\ny = 2\n"), 0x80a8fafebec9377du);
}

}  // namespace minipy::test
