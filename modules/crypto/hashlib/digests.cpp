// SPDX-License-Identifier: MIT
// Finding hashes by name; digests.hpp has the idea. CPython: Modules/_hashopenssl.c.
#include "modules/crypto/hashlib/digests.hpp"

#include <openssl/obj_mac.h>
#include <openssl/objects.h>

#include "runtime/containers/set.hpp"

namespace minipy::crypto {

namespace {

struct DigestName {
    const char *python, *openssl;
    int number;  // OpenSSL's of the algorithm
};
constexpr DigestName digest_names[] = {
    {"md5", "MD5", NID_md5},
    {"sha1", "SHA1", NID_sha1},
    {"sha224", "SHA224", NID_sha224},
    {"sha256", "SHA256", NID_sha256},
    {"sha384", "SHA384", NID_sha384},
    {"sha512", "SHA512", NID_sha512},
    {"sha512_224", "SHA512-224", NID_sha512_224},
    {"sha512_256", "SHA512-256", NID_sha512_256},
    {"sha3_224", "SHA3-224", NID_sha3_224},
    {"sha3_256", "SHA3-256", NID_sha3_256},
    {"sha3_384", "SHA3-384", NID_sha3_384},
    {"sha3_512", "SHA3-512", NID_sha3_512},
    {"shake_128", "SHAKE128", NID_shake128},
    {"shake_256", "SHAKE256", NID_shake256},
    {"blake2s", "BLAKE2s256", NID_blake2s256},
    {"blake2b", "BLAKE2b512", NID_blake2b512},
};

}  // namespace

Result<void> FoundDigest::by_name(std::string_view name, bool used_for_security) {
    std::string wanted = string_of(name);
    for (const DigestName& row : digest_names) {
        if (name == row.python) wanted = row.openssl;
    }
    method_.reset(EVP_MD_fetch(nullptr, wanted.c_str(), used_for_security ? nullptr : "-fips"));
    if (method_ == nullptr) return raise_openssl_error();
    return {};
}

Result<void> FoundDigest::by_name_or_constructor(Object* digestmod) {
    Ref<Object> name = share(digestmod);
    if (!is<Str>(digestmod)) {
        Ref<Dict> constructors = module_state<HashlibState>().constructors;
        name = constructors ? TRY(dict_get(constructors.get(), digestmod)) : Ref<Object>();
    }
    if (!name) {
        Ref<Type> error = module_state<HashlibState>().unsupported_digestmod;
        Ref<Str> shown = TRY(repr(digestmod));
        return raise(error ? *error : ValueError, "Unsupported digestmod {}", shown.get());
    }
    return by_name(cast<Str>(name.get())->view());
}

const char* digest_name(const EVP_MD* method) {
    int number = EVP_MD_get_type(method);
    for (const DigestName& row : digest_names) {
        if (row.number == number) return row.python;
    }
    const char* name = OBJ_nid2ln(number);
    return name != nullptr ? name : OBJ_nid2sn(number);
}

Result<Object> all_digest_names() {
    Ref<List> found = List::create();
    EVP_MD_do_all_provided(
        nullptr,
        [](EVP_MD* method, void* list) {
            const char* name = EVP_MD_get_type(method) == NID_undef ? nullptr : digest_name(method);
            // What fails for want of memory is told by the loop.
            if (name != nullptr && list_append(static_cast<Ref<List>*>(list)->get(), Str::from(name)).failed())
                clear_exception();
        },
        &found);
    return call(&FrozenSet::type_object, {found.get()});
}

}  // namespace minipy::crypto
