// SPDX-License-Identifier: MIT
// The methods of str: arguments are checked here with CPython's words, the work is done in str_search.cpp,
// str_split.cpp, str_case.cpp, codecs.cpp and format_*.cpp. CPython: Objects/unicodeobject.c.
#include <algorithm>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/format_braces.hpp"
#include "runtime/text/format_spec.hpp"
#include "runtime/text/str.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/text/str_case.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/text/str_search.hpp"
#include "runtime/text/str_slots.hpp"

namespace minipy {

namespace {

const char* shown_type(Object* object) { return is_none(object) ? "None" : type_name(object); }

// "must be str, not int": methods whose argument is not named in the message.
Result<Str*> plain_str(Object* object) {
    if (is<Str>(object)) return static_cast<Str*>(object);
    return raise(TypeError, "must be str, not {}", type_name(object));
}

// "replace() argument 1 must be str, not int"
Result<Str*> str_argument(Object* object, const char* method, const char* which) {
    if (is<Str>(object)) return static_cast<Str*>(object);
    return raise(TypeError, "{}() argument {}must be str, not {}", method, which, shown_type(object));
}

Result<Str> exact(Str* text) { return str_substring(text, 0, text->length); }

// ---------------------------------------------------------------- find, index, count, startswith

template <auto find>
Result<Size> find_method(Str* self, const Arguments& arguments, const char* name) {
    SearchArguments parsed = TRY(parse_search_arguments(name, "str", arguments, self->length));
    Str* wanted = TRY(plain_str(parsed.wanted));
    return find(self, wanted, parsed.start, parsed.stop);
}

Result<Size> find_first(Str* self, const Arguments& arguments) {
    return find_method<str_find>(self, arguments, "find");
}
Result<Size> find_last(Str* self, const Arguments& arguments) {
    return find_method<str_find_last>(self, arguments, "rfind");
}
Result<Size> count(Str* self, const Arguments& arguments) { return find_method<str_count>(self, arguments, "count"); }

Result<Size> index_first(Str* self, const Arguments& arguments) {
    Size found = TRY(find_method<str_find>(self, arguments, "index"));
    if (found < 0) return raise(ValueError, "substring not found");
    return found;
}

Result<Size> index_last(Str* self, const Arguments& arguments) {
    Size found = TRY(find_method<str_find_last>(self, arguments, "rindex"));
    if (found < 0) return raise(ValueError, "substring not found");
    return found;
}

bool matches_affix(const Str* text, const Str* part, Size start, Size stop, bool at_end) {
    if (stop - start < part->length) return false;
    return str_matches_at(text, part, at_end ? stop - part->length : start);
}

Result<bool> affix_method(Str* self, const Arguments& arguments, const char* name, bool at_end) {
    SearchArguments parsed = TRY(parse_search_arguments(name, "str", arguments, self->length));
    if (auto* parts = as<Tuple>(parsed.wanted)) {
        for (Object* part : *parts) {
            if (!is<Str>(part))
                return raise(TypeError, "tuple for {} must only contain str, not {}", name, type_name(part));
            if (matches_affix(self, static_cast<Str*>(part), parsed.start, parsed.stop, at_end)) return true;
        }
        return false;
    }
    if (!is<Str>(parsed.wanted)) {
        return raise(TypeError, "{} first arg must be str or a tuple of str, not {}", name, type_name(parsed.wanted));
    }
    return matches_affix(self, static_cast<Str*>(parsed.wanted), parsed.start, parsed.stop, at_end);
}

Result<bool> starts_with(Str* self, const Arguments& arguments) {
    return affix_method(self, arguments, "startswith", false);
}
Result<bool> ends_with(Str* self, const Arguments& arguments) {
    return affix_method(self, arguments, "endswith", true);
}

// ---------------------------------------------------------------- parts

Result<Str> replace(Str* self, Object* old_part, Object* new_part, Size most) {
    Str* from = TRY(str_argument(old_part, "replace", "1 "));
    Str* to = TRY(str_argument(new_part, "replace", "2 "));
    return str_replace(self, from, to, most);
}

Result<Str*> separator_argument(Object* object) {
    if (is_none(object)) return static_cast<Str*>(nullptr);
    if (is<Str>(object)) return static_cast<Str*>(object);
    return raise(TypeError, "must be str or None, not {}", type_name(object));
}

Result<List> split(Str* self, Object* separator, Size most) {
    return str_split(self, TRY(separator_argument(separator)), most);
}
Result<List> split_last(Str* self, Object* separator, Size most) {
    return str_split_last(self, TRY(separator_argument(separator)), most);
}
Result<List> split_lines(Str* self, int keep_ends) { return str_split_lines(self, keep_ends != 0); }
Result<Tuple> partition(Str* self, Object* separator) { return str_partition(self, TRY(plain_str(separator))); }
Result<Tuple> partition_last(Str* self, Object* separator) {
    return str_partition_last(self, TRY(plain_str(separator)));
}

template <Side side>
Result<Str> strip(Str* self, Object* characters) {
    constexpr const char* names[] = {"lstrip", "rstrip", "strip"};
    if (is_none(characters)) return str_strip(self, nullptr, side);
    if (!is<Str>(characters)) return raise(TypeError, "{} arg must be None or str", names[int(side)]);
    return str_strip(self, static_cast<Str*>(characters), side);
}

Result<Str> remove_prefix(Str* self, Object* prefix) {
    Str* part = TRY(str_argument(prefix, "removeprefix", ""));
    bool present = matches_affix(self, part, 0, self->length, false);
    return str_substring(self, present ? part->length : 0, self->length);
}

Result<Str> remove_suffix(Str* self, Object* suffix) {
    Str* part = TRY(str_argument(suffix, "removesuffix", ""));
    bool present = part->length > 0 && matches_affix(self, part, 0, self->length, true);
    return str_substring(self, 0, self->length - (present ? part->length : 0));
}

// ---------------------------------------------------------------- padding

Result<Str> pad(Str* self, Size left, Size right, CodePoint fill) {
    left = std::max<Size>(left, 0);
    right = std::max<Size>(right, 0);
    if (left == 0 && right == 0) return exact(self);
    if (left > PTRDIFF_MAX - self->length || right > PTRDIFF_MAX - self->length - left) {
        return raise(OverflowError, "padded string is too long");
    }
    Ref<Str> result = TRY(Str::create(left + self->length + right, std::max(self->largest_possible(), fill)));
    for (Size index = 0; index < left; ++index) set_character(result.get(), index, fill);
    copy_characters(result.get(), left, self, 0, self->length);
    for (Size index = 0; index < right; ++index) set_character(result.get(), left + self->length + index, fill);
    return result;
}

Result<CodePoint> fill_character(Object* object) {
    if (!is<Str>(object)) {
        return raise(TypeError, "The fill character must be a unicode character, not {}", type_name(object));
    }
    auto* text = static_cast<Str*>(object);
    if (text->length != 1) return raise(TypeError, "The fill character must be exactly one character long");
    return (*text)[0];
}

Result<Str> center(Str* self, Size width, Object* fill) {
    CodePoint character = TRY(fill_character(fill));
    Size margin = std::max<Size>(width - self->length, 0);
    Size left = margin / 2 + (margin & width & 1);
    return pad(self, left, margin - left, character);
}
Result<Str> left_justify(Str* self, Size width, Object* fill) {
    return pad(self, 0, width - self->length, TRY(fill_character(fill)));
}
Result<Str> right_justify(Str* self, Size width, Object* fill) {
    return pad(self, width - self->length, 0, TRY(fill_character(fill)));
}

Result<Str> zero_fill(Str* self, Size width) {
    Size fill = width - self->length;
    if (fill <= 0) return exact(self);
    Ref<Str> result = TRY(pad(self, fill, 0, '0'));
    if (self->length > 0 && ((*self)[0] == '+' || (*self)[0] == '-')) {
        set_character(result.get(), 0, (*self)[0]);
        set_character(result.get(), fill, '0');
    }
    return result;
}

Result<Str> expand_tabs(Str* self, int tab_size) {
    StrBuilder out;
    Size column = 0;
    for (Size index = 0; index < self->length; ++index) {
        CodePoint character = (*self)[index];
        if (character == '\t') {
            if (tab_size > 0) {
                Size spaces = tab_size - column % tab_size;
                out.fill(' ', spaces);
                column += spaces;
            }
            continue;
        }
        out.append(character);
        column = character == '\n' || character == '\r' ? 0 : column + 1;
    }
    return out.finish();
}

// ---------------------------------------------------------------- translate

Result<void> append_translation(StrBuilder& out, Object* value, CodePoint character) {
    if (value == nullptr) {
        out.append(character);
    } else if (auto* number = as<Int>(value)) {
        if (!number->is_small() || number->small < 0 || number->small > std::int64_t(largest_code_point)) {
            return raise(ValueError, "character mapping must be in range(0x110000)");
        }
        out.append(CodePoint(number->small));
    } else if (auto* text = as<Str>(value)) {
        out.append(text);
    } else if (!is_none(value)) {
        return raise(TypeError, "character mapping must return integer, None or str");
    }
    return {};
}

// What the table says about a character; null: nothing, it stays.
Result<Ref<Object>> look_up_translation(Object* table, CodePoint character) {
    Ref<Int> key = Int::from(std::int64_t(character));
    if (is_exact<Dict>(table)) return TRY(dict_get(static_cast<Dict*>(table), key.get()));
    Result<Object> value = get_item(table, key.get());
    if (value.ok()) return value.take();
    if (!catch_exception(LookupError)) return Failure{};
    return Ref<Object>();
}

Result<Str> translate(Str* self, Object* table) {
    StrBuilder out;
    out.reserve(self->length, self->ascii ? 127 : 0);
    Ref<Object> known[128];  // what the table said about ASCII characters
    bool asked[128] = {};
    for (Size index = 0; index < self->length; ++index) {
        CodePoint character = (*self)[index];
        if (character >= 128) {
            Ref<Object> value = TRY(look_up_translation(table, character));
            TRY(append_translation(out, value.get(), character));
            continue;
        }
        if (!asked[character]) {
            known[character] = TRY(look_up_translation(table, character));
            asked[character] = true;
        }
        TRY(append_translation(out, known[character].get(), character));
    }
    return out.finish();
}

Result<Dict> make_table_from_dict(Object* mapping) {
    if (!is_exact<Dict>(mapping)) {
        return raise(TypeError, "if you give only one argument to maketrans it must be a dict");
    }
    Ref<Dict> table = Dict::create();
    Size position = 0;
    Object *key, *value;
    while (dict_next(static_cast<Dict*>(mapping), position, key, value)) {
        if (auto* text = as<Str>(key)) {
            if (text->length != 1) return raise(ValueError, "string keys in translate table must be of length 1");
            TRY(dict_set(table.get(), Int::from(std::int64_t((*text)[0])).get(), value));
        } else if (is<Int>(key)) {
            TRY(dict_set(table.get(), key, value));
        } else {
            return raise(TypeError, "keys in translate table must be strings or integers");
        }
    }
    return table;
}

Result<Dict> make_translation(Object* first, Object* second, Object* removed) {
    if (second == nullptr) return make_table_from_dict(first);
    Str* to = TRY(str_argument(second, "maketrans", "2 "));
    if (removed != nullptr) TRY(str_argument(removed, "maketrans", "3 "));
    if (!is<Str>(first)) {
        return raise(TypeError, "first maketrans argument must be a string if there is a second argument");
    }
    auto* from = static_cast<Str*>(first);
    if (from->length != to->length)
        return raise(ValueError, "the first two maketrans arguments must have equal length");
    Ref<Dict> table = Dict::create();
    for (Size index = 0; index < from->length; ++index) {
        TRY(dict_set(table.get(), Int::from(std::int64_t((*from)[index])).get(),
                     Int::from(std::int64_t((*to)[index])).get()));
    }
    auto* gone = static_cast<Str*>(removed);
    for (Size index = 0; gone != nullptr && index < gone->length; ++index) {
        TRY(dict_set(table.get(), Int::from(std::int64_t((*gone)[index])).get(), &None));
    }
    return table;
}

// ---------------------------------------------------------------- the rest

template <Result<Str> (*mapping)(Str*)>
Result<Str> mapped(Str* self) {
    return mapping(self);
}
template <bool (*predicate)(const Str*)>
Result<bool> asks(Str* self) {
    return predicate(self);
}

Result<bool> is_ascii_method(Str* self) { return self->ascii; }

Result<Bytes> encode_method(Str* self, Object* encoding, Object* errors) {
    Str* name = TRY(str_argument(encoding, "encode", "'encoding' "));
    Str* handling = TRY(str_argument(errors, "encode", "'errors' "));
    return encode(self, name->view(), handling->view());
}

Result<Object> join(Str* self, Object* iterable) { return str_join(self, iterable); }

Result<Str> format_method(Str* self, const Arguments& arguments) { return format_braces(self, arguments, nullptr); }
Result<Str> format_map(Str* self, Object* mapping) { return format_braces(self, {}, mapping); }
Result<Str> dunder_format(Str* self, Object* spec) {
    return format_str(self, TRY(str_argument(spec, "__format__", "")));
}
Ref<Tuple> getnewargs(Str* self) { return Tuple::of({exact(self).take().get()}); }

// CPython's header sizes: 48 bytes for ASCII, 72 for others, and the final zero.
Result<Size> size_of(Str* self) { return (self->ascii ? 48 : 72) + (self->length + 1) * self->kind; }

const Method methods[] = {
    {"encode(self, /, encoding='utf-8', errors='strict')", bind<encode_method>,
     "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode "
     "the string.\n  errors\n    "
     "The error handling scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors "
     "raise a\n    "
     "UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any "
     "other name registered "
     "with\n    codecs.register_error that can handle UnicodeEncodeErrors."},
    {"replace(self, old, new, count=-1, /)", bind<replace>,
     "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of "
     "occurrences to replace.\n    -1 "
     "(the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first "
     "count occurrences "
     "are\nreplaced."},
    {"split(self, /, sep=None, maxsplit=-1)", bind<split>,
     "Return a list of the substrings in the string, using sep as the separator string."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", bind<split_last>,
     "Return a list of the substrings in the string, using sep as the separator string."},
    {"join(self, iterable, /)", bind<join>,
     "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given "
     "string.\nThe result is returned "
     "as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'"},
    {"capitalize(self, /)", bind<mapped<str_capitalize>>,
     "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and "
     "the rest lower\ncase."},
    {"casefold(self, /)", bind<mapped<str_fold_case>>,
     "Return a version of the string suitable for caseless comparisons."},
    {"title(self, /)", bind<mapped<str_title>>,
     "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased "
     "characters and all "
     "remaining\ncased characters have lower case."},
    {"center(self, width, fillchar=' ', /)", bind<center>,
     "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a "
     "space)."},
    {"count(self, *args)", bind<count>,
     "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub "
     "in\nstring S[start:end].  "
     "Optional arguments start and end are\ninterpreted as in slice notation."},
    {"expandtabs(self, /, tabsize=8)", bind<expand_tabs>,
     "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 "
     "characters is assumed."},
    {"find(self, *args)", bind<find_first>,
     "S.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub "
     "is contained within "
     "S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure."},
    {"partition(self, sep, /)", bind<partition>,
     "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the "
     "string.  If the separator is "
     "found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after "
     "it.\n\nIf the separator is not "
     "found, returns a 3-tuple containing the original string\nand two empty strings."},
    {"index(self, *args)", bind<index_first>,
     "S.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub "
     "is contained within "
     "S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when "
     "the substring is not found."},
    {"ljust(self, width, fillchar=' ', /)", bind<left_justify>,
     "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default "
     "is a space)."},
    {"lower(self, /)", bind<mapped<str_lower>>, "Return a copy of the string converted to lowercase."},
    {"lstrip(self, chars=None, /)", bind<strip<Side::left>>,
     "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove "
     "characters in chars instead."},
    {"rfind(self, *args)", bind<find_last>,
     "S.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that "
     "sub is contained within "
     "S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nReturn -1 on failure."},
    {"rindex(self, *args)", bind<index_last>,
     "S.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that "
     "sub is contained within "
     "S[start:end].  Optional\narguments start and end are interpreted as in slice notation.\n\nRaises ValueError when "
     "the substring is not found."},
    {"rjust(self, width, fillchar=' ', /)", bind<right_justify>,
     "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default "
     "is a space)."},
    {"rstrip(self, chars=None, /)", bind<strip<Side::right>>,
     "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove "
     "characters in chars instead."},
    {"rpartition(self, sep, /)", bind<partition_last>,
     "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the "
     "string, starting at the end. "
     "If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, "
     "and the part after it.\n\nIf "
     "the separator is not found, returns a 3-tuple containing two empty strings\nand the original string."},
    {"splitlines(self, /, keepends=False)", bind<split_lines>,
     "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the "
     "resulting list unless keepends "
     "is given and\ntrue."},
    {"strip(self, chars=None, /)", bind<strip<Side::both>>,
     "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, "
     "remove characters in chars instead."},
    {"swapcase(self, /)", bind<mapped<str_swap_case>>,
     "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
    {"translate(self, table, /)", bind<translate>,
     "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which "
     "must be a mapping of Unicode "
     "ordinals to\n    Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via "
     "__getitem__, for instance a\n"
     "dictionary or list.  If this operation raises LookupError, the character is\nleft untouched.  Characters mapped "
     "to None are deleted."},
    {"upper(self, /)", bind<mapped<str_upper>>, "Return a copy of the string converted to uppercase."},
    {"startswith(self, *args)", bind<starts_with>,
     "S.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if S starts with the specified prefix, False "
     "otherwise.\nWith optional start, "
     "test S beginning at that position.\nWith optional end, stop comparing S at that position.\nprefix can also be a "
     "tuple of strings to try."},
    {"endswith(self, *args)", bind<ends_with>,
     "S.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if S ends with the specified suffix, False "
     "otherwise.\nWith optional start, "
     "test S beginning at that position.\nWith optional end, stop comparing S at that position.\nsuffix can also be a "
     "tuple of strings to try."},
    {"removeprefix(self, prefix, /)", bind<remove_prefix>,
     "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, "
     "return string[len(prefix):].\n"
     "Otherwise, return a copy of the original string."},
    {"removesuffix(self, suffix, /)", bind<remove_suffix>,
     "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and "
     "that suffix is not empty,\n"
     "return string[:-len(suffix)]. Otherwise, return a copy of the original\nstring."},
    {"isascii(self, /)", bind<is_ascii_method>,
     "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in "
     "the range U+0000-U+007F.\n"
     "Empty string is ASCII too."},
    {"islower(self, /)", bind<asks<str_is_lower>>,
     "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased "
     "characters in the string are lowercase "
     "and\nthere is at least one cased character in the string."},
    {"isupper(self, /)", bind<asks<str_is_upper>>,
     "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased "
     "characters in the string are uppercase "
     "and\nthere is at least one cased character in the string."},
    {"istitle(self, /)", bind<asks<str_is_title>>,
     "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and "
     "title-case characters may only\nfollow "
     "uncased characters and lowercase characters only cased ones."},
    {"isspace(self, /)", bind<asks<str_is_space>>,
     "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters "
     "in the string are whitespace and "
     "there\nis at least one character in the string."},
    {"isdecimal(self, /)", bind<asks<str_is_decimal>>,
     "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all "
     "characters in the string are decimal and\n"
     "there is at least one character in the string."},
    {"isdigit(self, /)", bind<asks<str_is_digit>>,
     "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in "
     "the string are digits and there\n"
     "is at least one character in the string."},
    {"isnumeric(self, /)", bind<asks<str_is_numeric>>,
     "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the "
     "string are numeric and there is "
     "at\nleast one character in the string."},
    {"isalpha(self, /)", bind<asks<str_is_alphabetic>>,
     "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters "
     "in the string are alphabetic and "
     "there\nis at least one character in the string."},
    {"isalnum(self, /)", bind<asks<str_is_alphanumeric>>,
     "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all "
     "characters in the string are alpha-numeric "
     "and\nthere is at least one character in the string."},
    {"isidentifier(self, /)", bind<asks<is_identifier>>,
     "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test "
     "whether string s is a reserved "
     "identifier,\nsuch as \"def\" or \"class\"."},
    {"isprintable(self, /)", bind<asks<str_is_printable>>,
     "Return True if the string is printable, False otherwise.\n\nA string is printable if all of its characters are "
     "considered printable in\nrepr() or "
     "if it is empty."},
    {"zfill(self, width, /)", bind<zero_fill>,
     "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never "
     "truncated."},
    {"format(self, *args, **kwargs)", bind<format_method>,
     "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and "
     "kwargs.\nThe substitutions are identified by "
     "braces ('{' and '}')."},
    {"format_map(self, mapping, /)", bind<format_map>,
     "S.format_map(mapping) -> str\n\nReturn a formatted version of S, using substitutions from mapping.\nThe "
     "substitutions are identified by braces "
     "('{' and '}')."},
    {"__format__(self, format_spec, /)", bind<dunder_format>,
     "Return a formatted version of the string as described by format_spec."},
    {"maketrans(x, y=<absent>, z=<absent>, /)", bind<make_translation>,
     "Return a translation table usable for str.translate().", MethodKind::static_method},
    {"__sizeof__(self, /)", bind<size_of>, "Return the size of the string in memory, in bytes."},
    {"__getnewargs__(self, /)", bind<getnewargs>},
};

}  // namespace

constinit const std::span<const Method> str_methods = methods;

}  // namespace minipy
