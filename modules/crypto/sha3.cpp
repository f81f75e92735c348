// SPDX-License-Identifier: MIT
// Module _sha3: SHA-3 and the SHAKEs, which give digests of any length. All are one permutation of 1600 bits, the
// sponge: `rate` bits of it take in data, `capacity` bits are never touched from outside. The arithmetic is OpenSSL's;
// its names for the six are all that differs.
// CPython: Modules/_sha3/sha3module.c. Next: hashlib/hash_object.cpp.
#include "modules/crypto/hashing.hpp"
#include "modules/crypto/openssl.hpp"

namespace minipy::crypto {

namespace {

struct Variant {
    const char *name, *openssl_name;
    int digest_size;  // 0: any
    int capacity_bits;
};
constexpr int state_bits = 1600;
constexpr Size longest_digest = Size(1) << 29;

struct Sha3 : Object {
    DigestContext context;
    ThreadLock lock;
};
Sha3* sha3_of(Object* self) { return static_cast<Sha3*>(self); }

const Variant& variant_of(const Type* type);

Result<Sha3> sha3_make(Type* type) {
    Ref<Object> made = TRY(allocate_instance(type));
    new (&sha3_of(made.get())->lock) ThreadLock;
    sha3_of(made.get())->context.reset(EVP_MD_CTX_new());
    if (sha3_of(made.get())->context == nullptr) return raise_no_memory();
    return adopt(sha3_of(made.release()));
}

Result<void> sha3_update(Sha3* self, Object* data) {
    Buffer buffer;
    TRY(acquire_hashed(buffer, data));
    HashLock held;
    TRY(held.take(self->lock));
    EVP_MD_CTX* context = self->context.get();
    read_hashed(buffer.text(), [=](std::string_view text) { EVP_DigestUpdate(context, text.data(), text.size()); });
    return {};
}

Result<Object> make_sha3(Type* type, Object* data, bool) {
    Ref<Sha3> made = TRY(sha3_make(type));
    DigestMethod method(EVP_MD_fetch(nullptr, variant_of(type).openssl_name, nullptr));
    if (method == nullptr || EVP_DigestInit_ex(made->context.get(), method.get(), nullptr) == 0)
        return raise_openssl_error();
    if (data != nullptr) TRY(sha3_update(made.get(), data));
    return made;
}

Result<Sha3> sha3_copied(Sha3* self) {
    HashLock held;
    TRY(held.take(self->lock));
    Ref<Sha3> made = TRY(sha3_make(self->type));
    if (EVP_MD_CTX_copy_ex(made->context.get(), self->context.get()) == 0) return raise_openssl_error();
    return made;
}
Result<Object> sha3_copy(Sha3* self) { return sha3_copied(self); }

// `length`: what is asked of a SHAKE; the others know theirs.
Result<Bytes> sha3_finished(Sha3* self, Size length) {
    Ref<Sha3> last = TRY(sha3_copied(self));
    Ref<Bytes> bytes = TRY(Bytes::create(length));
    auto* place = reinterpret_cast<unsigned char*>(bytes->data());
    EVP_MD_CTX* context = last->context.get();
    if (length == 0) return bytes;
    int ok = variant_of(self->type).digest_size == 0 ? EVP_DigestFinalXOF(context, place, std::size_t(length))
                                                     : EVP_DigestFinal_ex(context, place, nullptr);
    if (ok == 0) return raise_openssl_error();
    return bytes;
}

Result<Object> sha3_digest(Sha3* self) { return sha3_finished(self, variant_of(self->type).digest_size); }
Result<Object> sha3_hexdigest(Sha3* self) {
    return hexadecimal(TRY(sha3_finished(self, variant_of(self->type).digest_size))->view());
}

Result<Bytes> finished_to_length(Sha3* self, Object* length) {
    std::uint64_t count = TRY(parse_unsigned_int(length));
    if (count >= std::uint64_t(longest_digest)) return raise(ValueError, "length is too large");
    return sha3_finished(self, Size(count));
}
Result<Object> shake_digest(Sha3* self, Object* length) { return finished_to_length(self, length); }
Result<Object> shake_hexdigest(Sha3* self, Object* length) {
    return hexadecimal(TRY(finished_to_length(self, length))->view());
}

// ---------------------------------------------------------------- attributes

int rate_bits(Object* self) { return state_bits - variant_of(self->type).capacity_bits; }
Result<Object> get_sha3_block_size(Object* self) { return Int::from(rate_bits(self) / 8); }
Result<Object> get_sha3_name(Object* self) { return Str::from(variant_of(self->type).name); }
Result<Object> get_sha3_digest_size(Object* self) { return Int::from(variant_of(self->type).digest_size); }
Result<Object> get_capacity_bits(Object* self) { return Int::from(variant_of(self->type).capacity_bits); }
Result<Object> get_rate_bits(Object* self) { return Int::from(rate_bits(self)); }
// The bits that end the data before it is filled up: they keep the two kinds apart.
Result<Object> get_suffix(Object* self) {
    return Bytes::copy(variant_of(self->type).digest_size == 0 ? "\x1f" : "\x06");
}

const Method sha3_methods[] = {
    {"copy(self, /)", bind<sha3_copy>, "Makes another one that has read the same so far."},
    {"digest(self, /)", bind<sha3_digest>, "Gives the hash of what was read, as bytes; more may still be read."},
    {"hexdigest(self, /)", bind<sha3_hexdigest>, "Gives the hash of what was read, in hexadecimal digits."},
    {"update(self, data, /)", bind<sha3_update>, "Reads more bytes."},
};
const Method shake_methods[] = {
    {"copy(self, /)", bind<sha3_copy>, "Makes another one that has read the same so far."},
    {"digest(self, length, /)", bind<shake_digest>, "Gives so many bytes of the hash of what was read."},
    {"hexdigest(self, length, /)", bind<shake_hexdigest>, "Gives so many bytes of the hash, in hexadecimal digits."},
    {"update(self, data, /)", bind<sha3_update>, "Reads more bytes."},
};
const Getter sha3_getters[] = {
    {"block_size", get_sha3_block_size},   {"name", get_sha3_name},       {"digest_size", get_sha3_digest_size},
    {"_capacity_bits", get_capacity_bits}, {"_rate_bits", get_rate_bits}, {"_suffix", get_suffix},
};

// ---------------------------------------------------------------- the six types

template <SignatureText name, SignatureText signature>
constexpr TypeSpec sha3_spec(std::span<const Method> own_methods) {
    return {.name = name.text,
            .doc = "A hash of the SHA-3 family.",
            .size = sizeof(Sha3),
            .slots = {.deallocate = destroy<Sha3>, .new_ = new_by_signature<signature, make_sha3>},
            .methods = own_methods,
            .getters = sha3_getters};
}

#define SHA3_TYPE(name, sha3_methods)                                                                  \
    const TypeSpec name##_spec =                                                                       \
        sha3_spec<"_sha3." #name, #name "(type, data=b'', /, *, usedforsecurity=True)">(sha3_methods); \
    Type name##_type(name##_spec);
SHA3_TYPE(sha3_224, sha3_methods)
SHA3_TYPE(sha3_256, sha3_methods)
SHA3_TYPE(sha3_384, sha3_methods)
SHA3_TYPE(sha3_512, sha3_methods)
SHA3_TYPE(shake_128, shake_methods)
SHA3_TYPE(shake_256, shake_methods)
#undef SHA3_TYPE

constexpr struct {
    const Type* type;
    Variant variant;
} variants[] = {
    {&sha3_224_type, {"sha3_224", "SHA3-224", 28, 448}},  {&sha3_256_type, {"sha3_256", "SHA3-256", 32, 512}},
    {&sha3_384_type, {"sha3_384", "SHA3-384", 48, 768}},  {&sha3_512_type, {"sha3_512", "SHA3-512", 64, 1024}},
    {&shake_128_type, {"shake_128", "SHAKE128", 0, 256}}, {&shake_256_type, {"shake_256", "SHAKE256", 0, 512}},
};

const Variant& variant_of(const Type* type) {
    const auto* row = variants;
    while (row->type != type) ++row;
    return row->variant;
}

constexpr ModuleType sha3_types[] = {&sha3_224_type, &sha3_256_type,  &sha3_384_type,
                                     &sha3_512_type, &shake_128_type, &shake_256_type};
constexpr Constant sha3_constants[] = {{"keccakopt", 0}, {"implementation", "tiny_sha3"}};

}  // namespace

}  // namespace minipy::crypto

namespace minipy {

extern const ModuleSpec sha3_module = {.name = "_sha3", .types = crypto::types, .constants = crypto::constants};

}  // namespace minipy
