// SPDX-License-Identifier: MIT
// Type _ssl._SSLSocket: one connection; ssl.hpp has the picture. Here it is made; transfer.cpp has what it does,
// connection_facts.cpp what it tells.
// CPython: newPySSLSocket() in Modules/_ssl.c. Next: transfer.cpp.
#include <openssl/x509v3.h>

#include "modules/crypto/ssl/errors.hpp"
#include "modules/crypto/ssl/transport.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::ssl {

namespace {

// Server sockets resume sessions only within a context of this name.
constexpr unsigned char session_context[] = "Python";

Result<void> check_role(const SslContext* context, bool is_server) {
    if (is_server && context->protocol == protocol::tls_client) {
        return raise_ssl_error(Line::server_with_client_context,
                               "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
    }
    if (!is_server && context->protocol == protocol::tls_server) {
        return raise_ssl_error(Line::client_with_server_context,
                               "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
    }
    return {};
}

// The host's name is sent (if it is no address), and the certificate must be for it.
Result<void> set_host(SslSocket* self, Str* hostname) {
    std::string name = hostname->to_string();
    if (name.empty() || name[0] == '.')
        return raise(ValueError, "server_hostname cannot be an empty string or start with a leading dot.");
    self->server_hostname = share(hostname);
    Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(name.c_str()));
    if (address == nullptr) ERR_clear_error();
    SSL* ssl = self->ssl.get();
    if (address == nullptr && SSL_set_tlsext_host_name(ssl, name.c_str()) == 0) return raise_ssl_error(Line::host_name);
    if (!self->context->checks_hostname) return {};
    X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl);
    int ok = address == nullptr ? X509_VERIFY_PARAM_set1_host(parameters, name.c_str(), name.size())
                                : X509_VERIFY_PARAM_set1_ip(parameters, ASN1_STRING_get0_data(address.get()),
                                                            std::size_t(ASN1_STRING_length(address.get())));
    if (ok == 0) return raise_ssl_error(Line::host_name);
    return {};
}

void allow_post_handshake(SSL* ssl, bool is_server) {
    if (!is_server) return SSL_set_post_handshake_auth(ssl, 1);
    int mode = SSL_get_verify_mode(ssl);
    if ((mode & SSL_VERIFY_PEER) == 0) return;
    SSL_set_verify(ssl, mode | SSL_VERIFY_POST_HANDSHAKE, SSL_get_verify_callback(ssl));
}

Result<SslSocket> make_connection(SslContext* context, bool is_server) {
    TRY(check_role(context, is_server));
    Ref<Object> made = TRY(allocate_instance(&SslSocket::type_object));
    auto* self = cast<SslSocket>(made.get());
    new (&self->lock) ThreadLock;
    ERR_clear_error();
    self->ssl.reset(SSL_new(context->context.get()));
    if (self->ssl == nullptr) return raise_ssl_error(Line::rarely);
    self->context = share(context);
    self->is_server = is_server;
    self->descriptor = -1;
    SSL* ssl = self->ssl.get();
    if (is_server) SSL_set_session_id_context(ssl, session_context, sizeof session_context);
    SSL_set_app_data(ssl, static_cast<Object*>(self));
    SSL_set_mode(ssl, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    if (context->post_handshake_auth) allow_post_handshake(ssl, is_server);
    if (is_server) SSL_set_accept_state(ssl);
    else SSL_set_connect_state(ssl);
    return share(self);
}

// A hostname as CPython's format "es" with ASCII takes it; null: None.
Result<Str> parse_hostname(Object* object) {
    auto* name = as<Str>(object);
    if (name == nullptr) return raise(TypeError, "argument must be str, not {}", type_name(object));
    TRY(encode_ascii(name, "strict"));
    if (name->view().find('\0') != std::string_view::npos)
        return raise(TypeError, "argument must be encoded string without null bytes, not str");
    return share(name);
}

Result<SslSocket> make_wrapped(SslContext* context, const ConnectionWish& wish) {
    Ref<Str> hostname;
    if (!is_none(wish.server_hostname)) hostname = TRY(parse_hostname(wish.server_hostname));
    Ref<SslSocket> made = TRY(make_connection(context, wish.is_server));
    if (hostname) TRY(set_host(made.get(), hostname.get()));
    return made;
}

Result<void> finish_wish(SslSocket* self, const ConnectionWish& wish) {
    if (!is_none(wish.owner)) TRY(set_owner(self, wish.owner));
    if (!is_none(wish.session)) TRY(set_session(self, wish.session));
    return {};
}

}  // namespace

Result<Object> wrap_socket(SslContext* context, network::Socket* socket, const ConnectionWish& wish) {
    Ref<SslSocket> made = TRY(make_wrapped(context, wish));
    TRY(attach_socket(made.get()));
    made->socket = TRY(weak_reference(socket, nullptr));
    TRY(finish_wish(made.get(), wish));
    return made;
}

Result<Object> wrap_bios(SslContext* context, MemoryBio* incoming, MemoryBio* outgoing, const ConnectionWish& wish) {
    Ref<SslSocket> made = TRY(make_wrapped(context, wish));
    BIO_up_ref(incoming->bio.get());
    BIO_up_ref(outgoing->bio.get());
    SSL_set_bio(made->ssl.get(), incoming->bio.get(), outgoing->bio.get());
    TRY(finish_wish(made.get(), wish));
    return made;
}

Ref<Object> shown_connection(SslSocket* connection) {
    Ref<WeakReference> reference = connection->owner ? connection->owner : connection->socket;
    if (!reference) return share<Object>(connection);
    Ref<Object> referent = weak_referent(reference.get());
    return referent ? referent : none();
}

namespace {

const Method connection_methods[] = {
    {"do_handshake(self, /)", bind<do_handshake>, "Agrees with the other side on keys, and checks its certificate."},
    {"write(self, b, /)", bind<write_bytes>, "Encrypts and sends bytes; gives the number of those that were taken."},
    {"read(self, size=<absent>, buffer=<absent>, /)", bind<read_bytes>,
     "Receives at most so many bytes, or fills a buffer with them and gives their number."},
    {"pending(self, /)", bind<pending>, "Gives the number of bytes that can be read without asking the network."},
    {"getpeercert(self, der=False, /)", bind<getpeercert>,
     "Gives the other side's certificate, as a dict or as it was sent; None if it has none."},
    {"get_channel_binding(self, /, cb_type='tls-unique')", bind<get_channel_binding>,
     "Gives bytes that only this connection has, for protocols above it; None before the handshake."},
    {"cipher(self, /)", bind<cipher>, "Gives name, protocol and number of secret bits of the cipher in use."},
    {"shared_ciphers(self, /)", bind<shared_ciphers>, "Lists the ciphers that this side would use."},
    {"version(self, /)", bind<version>, "Gives the name of the protocol in use; None before the handshake."},
    {"selected_alpn_protocol(self, /)", bind<selected_alpn_protocol>,
     "Gives the application's protocol that both sides have agreed on; None if there is none."},
    {"compression(self, /)", bind<compression>, "Gives the name of the compression in use; None: there is none."},
    {"shutdown(self, /)", bind<shut_down>, "Ends the session on both sides, and gives the socket for plain use."},
    {"verify_client_post_handshake(self, /)", bind<verify_client_post_handshake>,
     "Asks a client for its certificate after the handshake."},
    {"get_unverified_chain(self, /)", bind<get_unverified_chain>,
     "Lists the certificates that the other side has sent."},
    {"get_verified_chain(self, /)", bind<get_verified_chain>,
     "Lists the certificates from the other side's to one that is trusted."},
};

const TypeSpec connection_spec = {
    .name = "_ssl._SSLSocket",
    .doc = "One secure connection, over a socket or over two buffers in memory.",
    .size = sizeof(SslSocket),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<SslSocket>,
              .traverse = traverse_references<SslSocket>,
              .clear = clear_references<SslSocket>},
    .methods = connection_methods,
    .getters = connection_getters,
};

}  // namespace

Type SslSocket::type_object(connection_spec);

}  // namespace minipy::ssl
