// SPDX-License-Identifier: MIT
// Sending and receiving bytes. What the system works on is kept for it: a fresh bytes object, or a buffer whose
// exporter cannot move it; arguments have been converted before its length is read.
// CPython: Modules/socketmodule.c. Next: received_messages.cpp.
#include "modules/network/socket/address.hpp"
#include "modules/network/socket/waiting.hpp"
#include "runtime/kernel/buffer.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

namespace {

// ---------------------------------------------------------------- receiving

// Of no bytes the system is not asked.
Result<Size> receive(Socket* self, char* data, Size size, int flags) {
    if (size == 0) return Size(0);
    return call_when_ready(self, Direction::reading,
                           [=](int descriptor) { return ::recv(descriptor, data, std::size_t(size), flags); });
}

Result<Size> receive_from(Socket* self, char* data, Size size, int flags, Address& sender) {
    Address room = TRY(room_for_address(self));
    return call_when_ready(self, Direction::reading, [&, data, size, flags](int descriptor) {
        sender = room;
        return ::recvfrom(descriptor, data, std::size_t(size), flags, sender.pointer(), &sender.length);
    });
}

Result<Bytes> shortened(Ref<Bytes> bytes, Size count) {
    return count == bytes->length ? Result<Bytes>(std::move(bytes)) : Bytes::copy({bytes->data(), std::size_t(count)});
}

// The arguments that follow a buffer.
struct IntoArguments {
    Size count;
    int flags;
};
Result<IntoArguments> parse_into_arguments(Object* nbytes, Object* flags) {
    Size count = nbytes == nullptr ? 0 : TRY(parse_size(nbytes));
    int bits = flags == nullptr ? 0 : TRY(parse_int(flags));
    return IntoArguments{count, bits};
}

Result<void> acquire_writable(Buffer& buffer, Object* object, const char* function) {
    if (buffer.acquire(object, BufferAccess::write).ok()) return {};
    if (!catch_exception(TypeError) && !catch_exception(BufferError)) return Failure{};
    return raise(TypeError, "{}() argument 1 must be read-write bytes-like object, not {}", function,
                 is_none(object) ? "None" : type_name(object));
}

}  // namespace

Result<Object> socket_recv(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.recv", arguments, 1, 2));
    Size size = TRY(parse_size(arguments[0]));
    int flags = TRY(parse_int(arguments, 1, 0));
    if (size < 0) return raise(ValueError, "negative buffersize in recv");
    Ref<Bytes> data = TRY(Bytes::create(size));
    Size count = TRY(receive(self, data->data(), size, flags));
    return shortened(std::move(data), count);
}

Result<Object> socket_recv_into(Socket* self, Object* target, Object* nbytes, Object* flags) {
    Buffer buffer;
    TRY(acquire_writable(buffer, target, "recv_into"));
    IntoArguments into = TRY(parse_into_arguments(nbytes, flags));
    if (into.count < 0) return raise(ValueError, "negative buffersize in recv_into");
    if (into.count > buffer.length()) return raise(ValueError, "buffer too small for requested bytes");
    Size size = into.count == 0 ? buffer.length() : into.count;
    return Int::from(TRY(receive(self, buffer.data(), size, into.flags)));
}

Result<Object> socket_recvfrom(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.recvfrom", arguments, 1, 2));
    Size size = TRY(parse_size(arguments[0]));
    int flags = TRY(parse_int(arguments, 1, 0));
    if (size < 0) return raise(ValueError, "negative buffersize in recvfrom");
    Ref<Bytes> data = TRY(Bytes::create(size));
    Address sender;
    Size count = TRY(receive_from(self, data->data(), size, flags, sender));
    Ref<Object> address = TRY(address_object(self->descriptor, sender, self->protocol));
    Ref<Bytes> received = TRY(shortened(std::move(data), count));
    return Tuple::of({received.get(), address.get()});
}

Result<Object> socket_recvfrom_into(Socket* self, Object* target, Object* nbytes, Object* flags) {
    Buffer buffer;
    TRY(acquire_writable(buffer, target, "recvfrom_into"));
    IntoArguments into = TRY(parse_into_arguments(nbytes, flags));
    if (into.count < 0) return raise(ValueError, "negative buffersize in recvfrom_into");
    if (into.count > buffer.length()) return raise(ValueError, "nbytes is greater than the length of the buffer");
    Size size = into.count == 0 ? buffer.length() : into.count;
    Address sender;
    Ref<Int> count = Int::from(TRY(receive_from(self, buffer.data(), size, into.flags, sender)));
    Ref<Object> address = TRY(address_object(self->descriptor, sender, self->protocol));
    return Tuple::of({count.get(), address.get()});
}

// ---------------------------------------------------------------- sending

Result<Object> socket_send(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.send", arguments, 1, 2));
    Buffer buffer;
    TRY(buffer.acquire(arguments[0]));
    int flags = TRY(parse_int(arguments, 1, 0));
    const char* data = buffer.data();
    auto size = std::size_t(buffer.length());
    return Int::from(TRY(call_when_ready(self, Direction::writing,
                                         [=](int descriptor) { return ::send(descriptor, data, size, flags); })));
}

// The timeout is for all pieces together.
Result<Object> socket_sendall(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.sendall", arguments, 1, 2));
    Buffer buffer;
    TRY(buffer.acquire(arguments[0]));
    int flags = TRY(parse_int(arguments, 1, 0));
    Deadline deadline = deadline_of(self);
    const char* data = buffer.data();
    auto rest = std::size_t(buffer.length());
    for (bool again = false;; again = true) {
        if (again && deadline.has_passed()) return raise_timed_out();
        Size count = TRY(call_when_ready(self, Direction::writing, deadline,
                                         [=](int descriptor) { return ::send(descriptor, data, rest, flags); }));
        data += count;
        rest -= std::size_t(count);
        if (rest == 0) return none();
        TRY(handle_pending());  // between two pieces a signal can end it
    }
}

Result<Object> socket_sendto(Socket* self, const Arguments& arguments) {
    TRY(check_no_keywords("socket.sendto", arguments));
    if (arguments.positional < 2 || arguments.positional > 3)
        return raise(TypeError, "sendto() takes 2 or 3 arguments ({} given)", arguments.positional);
    Buffer buffer;
    TRY(buffer.acquire(arguments[0]));
    bool has_flags = arguments.positional == 3;
    int flags = has_flags ? TRY(parse_int(arguments[1])) : 0;
    Object* target = arguments[has_flags ? 2 : 1];
    Address address = TRY(parse_address(self, target, "sendto"));
    TRY(audit("socket.sendto", {self, target}));
    const char* data = buffer.data();
    auto size = std::size_t(buffer.length());
    return Int::from(TRY(call_when_ready(self, Direction::writing, [=](int descriptor) {
        return ::sendto(descriptor, data, size, flags, address.pointer(), address.length);
    })));
}

}  // namespace minipy::network
