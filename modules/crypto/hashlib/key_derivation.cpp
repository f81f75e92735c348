// SPDX-License-Identifier: MIT
// Keys from passwords, made slow on purpose: pbkdf2_hmac() costs time, scrypt() also memory. Both run without the GIL.
// CPython: Modules/_hashopenssl.c. Next: hashlib.cpp.
#include <climits>

#include "modules/crypto/hashlib/hash_object.hpp"

namespace minipy::crypto {

namespace {

const unsigned char* unsigned_bytes(const char* bytes) { return reinterpret_cast<const unsigned char*>(bytes); }

// "n is required and must be an unsigned int": absent, negative and too large are one mistake.
Result<std::uint64_t> scrypt_number(const char* name, Object* object) {
    if (object != nullptr && !is<Int>(object)) {
        return raise(TypeError, "scrypt() argument '{}' must be int, not {}", name,
                     is_none(object) ? "None" : type_name(object));
    }
    auto* number = object == nullptr ? nullptr : cast<Int>(object);
    bool fits = number != nullptr && !number->is_negative() && (number->is_small() || number->big_size == 1);
    if (!fits || number->is_zero()) return raise(TypeError, "{} is required and must be an unsigned int", name);
    return number->is_small() ? std::uint64_t(number->small) : std::uint64_t(number->limbs[0]);
}

Result<void> check_lengths(const Buffer& password, const Buffer& salt) {
    if (password.length() > INT_MAX) return raise(OverflowError, "password is too long.");
    if (salt.length() > INT_MAX) return raise(OverflowError, "salt is too long.");
    return {};
}

}  // namespace

Result<Object> pbkdf2_hmac(Object* hash_name, Object* password, Object* salt, Object* iterations, Object* dklen) {
    if (!is<Str>(hash_name)) {
        return raise(TypeError, "pbkdf2_hmac() argument 'hash_name' must be str, not {}",
                     is_none(hash_name) ? "None" : type_name(hash_name));
    }
    std::string_view name = cast<Str>(hash_name)->view();
    if (name.find('\0') != std::string_view::npos) return raise(ValueError, "embedded null character");
    Buffer password_buffer, salt_buffer;
    TRY(password_buffer.acquire(password));
    TRY(salt_buffer.acquire(salt));
    std::int64_t rounds = TRY(to_int64(iterations));
    FoundDigest found;
    TRY(found.by_name(name));
    TRY(check_lengths(password_buffer, salt_buffer));
    if (rounds < 1) return raise(ValueError, "iteration value must be greater than 0.");
    if (rounds > INT_MAX) return raise(OverflowError, "iteration value is too great.");
    std::int64_t size = is_none(dklen) ? EVP_MD_get_size(found.get()) : TRY(to_int64(dklen));
    if (size < 1) return raise(ValueError, "key length must be greater than 0.");
    if (size > INT_MAX) return raise(OverflowError, "key length is too great.");
    Ref<Bytes> key = TRY(Bytes::create(Size(size)));
    auto* place = reinterpret_cast<unsigned char*>(key->data());
    std::string_view secret = password_buffer.text(), salted = salt_buffer.text();
    int ok;
    {
        AllowThreads allowed(Blocking::computing);
        ok = PKCS5_PBKDF2_HMAC(secret.data(), int(secret.size()), unsigned_bytes(salted.data()), int(salted.size()),
                               int(rounds), found.get(), int(size), place);
    }
    if (ok == 0) return raise_openssl_error();
    return key;
}

Result<Object> scrypt(Object* password, Object* salt, Object* n, Object* r, Object* p, Object* maxmem, Object* dklen) {
    Buffer password_buffer, salt_buffer;
    TRY(password_buffer.acquire(password));
    if (salt != nullptr) TRY(salt_buffer.acquire(salt));
    std::int64_t memory = TRY(to_int64(maxmem)), size = TRY(to_int64(dklen));
    if (password_buffer.length() > INT_MAX) return raise(OverflowError, "password is too long.");
    if (salt == nullptr) return raise(TypeError, "salt is required");
    TRY(check_lengths(password_buffer, salt_buffer));
    std::uint64_t cost = TRY(scrypt_number("n", n));
    if (cost < 2 || (cost & (cost - 1)) != 0) return raise(ValueError, "n must be a power of 2.");
    std::uint64_t block = TRY(scrypt_number("r", r)), parallel = TRY(scrypt_number("p", p));
    if (memory < 0 || memory > INT_MAX)
        return raise(ValueError, "maxmem must be positive and smaller than {}", INT_MAX);
    if (size < 1 || size > INT_MAX)
        return raise(ValueError, "dklen must be greater than 0 and smaller than {}", INT_MAX);
    auto limit = std::uint64_t(memory);
    if (EVP_PBE_scrypt(nullptr, 0, nullptr, 0, cost, block, parallel, limit, nullptr, 0) == 0)
        return raise_openssl_error();
    Ref<Bytes> key = TRY(Bytes::create(Size(size)));
    auto* place = reinterpret_cast<unsigned char*>(key->data());
    std::string_view secret = password_buffer.text(), salted = salt_buffer.text();
    int ok;
    {
        AllowThreads allowed(Blocking::computing);
        ok = EVP_PBE_scrypt(secret.data(), secret.size(), unsigned_bytes(salted.data()), salted.size(), cost, block,
                            parallel, limit, place, std::size_t(size));
    }
    if (ok == 0) return raise_openssl_error();
    return key;
}

}  // namespace minipy::crypto
