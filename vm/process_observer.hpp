// SPDX-License-Identifier: MIT
// What an observer of the process is told. Next: observer.hpp.
#pragma once

#include <string_view>

#include "vm/watchers.hpp"

namespace minipy {

struct ProcessObserver {
    // The process ends without coming back to main(): os._exit. Last words must be written now.
    virtual void process_ends(std::string_view why) = 0;

protected:
    ~ProcessObserver() = default;
};

inline Watchers<ProcessObserver> process_watchers;

}  // namespace minipy
