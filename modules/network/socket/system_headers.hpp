// SPDX-License-Identifier: MIT
// What the kernel tells programs about families of sockets beyond those of the C library; Bluetooth's own header
// belongs to another project, so the few structs and numbers that sockets need of it stand here.
// Next: link_addresses.cpp, bluetooth_addresses.cpp, family_constants.cpp.
#pragma once

#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <sys/socket.h>

#include <cstdint>

namespace minipy::network::bluetooth {

enum Protocol : int { l2cap = 0, hci = 1, sco = 2, rfcomm = 3 };

struct DeviceAddress {
    std::uint8_t bytes[6];  // the last part of "01:23:45:67:89:AB" first
};
struct [[gnu::packed]] SmallEndianPort {
    std::uint8_t low, high;
};

struct L2capAddress {
    sa_family_t family;
    SmallEndianPort psm;
    DeviceAddress device;
    SmallEndianPort cid;
    std::uint8_t device_type;
};
struct HciAddress {
    sa_family_t family;
    std::uint16_t device, channel;
};
struct ScoAddress {
    sa_family_t family;
    DeviceAddress device;
};
struct RfcommAddress {
    sa_family_t family;
    DeviceAddress device;
    std::uint8_t channel;
};

}  // namespace minipy::network::bluetooth
