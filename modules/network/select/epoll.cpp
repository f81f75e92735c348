// SPDX-License-Identifier: MIT
// Epoll objects: a descriptor behind which the system keeps what is watched. Close-on-exec, closed with the object.
// Between two calls the program may close it: each call reads the descriptor anew.
// CPython: Modules/selectmodule.c. Next: socket/socket.hpp.
#include <limits.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include "modules/network/select/select.hpp"
#include "runtime/functions/parsed_arguments.hpp"

namespace minipy::network {

namespace {

struct Epoll : Object {
    int descriptor;  // −1: closed
    Epoll(Type* epoll, int opened) : Object(epoll), descriptor(opened) {}
    ~Epoll() {
        if (descriptor >= 0) ::close(descriptor);
    }
    static constexpr Type& type_object = epoll_type;
};

constexpr int usual_most_events = FD_SETSIZE - 1;

Result<void> check_open(Epoll* self) {
    if (self->descriptor < 0) return raise(ValueError, "I/O operation on closed epoll object");
    return {};
}

Result<Object> make_epoll(int descriptor) {
    if (descriptor < 0) descriptor = epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0) return raise_os_error(errno);
    return create<Epoll>(descriptor);
}

Result<Object> epoll_new(Type*, int sizehint, int flags) {
    if (sizehint < -1 || sizehint == 0) return raise(ValueError, "negative sizehint");
    if (flags != 0 && flags != EPOLL_CLOEXEC) return raise(OSError, "invalid flags");
    return make_epoll(-1);
}
Result<Object> epoll_fromfd(Type*, int fd) { return make_epoll(fd); }

// Whatever the system answers: afterwards it is closed, and CPython tells no error either.
Result<void> epoll_close(Epoll* self) {
    int descriptor = std::exchange(self->descriptor, -1);
    if (descriptor < 0) return {};
    AllowThreads allowed(Blocking::file);
    ::close(descriptor);
    return {};
}

Result<Size> epoll_fileno(Epoll* self) {
    TRY(check_open(self));
    return Size(self->descriptor);
}
Result<Object> get_closed(Object* self) { return to_bool(static_cast<Epoll*>(self)->descriptor < 0); }

// ---------------------------------------------------------------- what is watched

Result<void> control(Epoll* self, int operation, int watched, std::uint32_t events) {
    TRY(check_open(self));
    int descriptor = self->descriptor;
    epoll_event event{};
    event.events = events;
    event.data.fd = watched;
    TRY(checked_system_call(Blocking::file, [=]() mutable {
        return epoll_ctl(descriptor, operation, watched, operation == EPOLL_CTL_DEL ? nullptr : &event);
    }));
    return {};
}

Result<void> epoll_register(Epoll* self, Object* fd, Object* eventmask) {
    int watched = TRY(descriptor_of(fd));
    std::uint64_t events = eventmask == nullptr ? EPOLLIN | EPOLLPRI | EPOLLOUT : TRY(parse_bits(eventmask));
    return control(self, EPOLL_CTL_ADD, watched, std::uint32_t(events));
}
Result<void> epoll_modify(Epoll* self, Object* fd, Object* eventmask) {
    int watched = TRY(descriptor_of(fd));
    return control(self, EPOLL_CTL_MOD, watched, std::uint32_t(TRY(parse_bits(eventmask))));
}
Result<void> epoll_unregister(Epoll* self, Object* fd) {
    return control(self, EPOLL_CTL_DEL, TRY(descriptor_of(fd)), 0);
}

// ---------------------------------------------------------------- waiting

// In seconds; negative is for ever.
Result<std::int64_t> epoll_timeout(Object* timeout) {
    if (is_none(timeout)) return forever;
    std::int64_t duration = TRY(parse_duration(timeout, nanoseconds_in_second, "timeout must be an integer or None"));
    if (duration > std::int64_t(INT_MAX) * nanoseconds_in_millisecond)
        return raise(OverflowError, "timeout is too large");
    return duration < 0 ? forever : duration;
}

Result<Object> epoll_poll(Epoll* self, Object* timeout, int maxevents) {
    TRY(check_open(self));
    std::int64_t duration = TRY(epoll_timeout(timeout));
    if (maxevents == -1) maxevents = usual_most_events;
    if (maxevents <= 0) return raise(ValueError, "maxevents must be greater than 0, got {}", maxevents);
    Ref<Bytes> room = TRY(Bytes::create(Size(maxevents) * Size(sizeof(epoll_event))));
    auto* events = reinterpret_cast<epoll_event*>(room->data());
    int descriptor = self->descriptor;  // an __index__ may have closed it
    Size count = TRY(wait_until(Deadline(duration), origin_of(descriptor), [=](Deadline::Left left) {
        return epoll_wait(descriptor, events, maxevents, left.milliseconds());
    }));
    Ref<List> list = List::create();
    for (Size index = 0; index < count; ++index) {
        Ref<Int> watched = Int::from(events[index].data.fd), happened = Int::from(events[index].events);
        TRY(list_append(list.get(), Tuple::of({watched.get(), happened.get()})));
    }
    return list;
}

// ---------------------------------------------------------------- the type

Result<Object> epoll_enter(Epoll* self) {
    TRY(check_open(self));
    return share<Object>(self);
}
Result<Object> epoll_exit(Epoll* self, Object*, Object*, Object*) { return call_method(self, names::close); }

const Method epoll_methods[] = {
    {"fromfd(type, fd, /)", bind<epoll_fromfd>, "Makes an epoll object of a descriptor that there is already.",
     MethodKind::class_method},
    {"close(self, /)", bind<epoll_close>, "Closes the descriptor; only then the object is of no use any more."},
    {"fileno(self, /)", bind<epoll_fileno>, "Gives the descriptor of the epoll object itself."},
    {"register(self, /, fd, eventmask=<absent>)", bind<epoll_register>,
     "Watches a descriptor, or an object with fileno(), for the events of a mask: EPOLLIN, EPOLLOUT …"},
    {"modify(self, /, fd, eventmask)", bind<epoll_modify>,
     "Gives a descriptor that is watched another mask of events."},
    {"unregister(self, /, fd)", bind<epoll_unregister>, "Stops watching a descriptor."},
    {"poll(self, /, timeout=None, maxevents=-1)", bind<epoll_poll>,
     "Waits, at most for so many seconds, and gives a list of at most maxevents pairs: descriptor, events."},
    {"__enter__(self, /)", bind<epoll_enter>},
    {"__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", bind<epoll_exit>},
};

const Getter epoll_getters[] = {{"closed", get_closed, nullptr, "Whether close() was called."}};

const TypeSpec epoll_spec = {
    .name = "select.epoll",
    .doc = "A set of descriptors that the system itself keeps: waiting does not take longer for many.",
    .size = sizeof(Epoll),
    .flags = TypeFlag::owns_outside_memory,
    .slots = {.deallocate = destroy<Epoll>, .new_ = new_by_signature<"epoll(type, sizehint=-1, flags=0)", epoll_new>},
    .methods = epoll_methods,
    .getters = epoll_getters,
    .text_signature = "(sizehint=-1, flags=0)",
};

}  // namespace

Type epoll_type(epoll_spec);

}  // namespace minipy::network
