// SPDX-License-Identifier: MIT
// What an observer of signals is told, by the main thread at a safe point: what the system's handler has noted before,
// between any two machine instructions, is told there first. Next: modules/system/signals/signals.cpp, which tells.
#pragma once

#include <cstdint>
#include <string_view>

#include "vm/watchers.hpp"

namespace minipy {

struct Object;

// Who has sent a signal.
enum class SignalSender : std::uint8_t {
    itself,  // this process
    process,
    child,  // one has ended, or stopped
    timer,
    kernel,  // a terminal, a limit, a broken pipe
};

struct SignalNews {
    int number;
    std::string_view name;  // SIGINT
    SignalSender sender;
    int process;            // that has sent it, or the child; 0: nobody
    int wakeup_descriptor;  // that has got its number; −1: none
};

struct SignalObserver {
    virtual void signal_arrived(const SignalNews& news) = 0;
    // The handler is about to be called, or is over.
    virtual void signal_handler_begins(int number, Object* handler) = 0;
    virtual void signal_handler_ends(int number, bool has_raised) = 0;

protected:
    ~SignalObserver() = default;
};

inline Watchers<SignalObserver> signal_watchers;

}  // namespace minipy
