// SPDX-License-Identifier: MIT
// The page as a file: whatever it is given, what comes out is a whole page, and its chunks unpack to what was written.
// Next: trace/page_file.hpp; tests/browser.py opens such pages.
#include "trace/page_file.hpp"

#include <gtest/gtest.h>

#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace minipy::trace {
namespace {

// A page in a file of its own, which is read when it is closed.
class PageFileTest : public ::testing::Test {
protected:
    PageFileTest()
        : name_(::testing::TempDir() + "page_file_test_" +
                ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".html"),
          output_(Options(), {name_}),
          page(output_) {}
    ~PageFileTest() override { std::filesystem::remove(name_); }

    std::string closed() {
        page.end();
        output_.flush();
        std::ifstream file(name_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::string name_;
    TextOutput output_;

protected:
    PageFile page;
};

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; at += part.size()) ++count;
    return count;
}

std::string between(const std::string& text, const std::string& before, const std::string& behind) {
    std::size_t begin = text.find(before);
    if (begin == std::string::npos) return "";
    begin += before.size();
    return text.substr(begin, text.find(behind, begin) - begin);
}

std::string bytes_of_base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0, count = 0;
    for (char digit : text) {
        if (digit == '=') break;
        bits = bits << 6 | unsigned(digits.find(digit));
        if ((count += 6) < 8) continue;
        bytes += static_cast<char>(bits >> (count -= 8) & 255);
    }
    return bytes;
}

std::string unpacked(const std::string& page, int number) {
    std::string packed = bytes_of_base64(between(page, "id=\"chunk-" + std::to_string(number) + "\">", "</script>"));
    std::string text(1 << 16, '\0');
    uLongf size = text.size();
    EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                         packed.size()),
              Z_OK);
    text.resize(size);
    return text;
}

TEST_F(PageFileTest, WithoutAnyEventItIsAWholePage) {
    page.begin("empty.py");
    std::string text = closed();
    EXPECT_TRUE(text.starts_with("<!doctype html>"));
    EXPECT_TRUE(text.ends_with("</html>\n"));
    EXPECT_EQ(times(text, "<script type=\"module\">"), 1U);
    EXPECT_EQ(times(text, "<script"), times(text, "</script>"));
    EXPECT_NE(text.find(R"(id="index">{"chunks":[{"first":0,"events":{}}],"events":{)"), std::string::npos);
    EXPECT_EQ(unpacked(text, 0), "");
}

TEST_F(PageFileTest, ChunksUnpackToWhatWasWritten) {
    page.begin("two.py");
    page.write("first line\n");
    page.begin_chunk(1);
    page.write("second \xF0\x9F\x90\x8D\n");
    page.write("third </script>\n");
    std::string text = closed();
    EXPECT_EQ(unpacked(text, 0), "first line\n");
    EXPECT_EQ(unpacked(text, 1), "second \xF0\x9F\x90\x8D\nthird </script>\n");
}

TEST_F(PageFileTest, TheIndexCountsEventsByKind) {
    page.begin("counts.py");
    page.begin_chunk(1);
    Event event;
    event.kind = EventKind::line;
    page.count(event);
    page.count(event);
    page.note_code();
    std::string text = closed();
    EXPECT_NE(text.find(R"({"first":1,"code":true,"events":{"line":2}})"), std::string::npos);
}

TEST_F(PageFileTest, ATitleIsTextAndNoMarkup) {
    page.begin("<script>&.py");
    EXPECT_EQ(between(closed(), "<title>", "</title>"), "&lt;script>&amp;.py");
}

TEST_F(PageFileTest, IsClosedOnce) {
    page.begin("once.py");
    page.end();
    EXPECT_EQ(times(closed(), "</html>"), 1U);
}

TEST_F(PageFileTest, WhatWasNotBegunIsNoPage) { EXPECT_EQ(closed(), ""); }

TEST(PageNowhere, IsWrittenNowhere) {
    TextOutput nowhere(Options(), {});
    PageFile page(nowhere);
    EXPECT_TRUE(page.is_nowhere());
    page.begin("a.py");
    page.write("line\n");
    page.begin_chunk(1);
    page.end();
}

}  // namespace
}  // namespace minipy::trace
