// SPDX-License-Identifier: MIT
// SSLError and its subclasses. OpenSSL keeps a queue of what went wrong, each by number of library and reason;
// messages show both by name, a sentence, and (as logs and tests of programs know them) the line of CPython's source
// that raises: "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:992)".
// CPython: fill_and_set_sslerror(), PySSL_SetError() in Modules/_ssl.c. Next: errors.cpp, error_names.cpp.
#pragma once

#include "modules/crypto/ssl/ssl.hpp"

namespace minipy::ssl {

// Where CPython 3.11.2 raises.
enum class Line : int {
    rarely = 0,  // only when memory ends, or the library has a fault
    host_name = 745,
    server_with_client_context = 788,
    client_with_server_context = 795,
    handshake_socket_gone = 933,
    handshake_timed_out = 975,
    handshake = 992,
    write_socket_gone = 2321,
    write = 2393,
    read_socket_gone = 2464,
    read = 2546,
    shutdown_socket_gone = 2592,
    shutdown = 2672,
    post_handshake = 2747,
    certificate_chain = 3877,
    private_key = 3898,
    key_check = 3906,
    no_certificate_data = 3992,
    certificate_data = 4007,
    verify_locations = 4126,
    numbers_for_keys_file = 4174,
    numbers_for_keys = 4180,
    curve = 4349,
};

extern Type ssl_error_type;  // SSLError

// What a call on a connection came to; taken at once, before anything else can change errno and the queue.
struct Outcome {
    int result;
    int kind;  // SSL_ERROR_…
    int system_error;
    unsigned long code;  // OpenSSL's for the last thing that went wrong; 0: nothing
    bool waits() const { return kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE; }
};

// By the queue; it is empty afterwards. With a sentence of our own, the queue does not matter.
Failure raise_ssl_error(Line line, const char* sentence = nullptr);
// For a call on a connection. What a callback has raised meanwhile becomes the context.
Failure raise_outcome(SslSocket* connection, const Outcome& outcome, Line line);
// A plain SSLError with nothing but a message.
Failure raise_plain_ssl_error(std::string_view message);
// OSError for the system's last error, when the library says that it was one; else by the queue.
Failure raise_system_or_ssl_error(int system_error, Line line);

// Takes up what a callback has raised, if one has.
Result<void> check_callbacks(SslSocket* connection);

// error_names.cpp: "CERTIFICATE_VERIFY_FAILED", "SSL"; null: no name.
const char* name_of_reason(int library, int reason);
const char* name_of_library(int library);
Result<void> add_error_names(Module* module);

Result<void> add_exceptions(Module* module);

}  // namespace minipy::ssl
