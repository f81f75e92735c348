// SPDX-License-Identifier: MIT
// How OpenSSL reads from and writes to a socket: what is there, or what there is room for, and never more. It asks for
// more by SSL_ERROR_WANT_READ or SSL_ERROR_WANT_WRITE, whether the socket blocks or not.
// CPython: SSL_set_fd() in Modules/_ssl.c. Next: transport.cpp, transfer.cpp.
#pragma once

#include "modules/crypto/ssl/ssl.hpp"

namespace minipy::ssl {

// Gives the connection's SSL a BIO for `connection->descriptor`, which is read at each transfer.
Result<void> attach_socket(SslSocket* connection);

}  // namespace minipy::ssl
