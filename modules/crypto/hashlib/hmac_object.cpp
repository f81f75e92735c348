// SPDX-License-Identifier: MIT
// Type _hashlib.HMAC, and the same in one step: a hash that only who knows the key can compute (RFC 2104). The old
// interface of OpenSSL is used: its errors are those that programs of 3.11 see.
// CPython: HMACobject in Modules/_hashopenssl.c. Next: key_derivation.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/hmac.h>

#include <climits>

#include "modules/crypto/hashlib/hash_object.hpp"

namespace minipy::crypto {

namespace {

struct Hmac : Object {
    Owned<HMAC_CTX, HMAC_CTX_free> context;
    ThreadLock lock;
    const EVP_MD* method() const { return HMAC_CTX_get_md(context.get()); }
    static constexpr Type& type_object = hmac_type;
};

Result<Hmac> hmac_make() {
    Ref<Object> made = TRY(allocate_instance(&hmac_type));
    auto* hmac = cast<Hmac>(made.get());
    new (&hmac->lock) ThreadLock;
    hmac->context.reset(HMAC_CTX_new());
    if (hmac->context == nullptr) return raise_no_memory();
    return share(hmac);
}

Result<void> hmac_update(Hmac* self, Object* msg) {
    Buffer buffer;
    TRY(acquire_hashed(buffer, msg));
    HashLock held;
    TRY(held.take(self->lock));
    HMAC_CTX* context = self->context.get();
    int ok = read_hashed(buffer.text(), [=](std::string_view text) {
        return HMAC_Update(context, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    });
    if (ok == 0) return raise_openssl_error();
    return {};
}

Result<Hmac> hmac_copied(Hmac* self) {
    HashLock held;
    TRY(held.take(self->lock));
    Ref<Hmac> made = TRY(hmac_make());
    if (HMAC_CTX_copy(made->context.get(), self->context.get()) == 0) return raise_openssl_error();
    return made;
}
Result<Object> hmac_copy(Hmac* self) { return hmac_copied(self); }

Result<void> hmac_finish(Hmac* self, Digest& digest) {
    Ref<Hmac> last = TRY(hmac_copied(self));
    if (HMAC_Final(last->context.get(), digest.bytes, &digest.length) == 0) return raise_openssl_error();
    return {};
}
Result<Object> hmac_digest_method(Hmac* self) {
    Digest digest;
    TRY(hmac_finish(self, digest));
    return Bytes::copy(digest.view());
}
Result<Object> hmac_hexdigest_method(Hmac* self) {
    Digest digest;
    TRY(hmac_finish(self, digest));
    return hexadecimal(digest.view());
}

Hmac* hmac_of(Object* self) { return static_cast<Hmac*>(self); }
Result<Object> get_hmac_digest_size(Object* self) { return Int::from(EVP_MD_get_size(hmac_of(self)->method())); }
Result<Object> get_hmac_block_size(Object* self) { return Int::from(EVP_MD_get_block_size(hmac_of(self)->method())); }
Result<Object> get_hmac_name(Object* self) {
    return Str::from(format_text("hmac-{}", digest_name(hmac_of(self)->method())));
}
Result<Object> hmac_repr(Object* self) {
    return Str::from(format_text("<{} HMAC object @ {}>", digest_name(hmac_of(self)->method()), address_of(self)));
}

const Method hmac_methods[] = {
    {"update(self, /, msg)", bind<hmac_update>, "Reads more bytes."},
    {"digest(self, /)", bind<hmac_digest_method>, "Gives the code of what was read, as bytes; more may still be read."},
    {"hexdigest(self, /)", bind<hmac_hexdigest_method>, "Gives the code of what was read, in hexadecimal digits."},
    {"copy(self, /)", bind<hmac_copy>, "Makes another one with the same key that has read the same so far."},
};
const Getter hmac_getters[] = {
    {"digest_size", get_hmac_digest_size}, {"block_size", get_hmac_block_size}, {"name", get_hmac_name}};

const TypeSpec hmac_spec = {
    .name = "_hashlib.HMAC",
    .doc = "A hash with a key, which shows that a message comes from who has the key too.",
    .size = sizeof(Hmac),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<Hmac>, .repr = hmac_repr},
    .methods = hmac_methods,
    .getters = hmac_getters,
};

}  // namespace

Type hmac_type(hmac_spec);

Result<Object> hmac_new(Object* key, Object* msg, Object* digestmod) {
    Buffer key_buffer;
    TRY(key_buffer.acquire(key));
    if (key_buffer.length() > INT_MAX) return raise(OverflowError, "key is too long.");
    if (is_none(digestmod)) return raise(TypeError, "Missing required parameter 'digestmod'.");
    FoundDigest found;
    TRY(found.by_name_or_constructor(digestmod));
    Ref<Hmac> made = TRY(hmac_make());
    if (HMAC_Init_ex(made->context.get(), key_buffer.data(), int(key_buffer.length()), found.get(), nullptr) == 0)
        return raise_openssl_error();
    if (msg != nullptr && !is_none(msg)) TRY(hmac_update(made.get(), msg));
    return made;
}

Result<Object> hmac_digest(Object* key, Object* msg, Object* digest) {
    Buffer key_buffer, msg_buffer;
    TRY(key_buffer.acquire(key));
    TRY(msg_buffer.acquire(msg));
    FoundDigest found;
    TRY(found.by_name_or_constructor(digest));
    if (key_buffer.length() > INT_MAX) return raise(OverflowError, "key is too long.");
    if (msg_buffer.length() > INT_MAX) return raise(OverflowError, "msg is too long.");
    const char* key_data = key_buffer.data();
    int key_size = int(key_buffer.length());
    Digest code;
    const unsigned char* made;
    {
        std::string_view text = msg_buffer.text();
        AllowThreads allowed(Blocking::computing);
        made = HMAC(found.get(), key_data, key_size, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    code.bytes, &code.length);
    }
    if (made == nullptr) return raise_openssl_error();
    return Bytes::copy(code.view());
}

}  // namespace minipy::crypto
