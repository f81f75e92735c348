// SPDX-License-Identifier: MIT
// Signals: the C handler only notes which one came; the evaluation loop sees eval_breaker and calls the Python handler,
// or raises KeyboardInterrupt for SIGINT. The module _signal is in signals.cpp too. CPython: Modules/signalmodule.c.
#pragma once

namespace minipy {

// SIGINT raises KeyboardInterrupt in the main thread; SIGPIPE is ignored, so that a write gives BrokenPipeError.
void install_signal_handlers();
// `handler` acts where the system would have acted; programs, and who ignores the signal (nohup), do not notice.
void stand_in_for_default(int number, void (*handler)(int));
// From here on signals do what the system does with them; the program's handlers die. At exit, while sys is there.
void release_signal_handlers();
// This process has sent itself a signal. Under a schedule nobody goes on before it has arrived, so that it comes at the
// same place each time.
void await_arrival(int number);
// In the child of a fork: what has arrived and waits for its handler was meant for the parent.
void forget_arrived_signals();

}  // namespace minipy
