// SPDX-License-Identifier: MIT
// Signal handlers. CPython: Modules/signalmodule.c.
#include "modules/signals.hpp"

#include <csignal>

#include "runtime/object/errors.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void handle_interrupt(int) {
    interrupted = 1;
    eval_breaker = true;
}

Result<void> raise_if_interrupted() {
    if (interrupted == 0) return {};
    interrupted = 0;
    return raise_bare(KeyboardInterrupt);
}

}  // namespace

void install_signal_handlers() {
    run_signal_handlers = raise_if_interrupted;
    struct sigaction action {};
    sigemptyset(&action.sa_mask);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
    struct sigaction previous {};
    sigaction(SIGINT, nullptr, &previous);
    if (previous.sa_handler == SIG_IGN) return;  // started with interrupts ignored (nohup): stay so
    action.sa_handler = handle_interrupt;
    sigaction(SIGINT, &action, nullptr);
}

}  // namespace minipy
