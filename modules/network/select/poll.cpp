// SPDX-License-Identifier: MIT
// Poll objects: descriptors in the order in which they were registered, each with the events that are asked for. While
// one thread waits, others may register more: so what is handed to the system is a copy.
// CPython: Modules/selectmodule.c. Next: epoll.cpp.
#include <limits.h>
#include <poll.h>

#include <vector>

#include "modules/network/select/select.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/fixed_array.hpp"

namespace minipy::network {

namespace {

struct Poll : Object {
    std::vector<pollfd> watched;
    bool is_waiting = false;
    explicit Poll(Type* poll) : Object(poll) {}
    static constexpr Type& type_object = poll_type;
};

pollfd* find_watched(Poll* self, int descriptor) {
    for (pollfd& each : self->watched) {
        if (each.fd == descriptor) return &each;
    }
    return nullptr;
}

// 16 bits, as the system keeps them.
Result<short> parse_events(Object* object) {
    if (object->type->slots.index == nullptr) return raise(TypeError, "an integer is required");
    Ref<Int> number = TRY(to_index(object));
    if (number->is_negative()) return raise(ValueError, "value must be positive");
    if (!number->is_small()) return raise(OverflowError, "Python int too large to convert to C unsigned long");
    if (number->small > USHRT_MAX) return raise(OverflowError, "Python int too large for C unsigned short");
    return short(number->small);
}

Result<void> poll_register(Poll* self, Object* fd, Object* eventmask) {
    int descriptor = TRY(descriptor_of(fd));
    short events = eventmask == nullptr ? short(POLLIN | POLLPRI | POLLOUT) : TRY(parse_events(eventmask));
    if (pollfd* known = find_watched(self, descriptor)) {
        known->events = events;
        return {};
    }
    TRY(reserve_more(self->watched, 1));
    self->watched.push_back({descriptor, events, 0});
    return {};
}

Result<void> poll_modify(Poll* self, Object* fd, Object* eventmask) {
    int descriptor = TRY(descriptor_of(fd));
    short events = TRY(parse_events(eventmask));
    pollfd* known = find_watched(self, descriptor);
    if (known == nullptr) return raise_os_error(ENOENT);
    known->events = events;
    return {};
}

Result<void> poll_unregister(Poll* self, Object* fd) {
    int descriptor = TRY(descriptor_of(fd));
    pollfd* known = find_watched(self, descriptor);
    if (known == nullptr) return raise_key_error(Int::from(descriptor).get());
    self->watched.erase(self->watched.begin() + (known - self->watched.data()));
    return {};
}

// In milliseconds; negative is for ever.
Result<std::int64_t> poll_timeout(Object* timeout) {
    if (is_none(timeout)) return forever;
    std::int64_t duration =
        TRY(parse_duration(timeout, nanoseconds_in_millisecond, "timeout must be an integer or None"));
    constexpr std::int64_t longest = std::int64_t(INT_MAX) * nanoseconds_in_millisecond;
    if (duration > longest || duration < -longest - nanoseconds_in_millisecond)
        return raise(OverflowError, "timeout is too large");
    return duration < 0 ? forever : duration;
}

Result<List> list_of_ready(const FixedArray<pollfd>& asked) {
    Ref<List> list = List::create();
    for (const pollfd& each : asked) {
        if (each.revents == 0) continue;
        Ref<Int> descriptor = Int::from(each.fd), events = Int::from(each.revents & 0xffff);
        TRY(list_append(list.get(), Tuple::of({descriptor.get(), events.get()})));
    }
    return list;
}

Result<Object> poll_poll(Poll* self, Object* timeout) {
    std::int64_t duration = TRY(poll_timeout(timeout));
    if (self->is_waiting) return raise(RuntimeError, "concurrent poll() invocation");
    FixedArray<pollfd> asked;
    if (!asked.allocate(self->watched.size())) return raise_no_memory();
    std::copy(self->watched.begin(), self->watched.end(), asked.begin());
    self->is_waiting = true;
    Result<std::int64_t> count = wait_until(Deadline(duration), [&](Deadline::Left left) {
        return ::poll(asked.begin(), asked.size(), left.milliseconds());
    });
    self->is_waiting = false;
    if (TRY(std::move(count)) == 0) return List::create();
    return list_of_ready(asked);
}

const Method poll_methods[] = {
    {"register(self, fd, eventmask=<absent>, /)", bind<poll_register>,
     "Watches a descriptor, or an object with fileno(), for the events of a mask: POLLIN, POLLOUT …"},
    {"modify(self, fd, eventmask, /)", bind<poll_modify>, "Gives a descriptor that is watched another mask of events."},
    {"unregister(self, fd, /)", bind<poll_unregister>, "Stops watching a descriptor."},
    {"poll(self, timeout=None, /)", bind<poll_poll>,
     "Waits, at most for so many milliseconds, and gives a list of pairs: descriptor, events."},
};

const TypeSpec poll_spec = {
    .name = "select.poll",
    .size = sizeof(Poll),
    .flags = TypeFlag::no_instantiation | TypeFlag::owns_outside_memory,
    .slots = {.deallocate = destroy<Poll>},
    .methods = poll_methods,
};

}  // namespace

Type poll_type(poll_spec);

Result<Object> make_poll() { return create<Poll>(); }

}  // namespace minipy::network
