// SPDX-License-Identifier: MIT
// JSON as it is appended: pieces, members, texts that are no UTF-8.
#include <gtest/gtest.h>

#include "trace/json_text.hpp"

namespace minipy::trace {
namespace {

TEST(JsonTextTest, NothingCanBeAppendedToNothing) {
    JsonText empty, json;
    json.raw(empty.view());
    EXPECT_EQ(json.view(), "");
    json.raw("[");
    json.raw(empty.view());
    json.raw("]");
    EXPECT_EQ(json.view(), "[]");
}

TEST(JsonTextTest, CommasStandBetweenMembersOnly) {
    JsonText json;
    json.raw("{");
    json.member("first");
    json.number(1);
    json.member("second");
    json.flag(true);
    json.raw("}");
    EXPECT_EQ(json.view(), R"({"first":1,"second":true})");
}

TEST(JsonTextTest, AByteThatIsNoUtf8IsALoneSurrogate) {
    JsonText json;
    json.string(
        "a\xff"
        "b");
    EXPECT_EQ(json.view(), R"("a\udcffb")");
}

}  // namespace
}  // namespace minipy::trace
