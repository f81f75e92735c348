// SPDX-License-Identifier: MIT
// re.Pattern, re.Match and the scanner behind finditer(). CPython: Modules/_sre/sre.c.
// Next: pattern.cpp, substitute.cpp (sub, split, findall), match.cpp, sre.cpp (the module).
#pragma once

#include "modules/text/sre/engine.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy::sre {

enum class TextKind : std::uint8_t { str, bytes, none };

struct Pattern : Object {
    Ref<Object> pattern;      // str, bytes or None
    Ref<Dict> group_index;    // name → number
    Ref<Tuple> index_group;   // number → name or None
    std::vector<Code>* code;  // owned
    Size groups;
    int flags;
    TextKind kind;
    Object* weakrefs;
    ~Pattern() { delete code; }
    static constexpr auto references = field_list<&Pattern::pattern, &Pattern::group_index, &Pattern::index_group>;
    static Type type_object;
};

// A text that is being matched; keeps its characters where they are.
struct Text {
    Ref<Object> object;
    Buffer buffer;
    Subject subject;
    bool is_bytes = false;

    // TypeError when it is no text, or not of the pattern's kind.
    Result<void> acquire(Pattern* pattern, Object* string, Size start, Size end);
    // The part between two places, as a str or bytes.
    Result<Object> slice(Size from, Size to) const;
};

struct Match : Object {
    Ref<Object> string;
    Ref<Pattern> pattern;
    Ref<Tuple> regs;  // made when asked for
    Size start, end, last_index;
    Size mark_count;
    // marks follow: begin and end of the whole, then of each group
    Size* marks() { return reinterpret_cast<Size*>(this + 1); }
    static constexpr auto references = field_list<&Match::string, &Match::pattern, &Match::regs>;
    static Type type_object;
};

// A search that goes on: each match begins where the one before ended.
struct Search {
    Pattern* pattern;
    Text& text;
    Groups groups;
    Size not_empty_at = -1;

    Search(Pattern* searched, Text& in) : pattern(searched), text(in) {}
    Result<bool> next();  // the next match is in `groups`
    void advance();       // … and the search goes on behind it
    Result<bool> match_here(Anchor anchor);
    Result<Object> group(Size number, Object* otherwise) const;  // otherwise null: an empty text
    Result<Object> make_match() const;

private:
    Result<void> forget_groups();
    Result<bool> answer(Outcome outcome);
};

extern Type scanner_type;

Result<Object> pattern_findall(Pattern* self, Object* string, Size pos, Size endpos);
Result<Object> pattern_split(Pattern* self, Object* string, Size maxsplit);
Result<Object> pattern_sub(Pattern* self, Object* repl, Object* string, Size count);
Result<Object> pattern_subn(Pattern* self, Object* repl, Object* string, Size count);
Result<Object> make_scanner(Pattern* self, Object* string, Size pos, Size endpos);

}  // namespace minipy::sre
