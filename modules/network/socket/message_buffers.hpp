// SPDX-License-Identifier: MIT
// The buffers of one message, as the system takes them: an array of places and lengths. The exporters cannot move their
// bytes as long as the list lives. Next: received_messages.cpp, sent_messages.cpp.
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <vector>

#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"

namespace minipy::network {

class MessageBuffers {
public:
    MessageBuffers() = default;
    MessageBuffers(const MessageBuffers&) = delete;
    MessageBuffers& operator=(const MessageBuffers&) = delete;
    ~MessageBuffers() {
        for (BufferView& view : views_) release_buffer(view);
    }

    Result<void> add(Object* object, BufferAccess access) {
        TRY(reserve_more(views_, 1));
        TRY(reserve_more(parts_, 1));
        BufferView& view = views_.emplace_back();
        if (get_buffer(object, view, access).failed()) {
            views_.pop_back();
            return Failure{};
        }
        parts_.push_back({view.data, std::size_t(view.bytes())});
        if (view.is_contiguous()) return {};
        return raise(BufferError, "memoryview: underlying buffer is not C-contiguous");
    }

    // Memory of our own, as the only part.
    void add_place(char* data, std::size_t size) { parts_.push_back({data, size}); }

    // Says to the system where the data is; this object stays where it is meanwhile.
    void put_into(msghdr& message) {
        message.msg_iov = parts_.data();
        message.msg_iovlen = parts_.size();
    }

private:
    std::vector<BufferView> views_;
    std::vector<iovec> parts_;
};

}  // namespace minipy::network
