// SPDX-License-Identifier: MIT
// The loops look at their tables of labels, not at the list of observers: see update_labels().
//
// CPython: Python/ceval.c (_PyEval_SetTrace). Next: plain_loop.cpp.
#include "vm/observer.hpp"

#include "vm/loop.hpp"

namespace minipy {

void watch(ExecutionObserver* newcomer) {
    execution_watchers.add(newcomer);
    update_labels();
}

void unwatch(ExecutionObserver* leaver) {
    execution_watchers.remove(leaver);
    update_labels();
}

}  // namespace minipy
