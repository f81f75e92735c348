// SPDX-License-Identifier: MIT
// The watchdog's thread; watchdog.hpp has the idea. It blocks all signals: those are for Python's threads. CPython:
// Modules/faulthandler.c.
#include "modules/system/faulthandler/watchdog.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>

#include "modules/system/faulthandler/dump.hpp"

namespace minipy::fault {

Watchdog::~Watchdog() {
    if (process_ == getpid()) {
        sem_post(&cancelled_);
        pthread_join(thread_, nullptr);
    }
    sem_destroy(&cancelled_);
}

bool Watchdog::start() {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&thread_, nullptr, run, this) == 0;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (started) process_ = getpid();
    return started;
}

void* Watchdog::run(void* self) {
    static_cast<Watchdog*>(self)->watch();
    return nullptr;
}

// By the system's clock, whatever time the program sees.
bool Watchdog::is_cancelled_in_time() {
    constexpr std::int64_t second = 1'000'000'000;
    timespec until{};
    clock_gettime(CLOCK_MONOTONIC, &until);
    std::int64_t nanoseconds = until.tv_nsec + task_.nanoseconds % second;
    until.tv_sec += time_t(task_.nanoseconds / second + nanoseconds / second);
    until.tv_nsec = long(nanoseconds % second);
    int answer;
    do answer = sem_clockwait(&cancelled_, CLOCK_MONOTONIC, &until);
    while (answer != 0 && errno == EINTR);
    return answer == 0;
}

void Watchdog::watch() {
    while (!is_cancelled_in_time()) {
        write_text(task_.descriptor, task_.heading);
        dump_threads(task_.descriptor, nullptr);
        if (task_.ends_process) _exit(1);
        if (!task_.repeats) return;
    }
}

}  // namespace minipy::fault
