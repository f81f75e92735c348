// SPDX-License-Identifier: MIT
// What a connection does: handshake, reading, writing, the end. Each is a loop: let the library do what it can, and
// when it wants to read or write and cannot, wait for the socket; what "wait" means is the socket's timeout:
//
//      none        poll() for as long as it takes
//      some        poll() for what is left of it, then TimeoutError
//      0           SSLWantReadError or SSLWantWriteError at once, and so for MemoryBios
//
// A read may have to write and the other way round (a new key is agreed on in the midst of it).
// CPython: Modules/_ssl.c. Next: connection_facts.cpp.
#include <climits>

#include "modules/crypto/ssl/library_call.hpp"
#include "modules/network/socket/waiting.hpp"

namespace minipy::ssl {

namespace {

using network::Deadline;
using network::Direction;

// The socket below a connection, kept alive for the time of a call; none below MemoryBios.
class Underlying {
public:
    Result<void> take(SslSocket* connection, Line when_gone) {
        if (!connection->socket) return {};
        kept_ = weak_referent(connection->socket.get());
        socket_ = kept_ ? as<network::Socket>(kept_.get()) : nullptr;
        if (socket_ == nullptr) return raise_ssl_error(when_gone, "Underlying socket connection gone");
        return {};
    }
    network::Socket* socket() const { return socket_; }
    Ref<Object> object() const { return kept_; }
    int descriptor() const { return socket_ == nullptr ? -1 : socket_->descriptor; }
    bool has_timeout() const { return socket_ != nullptr && socket_->timeout > 0; }
    Deadline deadline() const { return socket_ == nullptr ? Deadline(network::forever) : deadline_of(socket_); }

private:
    Ref<Object> kept_;
    network::Socket* socket_ = nullptr;
};

// `action` is called with the SSL, without the GIL.
template <class Action>
Result<Outcome> call_library(SslSocket* self, const Underlying& below, Action action) {
    Outcome outcome;
    {
        ConnectionLock held;
        TRY(held.take_for_call(self));
        self->descriptor = below.descriptor();
        SSL* ssl = self->ssl.get();
        LibraryCall call(self);
        outcome = call.outcome_of([&] { return action(ssl); });
    }
    TRY(handle_pending());
    return outcome;
}

enum class Waited : std::uint8_t { ready, would_block, timed_out, closed };

Result<Waited> wait_for(const Underlying& below, Direction direction, Deadline deadline) {
    network::Socket* socket = below.socket();
    if (socket == nullptr || socket->timeout == 0) return Waited::would_block;
    if (deadline.has_passed()) return Waited::timed_out;
    if (deadline.exists() && socket->descriptor < 0) return Waited::closed;
    return TRY(is_ready_in_time(socket, direction, deadline)) ? Waited::ready : Waited::timed_out;
}
Result<Waited> wait_after(const Outcome& outcome, const Underlying& below, Deadline deadline) {
    if (!outcome.waits()) return Waited::would_block;
    return wait_for(below, outcome.kind == SSL_ERROR_WANT_READ ? Direction::reading : Direction::writing, deadline);
}

Failure raise_closed() { return raise_plain_ssl_error("Underlying socket has been closed."); }

}  // namespace

// ---------------------------------------------------------------- handshake

Result<void> do_handshake(SslSocket* self) {
    Underlying below;
    TRY(below.take(self, Line::handshake_socket_gone));
    Deadline deadline = below.deadline();
    for (;;) {
        Outcome outcome = TRY(call_library(self, below, [](SSL* ssl) { return SSL_do_handshake(ssl); }));
        if (outcome.result > 0) return check_callbacks(self);
        switch (TRY(wait_after(outcome, below, deadline))) {
            case Waited::ready: break;
            case Waited::would_block: return raise_outcome(self, outcome, Line::handshake);
            case Waited::closed: return raise_closed();
            case Waited::timed_out:
                return raise(TimeoutError, "_ssl.c:{}: The handshake operation timed out",
                             int(Line::handshake_timed_out));
        }
    }
}

Result<void> verify_client_post_handshake(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take_for_call(self));
    ERR_clear_error();
    if (SSL_verify_client_post_handshake(self->ssl.get()) == 0) return raise_ssl_error(Line::post_handshake);
    return {};
}

// ---------------------------------------------------------------- writing

Result<Size> write_bytes(SslSocket* self, Object* data) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    Underlying below;
    TRY(below.take(self, Line::write_socket_gone));
    Deadline deadline = below.deadline();
    std::string_view text = buffer.text();
    if (below.has_timeout()) {
        Waited waited = TRY(wait_for(below, Direction::writing, deadline));
        if (waited == Waited::timed_out) return raise(TimeoutError, "The write operation timed out");
        if (waited == Waited::closed) return raise_closed();
    }
    for (;;) {
        std::size_t count = 0;
        Outcome outcome = TRY(
            call_library(self, below, [&](SSL* ssl) { return SSL_write_ex(ssl, text.data(), text.size(), &count); }));
        if (outcome.result > 0) {
            TRY(check_callbacks(self));
            return Size(count);
        }
        switch (TRY(wait_after(outcome, below, deadline))) {
            case Waited::ready: break;
            case Waited::would_block: return raise_outcome(self, outcome, Line::write);
            case Waited::closed: return raise_closed();
            case Waited::timed_out: return raise(TimeoutError, "The write operation timed out");
        }
    }
}

// ---------------------------------------------------------------- reading

namespace {

// The number of bytes that came; 0 when the other side has ended the session.
Result<Size> receive(SslSocket* self, const Underlying& below, char* place, std::size_t room) {
    Deadline deadline = below.deadline();
    for (;;) {
        std::size_t count = 0;
        bool is_ended = false;
        Outcome outcome = TRY(call_library(self, below, [&](SSL* ssl) {
            int result = SSL_read_ex(ssl, place, room, &count);
            is_ended = result == 0 && SSL_get_shutdown(ssl) == SSL_RECEIVED_SHUTDOWN;
            return result;
        }));
        if (outcome.result > 0) {
            TRY(check_callbacks(self));
            return Size(count);
        }
        if (outcome.kind == SSL_ERROR_ZERO_RETURN && is_ended) return Size(0);
        Waited waited = TRY(wait_after(outcome, below, deadline));
        if (waited == Waited::timed_out) return raise(TimeoutError, "The read operation timed out");
        if (waited != Waited::ready) return raise_outcome(self, outcome, Line::read);
    }
}

Result<Object> read_fresh(SslSocket* self, const Underlying& below, Size size) {
    Ref<Bytes> bytes = TRY(Bytes::create(size));
    if (size == 0) return bytes;
    Size count = TRY(receive(self, below, bytes->data(), std::size_t(size)));
    if (count == size) return bytes;
    return Bytes::copy({bytes->data(), std::size_t(count)});
}

Result<Object> read_into(SslSocket* self, const Underlying& below, const Buffer& buffer, Size size) {
    if (size <= 0 || size > buffer.length()) size = buffer.length();
    if (size > INT_MAX) return raise(OverflowError, "maximum length can't fit in a C 'int'");
    if (size == 0) return Int::from(0);
    return Int::from(TRY(receive(self, below, buffer.data(), std::size_t(size))));
}

}  // namespace

Result<Object> read_bytes(SslSocket* self, const Arguments& arguments) {
    TRY(check_no_keywords("_SSLSocket.read", arguments));
    if (arguments.positional < 1 || arguments.positional > 2)
        return raise(TypeError, "_ssl._SSLSocket.read requires 1 to 2 arguments");
    int size = TRY(parse_int(arguments[0]));
    Buffer buffer;
    bool fills_buffer = arguments.positional == 2;
    if (fills_buffer && buffer.acquire(arguments[1], BufferAccess::write).failed()) {
        if (!catch_exception(TypeError) && !catch_exception(BufferError)) return Failure{};
        return raise(TypeError, "read() argument 2 must be read-write bytes-like object, not {}",
                     is_none(arguments[1]) ? "None" : type_name(arguments[1]));
    }
    if (!fills_buffer && size < 0) return raise(ValueError, "size should not be negative");
    Underlying below;
    TRY(below.take(self, Line::read_socket_gone));
    return fills_buffer ? read_into(self, below, buffer, size) : read_fresh(self, below, size);
}

Result<Size> pending(SslSocket* self) {
    ConnectionLock held;
    TRY(held.take(self));
    return Size(SSL_pending(self->ssl.get()));
}

// ---------------------------------------------------------------- the end

// SSL_shutdown() answers 0 when our good-bye is sent and the other side's is still to come: then it is asked once more.
Result<Object> shut_down(SslSocket* self) {
    Underlying below;
    TRY(below.take(self, Line::shutdown_socket_gone));
    if (below.socket() != nullptr && below.descriptor() < 0)
        return raise_ssl_error(Line::shutdown_socket_gone, "Underlying socket connection gone");
    Deadline deadline = below.deadline();
    Outcome outcome;
    for (int half_ends = 0;;) {
        // What follows the good-bye is not the session's: it must not be read ahead.
        bool reads_exactly = self->shutdown_was_sent;
        outcome = TRY(call_library(self, below, [=](SSL* ssl) {
            if (reads_exactly) SSL_set_read_ahead(ssl, 0);
            return SSL_shutdown(ssl);
        }));
        if (outcome.result > 0) break;
        if (outcome.result == 0) {
            if (++half_ends > 1) break;
            self->shutdown_was_sent = true;
            continue;
        }
        Waited waited = TRY(wait_after(outcome, below, deadline));
        if (waited == Waited::timed_out) {
            return raise(TimeoutError, "The {} operation timed out",
                         outcome.kind == SSL_ERROR_WANT_READ ? "read" : "write");
        }
        if (waited != Waited::ready) break;
    }
    if (outcome.result < 0) return raise_outcome(self, outcome, Line::shutdown);
    TRY(check_callbacks(self));
    return below.socket() == nullptr ? none() : below.object();
}

}  // namespace minipy::ssl
