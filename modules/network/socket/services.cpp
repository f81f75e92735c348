// SPDX-License-Identifier: MIT
// Services and protocols by name and number, as /etc/services and /etc/protocols have them.
// CPython: Modules/socketmodule.c. Next: internet_numbers.cpp.
#include <netdb.h>
#include <netinet/in.h>

#include "modules/network/socket/resolver.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

namespace {

constexpr std::size_t services_answer_room = 4096;

// The name of a protocol as second argument; null: any.
Maybe<Bytes> parse_protocol(const char* function, const Arguments& arguments) {
    if (arguments.positional < 2) return nothing;
    return parse_text_argument(function, arguments, 1);
}
const char* text_or_null(const Ref<Bytes>& text) { return text ? text->data() : nullptr; }

Result<Object> getservbyname_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.getservbyname", arguments, 1, 2));
    Ref<Bytes> name = TRY(parse_text_argument("getservbyname", arguments, 0));
    Ref<Bytes> protocol = TRY(parse_protocol("getservbyname", arguments));
    TRY(audit("socket.getservbyname", {arguments[0], protocol ? arguments[1] : &None}));
    const char *service = name->data(), *transport = text_or_null(protocol);
    servent entry{}, *found = nullptr;
    char answer[services_answer_room];
    {
        AllowThreads allowed(Blocking::file);
        ::getservbyname_r(service, transport, &entry, answer, sizeof answer, &found);
    }
    if (found == nullptr) return raise(OSError, "service/proto not found");
    return Int::from(ntohs(std::uint16_t(found->s_port)));
}

Result<Object> getservbyport_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.getservbyport", arguments, 1, 2));
    int port = TRY(parse_int(arguments[0]));
    Ref<Bytes> protocol = TRY(parse_protocol("getservbyport", arguments));
    if (port < 0 || port > 0xffff) return raise(OverflowError, "getservbyport: port must be 0-65535.");
    TRY(audit("socket.getservbyport", {Int::from(port).get(), protocol ? arguments[1] : &None}));
    const char* transport = text_or_null(protocol);
    servent entry{}, *found = nullptr;
    char answer[services_answer_room];
    {
        AllowThreads allowed(Blocking::file);
        ::getservbyport_r(htons(std::uint16_t(port)), transport, &entry, answer, sizeof answer, &found);
    }
    if (found == nullptr) return raise(OSError, "port/proto not found");
    return decode_name(found->s_name);
}

Result<Object> getprotobyname_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.getprotobyname", arguments, 1, 1));
    Ref<Bytes> name = TRY(parse_text_argument("getprotobyname", arguments, 0));
    const char* text = name->data();
    protoent entry{}, *found = nullptr;
    char answer[services_answer_room];
    {
        AllowThreads allowed(Blocking::file);
        ::getprotobyname_r(text, &entry, answer, sizeof answer, &found);
    }
    if (found == nullptr) return raise(OSError, "protocol not found");
    return Int::from(found->p_proto);
}

const Method services_functions[] = {
    {"getservbyname(servicename, protocolname=<absent>, /)", bind<getservbyname_function>,
     "Gives the port of a service, such as 80 for 'http'."},
    {"getservbyport(port, protocolname=<absent>, /)", bind<getservbyport_function>,
     "Gives the service that usually has a port."},
    {"getprotobyname(name, /)", bind<getprotobyname_function>, "Gives the number of a protocol, such as 6 for 'tcp'."},
};

}  // namespace

extern const ModuleSpec services_part = {.functions = services_functions};

}  // namespace minipy::network
