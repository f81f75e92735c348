// SPDX-License-Identifier: MIT
// What is shown of an object is the same whether it was copied at once or put together from shapes.
#include "trace/shapes.hpp"

#include <gtest/gtest.h>

#include "trace/value_text.hpp"
#include "unit/interpreter.hpp"
#include "unit/trace/support.hpp"

namespace minipy::trace {
namespace {

using test::Program;

class ShapesOf : public ::testing::Test, public test::Deaf {
protected:
    void died(const DeathReport& report) override { (void)writer_.forget(report.life.object); }

    std::string copied(Object* object) {
        Batch batch;
        Value value = Snapshot(options_, identities_).of(object, batch);
        return show_value(value, batch);
    }
    // How many there are in front of a value.
    static int read_shapes(ByteReader& in, Shapes& shapes) {
        for (int count = 0;; ++count) {
            if (in.peek() == std::uint8_t(Record::at)) {
                (void)in.byte();
                (void)in.number();
            }
            auto record = Record(in.peek());
            if (in.failed() || (record != Record::shape && record != Record::part)) return count;
            (void)in.byte();
            shapes.read(record, in);
        }
    }
    std::string put_together(Object* object) {
        ByteWriter written;
        std::size_t before = out_.size();
        writer_.begin_epoch();
        writer_.write(object);
        ByteReader in(std::string_view(out_.bytes()).substr(before));
        shapes_told_ = 0;
        shapes_told_ = read_shapes(in, shapes_);
        Batch read, batch;
        Value value = read_value(in, read);
        EXPECT_TRUE(in.at_end() && !in.failed());
        value = shapes_.expand(value, read, batch);
        return show_value(value, batch);
    }
    // x is shown, then `change` runs, and it is shown again.
    void expect_same(const char* source, const char* change = "") {
        Program program(source);
        Object* object = program["x"];
        EXPECT_EQ(put_together(object), copied(object)) << source;
        program.run(change);
        EXPECT_EQ(put_together(object), copied(object)) << source << change;
        EXPECT_EQ(put_together(object), copied(object)) << "again";
        EXPECT_EQ(shapes_told_, 0) << "nothing has changed: " << source;
    }

    // x is shown, then `change` runs, which may have changed this part of `changed`, and x is shown again.
    void expect_part(const char* source, const char* change, const char* changed, Size part, bool is_short = true) {
        Program program(source);
        Object* object = program["x"];
        EXPECT_EQ(put_together(object), copied(object)) << source;
        program.run(change);
        std::size_t before = out_.size();
        writer_.note_change(program[changed], part);
        EXPECT_EQ(out_.bytes().substr(before).find(char(Record::shape)) == std::string_view::npos, is_short) << change;
        ByteReader in(std::string_view(out_.bytes()).substr(before));
        (void)read_shapes(in, shapes_);
        EXPECT_TRUE(in.at_end() && !in.failed()) << change;
        Batch nothing, batch;
        Value value;
        value.kind = ValueKind::reference;
        value.object = {writer_.handle_of(object), 0};
        value = shapes_.expand(value, nothing, batch);
        EXPECT_EQ(show_value(value, batch), copied(object)) << source << change;
        EXPECT_EQ(put_together(object), copied(object)) << source << change;
    }

    Options options_;
    Identities identities_{*this, false};
    ByteWriter out_;
    ShapeWriter writer_{options_, identities_, out_};
    Shapes shapes_{options_};
    int shapes_told_ = 0;
};

TEST_F(ShapesOf, WhatCannotChangeAreTheSame) {
    for (const char* source :
         {"x = 1\n", "x = -1\n", "x = 10**50\n", "x = 1.5\n", "x = None\n", "x = True\n", "x = 'text'\n",
          "x = 'long ' * 100\n", "x = b'bytes'\n", "x = range(3)\n", "x = print\n", "x = int\n", "def x(): pass\n",
          "class x: pass\n", "x = 3j\n", "x = ...\n", "import sys as x\n"})
        expect_same(source);
}

TEST_F(ShapesOf, ContainersAreTheSameAtEachLevel) {
    expect_same("x = [1, 'a', None, [2, [3, [4, [5]]]], (), {}]\n", "x[3][1][1].append(6)\n");
    expect_same("x = {'a': [1], 'b': {'c': {'d': {}}}}\n", "x['b']['c']['e'] = 1\n");
    expect_same("x = (1, (2, (3, (4, 5))))\n");
    expect_same("x = {1, 2, 3}\n", "x.add(4)\n");
    expect_same("x = frozenset([1])\n");
    expect_same("x = list(range(100))\n", "x.append(1)\n");
    expect_same("x = [[i] for i in range(20)]\n", "x[0].append(1); x[19].append(2)\n");
}

TEST_F(ShapesOf, InstancesAreTheSame) {
    expect_same("class P: pass\nx = P()\nx.a = 1\nx.b = P()\nx.b.c = P()\nx.b.c.d = P()\n", "x.b.c.e = 2\n");
    expect_same("class L(list): pass\nx = L([1, [2, [3]]])\nx.a = [1]\n", "x.append(x)\n");
    expect_same("class I(int): pass\nx = [[[I(5)]]]\n");
    expect_same("class D(dict): pass\nx = D(a=D(b=D(c=D())))\n", "x['a']['b']['d'] = 1\n");
    expect_same("class S:\n    __slots__ = ('a', 'b')\nx = S()\nx.a = [S()]\n", "x.b = 2\n");
    expect_same("class E(Exception): pass\nx = [E('no', 1)]\n", "x[0].args = ('yes',)\n");
    expect_same("def f():\n    yield\nx = f()\n");
    expect_same("import collections\nx = collections.deque([1, [2]])\n", "x.append(3)\n");
    expect_same("import collections\nx = collections.namedtuple('P', 'a b')(1, [2])\n", "x.b.append(3)\n");
    expect_same("x = iter([1])\n");
    expect_same("x = bytearray(b'a')\n", "x.append(98)\n");
}

TEST_F(ShapesOf, CyclesAndCellsAreTheSame) {
    expect_same("x = []\nx.append(x)\n", "x.append(1)\n");
    expect_same("x = {}\ny = [x]\nx['y'] = y\n", "y.append(2)\n");
    expect_same("import types\nx = types.CellType()\nx.cell_contents = x\n", "del x.cell_contents\n");
    expect_same("import types\nx = [[types.CellType([types.CellType([1])])]]\n", "x[0][0].cell_contents.append(1)\n");
    expect_same("class cell(int): pass\nx = [[cell(5)], [[cell(6)]]]\n");
    expect_same("class P: pass\nx = P()\nx.me = x\n", "x.you = [x]\n");
}

TEST_F(ShapesOf, AnObjectIsToldAtTheLevelAtWhichItIsSeen) {
    Program program("x = [1, [2, [3, [4]]]]\n");
    auto inner = [&](Object* list) { return cast<List>(list)->items[1]; };
    Object *x = program["x"], *second = inner(x), *third = inner(second), *fourth = inner(third);
    for (Object* object : {x, fourth, third, x, second, fourth, x}) EXPECT_EQ(put_together(object), copied(object));
    program.run("x[1][1][1].append(5)\n");
    for (Object* object : {x, third, fourth, second, x}) EXPECT_EQ(put_together(object), copied(object));
    EXPECT_EQ(shapes_told_, 0);
}

TEST_F(ShapesOf, OtherLimitsAreTheSame) {
    options_.max_depth = 0;
    expect_same("x = [1, [2]]\n", "x.append(3)\n");
    options_.max_depth = 5;
    options_.max_items = 2;
    expect_same("x = [1, [2, [3, [4, [5, [6, [7]]]]]], 8, 9]\n", "x[1][1][1][1].append(5)\n");
    options_.all_ids = true;
    expect_same("x = [1, 'a', [2.5]]\n", "x.append(3)\n");
}

TEST_F(ShapesOf, OneItemOfAListIsToldAlone) {
    expect_part("x = [1, 2, 3]\n", "x[1] = 'text'\n", "x", 1);
    expect_part("x = [1, 2, 3]\n", "x.append(None)\n", "x", 3);
    expect_part("x = list(range(50))\n", "x.append(None)\n", "x", 50);
    expect_part("x = list(range(50))\n", "x[40] = None\n", "x", 40);
    expect_part("y = [1]\nx = [[[y]]]\n", "y.append(2)\n", "y", 1);
    expect_part("y = [1]\nx = [[y]]\n", "y[0] = y\n", "y", 0);
    expect_part("x = [1, 2]\n", "x[1] = [1, [2]]\n", "x", 1, false);
    expect_part("x = [1, 2]\n", "x[1] = [].append\n", "x", 1, false);
    expect_part("x = [1, 2]\n", "x[:] = range(5)\n", "x", 4, false);
    expect_part("x = [1, 2]\n", "x.clear()\n", "x", 1, false);
}

TEST_F(ShapesOf, OneAttributeIsToldAlone) {
    std::string p = "class P: pass\nx = P()\n";
    expect_part((p + "x.a = 1\n").c_str(), "x.a = 2.5\n", "x", 0);
    expect_part((p + "x.a = x.b = 1\n").c_str(), "x.b = None\n", "x", 1);
    expect_part((p + "x.a = 1\n").c_str(), "x.c = x\n", "x", 1, false);  // a name that was not told yet
    expect_part((p + "x.b = x.a = 1\nx.c = 3\ndel x.b\n").c_str(), "x.c = 4\n", "x", 2);
    expect_part((p + "x.a = 1\n").c_str(), "x.__dict__\nx.a = 3\n", "x", 0, false);
    expect_part("class P:\n  __slots__ = 'a', '__dict__'\nx = P()\nx.a = x.b = 1\n", "x.b = 2\n", "x", 0, false);
    expect_part((p + "for n in range(40): setattr(x, f'a{n}', n)\n").c_str(), "x.a3 = 'text'\n", "x", 3, false);
}

TEST_F(ShapesOf, HowMuchThereIsIsToldAlone) {
    expect_part("x = {n: n for n in range(9)}\n", "x[10] = 1\n", "x", any_part);
    expect_part("x = {n: n for n in range(9)}\n", "del x[8]\n", "x", any_part);
    expect_part("x = {n: n for n in range(9)}\n", "x[8] = 1\n", "x", any_part);
    expect_part("x = {n: n for n in range(9)}\n", "del x[1]\n", "x", any_part, false);
    expect_part("x = {1: 2}\n", "x[2] = 3\n", "x", any_part, false);
    expect_part("x = set(range(30))\n", "x.add(40)\n", "x", any_part);
    expect_part("x = [[0] * 9]\ny = x[0]\n", "y.append(0)\n", "y", any_part);
}

TEST_F(ShapesOf, TextsOfPartsThatAreGoneDoNotStay) {
    Program program("x = ['']\n");
    (void)put_together(program["x"]);
    for (int time = 0; time < 1000; ++time) {
        program.run("x[0] = x[0][-20:] + 'some text'\n");
        writer_.note_change(program["x"], 0);
    }
    ByteReader in(out_.bytes());
    (void)read_shapes(in, shapes_);
    EXPECT_EQ(put_together(program["x"]), copied(program["x"]));
}

TEST_F(ShapesOf, DamagedOnesFailAndAreNothing) {
    Program program("class P: pass\np = P()\np.a = 1\nitems = [1, (2, 3)]\nx = {'a': items, 'b': 'text', 'p': p}\n");
    writer_.write(program["x"]);
    program.run("p.a = 'text'\nx['a'].append(p)\n");
    writer_.note_change(program["p"], 0);
    writer_.note_change(program["items"], 2);
    writer_.write(program["x"]);
    const std::string whole(out_.bytes());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        for (int flip = 0; flip < 8; ++flip) {
            std::string damaged = whole;
            damaged[size] = char(damaged[size] ^ (1 << flip));
            for (std::string_view bytes : {std::string_view(damaged), std::string_view(whole).substr(0, size)}) {
                ByteReader in(bytes);
                Shapes shapes(options_);
                read_shapes(in, shapes);
                Batch read, batch;
                Value value = shapes.expand(read_value(in, read), read, batch);
                (void)show_value(value, batch);
            }
        }
    }
}

}  // namespace
}  // namespace minipy::trace
