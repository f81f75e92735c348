// SPDX-License-Identifier: MIT
// The bytes that a pickler has made and not handed out yet, in frames from protocol 4 on:
//
//      │ frame 8-byte length │ instructions … at least 64 KiB, up to the next boundary │ frame …
//        ▲ start_: nine bytes kept free, filled in when the frame is closed; taken back if it is shorter than four
//
// Writing cannot fail: when memory ends the bytes are lost, and failed() says so to whoever hands them out. All zero is
// a good state. CPython: Modules/_pickle.c (_Pickler_Write, _Pickler_CloseFrame). Next: frames.cpp, pickler.hpp.
#pragma once

#include <bit>
#include <cstring>

#include "modules/data/pickle/opcodes.hpp"
#include "runtime/memory/byte_string.hpp"
#include "runtime/object/result.hpp"

namespace minipy::pickles {

class FrameWriter {
public:
    static constexpr std::size_t target_size = 64 * 1024;

    std::size_t size() const { return bytes_.size(); }
    std::string_view view() const { return bytes_.view(); }
    bool failed() const { return bytes_.failed(); }
    bool frame_is_full() const { return is_open_ && bytes_.size() >= start_ + header_size + target_size; }

    void write(Opcode opcode) {
        if (char* place = claim(1)) *place = char(opcode);
    }
    void write(std::string_view text) {
        if (text.empty()) return begin_frame_if_due();
        if (char* place = claim(text.size())) std::memcpy(place, text.data(), text.size());
    }
    // The instruction and a number of `count` bytes behind it, least byte first.
    template <std::size_t count>
    void write_number(Opcode opcode, std::uint64_t number) {
        char* place = claim(1 + count);
        if (place == nullptr) return;
        *place = char(opcode);
        static_assert(std::endian::native == std::endian::little);
        std::memcpy(place + 1, &number, count);
    }
    // The instruction, a decimal number and a line's end: protocol 0.
    void write_line(Opcode opcode, std::int64_t number);

    void begin(bool in_frames);  // forgets all; from now on in frames or not
    void close_frame();
    bool set_framing(bool in_frames) { return std::exchange(in_frames_, in_frames); }
    void forget_bytes();  // they have been handed out

private:
    static constexpr std::size_t header_size = 9, smallest_frame = 4;

    void begin_frame_if_due() {
        if (in_frames_ && !is_open_) [[unlikely]]
            begin_frame();
    }
    char* claim(std::size_t count) {
        begin_frame_if_due();
        return bytes_.extend(count);
    }
    void begin_frame();

    ByteString bytes_;
    std::size_t start_ = 0;
    bool in_frames_ = false, is_open_ = false;
};

}  // namespace minipy::pickles
