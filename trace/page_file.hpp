// SPDX-License-Identifier: MIT
// A record as one HTML page (docs/page.md): its JSON lines, packed, and the program that shows them (trace/viewer/).
//
//      style, body │ chunk 0: what stands before the first event │ chunk 1: 1,024 events │ … │ index │ program
//
// A chunk is JSON lines as they are, deflated (RFC 1950) and in base64, in a <script> that browsers do not run; all but
// the first two begin with a `key` record, so that a reader can begin at each. What is in which of them the index says.
// Unpacked and put one after the other, they are byte for byte what -o FILE.jsonl has.
//
// CPython: none. Next: page_file.cpp, json_view.hpp (who fills it), trace/viewer/README.md (who reads it).
#pragma once

#include <array>

#include "trace/event.hpp"
#include "trace/json_text.hpp"
#include "trace/text_output.hpp"

namespace minipy::trace {

inline constexpr std::uint64_t events_per_chunk = 1024;

class PageFile {
public:
    explicit PageFile(TextOutput& output) : output_(output) {}

    bool is_nowhere() const { return output_.is_nowhere(); }
    // Opens the page. `title` is the program's name.
    void begin(std::string_view title);
    // Whole lines, in their order.
    void write(std::string_view lines) {
        if (!is_nowhere()) text_ += lines;
    }
    // What is written from now on belongs to another chunk; its first event, if it has any, has number `first`.
    void begin_chunk(std::uint64_t first);
    // For the index: an event of the chunk that is under way.
    void count(const Event& event) { ++kinds_[std::size_t(event.kind)]; }
    // The chunk that is under way tells of a code object.
    void note_code() { tells_code_ = true; }
    // Closes the page: the last chunk, the index, the program.
    void end();

private:
    void write_chunk();
    void write_packed(std::string_view text);

    TextOutput& output_;
    std::string text_;  // of the chunk that is under way
    JsonText index_;
    std::uint64_t first_ = 0;
    std::array<std::uint32_t, 256> kinds_{};  // events of the chunk, by kind
    bool tells_code_ = false, is_open_ = false;
    std::uint32_t chunks_ = 0;
};

}  // namespace minipy::trace
