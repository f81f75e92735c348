// SPDX-License-Identifier: MIT
// Waiting at a gate, for a time or for ever. CPython: Python/thread_pthread.h.
#include "modules/threads/thread/gate.hpp"

#include <cmath>
#include <ctime>

#include "runtime/kernel/errors.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/gil.hpp"

namespace minipy {

Result<bool> Gate::enter(double seconds) {
    timespec until{};
    clock_gettime(CLOCK_MONOTONIC, &until);
    if (seconds >= 0) {
        double whole = std::floor(seconds);
        until.tv_sec += time_t(whole);
        until.tv_nsec += long((seconds - whole) * 1e9);
        if (until.tv_nsec >= 1'000'000'000) {
            until.tv_nsec -= 1'000'000'000;
            ++until.tv_sec;
        }
    }
    for (;;) {
        int answer;
        {
            AllowThreads allowed(Blocking::lock);
            answer = seconds < 0 ? sem_wait(&semaphore_) : sem_clockwait(&semaphore_, CLOCK_MONOTONIC, &until);
        }
        if (answer == 0) return true;
        if (errno == ETIMEDOUT) return false;
        if (errno != EINTR) return raise_os_error(errno);
        TRY(handle_pending());
    }
}

Result<double> to_seconds(Object* timeout) {
    double seconds;
    if (auto* number = as<Float>(timeout)) {
        seconds = number->value;
        if (std::isnan(seconds)) return raise(ValueError, "Invalid value NaN (not a number)");
    } else {
        Ref<Int> index = TRY(to_index(timeout));
        seconds = index->is_small() ? double(index->small) : 1e300;
    }
    if (std::abs(seconds) > 9223372036.854775)
        return raise(OverflowError, "timestamp too large to convert to C _PyTime_t");
    return seconds;
}

}  // namespace minipy
