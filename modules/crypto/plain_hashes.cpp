// SPDX-License-Identifier: MIT
// Modules _md5, _sha1, _sha256 and _sha512: the hashes that are always there, also where nothing may be loaded. Each is
// one Algorithm for the templates below: OpenSSL's plain functions on a struct that can be copied, which ask for no
// providers and no configuration; so random can seed itself with a text without waking the rest of the library.
// CPython: Modules/md5module.c, sha1module.c, sha256module.c, sha512module.c. Next: sha3.cpp, hashlib/hashlib.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "modules/crypto/hashing.hpp"

namespace minipy::crypto {

namespace {

template <const char* type_name, const char* hash_name, class ContextType, auto begin, auto read, auto end,
          unsigned size, unsigned block>
struct Algorithm {
    using Context = ContextType;
    static constexpr const char *type = type_name, *name = hash_name;
    static constexpr unsigned digest_size = size, block_size = block;
    static void plain_hashes_start(Context* context) { begin(context); }
    static void plain_hashes_update(Context* context, std::string_view text) {
        read(context, text.data(), text.size());
    }
    static void finish(unsigned char* plain_hashes_digest, Context* context) { end(plain_hashes_digest, context); }
};

template <class Algorithm>
struct PlainHash : Object {
    typename Algorithm::Context context;
    static Type type_object;
};

template <class Algorithm>
Result<void> plain_hashes_update(PlainHash<Algorithm>* self, Object* data) {
    Buffer buffer;
    TRY(acquire_hashed(buffer, data));
    Algorithm::update(&self->context, buffer.text());
    return {};
}

template <class Algorithm>
Result<Object> plain_hashes_start(Object* string, bool) {
    using Hash = PlainHash<Algorithm>;
    Ref<Object> made = TRY(allocate_instance(&Hash::type_object));
    auto* hash = cast<Hash>(made.get());
    Algorithm::start(&hash->context);
    if (string != nullptr) TRY(plain_hashes_update<Algorithm>(hash, string));
    return made;
}

template <class Algorithm>
Digest plain_hashes_finished(const PlainHash<Algorithm>* self) {
    typename Algorithm::Context plain_hashes_copy = self->context;
    Digest plain_hashes_digest;
    Algorithm::finish(plain_hashes_digest.bytes, &plain_hashes_copy);
    plain_hashes_digest.length = Algorithm::digest_size;
    return plain_hashes_digest;
}

template <class Algorithm>
Result<Object> plain_hashes_digest(PlainHash<Algorithm>* self) {
    return Bytes::copy(plain_hashes_finished(self).view());
}
template <class Algorithm>
Result<Object> plain_hashes_hexdigest(PlainHash<Algorithm>* self) {
    return hexadecimal(plain_hashes_finished(self).view());
}
template <class Algorithm>
Result<Object> plain_hashes_copy(PlainHash<Algorithm>* self) {
    Ref<Object> made = TRY(allocate_instance(self->type));
    cast<PlainHash<Algorithm>>(made.get())->context = self->context;
    return made;
}

template <class Algorithm>
const Method plain_hashes_methods[] = {
    {"copy(self, /)", bind<plain_hashes_copy<Algorithm>>, "Makes another one that has read the same so far."},
    {"digest(self, /)", bind<plain_hashes_digest<Algorithm>>,
     "Gives the hash of what was read, as bytes; more may still be read."},
    {"hexdigest(self, /)", bind<plain_hashes_hexdigest<Algorithm>>,
     "Gives the hash of what was read, in hexadecimal digits."},
    {"update(self, obj, /)", bind<plain_hashes_update<Algorithm>>, "Reads more bytes."},
};

template <class Algorithm>
const Getter plain_hashes_getters[] = {
    {"block_size", [](Object*) -> Result<Object> { return Int::from(Algorithm::block_size); }},
    {"name", [](Object*) -> Result<Object> { return Str::from(Algorithm::name); }},
    {"digest_size", [](Object*) -> Result<Object> { return Int::from(Algorithm::digest_size); }},
};

template <class Algorithm>
const TypeSpec plain_hash_spec = {
    .name = Algorithm::type,
    .size = sizeof(PlainHash<Algorithm>),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<PlainHash<Algorithm>>},
    .methods = plain_hashes_methods<Algorithm>,
    .getters = plain_hashes_getters<Algorithm>,
};
template <class Algorithm>
Type PlainHash<Algorithm>::type_object(plain_hash_spec<Algorithm>);

// ---------------------------------------------------------------- the algorithms

constexpr char md5_type[] = "_md5.md5", md5_name[] = "md5", sha1_type[] = "_sha1.sha1", sha1_name[] = "sha1";
constexpr char sha224_type[] = "_sha256.sha224", sha224_name[] = "sha224";
constexpr char sha256_type[] = "_sha256.sha256", sha256_name[] = "sha256";
constexpr char sha384_type[] = "_sha512.sha384", sha384_name[] = "sha384";
constexpr char sha512_type[] = "_sha512.sha512", sha512_name[] = "sha512";

using Md5 = Algorithm<md5_type, md5_name, MD5_CTX, MD5_Init, MD5_Update, MD5_Final, MD5_DIGEST_LENGTH, MD5_CBLOCK>;
using Sha1 =
    Algorithm<sha1_type, sha1_name, SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final, SHA_DIGEST_LENGTH, SHA_CBLOCK>;
using Sha224 = Algorithm<sha224_type, sha224_name, SHA256_CTX, SHA224_Init, SHA224_Update, SHA224_Final,
                         SHA224_DIGEST_LENGTH, SHA256_CBLOCK>;
using Sha256 = Algorithm<sha256_type, sha256_name, SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final,
                         SHA256_DIGEST_LENGTH, SHA256_CBLOCK>;
using Sha384 = Algorithm<sha384_type, sha384_name, SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final,
                         SHA384_DIGEST_LENGTH, SHA512_CBLOCK>;
using Sha512 = Algorithm<sha512_type, sha512_name, SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final,
                         SHA512_DIGEST_LENGTH, SHA512_CBLOCK>;

const Method md5_functions[] = {{"md5(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Md5>>,
                                 "Starts an MD5 hash, and lets it read string if that is given."}};
const Method sha1_functions[] = {{"sha1(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Sha1>>,
                                  "Starts a SHA-1 hash, and lets it read string if that is given."}};
const Method sha256_functions[] = {{"sha224(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Sha224>>,
                                    "Starts a SHA-224 hash, and lets it read string if that is given."},
                                   {"sha256(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Sha256>>,
                                    "Starts a SHA-256 hash, and lets it read string if that is given."}};
const Method sha512_functions[] = {{"sha384(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Sha384>>,
                                    "Starts a SHA-384 hash, and lets it read string if that is given."},
                                   {"sha512(string=b'', *, usedforsecurity=True)", bind<plain_hashes_start<Sha512>>,
                                    "Starts a SHA-512 hash, and lets it read string if that is given."}};

constexpr ModuleType md5_types[] = {{&PlainHash<Md5>::type_object, "MD5Type"}};
constexpr ModuleType sha1_types[] = {{&PlainHash<Sha1>::type_object, "SHA1Type"}};
constexpr ModuleType sha256_types[] = {{&PlainHash<Sha224>::type_object, "SHA224Type"},
                                       {&PlainHash<Sha256>::type_object, "SHA256Type"}};
// CPython gives the type of SHA-512 the name of the other one.
constexpr ModuleType sha512_types[] = {ModuleType::hidden(&PlainHash<Sha384>::type_object),
                                       {&PlainHash<Sha512>::type_object, "SHA384Type"}};

}  // namespace

}  // namespace minipy::crypto

namespace minipy {

extern const ModuleSpec md5_module = {.name = "_md5", .functions = crypto::md5_functions, .types = crypto::md5_types};
extern const ModuleSpec sha1_module = {
    .name = "_sha1", .functions = crypto::sha1_functions, .types = crypto::sha1_types};
extern const ModuleSpec sha256_module = {
    .name = "_sha256", .functions = crypto::sha256_functions, .types = crypto::sha256_types};
extern const ModuleSpec sha512_module = {
    .name = "_sha512", .functions = crypto::sha512_functions, .types = crypto::sha512_types};

}  // namespace minipy
