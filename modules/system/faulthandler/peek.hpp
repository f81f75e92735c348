// SPDX-License-Identifier: MIT
// Looking at memory that another thread changes, or gives back to the system, at this very moment: the system is asked
// for a copy. Where nothing lies any more it says so, where reading would be the end of the process. May be used in a
// signal's handler.
//
//      if (Peeked<Frame> frame(pointer)) … frame->code …      may be the frame of another call by now, or no frame
//
// CPython has nothing of the kind: it reads, and may crash. Next: dump.cpp.
#pragma once

#include <cstddef>

namespace minipy::fault {

// False: it cannot be read.
[[nodiscard]] bool peek(const void* from, void* to, std::size_t size);

// A copy of a T as it was at one moment, or nothing. What it refers to may be gone, and nothing of it is counted.
template <class T>
class Peeked {
public:
    explicit Peeked(const void* from) : exists_(from != nullptr && peek(from, copy_, sizeof(T))) {}
    explicit operator bool() const { return exists_; }
    const T* operator->() const { return reinterpret_cast<const T*>(copy_); }

private:
    alignas(T) std::byte copy_[sizeof(T)];
    bool exists_;
};

}  // namespace minipy::fault
