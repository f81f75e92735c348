// SPDX-License-Identifier: MIT
// sendmsg: bytes from some buffers, and parts beside them. All is collected and all lengths are added up before the
// control data is written in one piece. CPython: Modules/socketmodule.c. Next: received_messages.cpp, host_names.cpp.
#include <climits>

#include "modules/network/socket/address.hpp"
#include "modules/network/socket/message_buffers.hpp"
#include "modules/network/socket/system_headers.hpp"
#include "modules/network/socket/waiting.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::network {

namespace {

Result<void> add_data(MessageBuffers& buffers, Object* iterable) {
    Result<List> items = List::from_iterable(iterable);
    if (items.failed() && catch_exception(TypeError))
        return raise(TypeError, "sendmsg() argument 1 must be an iterable");
    Ref<List> parts = TRY(std::move(items));
    for (Size index = 0; index < parts->length; ++index) TRY(buffers.add((*parts)[index], BufferAccess::read));
    return {};
}

// ---------------------------------------------------------------- control data

constexpr std::size_t largest_control = INT_MAX;

// The memory of the control data, written part by part.
class Control {
public:
    Result<void> allocate(std::size_t size) {
        memory_ = TRY(Bytes::create(Size(size)));
        std::memset(memory_->data(), 0, size);
        return {};
    }
    void add(int level, int type, std::string_view first, std::string_view second = {}) {
        auto* header = reinterpret_cast<cmsghdr*>(memory_->data() + used_);
        std::size_t size = first.size() + second.size();
        header->cmsg_level = level;
        header->cmsg_type = type;
        header->cmsg_len = CMSG_LEN(size);
        auto* data = reinterpret_cast<char*>(CMSG_DATA(header));
        std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), data));
        used_ += CMSG_SPACE(size);
    }
    void put_into(msghdr& message) const {
        message.msg_control = memory_ ? memory_->data() : nullptr;
        message.msg_controllen = memory_ ? std::size_t(memory_->length) : 0;
    }

private:
    Ref<Bytes> memory_;
    std::size_t used_ = 0;
};

// (level, type, data), held until it is sent.
struct AncillaryItem {
    int level, type;
    BufferView data;
};
class AncillaryItems {
public:
    AncillaryItems() = default;
    AncillaryItems(const AncillaryItems&) = delete;
    AncillaryItems& operator=(const AncillaryItems&) = delete;
    ~AncillaryItems() {
        for (AncillaryItem& item : items_) release_buffer(item.data);
    }
    Result<void> add_all(Object* iterable);
    Result<void> write(Control& control) const;

private:
    Result<void> add(Object* object);
    std::vector<AncillaryItem> items_;
};

// A tuple, or another sequence of three.
Result<Tuple> expect_three(Object* object) {
    constexpr const char* function = "[sendmsg() ancillary data items]()";
    if (object->type->slots.get_item == nullptr || object->type->slots.length == nullptr || is<Dict>(object)) {
        return raise(TypeError, "{} argument must be 3-item sequence, not {}", function,
                     is_none(object) ? "None" : type_name(object));
    }
    Ref<Tuple> items = TRY(Tuple::from_iterable(object));
    if (items->length == 3) return items;
    return raise(TypeError, "{} argument must be sequence of length 3, not {}", function, items->length);
}

Result<void> AncillaryItems::add(Object* object) {
    Ref<Tuple> three = TRY(expect_three(object));
    int level = TRY(parse_int((*three)[0])), type = TRY(parse_int((*three)[1]));
    TRY(reserve_more(items_, 1));
    AncillaryItem& item = items_.emplace_back();
    item.level = level;
    item.type = type;
    if (get_buffer((*three)[2], item.data, BufferAccess::read).failed()) {
        items_.pop_back();
        return Failure{};
    }
    if (item.data.is_contiguous()) return {};
    return raise(BufferError, "memoryview: underlying buffer is not C-contiguous");
}

Result<void> AncillaryItems::add_all(Object* iterable) {
    Result<List> items = List::from_iterable(iterable);
    if (items.failed() && catch_exception(TypeError))
        return raise(TypeError, "sendmsg() argument 2 must be an iterable");
    Ref<List> parts = TRY(std::move(items));
    for (Size index = 0; index < parts->length; ++index) TRY(add((*parts)[index]));
    return {};
}

Result<void> AncillaryItems::write(Control& control) const {
    std::size_t size = 0;
    for (const AncillaryItem& item : items_) {
        auto length = std::size_t(item.data.bytes());
        if (length > largest_control) return raise(OSError, "ancillary data item too large");
        size += CMSG_SPACE(length);
        if (size > largest_control) return raise(OSError, "too much ancillary data");
    }
    if (size == 0) return {};
    TRY(control.allocate(size));
    for (const AncillaryItem& item : items_) control.add(item.level, item.type, item.data.text());
    return {};
}

// ---------------------------------------------------------------- sending

Result<Object> send_message(Socket* self, msghdr message, int flags) {
    return Int::from(TRY(call_when_ready(self, Direction::writing, [&message, flags](int descriptor) {
        return ::sendmsg(descriptor, &message, flags);
    })));
}

}  // namespace

Result<Object> socket_sendmsg(Socket* self, const Arguments& arguments) {
    TRY(check_arguments("socket.sendmsg", arguments, 1, 4));
    int flags = TRY(parse_int(arguments, 2, 0));
    msghdr message{};
    Object* target = arguments.positional > 3 ? arguments[3] : &None;
    Address address;
    if (!is_none(target)) {
        address = TRY(parse_address(self, target, "sendmsg"));
        message.msg_name = address.pointer();
        message.msg_namelen = address.length;
        TRY(audit("socket.sendmsg", {self, target}));
    } else {
        TRY(audit("socket.sendmsg", {self, &None}));
    }
    MessageBuffers buffers;
    TRY(add_data(buffers, arguments[0]));
    buffers.put_into(message);
    AncillaryItems items;
    if (arguments.positional > 1) TRY(items.add_all(arguments[1]));
    Control control;
    TRY(items.write(control));
    control.put_into(message);
    return send_message(self, message, flags);
}

// ---------------------------------------------------------------- the kernel's cryptography

namespace {

Result<std::uint32_t> parse_operation(Object* op) {
    if (op == nullptr) return raise(TypeError, "Invalid or missing argument 'op'");
    if (!is<Int>(op))
        return raise(TypeError, "sendmsg_afalg() argument 2 must be int, not {}", is_none(op) ? "None" : type_name(op));
    auto* number = cast<Int>(op);
    if (!number->is_small() || number->small < 0 || number->small > INT_MAX)
        return raise(TypeError, "Invalid or missing argument 'op'");
    return std::uint32_t(number->small);
}

// −1: not given.
Result<std::int64_t> parse_associated_length(Object* assoclen) {
    if (assoclen == nullptr) return std::int64_t(-1);
    if (!is<Int>(assoclen))
        return raise(TypeError, "sendmsg_afalg() argument 4 must be int, not {}",
                     is_none(assoclen) ? "None" : type_name(assoclen));
    int length = TRY(to_c_int(assoclen));
    if (length < 0) return raise(TypeError, "assoclen must be positive");
    return std::int64_t(length);
}

std::string_view sent_messages_bytes_of(const std::uint32_t& number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}

// The operation, an initialisation vector, and how much of the data is only authenticated.
Result<void> write_operation(Control& control, std::uint32_t operation, const Buffer& vector,
                             std::int64_t associated_length) {
    std::string_view bytes = vector.text();
    if (bytes.size() > largest_control / 2) return raise(OSError, "ancillary data item too large");
    bool has_vector = static_cast<bool>(vector.view().owner), has_length = associated_length >= 0;
    auto vector_size = std::uint32_t(bytes.size()), length = std::uint32_t(associated_length);
    TRY(control.allocate(CMSG_SPACE(sizeof operation) +
                         (has_vector ? CMSG_SPACE(sizeof vector_size + bytes.size()) : 0) +
                         (has_length ? CMSG_SPACE(sizeof length) : 0)));
    control.add(SOL_ALG, ALG_SET_OP, sent_messages_bytes_of(operation));
    if (has_vector) control.add(SOL_ALG, ALG_SET_IV, sent_messages_bytes_of(vector_size), bytes);  // a struct af_alg_iv
    if (has_length) control.add(SOL_ALG, ALG_SET_AEAD_ASSOCLEN, sent_messages_bytes_of(length));
    return {};
}

}  // namespace

Result<Object> socket_sendmsg_afalg(Socket* self, Object* msg, Object* op, Object* iv, Object* assoclen,
                                    Object* flags) {
    if (self->family != AF_ALG) return raise(OSError, "algset is only supported for AF_ALG");
    std::uint32_t operation = TRY(parse_operation(op));
    Buffer vector;
    if (iv != nullptr) TRY(vector.acquire(iv));
    std::int64_t associated_length = TRY(parse_associated_length(assoclen));
    int bits = flags == nullptr ? 0 : TRY(parse_int(flags));
    msghdr message{};
    MessageBuffers buffers;
    if (msg != nullptr) TRY(add_data(buffers, msg));
    buffers.put_into(message);
    Control control;
    TRY(write_operation(control, operation, vector, associated_length));
    control.put_into(message);
    return send_message(self, message, bits);
}

}  // namespace minipy::network
