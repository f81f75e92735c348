// SPDX-License-Identifier: MIT
// Near spellings: of some names the one that a mistyped word was probably meant to be. For "Did you mean: 'append'?"
// (exceptions/suggestions.cpp) and for words on the command line.
// CPython: Python/suggestions.c. Next: spelling.cpp.
#pragma once

#include <string>
#include <string_view>

namespace minipy {

class ClosestName {
public:
    explicit ClosestName(std::string_view wanted) : wanted_(wanted) {}
    // A name that there is. Of equally close ones the first stays.
    void offer(std::string_view name);
    // Empty: nothing is close enough.
    const std::string& best() const { return best_; }
    // ": did you mean append?", or nothing.
    std::string question() const { return best_.empty() ? "" : ": did you mean " + best_ + "?"; }

private:
    std::string wanted_, best_;
    int best_distance_ = -1;
};

}  // namespace minipy
