// SPDX-License-Identifier: MIT
// Types _hashlib.HASH and HASHXOF: a hash that OpenSSL computes. What it has read so far is in an EVP_MD_CTX, which
// belongs to the object; a digest is made of a copy, so that more may be read after it.
// CPython: EVPobject in Modules/_hashopenssl.c. Next: hash_object.cpp, hmac_object.cpp.
#pragma once

#include "modules/crypto/hashing.hpp"
#include "modules/crypto/hashlib/digests.hpp"

namespace minipy::crypto {

struct OpensslHash : Object {
    DigestContext context;
    ThreadLock lock;
    const EVP_MD* method() const { return EVP_MD_CTX_get0_md(context.get()); }
    static Type type_object;
};
extern Type extendable_hash_type;

// A hash that has read `data`, if that is there.
Result<Object> make_openssl_hash(std::string_view name, Object* data, bool used_for_security);

// hmac_object.cpp
extern Type hmac_type;
Result<Object> hmac_new(Object* key, Object* msg, Object* digestmod);
Result<Object> hmac_digest(Object* key, Object* msg, Object* digest);

// key_derivation.cpp
Result<Object> pbkdf2_hmac(Object* hash_name, Object* password, Object* salt, Object* iterations, Object* dklen);
Result<Object> scrypt(Object* password, Object* salt, Object* n, Object* r, Object* p, Object* maxmem, Object* dklen);

}  // namespace minipy::crypto
