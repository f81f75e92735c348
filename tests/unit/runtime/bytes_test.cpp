// SPDX-License-Identifier: MIT
#include "runtime/bytes/bytes.hpp"

#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/kernel/buffer.hpp"
#include "tests/unit/runtime/support.hpp"

namespace minipy::test {

TEST(Bytes, ReprShowsWhatIsNotPrintable) {
    EXPECT_EQ(bytes_repr("a'\"\n\xff").view(), "b'a\\'\"\\n\\xff'");
    EXPECT_EQ(bytes_repr("it's").view(), "b\"it's\"");
}

TEST(Bytes, ShortOnesAreShared) {
    EXPECT_EQ(bytes("a").get(), bytes("a").get());
    EXPECT_EQ(bytes("").get(), bytes("").get());
}

TEST(BytesMethods, HexIsGroupedFromEitherEnd) {
    Ref<Str> colon = text(":");
    EXPECT_EQ(shown(bytes_methods::to_hex("\xab\xcd\xef", colon.get(), 2)), "'ab:cdef'");
    EXPECT_EQ(shown(bytes_methods::to_hex("\xab\xcd\xef", colon.get(), -2)), "'abcd:ef'");
    EXPECT_EQ(bytes_methods::from_hex(text("ab CD").get()).take().view(), "\xab\xcd");
    EXPECT_TRUE(bytes_methods::from_hex(text("abc").get()).failed());
    EXPECT_EQ(taken_error(), "ValueError: non-hexadecimal number found in fromhex() arg at position 3");
}

TEST(ByteArray, KeepsItsBytesWhenItGrowsAndShrinks) {
    Ref<ByteArray> array = ByteArray::copy("hello world").take();
    ASSERT_TRUE(bytearray_replace(array.get(), 0, 6, {}).ok());
    EXPECT_EQ(array->view(), "world");
    ASSERT_TRUE(bytearray_replace(array.get(), 1, 2, "00000000000000000000").ok());
    EXPECT_EQ(array->view(), "w00000000000000000000rld");
    ASSERT_TRUE(bytearray_replace(array.get(), 1, 21, "-").ok());
    EXPECT_EQ(array->view(), "w-rld");
}

TEST(ByteArray, CannotBeResizedWhileExported) {
    Ref<ByteArray> array = ByteArray::copy("abc").take();
    {
        Buffer buffer;
        ASSERT_TRUE(buffer.acquire(array.get()).ok());
        EXPECT_TRUE(bytearray_resize(array.get(), 5).failed());
        EXPECT_EQ(taken_error(), "BufferError: Existing exports of data: object cannot be re-sized");
    }
    EXPECT_TRUE(bytearray_resize(array.get(), 5).ok());
}

}  // namespace minipy::test
