// SPDX-License-Identifier: MIT
// Where OpenSSL calls back during a handshake: to choose an application's protocol, to tell the name of the host that a
// client asks for, to show each message, to note keys. It does so in a call that was made without the GIL
// (library_call.hpp). An exception of such a function cannot go through the library: it is kept in the connection, and
// raised when the call has come back; one in the choice of a certificate is told to sys.unraisablehook.
// CPython: Modules/_ssl.c, Modules/_ssl/debughelpers.c. Next: certificate.cpp.
#include <climits>

#include "modules/crypto/ssl/library_call.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::ssl {

namespace {

SslContext* context_of(Object* self) { return static_cast<SslContext*>(self); }
SSL_CTX* context_callbacks_openssl_of(Object* self) { return context_of(self)->context.get(); }

Ref<Object> value_or_none(const Ref<Object>& value) { return value ? value : none(); }

// The pending exception becomes the connection's, unless it has one.
void keep_error(SslSocket* connection) {
    if (connection->callback_error) clear_exception();
    else connection->callback_error = take_exception();
}

Failure raise_not_callable() { return raise(TypeError, "not a callable object"); }

// ---------------------------------------------------------------- application's protocols

int select_protocol(SSL* ssl, const unsigned char** chosen, unsigned char* length, const unsigned char* wanted,
                    unsigned wanted_length, void*) {
    int answer = SSL_TLSEXT_ERR_NOACK;
    call_back(ssl, [&](SslSocket* connection) {
        if (connection->context) connection->offered_protocols = connection->context->alpn_protocols;
        if (!connection->offered_protocols) return;
        std::string_view offered = connection->offered_protocols->view();
        unsigned char* place = nullptr;
        int result = SSL_select_next_proto(&place, length, reinterpret_cast<const unsigned char*>(offered.data()),
                                           unsigned(offered.size()), wanted, wanted_length);
        *chosen = place;
        if (result == OPENSSL_NPN_NEGOTIATED) answer = SSL_TLSEXT_ERR_OK;
    });
    return answer;
}

// ---------------------------------------------------------------- the host's name

struct Answer {
    int result = SSL_TLSEXT_ERR_ALERT_FATAL;
    int alert = SSL_AD_INTERNAL_ERROR;
};

// None: go on. A number: refuse, with this alert. Anything else is a mistake of the program.
Answer answer_of(Object* returned) {
    if (is_none(returned)) return {SSL_TLSEXT_ERR_OK, 0};
    Result<std::int64_t> alert = to_int64(returned);
    if (alert.ok()) return {SSL_TLSEXT_ERR_ALERT_FATAL, int(alert.take())};
    write_unraisable(returned);
    return {};
}

Answer ask_for_host(SslSocket* connection, const char* name) {
    Ref<SslContext> context = connection->context;
    Ref<Object> callback = context ? context->sni_callback : Ref<Object>();
    if (!callback) return {SSL_TLSEXT_ERR_OK, 0};
    Ref<Object> shown = shown_connection(connection);
    if (is_none(shown.get())) return {};
    Ref<Object> host = none();
    if (name != nullptr) {
        Result<Str> text = decode_ascii(name, "strict");
        if (text.failed()) {
            Result<Bytes> bytes = Bytes::copy(name);
            write_unraisable(bytes.get());
            return {};
        }
        host = text.take();
    }
    Result<Object> returned = call(callback.get(), {shown.get(), host.get(), context.get()});
    if (returned.ok()) return answer_of(returned.get());
    write_unraisable(callback.get());
    return {SSL_TLSEXT_ERR_ALERT_FATAL, SSL_AD_HANDSHAKE_FAILURE};
}

int host_callback(SSL* ssl, int* alert, void*) {
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    Answer answer;
    call_back(ssl, [&](SslSocket* connection) { answer = ask_for_host(connection, name); });
    if (answer.result != SSL_TLSEXT_ERR_OK) *alert = answer.alert;
    return answer.result;
}

// ---------------------------------------------------------------- messages

struct Message {
    bool is_written;
    int version, content_type;
    std::string_view bytes;

    int byte(std::size_t index) const { return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0; }
    // The number that the kind of content has for it; −1: none.
    int kind() const {
        switch (content_type) {
            case SSL3_RT_CHANGE_CIPHER_SPEC: return SSL3_MT_CHANGE_CIPHER_SPEC;
            case SSL3_RT_ALERT: return byte(1);
            case SSL3_RT_HANDSHAKE:
            case SSL3_RT_HEADER:
            case SSL3_RT_INNER_CONTENT_TYPE: return byte(0);
            default: return -1;
        }
    }
};

Result<void> show_message(SslSocket* connection, Message message) {
    Ref<Object> callback = connection->context ? connection->context->message_callback : Ref<Object>();
    if (!callback) return {};
    // The header of a record has the version in it.
    if (message.content_type == SSL3_RT_HEADER) message.version = message.byte(1) << 8 | message.byte(2);
    Ref<Object> shown = shown_connection(connection);
    Ref<Str> direction = Str::from(message.is_written ? "write" : "read");
    Ref<Int> version = Int::from(message.version), content_type = Int::from(message.content_type),
             kind = Int::from(message.kind());
    Ref<Bytes> bytes = TRY(Bytes::copy(message.bytes));
    TRY(call(callback.get(),
             {shown.get(), direction.get(), version.get(), content_type.get(), kind.get(), bytes.get()}));
    return {};
}

void message_callback(int is_written, int version, int content_type, const void* data, std::size_t size, SSL* ssl,
                      void*) {
    Message message{is_written != 0, version, content_type, {static_cast<const char*>(data), size}};
    call_back(ssl, [&](SslSocket* connection) {
        if (show_message(connection, message).failed()) keep_error(connection);
    });
}

// ---------------------------------------------------------------- keys

constexpr const char keylog_header[] = "# TLS secrets log file, generated by OpenSSL / Python\n";

void keylog_callback(const SSL* ssl, const char* line) {
    call_back(ssl, [&](SslSocket* connection) {
        SslContext* context = connection->context.get();
        if (context == nullptr || context->keylog == nullptr) return;
        errno = 0;
        bool is_written = BIO_printf(context->keylog.get(), "%s\n", line) >= 0 && BIO_flush(context->keylog.get()) > 0;
        if (is_written) return;
        (void)raise_os_error(errno, context->keylog_filename.get());
        keep_error(connection);
    });
}

}  // namespace

// ---------------------------------------------------------------- attributes and methods

Result<void> set_alpn_protocols(SslContext* self, Object* protocols) {
    Buffer buffer;
    TRY(buffer.acquire(protocols));
    if (buffer.length() > Size(UINT_MAX)) return raise(OverflowError, "protocols longer than {} bytes", UINT_MAX);
    self->alpn_protocols = TRY(Bytes::copy(buffer.text()));
    std::string_view text = self->alpn_protocols->view();
    SSL_CTX* context = self->context.get();
    ERR_clear_error();
    // This function, unlike all others, answers 0 when all is well.
    if (SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(text.data()), unsigned(text.size())) !=
        0)
        return raise_no_memory();
    SSL_CTX_set_alpn_select_cb(context, select_protocol, nullptr);
    return {};
}

Result<Object> get_sni_callback(Object* self) { return value_or_none(context_of(self)->sni_callback); }
Result<void> set_sni_callback(Object* self, Object* callback) {
    if (context_of(self)->protocol == protocol::tls_client)
        return raise(ValueError, "sni_callback cannot be set on TLS_CLIENT context");
    bool is_given = callback != nullptr && !is_none(callback);
    bool is_good = callback != nullptr && (!is_given || TRY(is_callable(callback)));
    auto* function = is_given && is_good ? host_callback : nullptr;
    SSL_CTX_set_tlsext_servername_callback(context_callbacks_openssl_of(self), function);
    context_of(self)->sni_callback = is_given && is_good ? share(callback) : Ref<Object>();
    return is_good ? Result<void>() : raise_not_callable();
}

Result<Object> get_message_callback(Object* self) { return value_or_none(context_of(self)->message_callback); }
Result<void> set_message_callback(Object* self, Object* callback) {
    bool is_given = callback != nullptr && !is_none(callback);
    bool is_good = callback != nullptr && (!is_given || TRY(is_callable(callback)));
    SSL_CTX_set_msg_callback(context_callbacks_openssl_of(self), is_given && is_good ? message_callback : nullptr);
    context_of(self)->message_callback = is_given && is_good ? share(callback) : Ref<Object>();
    return is_good ? Result<void>() : raise_not_callable();
}

Result<Object> get_keylog_filename(Object* self) { return value_or_none(context_of(self)->keylog_filename); }

Result<void> set_keylog_filename(Object* object, Object* name) {
    if (name == nullptr) return raise(AttributeError, "cannot delete attribute");
    SslContext* self = context_of(object);
    self->keylog.reset();
    self->keylog_filename.reset();
    if (is_none(name)) {
        SSL_CTX_set_keylog_callback(context_callbacks_openssl_of(object), nullptr);
        return {};
    }
    Ref<Bytes> path = TRY(network::parse_file_name(name));
    OwnedBio file(BIO_new_file(path->data(), "a"));
    if (file == nullptr) {
        int error = errno;
        ERR_clear_error();
        return raise_os_error(error, name);
    }
    if (BIO_tell(file.get()) == 0) {
        BIO_puts(file.get(), keylog_header);
        (void)BIO_flush(file.get());
    }
    self->keylog = std::move(file);
    self->keylog_filename = share(name);
    SSL_CTX_set_keylog_callback(context_callbacks_openssl_of(object), keylog_callback);
    return {};
}

}  // namespace minipy::ssl
