// SPDX-License-Identifier: MIT
// Addresses of Bluetooth: a device is six numbers, "01:23:45:67:89:AB", and what comes with it depends on the protocol.
// CPython: Modules/socketmodule.c. Next: connecting.cpp.
#include "modules/network/socket/address.hpp"
#include "modules/network/socket/system_headers.hpp"

namespace minipy::network {

using namespace bluetooth;

namespace {

// Six hexadecimal numbers with colons between them; the first is stored last.
Result<DeviceAddress> parse_device(std::string_view text) {
    DeviceAddress device{};
    const char *place = text.data(), *end = place + text.size();
    for (int index = 5; index >= 0; --index) {
        unsigned value = 0;
        const char* start = place;
        for (; place < end && std::isxdigit(static_cast<unsigned char>(*place)) && value <= 0xff; ++place) {
            int letter = std::tolower(static_cast<unsigned char>(*place));
            value = value * 16 + unsigned(letter <= '9' ? letter - '0' : letter - 'a' + 10);
        }
        bool ends_well = index == 0 ? place == end : place < end && *place == ':';
        if (place == start || value > 0xff || !ends_well) return raise(OSError, "bad bluetooth address");
        device.bytes[index] = std::uint8_t(value);
        ++place;
    }
    return device;
}

Ref<Str> device_text(const DeviceAddress& device) {
    const auto& b = device.bytes;
    return Str::from(format_text("{:02X}:{:02X}:{:02X}:{:02X}:{:02X}:{:02X}", b[5], b[4], b[3], b[2], b[1], b[0]));
}

Failure wrong_format(const char* caller) { return raise(OSError, "{}(): wrong format", caller); }

// Whatever is wrong with the items of an address is told in one way.
template <class Value>
Result<Value> or_wrong_format(Result<Value> result, const char* caller) {
    if (result.ok()) return result;
    clear_exception();
    return wrong_format(caller);
}

struct DeviceAndNumber {
    DeviceAddress device;
    int number;
};
Result<DeviceAndNumber> parse_device_and_number(Object* object, const char* caller) {
    auto* tuple = as<Tuple>(object);
    if (tuple == nullptr || tuple->length != 2) return wrong_format(caller);
    Result<Bytes> text = parse_text((*tuple)[0], "");
    if (text.failed()) {
        clear_exception();
        return wrong_format(caller);
    }
    Ref<Bytes> device = text.take();
    int number = TRY(or_wrong_format(parse_int((*tuple)[1]), caller));
    DeviceAddress parsed = TRY(parse_device(device->view()));
    return DeviceAndNumber{parsed, number};
}

SmallEndianPort small_endian(int number) { return {std::uint8_t(number), std::uint8_t(number >> 8)}; }

}  // namespace

Result<Address> parse_bluetooth_address(Socket* self, Object* object, const char* caller) {
    Address address;
    switch (self->protocol) {
        case l2cap: {
            DeviceAndNumber parsed = TRY(parse_device_and_number(object, caller));
            auto& made = address.set_as<L2capAddress>(AF_BLUETOOTH);
            made.device = parsed.device;
            made.psm = small_endian(parsed.number);
            return address;
        }
        case rfcomm: {
            DeviceAndNumber parsed = TRY(parse_device_and_number(object, caller));
            auto& made = address.set_as<RfcommAddress>(AF_BLUETOOTH);
            made.device = parsed.device;
            made.channel = std::uint8_t(parsed.number);
            return address;
        }
        case hci: {
            auto* tuple = as<Tuple>(object);
            if (tuple == nullptr || tuple->length != 1) return wrong_format(caller);
            int device = TRY(or_wrong_format(parse_int((*tuple)[0]), caller));
            address.set_as<HciAddress>(AF_BLUETOOTH).device = std::uint16_t(device);
            return address;
        }
        case sco: {
            auto* text = as<Bytes>(object);
            if (text == nullptr) return wrong_format(caller);
            address.set_as<ScoAddress>(AF_BLUETOOTH).device = TRY(parse_device(text->view()));
            return address;
        }
        default: return raise(OSError, "{}(): unknown Bluetooth protocol", caller);
    }
}

Result<Object> bluetooth_address_object(const Address& address, int protocol) {
    switch (protocol) {
        case l2cap: {
            const auto& from = address.as<L2capAddress>();
            Ref<Int> psm = Int::from(from.psm.low | from.psm.high << 8);
            return Tuple::of({device_text(from.device).get(), psm.get()});
        }
        case rfcomm: {
            const auto& from = address.as<RfcommAddress>();
            return Tuple::of({device_text(from.device).get(), Int::from(from.channel).get()});
        }
        case hci: return Tuple::of({Int::from(address.as<HciAddress>().device).get()});
        case sco: return device_text(address.as<ScoAddress>().device);
        default: return raise(ValueError, "Unknown Bluetooth protocol");
    }
}

Result<void> check_bluetooth_protocol(int protocol) {
    if (protocol < l2cap || protocol > rfcomm) return raise(OSError, "getsockaddrlen: unknown BT protocol");
    return {};
}

}  // namespace minipy::network
