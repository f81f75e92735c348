// SPDX-License-Identifier: MIT
// Module _socket, put together of its parts, and its functions on descriptors and defaults.
// CPython: Modules/socketmodule.c. Next: socket.cpp.
#include <fcntl.h>
#include <sys/socket.h>

#include "modules/network/socket/socket.hpp"

namespace minipy::network {

namespace {

Result<Object> socketpair_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("socketpair", arguments, 0, 3));
    int family = TRY(parse_int(arguments, 0, AF_UNIX)), type = TRY(parse_int(arguments, 1, SOCK_STREAM));
    int protocol = TRY(parse_int(arguments, 2, 0)), ends[2], result;
    {
        AllowThreads allowed(Blocking::file);
        result = ::socketpair(family, type | SOCK_CLOEXEC, protocol, ends);
    }
    if (result != 0) return raise_os_error(errno);
    Result<Object> first = make_socket(ends[0], family, type, protocol);
    Result<Object> second = make_socket(ends[1], family, type, protocol);  // in any case: it closes the other end
    Ref<Object> left = TRY(std::move(first)), right = TRY(std::move(second));
    return Tuple::of({left.get(), right.get()});
}

// A descriptor from a number of 64 bits, of which the lower ones count.
Result<int> descriptor_argument(Object* object) { return int(TRY(to_int64(object))); }

Result<void> close_function(Object* object) { return close_descriptor(TRY(descriptor_argument(object))); }

Result<Size> dup_function(Object* object) {
    int copy = ::fcntl(TRY(descriptor_argument(object)), F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return raise_os_error(errno);
    return Size(copy);
}

Result<Object> getdefaulttimeout_function() { return timeout_object(module_state<SocketState>().default_timeout); }
Result<void> setdefaulttimeout_function(Object* timeout) {
    std::int64_t duration = TRY(parse_timeout(timeout));
    module_state<SocketState>().default_timeout = duration;
    return {};
}

const Method socket_functions[] = {
    {"socketpair(family=<absent>, type=<absent>, proto=<absent>, /)", bind<socketpair_function>,
     "Makes two sockets that are connected to each other."},
    {"close(fd, /)", bind<close_function>, "Closes a socket's descriptor."},
    {"dup(fd, /)", bind<dup_function>, "Makes another descriptor for the same socket, which programs do not inherit."},
    {"getdefaulttimeout()", bind<getdefaulttimeout_function>,
     "Gives the seconds that calls on new sockets may wait; None: for ever."},
    {"setdefaulttimeout(timeout, /)", bind<setdefaulttimeout_function>,
     "Sets the seconds that calls on new sockets may wait; None: for ever."},
};

constexpr ModuleType socket_types[] = {&Socket::type_object, ModuleType(&Socket::type_object, "SocketType"),
                                       ModuleType(&OSError, "error"), ModuleType(&TimeoutError, "timeout")};

const ModuleSpec* const parts[] = {&host_names_part, &services_part,         &internet_numbers_part,
                                   &interfaces_part, &common_constants_part, &family_constants_part};

Result<void> execute(Module* module) {
    auto& state = module_state<SocketState>();
    if (!state.gaierror) state.gaierror = TRY(make_exception_class("socket.gaierror", {&OSError}));
    if (!state.herror) state.herror = TRY(make_exception_class("socket.herror", {&OSError}));
    module->set("gaierror", state.gaierror.get());
    module->set("herror", state.herror.get());
    module->set("has_ipv6", &True);
    return {};
}

}  // namespace

}  // namespace minipy::network

namespace minipy {

extern const ModuleSpec socket_module = {
    .name = "_socket",
    .doc = "The system's sockets: the native part of socket.",
    .state = &state_spec<network::SocketState>,
    .functions = network::functions,
    .types = network::types,
    .parts = network::parts,
    .exec = network::execute,
};

}  // namespace minipy
