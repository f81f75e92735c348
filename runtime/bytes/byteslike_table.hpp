// SPDX-License-Identifier: MIT
// The rows of the methods shared by bytes and bytearray; included at the end of the two files. Next:
// byteslike_methods.hpp.
#pragma once

#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy {

template <class T>
Result<Str> ByteMethods<T>::decode(T* self, Object* encoding, Object* errors) {
    View name = TRY(bytes_methods::str_view(encoding, "decode", "encoding"));
    View handling = TRY(bytes_methods::str_view(errors, "decode", "errors"));
    return minipy::decode(self->view(), name, handling);
}

// Rows of a table that is put together with the type's own: a function of an index would hide them from readers.
#define BYTESLIKE_METHODS(T)                                                                                         \
    {"capitalize(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::capitalize>>,                      \
     "Turns the first byte into upper case and all others into lower case, where they are ASCII letters."},          \
        {"center(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::center>, "Pads on both sides up to width."},  \
        {"count(self, *args)", bind<ByteMethods<T>::count>,                                                          \
         "Counts where a byte or a run of bytes occurs, without overlaps."},                                         \
        {"decode(self, /, encoding='utf-8', errors='strict')", bind<ByteMethods<T>::decode>,                         \
         "Turns the bytes into text; errors says what becomes of those that make no character."},                    \
        {"endswith(self, *args)", bind<ByteMethods<T>::endswith>,                                                    \
         "Tells whether the end is the given one, or one of a tuple of them."},                                      \
        {"expandtabs(self, /, tabsize=8)", bind<ByteMethods<T>::expandtabs>,                                         \
         "Fills each tab with spaces up to the next multiple of tabsize."},                                          \
        {"find(self, *args)", bind<ByteMethods<T>::find>, "Searches from the left and gives the index, or -1."},     \
        {"fromhex(type, string, /)", bind<ByteMethods<T>::fromhex>,                                                  \
         "Reads pairs of hexadecimal digits; whitespace between pairs is skipped.", MethodKind::class_method},       \
        {"hex(self, /, sep=<absent>, bytes_per_sep=1)", bind<ByteMethods<T>::hex>,                                   \
         "Writes each byte as two hexadecimal digits; sep goes between groups of bytes_per_sep."},                   \
        {"index(self, *args)", bind<ByteMethods<T>::index>,                                                          \
         "Searches as find() does, but to find nothing is a ValueError."},                                           \
        {"isalnum(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::alphanumeric>>,                          \
         "Tells whether there are only ASCII letters and digits, and at least one."},                                \
        {"isalpha(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::alphabetic>>,                            \
         "Tells whether there are only ASCII letters, and at least one."},                                           \
        {"isascii(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::ascii>>,                                 \
         "Tells whether no byte is above 127; true if there are none."},                                             \
        {"isdigit(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::digit>>,                                 \
         "Tells whether there are only ASCII digits, and at least one."},                                            \
        {"islower(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::lower>>,                                 \
         "Tells whether there are ASCII letters, and all are lower case."},                                          \
        {"isspace(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::space>>,                                 \
         "Tells whether there is nothing but ASCII whitespace; false if there are no bytes."},                       \
        {"istitle(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::title>>,                                 \
         "Tells whether each run of ASCII letters starts in upper case and goes on in lower case."},                 \
        {"isupper(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::upper>>,                                 \
         "Tells whether there are ASCII letters, and all are upper case."},                                          \
        {"join(self, iterable_of_bytes, /)", bind<ByteMethods<T>::join>,                                             \
         "Strings the items together with self between them."},                                                      \
        {"ljust(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::ljust>, "Pads on the right up to width."},     \
        {"lower(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::lower>>,                            \
         "Turns ASCII letters into lower case and leaves all else as it is."},                                       \
        {"lstrip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::left>>,                                     \
         "Takes ASCII whitespace, or any of the given bytes, off the left end."},                                    \
        {"maketrans(frm, to, /)", bind<ByteMethods<T>::maketrans>,                                                   \
         "Makes a table of 256 bytes for translate(): each byte of frm becomes the one of to at its place.",         \
         MethodKind::static_method},                                                                                 \
        {"partition(self, sep, /)", bind<ByteMethods<T>::partition>,                                                 \
         "Cuts in three at the first sep: before, sep, after. Without a sep in there, all is in front."},            \
        {"removeprefix(self, prefix, /)", bind<ByteMethods<T>::removeprefix>,                                        \
         "Takes prefix off the front, once, if it is there."},                                                       \
        {"removesuffix(self, suffix, /)", bind<ByteMethods<T>::removesuffix>,                                        \
         "Takes suffix off the end, once, if it is there."},                                                         \
        {"replace(self, old, new, count=-1, /)", bind<ByteMethods<T>::replace>,                                      \
         "Puts new wherever old stands, from the left and at most count times."},                                    \
        {"rfind(self, *args)", bind<ByteMethods<T>::rfind>, "Searches from the right and gives the index, or -1."},  \
        {"rindex(self, *args)", bind<ByteMethods<T>::rindex>,                                                        \
         "Searches as rfind() does, but to find nothing is a ValueError."},                                          \
        {"rjust(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::rjust>, "Pads on the left up to width."},      \
        {"rpartition(self, sep, /)", bind<ByteMethods<T>::rpartition>,                                               \
         "Cuts in three at the last sep: before, sep, after. Without a sep in there, all is at the end."},           \
        {"rsplit(self, /, sep=None, maxsplit=-1)", bind<ByteMethods<T>::rsplit>,                                     \
         "Cuts at each sep, at most maxsplit times; without sep at runs of ASCII whitespace, and empty pieces go."}, \
        {"rstrip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::right>>,                                    \
         "Takes ASCII whitespace, or any of the given bytes, off the right end."},                                   \
        {"split(self, /, sep=None, maxsplit=-1)", bind<ByteMethods<T>::split>,                                       \
         "Cuts at each sep, at most maxsplit times; without sep at runs of ASCII whitespace, and empty pieces go."}, \
        {"splitlines(self, /, keepends=False)", bind<ByteMethods<T>::splitlines>,                                    \
         "Cuts behind line feeds and carriage returns; keepends leaves them on."},                                   \
        {"startswith(self, *args)", bind<ByteMethods<T>::startswith>,                                                \
         "Tells whether the start is the given one, or one of a tuple of them."},                                    \
        {"strip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::both>>,                                      \
         "Takes ASCII whitespace, or any of the given bytes, off both ends."},                                       \
        {"swapcase(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::swap>>,                          \
         "Swaps upper and lower case of ASCII letters."},                                                            \
        {"title(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::title>>,                            \
         "Turns the first of each run of ASCII letters into upper case and the others into lower case."},            \
        {"translate(self, table, /, delete=b'')", bind<ByteMethods<T>::translate>,                                   \
         "Looks each byte up in a table of 256 bytes, after dropping those in delete."},                             \
        {"upper(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::upper>>,                            \
         "Turns ASCII letters into upper case and leaves all else as it is."},                                       \
    {                                                                                                                \
        "zfill(self, width, /)", bind<ByteMethods<T>::zfill>,                                                        \
            "Pads on the left with zeros, behind a sign if there is one."                                            \
    }

}  // namespace minipy
