// SPDX-License-Identifier: MIT
// A gate that one at a time passes: what locks and queues wait at. Who waits goes on waiting after a signal, unless the
// signal's handler raises. CPython: Python/thread_pthread.h. Next: gate.cpp, locks.cpp.
#pragma once

#include <semaphore.h>

#include <cerrno>

#include "runtime/object/result.hpp"

namespace minipy {

class Gate {
public:
    Gate() { sem_init(&semaphore_, 0, 1); }
    ~Gate() { sem_destroy(&semaphore_); }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    bool enter_now() {
        int answer;
        do answer = sem_trywait(&semaphore_);
        while (answer != 0 && errno == EINTR);
        return answer == 0;
    }
    // Waits for `seconds`, or as long as it takes when that is negative; false: time is up.
    Result<bool> enter(double seconds);
    void leave() { sem_post(&semaphore_); }

private:
    sem_t semaphore_;
};

// A timeout that a program has given, in seconds. ValueError: NaN; OverflowError: more than the system's clocks know.
Result<double> to_seconds(Object* timeout);

}  // namespace minipy
