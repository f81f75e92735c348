// SPDX-License-Identifier: MIT
// A BIO over a socket that never waits; transport.hpp has the idea. These functions run without the GIL.
// CPython: SSL_set_fd() in Modules/_ssl.c; OpenSSL: crypto/bio/bss_sock.c.
#include "modules/crypto/ssl/transport.hpp"

#include <sys/socket.h>

#include <cerrno>

#include "modules/crypto/ssl/errors.hpp"

namespace minipy::ssl {

namespace {

// The BIO's data is a pointer to the descriptor.
int descriptor_of(BIO* bio) { return *static_cast<const int*>(BIO_get_data(bio)); }

bool may_succeed_later() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR || errno == EINPROGRESS; }

int read_from_socket(BIO* bio, char* data, int size) {
    auto count = ::recv(descriptor_of(bio), data, std::size_t(size), MSG_DONTWAIT);
    BIO_clear_flags(bio, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY | BIO_FLAGS_IN_EOF);
    if (count < 0 && may_succeed_later()) BIO_set_retry_read(bio);
    if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return int(count);
}

int write_to_socket(BIO* bio, const char* data, int size) {
    auto count = ::send(descriptor_of(bio), data, std::size_t(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    BIO_clear_retry_flags(bio);
    if (count < 0 && may_succeed_later()) BIO_set_retry_write(bio);
    return int(count);
}

long control(BIO* bio, int command, long, void*) {
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP;
}

}  // namespace

Result<void> attach_socket(SslSocket* connection) {
    connection->transport.reset(BIO_meth_new(BIO_TYPE_SOURCE_SINK, "socket that does not wait"));
    BIO_METHOD* method = connection->transport.get();
    if (method == nullptr) return raise_no_memory();
    BIO_meth_set_read(method, read_from_socket);
    BIO_meth_set_write(method, write_to_socket);
    BIO_meth_set_ctrl(method, control);
    BIO* bio = BIO_new(method);
    if (bio == nullptr) return raise_no_memory();
    BIO_set_data(bio, &connection->descriptor);
    BIO_set_init(bio, 1);
    SSL_set_bio(connection->ssl.get(), bio, bio);
    return {};
}

}  // namespace minipy::ssl
