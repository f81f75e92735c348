// SPDX-License-Identifier: MIT
// Events as text, one a row, to stderr and files; and the limit on how many there may be.
//
//        n  thr  frame              span      instruction              value stack, top right     effect
//       10  T1   │ half             2:11-12   LOAD_FAST n              [+6]
//
// Next: text_writer.cpp.
#pragma once

#include <cstdio>
#include <deque>

#include "trace/event.hpp"

namespace minipy::trace {

class TextWriter {
public:
    explicit TextWriter(const Options& options);
    ~TextWriter();
    TextWriter(const TextWriter&) = delete;
    TextWriter& operator=(const TextWriter&) = delete;

    // False: some file cannot be opened, see error().
    bool is_open() const { return error_.empty(); }
    const std::string& error() const { return error_; }

    void write(const std::string& text);
    void write_header();
    // False: the limit has been reached and nothing more will be taken.
    bool add(Event event);
    void finish(const std::string& reason, std::uint64_t last_number);

private:
    void write_row(const Event& event);
    void write_kept();
    std::string row(const Event& event) const;

    const Options& options_;
    std::vector<std::FILE*> files_;
    std::string error_;
    std::uint64_t taken_ = 0, dropped_ = 0;
    std::uint64_t first_limit_;           // so many are written at once
    std::size_t last_limit_;              // so many of the last ones are kept
    std::deque<Event> last_;
};

}  // namespace minipy::trace
