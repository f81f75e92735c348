// SPDX-License-Identifier: MIT
#include "runtime/kernel/comparison.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

// What CPython's _imp.source_hash(magic, source) answers, read as a little-endian number.
TEST(Hash, OfSourceFilesIsCPythons) {
    EXPECT_EQ(source_hash("abc"), 0xf5a41d7ce782afc7u);
    EXPECT_EQ(source_hash("x = 1\n"
                          "y = 2\n"),
              0x80a8fafebec9377du);
}

}  // namespace minipy::test
