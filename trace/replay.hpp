// SPDX-License-Identifier: MIT
// A replay: the code objects and a journal give the events. It is an evaluation loop that computes nothing: it knows
// what stands on every frame's value stack because the journal says what each instruction pushed.
//
// A journal need not be whole or true: it may come from a file. What does not fit the code ends the replay with a
// message; nothing is looked at behind the end of anything. CPython: none. Next: replay.cpp, journal.hpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "trace/event_stream.hpp"
#include "trace/journal.hpp"
#include "trace/shapes.hpp"

namespace minipy::trace {

// A value, with the texts and parts that it has.
struct Item {
    Value value;
    std::shared_ptr<const Batch> parts;  // null: it has none
};

// What an instruction does to the value stack, while it runs. Its values are copied when it begins:
// what it takes may look otherwise afterwards.
struct ReplayedStep {
    field::InstructionFields fields;
    std::vector<Value> values;
    Batch draft;
    std::size_t fixed = 0;    // items that it cannot touch
    std::size_t touched = 0;  // above them
};

struct ReplayedFrame : EventFrame {
    const CodeTable* table = nullptr;
    std::vector<Item> stack;
    std::vector<Item> locals;   // by their number, as far as they are known
    bool knows_locals = false;  // it was seen from its beginning
    ReplayedStep step;
    bool runs = false;            // an instruction does
    Opcode opcode = Opcode::NOP;  // of the instruction that began last
    int next = 0;                 // unit of the one that will begin
    std::uint64_t called_at = 0;  // event
    int previous = -1;            // unit of the instruction that ran last
    bool pending = false;         // … and has no event yet
    bool interrupted = false;     // … had its event when Python code ran inside it
    bool is_entry = false;        // C++ called it
};

class Replay {
public:
    // What was recorded decides how a journal is to be read, what is asked for which events there are.
    Replay(const Options& recorded, const Options& asked, const CodeTables& codes)
        : recorded_(recorded), asked_(asked), codes_(codes), events_(asked, codes), shapes_(asked) {}

    EventStream& events() { return events_; }
    const EventStream& events() const { return events_; }
    // Everything that the bytes say. False: they do not fit, error() says why.
    bool run(std::string_view journal);
    const std::string& error() const { return error_; }

private:
    // What is told of the way an instruction took.
    enum class Way : std::uint8_t { not_told, went_on, jumped };

    bool wants(unsigned categories) const { return (asked_.categories & categories) != 0; }
    bool has_stack() const { return (recorded_.categories & (op | locals)) != 0; }
    ReplayedFrame& frame() { return frames_.back(); }
    void read_record(ByteReader& in);
    template <class IsIt>
    void go(ByteReader& in, IsIt is_it);
    void go_to(ByteReader& in, std::uint64_t progress);
    void go_to_exit(ByteReader& in);
    void finish_next(ByteReader& in, Way way);
    bool writes(const ReplayedFrame& now) const;
    const Value* known_value(const ReplayedFrame& now) const;
    Item known_item(const ReplayedFrame& now) const;
    void arrive();
    void read_shapes(ByteReader& in);
    Item read_item(ByteReader& in);
    void read_event_record(ByteReader& in);
    void begin_instruction(ByteReader& in);
    void interrupt();
    void send(ByteReader& in);
    void change_thread(ByteReader& in);
    void begin_step();
    void add_touched(ReplayedStep& step, std::size_t index);
    void read_operands(ByteReader& in);
    void read_changed_item(ByteReader& in);
    void finish_instruction(ByteReader& in, Way way);
    void store_local(std::size_t index);
    void change_stack(ByteReader& in, bool jumps);
    std::vector<Item> read_pushed(ByteReader& in, std::size_t count);
    void show_stayed(std::size_t stayed);
    void enter_in_short(ByteReader& in, bool resumes);
    void enter(ByteReader& in);
    struct Entry {
        std::uint64_t code, flags, progress;
        bool in_library;
        std::uint64_t arguments, items;
    };
    void begin_frame(ByteReader& in, const Entry& entry);
    void leave(ByteReader& in, Record how);
    void raise(ByteReader& in);
    void handle(ByteReader& in);
    std::uint64_t add_instruction(EventKind kind, Outcome outcome, unsigned categories);
    std::uint64_t add(Event& event, std::span<const Value> values, const Batch& draft);
    std::uint64_t add(Event event, std::initializer_list<Value> values, const Batch& draft) {
        return add(event, std::span(values.begin(), values.size()), draft);
    }
    Value show(const Item& item, Batch& batch) const;
    void fail(ByteReader& in, std::string_view why);

    const Options& recorded_;
    const Options& asked_;
    const CodeTables& codes_;
    EventStream events_;
    Shapes shapes_;
    std::vector<ReplayedFrame> frames_;
    bool in_library_ = false;  // the innermost frame runs there
    // Of threads that do not run, by their number.
    std::map<std::uint64_t, std::pair<std::vector<ReplayedFrame>, bool>> others_;
    std::uint64_t thread_ = 1;
    std::map<std::uint16_t, std::uint64_t> let_go_;  // the event in which a thread let go of the GIL
    std::map<Identity, std::uint64_t> waits_;        // the event since which a task waits
    std::vector<Item> operands_;                     // as they are to be shown; empty: as they are
    std::string error_;
};

}  // namespace minipy::trace
