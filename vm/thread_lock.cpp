// SPDX-License-Identifier: MIT
// Waiting for a lock: in the system, or as a schedule says. CPython: Python/thread_pthread.h.
#include "vm/thread_lock.hpp"

#include <cerrno>

#include "runtime/kernel/errors.hpp"
#include "vm/clock.hpp"
#include "vm/gil.hpp"

namespace minipy {

bool ThreadLock::try_acquire() {
    int answer;
    do answer = sem_trywait(&semaphore_);
    while (answer != 0 && errno == EINTR);
    return answer == 0;
}

// 0, or an error: ETIMEDOUT when the deadline has come, EINTR when a signal has, or when it is worth another try.
int ThreadLock::wait_until(std::int64_t deadline) {
    if (schedule != nullptr) {
        if (schedule->now() >= deadline) return ETIMEDOUT;
        gil.wait_as_scheduled(this, deadline);
        return try_acquire() ? 0 : EINTR;
    }
    timespec until = as_timespec(deadline);
    AllowThreads allowed(Blocking::lock);
    int answer = deadline == never ? sem_wait(&semaphore_) : sem_clockwait(&semaphore_, CLOCK_MONOTONIC, &until);
    return answer == 0 ? 0 : errno;
}

Result<bool> ThreadLock::acquire(std::int64_t nanoseconds) {
    if (try_acquire()) return true;
    for (std::int64_t deadline = deadline_after(nanoseconds);;) {
        int error = wait_until(deadline);
        if (error == 0) return true;
        if (error == ETIMEDOUT) return false;
        if (error != EINTR) return raise_os_error(error);
        TRY(handle_pending());
    }
}

void ThreadLock::release() {
    sem_post(&semaphore_);
    if (schedule != nullptr) schedule->released(this);
}

}  // namespace minipy
