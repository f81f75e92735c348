// SPDX-License-Identifier: MIT
// Events to states. CPython: none.
#include "trace/lanes.hpp"

#include <algorithm>

namespace minipy::trace {

void Lanes::set(std::size_t thread, State state) {
    if (states_.size() < thread) states_.resize(thread, State::absent);
    states_[thread - 1] = state;
}

void Lanes::note(const Event& event) {
    switch (event.kind) {
        case EventKind::thread_made: return set(std::size_t(event.thread_fields.other), State::waits);
        case EventKind::gil_taken: return set(event.thread, State::holds);
        case EventKind::gil_dropped:
            if (event.thread_fields.reason == Blocking::thread_ends) return set(event.thread, State::absent);
            return set(event.thread, event.thread_fields.reason == Blocking::turn_over ? State::waits : State::stopped);
        default: return;
    }
}

std::string Lanes::text() const {
    constexpr std::string_view signs[] = {" ", "█", "·", "~"};
    std::string text;
    for (std::size_t index = 0; index < std::min(most, states_.size()); ++index) text += signs[int(states_[index])];
    return states_.size() > most ? text + "+" : text;
}

}  // namespace minipy::trace
