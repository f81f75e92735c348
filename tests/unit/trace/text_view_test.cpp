// SPDX-License-Identifier: MIT
// Columns, the value stack where there is little room, wrapped words.
#include <gtest/gtest.h>

#include "runtime/text/spelling.hpp"
#include "trace/columns.hpp"
#include "trace/stack_text.hpp"
#include "trace/words.hpp"

namespace minipy::trace {
namespace {

// 1 and 2 are kept, 3 is popped, 4 is pushed.
class Stack : public ::testing::Test {
protected:
    Stack() {
        for (int number = 1; number <= 4; ++number) {
            Value value;
            value.kind = ValueKind::integer;
            value.integer = number;
            batch_.values.push_back(value);
        }
        event_.count = 4;
        event_.instruction.kept = 2;
        event_.instruction.popped = event_.instruction.pushed = 1;
    }
    std::string shown(std::size_t room) {
        DrawingOptions options;
        Line line(options);
        StackText(event_, batch_, options).add_to(line, room);
        return line.take();
    }
    std::string whole() {
        DrawingOptions options;
        Line line(options);
        std::string scratch;
        add_whole_stack(line, event_, batch_, scratch);
        return line.take();
    }
    Batch batch_;
    Event event_;
};

TEST_F(Stack, IsWholeWhereThereIsRoom) {
    EXPECT_EQ(whole(), "[1 2 -3 +4]\n");
    EXPECT_EQ(shown(11), "[1 2 -3 +4]\n");
}

TEST_F(Stack, LosesItsBottomFirst) {
    EXPECT_EQ(shown(10), "[…2 -3 +4]\n");
    EXPECT_EQ(shown(9), "[…3 +4]\n");
    event_.instruction.hidden = 5;
    EXPECT_EQ(whole(), "[…5 1 2 -3 +4]\n");
    EXPECT_EQ(shown(9), "[…8 +4]\n");
}

TEST_F(Stack, NeverLosesItsTop) {
    batch_.values[3].integer = 1234567;
    EXPECT_EQ(shown(9), "[…3 +12…]\n");
    EXPECT_EQ(shown(1), "[…3 +…]\n");
}

TEST_F(Stack, ANegativeNumberIsNotPopped) {
    batch_.values[2].integer = -3;
    EXPECT_EQ(whole(), "[1 2 -(-3) +4]\n");
    EXPECT_EQ(shown(15), "[1 2 -(-3) +4]\n");
}

TEST(Columns, ThreadsAndIdsGoFirst) {
    for (int width : {0, 130, 200}) EXPECT_GT(columns_for(width, vm).id, 0U) << width;
    for (int width : {80, 100, 129}) EXPECT_EQ(columns_for(width, vm).thread + columns_for(width, vm).id, 0U) << width;
    EXPECT_TRUE(columns_for(100, vm).has_spans);
    EXPECT_FALSE(columns_for(80, vm).has_spans);
}

TEST(Columns, TheStackHasRoomAtEveryWidth) {
    for (int width : {80, 100, 130}) EXPECT_GE(std::size_t(width), columns_for(width, vm).stack + 28) << width;
}

TEST(Words, AreWrappedWhereTheRowIsFull) {
    EXPECT_EQ(wrap("one two three", 7, columns_of), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrap("incomprehensible it is", 5, columns_of), (std::vector<std::string>{"incomprehensible", "it is"}));
    EXPECT_EQ(wrap("'a   b' c", 20, columns_of), (std::vector<std::string>{"'a   b' c"})) << "as it is written";
    EXPECT_TRUE(wrap("", 5, columns_of).empty());
}

TEST(Words, ListsHaveNoEmptyParts) {
    EXPECT_EQ(split("a,,b,", ","), (std::vector<std::string_view>{"a", "b"}));
    EXPECT_EQ(split("a or b", " or "), (std::vector<std::string_view>{"a", "b"}));
}

TEST(Spelling, TheClosestNameIsMeant) {
    ClosestName near("--trcae");
    for (const char* name : {"--dump", "--trace", "--color"}) near.offer(name);
    EXPECT_EQ(near.question(), ": did you mean --trace?");
    ClosestName far("xyz");
    far.offer("abc");
    EXPECT_EQ(far.question(), "");
}

}  // namespace
}  // namespace minipy::trace
