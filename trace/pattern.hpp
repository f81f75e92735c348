// SPDX-License-Identifier: MIT
// One pattern of a filter, KEY=GLOB: what it looks at, whether that matches, and what else there was to look at.
// Next: pattern.cpp.
#pragma once

#include <optional>

#include "trace/code_table.hpp"

namespace minipy::trace {

// What a pattern looks at: an event that has not been recorded yet, with its values.
struct Subject {
    const Event& event;
    std::span<const Value> values;
    const Batch& batch;
};

class Pattern {
public:
    // `option` is the one that it was given with: "--only".
    Pattern(std::string_view option, const std::string& text);
    bool matches(const Subject& subject, const CodeTables& codes);
    const std::string& key() const { return key_; }
    // It asks for objects or instructions: lines and the frame of a collection cannot match.
    bool is_about_details() const { return key_ == "type" || key_ == "object" || key_ == "name" || key_ == "op"; }
    bool was_asked_in_vain() const { return asked_ && !matched_; }
    // "--only func=haf matched nothing: did you mean half?"; `categories` are those that were recorded.
    std::string complaint(const CodeTables& codes, unsigned categories) const;

private:
    // A range of numbers, or a glob.
    struct Alternative {
        std::string glob;
        bool is_range = false;
        std::uint64_t first = 0, last = 0;
    };
    static std::vector<Alternative> parse(std::string_view text);
    bool looks_at_code() const { return key_ == "func" || key_ == "file"; }
    bool ask(const Subject& subject, const CodeTables& codes);
    bool matches_code(const CodeTable& code) const;
    bool matches_event(const Subject& subject, const CodeTable& code);
    bool matches_objects(const Subject& subject) const;
    bool matches_type(const Subject& subject);
    bool matches_instruction(const Event& event) const;
    bool matches_text(std::string_view text) const;
    bool matches_number(std::uint64_t number) const;
    std::vector<std::string> candidates(const CodeTables& codes) const;
    // The one instruction whose name matches; null: there is none, or there are several.
    const OpcodeInfo* instruction_meant() const;
    std::string what_there_was(const CodeTables& codes, unsigned categories) const;

    std::string option_, key_, text_;
    std::vector<Alternative> alternatives_;
    std::vector<signed char> known_codes_;  // what looks at the code object only asks once for each; −1: not asked yet
    std::vector<std::string> types_;        // that were asked about: what there was, if none matches
    bool asked_ = false, matched_ = false;
};

}  // namespace minipy::trace
