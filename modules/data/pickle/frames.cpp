// SPDX-License-Identifier: MIT
// Beginning and closing frames. A dump() inside of a dump() of the same pickler leaves its outer one with other bytes
// than it knew: so a frame is closed only if its head is still there. CPython: Modules/_pickle.c.
#include "modules/data/pickle/frames.hpp"

#include <charconv>

namespace minipy::pickles {

void FrameWriter::write_line(Opcode opcode, std::int64_t number) {
    char text[24];
    char* end = std::to_chars(text, text + sizeof text - 1, number).ptr;
    *end++ = '\n';
    write(opcode);
    write(std::string_view(text, std::size_t(end - text)));
}

void FrameWriter::begin(bool in_frames) {
    ByteString fresh;
    fresh.reserve(256);  // most pickles are small
    bytes_.swap(fresh);
    in_frames_ = in_frames;
    is_open_ = false;
}

void FrameWriter::begin_frame() {
    start_ = bytes_.size();
    is_open_ = bytes_.extend(header_size) != nullptr;
}

void FrameWriter::close_frame() {
    if (!is_open_) return;
    is_open_ = false;
    if (bytes_.size() < start_ + header_size) return;
    std::size_t length = bytes_.size() - start_ - header_size;
    char* head = bytes_.data() + start_;
    if (length < smallest_frame) {
        std::memmove(head, head + header_size, length);
        bytes_.truncate(start_ + length);
        return;
    }
    *head = char(Opcode::frame_);
    for (int index = 0; index < 8; ++index) head[1 + index] = char(length >> (8 * index));
}

void FrameWriter::forget_bytes() {
    bytes_.clear();
    is_open_ = false;
}

}  // namespace minipy::pickles
