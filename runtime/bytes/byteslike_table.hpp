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
#define BYTESLIKE_METHODS(T)                                                                                           \
    {"capitalize(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::capitalize>>,                        \
     "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the "   \
     "rest lower-cased."},                                                                                             \
        {"center(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::center>,                                        \
         "Return a centered string of length width.\n\nPadding is done using the specified fill character."},          \
        {"count(self, *args)", bind<ByteMethods<T>::count>,                                                            \
         "Return the number of non-overlapping occurrences of subsection sub."},                                       \
        {"decode(self, /, encoding='utf-8', errors='strict')", bind<ByteMethods<T>::decode>,                           \
         "Decode the bytes using the codec registered for encoding."},                                                 \
        {"endswith(self, *args)", bind<ByteMethods<T>::endswith>,                                                      \
         "Return True if B ends with the specified suffix, False otherwise."},                                         \
        {"expandtabs(self, /, tabsize=8)", bind<ByteMethods<T>::expandtabs>,                                           \
         "Return a copy where all tab characters are expanded using spaces."},                                         \
        {"find(self, *args)", bind<ByteMethods<T>::find>,                                                              \
         "Return the lowest index in B where subsection sub is found, or -1."},                                        \
        {"fromhex(type, string, /)", bind<ByteMethods<T>::fromhex>,                                                    \
         "Create a bytes object from a string of hexadecimal numbers.", MethodKind::class_method},                     \
        {"hex(self, /, sep=<absent>, bytes_per_sep=1)", bind<ByteMethods<T>::hex>,                                     \
         "Create a string of hexadecimal numbers from a bytes object."},                                               \
        {"index(self, *args)", bind<ByteMethods<T>::index>,                                                            \
         "Return the lowest index in B where subsection sub is found."},                                               \
        {"isalnum(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::alphanumeric>>,                            \
         "Return True if all characters in B are alphanumeric\nand there is at least one character in B, False "       \
         "otherwise."},                                                                                                \
        {"isalpha(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::alphabetic>>,                              \
         "Return True if all characters in B are alphabetic\nand there is at least one character in B, False "         \
         "otherwise."},                                                                                                \
        {"isascii(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::ascii>>,                                   \
         "Return True if B is empty or all characters in B are ASCII,\nFalse otherwise."},                             \
        {"isdigit(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::digit>>,                                   \
         "Return True if all characters in B are digits\nand there is at least one character in B, False otherwise."}, \
        {"islower(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::lower>>,                                   \
         "Return True if all cased characters in B are lowercase and there is\nat least one cased character in B, "    \
         "False otherwise."},                                                                                          \
        {"isspace(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::space>>,                                   \
         "Return True if all characters in B are whitespace\nand there is at least one character in B, False "         \
         "otherwise."},                                                                                                \
        {"istitle(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::title>>,                                   \
         "Return True if B is a titlecased string and there is at least one\ncharacter in B, False otherwise."},       \
        {"isupper(self, /)", bind<ByteMethods<T>::asks<bytes_methods::Kind::upper>>,                                   \
         "Return True if all cased characters in B are uppercase and there is\nat least one cased character in B, "    \
         "False otherwise."},                                                                                          \
        {"join(self, iterable_of_bytes, /)", bind<ByteMethods<T>::join>, "Concatenate any number of bytes objects."},  \
        {"ljust(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::ljust>,                                          \
         "Return a left-justified string of length width."},                                                           \
        {"lower(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::lower>>,                              \
         "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."},            \
        {"lstrip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::left>>,                                       \
         "Strip leading bytes contained in the argument."},                                                            \
        {"maketrans(frm, to, /)", bind<ByteMethods<T>::maketrans>,                                                     \
         "Return a translation table useable for the bytes or bytearray translate method.",                            \
         MethodKind::static_method},                                                                                   \
        {"partition(self, sep, /)", bind<ByteMethods<T>::partition>,                                                   \
         "Partition the bytes into three parts using the given separator."},                                           \
        {"removeprefix(self, prefix, /)", bind<ByteMethods<T>::removeprefix>,                                          \
         "Return a bytes object with the given prefix string removed if present."},                                    \
        {"removesuffix(self, suffix, /)", bind<ByteMethods<T>::removesuffix>,                                          \
         "Return a bytes object with the given suffix string removed if present."},                                    \
        {"replace(self, old, new, count=-1, /)", bind<ByteMethods<T>::replace>,                                        \
         "Return a copy with all occurrences of substring old replaced by new."},                                      \
        {"rfind(self, *args)", bind<ByteMethods<T>::rfind>,                                                            \
         "Return the highest index in B where subsection sub is found, or -1."},                                       \
        {"rindex(self, *args)", bind<ByteMethods<T>::rindex>,                                                          \
         "Return the highest index in B where subsection sub is found."},                                              \
        {"rjust(self, width, fillchar=b' ', /)", bind<ByteMethods<T>::rjust>,                                          \
         "Return a right-justified string of length width."},                                                          \
        {"rpartition(self, sep, /)", bind<ByteMethods<T>::rpartition>,                                                 \
         "Partition the bytes into three parts using the given separator, from the end."},                             \
        {"rsplit(self, /, sep=None, maxsplit=-1)", bind<ByteMethods<T>::rsplit>,                                       \
         "Return a list of the sections in the bytes, using sep as the delimiter."},                                   \
        {"rstrip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::right>>,                                      \
         "Strip trailing bytes contained in the argument."},                                                           \
        {"split(self, /, sep=None, maxsplit=-1)", bind<ByteMethods<T>::split>,                                         \
         "Return a list of the sections in the bytes, using sep as the delimiter."},                                   \
        {"splitlines(self, /, keepends=False)", bind<ByteMethods<T>::splitlines>,                                      \
         "Return a list of the lines in the bytes, breaking at line boundaries."},                                     \
        {"startswith(self, *args)", bind<ByteMethods<T>::startswith>,                                                  \
         "Return True if B starts with the specified prefix, False otherwise."},                                       \
        {"strip(self, bytes=None, /)", bind<ByteMethods<T>::strip<Side::both>>,                                        \
         "Strip leading and trailing bytes contained in the argument."},                                               \
        {"swapcase(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::swap>>,                            \
         "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase "    \
         "ASCII and vice versa."},                                                                                     \
        {"title(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::title>>,                              \
         "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with "                    \
         "uppercase\ncharacters, all remaining cased characters have lowercase."},                                     \
        {"translate(self, table, /, delete=b'')", bind<ByteMethods<T>::translate>,                                     \
         "Return a copy with each character mapped by the given translation table."},                                  \
        {"upper(self, /)", bind<ByteMethods<T>::change_case<bytes_methods::Case::upper>>,                              \
         "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."},            \
    {                                                                                                                  \
        "zfill(self, width, /)", bind<ByteMethods<T>::zfill>,                                                          \
            "Pad a numeric string with zeros on the left, to fill a field of the given width."                         \
    }

}  // namespace minipy
