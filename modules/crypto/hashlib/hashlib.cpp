// SPDX-License-Identifier: MIT
// Module _hashlib: the hashes of OpenSSL, which hashlib and hmac prefer to those that are built in.
// CPython: Modules/_hashopenssl.c. Next: digests.hpp, hash_object.cpp.
#include <openssl/crypto.h>

#include "modules/crypto/hashlib/hash_object.hpp"
#include "runtime/modules/namespace.hpp"

namespace minipy::crypto {

namespace {

Result<Object> new_function(Object* name, Object* string, bool used_for_security) {
    auto* text = as<Str>(name);
    if (text == nullptr || text->view().find('\0') != std::string_view::npos)
        return raise(TypeError, "name must be a string");
    return make_openssl_hash(text->view(), string, used_for_security);
}

template <SignatureText name>
Result<Object> hashlib_start(Object* string, bool used_for_security) {
    return make_openssl_hash(name.text, string, used_for_security);
}

Result<bool> compare_digest(Object* a, Object* b) {
    if (is<Str>(a) && is<Str>(b)) {
        auto *first = cast<Str>(a), *second = cast<Str>(b);
        if (!first->ascii || !second->ascii)
            return raise(TypeError, "comparing strings with non-ASCII characters is not supported");
        std::string_view left = first->view(), right = second->view();
        return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
    }
    if (!supports_buffer(a) && !supports_buffer(b)) {
        return raise(TypeError, "unsupported operand types(s) or combination of types: '{}' and '{}'", type_name(a),
                     type_name(b));
    }
    Buffer first, second;
    TRY(first.acquire(a));
    TRY(second.acquire(b));
    std::string_view left = first.text(), right = second.text();
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

Result<Size> get_fips_mode() { return Size(EVP_default_properties_is_fips_enabled(nullptr)); }

#define CONSTRUCTOR(name)                                                                              \
    {                                                                                                  \
        "openssl_" name "(string=b'', *, usedforsecurity=True)", bind<hashlib_start<name>>,            \
            "Starts the hash " name ", and lets it read string if that is given; OpenSSL computes it." \
    }
const Method constructors[] = {
    CONSTRUCTOR("md5"),      CONSTRUCTOR("sha1"),     CONSTRUCTOR("sha224"),    CONSTRUCTOR("sha256"),
    CONSTRUCTOR("sha384"),   CONSTRUCTOR("sha512"),   CONSTRUCTOR("sha3_224"),  CONSTRUCTOR("sha3_256"),
    CONSTRUCTOR("sha3_384"), CONSTRUCTOR("sha3_512"), CONSTRUCTOR("shake_128"), CONSTRUCTOR("shake_256"),
};
#undef CONSTRUCTOR
constexpr std::string_view constructor_prefix = "openssl_";

const Method hashlib_functions[] = {
    {"new(name, string=b'', *, usedforsecurity=True)", bind<new_function>,
     "Starts the hash of this name, and lets it read string if that is given."},
    {"pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)", bind<pbkdf2_hmac>,
     "Derives a key from a password by so many rounds of HMAC, so that guessing is slow."},
    {"scrypt(password, *, salt=<absent>, n=<absent>, r=<absent>, p=<absent>, maxmem=0, dklen=64)", bind<scrypt>,
     "Derives a key from a password by work that needs much memory, so that guessing is dear."},
    {"get_fips_mode()", bind<get_fips_mode>, "Tells whether OpenSSL allows certified algorithms only."},
    {"compare_digest(a, b, /)", bind<compare_digest>,
     "Tells whether two digests are equal, without telling by its time how far they are."},
    {"hmac_digest(key, msg, digest)", bind<hmac_digest>, "Computes the code of a message in one step."},
    {"hmac_new(key, msg=b'', digestmod=None)", bind<hmac_new>, "Starts a code with a key, and lets it read msg."},
};

const ModuleSpec constructors_part = {.functions = constructors};
const ModuleSpec* const hashlib_parts[] = {&constructors_part};
constexpr ModuleType hashlib_types[] = {&OpensslHash::type_object, &extendable_hash_type, &hmac_type};

// Which constructor stands for which name: hmac takes either.
Result<void> add_constructors(Module* module, HashlibState& state) {
    Ref<Dict> names = Dict::create();
    for (const Method& row : constructors) {
        std::string_view signature = row.signature;
        std::string_view name = signature.substr(0, signature.find('('));
        Ref<Str> attribute = Str::interned_from(name);
        Ref<Str> hash_name = Str::interned_from(name.substr(constructor_prefix.size()));
        TRY(dict_set(names.get(), module->get(attribute.get()), hash_name.get()));
    }
    state.constructors = names;
    module->set("_constructors", Ref<Object>(create<MappingProxy>(Ref<Object>(names))).get());
    return {};
}

Result<void> hashlib_execute(Module* module) {
    auto& state = module_state<HashlibState>();
    if (!state.unsupported_digestmod)
        state.unsupported_digestmod = TRY(make_exception_class("_hashlib.UnsupportedDigestmodError", {&ValueError}));
    module->set("UnsupportedDigestmodError", state.unsupported_digestmod.get());
    TRY(add_constructors(module, state));
    Ref<Object> names = TRY(all_digest_names());
    module->set("openssl_md_meth_names", names.get());
    return {};
}

}  // namespace

}  // namespace minipy::crypto

namespace minipy {

extern const ModuleSpec hashlib_module = {
    .name = "_hashlib",
    .doc = "OpenSSL's hashes: the native part of hashlib.",
    .state = &state_spec<crypto::HashlibState>,
    .functions = crypto::functions,
    .types = crypto::types,
    .parts = crypto::parts,
    .exec = crypto::execute,
};

}  // namespace minipy
