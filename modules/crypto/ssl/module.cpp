// SPDX-License-Identifier: MIT
// Module _ssl, put together of its parts. CPython: Modules/_ssl.c. Next: ssl.hpp.
#include <openssl/crypto.h>

#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

// Major, minor, fix, patch and status in one number: 0x30000130 → (3, 0, 0, 19, 0).
Ref<Tuple> version_tuple(unsigned long version) {
    Ref<Int> major = Int::from(version >> 28 & 0xF), minor = Int::from(version >> 20 & 0xFF),
             fix = Int::from(version >> 12 & 0xFF), patch = Int::from(version >> 4 & 0xFF),
             status = Int::from(version & 0xF);
    return Tuple::of({major.get(), minor.get(), fix.get(), patch.get(), status.get()});
}

Result<void> ssl_execute(Module* module) {
    TRY(add_exceptions(module));
    TRY(add_error_names(module));
    module->set("_DEFAULT_CIPHERS", Str::from(OSSL_default_cipher_list()).get());
    module->set("OPENSSL_VERSION_NUMBER", Int::from_unsigned(OpenSSL_version_num()).get());
    module->set("OPENSSL_VERSION_INFO", version_tuple(OpenSSL_version_num()).get());
    module->set("OPENSSL_VERSION", Str::from(OpenSSL_version(OPENSSL_VERSION)).get());
    module->set("_OPENSSL_API_VERSION", version_tuple(OPENSSL_VERSION_NUMBER).get());
    return {};
}

const ModuleSpec* const ssl_parts[] = {&constants_part, &functions_part};
constexpr ModuleType ssl_types[] = {&SslContext::type_object, &SslSocket::type_object,
                                    &MemoryBio::type_object,  &SslSession::type_object,
                                    &certificate_type,        ModuleType::hidden(&ssl_error_type)};

}  // namespace

}  // namespace minipy::ssl

namespace minipy {

extern const ModuleSpec ssl_module = {
    .name = "_ssl",
    .doc = "OpenSSL's secure connections: the native part of ssl.",
    .state = &state_spec<ssl::SslState>,
    .types = ssl::types,
    .parts = ssl::parts,
    .exec = ssl::execute,
};

}  // namespace minipy
