// SPDX-License-Identifier: MIT
// Who runs, as bits and as signs. CPython: none.
#include "trace/lanes.hpp"

#include <algorithm>

namespace minipy::trace {

void Lanes::set(std::uint64_t thread, State state) {
    shown_ = std::max(shown_, std::uint8_t(std::min(thread, most + 1)));
    if (thread > most) return;
    unsigned place = 2 * unsigned(thread - 1);
    states_ = std::uint16_t((states_ & ~(3U << place)) | unsigned(state) << place);
}

void Lanes::drops(std::uint64_t thread, Blocking reason) {
    if (reason == Blocking::thread_ends) return set(thread, State::absent);
    set(thread, reason == Blocking::turn_over ? State::waits : State::stopped);
}

std::string Lanes::text() const {
    constexpr std::string_view signs[] = {" ", "█", "·", "~"};
    std::string text;
    for (unsigned thread = 0; thread < shown(); ++thread) text += signs[states_ >> 2 * thread & 3];
    return has_more() ? text + "+" : text;
}

}  // namespace minipy::trace
