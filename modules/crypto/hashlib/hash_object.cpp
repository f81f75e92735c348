// SPDX-License-Identifier: MIT
// Types _hashlib.HASH and HASHXOF; hash_object.hpp has the idea. CPython: Modules/_hashopenssl.c. Next: hashlib.cpp.
#include "modules/crypto/hashlib/hash_object.hpp"

namespace minipy::crypto {

namespace {

Result<OpensslHash> hash_make(Type* type) {
    Ref<Object> made = TRY(allocate_instance(type));
    auto* hash = cast<OpensslHash>(made.get());
    new (&hash->lock) ThreadLock;
    hash->context.reset(EVP_MD_CTX_new());
    if (hash->context == nullptr) return raise_no_memory();
    return share(hash);
}

Result<void> hash_update(OpensslHash* self, Object* data) {
    Buffer buffer;
    TRY(acquire_hashed(buffer, data));
    HashLock held;
    TRY(held.take(self->lock));
    EVP_MD_CTX* context = self->context.get();
    int ok = read_hashed(buffer.text(),
                         [=](std::string_view text) { return EVP_DigestUpdate(context, text.data(), text.size()); });
    if (ok == 0) return raise_openssl_error();
    return {};
}

Result<OpensslHash> hash_copied(OpensslHash* self) {
    HashLock held;
    TRY(held.take(self->lock));
    Ref<OpensslHash> made = TRY(hash_make(self->type));
    if (EVP_MD_CTX_copy(made->context.get(), self->context.get()) == 0) return raise_openssl_error();
    return made;
}
Result<Object> hash_copy(OpensslHash* self) { return hash_copied(self); }

Result<void> hash_finish(OpensslHash* self, Digest& digest) {
    Ref<OpensslHash> last = TRY(hash_copied(self));
    if (EVP_DigestFinal(last->context.get(), digest.bytes, &digest.length) == 0) return raise_openssl_error();
    return {};
}
Result<Object> hash_digest_method(OpensslHash* self) {
    Digest digest;
    TRY(hash_finish(self, digest));
    return Bytes::copy(digest.view());
}
Result<Object> hash_hexdigest_method(OpensslHash* self) {
    Digest digest;
    TRY(hash_finish(self, digest));
    return hexadecimal(digest.view());
}

// ---------------------------------------------------------------- digests of any length

Result<Bytes> finish_to_length(OpensslHash* self, Size length) {
    Ref<Bytes> bytes = TRY(Bytes::create(length));
    Ref<OpensslHash> last = TRY(hash_copied(self));
    auto* place = reinterpret_cast<unsigned char*>(bytes->data());
    if (EVP_DigestFinalXOF(last->context.get(), place, std::size_t(length)) == 0) return raise_openssl_error();
    return bytes;
}
Result<Object> extendable_digest(OpensslHash* self, Size length) {
    if (length < 0) return raise(SystemError, "Negative size passed to PyBytes_FromStringAndSize");
    return finish_to_length(self, length);
}
Result<Object> extendable_hexdigest(OpensslHash* self, Size length) {
    if (length < 0) return raise_no_memory();
    return hexadecimal(TRY(finish_to_length(self, length))->view());
}

// ---------------------------------------------------------------- attributes

OpensslHash* hash_of(Object* self) { return static_cast<OpensslHash*>(self); }
Result<Object> get_hash_block_size(Object* self) { return Int::from(EVP_MD_get_block_size(hash_of(self)->method())); }
Result<Object> get_hash_digest_size(Object* self) { return Int::from(EVP_MD_get_size(hash_of(self)->method())); }
Result<Object> get_extendable_digest_size(Object*) { return Int::from(0); }
Result<Object> get_hash_name(Object* self) { return Str::from(digest_name(hash_of(self)->method())); }
Result<Object> hash_repr(Object* self) {
    return Str::from(
        format_text("<{} {} object @ {}>", digest_name(hash_of(self)->method()), type_name(self), address_of(self)));
}

const Method hash_methods[] = {
    {"update(self, obj, /)", bind<hash_update>, "Reads more bytes."},
    {"digest(self, /)", bind<hash_digest_method>, "Gives the hash of what was read, as bytes; more may still be read."},
    {"hexdigest(self, /)", bind<hash_hexdigest_method>, "Gives the hash of what was read, in hexadecimal digits."},
    {"copy(self, /)", bind<hash_copy>, "Makes another one that has read the same so far."},
};
const Getter hash_getters[] = {
    {"digest_size", get_hash_digest_size}, {"block_size", get_hash_block_size}, {"name", get_hash_name}};

const Method extendable_methods[] = {
    {"digest(self, /, length)", bind<extendable_digest>, "Gives so many bytes of the hash of what was read."},
    {"hexdigest(self, /, length)", bind<extendable_hexdigest>, "Gives so many bytes of it, in hexadecimal digits."},
};
const Getter extendable_getters[] = {{"digest_size", get_extendable_digest_size}};

const TypeSpec hash_spec = {
    .name = "_hashlib.HASH",
    .doc = "A hash that OpenSSL computes, made by new() and the openssl_… functions.",
    .size = sizeof(OpensslHash),
    .flags = TypeFlag::base_type | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<OpensslHash>, .repr = hash_repr},
    .methods = hash_methods,
    .getters = hash_getters,
    .text_signature = "(name, string=b'')",
};
const TypeSpec extendable_hash_spec = {
    .name = "_hashlib.HASHXOF",
    .doc = "A hash whose digests may have any length.",
    .size = sizeof(OpensslHash),
    .flags = TypeFlag::base_type | TypeFlag::no_instantiation,
    .base = &OpensslHash::type_object,
    .slots = {.deallocate = destroy<OpensslHash>, .repr = hash_repr},
    .methods = extendable_methods,
    .getters = extendable_getters,
    .text_signature = "(name, string=b'')",
};

}  // namespace

Type OpensslHash::type_object(hash_spec);
Type extendable_hash_type(extendable_hash_spec);

Result<Object> make_openssl_hash(std::string_view name, Object* data, bool used_for_security) {
    FoundDigest found;
    TRY(found.by_name(name, used_for_security));
    bool is_extendable = (EVP_MD_get_flags(found.get()) & EVP_MD_FLAG_XOF) != 0;
    Ref<OpensslHash> made = TRY(hash_make(is_extendable ? &extendable_hash_type : &OpensslHash::type_object));
    if (EVP_DigestInit_ex(made->context.get(), found.get(), nullptr) == 0) return raise_openssl_error();
    if (data != nullptr) TRY(hash_update(made.get(), data));
    return made;
}

}  // namespace minipy::crypto
