// SPDX-License-Identifier: MIT
// Ciphers, curves and numbers for keys; and what has happened to sessions. CPython: Modules/_ssl.c.
// Next: context_certificates.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED  // curves and numbers as before OpenSSL 3, with its errors
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <cstdio>

#include "modules/crypto/ssl/errors.hpp"
#include "vm/system_call.hpp"

namespace minipy::ssl {

namespace {

Result<void> add_cipher_field(Dict* dict, const char* name, Ref<Object> value) {
    return dict_set(dict, Str::interned_from(name).get(), value.get());
}

// The algorithm of this number: its long name.
Ref<Object> algorithm_name(int number) { return number == NID_undef ? none() : text_or_none(OBJ_nid2ln(number)); }

Result<Dict> cipher_dict(const SSL_CIPHER* cipher) {
    char line[512] = "";
    SSL_CIPHER_description(cipher, line, sizeof line - 1);
    std::string_view description = line;
    if (!description.empty() && description.back() == '\n') description.remove_suffix(1);
    int all_bits = 0, secret_bits = SSL_CIPHER_get_bits(cipher, &all_bits);
    Ref<Dict> dict = Dict::create();
    TRY(add_cipher_field(dict.get(), "id", Int::from(SSL_CIPHER_get_id(cipher))));
    TRY(add_cipher_field(dict.get(), "name", text_or_none(SSL_CIPHER_get_name(cipher))));
    TRY(add_cipher_field(dict.get(), "protocol", text_or_none(SSL_CIPHER_get_version(cipher))));
    TRY(add_cipher_field(dict.get(), "description", Str::from(description)));
    TRY(add_cipher_field(dict.get(), "strength_bits", Int::from(secret_bits)));
    TRY(add_cipher_field(dict.get(), "alg_bits", Int::from(all_bits)));
    TRY(add_cipher_field(dict.get(), "aead", to_bool(SSL_CIPHER_is_aead(cipher) != 0)));
    TRY(add_cipher_field(dict.get(), "symmetric", algorithm_name(SSL_CIPHER_get_cipher_nid(cipher))));
    TRY(add_cipher_field(dict.get(), "digest", algorithm_name(SSL_CIPHER_get_digest_nid(cipher))));
    TRY(add_cipher_field(dict.get(), "kea", algorithm_name(SSL_CIPHER_get_kx_nid(cipher))));
    TRY(add_cipher_field(dict.get(), "auth", algorithm_name(SSL_CIPHER_get_auth_nid(cipher))));
    return dict;
}

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Result<void> set_ciphers(SslContext* self, Object* cipherlist) {
    if (!is<Str>(cipherlist)) {
        return raise(TypeError, "set_ciphers() argument must be str, not {}",
                     is_none(cipherlist) ? "None" : type_name(cipherlist));
    }
    Ref<Bytes> text = TRY(network::parse_text(cipherlist, ""));
    if (SSL_CTX_set_cipher_list(self->context.get(), text->data()) != 0) return {};
    ERR_clear_error();
    return raise_plain_ssl_error("No cipher can be selected.");
}

// Those of a connection that is made only to ask it.
Result<Object> get_ciphers(SslContext* self) {
    Owned<SSL, SSL_free> ssl(SSL_new(self->context.get()));
    if (ssl == nullptr) return raise_ssl_error(Line::rarely);
    STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(ssl.get());
    Ref<List> list = List::create();
    for (int index = 0; index < sk_SSL_CIPHER_num(ciphers); ++index)
        TRY(list_append(list.get(), TRY(cipher_dict(sk_SSL_CIPHER_value(ciphers, index)))));
    return list;
}

Result<void> set_ecdh_curve(SslContext* self, Object* name) {
    Ref<Bytes> text = TRY(network::parse_file_name(name));
    int curve = OBJ_sn2nid(text->data());
    if (curve == NID_undef) {
        Ref<Str> shown = TRY(repr(name));
        return raise(ValueError, "unknown elliptic curve name {}", shown.get());
    }
    ERR_clear_error();
    Owned<EC_KEY, EC_KEY_free> key(EC_KEY_new_by_curve_name(curve));  // not every name is that of a curve
    if (key == nullptr || SSL_CTX_set_tmp_ecdh(self->context.get(), key.get()) == 0)
        return raise_ssl_error(Line::curve);
    return {};
}

Result<void> load_dh_params(SslContext* self, Object* path) {
    Ref<Bytes> name = TRY(network::parse_file_name(path));
    std::unique_ptr<std::FILE, CloseFile> file;
    Owned<DH, DH_free> numbers;
    {
        AllowThreads allowed(Blocking::file);
        file.reset(std::fopen(name->data(), "rbe"));
    }
    if (file == nullptr) return raise_os_error(errno, path);
    int error;
    {
        AllowThreads allowed(Blocking::file);
        errno = 0;
        numbers.reset(PEM_read_DHparams(file.get(), nullptr, nullptr, nullptr));
        error = errno;
    }
    if (numbers == nullptr) {
        if (error == 0) return raise_ssl_error(Line::numbers_for_keys_file);
        ERR_clear_error();
        return raise_os_error(error, path);
    }
    if (SSL_CTX_set_tmp_dh(self->context.get(), numbers.get()) == 0) return raise_ssl_error(Line::numbers_for_keys);
    return {};
}

Result<Object> session_stats(SslContext* self) {
    SSL_CTX* context = self->context.get();
    Ref<Dict> dict = Dict::create();
    TRY(add_cipher_field(dict.get(), "number", Int::from(SSL_CTX_sess_number(context))));
    TRY(add_cipher_field(dict.get(), "connect", Int::from(SSL_CTX_sess_connect(context))));
    TRY(add_cipher_field(dict.get(), "connect_good", Int::from(SSL_CTX_sess_connect_good(context))));
    TRY(add_cipher_field(dict.get(), "connect_renegotiate", Int::from(SSL_CTX_sess_connect_renegotiate(context))));
    TRY(add_cipher_field(dict.get(), "accept", Int::from(SSL_CTX_sess_accept(context))));
    TRY(add_cipher_field(dict.get(), "accept_good", Int::from(SSL_CTX_sess_accept_good(context))));
    TRY(add_cipher_field(dict.get(), "accept_renegotiate", Int::from(SSL_CTX_sess_accept_renegotiate(context))));
    TRY(add_cipher_field(dict.get(), "hits", Int::from(SSL_CTX_sess_hits(context))));
    TRY(add_cipher_field(dict.get(), "misses", Int::from(SSL_CTX_sess_misses(context))));
    TRY(add_cipher_field(dict.get(), "timeouts", Int::from(SSL_CTX_sess_timeouts(context))));
    TRY(add_cipher_field(dict.get(), "cache_full", Int::from(SSL_CTX_sess_cache_full(context))));
    return dict;
}

}  // namespace minipy::ssl
