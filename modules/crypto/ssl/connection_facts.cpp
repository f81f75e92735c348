// SPDX-License-Identifier: MIT
// What a connection tells of itself and of the other side. CPython: Modules/_ssl.c. Next: certificate.cpp, session.cpp.
#include <openssl/comp.h>

#include "modules/crypto/ssl/library_call.hpp"

namespace minipy::ssl {

namespace {

SslSocket* connection(Object* self) { return static_cast<SslSocket*>(self); }

Result<Object> certificate_list(STACK_OF(X509) * chain, X509* first) {
    Ref<List> list = List::create();
    if (first != nullptr) TRY(list_append(list.get(), TRY(make_certificate(first))));
    for (int index = 0; index < sk_X509_num(chain); ++index)
        TRY(list_append(list.get(), TRY(make_certificate(sk_X509_value(chain, index)))));
    return list;
}

}  // namespace

Ref<Object> text_or_none(const char* text) { return text == nullptr ? none() : Ref<Object>(Str::from(text)); }

Ref<Object> cipher_tuple(const SSL_CIPHER* cipher) {
    if (cipher == nullptr) return none();
    Ref<Object> name = text_or_none(SSL_CIPHER_get_name(cipher)),
                protocol = text_or_none(SSL_CIPHER_get_version(cipher));
    Ref<Int> bits = Int::from(SSL_CIPHER_get_bits(cipher, nullptr));
    return Tuple::of({name.get(), protocol.get(), bits.get()});
}

// ---------------------------------------------------------------- methods

Result<Object> getpeercert(SslSocket* self, bool der) {
    ConnectionLock held;
    TRY(held.take(self));
    SSL* ssl = self->ssl.get();
    if (SSL_is_init_finished(ssl) == 0) return raise(ValueError, "handshake not done yet");
    Certificate certificate(SSL_get1_peer_certificate(ssl));
    if (certificate == nullptr) return none();
    if (der) return certificate_bytes(certificate.get());
    // What was not verified is not shown: it may say anything.
    if ((SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) & SSL_VERIFY_PEER) == 0) return Dict::create();
    return decode_certificate(certificate.get());
}

Result<Object> get_channel_binding(SslSocket* self, Object* cb_type) {
    auto* type = as<Str>(cb_type);
    if (type == nullptr) {
        return raise(TypeError, "get_channel_binding() argument 'cb_type' must be str, not {}",
                     is_none(cb_type) ? "None" : type_name(cb_type));
    }
    if (!type->equals("tls-unique")) return raise(ValueError, "'{}' channel binding type not implemented", type);
    ConnectionLock held;
    TRY(held.take(self));
    char message[128];
    SSL* ssl = self->ssl.get();
    // The first "finished" message of the handshake: a client sends it, unless the session is resumed.
    bool is_ours = (SSL_session_reused(ssl) != 0) != !self->is_server;
    std::size_t size =
        is_ours ? SSL_get_finished(ssl, message, sizeof message) : SSL_get_peer_finished(ssl, message, sizeof message);
    if (size == 0) return none();
    return Bytes::copy({message, std::min(size, sizeof message)});
}

Result<Object> cipher(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    return cipher_tuple(SSL_get_current_cipher(self->ssl.get()));
}

Result<Object> shared_ciphers(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(self->ssl.get());
    if (ciphers == nullptr) return none();
    Ref<List> list = List::create();
    for (int index = 0; index < sk_SSL_CIPHER_num(ciphers); ++index)
        TRY(list_append(list.get(), cipher_tuple(sk_SSL_CIPHER_value(ciphers, index))));
    return list;
}

Result<Object> version(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    if (SSL_is_init_finished(self->ssl.get()) == 0) return none();
    std::string_view name = SSL_get_version(self->ssl.get());
    if (name == "unknown") return none();
    return Str::from(name);
}

Result<Object> selected_alpn_protocol(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(self->ssl.get(), &name, &length);
    if (name == nullptr) return none();
    return Str::from_utf8({reinterpret_cast<const char*>(name), length});
}

Result<Object> compression(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    const COMP_METHOD* method = SSL_get_current_compression(self->ssl.get());
    if (method == nullptr || COMP_get_type(method) == NID_undef) return none();
    return text_or_none(COMP_get_name(method));
}

Result<Object> get_verified_chain(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    STACK_OF(X509)* chain = SSL_get0_verified_chain(self->ssl.get());
    if (chain == nullptr) return none();
    return certificate_list(chain, nullptr);
}

// For a server the client's own certificate is not part of what it has sent.
Result<Object> get_unverified_chain(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    SSL* ssl = self->ssl.get();
    STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
    if (chain == nullptr) return none();
    if (!self->is_server) return certificate_list(chain, nullptr);
    Certificate own(SSL_get1_peer_certificate(ssl));
    if (own == nullptr) return none();
    return certificate_list(chain, own.get());
}

// ---------------------------------------------------------------- attributes

namespace {

Result<Object> get_context(Object* self) {
    if (!connection(self)->context) return none();
    return connection(self)->context;
}
// In the callback for a server name: the certificates of another context are used from here on.
Result<void> set_context(Object* self, Object* value) {
    auto* context = value == nullptr ? nullptr : as<SslContext>(value);
    if (context == nullptr) return raise(TypeError, "The value must be a SSLContext");
    ConnectionLock held;
    TRY(held.take(connection(self)));
    connection(self)->context = share(context);
    SSL_set_SSL_CTX(connection(self)->ssl.get(), context->context.get());
    return {};
}

Result<Object> get_server_side(Object* self) { return to_bool(connection(self)->is_server); }
Result<Object> get_server_hostname(Object* self) {
    if (!connection(self)->server_hostname) return none();
    return connection(self)->server_hostname;
}

Result<Object> get_owner(Object* self) {
    if (!connection(self)->owner) return none();
    Ref<Object> owner = weak_referent(connection(self)->owner.get());
    return owner ? owner : none();
}

Result<Object> get_session(Object* object) {
    SslSocket* self = connection(object);
    ConnectionLock held;
    TRY(held.take(self));
    const SSL_SESSION* session = SSL_get0_session(self->ssl.get());
    if (session == nullptr || !self->context) return none();
    return make_session(session, self->context.get());
}

Result<Object> get_session_reused(Object* self) {
    ConnectionLock held;
    TRY(held.take(connection(self)));
    return to_bool(SSL_session_reused(connection(self)->ssl.get()) != 0);
}

}  // namespace

const Getter connection_getters[] = {
    {"context", get_context, set_context, "The settings of the connection."},
    {"server_side", get_server_side, nullptr, "Whether this is the server's end."},
    {"server_hostname", get_server_hostname, nullptr, "The name that the server's certificate must have."},
    {"owner", get_owner, set_owner, "The object of Lib/ssl.py that this belongs to, weakly."},
    {"session", get_session, set_session, "What a later connection can go on with."},
    {"session_reused", get_session_reused, nullptr, "Whether the session of an earlier connection went on."},
};

Result<void> set_owner(Object* self, Object* owner) {
    if (owner == nullptr) return raise(AttributeError, "cannot delete attribute");
    Ref<WeakReference> reference;
    if (!is_none(owner)) reference = TRY(weak_reference(owner, nullptr));
    connection(self)->owner = std::move(reference);
    return {};
}

Result<void> set_session(Object* object, Object* value) {
    SslSocket* self = connection(object);
    auto* session = value == nullptr ? nullptr : as<SslSession>(value);
    if (session == nullptr) return raise(TypeError, "Value is not a SSLSession.");
    ConnectionLock held;
    TRY(held.take(self));
    SSL* ssl = self->ssl.get();
    if (!session->context || SSL_get_SSL_CTX(ssl) != session->context->context.get())
        return raise(ValueError, "Session refers to a different SSLContext.");
    if (self->is_server) return raise(ValueError, "Cannot set session for server-side SSLSocket.");
    if (SSL_is_init_finished(ssl) != 0) return raise(ValueError, "Cannot set session after handshake.");
    Owned<SSL_SESSION, SSL_SESSION_free> copy(SSL_SESSION_dup(session->session.get()));
    if (copy == nullptr || SSL_set_session(ssl, copy.get()) == 0) return raise_ssl_error(Line::rarely);
    return {};
}

}  // namespace minipy::ssl
