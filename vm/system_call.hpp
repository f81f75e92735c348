// SPDX-License-Identifier: MIT
// A system call that may take its time: made without the GIL, and again after each signal (PEP 475).
// CPython: the loops around Py_BEGIN_ALLOW_THREADS in Modules/posixmodule.c and Python/fileutils.c. Next: gil.hpp.
#pragma once

#include <cerrno>

#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/gil.hpp"

namespace minipy {

// What a transfer through a descriptor is: it waits for the world, unless a schedule decides and it would not wait at
// all. `events` are those of poll().
Blocking blocking_of_transfer(int descriptor, short events);

// Returns what the call returned; when that is −1, errno tells why, and is not EINTR. Fails when the handler of a
// signal raised. The call touches no object but memory that is kept for it: a Buffer, a fresh Bytes.
template <class Call>
Result<std::int64_t> system_call(Blocking blocking, Call call) {
    for (;;) {
        std::int64_t result;
        {
            AllowThreads allowed(blocking);
            result = call();
        }
        if (result >= 0 || errno != EINTR) return result;
        TRY(handle_pending());
    }
}

// The same for calls whose -1 is an OSError.
template <class Call>
Result<std::int64_t> checked_system_call(Blocking blocking, Call call) {
    std::int64_t result = TRY(system_call(blocking, call));
    if (result < 0) return raise_os_error(errno);
    return result;
}

}  // namespace minipy
