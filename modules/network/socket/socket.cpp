// SPDX-License-Identifier: MIT
// The type _socket.socket: opening, closing, and the table of its methods. Descriptors are close-on-exec. One that is
// still open when its object dies is closed with a ResourceWarning. CPython: Modules/socketmodule.c.
// Next: connecting.cpp, options.cpp.
#include "modules/network/socket/socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runtime/exceptions/warnings.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

namespace {

Socket* socket_of(Object* self) { return static_cast<Socket*>(self); }

// ---------------------------------------------------------------- opening

// What a socket that is there already is; −1 in `family`, `kind` or `protocol` means: ask the system.
Result<void> adopt_descriptor(Socket* self, int descriptor, int family, int kind, int protocol) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    bool known = ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    if (!known && (family == -1 || errno == EBADF || errno == ENOTSOCK)) return raise_os_error(errno);
    auto ask = [&](int option, int& answer) {
        socklen_t size = sizeof answer;
        return ::getsockopt(descriptor, SOL_SOCKET, option, &answer, &size) == 0;
    };
    if (kind == -1 && !ask(SO_TYPE, kind)) return raise_os_error(errno);
    if (protocol == -1 && !ask(SO_PROTOCOL, protocol)) return raise_os_error(errno);
    self->descriptor = descriptor;
    self->family = family == -1 ? address.ss_family : family;
    self->kind = kind;
    self->protocol = protocol;
    return {};
}

Result<void> open_descriptor(Socket* self, int family, int kind, int protocol) {
    if (family == -1) family = AF_INET;
    if (kind == -1) kind = SOCK_STREAM;
    if (protocol == -1) protocol = 0;
    int descriptor;
    {
        AllowThreads allowed(Blocking::file);
        descriptor = ::socket(family, kind | SOCK_CLOEXEC, protocol);
    }
    if (descriptor < 0) return raise_os_error(errno);
    self->descriptor = descriptor;
    self->family = family;
    self->kind = kind;
    self->protocol = protocol;
    return {};
}

// A new socket takes over the default timeout, unless it shall not block at all.
Result<void> begin_timeout(Socket* self) {
    bool never_blocks = (self->kind & SOCK_NONBLOCK) != 0;
    self->kind &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    self->timeout = never_blocks ? 0 : module_state<SocketState>().default_timeout;
    if (never_blocks || self->timeout == forever) return {};
    return set_descriptor_blocking(self->descriptor, false);
}

Result<int> given_descriptor(Object* fileno) {
    std::int64_t number = TRY(to_int64(fileno));
    if (int(number) < 0) return raise(ValueError, "negative file descriptor");
    return int(number);
}

Result<void> socket_init(Socket* self, int family, int type, int proto, Object* fileno) {
    TRY(audit("socket.__new__", {self, Int::from(family).get(), Int::from(type).get(), Int::from(proto).get()}));
    if (is_none(fileno)) {
        TRY(open_descriptor(self, family, type, proto));
    } else {
        TRY(adopt_descriptor(self, TRY(given_descriptor(fileno)), family, type, proto));
    }
    return begin_timeout(self);
}

Result<Object> socket_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    socket_of(object.get())->descriptor = -1;
    socket_of(object.get())->timeout = forever;
    return object;
}

}  // namespace

Result<Object> make_socket(int descriptor, int family, int kind, int protocol) {
    Result<Object> allocated = socket_new(&Socket::type_object, {});
    if (allocated.failed()) {
        ::close(descriptor);
        return Failure{};
    }
    Ref<Object> object = allocated.take();
    Socket* self = socket_of(object.get());
    self->descriptor = descriptor;
    self->family = family;
    self->kind = kind;
    self->protocol = protocol;
    TRY(begin_timeout(self));
    return object;
}

namespace {

// ---------------------------------------------------------------- closing

Result<Object> socket_close(Socket* self) {
    int descriptor = std::exchange(self->descriptor, -1);
    if (descriptor >= 0) TRY(close_descriptor(descriptor));
    return none();
}

Result<Size> socket_detach(Socket* self) { return Size(std::exchange(self->descriptor, -1)); }
Result<Size> socket_fileno(Socket* self) { return Size(self->descriptor); }

Result<void> warn_unclosed(Socket* self) {
    Ref<Str> shown = TRY(repr(self));
    Ref<Str> message = Str::from(format_text("unclosed {}", shown.get()));
    return issue_warning_at_level(&ResourceWarning, message.get(), 1, self);
}

void socket_finalize(Object* object) {
    Socket* self = socket_of(object);
    if (self->descriptor < 0) return;
    PreserveException preserved;
    if (warn_unclosed(self).failed()) {
        // Spurious errors can appear at shutdown.
        if (exception_matches(Warning)) write_unraisable(self);
        else clear_exception();
    }
    int descriptor = std::exchange(self->descriptor, -1);  // the warning's filter may have closed it
    if (descriptor >= 0) ::close(descriptor);
}

// ---------------------------------------------------------------- the type

Result<Object> socket_repr(Object* object) {
    Socket* self = socket_of(object);
    return Str::from(format_text("<socket object, fd={}, family={}, type={}, proto={}>", self->descriptor, self->family,
                                 self->kind, self->protocol));
}

Result<Object> get_timeout(Object* self) { return timeout_object(socket_of(self)->timeout); }

const Method socket_methods[] = {
    {"_accept(self, /)", bind<socket_accept>,
     "Waits for a connection; gives a descriptor for it, and the address of the other side."},
    {"bind(self, address, /)", bind<socket_bind>, "Gives the socket an address of this host."},
    {"close(self, /)", bind<socket_close>, "Closes the descriptor; what others have of the connection stays open."},
    {"connect(self, address, /)", bind<socket_connect>,
     "Connects to the other side, or names who datagrams are for from now on."},
    {"connect_ex(self, address, /)", bind<socket_connect_ex>,
     "Connects, and gives the system's error number instead of raising it; 0 if all went well."},
    {"detach(self, /)", bind<socket_detach>, "Gives the descriptor, which is the caller's to close from now on."},
    {"fileno(self, /)", bind<socket_fileno>, "Gives the descriptor; -1 if the socket is closed."},
    {"getpeername(self, /)", bind<socket_getpeername>, "Gives the address of the other side."},
    {"getsockname(self, /)", bind<socket_getsockname>, "Gives the address of this side."},
    {"getsockopt(self, level, option, buffersize=0, /)", bind<socket_getsockopt>,
     "Gives an option of the system's: an int, or with a buffersize so many bytes at most."},
    {"setsockopt(self, level, option, value, optlen=<absent>, /)", bind<socket_setsockopt>,
     "Sets an option of the system's: to an int, to bytes, or to None with a length."},
    {"listen(self, backlog=128, /)", bind<socket_listen>,
     "Lets others connect; so many may wait until they are accepted."},
    {"recv(self, bufsize, flags=0, /)", bind<socket_recv>,
     "Receives at most bufsize bytes; none means that the other side will send no more."},
    {"recv_into(self, buffer, nbytes=<absent>, flags=<absent>)", bind<socket_recv_into>,
     "Receives into a buffer and gives the number of bytes."},
    {"recvfrom(self, bufsize, flags=0, /)", bind<socket_recvfrom>, "Receives bytes, and who has sent them."},
    {"recvfrom_into(self, buffer, nbytes=<absent>, flags=<absent>)", bind<socket_recvfrom_into>,
     "Receives into a buffer; gives the number of bytes, and who has sent them."},
    {"recvmsg(self, bufsize, ancbufsize=0, flags=0, /)", bind<socket_recvmsg>,
     "Receives bytes with what comes beside them: (data, list of (level, type, data), flags, address)."},
    {"recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)", bind<socket_recvmsg_into>,
     "Receives into some buffers, one after the other: (count, list of (level, type, data), flags, address)."},
    {"send(self, data, flags=0, /)", bind<socket_send>, "Sends bytes and gives the number taken, maybe not all."},
    {"sendall(self, data, flags=0, /)", bind<socket_sendall>,
     "Sends all bytes; after an error nobody knows how many went."},
    {"sendto(self, data, flags_or_address, address=<absent>, /)", bind<socket_sendto>,
     "Sends a datagram to an address that may come behind flags."},
    {"sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)", bind<socket_sendmsg>,
     "Sends what is in some buffers, and (level, type, data) beside it."},
    {"sendmsg_afalg(self, msg=<absent>, *, op=<absent>, iv=<absent>, assoclen=<absent>, flags=<absent>)",
     bind<socket_sendmsg_afalg>, "Hands data to the kernel's cryptography, with the operation to be done."},
    {"gettimeout(self, /)", bind<socket_gettimeout>, "Gives the seconds that a call may wait; None: for ever."},
    {"settimeout(self, timeout, /)", bind<socket_settimeout>,
     "Sets the seconds that a call may wait: a number, 0 for not at all, None for ever."},
    {"getblocking(self, /)", bind<socket_getblocking>, "Tells whether calls may wait."},
    {"setblocking(self, flag, /)", bind<socket_setblocking>, "Says whether calls may wait: for ever, or not at all."},
    {"shutdown(self, how, /)", bind<socket_shutdown>,
     "Ends one direction of a connection or both: SHUT_RD, SHUT_WR, SHUT_RDWR."},
};

const Getter socket_getters[] = {
    {"timeout", get_timeout, nullptr, "The seconds that a call may wait; None: for ever."}};

const Member members[] = {
    member<&Socket::family>("family", "The family of addresses: AF_INET …"),
    member<&Socket::kind>("type", "The kind of transport: SOCK_STREAM …"),
    member<&Socket::protocol>("proto", "The protocol's number; 0: the usual one."),
};

const TypeSpec socket_spec = {
    .name = "_socket.socket",
    .doc = "One end of a connection, or a place to send datagrams from: the system's socket with a timeout.",
    .size = sizeof(Socket),
    .flags = TypeFlag::base_type | TypeFlag::owns_outside_memory,
    .slots = {.deallocate = destroy<Socket>,
              .finalize = socket_finalize,
              .new_ = socket_new,
              .init = init_by_signature<"socket(self, family=-1, type=-1, proto=-1, fileno=None)", socket_init>,
              .repr = socket_repr},
    .methods = socket_methods,
    .getters = socket_getters,
    .members = members,
    .text_signature = "(family=-1, type=-1, proto=-1, fileno=None)",
};

}  // namespace

Type Socket::type_object(socket_spec);

// ---------------------------------------------------------------- descriptors

Result<void> close_descriptor(int descriptor) {
    int result;
    {
        AllowThreads allowed(Blocking::file);
        result = ::close(descriptor);
    }
    if (result != 0 && errno != ECONNRESET) return raise_os_error(errno);
    return {};
}

Result<void> set_descriptor_blocking(int descriptor, bool blocking) {
    int flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0) return raise_os_error(errno);
    int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (wanted != flags && ::fcntl(descriptor, F_SETFL, wanted) < 0) return raise_os_error(errno);
    return {};
}

}  // namespace minipy::network
