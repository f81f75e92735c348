// SPDX-License-Identifier: MIT
// What an observer of input and output is told. Next: text_wrapper.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "vm/watchers.hpp"

namespace minipy::io {

enum class TransferKind : std::uint8_t { read, written };

struct TransferObserver {
    // The program writes text to one of its files, or has read it. (The text may still wait in a buffer.)
    virtual void transferred(TransferKind kind, int descriptor, std::string_view text) = 0;
    // Output of the program is about to leave the process.
    virtual void about_to_write() = 0;

protected:
    ~TransferObserver() = default;
};

inline Watchers<TransferObserver> transfer_watchers;

}  // namespace minipy::io
