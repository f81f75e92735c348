// SPDX-License-Identifier: MIT
// str.split, rsplit, splitlines, partition, rpartition, join. CPython: Objects/stringlib/split.h, unicodeobject.c.
#include <algorithm>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/text/str_search.hpp"

namespace minipy {

namespace {

Result<void> append_part(List* parts, Str* text, Size start, Size stop) {
    return list_append(parts, Ref<Object>(TRY(str_substring(text, start, stop))));
}

Result<List> split_at_spaces(Str* text, Size most) {
    Ref<List> parts = List::create();
    Size position = 0;
    for (;;) {
        while (position < text->length && is_space((*text)[position])) ++position;
        if (position == text->length) return parts;
        if (most-- == 0) break;
        Size start = position;
        while (position < text->length && !is_space((*text)[position])) ++position;
        TRY(append_part(parts.get(), text, start, position));
    }
    TRY(append_part(parts.get(), text, position, text->length));
    return parts;
}

Result<List> split_last_at_spaces(Str* text, Size most) {
    Ref<List> parts = List::create();
    Size position = text->length;
    for (;;) {
        while (position > 0 && is_space((*text)[position - 1])) --position;
        if (position == 0) break;
        if (most-- == 0) {
            TRY(append_part(parts.get(), text, 0, position));
            break;
        }
        Size stop = position;
        while (position > 0 && !is_space((*text)[position - 1])) --position;
        TRY(append_part(parts.get(), text, position, stop));
    }
    list_reverse(parts.get());
    return parts;
}

}  // namespace

Result<List> str_split(Str* text, Str* separator, Size most) {
    if (most < 0) most = PTRDIFF_MAX;
    if (separator == nullptr) return split_at_spaces(text, most);
    if (separator->length == 0) return raise(ValueError, "empty separator");
    Ref<List> parts = List::create();
    Size position = 0;
    for (; most > 0; --most) {
        Size found = str_find(text, separator, position, text->length);
        if (found < 0) break;
        TRY(append_part(parts.get(), text, position, found));
        position = found + separator->length;
    }
    TRY(append_part(parts.get(), text, position, text->length));
    return parts;
}

Result<List> str_split_last(Str* text, Str* separator, Size most) {
    if (most < 0) most = PTRDIFF_MAX;
    if (separator == nullptr) return split_last_at_spaces(text, most);
    if (separator->length == 0) return raise(ValueError, "empty separator");
    Ref<List> parts = List::create();
    Size stop = text->length;
    for (; most > 0; --most) {
        Size found = str_find_last(text, separator, 0, stop);
        if (found < 0) break;
        TRY(append_part(parts.get(), text, found + separator->length, stop));
        stop = found;
    }
    TRY(append_part(parts.get(), text, 0, stop));
    list_reverse(parts.get());
    return parts;
}

namespace {

bool is_line_break(CodePoint character) {
    if (character >= ' ' && character < 128) return false;
    if (character < 128) return (character >= 10 && character <= 13) || (character >= 0x1c && character <= 0x1e);
    return character == 0x85 || character == 0x2028 || character == 0x2029;
}

}  // namespace

Result<List> str_split_lines(Str* text, bool keep_ends) {
    Ref<List> lines = List::create();
    for (Size position = 0; position < text->length;) {
        Size stop = position;
        while (stop < text->length && !is_line_break((*text)[stop])) ++stop;
        Size next = stop;
        if (next < text->length) {
            bool pair = (*text)[next] == '\r' && next + 1 < text->length && (*text)[next + 1] == '\n';
            next += pair ? 2 : 1;
        }
        TRY(append_part(lines.get(), text, position, keep_ends ? next : stop));
        position = next;
    }
    return lines;
}

namespace {

Result<Tuple> cut_out(Str* text, Size found, Str* separator) {
    Ref<Str> before = TRY(str_substring(text, 0, found));
    Ref<Str> after = TRY(str_substring(text, found + separator->length, text->length));
    return Tuple::of({before.get(), separator, after.get()});
}

}  // namespace

Result<Tuple> str_partition(Str* text, Str* separator) {
    if (separator->length == 0) return raise(ValueError, "empty separator");
    Size found = str_find(text, separator, 0, text->length);
    if (found >= 0) return cut_out(text, found, separator);
    Ref<Str> empty = Str::empty();
    return Tuple::of({TRY(str_substring(text, 0, text->length)).get(), empty.get(), empty.get()});
}

Result<Tuple> str_partition_last(Str* text, Str* separator) {
    if (separator->length == 0) return raise(ValueError, "empty separator");
    Size found = str_find_last(text, separator, 0, text->length);
    if (found >= 0) return cut_out(text, found, separator);
    Ref<Str> empty = Str::empty();
    return Tuple::of({empty.get(), empty.get(), TRY(str_substring(text, 0, text->length)).get()});
}

// ---------------------------------------------------------------- join

namespace {

struct JoinedSize {
    Size length = 0;
    CodePoint largest = 0;
};

Result<JoinedSize> measure(const Str* separator, std::span<Object* const> items) {
    JoinedSize size;
    if (items.size() > 1) size.largest = separator->largest_possible();
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (!is<Str>(items[index])) {
            return raise(TypeError, "sequence item {}: expected str instance, {} found", index,
                         type_name(items[index]));
        }
        auto* item = cast<Str>(items[index]);
        Size added = item->length + (index > 0 ? separator->length : 0);
        if (added > PTRDIFF_MAX - size.length)
            return raise(OverflowError, "join() result is too long for a Python string");
        size.length += added;
        size.largest = std::max(size.largest, item->largest_possible());
    }
    return size;
}

Result<Str> join_items(const Str* separator, std::span<Object* const> items) {
    if (items.empty()) return Str::empty();
    if (items.size() == 1 && is_exact<Str>(items[0])) return share(cast<Str>(items[0]));
    JoinedSize size = TRY(measure(separator, items));
    if (size.length == 0) return Str::empty();
    Ref<Str> result = TRY(Str::create(size.length, size.largest));
    Size target = 0;
    for (std::size_t index = 0; index < items.size(); ++index) {
        if (index > 0 && separator->length > 0) {
            copy_characters(result.get(), target, separator, 0, separator->length);
            target += separator->length;
        }
        auto* item = cast<Str>(items[index]);
        copy_characters(result.get(), target, item, 0, item->length);
        target += item->length;
    }
    return result;
}

}  // namespace

Result<Object> str_join(Str* separator, Object* iterable) {
    if (is_exact<Tuple>(iterable)) return join_items(separator, cast<Tuple>(iterable)->span());
    Ref<List> items;
    if (is_exact<List>(iterable)) {
        items = share(cast<List>(iterable));
    } else {
        if (iterable->type->slots.iter == nullptr && iterable->type->slots.get_item == nullptr) {
            return raise(TypeError, "can only join an iterable");
        }
        items = TRY(List::from_iterable(iterable));
    }
    return join_items(separator, {items->items, std::size_t(items->length)});
}

}  // namespace minipy
