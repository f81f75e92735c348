// SPDX-License-Identifier: MIT
// Addresses below and beside the internet: interfaces (AF_PACKET, AF_CAN), the kernel (AF_NETLINK, AF_ALG), clusters
// (AF_TIPC), virtual machines (AF_VSOCK), modems (AF_QIPCRTR). An interface has a name for people and a number for
// structs; the system translates for whoever has a socket. CPython: Modules/socketmodule.c.
// Next: bluetooth_addresses.cpp.
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>

#include <cstddef>

#include "modules/network/socket/resolver.hpp"
#include "modules/network/socket/system_headers.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/kernel/buffer.hpp"

namespace minipy::network {

namespace {

// ---------------------------------------------------------------- interfaces

Result<int> interface_index(Socket* self, const Bytes* name) {
    ifreq request{};
    std::string_view text = name->view().substr(0, sizeof request.ifr_name - 1);
    std::copy(text.begin(), text.end(), request.ifr_name);
    if (::ioctl(self->descriptor, SIOCGIFINDEX, &request) < 0) return raise_os_error(errno);
    return request.ifr_ifindex;
}

// "" for 0, and for what is there no more.
Result<Str> interface_name(int descriptor, int index) {
    ifreq request{};
    request.ifr_ifindex = index;
    bool found = index != 0 && ::ioctl(descriptor, SIOCGIFNAME, &request) == 0;
    return decode_name(found ? request.ifr_name : "");
}

std::string call_of(const char* caller) { return format_text("{}()", caller); }

// ---------------------------------------------------------------- pairs of numbers

Result<Address> parse_netlink_pair(Tuple* tuple) {
    auto process = std::uint32_t(TRY(parse_bits((*tuple)[0]))), groups = std::uint32_t(TRY(parse_bits((*tuple)[1])));
    Address address;
    auto& made = address.set_as<sockaddr_nl>(AF_NETLINK);
    made.nl_pid = process;
    made.nl_groups = groups;
    return address;
}

// These two name the function by which CPython reads addresses.
Result<Tuple*> expect_anonymous_pair(Object* object, const char* family) {
    Tuple* tuple = TRY(expect_tuple(object, "getsockaddrarg", family));
    if (tuple->length != 2)
        return raise(TypeError, "getsockaddrarg() takes exactly 2 arguments ({} given)", tuple->length);
    return tuple;
}

}  // namespace

Result<Address> parse_netlink_address(Object* object, const char* caller) {
    Tuple* tuple = TRY(expect_tuple(object, call_of(caller).c_str(), "AF_NETLINK"));
    TRY(expect_count(tuple, 2, 2, "AF_NETLINK address must be a pair (pid, groups)"));
    return parse_netlink_pair(tuple);
}

Result<Address> parse_vsock_address(Object* object) {
    Tuple* tuple = TRY(expect_anonymous_pair(object, "AF_VSOCK"));
    auto context = std::uint32_t(TRY(parse_bits((*tuple)[0]))), port = std::uint32_t(TRY(parse_bits((*tuple)[1])));
    Address address;
    auto& made = address.set_as<sockaddr_vm>(AF_VSOCK);
    made.svm_cid = context;
    made.svm_port = port;
    return address;
}

Result<Address> parse_qrtr_address(Object* object) {
    Tuple* tuple = TRY(expect_anonymous_pair(object, "AF_QIPCRTR"));
    auto node = std::uint32_t(TRY(parse_bits((*tuple)[0]))), port = std::uint32_t(TRY(parse_bits((*tuple)[1])));
    Address address;
    auto& made = address.set_as<sockaddr_qrtr>(AF_QIPCRTR);
    made.sq_node = node;
    made.sq_port = port;
    return address;
}

// ---------------------------------------------------------------- AF_PACKET

Result<Address> parse_packet_address(Socket* self, Object* object, const char* caller) {
    constexpr const char* expected = "AF_PACKET address must be a tuple of two to five elements";
    Tuple* tuple = TRY(expect_tuple(object, call_of(caller).c_str(), "AF_PACKET"));
    TRY(expect_count(tuple, 2, 5, expected));
    Ref<Bytes> name = TRY(parse_text((*tuple)[0], expected));
    int protocol = TRY(parse_int((*tuple)[1]));
    int packet_type = tuple->length > 2 ? TRY(parse_int((*tuple)[2])) : 0;
    int hardware_type = tuple->length > 3 ? TRY(parse_int((*tuple)[3])) : 0;
    Buffer hardware;
    if (tuple->length > 4) TRY(hardware.acquire((*tuple)[4]));
    Address address;
    auto& made = address.set_as<sockaddr_ll>(AF_PACKET);
    int index = TRY(interface_index(self, name.get()));
    std::string_view hardware_address = hardware.text();
    if (hardware_address.size() > sizeof made.sll_addr)
        return raise(ValueError, "Hardware address must be 8 bytes or less");
    if (protocol < 0 || protocol > 0xffff) return raise(OverflowError, "{}(): proto must be 0-65535.", caller);
    made.sll_protocol = htons(std::uint16_t(protocol));
    made.sll_ifindex = index;
    made.sll_pkttype = std::uint8_t(packet_type);
    made.sll_hatype = std::uint16_t(hardware_type);
    std::copy(hardware_address.begin(), hardware_address.end(), made.sll_addr);
    made.sll_halen = std::uint8_t(hardware_address.size());
    return address;
}

Result<Object> packet_address_object(int descriptor, const Address& address) {
    const auto& from = address.as<sockaddr_ll>();
    Ref<Str> name = TRY(interface_name(descriptor, from.sll_ifindex));
    Ref<Int> protocol = Int::from(ntohs(from.sll_protocol)), packet_type = Int::from(from.sll_pkttype);
    Ref<Int> hardware_type = Int::from(from.sll_hatype);
    std::size_t length = std::min<std::size_t>(from.sll_halen, sizeof from.sll_addr);
    Ref<Bytes> hardware = TRY(Bytes::copy({reinterpret_cast<const char*>(from.sll_addr), length}));
    return Tuple::of({name.get(), protocol.get(), packet_type.get(), hardware_type.get(), hardware.get()});
}

// ---------------------------------------------------------------- AF_CAN

namespace {

Result<int> can_interface(Socket* self, const Bytes* name) {
    if (name->length == 0) return 0;
    if (name->length >= IFNAMSIZ) return raise(OSError, "AF_CAN interface name too long");
    return interface_index(self, name);
}

// Addresses of the two newer protocols are counted without a text of their own.
Result<Tuple*> expect_can_tuple(Object* object, Size count) {
    auto* tuple = as<Tuple>(object);
    if (tuple == nullptr) return raise(SystemError, "new style getargs format but argument is not a tuple");
    if (tuple->length == count) return tuple;
    return raise(TypeError, "function takes exactly {} arguments ({} given)", count, tuple->length);
}

Result<Address> parse_raw_can_address(Socket* self, Object* object, const char* caller) {
    Tuple* tuple = TRY(expect_tuple(object, call_of(caller).c_str(), "AF_CAN"));
    TRY(expect_count(tuple, 1, 1, "AF_CAN address must be a tuple (interface, )"));
    Ref<Bytes> name = TRY(file_name_encoded((*tuple)[0]));
    Address address;
    address.set_as<sockaddr_can>(AF_CAN).can_ifindex = TRY(can_interface(self, name.get()));
    return address;
}

// "k" says in its own words what it takes.
Result<std::uint64_t> parse_can_number(Tuple* tuple, Size index) {
    Object* number = (*tuple)[index];
    if (!is<Int>(number)) return raise(TypeError, "argument {} must be int, not {}", index + 1, type_name(number));
    return parse_bits(number);
}

Result<Address> parse_isotp_address(Socket* self, Object* object) {
    Tuple* tuple = TRY(expect_can_tuple(object, 3));
    Ref<Bytes> name = TRY(file_name_encoded((*tuple)[0]));
    std::uint64_t receives = TRY(parse_can_number(tuple, 1)), sends = TRY(parse_can_number(tuple, 2));
    Address address;
    auto& made = address.set_as<sockaddr_can>(AF_CAN);
    made.can_ifindex = TRY(can_interface(self, name.get()));
    made.can_addr.tp.rx_id = canid_t(receives);
    made.can_addr.tp.tx_id = canid_t(sends);
    return address;
}

Result<Address> parse_j1939_address(Socket* self, Object* object) {
    Tuple* tuple = TRY(expect_can_tuple(object, 4));
    Ref<Bytes> name = TRY(file_name_encoded((*tuple)[0]));
    std::uint64_t own_name = TRY(parse_can_number(tuple, 1));
    std::uint64_t group = TRY(parse_bits((*tuple)[2])), number = TRY(parse_bits((*tuple)[3]));
    Address address;
    auto& made = address.set_as<sockaddr_can>(AF_CAN);
    made.can_ifindex = TRY(can_interface(self, name.get()));
    made.can_addr.j1939.name = own_name;
    made.can_addr.j1939.pgn = std::uint32_t(group);
    made.can_addr.j1939.addr = std::uint8_t(number);
    return address;
}

}  // namespace

Result<Address> parse_can_address(Socket* self, Object* object, const char* caller) {
    switch (self->protocol) {
        case CAN_RAW:
        case CAN_BCM: return parse_raw_can_address(self, object, caller);
        case CAN_ISOTP: return parse_isotp_address(self, object);
        case CAN_J1939: return parse_j1939_address(self, object);
        default: return raise(OSError, "{}(): unsupported CAN protocol", caller);
    }
}

Result<Object> can_address_object(int descriptor, const Address& address, int protocol) {
    const auto& from = address.as<sockaddr_can>();
    Ref<Str> name = TRY(interface_name(descriptor, from.can_ifindex));
    if (protocol == CAN_ISOTP) {
        Ref<Int> receives = Int::from(from.can_addr.tp.rx_id), sends = Int::from(from.can_addr.tp.tx_id);
        return Tuple::of({name.get(), receives.get(), sends.get()});
    }
    if (protocol == CAN_J1939) {
        Ref<Int> own_name = Int::from_unsigned(from.can_addr.j1939.name), group = Int::from(from.can_addr.j1939.pgn);
        Ref<Int> number = Int::from(from.can_addr.j1939.addr);
        return Tuple::of({name.get(), own_name.get(), group.get(), number.get()});
    }
    Ref<Int> family = Int::from(from.can_family);
    return Tuple::of({name.get(), family.get()});
}

// ---------------------------------------------------------------- AF_TIPC

Result<Address> parse_tipc_address(Object* object, const char* caller) {
    Tuple* tuple = TRY(expect_tuple(object, call_of(caller).c_str(), "AF_TIPC"));
    TRY(expect_count(tuple, 4, 5, "AF_TIPC address must be a tuple (addr_type, v1, v2, v3[, scope])"));
    std::uint32_t values[4];
    for (Size index = 0; index < 4; ++index) values[index] = std::uint32_t(TRY(parse_bits((*tuple)[index])));
    std::uint64_t scope = TRY(parse_bits(tuple, 4, TIPC_CLUSTER_SCOPE));
    Address address;
    auto& made = address.set_as<sockaddr_tipc>(AF_TIPC);
    made.scope = static_cast<signed char>(scope);
    made.addrtype = std::uint8_t(values[0]);
    switch (values[0]) {
        case TIPC_ADDR_NAMESEQ: made.addr.nameseq = {values[1], values[2], values[3]}; return address;
        case TIPC_ADDR_NAME: made.addr.name = {{values[1], values[2]}, 0}; return address;
        case TIPC_ADDR_ID: made.addr.id = {values[2], values[1]}; return address;
        default: return raise(TypeError, "Invalid address type");
    }
}

Result<Object> tipc_address_object(const Address& address) {
    const auto& from = address.as<sockaddr_tipc>();
    std::uint32_t values[3];
    switch (from.addrtype) {
        case TIPC_ADDR_NAMESEQ:
            values[0] = from.addr.nameseq.type, values[1] = from.addr.nameseq.lower;
            values[2] = from.addr.nameseq.upper;
            break;
        case TIPC_ADDR_NAME:
            values[0] = from.addr.name.name.type;
            values[1] = values[2] = from.addr.name.name.instance;
            break;
        case TIPC_ADDR_ID:
            values[0] = from.addr.id.node, values[1] = from.addr.id.ref;
            values[2] = 0;
            break;
        default: return raise(ValueError, "Invalid address type");
    }
    Ref<Int> type = Int::from(from.addrtype), first = Int::from(values[0]), second = Int::from(values[1]);
    Ref<Int> third = Int::from(values[2]), scope = Int::from(from.scope);
    return Tuple::of({type.get(), first.get(), second.get(), third.get(), scope.get()});
}

// ---------------------------------------------------------------- AF_ALG

Result<Address> parse_alg_address(Object* object, const char* caller) {
    constexpr const char* expected = "AF_ALG address must be a tuple (type, name[, feat[, mask]])";
    Tuple* tuple = TRY(expect_tuple(object, call_of(caller).c_str(), "AF_ALG"));
    TRY(expect_count(tuple, 2, 4, expected));
    Ref<Bytes> type = TRY(parse_text((*tuple)[0], expected)), name = TRY(parse_text((*tuple)[1], expected));
    std::uint64_t features = TRY(parse_bits(tuple, 2, 0)), mask = TRY(parse_bits(tuple, 3, 0));
    Address address;
    auto& made = address.set_as<sockaddr_alg>(AF_ALG);
    if (type->length >= Size(sizeof made.salg_type)) return raise(ValueError, "AF_ALG type too long.");
    if (name->length >= Size(sizeof made.salg_name)) return raise(ValueError, "AF_ALG name too long.");
    std::copy_n(type->data(), type->length, made.salg_type);
    std::copy_n(name->data(), name->length, made.salg_name);
    made.salg_feat = std::uint16_t(features);
    made.salg_mask = std::uint16_t(mask);
    return address;
}

Result<Object> alg_address_object(const Address& address) {
    const auto& from = address.as<sockaddr_alg>();
    auto text = [](const unsigned char* start, std::size_t room) {
        auto* first = reinterpret_cast<const char*>(start);
        return std::string_view(first, ::strnlen(first, room));
    };
    Ref<Str> type = TRY(Str::from_utf8(text(from.salg_type, sizeof from.salg_type)));
    Ref<Str> name = TRY(Str::from_utf8(text(from.salg_name, sizeof from.salg_name)));
    Ref<Int> features = Int::from(std::uint16_t(from.salg_feat)), mask = Int::from(std::uint16_t(from.salg_mask));
    return Tuple::of({type.get(), name.get(), features.get(), mask.get()});
}

}  // namespace minipy::network
