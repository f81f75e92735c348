// SPDX-License-Identifier: MIT
// Searching, splitting and replacing in strs. Next: str_search.cpp, str_split.cpp, search.hpp (the algorithms).
#pragma once

#include "runtime/text/str.hpp"

namespace minipy {

// Positions between start and stop, or −1. 0 ≤ start; stop ≤ length; start may lie behind stop.
Size str_find(const Str* text, const Str* wanted, Size start, Size stop);
Size str_find_last(const Str* text, const Str* wanted, Size start, Size stop);
Size str_find_character(const Str* text, CodePoint wanted, Size start, Size stop);
Size str_count(const Str* text, const Str* wanted, Size start, Size stop);
bool str_contains(const Str* text, const Str* wanted);
// Does `part` stand at exactly this position?
bool str_matches_at(const Str* text, const Str* part, Size position);

Result<Str> str_replace(Str* text, const Str* old_part, const Str* new_part, Size most);  // most < 0: all

Result<List> str_split(Str* text, Str* separator, Size most);       // separator null: white space
Result<List> str_split_last(Str* text, Str* separator, Size most);  // rsplit
Result<List> str_split_lines(Str* text, bool keep_ends);
Result<Tuple> str_partition(Str* text, Str* separator);
Result<Tuple> str_partition_last(Str* text, Str* separator);

enum class Side : std::uint8_t { left, right, both };
Result<Str> str_strip(Str* text, const Str* characters, Side side);  // characters null: white space

// The arguments of find(), index(), count(), startswith() …: what is looked for, and where.
enum class Affix : std::uint8_t { prefix, suffix };

struct SearchArguments {
    Object* wanted;
    Size start, stop;
    void fit(Size length);  // clips the bounds to a text; for a bytearray only when no more code of the program can run
};
Result<SearchArguments> parse_search_arguments(const char* name, const char* owner, const Arguments& arguments);

}  // namespace minipy
