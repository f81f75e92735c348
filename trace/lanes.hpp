// SPDX-License-Identifier: MIT
// Threads side by side, a column each: who holds the GIL (█), who waits for it (·), who is stopped (~): by a lock, by
// sleep, by the system. The recorder keeps them and each event has a copy, so that they are right wherever a record
// begins and whatever is left out of it.
//
//      states_   │ … │ 3 │ 2 │ 1 │   two bits for each thread, by its number
//
// Next: lanes.cpp, recorder_threads.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "vm/schedule.hpp"

namespace minipy::trace {

class Lanes {
public:
    enum class State : std::uint8_t { absent, holds, waits, stopped };
    static constexpr std::uint64_t most = 8;  // threads that are shown

    // By the number of a thread, from 1.
    void made(std::uint64_t thread) { set(thread, State::waits); }
    void takes(std::uint64_t thread) { set(thread, State::holds); }
    void drops(std::uint64_t thread, Blocking reason);
    State state_of(std::uint64_t thread) const { return State(states_ >> 2 * (thread - 1) & 3); }  // 1 … most
    std::uint64_t shown() const { return has_more() ? most : shown_; }  // the highest number of a thread that is shown
    bool has_more() const { return shown_ > most; }
    bool has_several() const { return shown_ > 1; }
    // One sign a thread, in the order of their numbers; a space: it does not run any more.
    std::string text() const;
    bool operator==(const Lanes&) const = default;

private:
    void set(std::uint64_t thread, State state);

    std::uint16_t states_ = int(State::holds);
    std::uint8_t shown_ = 1;  // the highest number so far; most + 1: there are more
};

}  // namespace minipy::trace
