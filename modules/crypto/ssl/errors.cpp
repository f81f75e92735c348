// SPDX-License-Identifier: MIT
// Raising SSLError; errors.hpp has the idea. CPython: Modules/_ssl.c. Next: library_call.hpp.
#include "modules/crypto/ssl/errors.hpp"

#include <openssl/x509v3.h>

#include <cerrno>

#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/exception_specs.hpp"

namespace minipy::ssl {

namespace {

// ---------------------------------------------------------------- the classes

Result<Object> ssl_error_str(Object* self) {
    auto* error = static_cast<OSErrorObject*>(self);
    Ref<Object> message = error->message.hold();
    if (message && is<Str>(message.get())) return message;
    Ref<Tuple> args = error->args.hold();
    return to_str(args.get());
}

const TypeSpec ssl_error_spec = exception_spec<OSErrorObject>({
    .name = "ssl.SSLError",
    .doc = "A secure connection could not be made, kept or ended; reason and library say why.",
    .base = &OSError,
    .slots = {.str = ssl_error_str},
});

// A class that is there already, from an earlier import, is shown again.
Result<void> add_class(Module* module, Ref<Type>& place, const char* name, const char* doc, bool is_value_error) {
    if (!place) {
        std::string full = format_text("ssl.{}", name);
        Ref<Type> made = is_value_error ? TRY(make_exception_class(full.c_str(), {&ssl_error_type, &ValueError}))
                                        : TRY(make_exception_class(full.c_str(), {&ssl_error_type}));
        TRY(set_attribute(made.get(), names::dunder_doc, Str::from(doc).get()));
        place = made;
    }
    module->set(name, place.get());
    return {};
}

// ---------------------------------------------------------------- one error

struct Description {
    Type* type;
    int number;
    const char* sentence;  // null: OpenSSL's for the code
    unsigned long code;    // 0: none
    Line line;
    SslSocket* connection;  // whose certificate was refused; null: none was
};

// Why the other side's certificate was refused; null: it is not known.
Ref<Str> verification_message(SslSocket* connection, long code) {
    const char* format = nullptr;
    if (code == X509_V_ERR_HOSTNAME_MISMATCH) format = "Hostname";
    if (code == X509_V_ERR_IP_ADDRESS_MISMATCH) format = "IP address";
    if (format != nullptr) {
        Ref<Object> name = connection->server_hostname ? Ref<Object>(connection->server_hostname) : none();
        std::string shown = is<Str>(name.get()) ? cast<Str>(name.get())->to_string() : "None";
        return Str::from(format_text("{} mismatch, certificate is not valid for '{}'.", format, shown));
    }
    const char* text = X509_verify_cert_error_string(code);
    return text == nullptr ? Ref<Str>() : Str::from(text);
}

std::string message_of(const Description& error, const char* library, const char* reason, const char* verification) {
    const char* sentence = error.sentence;
    if (sentence == nullptr && error.code != 0) sentence = ERR_reason_error_string(error.code);
    if (sentence == nullptr) sentence = "unknown error";
    std::string origin;
    if (library != nullptr && reason != nullptr) origin = format_text("[{}: {}] ", library, reason);
    else if (library != nullptr) origin = format_text("[{}] ", library);
    std::string cause;
    if (verification != nullptr && reason != nullptr && library != nullptr) cause = format_text(": {}", verification);
    return format_text("{}{}{} (_ssl.c:{})", origin, sentence, cause, int(error.line));
}

Result<void> set_text(Object* error, const char* attribute, const char* text) {
    Ref<Object> value = text == nullptr ? none() : Ref<Object>(Str::from(text));
    return set_attribute(error, Str::interned_from(attribute).get(), value.get());
}

Result<Object> make_error(const Description& error) {
    const char *library = nullptr, *reason = nullptr;
    if (error.code != 0) {
        library = name_of_library(ERR_GET_LIB(error.code));
        reason = name_of_reason(ERR_GET_LIB(error.code), ERR_GET_REASON(error.code));
    }
    long verify_code = error.connection == nullptr ? 0 : SSL_get_verify_result(error.connection->ssl.get());
    Ref<Str> verification =
        error.connection == nullptr ? Ref<Str>() : verification_message(error.connection, verify_code);
    std::string cause = verification ? verification->to_string() : std::string();
    Ref<Str> message = Str::from(message_of(error, library, reason, verification ? cause.c_str() : nullptr));
    Ref<Object> made = TRY(call(error.type, {Int::from(error.number).get(), message.get()}));
    TRY(set_text(made.get(), "reason", reason));
    TRY(set_text(made.get(), "library", library));
    if (error.connection == nullptr) return made;
    Ref<Object> shown = verification ? Ref<Object>(verification) : none();
    TRY(set_attribute(made.get(), Str::interned_from("verify_code").get(), Int::from(verify_code).get()));
    TRY(set_attribute(made.get(), Str::interned_from("verify_message").get(), shown.get()));
    return made;
}

Failure raise_description(const Description& error) {
    Ref<Type> kept = share(error.type);
    Result<Object> made = make_error(error);
    ERR_clear_error();
    if (made.failed()) return Failure{};
    return raise_instance(made.take());
}

// ---------------------------------------------------------------- outcomes of calls

constexpr const char* violation = "EOF occurred in violation of protocol";
constexpr int number_of_eof = 8, number_of_invalid_code = 10;

Type* class_or_base(const Ref<Type>& type) { return type ? type.get() : &ssl_error_type; }

// The library's own refusals; a bad certificate and an end without a good-bye are classes of their own.
void describe_refusal(Description& error, SslSocket* connection) {
    auto& state = module_state<SslState>();
    if (error.code == 0) {
        error.sentence = "A failure in the SSL library occurred";
    } else if (ERR_GET_LIB(error.code) == ERR_LIB_SSL &&
               ERR_GET_REASON(error.code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
        error.type = class_or_base(state.certificate_verification);
        error.connection = connection;
    } else if (ERR_GET_LIB(error.code) == ERR_LIB_SSL &&
               ERR_GET_REASON(error.code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        error.number = number_of_eof;
        error.type = class_or_base(state.eof);
        error.sentence = violation;
    }
}

Description describe(SslSocket* connection, const Outcome& outcome, Line line) {
    auto& state = module_state<SslState>();
    Description error{&ssl_error_type, outcome.kind, nullptr, outcome.code, line, nullptr};
    switch (outcome.kind) {
        case SSL_ERROR_ZERO_RETURN:
            error.type = class_or_base(state.zero_return);
            error.sentence = "TLS/SSL connection has been closed (EOF)";
            break;
        case SSL_ERROR_WANT_READ:
            error.type = class_or_base(state.want_read);
            error.sentence = "The operation did not complete (read)";
            break;
        case SSL_ERROR_WANT_WRITE:
            error.type = class_or_base(state.want_write);
            error.sentence = "The operation did not complete (write)";
            break;
        case SSL_ERROR_WANT_X509_LOOKUP: error.sentence = "The operation did not complete (X509 lookup)"; break;
        case SSL_ERROR_WANT_CONNECT: error.sentence = "The operation did not complete (connect)"; break;
        case SSL_ERROR_SYSCALL:
            if (error.code != 0) break;
            error.number = number_of_eof;
            error.type = class_or_base(state.eof);
            error.sentence = violation;
            break;
        case SSL_ERROR_SSL: describe_refusal(error, connection); break;
        default:
            error.number = number_of_invalid_code;
            error.sentence = "Invalid error code";
            break;
    }
    return error;
}

// An exception that is pending gets another one as its context.
void chain_behind_pending(Ref<Object> earlier) {
    Ref<Object> pending = take_exception();
    if (pending.get() != earlier.get()) set_context(pending.get(), std::move(earlier));
    (void)restore_exception(std::move(pending));
}

}  // namespace

Type ssl_error_type(ssl_error_spec);

Failure raise_ssl_error(Line line, const char* sentence) {
    unsigned long code = sentence == nullptr ? ERR_peek_last_error() : 0;
    return raise_description({&ssl_error_type, ERR_GET_REASON(code), sentence, code, line, nullptr});
}

Failure raise_plain_ssl_error(std::string_view message) { return raise_message(ssl_error_type, message); }

Failure raise_system_or_ssl_error(int system_error, Line line) {
    if (system_error == 0) return raise_ssl_error(line);
    ERR_clear_error();
    return raise_os_error(system_error);
}

Failure raise_outcome(SslSocket* connection, const Outcome& outcome, Line line) {
    Ref<Object> earlier = std::move(connection->callback_error);
    bool is_system_error = outcome.kind == SSL_ERROR_SYSCALL && outcome.result < 0 && outcome.code == 0 &&
                           outcome.system_error != 0 && connection->socket;
    if (is_system_error) (void)raise_os_error(outcome.system_error);
    else (void)raise_description(describe(connection, outcome, line));
    if (earlier) chain_behind_pending(std::move(earlier));
    return Failure{};
}

Result<void> check_callbacks(SslSocket* connection) {
    if (!connection->callback_error) return {};
    return restore_exception(std::move(connection->callback_error));
}

Result<void> add_exceptions(Module* module) {
    auto& state = module_state<SslState>();
    module->set("SSLError", &ssl_error_type);
    TRY(add_class(module, state.certificate_verification, "SSLCertVerificationError",
                  "The other side's certificate was not accepted.", true));
    TRY(add_class(module, state.zero_return, "SSLZeroReturnError", "The other side has ended the session.", false));
    TRY(add_class(module, state.want_write, "SSLWantWriteError", "Must wait until more can be written.", false));
    TRY(add_class(module, state.want_read, "SSLWantReadError", "Must wait until there is more to read.", false));
    TRY(add_class(module, state.syscall, "SSLSyscallError", "The system refused something.", false));
    TRY(add_class(module, state.eof, "SSLEOFError", "The other side has gone without ending the session.", false));
    return {};
}

}  // namespace minipy::ssl
