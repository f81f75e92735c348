// SPDX-License-Identifier: MIT
// Formatting measures first: most messages fit into the stack, and a longer one is made only if there is room for it.
#include "runtime/kernel/format_text.hpp"

#include "runtime/memory/reserve.hpp"

namespace minipy {

std::string format_values(fmt::string_view pattern, fmt::format_args values) {
    char first[512];
    std::size_t size = fmt::vformat_to_n(first, sizeof first, pattern, values).size;
    if (size <= sizeof first) return {first, size};
    if (!heap::has_room(size)) {
        heap::note_exhausted();
        return {};
    }
    std::string text(size, ' ');
    fmt::vformat_to_n(text.data(), size, pattern, values);
    return text;
}

}  // namespace minipy
