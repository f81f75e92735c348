// SPDX-License-Identifier: MIT
// Line ends: which have been seen in a text, their translation to "\n", and finding the end of a line.
// CPython: Modules/_io/textio.c (IncrementalNewlineDecoder, _PyIO_find_line_ending). Next: newlines.cpp.
#pragma once

#include "modules/io/io_base.hpp"
#include "runtime/text/str.hpp"

namespace minipy::io {

// A decoder is told when no more will come.
enum class Input : std::uint8_t { part, last };

// The state of universal newlines over a text that comes in pieces. A "\r" at the end of a piece waits for the next
// one.
struct NewlineState {
    bool translate = false;
    bool pending_cr = false;
    bool seen_cr = false, seen_lf = false, seen_crlf = false;

    Result<Str> decode(Str* text, Input input);
    Ref<Object> seen() const;  // None, '\n', or a tuple: what the attribute `newlines` shows
    void reset() { pending_cr = seen_cr = seen_lf = seen_crlf = false; }
};

// The argument `newline` of open(), TextIOWrapper() and StringIO().
struct NewlineMode {
    bool universal = true;  // lines end at \n, \r or \r\n …
    bool translate = true;  // … which all become \n
    Ref<Str> line_end;      // otherwise: what ends a line; null when universal
    Ref<Str> written;       // what "\n" is written as; null: as it is
};
// `line_separator`: what "\n" is written as when newline is None; ValueError: illegal newline value.
Result<NewlineMode> newline_mode(const char* caller, Object* newline);

// The index behind the first line end in [start, length), or −1. `searched`: where a later search with more text can go
// on.
Size find_line_end(const NewlineMode& mode, Str* text, Size start, Size& searched);

// text.replace("\n", written), when there is anything to replace.
Result<Str> with_line_ends(Ref<Str> text, const NewlineMode& mode);

struct NewlineDecoder : Object {
    Replaceable<Object> decoder;  // null: pieces are text already
    NewlineState state;
    bool ok;
    static constexpr auto references = field_list<&NewlineDecoder::decoder>;
    static Type type_object;
};

}  // namespace minipy::io
