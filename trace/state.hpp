// SPDX-License-Identifier: MIT
// What a program is in the middle of, as far as its events tell: frames with their names and value stacks, what is
// alive, who has the GIL and which lock. A fold: the state behind an event is made of the one before it and of the
// event, and of nothing else, so that who begins at a `key` record comes to the same as who has read everything.
//
//      event ──▶ fold() ──▶ threads │ globals │ suspended generators │ GIL, locks, tasks │ objects      ──▶ `key`
//
// What is not told is not made up: a frame whose call was not recorded has a place and no names, a slot of the stack
// that nobody has seen has no value. Objects are as they were when they were spoken of last, and only the
// `most_objects` spoken of last are kept. Values are JSON, one level deep: what is in an object stands in the list of
// objects.
//
// The page folds the same events in JavaScript (viewer/state.js); a test compares both at each `key` record.
// CPython: none. Next: state.cpp, state_value.hpp, records.def (`key`), viewer/state.js.
#pragma once

#include <list>
#include <map>
#include <unordered_map>

#include "trace/code_table.hpp"
#include "trace/event.hpp"
#include "trace/records.hpp"

namespace minipy::trace {

class State {
public:
    static constexpr std::size_t most_objects = 256, most_suspended = 64;

    explicit State(const CodeTables& codes) : codes_(codes) {}

    void fold(const Event& event, const Batch& batch);
    // Events are missing: nothing is known any more.
    void forget();
    // Behind the event with this number. It borrows from the state, which may not change meanwhile.
    record::key record(std::uint64_t number) const;

private:
    // A value as JSON, and the event that put it there; 0: that was not seen.
    struct Slot {
        std::string json;
        std::uint64_t event = 0;
    };
    using Names = std::vector<std::pair<std::string, Slot>>;
    struct Frame {
        std::uint32_t code = no_code;  // nobody has spoken of this frame
        std::int32_t unit = no_unit;
        int line = 0;
        std::uint64_t event = 0;  // that began it
        Names names = {};
        std::vector<Slot> stack = {};
        Identity object = nobody;  // of a generator or coroutine
    };
    struct Thread {
        std::string name;
        std::vector<Frame> frames;
        std::string exception;     // under way
        std::uint64_t handed = 0;  // the event that has returned or yielded a value which nobody has met yet
        std::string waits;         // for this lock
    };
    // An instance's attributes are kept apart, since instructions set them one by one; `value` is its type then.
    struct ObjectState {
        std::string type, name, value;
        bool has_attributes = false;
        std::string contents;                                         // of such an instance
        std::vector<std::pair<std::string, std::string>> attributes;  // name and value as JSON
        std::int64_t len = 0;                                         // how many attributes there are
        std::optional<std::int64_t> count, size;
        std::uint64_t born = 0;
        std::list<Identity>::iterator place;  // in spoken_of_
    };

    Frame& touch(const Event& event);
    void fold_instruction(const Event& event, const Batch& batch);
    void fold_stack(const Event& event, const Batch& batch, Frame& frame);
    void fold_names(const Event& event, const Batch& batch, std::size_t frame);
    void fold_outcome(const Event& event, const Batch& batch);
    void fold_memory(const Event& event, const Batch& batch);
    void fold_threads(const Event& event, const Batch& batch);
    void fold_tasks(const Event& event, const Batch& batch);
    void begin_frame(Thread& thread, std::size_t depth, std::uint32_t code, const Event& event,
                     std::span<const Value> arguments, const Batch& batch);
    void suspend(Thread& thread, std::size_t depth);
    void resume(Thread& thread, std::size_t depth, std::uint32_t code, Identity object, const Event& event);
    Identity suspended_among(std::span<const Value> values) const;
    enum class Where : std::uint8_t { frame, namespace_, module };  // namespace_: a module's, or a class body's frame
    Names* names_of(Frame& frame, Where where);
    void set_name(Frame& frame, Where where, std::string_view name, Slot slot);
    void remove_name(Frame& frame, Where where, std::string_view name);
    void bind_in_cell(Thread& thread, std::size_t frame, std::string_view name, const Slot& slot);
    void set_task(const Event& event, const Batch& batch, std::string_view state);

    void speak_of(const Value& value, const Batch& batch);
    ObjectState& object(Identity identity);
    void forget_object(Identity identity);
    void keep_value(ObjectState& object, const Value& value, const Batch& batch);
    void fold_attribute(const Event& event, const Batch& batch);
    static std::string value_told(const ObjectState& object);
    std::string shallow(const Value& value, const Batch& batch);

    const CodeTables& codes_;
    JsonText scratch_;
    std::map<std::uint32_t, Thread> threads_;
    std::vector<std::pair<std::string, Names>> globals_;  // by file
    std::vector<Frame> suspended_;                        // the oldest first
    std::uint32_t holder_ = 0;                            // of the GIL; 0: nobody, or not told
    std::string lanes_;
    struct Lock {
        std::string lock;
        Identity object;
        std::uint32_t thread;
    };
    std::vector<Lock> locks_;
    struct Task {
        std::string task;
        Identity object;
        std::string_view state;
    };
    std::vector<Task> tasks_;
    std::unordered_map<Identity, ObjectState> objects_;
    std::list<Identity> spoken_of_;  // longest ago first
    std::int64_t forgotten_ = 0;     // objects
};

}  // namespace minipy::trace
