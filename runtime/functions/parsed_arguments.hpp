// SPDX-License-Identifier: MIT
// The arguments of functions that CPython binds by a format ("n|i:recv") and not by a signature. They take no keywords,
// count their arguments in other words, and are less strict with numbers:
//
//      TRY(check_arguments("socket.recv", arguments, 1, 2));
//      Size size = TRY(parse_size(arguments[0]));
//      int flags = TRY(parse_int(arguments, 1, 0));      the second argument, or 0
//
// Every conversion may run an __index__: lengths of buffers are read behind the last one.
// CPython: Python/getargs.c. Next: modules/network/socket/transfer.cpp, which has most of them.
#pragma once

#include <string_view>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

// No keywords, and `least` to `most` arguments. `name` is the function's qualified name.
Result<void> check_arguments(const char* name, const Arguments& arguments, Size least, Size most);

Result<int> parse_int(Object* object);                                              // "i"
Result<int> parse_int(const Arguments& arguments, Size index, int when_absent);     // "|i"
Result<Size> parse_size(Object* object);                                            // "n"
Result<Size> parse_size(const Arguments& arguments, Size index, Size when_absent);  // "|n"
Result<std::uint64_t> parse_bits(Object* object);                                   // "I", "k", "K", "B", "H"
Result<std::uint64_t> parse_bits(Tuple* tuple, Size index, std::uint64_t when_absent);

// "s": the text as UTF-8 without a zero inside, as bytes of its own. `expected` is the TypeError for what is no str.
Result<Bytes> parse_text(Object* object, std::string_view expected);
// The same as an argument: "inet_pton() argument 2 must be str, not int".
Result<Bytes> parse_text_argument(std::string_view function, const Arguments& arguments, Size index);

// A number that fits into 32 bits without sign; who says what is wrong with others differs.
Result<std::uint64_t> parse_unsigned(Int* number);  // OverflowError: can't convert negative value to unsigned int

}  // namespace minipy
