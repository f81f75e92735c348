// SPDX-License-Identifier: MIT
// Calls into OpenSSL on one connection, and the way back into Python from its callbacks.
//
//      ConnectionLock held;
//      TRY(held.take(self));                               others wait; may run Python
//      LibraryCall call(self);                             the GIL is given away, if bytes go through a socket
//      Outcome outcome = call.outcome_of([=] { return SSL_do_handshake(ssl); });
//
// and in a callback that the library makes meanwhile, in the same thread:
//
//      call->with_python([&] { … });                       the GIL is taken back for that time
//
// Where bytes go through MemoryBios the GIL is kept: nothing waits there, and programs may touch the MemoryBios.
// CPython: PySSL_BEGIN_ALLOW_THREADS in Modules/_ssl.c. Next: transfer.cpp, context_callbacks.cpp.
#pragma once

#include <cerrno>
#include <optional>

#include "modules/crypto/ssl/errors.hpp"
#include "vm/gil.hpp"

namespace minipy::ssl {

// One thread at a time works on a connection; callbacks, which are in the midst of it, may look at it too.
class ConnectionLock {
public:
    ConnectionLock() = default;
    ~ConnectionLock() {
        if (connection_ == nullptr) return;
        connection_->holder = nullptr;
        connection_->lock.release();
    }
    Result<void> take(SslSocket* connection) {
        if (connection->holder == current_thread) return {};
        if (!connection->lock.try_acquire()) TRY(connection->lock.acquire(-1));
        connection_ = connection;
        connection->holder = current_thread;
        return {};
    }
    // The same, where the library is entered: a callback may not.
    Result<void> take_for_call(SslSocket* connection) {
        if (connection->holder == current_thread)
            return raise(RuntimeError, "reentrant call inside a callback of an SSL connection");
        return take(connection);
    }
    ConnectionLock(const ConnectionLock&) = delete;
    ConnectionLock& operator=(const ConnectionLock&) = delete;

private:
    SslSocket* connection_ = nullptr;
};

class LibraryCall {
public:
    explicit LibraryCall(SslSocket* connection) : connection_(connection), ssl_(connection->ssl.get()) {
        connection->running = this;
        ERR_clear_error();
        gives_gil_ = connection->transport != nullptr;
        give_gil();
    }
    ~LibraryCall() {
        allowed_.reset();
        connection_->running = nullptr;
        connection_->offered_protocols.reset();
    }
    LibraryCall(const LibraryCall&) = delete;
    LibraryCall& operator=(const LibraryCall&) = delete;

    // `call` answers like most of the library: positive is good.
    template <class Call>
    Outcome outcome_of(Call call) {
        errno = 0;
        int result = call();
        int system_error = errno;
        int kind = result > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl_, result);
        return {result, kind, system_error, ERR_peek_last_error()};
    }

    template <class Action>
    void with_python(Action action) {
        allowed_.reset();
        action();
        give_gil();
    }

private:
    void give_gil() {
        if (gives_gil_) allowed_.emplace(Blocking::computing);
    }
    SslSocket* connection_;
    const SSL* ssl_;
    bool gives_gil_;
    std::optional<AllowThreads> allowed_;
};

// The callback's code, with the GIL; `action` is given the connection. Nothing happens for calls that are not ours.
template <class Action>
void call_back(const SSL* ssl, Action action) {
    SslSocket* connection = connection_of(ssl);
    if (connection == nullptr || connection->running == nullptr) return;
    connection->running->with_python([&] { action(connection); });
}

}  // namespace minipy::ssl
