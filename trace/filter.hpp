// SPDX-License-Identifier: MIT
// --only, --skip, --from, --until: which events are recorded. A pattern is KEY=GLOB, with the shell's * ? [ ]; several
// of them with commas are alternatives, and where numbers are looked at, 2-4 is a range.
// --only patterns of one key are alternatives, different keys must all match; one --skip that matches drops the event.
// Next: pattern.hpp, filter.cpp.
#pragma once

#include "trace/pattern.hpp"

namespace minipy::trace {

class Filter {
public:
    Filter(const Options& options, const CodeTables& codes);
    bool accepts_all() const { return is_empty_; }
    bool accepts(const Subject& subject);
    // It was not accepted. Does it tell where that happens which --only asks for: a line, the frame of a collection?
    bool gives_context(const Subject& subject);
    // --until has matched: nothing will be accepted any more.
    bool ended() const { return ended_; }
    // What to say at the end of each pattern that was asked and never matched, with a near spelling of what there was.
    std::vector<std::string> complaints() const;

private:
    enum class Asked : std::uint8_t { all, but_details };
    bool passes_only(const Subject& subject, Asked asked);
    bool is_skipped(const Subject& subject);

    const Options& options_;
    const CodeTables& codes_;
    std::vector<Pattern> only_, skip_, from_, until_;
    bool is_empty_, has_details_, started_, ended_ = false;
};

}  // namespace minipy::trace
