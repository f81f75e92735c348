// SPDX-License-Identifier: MIT
// Functions of the module that ask for hosts: by name, by address, and what this host is called. The C library's older
// functions write what they found into memory of ours, so that threads do not disturb each other.
// CPython: Modules/socketmodule.c. Next: services.cpp.
#include <netinet/in.h>
#include <unistd.h>

#include "modules/network/socket/resolver.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

namespace {

// ---------------------------------------------------------------- getaddrinfo, getnameinfo

// A service in any form that getaddrinfo() takes, as text; null: none.
Maybe<Bytes> service_text(Object* port) {
    if (is_exact<Int>(port)) return Bytes::copy(format_text("{}", TRY(to_int64(port))));
    if (auto* text = as<Str>(port)) return encode_utf8(text, "strict");
    if (auto* bytes = as<Bytes>(port)) return share(bytes);
    if (is_none(port)) return nothing;
    return raise(OSError, "Int or String expected");
}

Maybe<Bytes> host_text(Object* host) {
    if (is_none(host)) return nothing;
    if (auto* text = as<Str>(host)) return text->ascii ? encode_ascii(text, "strict") : encode(text, "idna", "strict");
    if (auto* bytes = as<Bytes>(host)) return share(bytes);
    return raise(TypeError, "getaddrinfo() argument 1 must be string or None");
}

Result<Tuple> found_address(const addrinfo& found) {
    Address address;
    address.length = std::min<socklen_t>(found.ai_addrlen, sizeof address.storage);
    std::memcpy(&address.storage, found.ai_addr, address.length);
    Ref<Int> family = Int::from(found.ai_family), kind = Int::from(found.ai_socktype);
    Ref<Int> protocol = Int::from(found.ai_protocol);
    Ref<Str> name = TRY(decode_name(found.ai_canonname == nullptr ? "" : found.ai_canonname));
    Ref<Object> place = TRY(address_object(-1, address, found.ai_protocol));
    return Tuple::of({family.get(), kind.get(), protocol.get(), name.get(), place.get()});
}

Result<Object> getaddrinfo_function(Object* host, Object* port, Object* family, Object* type, Object* proto,
                                    Object* flags) {
    addrinfo hints{};
    hints.ai_family = TRY(parse_int(family));
    hints.ai_socktype = TRY(parse_int(type));
    hints.ai_protocol = TRY(parse_int(proto));
    hints.ai_flags = TRY(parse_int(flags));
    Ref<Bytes> name = TRY(host_text(host)), service = TRY(service_text(port));
    TRY(audit("socket.getaddrinfo", {host, port, Int::from(hints.ai_family).get(), Int::from(hints.ai_socktype).get(),
                                     Int::from(hints.ai_protocol).get()}));
    AddressList found = TRY(look_up(name ? name->data() : nullptr, service ? service->data() : nullptr, hints));
    Ref<List> list = List::create();
    for (const addrinfo* each = found.get(); each != nullptr; each = each->ai_next)
        TRY(list_append(list.get(), TRY(found_address(*each))));
    return list;
}

// The address in the form that it has for sockets, except that the host must be a number.
Result<Address> parse_name_info_address(Object* object) {
    constexpr const char* expected = "getnameinfo(): illegal sockaddr argument";
    auto* tuple = as<Tuple>(object);
    if (tuple == nullptr) return raise(TypeError, "getnameinfo() argument 1 must be a tuple");
    TRY(expect_count(tuple, 2, 4, expected));
    Ref<Bytes> host = TRY(parse_text((*tuple)[0], expected));
    int port = TRY(parse_int((*tuple)[1]));
    auto flowinfo = std::uint32_t(TRY(parse_bits(tuple, 2, 0))), scope = std::uint32_t(TRY(parse_bits(tuple, 3, 0)));
    if (flowinfo > 0xfffff) return raise(OverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
    TRY(audit("socket.getnameinfo", {tuple}));
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;  // any, so that each address comes once
    hints.ai_flags = AI_NUMERICHOST;
    AddressList found = TRY(look_up(host->data(), format_text("{}", port).c_str(), hints));
    if (found->ai_next != nullptr) return raise(OSError, "sockaddr resolved to multiple addresses");
    if (found->ai_family == AF_INET && tuple->length != 2) return raise(OSError, "IPv4 sockaddr must be 2 tuple");
    Address address;
    address.length = std::min<socklen_t>(found->ai_addrlen, sizeof address.storage);
    std::memcpy(&address.storage, found->ai_addr, address.length);
    if (found->ai_family == AF_INET6) {
        auto& made = address.set_as<sockaddr_in6>(AF_INET6);
        made.sin6_flowinfo = htonl(flowinfo);
        made.sin6_scope_id = scope;
    }
    return address;
}

Result<Object> getnameinfo_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.getnameinfo", arguments, 2, 2));
    int flags = TRY(parse_int(arguments[1]));
    Address address = TRY(parse_name_info_address(arguments[0]));
    char host[NI_MAXHOST], service[NI_MAXSERV];
    int code;
    {
        AllowThreads allowed(Blocking::outside);
        code = ::getnameinfo(address.pointer(), address.length, host, sizeof host, service, sizeof service, flags);
    }
    if (code != 0) return raise_gaierror(code);
    Ref<Str> host_name = TRY(decode_name(host)), service_name = TRY(decode_name(service));
    return Tuple::of({host_name.get(), service_name.get()});
}

// ---------------------------------------------------------------- by name, by address

Result<Object> gethostbyname_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.gethostbyname", arguments, 1, 1));
    Ref<Bytes> host = TRY(parse_host_argument("gethostbyname", arguments[0]));
    TRY(audit("socket.gethostbyname", {arguments[0]}));
    Address address = TRY(resolve(host.get(), AF_INET));
    return host_object(address);
}

constexpr std::size_t host_names_answer_room = 16384;

Failure raise_herror(int code) {
    Ref<Type> type = module_state<SocketState>().herror;
    Ref<Int> number = Int::from(code);
    Ref<Str> message = Str::from(::hstrerror(code));
    return raise_instance(TRY(call(type ? type.get() : &OSError, {number.get(), message.get()})));
}

Result<List> aliases_of(const hostent& host) {
    Ref<List> list = List::create();
    for (char** alias = host.h_aliases; alias != nullptr && *alias != nullptr; ++alias)
        TRY(list_append(list.get(), TRY(decode_name(*alias))));
    return list;
}

Result<List> addresses_of(const hostent& host) {
    Ref<List> list = List::create();
    for (char** place = host.h_addr_list; *place != nullptr; ++place) {
        Address address;
        void* target = host.h_addrtype == AF_INET
                           ? static_cast<void*>(&address.set_as<sockaddr_in>(AF_INET).sin_addr)
                           : static_cast<void*>(&address.set_as<sockaddr_in6>(AF_INET6).sin6_addr);
        std::memcpy(target, *place, std::size_t(host.h_length));
        TRY(list_append(list.get(), TRY(host_object(address))));
    }
    return list;
}

// (name, aliases, addresses) of what was found; null: nothing was, and `code` says why.
Result<Object> describe_host(const hostent* host, int code, int family) {
    if (host == nullptr) return raise_herror(code);
    bool is_internet = host->h_addrtype == AF_INET || host->h_addrtype == AF_INET6;
    if (!is_internet || host->h_addrtype != family) return raise_os_error(EAFNOSUPPORT);
    Ref<Str> name = TRY(decode_name(host->h_name));
    Ref<List> aliases = TRY(aliases_of(*host)), addresses = TRY(addresses_of(*host));
    return Tuple::of({name.get(), aliases.get(), addresses.get()});
}

Result<Object> gethostbyname_ex_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.gethostbyname_ex", arguments, 1, 1));
    Ref<Bytes> name = TRY(parse_host_argument("gethostbyname_ex", arguments[0]));
    TRY(audit("socket.gethostbyname", {arguments[0]}));
    TRY(resolve(name.get(), AF_INET));  // tells better what is wrong with a name
    hostent host{}, *found = nullptr;
    char answer[host_names_answer_room];
    int code = 0;
    const char* text = name->data();
    {
        AllowThreads allowed(Blocking::outside);
        ::gethostbyname_r(text, &host, answer, sizeof answer, &found, &code);
    }
    return describe_host(found, code, AF_INET);
}

Result<Object> gethostbyaddr_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.gethostbyaddr", arguments, 1, 1));
    Ref<Bytes> name = TRY(parse_host_argument("gethostbyaddr", arguments[0]));
    TRY(audit("socket.gethostbyaddr", {arguments[0]}));
    Address address = TRY(resolve(name.get(), AF_UNSPEC));
    int family = address.storage.ss_family;
    if (family != AF_INET && family != AF_INET6) return raise(OSError, "unsupported address family");
    bool is_short = family == AF_INET;
    const void* number = is_short ? static_cast<const void*>(&address.as<sockaddr_in>().sin_addr)
                                  : &address.as<sockaddr_in6>().sin6_addr;
    socklen_t size = is_short ? sizeof(in_addr) : sizeof(in6_addr);
    hostent host{}, *found = nullptr;
    char answer[host_names_answer_room];
    int code = 0;
    {
        AllowThreads allowed(Blocking::outside);
        ::gethostbyaddr_r(number, size, family, &host, answer, sizeof answer, &found, &code);
    }
    return describe_host(found, code, family);
}

// ---------------------------------------------------------------- this host

Result<Object> gethostname_function() {
    TRY(audit("socket.gethostname"));
    char name[1024]{};
    if (::gethostname(name, sizeof name - 1) != 0) return raise_os_error(errno);
    return decode_name(name);
}

Result<Object> sethostname_function(Object*, const Arguments& arguments) {
    TRY(check_arguments("_socket.sethostname", arguments, 1, 1));
    Ref<Bytes> name = TRY(parse_file_name(arguments[0]));
    TRY(audit("socket.sethostname", {name.get()}));
    if (::sethostname(name->data(), std::size_t(name->length)) != 0) return raise_os_error(errno);
    return none();
}

const Method host_names_functions[] = {
    {"getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", bind<getaddrinfo_function>,
     "Gives what sockets to open to reach a host's service: tuples (family, type, proto, name, address)."},
    {"getnameinfo(sockaddr, flags, /)", bind<getnameinfo_function>,
     "Gives the host's name and the service's name for an address."},
    {"gethostbyname(host, /)", bind<gethostbyname_function>, "Gives a host's address, such as '127.0.0.1'."},
    {"gethostbyname_ex(host, /)", bind<gethostbyname_ex_function>,
     "Gives a host's name, its other names, and its addresses."},
    {"gethostbyaddr(host, /)", bind<gethostbyaddr_function>,
     "Gives the name, other names and addresses of the host that has an address."},
    {"gethostname()", bind<gethostname_function>, "Gives the name of this host."},
    {"sethostname(name, /)", bind<sethostname_function>, "Gives this host another name."},
};

}  // namespace

extern const ModuleSpec host_names_part = {.functions = host_names_functions};

}  // namespace minipy::network
