// SPDX-License-Identifier: MIT
// The global interpreter lock: one thread at a time runs Python code and touches objects.
//
// Who is about to wait for the system lets the others run meanwhile:
//
//      {
//          AllowThreads allowed(Blocking::outside);
//          count = ::recv(descriptor, data, size, 0);     // no object is touched here, nothing is allocated
//      }                                                  // errno is still that of recv()
//
// What others may have done meanwhile is anything: as after a call of Python code, no pointer or length from before is
// used again. CPython: Python/ceval_gil.h, Py_BEGIN_ALLOW_THREADS. Next: system_call.hpp, which nearly everybody uses.
#pragma once

#include <cstdint>

namespace minipy {

// What a thread does while others may run.
enum class Blocking : std::uint8_t {
    file,       // asks for something that the system has at hand: files, directories
    outside,    // waits for the world: sockets, pipes, terminals, child processes, signals
    computing,  // works on memory that is its own: hashes, compression
};

class [[maybe_unused]] AllowThreads {
public:
    explicit AllowThreads(Blocking) {}
    ~AllowThreads() {}
    AllowThreads(const AllowThreads&) = delete;
    AllowThreads& operator=(const AllowThreads&) = delete;
};

}  // namespace minipy
