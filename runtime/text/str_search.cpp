// SPDX-License-Identifier: MIT
// str.find and its relatives, replace, strip. The text and what is looked for may have different kinds: a wider needle
// cannot occur in a narrower text, a narrower one is compared character by character.
// CPython: Objects/unicodeobject.c. Next: str_split.cpp.
#include "runtime/text/str_search.hpp"

#include <algorithm>
#include <vector>

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/search.hpp"
#include "runtime/text/str_predicates.hpp"

namespace minipy {

namespace {

// Calls `algorithm` with the characters of both, each in its own width.
template <class Character, class Algorithm>
Size with_needle(const Character* characters, const Str* wanted, Size length, Algorithm algorithm) {
    if constexpr (sizeof(Character) == 4) {
        if (wanted->kind == 4) return algorithm(characters, length, wanted->characters<char32_t>());
    }
    if constexpr (sizeof(Character) >= 2) {
        if (wanted->kind == 2) return algorithm(characters, length, wanted->characters<std::uint16_t>());
    }
    return algorithm(characters, length, wanted->characters<std::uint8_t>());
}

template <class Algorithm>
Size with_characters(const Str* text, const Str* wanted, Size start, Size stop, Algorithm algorithm) {
    Size length = stop - start;
    switch (text->kind) {
        case 1: return with_needle(text->characters<std::uint8_t>() + start, wanted, length, algorithm);
        case 2: return with_needle(text->characters<std::uint16_t>() + start, wanted, length, algorithm);
        default: return with_needle(text->characters<char32_t>() + start, wanted, length, algorithm);
    }
}

bool cannot_occur(const Str* text, const Str* wanted, Size start, Size stop) {
    return wanted->kind > text->kind || stop - start < wanted->length || (text->ascii && !wanted->ascii);
}

}  // namespace

Size str_find(const Str* text, const Str* wanted, Size start, Size stop) {
    if (cannot_occur(text, wanted, start, stop)) return -1;
    Size found = with_characters(text, wanted, start, stop, [&](auto* characters, Size length, auto* needle) {
        return search::find(characters, length, needle, wanted->length);
    });
    return found < 0 ? -1 : found + start;
}

Size str_find_last(const Str* text, const Str* wanted, Size start, Size stop) {
    if (cannot_occur(text, wanted, start, stop)) return -1;
    Size found = with_characters(text, wanted, start, stop, [&](auto* characters, Size length, auto* needle) {
        return search::find_last(characters, length, needle, wanted->length);
    });
    return found < 0 ? -1 : found + start;
}

Size str_count(const Str* text, const Str* wanted, Size start, Size stop) {
    if (cannot_occur(text, wanted, start, stop)) return 0;
    return with_characters(text, wanted, start, stop, [&](auto* characters, Size length, auto* needle) {
        return search::count(characters, length, needle, wanted->length, PTRDIFF_MAX);
    });
}

Size str_find_character(const Str* text, CodePoint wanted, Size start, Size stop) {
    if (start >= stop || wanted > text->largest_possible()) return -1;
    Size found;
    switch (text->kind) {
        case 1:
            found =
                search::find_character(text->characters<std::uint8_t>() + start, stop - start, std::uint8_t(wanted));
            break;
        case 2:
            found =
                search::find_character(text->characters<std::uint16_t>() + start, stop - start, std::uint16_t(wanted));
            break;
        default: found = search::find_character(text->characters<char32_t>() + start, stop - start, wanted);
    }
    return found < 0 ? -1 : found + start;
}

bool str_contains(const Str* text, const Str* wanted) {
    if (wanted->length == 1) return str_find_character(text, (*wanted)[0], 0, text->length) >= 0;
    return str_find(text, wanted, 0, text->length) >= 0;
}

bool str_matches_at(const Str* text, const Str* part, Size position) {
    if (part->length == 0) return true;
    if (text->kind == part->kind) {
        return std::memcmp(text->data() + position * text->kind, part->data(),
                           std::size_t(part->length) * part->kind) == 0;
    }
    for (Size index = 0; index < part->length; ++index) {
        if ((*text)[position + index] != (*part)[index]) return false;
    }
    return true;
}

// ---------------------------------------------------------------- arguments

namespace {

Result<Size> slice_position(Object* object, Size absent) {
    if (is_none(object)) return absent;
    if (object->type->slots.index == nullptr) {
        return raise(TypeError, "slice indices must be integers or None or have an __index__ method");
    }
    return to_size(object, nullptr);
}

}  // namespace

void SearchArguments::fit(Size length) {
    if (stop > length) stop = length;
    if (stop < 0) stop = std::max<Size>(stop + length, 0);
    if (start < 0) start = std::max<Size>(start + length, 0);
}

Result<SearchArguments> parse_search_arguments(const char* name, const char* owner, const Arguments& arguments) {
    if (arguments.has_keywords()) return raise(TypeError, "{}.{}() takes no keyword arguments", owner, name);
    Size given = arguments.positional;
    if (given < 1) return raise(TypeError, "{}() takes at least 1 argument ({} given)", name, given);
    if (given > 3) return raise(TypeError, "{}() takes at most 3 arguments ({} given)", name, given);
    SearchArguments result{arguments[0], 0, PTRDIFF_MAX};
    if (given > 1) result.start = TRY(slice_position(arguments[1], 0));
    if (given > 2) result.stop = TRY(slice_position(arguments[2], PTRDIFF_MAX));
    return result;
}

// ---------------------------------------------------------------- replace

namespace {

// One character by another of the same kind: no lengths change.
Result<Str> replace_character(Str* text, CodePoint old_character, CodePoint new_character, Size most) {
    Size position = str_find_character(text, old_character, 0, text->length);
    if (position < 0) return str_substring(text, 0, text->length);
    CodePoint largest = text->ascii && new_character < 128 ? 127 : std::max(text->largest_possible(), new_character);
    Ref<Str> result = TRY(Str::create(text->length, largest));
    copy_characters(result.get(), 0, text, 0, text->length);
    for (Size count = 0; count < most && position >= 0; ++count) {
        set_character(result.get(), position, new_character);
        position = str_find_character(text, old_character, position + 1, text->length);
    }
    return result;
}

// An empty old part matches before every character and at the end.
Result<Str> interleave(Str* text, const Str* part, Size most) {
    Size count = std::min(most, text->length + 1);
    if (part->length > 0 && count > (PTRDIFF_MAX - text->length) / part->length) {
        return raise(OverflowError, "replace string is too long");
    }
    Ref<Str> result = TRY(
        Str::create(text->length + count * part->length, std::max(text->largest_possible(), part->largest_possible())));
    Size target = 0;
    for (Size index = 0; index < count; ++index) {
        copy_characters(result.get(), target, part, 0, part->length);
        target += part->length;
        if (index < text->length) copy_characters(result.get(), target++, text, index, 1);
    }
    if (count < text->length) copy_characters(result.get(), target, text, count, text->length - count);
    return result;
}

bool uses_width(const Str* text) {
    if (text->ascii) return true;
    CodePoint below = text->kind == 1 ? 127 : text->kind == 2 ? 255 : 0xFFFF;
    for (Size index = 0; index < text->length; ++index) {
        if ((*text)[index] > below) return true;
    }
    return false;
}

// A result whose kind turned out wider than its characters need is copied into a narrower one.
Result<Str> narrowed(Ref<Str> text) {
    if (uses_width(text.get())) return text;
    CodePoint largest = 0;
    for (Size index = 0; index < text->length; ++index) largest = std::max(largest, (*text)[index]);
    Ref<Str> result = TRY(Str::create(text->length, largest));
    for (Size index = 0; index < text->length; ++index) set_character(result.get(), index, (*text)[index]);
    return result;
}

}  // namespace

Result<Str> str_replace(Str* text, const Str* old_part, const Str* new_part, Size most) {
    if (most < 0) most = PTRDIFF_MAX;
    if (most == 0 || str_equal(old_part, new_part)) return str_substring(text, 0, text->length);
    if (old_part->length == 0) return interleave(text, new_part, most);
    if (old_part->length == 1 && new_part->length == 1) {
        return narrowed(TRY(replace_character(text, (*old_part)[0], (*new_part)[0], most)));
    }
    std::vector<Size> places;
    for (Size position = 0; Size(places.size()) < most; position = places.back() + old_part->length) {
        Size found = str_find(text, old_part, position, text->length);
        if (found < 0) break;
        TRY(reserve_more(places, 1));
        places.push_back(found);
    }
    if (places.empty()) return str_substring(text, 0, text->length);
    Size count = Size(places.size()), growth = new_part->length - old_part->length;
    if (growth > 0 && count > (PTRDIFF_MAX - text->length) / growth)
        return raise(OverflowError, "replace string is too long");
    Ref<Str> result = TRY(
        Str::create(text->length + growth * count, std::max(text->largest_possible(), new_part->largest_possible())));
    Size source = 0, target = 0;
    for (Size place : places) {
        copy_characters(result.get(), target, text, source, place - source);
        target += place - source;
        copy_characters(result.get(), target, new_part, 0, new_part->length);
        target += new_part->length;
        source = place + old_part->length;
    }
    copy_characters(result.get(), target, text, source, text->length - source);
    return narrowed(std::move(result));
}

// ---------------------------------------------------------------- strip

Result<Str> str_strip(Str* text, const Str* characters, Side side) {
    auto goes = [&](CodePoint character) {
        return characters == nullptr ? is_space(character)
                                     : str_find_character(characters, character, 0, characters->length) >= 0;
    };
    Size start = 0, stop = text->length;
    if (side != Side::right) {
        while (start < stop && goes((*text)[start])) ++start;
    }
    if (side != Side::left) {
        while (stop > start && goes((*text)[stop - 1])) --stop;
    }
    return str_substring(text, start, stop);
}

}  // namespace minipy
