// SPDX-License-Identifier: MIT
// Comparing secrets; compare_digest.hpp has the idea.
#include "runtime/bytes/compare_digest.hpp"

#include <string_view>

#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

// How long it takes depends on the guess alone. `difference` is volatile, or the compiler could end the loop early.
bool equal_in_constant_time(std::string_view secret, std::string_view guess) {
    volatile unsigned char difference = secret.size() == guess.size() ? 0 : 1;
    std::string_view compared = secret.size() == guess.size() ? secret : guess;
    for (std::size_t index = 0; index < guess.size(); ++index)
        difference = static_cast<unsigned char>(difference | (compared[index] ^ guess[index]));
    return difference == 0;
}

}  // namespace

Result<bool> compare_digest(Object* a, Object* b) {
    if (is<Str>(a) && is<Str>(b)) {
        auto *first = cast<Str>(a), *second = cast<Str>(b);
        if (!first->ascii || !second->ascii)
            return raise(TypeError, "comparing strings with non-ASCII characters is not supported");
        return equal_in_constant_time(first->view(), second->view());
    }
    if (!supports_buffer(a) && !supports_buffer(b)) {
        return raise(TypeError, "unsupported operand types(s) or combination of types: '{}' and '{}'", type_name(a),
                     type_name(b));
    }
    Buffer first, second;
    TRY(first.acquire(a));
    TRY(second.acquire(b));
    return equal_in_constant_time(first.text(), second.text());
}

}  // namespace minipy
