// SPDX-License-Identifier: MIT
// SIGINT as KeyboardInterrupt. The C handler only sets flags; the evaluation loop notices them (eval_breaker) and raises.
// CPython: Modules/signalmodule.c. Next: signals.cpp.
#pragma once

namespace minipy {

// SIGINT raises KeyboardInterrupt in the main thread; SIGPIPE is ignored, so that a write gives BrokenPipeError.
void install_signal_handlers();

}  // namespace minipy
