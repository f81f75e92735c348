// SPDX-License-Identifier: MIT
// Names of hashes: Python's ("sha3_256") and OpenSSL's ("SHA3-256"); and hashes found by one of them.
// CPython: py_hashes and py_digest_by_name() in Modules/_hashopenssl.c. Next: digests.cpp, hash_object.cpp.
#pragma once

#include <string_view>

#include "modules/crypto/openssl.hpp"
#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "runtime/threads/module_state.hpp"

namespace minipy::crypto {

struct HashlibState {
    static constexpr auto module = NativeModule::hashlib_module;
    Ref<Type> unsupported_digestmod;  // UnsupportedDigestmodError
    Ref<Dict> constructors;           // openssl_sha256 → "sha256"
    static constexpr auto references = field_list<&HashlibState::unsupported_digestmod, &HashlibState::constructors>;
};

class FoundDigest {
public:
    // ValueError: [digital envelope routines] unsupported.
    Result<void> by_name(std::string_view name, bool used_for_security = true);
    // The second is one of the module's openssl_… functions. UnsupportedDigestmodError.
    Result<void> by_name_or_constructor(Object* digestmod);
    const EVP_MD* get() const { return method_.get(); }

private:
    DigestMethod method_;
};

// Python's name of a hash; null: it has none.
const char* digest_name(const EVP_MD* method);

// The names of all that OpenSSL has, as Python calls them: a frozenset.
Result<Object> all_digest_names();

}  // namespace minipy::crypto
