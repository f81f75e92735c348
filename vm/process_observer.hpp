// SPDX-License-Identifier: MIT
// What an observer of the process is told. Next: observer.hpp.
#pragma once

#include <string_view>

#include "vm/watchers.hpp"

namespace minipy {

struct ProcessObserver {
    // The process ends without coming back to main(): os._exit. Last words must be written now.
    virtual void process_ends(std::string_view why) = 0;
    // Around a fork. Before it: what waits in memory must be written, or both would write it. After it, in the child:
    // what is watched is the parent; whoever writes to a file or to the terminal leaves that to it, and stops.
    virtual void process_forks() {}
    virtual void process_forked() = 0;

protected:
    ~ProcessObserver() = default;
};

inline Watchers<ProcessObserver> process_watchers;

}  // namespace minipy
