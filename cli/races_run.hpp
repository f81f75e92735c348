// SPDX-License-Identifier: MIT
// What --races does again and again: it runs the program once, in a process of its own. Next: races_run.cpp, races.cpp.
#pragma once

#include <csignal>

#include "cli/races.hpp"

namespace minipy::cli {

// While it lives, Ctrl-C does not end the process but can be read from a descriptor. A terminal sends it to the runs,
// too: what becomes of them then is no outcome.
class InterruptWatch {
public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    // −1, which polls as never: the shell wants it ignored.
    int descriptor() const { return descriptor_; }
    // The signal is what it was before.
    void end() const;

private:
    sigset_t before_{};
    int descriptor_ = -1;
};

// The interpreter has been started.
RaceRun run_under(const CommandLine& line, const trace::Plan& plan, const InterruptWatch& interrupts);
// False: it has been said what is wrong.
bool can_be_compiled(const CommandLine& line);

}  // namespace minipy::cli
