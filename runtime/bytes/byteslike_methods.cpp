// SPDX-License-Identifier: MIT
// What the shared methods of bytes and bytearray do to plain bytes. All case questions are about ASCII only.
// CPython: Objects/bytes_methods.c, Objects/stringlib/*.h.
#include "runtime/bytes/byteslike_methods.hpp"

#include <algorithm>
#include <bitset>
#include <cstdlib>

#include "runtime/bytes/buffer_text.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/search.hpp"

namespace minipy::bytes_methods {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char to_upper(char c) { return is_lower(c) ? char(c - 32) : c; }
char to_lower(char c) { return is_upper(c) ? char(c + 32) : c; }

Result<void> add(Views& parts, View part) {
    TRY(reserve_more(parts, 1));
    parts.push_back(part);
    return {};
}

bool is_title(View data) {
    bool inside_word = false, any = false;
    for (char c : data) {
        if (is_upper(c) && inside_word) return false;
        if (is_lower(c) && !inside_word) return false;
        inside_word = is_alpha(c);
        any = any || inside_word;
    }
    return any;
}

}  // namespace

ByteString change_case(View data, Case wanted) {
    ByteString result(data);
    bool inside_word = false;
    for (std::size_t index = 0; index < result.size(); ++index) {
        char& c = result[index];
        switch (wanted) {
            case Case::upper: c = to_upper(c); break;
            case Case::lower: c = to_lower(c); break;
            case Case::capitalize: c = index == 0 ? to_upper(c) : to_lower(c); break;
            case Case::swap: c = is_upper(c) ? to_lower(c) : to_upper(c); break;
            case Case::title:
                c = inside_word ? to_lower(c) : to_upper(c);
                inside_word = is_alpha(c);
                break;
        }
    }
    return result;
}

bool all_are(View data, Kind kind) {
    auto all = [&](auto predicate) { return !data.empty() && std::all_of(data.begin(), data.end(), predicate); };
    auto any = [&](auto predicate) { return std::any_of(data.begin(), data.end(), predicate); };
    switch (kind) {
        case Kind::alphabetic: return all(is_alpha);
        case Kind::alphanumeric: return all([](char c) { return is_alpha(c) || is_ascii_digit(c); });
        case Kind::ascii: return !any([](char c) { return (c & 0x80) != 0; });
        case Kind::digit: return all(is_ascii_digit);
        case Kind::space: return all(is_space);
        case Kind::lower: return any(is_lower) && !any(is_upper);
        case Kind::upper: return any(is_upper) && !any(is_lower);
        case Kind::title: return is_title(data);
    }
    return false;
}

// ---------------------------------------------------------------- searching

Size find(View data, View wanted, Size start, Size stop) {
    if (stop - start < Size(wanted.size())) return -1;
    Size found = search::find(data.data() + start, stop - start, wanted.data(), Size(wanted.size()));
    return found < 0 ? -1 : found + start;
}

Size find_last(View data, View wanted, Size start, Size stop) {
    if (stop - start < Size(wanted.size())) return -1;
    Size found = search::find_last(data.data() + start, stop - start, wanted.data(), Size(wanted.size()));
    return found < 0 ? -1 : found + start;
}

Size count(View data, View wanted, Size start, Size stop) {
    if (stop - start < Size(wanted.size())) return 0;
    return search::count(data.data() + start, stop - start, wanted.data(), Size(wanted.size()), PTRDIFF_MAX);
}

namespace {

ByteString interleave_bytes(View data, View part, Size most) {
    ByteString result;
    std::size_t index = 0;
    for (; most > 0 && index <= data.size(); --most, ++index) {
        result += part;
        if (index < data.size()) result += data[index];
    }
    if (index < data.size()) result += data.substr(index);
    return result;
}

}  // namespace

Result<ByteString> replace(View data, View old_part, View new_part, Size most) {
    if (most < 0) most = PTRDIFF_MAX;
    if (most == 0) return ByteString(data);
    if (!new_part.empty() && !data.empty()) {
        Size times = std::min(most, count(data, old_part, 0, Size(data.size())));
        Size growth = Size(new_part.size()) - Size(old_part.size());
        if (growth > 0 && times > (PTRDIFF_MAX - Size(data.size())) / growth) {
            return raise(OverflowError, "replace bytes is too long");
        }
    }
    if (old_part.empty()) return interleave_bytes(data, new_part, most);
    ByteString result;
    std::size_t position = 0;
    for (; most > 0; --most) {
        Size found = find(data, old_part, Size(position), Size(data.size()));
        if (found < 0) break;
        result.append(data.substr(position, std::size_t(found) - position));
        result.append(new_part);
        position = std::size_t(found) + old_part.size();
    }
    result.append(data.substr(position));
    return result;
}

// ---------------------------------------------------------------- splitting

namespace {

Result<Views> split_bytes_at_spaces(View data, Size most) {
    Views parts;
    std::size_t position = 0;
    for (;;) {
        while (position < data.size() && is_space(data[position])) ++position;
        if (position == data.size()) return parts;
        if (most-- == 0) break;
        std::size_t start = position;
        while (position < data.size() && !is_space(data[position])) ++position;
        TRY(add(parts, data.substr(start, position - start)));
    }
    TRY(add(parts, data.substr(position)));
    return parts;
}

Result<Views> split_bytes_last_at_spaces(View data, Size most) {
    Views parts;
    std::size_t position = data.size();
    for (;;) {
        while (position > 0 && is_space(data[position - 1])) --position;
        if (position == 0) break;
        if (most-- == 0) {
            TRY(add(parts, data.substr(0, position)));
            break;
        }
        std::size_t stop = position;
        while (position > 0 && !is_space(data[position - 1])) --position;
        TRY(add(parts, data.substr(position, stop - position)));
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

}  // namespace

Result<Views> split(View data, View separator, Size most) {
    if (separator.empty()) return split_bytes_at_spaces(data, most);
    Views parts;
    std::size_t position = 0;
    for (; most > 0; --most) {
        Size found = find(data, separator, Size(position), Size(data.size()));
        if (found < 0) break;
        TRY(add(parts, data.substr(position, std::size_t(found) - position)));
        position = std::size_t(found) + separator.size();
    }
    TRY(add(parts, data.substr(position)));
    return parts;
}

Result<Views> split_last(View data, View separator, Size most) {
    if (separator.empty()) return split_bytes_last_at_spaces(data, most);
    Views parts;
    std::size_t stop = data.size();
    for (; most > 0; --most) {
        Size found = find_last(data, separator, 0, Size(stop));
        if (found < 0) break;
        std::size_t start = std::size_t(found) + separator.size();
        TRY(add(parts, data.substr(start, stop - start)));
        stop = std::size_t(found);
    }
    TRY(add(parts, data.substr(0, stop)));
    std::reverse(parts.begin(), parts.end());
    return parts;
}

Result<Views> split_lines(View data, bool keep_ends) {
    Views lines;
    for (std::size_t position = 0; position < data.size();) {
        std::size_t stop = std::min(data.find_first_of("\r\n", position), data.size());
        std::size_t next = stop;
        if (next < data.size()) next += data[next] == '\r' && next + 1 < data.size() && data[next + 1] == '\n' ? 2 : 1;
        TRY(add(lines, data.substr(position, (keep_ends ? next : stop) - position)));
        position = next;
    }
    return lines;
}

View strip(View data, const View* bytes, Side side) {
    std::bitset<256> set;
    for (char c : bytes != nullptr ? *bytes : View(" \t\n\r\v\f")) set.set(static_cast<unsigned char>(c));
    auto goes = [&](char c) { return set.test(static_cast<unsigned char>(c)); };
    if (side != Side::right) {
        while (!data.empty() && goes(data.front())) data.remove_prefix(1);
    }
    if (side != Side::left) {
        while (!data.empty() && goes(data.back())) data.remove_suffix(1);
    }
    return data;
}

// ---------------------------------------------------------------- padding, tables, joining

ByteString expand_tabs(View data, int tab_size) {
    ByteString result;
    Size column = 0;
    for (char c : data) {
        if (c == '\t') {
            if (tab_size > 0) {
                Size spaces = tab_size - column % tab_size;
                result.append(std::size_t(spaces), ' ');
                column += spaces;
            }
            continue;
        }
        result += c;
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    return result;
}

ByteString zero_fill(View data, Size width) {
    Size fill = lacking(width, Size(data.size()));
    if (fill == 0) return ByteString(data);
    bool has_sign = !data.empty() && (data[0] == '+' || data[0] == '-');
    ByteString result(data.substr(0, has_sign ? 1 : 0));
    result.append(std::size_t(fill), '0');
    result.append(data.substr(has_sign ? 1 : 0));
    return result;
}

Result<ByteString> pad(View data, Size left, Size right, char fill) {
    left = std::max<Size>(left, 0);
    right = std::max<Size>(right, 0);
    constexpr Size most = Size(1) << 46;
    if (left > most || right > most) return raise_no_memory();
    ByteString result(std::size_t(left), fill);
    result.append(data);
    result.append(std::size_t(right), fill);
    return complete(std::move(result));
}

ByteString translate(View data, View table, View removed) {
    std::bitset<256> gone;
    for (char c : removed) gone.set(static_cast<unsigned char>(c));
    ByteString result;
    result.reserve(data.size());
    for (char c : data) {
        auto byte = static_cast<unsigned char>(c);
        if (!gone.test(byte)) result += table.empty() ? c : table[byte];
    }
    return result;
}

Result<Object> make_translation_table(Object* first, Object* second) {
    Buffer from, to;
    TRY(from.acquire(first));
    TRY(to.acquire(second));
    if (from.length() != to.length()) return raise(ValueError, "maketrans arguments must have same length");
    std::array<char, 256> table;
    for (std::size_t index = 0; index < 256; ++index) table[index] = char(index);
    for (std::size_t index = 0; index < from.text().size(); ++index) {
        table[static_cast<unsigned char>(from.text()[index])] = to.text()[index];
    }
    return Bytes::copy({table.data(), table.size()});
}

Result<ByteString> join(View separator, Object* iterable) {
    if (iterable->type->slots.iter == nullptr && iterable->type->slots.get_item == nullptr) {
        return raise(TypeError, "can only join an iterable");
    }
    Ref<Tuple> items = TRY(Tuple::from_iterable(iterable));
    ByteString result;
    for (Size index = 0; index < items->length; ++index) {
        Object* item = (*items)[index];
        if (!supports_buffer(item)) {
            return raise(TypeError, "sequence item {}: expected a bytes-like object, {} found", index, type_name(item));
        }
        if (index > 0) result += separator;
        Buffer buffer;
        TRY(buffer.acquire(item));
        result += buffer.text();
    }
    return complete(std::move(result));
}

// ---------------------------------------------------------------- hexadecimal

namespace {

Result<char> separator_character(Object* separator) {
    if (TRY(length(separator)) != 1) return raise(ValueError, "sep must be length 1.");
    if (auto* text = as<Str>(separator)) {
        if (!text->ascii) return raise(ValueError, "sep must be ASCII.");
        return text->data()[0];
    }
    if (auto* bytes = as<Bytes>(separator)) {
        if ((bytes->data()[0] & 0x80) != 0) return raise(ValueError, "sep must be ASCII.");
        return bytes->data()[0];
    }
    return raise(TypeError, "sep must be str or bytes.");
}

int hex_value(CodePoint c) {
    if (c >= '0' && c <= '9') return int(c - '0');
    if (c >= 'a' && c <= 'f') return int(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return int(c - 'A') + 10;
    return -1;
}

}  // namespace

// A positive group counts from the right, a negative one from the left.
Result<Str> to_hex(View data, Object* separator, int group) {
    char separator_byte = 0;
    if (separator != nullptr) separator_byte = TRY(separator_character(separator));
    Size size = Size(data.size()), every = std::abs(Size(group));
    bool separated = separator != nullptr && every != 0;
    ByteString text;
    text.reserve(data.size() * (separated ? 3 : 2));
    constexpr char digits[] = "0123456789abcdef";
    for (Size index = 0; index < size; ++index) {
        bool at_border = index > 0 && separated && (group < 0 ? index : size - index) % every == 0;
        if (at_border) text += separator_byte;
        auto byte = static_cast<unsigned char>(data[std::size_t(index)]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return Str::from_ascii(text);
}

Result<ByteString> from_hex(Object* object) {
    if (!is<Str>(object)) {
        return raise(TypeError, "fromhex() argument must be str, not {}", is_none(object) ? "None" : type_name(object));
    }
    auto* text = cast<Str>(object);
    ByteString result;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint first = (*text)[index];
        if (first < 128 && is_space(char(first))) continue;
        for (Size part = 0; part < 2; ++part) {
            if (index + part >= text->length || hex_value((*text)[index + part]) < 0) {
                return raise(ValueError, "non-hexadecimal number found in fromhex() arg at position {}", index + part);
            }
        }
        result += char(hex_value(first) << 4 | hex_value((*text)[index + 1]));
        ++index;
    }
    return result;
}

// ---------------------------------------------------------------- arguments

Result<char> byte_of(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (!number->is_small() || number->small < 0 || number->small > 255) {
        return raise(ValueError, "byte must be in range(0, 256)");
    }
    return char(number->small);
}

Result<void> Pattern::take(Object* object, const char* type_error) {
    if (supports_buffer(object)) return buffer_.acquire(object);
    if (object->type->slots.index == nullptr)
        return raise_message(TypeError, format_values(type_error, fmt::make_format_args(type_name(object))));
    byte_ = TRY(byte_of(object));
    is_byte_ = true;
    return {};
}

Result<char> fill_byte(Object* object, const char* method) {
    if (auto* bytes = as<Bytes>(object); bytes != nullptr && bytes->length == 1) return bytes->data()[0];
    if (auto* array = as<ByteArray>(object); array != nullptr && array->length == 1) return array->data()[0];
    return raise(TypeError, "{}() argument 2 must be a byte string of length 1, not {}", method, type_name(object));
}

Result<View> str_view(Object* object, const char* method, const char* argument) {
    if (is<Str>(object)) return cast<Str>(object)->view();
    return raise(TypeError, "{}() argument '{}' must be str, not {}", method, argument,
                 is_none(object) ? "None" : type_name(object));
}

// ---------------------------------------------------------------- construction

namespace {

struct SourceArguments {
    Object* values[3] = {};  // source, encoding, errors
};

constexpr const char* source_parameters[] = {"source", "encoding", "errors"};

Result<SourceArguments> parse_source(const char* type, const Arguments& arguments) {
    SourceArguments result;
    TRY(bind_parameters(type, source_parameters, arguments, result.values));
    for (int index : {1, 2}) {
        if (result.values[index] != nullptr) TRY(str_view(result.values[index], type, source_parameters[index]));
    }
    return result;
}

Result<ByteString> from_items(Object* iterable, const Making& making) {
    ByteString result;
    Ref<Object> iterator = TRY(get_iterator(iterable));
    if (making.asks_how_many) {
        Size expected = TRY(length_hint(iterable, 64));
        if (expected > PTRDIFF_MAX - Size(sizeof(Bytes)) - 1) return raise(OverflowError, "byte string is too large");
        TRY(check_room(std::size_t(expected)));
    }
    TRY(for_each_next(iterator.get(), [&](Ref<Object> item) -> Result<void> {
        Ref<Int> number = TRY(to_index(item.get()));
        if (!number->is_small() || number->small < 0 || number->small > 255)
            return raise_message(ValueError, making.range_error);
        result += char(number->small);
        return {};
    }));
    return complete(std::move(result));
}

ByteString bytes_of_view(const BufferView& view) {
    if (view.is_contiguous()) return ByteString(view.text());
    ByteString result;
    for (Size index = 0; index < view.count; ++index) {
        result.append(view.data + index * view.stride, std::size_t(view.step_size()));
    }
    return result;
}

Result<ByteString> from_buffer(Object* object) {
    BufferView view;
    TRY(get_buffer(object, view, BufferAccess::read));
    ByteString result = bytes_of_view(view);
    release_buffer(view);
    return complete(std::move(result));
}

// From what is neither int nor str.
Result<ByteString> from_object(Object* object, const Making& making) {
    if (supports_buffer(object)) return from_buffer(object);
    bool iterable = object->type->slots.iter != nullptr || object->type->slots.get_item != nullptr;
    if (is<Str>(object) || !iterable)
        return raise(TypeError, "cannot convert '{}' object to {}", type_name(object), making.type);
    return from_items(object, making);
}

}  // namespace

Result<ByteString> bytes_of_arguments(const Making& making, const Arguments& arguments) {
    SourceArguments parsed = TRY(parse_source(making.type, arguments));
    auto [source, encoding, errors] = parsed.values;
    if (source == nullptr) {
        if (encoding != nullptr) return raise(TypeError, "encoding without a string argument");
        if (errors != nullptr) return raise(TypeError, "errors without a string argument");
        return ByteString();
    }
    if (auto* text = as<Str>(source)) {
        if (encoding == nullptr) return raise(TypeError, "string argument without an encoding");
        View handling = errors == nullptr ? View("strict") : cast<Str>(errors)->view();
        return complete(TRY(encode(text, cast<Str>(encoding)->view(), handling))->view());
    }
    if (encoding != nullptr) return raise(TypeError, "encoding without a string argument");
    if (errors != nullptr) return raise(TypeError, "errors without a string argument");
    if (source->type->slots.index != nullptr) {
        Result<Size> size = to_size(source, &OverflowError);
        if (size.failed()) {
            if (!catch_exception(TypeError)) return Failure{};
            return from_object(source, making);
        }
        Size count = size.take();
        if (count < 0) return raise(ValueError, "negative count");
        if (count > Size(1) << 46) return raise_no_memory();
        return complete(ByteString(std::size_t(count), '\0'));
    }
    return from_object(source, making);
}

}  // namespace minipy::bytes_methods

namespace minipy {

bool is_bytearray(const Object* object) { return is<ByteArray>(object); }

Maybe<Bytes> bytes_of_text_like(Object* object) {
    if (is<Bytes>(object)) return share(cast<Bytes>(object));
    if (!supports_buffer(object)) return nothing;
    return Result<Bytes>(Bytes::copy(TRY(bytes_methods::from_buffer(object))));
}

Result<Bytes> bytes_of_object(Object* object) {
    if (is_exact<Bytes>(object)) return share(cast<Bytes>(object));
    Ref<Object> made = TRY(call_special(object, names::dunder_bytes));
    if (made) {
        if (!is<Bytes>(made.get()))
            return raise(TypeError, "__bytes__ returned non-bytes (type {})", type_name(made.get()));
        return ref_cast<Bytes>(std::move(made));
    }
    return Bytes::copy(TRY(bytes_methods::from_object(object, bytes_methods::making_bytes)));
}

}  // namespace minipy
