// SPDX-License-Identifier: MIT
// The watchdog behind dump_traceback_later(): a thread of the system, unknown to Python, that sleeps and then writes
// where all threads are. It needs neither the GIL nor anybody's help, as it is there for programs that hang.
// CPython: Modules/faulthandler.c (faulthandler_thread). Next: watchdog.cpp.
#pragma once

#include <pthread.h>
#include <semaphore.h>

#include <cstdint>

namespace minipy::fault {

class Watchdog {
public:
    struct Task {
        int descriptor;
        std::int64_t nanoseconds;
        bool repeats, ends_process;
        char heading[64];  // Timeout (0:00:01)!
    };
    explicit Watchdog(const Task& task) : task_(task) { sem_init(&cancelled_, 0, 0); }
    // Waits until the thread has ended.
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    [[nodiscard]] bool start();  // false: the system has no thread for it

private:
    static void* run(void* self);
    void watch();
    bool is_cancelled_in_time();

    Task task_;
    sem_t cancelled_;
    pthread_t thread_{};
    pid_t process_ = 0;  // that it runs in; a forked child has no such thread. 0: it has not been started
};

}  // namespace minipy::fault
