// SPDX-License-Identifier: MIT
// Module select: waiting for many descriptors at once, in three ways that the system has.
//
//      select(r, w, x)     three sets of bits, one for each descriptor below 1024; asked anew each time
//      poll objects        a list of (descriptor, events); asked anew each time
//      epoll objects       the list stays in the system, which tells only of those where something happened
//
// CPython: Modules/selectmodule.c. Next: select.cpp, poll.cpp, epoll.cpp.
#pragma once

#include "modules/native.hpp"
#include "modules/network/deadline.hpp"

namespace minipy::network {

extern Type poll_type, epoll_type;
Result<Object> make_poll();

// A descriptor, or what the fileno() of an object tells; not negative.
Result<int> descriptor_of(Object* object);

}  // namespace minipy::network
