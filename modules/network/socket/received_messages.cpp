// SPDX-License-Identifier: MIT
// recvmsg: bytes, and what comes beside them ("ancillary data"): descriptors, credentials, what a packet's header said.
//
//      control │ length level type │ data … │ padding │ length level type │ data … │
//
// What the system has written there is checked before it is believed: a message that found too little room may be cut
// short. Descriptors that nobody gets to see are closed. CPython: Modules/socketmodule.c. Next: sent_messages.cpp.
#include <unistd.h>

#include <climits>

#include "modules/network/socket/address.hpp"
#include "modules/network/socket/message_buffers.hpp"
#include "modules/network/socket/waiting.hpp"
#include "runtime/exceptions/warnings.hpp"

namespace minipy::network {

namespace {

// ---------------------------------------------------------------- what comes beside the data

struct Ancillary {
    int level, type;
    std::string_view data;
    bool is_cut;  // nothing follows that could be believed
};

// One part, as far as it lies inside the control data; false: it is malformed.
bool read_part(const msghdr& message, const cmsghdr* header, Ancillary& part) {
    const char* end = static_cast<const char*>(message.msg_control) + message.msg_controllen;
    const char* data = reinterpret_cast<const char*>(CMSG_DATA(header));
    if (header->cmsg_len < CMSG_LEN(0) || data > end) return false;
    auto length = std::size_t(header->cmsg_len - CMSG_LEN(0)), room = std::size_t(end - data);
    part = {header->cmsg_level, header->cmsg_type, {data, std::min(length, room)}, length > room};
    return true;
}

Result<void> warn_malformed() {
    return warn(RuntimeWarning, "received malformed or improperly-truncated ancillary data", 1);
}

Result<List> ancillary_list(msghdr& message) {
    Ref<List> list = List::create();
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        Ancillary part;
        bool well_formed = read_part(message, header, part);
        if (!well_formed || part.is_cut) TRY(warn_malformed());
        if (!well_formed) break;
        Ref<Int> level = Int::from(part.level), type = Int::from(part.type);
        Ref<Bytes> data = TRY(Bytes::copy(part.data));
        TRY(list_append(list.get(), Tuple::of({level.get(), type.get(), data.get()})));
        if (part.is_cut) break;
    }
    return list;
}

void close_received_descriptors(msghdr& message) {
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        Ancillary part;
        if (!read_part(message, header, part)) return;
        if (part.level != SOL_SOCKET || part.type != SCM_RIGHTS) continue;
        for (std::size_t place = 0; place + sizeof(int) <= part.data.size(); place += sizeof(int)) {
            int descriptor;
            std::memcpy(&descriptor, part.data.data() + place, sizeof descriptor);
            ::close(descriptor);
        }
        if (part.is_cut) return;
    }
}

// ---------------------------------------------------------------- receiving

struct Received {
    Size count = 0;
    Ref<Object> ancillary, flags, address;
    Ref<Tuple> with(Object* data) const { return Tuple::of({data, ancillary.get(), flags.get(), address.get()}); }
};

Result<Received> describe(Socket* self, msghdr& message, const Address& sender) {
    Received received;
    received.ancillary = TRY(ancillary_list(message));
    received.flags = Int::from(message.msg_flags);
    received.address = TRY(address_object(self->descriptor, sender, self->protocol));
    return received;
}

struct RoomArguments {
    Size ancillary;
    int flags;
};
Result<RoomArguments> parse_room_arguments(const Arguments& arguments) {
    Size ancillary = TRY(parse_size(arguments, 1, 0));
    int flags = TRY(parse_int(arguments, 2, 0));
    return RoomArguments{ancillary, flags};
}

Result<Received> receive_message(Socket* self, MessageBuffers& buffers, const RoomArguments& room) {
    Address empty = TRY(room_for_address(self)), sender;
    if (room.ancillary < 0 || room.ancillary > INT_MAX)
        return raise(ValueError, "invalid ancillary data buffer length");
    Ref<Bytes> control = TRY(Bytes::create(room.ancillary));
    msghdr message{};
    Size count = TRY(call_when_ready(self, Direction::reading, [&](int descriptor) {
        sender = empty;
        message = {};
        buffers.put_into(message);
        message.msg_name = sender.pointer();
        message.msg_namelen = sender.length;
        message.msg_control = room.ancillary == 0 ? nullptr : control->data();
        message.msg_controllen = std::size_t(room.ancillary);
        return ::recvmsg(descriptor, &message, room.flags);
    }));
    sender.length = message.msg_namelen;
    Result<Received> received = describe(self, message, sender);
    if (received.failed()) {
        close_received_descriptors(message);
        return Failure{};
    }
    Received complete = received.take();
    complete.count = count;
    return complete;
}

}  // namespace

Result<Object> socket_recvmsg(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.recvmsg", arguments, 1, 3));
    Size size = TRY(parse_size(arguments[0]));
    RoomArguments room = TRY(parse_room_arguments(arguments));
    if (size < 0) return raise(ValueError, "negative buffer size in recvmsg()");
    Ref<Bytes> data = TRY(Bytes::create(size));
    MessageBuffers buffers;
    buffers.add_place(data->data(), std::size_t(size));
    Received received = TRY(receive_message(self, buffers, room));
    if (received.count < size) data = TRY(Bytes::copy({data->data(), std::size_t(received.count)}));
    return received.with(data.get());
}

Result<Object> socket_recvmsg_into(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.recvmsg_into", arguments, 1, 3));
    RoomArguments room = TRY(parse_room_arguments(arguments));
    Result<List> items = List::from_iterable(arguments[0]);
    if (items.failed() && catch_exception(TypeError))
        return raise(TypeError, "recvmsg_into() argument 1 must be an iterable");
    Ref<List> targets = TRY(std::move(items));
    MessageBuffers buffers;
    for (Size index = 0; index < targets->length; ++index) {
        Result<void> added = buffers.add((*targets)[index], BufferAccess::write);
        if (added.ok()) continue;
        if (!catch_exception(TypeError) && !catch_exception(BufferError)) return Failure{};
        return raise(TypeError, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
    }
    Received received = TRY(receive_message(self, buffers, room));
    return received.with(Int::from(received.count).get());
}

}  // namespace minipy::network
