// SPDX-License-Identifier: MIT
// What happens around a fork; fork.hpp has the sequence.
#include "modules/system/processes/fork.hpp"

#include "modules/import/import_lock.hpp"
#include "modules/native.hpp"
#include "modules/system/signals/signals.hpp"
#include "runtime/memory/reserve.hpp"
#include "vm/outside.hpp"
#include "vm/process_observer.hpp"
#include "vm/schedule.hpp"
#include "vm/threads.hpp"

namespace minipy {

namespace {

enum class Order : std::uint8_t { as_registered, reversed };

// Of a copy: a hook may register another one.
void run_hooks(const Ref<List>& hooks, Order order) {
    if (!hooks) return;
    Result<Tuple> copy = Tuple::copy({hooks->items, std::size_t(hooks->length)});
    if (copy.failed()) return write_unraisable(nullptr);
    Ref<Tuple> copied = copy.take();
    for (Size place = 0; place < copied->length; ++place) {
        Object* hook = (*copied)[order == Order::reversed ? copied->length - 1 - place : place];
        if (call(hook).failed()) write_unraisable(hook);
    }
}

}  // namespace

Result<void> prepare_fork() {
    note_child_process();
    if (!process_watchers.empty()) process_watchers.tell<&ProcessObserver::process_forks>();
    run_hooks(module_state<ForkHooks>().before, Order::reversed);
    if (acquire_import_lock().ok()) return {};
    PreserveException interrupted;
    run_hooks(module_state<ForkHooks>().after_in_parent, Order::as_registered);
    return Failure{};
}

void after_fork_in_parent() {
    (void)release_import_lock();
    run_hooks(module_state<ForkHooks>().after_in_parent, Order::as_registered);
}

void after_fork_in_child() {
    schedule = nullptr;  // a trace's: it is of the parent, and so is the allocation that is to fail
    (void)heap::fail_allocation("0");
    if (!process_watchers.empty()) process_watchers.tell<&ProcessObserver::process_forked>();
    forget_other_threads();  // locks that they hold are threading's to make anew (Lib/threading.py, _after_fork)
    forget_arrived_signals();
    (void)release_import_lock();
    run_hooks(module_state<ForkHooks>().after_in_child, Order::as_registered);
}

}  // namespace minipy
