// SPDX-License-Identifier: MIT
// Threads side by side, a column each: who holds the GIL (█), who waits for it (·), who is stopped (~): by a lock, by
// sleep, by the system. Read from the events of a record, so it knows of what has been recorded only. Next: lanes.cpp.
#pragma once

#include <string>
#include <vector>

#include "trace/event.hpp"

namespace minipy::trace {

class Lanes {
public:
    static constexpr std::size_t most = 8;  // threads that are shown

    // What is so from this event on.
    void note(const Event& event);
    // One sign a thread, in the order of their numbers; a space: it does not run yet, or not any more.
    std::string text() const;

private:
    enum class State : std::uint8_t { absent, holds, waits, stopped };
    void set(std::size_t thread, State state);
    std::vector<State> states_ = {State::holds};  // by thread number - 1
};

}  // namespace minipy::trace
