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
    if (is<Str>(object)) return cast<Str>(object);
    return raise(TypeError, "must be str, not {}", type_name(object));
}

// "replace() argument 1 must be str, not int"
Result<Str*> str_argument(Object* object, const char* method, const char* which) {
    if (is<Str>(object)) return cast<Str>(object);
    return raise(TypeError, "{}() argument {}must be str, not {}", method, which, shown_type(object));
}

Result<Str> exact(Str* text) { return str_substring(text, 0, text->length); }

// ---------------------------------------------------------------- find, index, count, startswith

template <auto find>
Result<Size> find_method(Str* self, const Arguments& arguments, const char* name) {
    SearchArguments parsed = TRY(parse_search_arguments(name, "str", arguments));
    parsed.fit(self->length);
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

bool matches_affix(const Str* text, const Str* part, Size start, Size stop, Affix affix) {
    if (stop - start < part->length) return false;
    return str_matches_at(text, part, affix == Affix::suffix ? stop - part->length : start);
}

Result<bool> affix_method(Str* self, const Arguments& arguments, const char* name, Affix affix) {
    SearchArguments parsed = TRY(parse_search_arguments(name, "str", arguments));
    parsed.fit(self->length);
    if (auto* parts = as<Tuple>(parsed.wanted)) {
        for (Object* part : *parts) {
            if (!is<Str>(part))
                return raise(TypeError, "tuple for {} must only contain str, not {}", name, type_name(part));
            if (matches_affix(self, cast<Str>(part), parsed.start, parsed.stop, affix)) return true;
        }
        return false;
    }
    if (!is<Str>(parsed.wanted)) {
        return raise(TypeError, "{} first arg must be str or a tuple of str, not {}", name, type_name(parsed.wanted));
    }
    return matches_affix(self, cast<Str>(parsed.wanted), parsed.start, parsed.stop, affix);
}

Result<bool> starts_with(Str* self, const Arguments& arguments) {
    return affix_method(self, arguments, "startswith", Affix::prefix);
}
Result<bool> ends_with(Str* self, const Arguments& arguments) {
    return affix_method(self, arguments, "endswith", Affix::suffix);
}

// ---------------------------------------------------------------- parts

Result<Str> replace(Str* self, Object* old_part, Object* new_part, Size most) {
    Str* from = TRY(str_argument(old_part, "replace", "1 "));
    Str* to = TRY(str_argument(new_part, "replace", "2 "));
    return str_replace(self, from, to, most);
}

Result<Str*> separator_argument(Object* object) {
    if (is_none(object)) return static_cast<Str*>(nullptr);
    if (is<Str>(object)) return cast<Str>(object);
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
    return str_strip(self, cast<Str>(characters), side);
}

Result<Str> remove_prefix(Str* self, Object* prefix) {
    Str* part = TRY(str_argument(prefix, "removeprefix", ""));
    bool present = matches_affix(self, part, 0, self->length, Affix::prefix);
    return str_substring(self, present ? part->length : 0, self->length);
}

Result<Str> remove_suffix(Str* self, Object* suffix) {
    Str* part = TRY(str_argument(suffix, "removesuffix", ""));
    bool present = part->length > 0 && matches_affix(self, part, 0, self->length, Affix::suffix);
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
    auto* text = cast<Str>(object);
    if (text->length != 1) return raise(TypeError, "The fill character must be exactly one character long");
    return (*text)[0];
}

Result<Str> center(Str* self, Size width, Object* fill) {
    CodePoint character = TRY(fill_character(fill));
    Size margin = lacking(width, self->length);
    Size left = margin / 2 + (margin & width & 1);
    return pad(self, left, margin - left, character);
}
Result<Str> left_justify(Str* self, Size width, Object* fill) {
    return pad(self, 0, lacking(width, self->length), TRY(fill_character(fill)));
}
Result<Str> right_justify(Str* self, Size width, Object* fill) {
    return pad(self, lacking(width, self->length), 0, TRY(fill_character(fill)));
}

Result<Str> zero_fill(Str* self, Size width) {
    Size fill = lacking(width, self->length);
    if (fill == 0) return exact(self);
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
    if (is_exact<Dict>(table)) return TRY(dict_get(cast<Dict>(table), key.get()));
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
    while (dict_next(cast<Dict>(mapping), position, key, value)) {
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
    auto* from = cast<Str>(first);
    if (from->length != to->length)
        return raise(ValueError, "the first two maketrans arguments must have equal length");
    Ref<Dict> table = Dict::create();
    for (Size index = 0; index < from->length; ++index) {
        TRY(dict_set(table.get(), Int::from(std::int64_t((*from)[index])).get(),
                     Int::from(std::int64_t((*to)[index])).get()));
    }
    auto* gone = cast<Str>(removed);
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

Result<Str> str_format_method(Str* self, const Arguments& arguments) { return format_braces(self, arguments, nullptr); }
Result<Str> format_map(Str* self, Object* mapping) { return format_braces(self, {}, mapping); }
Result<Str> dunder_format(Str* self, Object* spec) {
    return format_str(self, TRY(str_argument(spec, "__format__", "")));
}
Result<Object> getnewargs(Str* self) {
    Ref<Object> value = TRY(exact(self));
    return Tuple::of({value.get()});
}

// CPython's header sizes: 48 bytes for ASCII, 72 for others, and the final zero.
Result<Size> size_of(Str* self) {
    Size utf8 = self->utf8 == nullptr ? 0 : self->utf8_length + 1;
    return Size(sizeof(Str)) + (self->length + 1) * self->kind + utf8;
}

const Method str_methods[] = {
    {"encode(self, /, encoding='utf-8', errors='strict')", bind<encode_method>,
     "Turns the text into bytes; errors says what becomes of characters that the encoding lacks."},
    {"replace(self, old, new, count=-1, /)", bind<replace>,
     "Puts new wherever old stands, from the left and at most count times."},
    {"split(self, /, sep=None, maxsplit=-1)", bind<split>,
     "Cuts at each sep, from the left and at most maxsplit times; without sep at runs of whitespace, and empty pieces "
     "go."},
    {"rsplit(self, /, sep=None, maxsplit=-1)", bind<split_last>,
     "Cuts as split() does, but a maxsplit counts from the right."},
    {"join(self, iterable, /)", bind<join>,
     "Strings the items together with self between them: one allocation, where + in a loop makes many."},
    {"capitalize(self, /)", bind<mapped<str_capitalize>>,
     "Turns the first character into upper case and all others into lower case."},
    {"casefold(self, /)", bind<mapped<str_fold_case>>,
     "Turns into lower case so thoroughly that texts differing in case alone become equal: 'ß' ends as 'ss'."},
    {"title(self, /)", bind<mapped<str_title>>,
     "Turns the first letter of each run of letters into upper case and the others into lower case."},
    {"center(self, width, fillchar=' ', /)", bind<center>,
     "Pads on both sides up to width; the odd one out goes left or right depending on the lengths."},
    {"count(self, *args)", bind<count>, "Counts where sub occurs, without overlaps."},
    {"expandtabs(self, /, tabsize=8)", bind<expand_tabs>,
     "Fills each tab with spaces up to the next multiple of tabsize."},
    {"find(self, *args)", bind<find_first>, "Searches from the left and gives the index of sub, or -1."},
    {"partition(self, sep, /)", bind<partition>,
     "Cuts in three at the first sep: before, sep, after. Without a sep in there, all is in front."},
    {"index(self, *args)", bind<index_first>, "Searches as find() does, but to find nothing is a ValueError."},
    {"ljust(self, width, fillchar=' ', /)", bind<left_justify>, "Pads on the right up to width."},
    {"lower(self, /)", bind<mapped<str_lower>>, "Turns all letters into lower case."},
    {"lstrip(self, chars=None, /)", bind<strip<Side::left>>,
     "Takes whitespace, or any of the characters in chars, off the left end."},
    {"rfind(self, *args)", bind<find_last>, "Searches from the right and gives the index of sub, or -1."},
    {"rindex(self, *args)", bind<index_last>, "Searches as rfind() does, but to find nothing is a ValueError."},
    {"rjust(self, width, fillchar=' ', /)", bind<right_justify>, "Pads on the left up to width."},
    {"rstrip(self, chars=None, /)", bind<strip<Side::right>>,
     "Takes whitespace, or any of the characters in chars, off the right end."},
    {"rpartition(self, sep, /)", bind<partition_last>,
     "Cuts in three at the last sep: before, sep, after. Without a sep in there, all is at the end."},
    {"splitlines(self, /, keepends=False)", bind<split_lines>,
     "Cuts at the ends of lines, which any of ten characters may make; keepends leaves them on."},
    {"strip(self, chars=None, /)", bind<strip<Side::both>>,
     "Takes whitespace, or any of the characters in chars, off both ends."},
    {"swapcase(self, /)", bind<mapped<str_swap_case>>,
     "Swaps upper and lower case of all letters; doing it twice does not always lead back."},
    {"translate(self, table, /)", bind<translate>,
     "Looks each character's number up in table: a number or string takes its place, None deletes it, LookupError "
     "keeps it."},
    {"upper(self, /)", bind<mapped<str_upper>>, "Turns all letters into upper case; 'ß' becomes two."},
    {"startswith(self, *args)", bind<starts_with>,
     "Tells whether the text begins with prefix, or with one of a tuple of them."},
    {"endswith(self, *args)", bind<ends_with>,
     "Tells whether the text ends with suffix, or with one of a tuple of them."},
    {"removeprefix(self, prefix, /)", bind<remove_prefix>, "Takes prefix off the front, once, if it is there."},
    {"removesuffix(self, suffix, /)", bind<remove_suffix>, "Takes suffix off the end, once, if it is there."},
    {"isascii(self, /)", bind<is_ascii_method>, "Tells whether no character is above U+007F; true for the empty text."},
    {"islower(self, /)", bind<asks<str_is_lower>>, "Tells whether there are letters with case, and all are lower."},
    {"isupper(self, /)", bind<asks<str_is_upper>>, "Tells whether there are letters with case, and all are upper."},
    {"istitle(self, /)", bind<asks<str_is_title>>,
     "Tells whether each run of letters starts in upper case and goes on in lower case."},
    {"isspace(self, /)", bind<asks<str_is_space>>,
     "Tells whether there is nothing but whitespace; false for the empty text."},
    {"isdecimal(self, /)", bind<asks<str_is_decimal>>,
     "Tells whether there are only digits that int() reads, of any script."},
    {"isdigit(self, /)", bind<asks<str_is_digit>>, "Tells whether there are only digits, superscripts included."},
    {"isnumeric(self, /)", bind<asks<str_is_numeric>>,
     "Tells whether every character has a numeric value, fractions and Roman numerals included."},
    {"isalpha(self, /)", bind<asks<str_is_alphabetic>>, "Tells whether there are only letters, and at least one."},
    {"isalnum(self, /)", bind<asks<str_is_alphanumeric>>,
     "Tells whether there are only letters and numbers, and at least one."},
    {"isidentifier(self, /)", bind<asks<is_identifier>>,
     "Tells whether a variable could be called so; keywords pass as well."},
    {"isprintable(self, /)", bind<asks<str_is_printable>>,
     "Tells whether repr() would escape nothing but quotes and backslashes."},
    {"zfill(self, width, /)", bind<zero_fill>, "Pads on the left with zeros, behind a sign if there is one."},
    {"format(self, *args, **kwargs)", bind<str_format_method>, "Fills the braces in the text with the arguments."},
    {"format_map(self, mapping, /)", bind<format_map>,
     "Fills the braces from a mapping, which is not copied, so that __missing__ works."},
    {"__format__(self, format_spec, /)", bind<dunder_format>, "Formats by a spec such as '>10'; without one as it is."},
    {"maketrans(x, y=<absent>, z=<absent>, /)", bind<make_translation>,
     "Makes a table for translate(): from a dict, or from two texts of one length, and a third of what to delete.",
     MethodKind::static_method},
    {"__sizeof__(self, /)", bind<size_of>,
     "Tells how many bytes the text takes up: one, two or four a character, as the widest one needs."},
    {"__getnewargs__(self, /)", bind<getnewargs>},
};

}  // namespace

constinit const std::span<const Method> str_methods = str_methods;

}  // namespace minipy
