// SPDX-License-Identifier: MIT
// The recorder and its parts: events of a run, filters, values as they are copied and shown, lines as they are drawn.
#include "trace/recorder.hpp"

#include <gtest/gtest.h>

#include <fmt/core.h>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/containers/list.hpp"
#include "trace/drawing.hpp"
#include "trace/value_text.hpp"
#include "unit/interpreter.hpp"
#include "unit/trace/recorded.hpp"
#include "unit/trace/support.hpp"

namespace minipy::trace {
namespace {

using test::Program;

// What happened, in short: "call f", "line 2", "LOAD_FAST", "return f".
class Listener final : public View {
public:
    explicit Listener(const CodeTables& codes) : codes_(codes) {}
    void begin() override {}
    void show(const Event& event, const Batch& batch) override {
        const std::string& name = codes_[event.code].name;
        std::string text;
        switch (event.kind) {
            case EventKind::line: text = fmt::format("line {}", event.line); break;
            case EventKind::op: text = opcode_info(event.instruction.opcode)->name; break;
            case EventKind::call: text = "call " + name; break;
            case EventKind::return_: text = "return " + value(event, batch); break;
            case EventKind::resume: text = "resume " + name; break;
            case EventKind::yield: text = "yield " + value(event, batch); break;
            case EventKind::raise: text = "raise " + value(event, batch); break;
            case EventKind::handle: text = "handle"; break;
            case EventKind::unwind: text = "unwind " + name; break;
            default: text = "other"; break;
        }
        events.push_back(text);
    }
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string&) override { ++ends; }
    void flush() override {}

    static std::string value(const Event& event, const Batch& batch) {
        return event.count == 0 ? "nothing" : show_value(batch.values_of(event).front(), batch);
    }
    std::vector<std::string> events;
    int ends = 0;

private:
    const CodeTables& codes_;
};

// Where each handler was said to be, and the instruction that came next in that frame. (What dies when the stack is cut
// back may run code of its own before.)
class HandlerListener final : public View {
public:
    void begin() override {}
    void show(const Event& event, const Batch&) override {
        if (event.kind == EventKind::handle) {
            waiting_.push_back({event.depth, targets.size()});
            targets.push_back(event.handler.target);
            arrivals.push_back(-1);
        } else if (event.kind == EventKind::op && !waiting_.empty() && waiting_.back().depth == event.depth) {
            arrivals[waiting_.back().index] = event.unit;
            waiting_.pop_back();
        }
    }
    void gap(std::uint64_t) override {}
    void end(std::uint64_t, const std::string&) override {}
    void flush() override {}

    std::vector<int> targets, arrivals;

private:
    struct Waiting {
        int depth;
        std::size_t index;
    };
    std::vector<Waiting> waiting_;
};

std::vector<std::string> recorded(const char* source, unsigned categories, std::vector<std::string> only = {},
                                  std::vector<std::string> skip = {}) {
    Options options;
    options.categories = categories;
    options.only = std::move(only);
    options.skip = std::move(skip);
    Listener listener =
        test::run_recorded(source, options, [](Recorder& recorder) { return Listener(recorder.codes()); });
    EXPECT_EQ(listener.ends, 1);
    return listener.events;
}

using Events = std::vector<std::string>;

TEST(Recorder, TellsOfCallsAndReturns) {
    EXPECT_EQ(recorded("def f(n): return n + 1\nf(5)\n", call),
              (Events{"call <module>", "call f", "return 6", "return None"}));
}

TEST(Recorder, TellsOfEachLineOnce) {
    EXPECT_EQ(recorded("a = 1\nb = (a +\n     2)\nc = 3\n", line),
              (Events{"line 1", "line 2", "line 3", "line 2", "line 4"}));
}

TEST(Recorder, TellsOfGenerators) {
    EXPECT_EQ(recorded("def g():\n    yield 1\nfor x in g(): pass\n", call),
              (Events{"call <module>", "call g", "return #S3:generator g", "resume g", "yield 1", "resume g",
                      "return None", "return None"}));
}

TEST(Recorder, TellsWhereAnExceptionIsRaisedAndWhereItIsHandled) {
    EXPECT_EQ(recorded("def f(): raise KeyError\ntry: f()\nexcept KeyError: pass\n", exc),
              (Events{"raise KeyError", "unwind f", "handle"}));
}

TEST(Recorder, ExecutionGoesOnAtTheHandlerThatIsNamed) {
    const char* source =
        "def clean_up(value):\n"
        "    try:\n"
        "        try:\n"
        "            return 1 // value\n"
        "        finally:\n"
        "            value += 1\n"
        "    except ValueError as error:\n"
        "        return error\n"
        "def generate():\n"
        "    try:\n"
        "        yield 1\n"
        "    finally:\n"
        "        clean_up(1)\n"
        "class Guard:\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *details): return details[0] is KeyError\n"
        "for error in (KeyError, IndexError):\n"
        "    try:\n"
        "        with Guard():\n"
        "            for item in generate(): raise error\n"
        "    except IndexError as caught:\n"
        "        pass\n"
        "try:\n"
        "    clean_up(0)\n"
        "except ZeroDivisionError:\n"
        "    pass\n"
        "try:\n"
        "    raise ExceptionGroup('two', [KeyError(1), ValueError(2)])\n"
        "except* KeyError:\n"
        "    pass\n"
        "except* ValueError as group:\n"
        "    pass\n";
    Options options;
    options.categories = vm;
    auto heard = test::run_recorded(source, options, [](Recorder&) { return HandlerListener(); });
    EXPECT_GT(heard.targets.size(), 10U);
    EXPECT_EQ(heard.targets, heard.arrivals);
}

TEST(Recorder, TellsOfInstructionsAsDisShowsThem) {
    EXPECT_EQ(recorded("x = 1\n", op), (Events{"RESUME", "LOAD_CONST", "STORE_NAME", "LOAD_CONST", "RETURN_VALUE"}));
}

TEST(Filters, PatternsOfOneKeyAreAlternatives) {
    EXPECT_EQ(recorded("a = 1\nb = 2\nc = 3\n", line, {"line=1", "line=3"}), (Events{"line 1", "line 3"}));
}

TEST(Filters, DifferentKeysMustAllMatch) {
    EXPECT_EQ(recorded("a = 1\nb = 2\n", op, {"line=2", "op=STORE_*"}), (Events{"STORE_NAME"}));
}

TEST(Filters, OneSkipThatMatchesIsEnough) {
    EXPECT_EQ(recorded("def f(): return 1\nf()\n", call, {}, {"func=f"}), (Events{"call <module>", "return None"}));
}

TEST(Filters, ANameIsAVariable) {
    EXPECT_EQ(recorded("a = 1\nb = a\n", op, {"name=a"}), (Events{"STORE_NAME", "LOAD_NAME"}));
}

TEST(Filters, TakeListsAndRangesAndOpcodesInAnyCase) {
    EXPECT_EQ(recorded("a = 1\nb = 2\nc = 3\nd = 4\n", line, {"line=1,3-4"}), (Events{"line 1", "line 3", "line 4"}));
    EXPECT_EQ(recorded("a = 1\n", op, {"op=resume,store_*"}), (Events{"RESUME", "STORE_NAME"}));
    EXPECT_EQ(recorded("a = 1\n", op, {"op=[r,x]*"}), (Events{"RESUME", "RETURN_VALUE"}));
    EXPECT_EQ(recorded("a = 1\nb = 2\nc = 3\n", line, {"n=2-3"}), (Events{"line 2", "line 3"}));
}

TEST(Filters, SayWhatTheyHaveNotFound) {
    Options options;
    options.only = {"func=haf"};
    Program program;
    Recorder recorder(options);
    recorder.start();
    EXPECT_EQ(program.error_of("def half(n): pass\nhalf(1)\n"), "");
    recorder.finish();
    EXPECT_EQ(recorder.filter().complaints(),
              (std::vector<std::string>{"--only func=haf matched nothing: did you mean half?"}));
}

// ---------------------------------------------------------------- values

class Values : public ::testing::Test {
protected:
    std::string shown(Object* object) {
        Value value = snapshot_.of(object, batch_);
        return show_value(value, batch_);
    }
    Options options_;
    test::Deaf deaf_;
    Identities identities_{deaf_, false};
    Snapshot snapshot_{options_, identities_};
    Batch batch_;
};

TEST_F(Values, AtomsAreShownAsTheyAreWritten) {
    EXPECT_EQ(shown(nullptr), "∅");
    EXPECT_EQ(shown(&True), "True");
    EXPECT_EQ(shown(Int::from(-17).get()), "-17");
    EXPECT_EQ(shown(Float::from(2.5).get()), "2.5");
    EXPECT_EQ(shown(test::text("it's").get()), "\"it's\"");
}

TEST_F(Values, ALongTextIsCutAndSaysByHowMuch) {
    options_.max_str = 5;
    EXPECT_EQ(shown(test::text("hello world").get()), "'hello'…+6");
}

TEST_F(Values, AContainerHasANumberThatStays) {
    Ref<List> list = List::create();
    ASSERT_TRUE(list_append(list.get(), Int::from(1)).ok());
    EXPECT_EQ(shown(list.get()), "#S1[1]");
    Ref<List> other = List::create();
    EXPECT_EQ(shown(other.get()), "#S2[]");
    EXPECT_EQ(shown(list.get()), "#S1[1]");
}

TEST_F(Values, AContainerThatHoldsItselfEnds) {
    Ref<List> list = List::create();
    ASSERT_TRUE(list_append(list.get(), list.get()).ok());
    EXPECT_LT(shown(list.get()).size(), 40U);
    list_clear(list.get());
}

TEST_F(Values, ALargeContainerIsCut) {
    options_.max_items = 2;
    Ref<List> list = List::create();
    for (int item = 0; item < 10; ++item) ASSERT_TRUE(list_append(list.get(), Int::from(item)).ok());
    EXPECT_EQ(shown(list.get()), "#S1[0, 1, … +8 items]");
}

TEST_F(Values, AreCopiesOfThatMoment) {
    Ref<List> list = List::create();
    ASSERT_TRUE(list_append(list.get(), Int::from(1)).ok());
    Value before = snapshot_.of(list.get(), batch_);
    list_clear(list.get());
    EXPECT_EQ(show_value(before, batch_), "#S1[1]");
}

TEST_F(Values, NothingOfTheProgramRunsAndNothingIsCounted) {
    Program program("class Loud:\n    def __repr__(self): raise SystemError\nx = Loud()\n");
    Object* object = program["x"];
    Size count = object->reference_count;
    EXPECT_EQ(shown(object), "#S1:Loud");
    EXPECT_EQ(object->reference_count, count);
}

// ---------------------------------------------------------------- lines

TEST(Drawing, WidthsCountColumnsOfATerminal) {
    EXPECT_EQ(columns_of("abc"), 3U);
    EXPECT_EQ(columns_of("é…"), 2U);
    EXPECT_EQ(columns_of("漢字"), 4U);
    EXPECT_EQ(columns_of("e\xCC\x81"), 1U) << "a combining accent";
}

TEST(Drawing, WhatIsTooWideIsCutVisibly) {
    EXPECT_EQ(cut_to("abcdef", 6, DrawingOptions{}), "abcdef");
    EXPECT_EQ(cut_to("abcdef", 4, DrawingOptions{}), "abc…");
    EXPECT_EQ(cut_to("漢字漢字", 4, DrawingOptions{}), "漢…");
}

TEST(Drawing, CharactersBecomeLettersWhenAskedTo) {
    EXPECT_EQ(to_ascii("│ a → b …"), "| a -> b ...");
    EXPECT_EQ(to_ascii("é"), "\\xe9");
    EXPECT_EQ(to_ascii("漢"), "\\u6f22");
}

TEST(Drawing, ColumnsBeginWhereTheyShould) {
    DrawingOptions options;
    Line line(options);
    EXPECT_EQ(line.add("ab").to_column(5).add("c").take(), "ab   c\n");
    EXPECT_EQ(line.add("abcdefg").to_column(5).add("h").take(), "abcdefg h\n");
    EXPECT_EQ(line.add("x").to_column(9).take(), "x\n") << "no blanks at the end";
}

TEST(Drawing, ALineIsCutAtItsWidth) {
    DrawingOptions options;
    options.width = 5;
    Line line(options);
    EXPECT_EQ(line.add("abc").add("defgh").take(), "abcd…\n");
}

TEST(Drawing, ControlCharactersCannotPlayWithTheTerminal) { EXPECT_EQ(clean_text("a\x1b[31m\n"), "a\\x1b[31m\\n"); }

}  // namespace
}  // namespace minipy::trace
