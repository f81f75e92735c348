// SPDX-License-Identifier: MIT
// The function select(), and the module. Asking an object for its descriptor runs its fileno(), which may change the
// very list that is gone through: so its length is read in every round, and what is watched is kept in a list of our
// own. CPython: Modules/selectmodule.c. Next: poll.cpp.
#include "modules/network/select/select.hpp"

#include <limits.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include <vector>

#include "runtime/kernel/growth.hpp"

namespace minipy::network {

Result<int> descriptor_of(Object* object) {
    Ref<Object> number = share(object);
    if (!is<Int>(object)) {
        Ref<Object> fileno = TRY(find_attribute(object, Str::interned_from("fileno").get()));
        if (!fileno) return raise(TypeError, "argument must be an int, or have a fileno() method.");
        number = TRY(call(fileno.get()));
        if (!is<Int>(number.get())) return raise(TypeError, "fileno() returned a non-integer");
    }
    int descriptor = TRY(to_c_int(number.get()));
    if (descriptor < 0) return raise(ValueError, "file descriptor cannot be a negative integer ({})", descriptor);
    return descriptor;
}

namespace {

// ---------------------------------------------------------------- sets of descriptors

// What one of the three lists asks for.
struct Watched {
    Ref<List> objects = List::create();
    std::vector<int> descriptors;  // of each object; at most FD_SETSIZE
    fd_set set;

    Result<void> add(Object* object);
    Result<void> add_all(Object* sequence);
    int highest() const;
    Result<List> ready() const;
};

Result<void> Watched::add(Object* object) {
    int descriptor = TRY(descriptor_of(object));
    if (descriptor >= FD_SETSIZE) return raise(ValueError, "filedescriptor out of range in select()");
    if (descriptors.size() >= FD_SETSIZE) return raise(ValueError, "too many file descriptors in select()");
    TRY(reserve_more(descriptors, 1));
    TRY(list_append(objects.get(), object));
    descriptors.push_back(descriptor);
    FD_SET(descriptor, &set);
    return {};
}

Result<void> Watched::add_all(Object* sequence) {
    FD_ZERO(&set);
    if (auto* list = as<List>(sequence)) {
        for (Size index = 0; index < list->length; ++index) TRY(add(share((*list)[index]).get()));
        return {};
    }
    Result<List> items = List::from_iterable(sequence);
    if (items.failed() && catch_exception(TypeError)) return raise(TypeError, "arguments 1-3 must be sequences");
    Ref<List> copy = TRY(std::move(items));
    for (Size index = 0; index < copy->length; ++index) TRY(add((*copy)[index]));
    return {};
}

int Watched::highest() const {
    int found = -1;
    for (int descriptor : descriptors) found = std::max(found, descriptor);
    return found;
}

// The objects whose descriptors are in the set.
Result<List> Watched::ready() const {
    Ref<List> list = List::create();
    for (std::size_t index = 0; index < descriptors.size(); ++index) {
        if (FD_ISSET(descriptors[index], &set)) TRY(list_append(list.get(), share((*objects)[Size(index)])));
    }
    return list;
}

// ---------------------------------------------------------------- select()

Result<std::int64_t> select_timeout(Object* timeout) {
    if (is_none(timeout)) return forever;
    std::int64_t duration = TRY(parse_duration(timeout, nanoseconds_in_second, "timeout must be a float or None"));
    if (duration < 0) return raise(ValueError, "timeout must be non-negative");
    return duration;
}

// To the system's unit, rounded up.
timeval time_value(std::int64_t nanoseconds) {
    std::int64_t microseconds = nanoseconds / 1000 + (nanoseconds % 1000 != 0);
    return {time_t(microseconds / 1'000'000), suseconds_t(microseconds % 1'000'000)};
}

Result<Object> select_function(Object* rlist, Object* wlist, Object* xlist, Object* timeout) {
    std::int64_t duration = TRY(select_timeout(timeout));
    Watched reads, writes, exceptions;
    TRY(reads.add_all(rlist));
    TRY(writes.add_all(wlist));
    TRY(exceptions.add_all(xlist));
    int count = std::max({reads.highest(), writes.highest(), exceptions.highest()}) + 1;
    std::int64_t ready = TRY(wait_until(Deadline(duration), [&](Deadline::Left left) {
        timeval rest = time_value(left.nanoseconds);
        return ::select(count, &reads.set, &writes.set, &exceptions.set, duration == forever ? nullptr : &rest);
    }));
    if (ready == 0) {
        for (Watched* watched : {&reads, &writes, &exceptions}) FD_ZERO(&watched->set);
    }
    Ref<List> readable = TRY(reads.ready()), writable = TRY(writes.ready()), exceptional = TRY(exceptions.ready());
    return Tuple::of({readable.get(), writable.get(), exceptional.get()});
}

// ---------------------------------------------------------------- the module

const Method select_functions[] = {
    {"select(rlist, wlist, xlist, timeout=None, /)", bind<select_function>,
     "Waits until one can read from, or write to, or there is something exceptional with, some of the objects or "
     "descriptors in three lists; gives three lists of those."},
    {"poll()", bind<make_poll>, "Makes an object that waits for any of the descriptors registered with it."},
};

constexpr ModuleType select_types[] = {ModuleType(&OSError, "error"), ModuleType::hidden(&poll_type), &epoll_type};

#define S(name) \
    { #name, name }
constexpr Constant select_constants[] = {
    S(PIPE_BUF),     S(POLLIN),         S(POLLPRI),       S(POLLOUT),     S(POLLERR),
    S(POLLHUP),      S(POLLNVAL),       S(POLLRDNORM),    S(POLLRDBAND),  S(POLLWRNORM),
    S(POLLWRBAND),   S(POLLMSG),        S(POLLRDHUP),     S(EPOLLIN),     S(EPOLLOUT),
    S(EPOLLPRI),     S(EPOLLERR),       S(EPOLLHUP),      S(EPOLLRDHUP),  {"EPOLLET", std::uint32_t(EPOLLET)},
    S(EPOLLONESHOT), S(EPOLLEXCLUSIVE), S(EPOLLRDNORM),   S(EPOLLRDBAND), S(EPOLLWRNORM),
    S(EPOLLWRBAND),  S(EPOLLMSG),       S(EPOLL_CLOEXEC),
};
#undef S

}  // namespace

}  // namespace minipy::network

namespace minipy {

extern const ModuleSpec select_module = {
    .name = "select",
    .doc = "Waiting until something can be read from or written to, for many files and sockets at once.",
    .functions = network::functions,
    .types = network::types,
    .constants = network::constants,
};

}  // namespace minipy
