// SPDX-License-Identifier: MIT
// Attributes of a context that are numbers and flags: what is checked, which versions of the protocol are spoken.
// CPython: Modules/_ssl.c. Next: context_ciphers.cpp.
#include <openssl/x509v3.h>

#include <limits>

#include "modules/crypto/ssl/errors.hpp"
#include "runtime/exceptions/warnings.hpp"

namespace minipy::ssl {

namespace {

SslContext* context_settings_context_of(Object* self) { return static_cast<SslContext*>(self); }
SSL_CTX* context_settings_openssl_of(Object* self) { return context_settings_context_of(self)->context.get(); }

// What CPython says when such an attribute is to be deleted.
Result<void> check_given(Object* value) {
    if (value == nullptr) return raise(TypeError, "function takes at least one argument");
    return {};
}
Result<int> parse_setting(Object* value) {
    TRY(check_given(value));
    return network::parse_int(value);
}

// ---------------------------------------------------------------- what is checked

Result<Object> get_check_hostname(Object* self) { return to_bool(context_settings_context_of(self)->checks_hostname); }
Result<void> set_check_hostname(Object* object, Object* value) {
    TRY(check_given(value));
    bool check = TRY(is_true(value));
    SslContext* self = context_settings_context_of(object);
    if (check && SSL_CTX_get_verify_mode(context_settings_openssl_of(object)) == SSL_VERIFY_NONE)
        TRY(set_verify_mode(self, VerifyMode::required));
    self->checks_hostname = check;
    return {};
}

Result<Object> get_host_flags(Object* self) { return Int::from(context_settings_context_of(self)->host_flags); }
Result<void> set_host_flags(Object* self, Object* value) {
    TRY(check_given(value));
    auto flags = unsigned(TRY(network::parse_bits(value)));
    context_settings_context_of(self)->host_flags = flags;
    X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(context_settings_openssl_of(self)), flags);
    return {};
}

Result<Object> get_verify_mode(Object* self) {
    switch (SSL_CTX_get_verify_mode(context_settings_openssl_of(self))) {
        case SSL_VERIFY_NONE: return Int::from(int(VerifyMode::none));
        case SSL_VERIFY_PEER: return Int::from(int(VerifyMode::optional));
        case SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT: return Int::from(int(VerifyMode::required));
        default: return raise_plain_ssl_error("invalid return value from SSL_CTX_get_verify_mode");
    }
}
Result<void> set_verify_mode_attribute(Object* self, Object* value) {
    int mode = TRY(parse_setting(value));
    if (mode == int(VerifyMode::none) && context_settings_context_of(self)->checks_hostname)
        return raise(ValueError, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
    return set_verify_mode(context_settings_context_of(self), VerifyMode(mode));
}

Result<Object> get_verify_flags(Object* self) {
    return Int::from_unsigned(X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(context_settings_openssl_of(self))));
}
Result<void> set_verify_flags(Object* self, Object* value) {
    TRY(check_given(value));
    if (!is<Int>(value)) return raise(TypeError, "argument must be int, not {}", type_name(value));
    unsigned long wanted = TRY(network::parse_bits(value));
    X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context_settings_openssl_of(self));
    unsigned long flags = X509_VERIFY_PARAM_get_flags(parameters), superfluous = flags & ~wanted;
    if (superfluous != 0 && X509_VERIFY_PARAM_clear_flags(parameters, superfluous) == 0)
        return raise_ssl_error(Line::rarely);
    if ((wanted & ~flags) != 0 && X509_VERIFY_PARAM_set_flags(parameters, wanted & ~flags) == 0)
        return raise_ssl_error(Line::rarely);
    return {};
}

// ---------------------------------------------------------------- versions

constexpr int lowest_of_all = -2, highest_of_all = -1;  // PROTO_MINIMUM_SUPPORTED, PROTO_MAXIMUM_SUPPORTED

Result<Object> get_minimum_version(Object* self) {
    long version = SSL_CTX_get_min_proto_version(context_settings_openssl_of(self));
    return Int::from(version == 0 ? lowest_of_all : version);
}
Result<Object> get_maximum_version(Object* self) {
    long version = SSL_CTX_get_max_proto_version(context_settings_openssl_of(self));
    return Int::from(version == 0 ? highest_of_all : version);
}

Result<void> warn_of_old(int version) {
    switch (version) {
        case SSL3_VERSION: return warn(DeprecationWarning, "ssl.TLSVersion.SSLv3 is deprecated", 2);
        case TLS1_VERSION: return warn(DeprecationWarning, "ssl.TLSVersion.TLSv1 is deprecated", 2);
        case TLS1_1_VERSION: return warn(DeprecationWarning, "ssl.TLSVersion.TLSv1_1 is deprecated", 2);
        default: return {};
    }
}

enum class Bound : std::uint8_t { minimum, maximum };

// The outer end of a bound is OpenSSL's 0: as far as it goes.
Result<void> set_version(Object* self, Object* value, Bound bound) {
    int version = TRY(parse_setting(value));
    int number = context_settings_context_of(self)->protocol;
    if (number != protocol::tls && number != protocol::tls_client && number != protocol::tls_server) {
        return raise(ValueError, "The context's protocol doesn't support modification of highest and lowest version.");
    }
    TRY(warn_of_old(version));
    int wanted = version;
    if (version == lowest_of_all) wanted = bound == Bound::minimum ? 0 : TLS1_VERSION;
    if (version == highest_of_all) wanted = bound == Bound::maximum ? 0 : TLS1_3_VERSION;
    bool is_known = bound == Bound::minimum
                        ? SSL_CTX_set_min_proto_version(context_settings_openssl_of(self), wanted) != 0
                        : SSL_CTX_set_max_proto_version(context_settings_openssl_of(self), wanted) != 0;
    if (!is_known) return raise(ValueError, "Unsupported TLS/SSL version 0x{:x}", unsigned(version));
    return {};
}
Result<void> set_minimum_version(Object* self, Object* value) { return set_version(self, value, Bound::minimum); }
Result<void> set_maximum_version(Object* self, Object* value) { return set_version(self, value, Bound::maximum); }

// ---------------------------------------------------------------- the rest

constexpr std::uint64_t version_options =
    SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 | SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;

Result<Object> get_options(Object* self) {
    return Int::from_unsigned(SSL_CTX_get_options(context_settings_openssl_of(self)));
}
Result<void> set_options(Object* self, Object* value) {
    TRY(check_given(value));
    auto wanted = std::uint64_t(TRY(to_int64(value)));
    std::uint64_t options = SSL_CTX_get_options(context_settings_openssl_of(self)), added = wanted & ~options;
    if ((added & version_options) != 0)
        TRY(warn(DeprecationWarning, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated", 2));
    SSL_CTX_clear_options(context_settings_openssl_of(self), options & ~wanted);
    SSL_CTX_set_options(context_settings_openssl_of(self), added);
    return {};
}

Result<Object> get_num_tickets(Object* self) {
    return Int::from(Size(SSL_CTX_get_num_tickets(context_settings_openssl_of(self))));
}
Result<void> set_num_tickets(Object* self, Object* value) {
    TRY(check_given(value));
    std::int64_t count = TRY(to_int64(value));
    if (count < 0) return raise(ValueError, "value must be non-negative");
    if (context_settings_context_of(self)->protocol != protocol::tls_server)
        return raise(ValueError, "SSLContext is not a server context.");
    if (SSL_CTX_set_num_tickets(context_settings_openssl_of(self), std::size_t(count)) == 0)
        return raise(ValueError, "failed to set num tickets.");
    return {};
}

Result<Object> get_post_handshake_auth(Object* self) {
    return to_bool(context_settings_context_of(self)->post_handshake_auth);
}
Result<void> set_post_handshake_auth(Object* self, Object* value) {
    if (value == nullptr) return raise(AttributeError, "cannot delete attribute");
    bool allowed = TRY(is_true(value));
    context_settings_context_of(self)->post_handshake_auth = allowed;
    SSL_CTX_set_post_handshake_auth(context_settings_openssl_of(self), allowed ? 1 : 0);
    return {};
}

Result<Object> get_protocol(Object* self) { return Int::from(context_settings_context_of(self)->protocol); }
Result<Object> get_security_level(Object* self) {
    return Int::from(SSL_CTX_get_security_level(context_settings_openssl_of(self)));
}

}  // namespace

Result<void> set_verify_mode(SslContext* self, VerifyMode mode) {
    int flags = SSL_VERIFY_NONE;
    switch (mode) {
        case VerifyMode::none: break;
        case VerifyMode::optional: flags = SSL_VERIFY_PEER; break;
        case VerifyMode::required: flags = SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT; break;
        default: return raise(ValueError, "invalid value for verify_mode");
    }
    SSL_CTX* context = self->context.get();
    SSL_CTX_set_verify(context, flags, SSL_CTX_get_verify_callback(context));
    return {};
}

const Getter context_getters[] = {
    {"check_hostname", get_check_hostname, set_check_hostname, "Whether a certificate must be for the host's name."},
    {"_host_flags", get_host_flags, set_host_flags, "How names of hosts are compared."},
    {"minimum_version", get_minimum_version, set_minimum_version, "The lowest version that is spoken."},
    {"maximum_version", get_maximum_version, set_maximum_version, "The highest version that is spoken."},
    {"keylog_filename", get_keylog_filename, set_keylog_filename,
     "A file that gets the keys of all connections, for those who look for mistakes."},
    {"_msg_callback", get_message_callback, set_message_callback, "Called with each message of the protocol."},
    {"sni_callback", get_sni_callback, set_sni_callback, "Called with the name of the host that a client asks for."},
    {"num_tickets", get_num_tickets, set_num_tickets, "The number of tickets that a server gives to a client."},
    {"options", get_options, set_options, "OpenSSL's options, as bits."},
    {"post_handshake_auth", get_post_handshake_auth, set_post_handshake_auth,
     "Whether a certificate may be asked for after the handshake."},
    {"protocol", get_protocol, nullptr, "The protocol that the context was made for."},
    {"verify_flags", get_verify_flags, set_verify_flags, "How certificates are checked, as bits."},
    {"verify_mode", get_verify_mode, set_verify_mode_attribute, "Whether the other side must have a certificate."},
    {"security_level", get_security_level, nullptr, "How strong OpenSSL wants ciphers and keys to be."},
};

}  // namespace minipy::ssl
