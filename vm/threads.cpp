// SPDX-License-Identifier: MIT
// Starting and ending threads: threads.hpp has the idea.
//
// A thread's state is in the interpreter's list before the thread runs, so that nothing it refers to is without an
// owner, and so that whoever starts it knows at once that he is no longer alone.
#include "vm/threads.hpp"

#include <pthread.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <vector>

#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/threads/stacks.hpp"
#include "vm/gil.hpp"
#include "vm/python_trace.hpp"
#include "vm/thread_observer.hpp"

namespace minipy {

namespace {

constexpr std::size_t usual_stack_size = std::size_t(8) << 20;

// A thread's state is freed when the thread has let go of the GIL: so it lies outside the heap, which the GIL protects.
ThreadState* allocate_state() {
    void* memory = std::malloc(sizeof(ThreadState));
    return memory != nullptr ? new (memory) ThreadState : nullptr;
}
void free_state(ThreadState* thread) {
    thread->~ThreadState();
    std::free(thread);
}

// thread->body is (function, arguments, keywords or None).
void call_body(ThreadState* thread) {
    Ref<Tuple> body = ref_cast<Tuple>(std::move(thread->body));
    Ref<Object> function = share((*body)[0]);
    Result<Object> answer = call_with(function.get(), cast<Tuple>((*body)[1]), as<Dict>((*body)[2]));
    body.reset();
    heap::memory_error_raised();
    if (answer.ok() || catch_exception(SystemExit)) return;
    write_unraisable(function.get(), "in thread started by");
}

void end(ThreadState* thread) {
    if (on_thread_end != nullptr) on_thread_end(thread);
    end_tracing(thread);
    clear_thread(thread);
    clear_exception();
    if (free_sentinel != nullptr && thread->sentinel) free_sentinel(thread->sentinel.get());
    thread->sentinel.reset();
    if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::thread_ends>(thread);
    remove_thread(thread);
    // It was all that a forked child had: the process ends with it, and there is no main thread to finalize anything.
    if (interpreter.thread_count == 0) _exit(0);
    release_frame_region(*thread);
    gil.drop(Blocking::thread_ends);
    free_state(thread);
}

void* run(void* argument) {
    auto* thread = static_cast<ThreadState*>(argument);
    heap::ThreadRegistration registered;
    bool has_room = claim_native_stack(*thread);
    gil.take(thread);
    if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::thread_begins>(thread);
    if (has_room) call_body(thread);
    // In a child that this thread has forked: there is no main thread that could end the interpreter, so nobody does.
    bool is_last = interpreter.thread_count == 1;
    end(thread);
    if (is_last) _exit(0);
    return nullptr;
}

// Until the thread runs, its state has one owner: whoever starts it.
Result<ThreadState*> make_state(Ref<Tuple> body) {
    ThreadState* thread = allocate_state();
    if (thread == nullptr || !reserve_frame_region(*thread)) {
        if (thread != nullptr) free_state(thread);
        return raise(RuntimeError, "can't start new thread");
    }
    thread->number = ++interpreter.last_thread_number;
    thread->recursion_limit = thread->recursion_remaining = interpreter.main_thread->recursion_limit;
    thread->body = std::move(body);
    add_thread(thread);
    return thread;
}

bool create(ThreadState* thread) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return false;
    std::size_t size = thread_stack_size() == 0 ? usual_stack_size : thread_stack_size() + native_stack_margin();
    pthread_t id;
    bool created = pthread_attr_setstacksize(&attributes, size) == 0 &&
                   pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
                   pthread_create(&id, &attributes, run, thread) == 0;
    pthread_attr_destroy(&attributes);
    if (created) thread->system_id = std::uint64_t(id);
    thread->id = schedule != nullptr ? thread->number : thread->system_id;
    return created;
}

}  // namespace

Result<std::uint64_t> start_thread(Ref<Object> function, Ref<Tuple> arguments, Ref<Dict> keywords) {
    Ref<Object> named = keywords ? Ref<Object>(std::move(keywords)) : none();
    ThreadState* thread = TRY(make_state(Tuple::of({function.get(), arguments.get(), named.get()})));
    if (schedule != nullptr) schedule->thread_made(thread);
    if (create(thread)) {
        if (!thread_watchers.empty()) thread_watchers.tell<&ThreadObserver::thread_made>(current_thread, thread);
        return thread->id;
    }
    if (schedule != nullptr) schedule->drop(thread, Blocking::thread_ends);
    clear_thread(thread);
    remove_thread(thread);
    release_frame_region(*thread);
    free_state(thread);
    return raise(RuntimeError, "can't start new thread");
}

std::size_t thread_stack_size() { return interpreter.thread_stack_size; }

bool set_thread_stack_size(std::size_t size) {
    constexpr std::size_t least = std::size_t(32) << 10;
    if (size != 0 && size < least) return false;  // that it is too much is told when a thread is started
    interpreter.thread_stack_size = size;
    return true;
}

// What their frames hold is not given back, as in CPython: they stopped in the middle of something.
void forget_other_threads() {
    gil.begin_anew();
    interpreter.main_thread = current_thread;
    std::vector<ThreadState*> gone;
    ThreadState* next;
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = next) {
        next = thread->next;
        if (thread == current_thread) continue;
        remove_thread(thread);
        gone.push_back(thread);
    }
    interpreter.has_lost_threads = interpreter.has_lost_threads || !gone.empty();
    // What dies now may run Python code: only when no other thread is there any more.
    for (ThreadState* thread : gone) {
        if (on_thread_end != nullptr) on_thread_end(thread);
        clear_thread(thread);
        thread->sentinel.reset();
    }
}

void join_threads() {
    if (!interpreter.modules) return;
    Ref<Object> threading = share(dict_get_name(interpreter.modules.get(), Str::interned_from("threading").get()));
    if (!threading) return;
    Result<Object> answer = call_method(threading.get(), Str::interned_from("_shutdown").get());
    if (answer.failed()) write_unraisable(threading.get());
}

}  // namespace minipy
