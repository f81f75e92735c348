// SPDX-License-Identifier: MIT
// What the files of the module _signal share: the program's handlers, and sets of signals.
// CPython: Modules/signalmodule.c (signal_state_t, _Py_Sigset_Converter). Next: signals.cpp, waiting.cpp, timers.cpp.
#pragma once

#include <csignal>

#include "modules/native_modules.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"

namespace minipy {

struct SignalState {
    static constexpr auto module = NativeModule::signal_module;
    Ref<Object> handlers[NSIG];  // what signal.signal() has set, or found; null: untouched
    Ref<Type> timer_error;
    template <class Visit>
    void each_reference(Visit visit) {
        visit(timer_error);
        for (Ref<Object>& handler : handlers) visit(handler);
    }
};

inline Result<void> check_signal_number(int number) {
    if (number < 1 || number >= NSIG) return raise(ValueError, "signal number out of range");
    return {};
}

// From an iterable of numbers. The system's own signals, which no program may touch, only cause a RuntimeWarning: there
// are programs that say range(1, NSIG).
Result<sigset_t> signal_set(Object* iterable);

// The rest of the module.
extern const ModuleSpec signal_waiting_part, signal_timers_part;

}  // namespace minipy
