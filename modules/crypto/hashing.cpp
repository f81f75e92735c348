// SPDX-License-Identifier: MIT
// What hash objects take and show; hashing.hpp has the idea. CPython: Modules/hashlib.h.
#include "modules/crypto/hashing.hpp"

namespace minipy::crypto {

Result<void> acquire_hashed(Buffer& buffer, Object* data) {
    if (is<Str>(data)) return raise(TypeError, "Strings must be encoded before hashing");
    if (!supports_buffer(data)) return raise(TypeError, "object supporting the buffer API required");
    return buffer.acquire(data);
}

Result<Str> hexadecimal(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    Ref<Str> text = TRY(Str::create(Size(bytes.size()) * 2, 'f'));
    char* place = text->data();
    for (char byte : bytes) {
        auto value = static_cast<unsigned char>(byte);
        *place++ = digits[value >> 4];
        *place++ = digits[value & 15];
    }
    return text;
}

Result<std::uint64_t> parse_unsigned_int(Object* object) {
    auto* number = as<Int>(object);
    if (number == nullptr) return raise(TypeError, "an integer is required");
    if (number->is_negative()) return raise(ValueError, "value must be positive");
    if (number->is_small()) return std::uint64_t(number->small);
    if (number->big_size > 1) return raise(OverflowError, "Python int too large to convert to C unsigned long");
    return std::uint64_t(number->limbs[0]);
}

}  // namespace minipy::crypto
