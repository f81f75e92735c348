// SPDX-License-Identifier: MIT
// Reading a format. CPython: Modules/_struct.c (prepare_s).
#include "modules/data/struct/format.hpp"

#include <cctype>
#include <string>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"

namespace minipy::structs {

Failure raise_error(const std::string& message) {
    Ref<Type> error = module_state<StructState>().error;
    return raise_message(error ? *error : ValueError, message);
}

namespace {

struct CodeSize {
    char code;
    int native;  // also its alignment; 0: not there
    int standard;
};
constexpr CodeSize sizes[] = {{'x', 1, 1}, {'c', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'?', 1, 1}, {'h', 2, 2},
                              {'H', 2, 2}, {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 4}, {'L', 8, 4}, {'q', 8, 8},
                              {'Q', 8, 8}, {'n', 8, 0}, {'N', 8, 0}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8},
                              {'s', 1, 1}, {'p', 1, 1}, {'P', 8, 0}};

int native_size_of(char code, bool native) {
    for (const CodeSize& entry : sizes) {
        if (entry.code == code) return native ? entry.native : entry.standard;
    }
    return 0;
}

Failure too_long() { return raise_error("total struct size too long"); }

// The repeat count in front of a code; 1 when there is none.
Result<Size> read_count(std::string_view text, std::size_t& place) {
    if (!std::isdigit(static_cast<unsigned char>(text[place]))) return Size(1);
    Size count = 0;
    for (; place < text.size() && std::isdigit(static_cast<unsigned char>(text[place])); ++place) {
        if (__builtin_mul_overflow(count, 10, &count) || __builtin_add_overflow(count, text[place] - '0', &count))
            return too_long();
    }
    if (place == text.size()) return raise_error("repeat count given without format specifier");
    return count;
}

}  // namespace

Result<Format> parse_format(std::string_view text) {
    Format format;
    bool aligned = true;
    std::size_t place = 0;
    if (!text.empty() && std::string_view("@=<>!").find(text[0]) != std::string_view::npos) {
        format.native = aligned = text[0] == '@';
        format.byte_order = text[0] == '>' || text[0] == '!' ? std::endian::big : std::endian::little;
        ++place;
    }
    for (; place < text.size(); ++place) {
        if (std::isspace(static_cast<unsigned char>(text[place]))) continue;
        Size count = TRY(read_count(text, place));
        char code = text[place];
        int size = native_size_of(code, format.native);
        if (size == 0) return raise_error("bad char in struct format");
        // Padding to a native value's alignment; "0l" at the end pads too.
        if (aligned && code != 'x' && code != 's' && code != 'p') {
            if (__builtin_add_overflow(format.size, (size - format.size % size) % size, &format.size))
                return too_long();
        }
        Size bytes;
        if (__builtin_mul_overflow(count, Size(size), &bytes)) return too_long();
        bool is_text = code == 's' || code == 'p';
        TRY(reserve_more(format.fields, 1));
        if (is_text) format.fields.push_back({code, format.size, count, 1});
        else if (code != 'x' && count > 0) format.fields.push_back({code, format.size, Size(size), count});
        if (code != 'x') format.values += is_text ? 1 : count;
        if (__builtin_add_overflow(format.size, bytes, &format.size)) return too_long();
    }
    return format;
}

}  // namespace minipy::structs
