// SPDX-License-Identifier: MIT
// Module _sha512: SHA-384 and SHA-512, for hashlib and for seeding random with texts. The hash is OpenSSL's.
// CPython: Modules/sha512module.c.
#include <memory>
#include <string>

#define OPENSSL_SUPPRESS_DEPRECATED  // the plain functions need no providers, and little of the library
#include <openssl/sha.h>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

struct Sha : Object {
    SHA512_CTX context;
    bool is_384;
};
extern Type sha384_type, sha512_type;

Sha* sha_of(Object* self) { return static_cast<Sha*>(self); }

Result<void> update(Sha* self, Object* data) {
    if (is<Str>(data)) return raise(TypeError, "Strings must be encoded before hashing");
    Buffer buffer;
    TRY(buffer.acquire(data));
    SHA512_Update(&self->context, buffer.data(), std::size_t(buffer.length()));
    return {};
}

Result<Object> make(Type* type, Object* string) {
    bool is_384 = type == &sha384_type;
    Ref<Object> object = TRY(allocate_instance(type));
    sha_of(object.get())->is_384 = is_384;
    if (is_384) SHA384_Init(&sha_of(object.get())->context);
    else SHA512_Init(&sha_of(object.get())->context);
    if (string != nullptr) TRY(update(sha_of(object.get()), string));
    return object;
}
Result<Object> sha512(Object* string, bool) { return make(&sha512_type, string); }
Result<Object> sha384(Object* string, bool) { return make(&sha384_type, string); }

std::string finished(Sha* self) {
    SHA512_CTX copy = self->context;
    unsigned char bytes[SHA512_DIGEST_LENGTH];
    if (self->is_384) SHA384_Final(bytes, &copy);
    else SHA512_Final(bytes, &copy);
    return std::string(reinterpret_cast<const char*>(bytes),
                       self->is_384 ? SHA384_DIGEST_LENGTH : SHA512_DIGEST_LENGTH);
}

Result<Object> digest(Sha* self) { return Bytes::copy(finished(self)); }
Result<Object> hexdigest(Sha* self) {
    std::string text;
    for (char byte : finished(self)) text += format_text("{:02x}", static_cast<unsigned char>(byte));
    return Str::from(text);
}
Result<Object> copy(Sha* self) {
    Ref<Object> made = TRY(make(self->type, nullptr));
    sha_of(made.get())->context = self->context;
    return made;
}

Result<Object> get_name(Object* self) { return Str::from(sha_of(self)->is_384 ? "sha384" : "sha512"); }
Result<Object> get_digest_size(Object* self) {
    return Int::from(sha_of(self)->is_384 ? SHA384_DIGEST_LENGTH : SHA512_DIGEST_LENGTH);
}
Result<Object> get_block_size(Object*) { return Int::from(SHA512_CBLOCK); }

const Method methods[] = {
    {"copy(self, /)", bind<copy>, "Makes another one that has read the same so far."},
    {"digest(self, /)", bind<digest>, "Gives the hash of what was read, as bytes; more may still be read."},
    {"hexdigest(self, /)", bind<hexdigest>, "Gives the hash of what was read, in hexadecimal digits."},
    {"update(self, obj, /)", bind<update>, "Reads more bytes."},
};
const Getter getters[] = {{"block_size", get_block_size}, {"name", get_name}, {"digest_size", get_digest_size}};

constexpr TypeSpec sha_spec(const char* name) {
    return {.name = name,
            .size = sizeof(Sha),
            .flags = TypeFlag::no_instantiation,
            .slots = {.deallocate = destroy<Sha>},
            .methods = methods,
            .getters = getters};
}
const TypeSpec sha384_spec = sha_spec("_sha512.sha384"), sha512_spec = sha_spec("_sha512.sha512");
Type sha384_type(sha384_spec), sha512_type(sha512_spec);

const Method functions[] = {
    {"sha512(string=<absent>, *, usedforsecurity=True)", bind<sha512>,
     "Starts a SHA-512 hash, and lets it read string if that is given."},
    {"sha384(string=<absent>, *, usedforsecurity=True)", bind<sha384>,
     "Starts a SHA-384 hash, and lets it read string if that is given."},
};

constexpr ModuleType types[] = {{&sha384_type, "SHA384Type"}, {&sha512_type, "SHA512Type"}};

}  // namespace

extern const ModuleSpec sha512_module = {
    .name = "_sha512",
    .functions = functions,
    .types = types,
};

}  // namespace minipy
