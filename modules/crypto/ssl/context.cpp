// SPDX-License-Identifier: MIT
// Type _ssl._SSLContext: settings and certificates for many connections. What a new one starts with is here; the rest
// is in context_settings.cpp, context_ciphers.cpp, context_certificates.cpp and context_callbacks.cpp.
// CPython: _ssl__SSLContext_impl() in Modules/_ssl.c. Next: connection.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED  // programs may still ask for one old version of the protocol
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "modules/crypto/ssl/errors.hpp"
#include "runtime/exceptions/warnings.hpp"

namespace minipy::ssl {

namespace {

struct ProtocolRow {
    int number;
    const SSL_METHOD* (*method)();
    const char* deprecated;  // null: it is not
};
constexpr ProtocolRow protocols[] = {
    {protocol::tls, TLS_method, "ssl.PROTOCOL_TLS is deprecated"},
    {protocol::tls_1, TLSv1_method, "ssl.PROTOCOL_TLSv1 is deprecated"},
    {protocol::tls_1_1, TLSv1_1_method, "ssl.PROTOCOL_TLSv1_1 is deprecated"},
    {protocol::tls_1_2, TLSv1_2_method, "ssl.PROTOCOL_TLSv1_2 is deprecated"},
    {protocol::tls_client, TLS_client_method, nullptr},
    {protocol::tls_server, TLS_server_method, nullptr},
};

Result<const SSL_METHOD*> method_for(int number) {
    for (const ProtocolRow& row : protocols) {
        if (row.number != number) continue;
        if (row.deprecated != nullptr) TRY(warn(DeprecationWarning, row.deprecated, 2));
        return row.method();
    }
    return raise(ValueError, "invalid or unsupported protocol version {}", number);
}

void set_defaults(SSL_CTX* context, unsigned host_flags) {
    std::uint64_t options = SSL_OP_ALL & ~std::uint64_t(SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS);
    options |= SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
               SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_SINGLE_DH_USE | SSL_OP_SINGLE_ECDH_USE;
    SSL_CTX_set_options(context, options);
    constexpr unsigned char session_context[] = {'P', 'y', 't', 'h', 'o', 'n', '\0'};
    SSL_CTX_set_session_id_context(context, session_context, sizeof session_context);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
    X509_VERIFY_PARAM_set_hostflags(parameters, host_flags);
    SSL_CTX_set_post_handshake_auth(context, 0);
}

Result<Object> context_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords("_SSLContext", arguments));
    TRY(check_positional("_SSLContext", arguments, 1, 1));
    int number = TRY(to_c_int(arguments[0]));
    const SSL_METHOD* method = TRY(method_for(number));
    Ref<Object> made = TRY(allocate_instance(type));
    auto* self = cast<SslContext>(made.get());
    ERR_clear_error();
    self->context.reset(SSL_CTX_new(method));
    if (self->context == nullptr) return raise_ssl_error(Line::rarely);
    self->protocol = number;
    self->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    self->checks_hostname = number == protocol::tls_client;
    TRY(set_verify_mode(self, self->checks_hostname ? VerifyMode::required : VerifyMode::none));
    set_defaults(self->context.get(), self->host_flags);
    return made;
}

// ---------------------------------------------------------------- connections

Result<Object> wrap_socket_method(SslContext* self, network::Socket* sock, bool server_side, Object* server_hostname,
                                  Object* owner, Object* session) {
    return wrap_socket(self, sock, {server_side, server_hostname, owner, session});
}
Result<Object> wrap_bio_method(SslContext* self, MemoryBio* incoming, MemoryBio* outgoing, bool server_side,
                               Object* server_hostname, Object* owner, Object* session) {
    return wrap_bios(self, incoming, outgoing, {server_side, server_hostname, owner, session});
}

const Method context_methods[] = {
    {"_wrap_socket(self, /, sock, server_side, server_hostname=None, *, owner=None, session=None)",
     bind<wrap_socket_method>, "Makes a connection over a socket."},
    {"_wrap_bio(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)",
     bind<wrap_bio_method>, "Makes a connection over two buffers in memory."},
    {"set_ciphers(self, cipherlist, /)", bind<set_ciphers>, "Chooses ciphers, in OpenSSL's language for that."},
    {"_set_alpn_protocols(self, protos, /)", bind<set_alpn_protocols>,
     "Says which protocols the application speaks, each behind its length."},
    {"load_cert_chain(self, /, certfile, keyfile=None, password=None)", bind<load_cert_chain>,
     "Loads the certificates that this side shows, and its private key."},
    {"load_dh_params(self, path, /)", bind<load_dh_params>, "Loads numbers for keys by Diffie and Hellman's way."},
    {"load_verify_locations(self, /, cafile=None, capath=None, cadata=None)", bind<load_verify_locations>,
     "Loads certificates that are trusted: from a file, from a folder when one is asked for, from memory."},
    {"session_stats(self, /)", bind<session_stats>, "Counts what has happened to sessions, by what it was."},
    {"set_default_verify_paths(self, /)", bind<set_default_verify_paths>, "Trusts the certificates of the system."},
    {"set_ecdh_curve(self, name, /)", bind<set_ecdh_curve>, "Chooses the elliptic curve for keys."},
    {"cert_store_stats(self, /)", bind<cert_store_stats>, "Counts the certificates that are trusted, by kind."},
    {"get_ca_certs(self, /, binary_form=False)", bind<get_ca_certs>,
     "Lists the authorities that are trusted, as dicts or as bytes; those of a folder appear when they were asked "
     "for."},
    {"get_ciphers(self, /)", bind<get_ciphers>, "Lists the ciphers that may be used, each as a dict."},
};

const TypeSpec context_spec = {
    .name = "_ssl._SSLContext",
    .doc = "Settings and certificates for secure connections.",
    .size = sizeof(SslContext),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<SslContext>,
              .traverse = traverse_references<SslContext>,
              .clear = clear_references<SslContext>,
              .new_ = context_new},
    .methods = context_methods,
    .getters = context_getters,
};

}  // namespace

Type SslContext::type_object(context_spec);

}  // namespace minipy::ssl
