// SPDX-License-Identifier: MIT
// --only, --skip, --from, --until: which events are recorded. A pattern is KEY=GLOB, with the shell's * ? [ ].
// --only patterns of one key are alternatives, different keys must all match; one --skip that matches drops the event.
// Next: filter.cpp.
#pragma once

#include "trace/code_table.hpp"

namespace minipy::trace {

class Filter {
public:
    Filter(const Options& options, const CodeTables& codes);
    bool accepts(const Event& event);
    // --until has matched: nothing will be accepted any more.
    bool ended() const { return ended_; }

private:
    class Pattern {
    public:
        explicit Pattern(const std::string& text);
        bool matches(const Event& event, const CodeTables& codes);
        const std::string& key() const { return key_; }

    private:
        bool matches_code(const CodeTable& code) const;
        bool matches_event(const Event& event, const CodeTable& code) const;
        bool matches_text(std::string_view text) const;
        std::string key_, glob_;
        bool about_code_;                       // looks at the code object only: asked once for each
        std::vector<signed char> known_codes_;  // −1: not asked yet
    };
    bool passes_only(const Event& event);

    const CodeTables& codes_;
    std::vector<Pattern> only_, skip_, from_, until_;
    bool is_empty_, started_, ended_ = false;
};

}  // namespace minipy::trace
