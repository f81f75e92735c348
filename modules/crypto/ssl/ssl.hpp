// SPDX-License-Identifier: MIT
// Module _ssl: what Lib/ssl.py is made of, over OpenSSL's libssl.
//
//      SslContext ── SSL_CTX      settings and certificates for many connections
//           ▲
//      SslSocket ─── SSL          one connection; its bytes go through a socket, or through two MemoryBios
//           ├── socket, owner     weak: a Python socket owns its SslSocket, not the other way round
//           └── session           SslSession: what a later connection can go on with
//
// OpenSSL never waits here: what it reads and writes a socket by takes only what is there (transport.cpp), and who has
// to wait polls, with nothing locked. So one thread can read while another writes on the same connection. An SSL itself
// bears only one thread at a time: `lock` is held around each call on it.
//
// The library calls back into Python: for a password, a server name, a message to show. It does so in the midst of a
// call that is made without the GIL; LibraryCall (library_call.hpp) takes it back for that time.
//
// CPython: Modules/_ssl.c. Next: library_call.hpp, context.cpp, connection.cpp, errors.hpp.
#pragma once

#include <openssl/ssl.h>

#include "modules/crypto/openssl.hpp"
#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/network/socket/socket.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/modules/weakref.hpp"
#include "vm/thread_lock.hpp"

namespace minipy::ssl {

using crypto::Owned;

using Certificate = Owned<X509, X509_free>;
using OwnedBio = Owned<BIO, BIO_free_all>;

struct SslState {
    static constexpr auto module = NativeModule::ssl_module;
    Ref<Type> zero_return, want_read, want_write, syscall, eof, certificate_verification;
    static constexpr auto references =
        field_list<&SslState::zero_return, &SslState::want_read, &SslState::want_write, &SslState::syscall,
                   &SslState::eof, &SslState::certificate_verification>;
};

// The numbers that programs pass to SSLContext().
namespace protocol {
inline constexpr int tls = 2, tls_1 = 3, tls_1_1 = 4, tls_1_2 = 5, tls_client = 16, tls_server = 17;
}
enum class VerifyMode : int { none, optional, required };

struct SslContext : Object {
    Owned<SSL_CTX, SSL_CTX_free> context;
    int protocol;
    bool checks_hostname;
    bool post_handshake_auth;
    unsigned host_flags;
    Ref<Bytes> alpn_protocols;
    Ref<Object> sni_callback, message_callback, keylog_filename;
    OwnedBio keylog;
    static constexpr auto references = field_list<&SslContext::alpn_protocols, &SslContext::sni_callback,
                                                  &SslContext::message_callback, &SslContext::keylog_filename>;
    static Type type_object;
};

// Of a method's `self`, which is one.
inline SslContext* context_of(Object* self) { return static_cast<SslContext*>(self); }
inline SSL_CTX* openssl_of(Object* self) { return context_of(self)->context.get(); }

class LibraryCall;

struct SslSocket : Object {
    Owned<BIO_METHOD, BIO_meth_free> transport;  // outlives `ssl`; null: MemoryBios
    Owned<SSL, SSL_free> ssl;
    bool is_server;
    bool shutdown_was_sent;  // the other side's answer is still to come
    int descriptor;          // that of the socket, for the time of a call
    ThreadLock lock;
    ThreadState* holder;   // of the lock
    LibraryCall* running;  // where the library is now; null: not in it
    Ref<WeakReference> socket, owner;
    Ref<SslContext> context;
    Ref<Str> server_hostname;
    Ref<Bytes> offered_protocols;  // those of the context, while the library chooses among them
    Ref<Object> callback_error;    // raised in a callback, for who made the call
    static constexpr auto references =
        field_list<&SslSocket::socket, &SslSocket::owner, &SslSocket::context, &SslSocket::server_hostname,
                   &SslSocket::offered_protocols, &SslSocket::callback_error>;
    static Type type_object;
};

struct MemoryBio : Object {
    OwnedBio bio;
    bool is_ended;
    static Type type_object;
};

struct SslSession : Object {
    Owned<SSL_SESSION, SSL_SESSION_free> session;
    Ref<SslContext> context;
    static constexpr auto references = field_list<&SslSession::context>;
    static Type type_object;
};

// connection.cpp
struct ConnectionWish {
    bool is_server;
    Object *server_hostname, *owner, *session;
};
Result<Object> wrap_socket(SslContext* context, network::Socket* socket, const ConnectionWish& wish);
Result<Object> wrap_bios(SslContext* context, MemoryBio* incoming, MemoryBio* outgoing, const ConnectionWish& wish);

// What shows a connection to callbacks: the object that owns it, else its socket, else itself; None when that is dead.
Ref<Object> shown_connection(SslSocket* connection);
// The SslSocket that OpenSSL's object belongs to.
inline SslSocket* connection_of(const SSL* ssl) {
    auto* object = static_cast<Object*>(SSL_get_app_data(ssl));
    return object == nullptr ? nullptr : cast<SslSocket>(object);
}

// ---------------------------------------------------------------- methods and attributes, by file

// transfer.cpp
Result<void> do_handshake(SslSocket* self);
Result<Size> write_bytes(SslSocket* self, Object* data);
Result<Object> read_bytes(SslSocket* self, const Arguments& arguments);
Result<Size> pending(SslSocket* self);
Result<Object> shut_down(SslSocket* self);
Result<void> verify_client_post_handshake(SslSocket* self);

// connection_facts.cpp
Result<Object> getpeercert(SslSocket* self, bool der);
Result<Object> get_channel_binding(SslSocket* self, Object* cb_type);
Result<Object> cipher(SslSocket* self);
Result<Object> shared_ciphers(SslSocket* self);
Result<Object> version(SslSocket* self);
Result<Object> selected_alpn_protocol(SslSocket* self);
Result<Object> compression(SslSocket* self);
Result<Object> get_verified_chain(SslSocket* self);
Result<Object> get_unverified_chain(SslSocket* self);
extern const Getter connection_getters[6];
Result<void> set_owner(Object* self, Object* owner);
Result<void> set_session(Object* self, Object* session);

// session.cpp
Result<Object> make_session(const SSL_SESSION* session, SslContext* context);

// context_settings.cpp
extern const Getter context_getters[14];
Result<void> set_verify_mode(SslContext* self, VerifyMode mode);

// context_ciphers.cpp
Result<void> set_ciphers(SslContext* self, Object* cipherlist);
Result<Object> get_ciphers(SslContext* self);
Result<void> set_ecdh_curve(SslContext* self, Object* name);
Result<void> load_dh_params(SslContext* self, Object* path);
Result<Object> session_stats(SslContext* self);

// context_certificates.cpp
Result<void> load_cert_chain(SslContext* self, Object* certfile, Object* keyfile, Object* password);
Result<void> load_verify_locations(SslContext* self, Object* cafile, Object* capath, Object* cadata);
Result<void> set_default_verify_paths(SslContext* self);
Result<Object> cert_store_stats(SslContext* self);
Result<Object> get_ca_certs(SslContext* self, bool binary_form);

// context_callbacks.cpp
Result<void> set_alpn_protocols(SslContext* self, Object* protocols);
Result<Object> get_sni_callback(Object* self);
Result<void> set_sni_callback(Object* self, Object* callback);
Result<Object> get_message_callback(Object* self);
Result<void> set_message_callback(Object* self, Object* callback);
Result<Object> get_keylog_filename(Object* self);
Result<void> set_keylog_filename(Object* self, Object* name);

// certificate.cpp
extern Type certificate_type;
Result<Object> make_certificate(X509* certificate);   // shares it
Result<Object> certificate_bytes(X509* certificate);  // DER

// certificate_fields.cpp: the dict that getpeercert() gives.
Result<Object> decode_certificate(X509* certificate);
// The name of what an identifier stands for, or its numbers ("2.5.4.3"); None: it has none.
Result<Object> identifier_text(const ASN1_OBJECT* object, bool as_numbers);

// What was written to a BIO in memory, as a str.
Result<Str> text_in_bio(BIO* bio);

// (name, protocol, bits); None: no cipher
Ref<Object> cipher_tuple(const SSL_CIPHER* cipher);
// A text of the library's; null: None.
Ref<Object> text_or_none(const char* text);

extern const ModuleSpec constants_part, functions_part;

}  // namespace minipy::ssl
