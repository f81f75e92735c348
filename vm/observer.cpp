// SPDX-License-Identifier: MIT
// The loops look at their tables of labels, not at the list of observers: see update_labels().
//
// CPython: Python/ceval.c (_PyEval_SetTrace). Next: plain_loop.cpp.
#include "vm/observer.hpp"

#include "vm/loop.hpp"

namespace minipy {

namespace {

void choose_loop() {
    const ExecutionObserver* only = execution_watchers.only();
    own_loop = only == nullptr ? nullptr : only->own_loop();
    if (own_loop != nullptr) last_own_loop = own_loop;
    update_labels();
}

}  // namespace

void watch(ExecutionObserver* newcomer) {
    execution_watchers.add(newcomer);
    choose_loop();
}

void unwatch(ExecutionObserver* leaver) {
    execution_watchers.remove(leaver);
    choose_loop();
}

}  // namespace minipy
