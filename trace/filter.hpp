// SPDX-License-Identifier: MIT
// --only, --skip, --from, --until: which events are recorded. A pattern is KEY=GLOB, with the shell's * ? [ ].
// --only patterns of one key are alternatives, different keys must all match; one --skip that matches drops the event.
// Next: filter.cpp.
#pragma once

#include "trace/event.hpp"

namespace minipy::trace {

class Filter {
public:
    explicit Filter(const Options& options);
    bool accepts(const Event& event);
    bool is_empty() const { return only_.empty() && skip_.empty() && from_.key.empty() && until_.key.empty(); }

private:
    struct Pattern {
        std::string key, glob;
        bool matches(const Event& event) const;
    };
    static Pattern parse(const std::string& text);
    bool passes_only(const Event& event) const;

    std::vector<Pattern> only_, skip_;
    Pattern from_, until_;
    bool started_, ended_ = false;
};

}  // namespace minipy::trace
