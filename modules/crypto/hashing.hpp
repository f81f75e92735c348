// SPDX-License-Identifier: MIT
// What all hash objects have in common: which data they take, and how they show a digest.
//
// Some of them read long data without the GIL. Meanwhile another thread may come to the same object, so each use of its
// state holds its lock:
//
//      Buffer buffer;
//      TRY(acquire_hashed(buffer, data));            may run Python
//      HashLock held;
//      TRY(held.take(self->lock));                   may run Python: a signal's handler
//      read_hashed(buffer.text(), [&](std::string_view text) { update(self->context, text); });
//
// CPython: Modules/hashlib.h. Next: plain_hashes.cpp, hashlib/hash_object.cpp.
#pragma once

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "vm/gil.hpp"
#include "vm/thread_lock.hpp"

namespace minipy::crypto {

// The bytes to be hashed. TypeError: Strings must be encoded before hashing.
Result<void> acquire_hashed(Buffer& buffer, Object* data);

class HashLock {
public:
    HashLock() = default;
    ~HashLock() {
        if (lock_ != nullptr) lock_->release();
    }
    Result<void> take(ThreadLock& lock) {
        if (!lock.try_acquire()) TRY(lock.acquire(-1));
        lock_ = &lock;
        return {};
    }
    HashLock(const HashLock&) = delete;
    HashLock& operator=(const HashLock&) = delete;

private:
    ThreadLock* lock_ = nullptr;
};

// Less than this is hashed sooner than the GIL is given away.
inline constexpr std::size_t worth_the_gil = 2048;

template <class Read>
auto read_hashed(std::string_view text, Read read) {
    if (text.size() < worth_the_gil) return read(text);
    AllowThreads allowed(Blocking::computing);
    return read(text);
}

// A digest of the usual sizes.
struct Digest {
    unsigned char bytes[64];
    unsigned length = 0;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes), length}; }
};

Result<Str> hexadecimal(std::string_view bytes);

// A number of bytes that is no index but an int: ValueError: value must be positive.
Result<std::uint64_t> parse_unsigned_int(Object* object);

}  // namespace minipy::crypto
