// SPDX-License-Identifier: MIT
// What came from outside (vm/outside.hpp), collected and in words: what the end of a record says of it.
// CPython: none. Next: recorder.cpp, recording_file.hpp.
#pragma once

#include <string>

#include "vm/outside.hpp"

namespace minipy::trace {

class OutsideText {
public:
    void note(Outside what) { used_ |= 1U << unsigned(what); }
    // "not reproducible: socket, child process"; empty: nothing came from there.
    std::string text() const;

private:
    unsigned used_ = 0;  // a bit for each
};

}  // namespace minipy::trace
