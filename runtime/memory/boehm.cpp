// SPDX-License-Identifier: MIT
// The heap of --gc=boehm over Boehm's collector: boehm.hpp has the idea.
#include "runtime/memory/boehm.hpp"

#define GC_THREADS
#define GC_NO_THREAD_REDIRECTS
#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/memory/eval_breaker.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::heap::boehm {

namespace {

// Boehm finds objects in any order; they end in that of their registration.
struct FoundUnreachable {
    std::uint64_t registration;
    Object* object;
};
// In both lists the pointers are Boehm's to see: what waits there stays.
std::vector<FoundUnreachable> unreachable;  // found, not ended yet
std::vector<FoundUnreachable> to_destroy;   // found again after that
bool is_destroying = false;                 // free() does nothing
bool is_ending = false;                     // end_unreachable() is under way
Statistics counted;
std::chrono::steady_clock::time_point pause_begin;
GC_push_other_roots_proc push_other_roots = nullptr;  // Boehm's own
constexpr std::ptrdiff_t room_for_arguments = 8192;   // of a frame that is being made, above the top of the stack

void* block_of(Object* object) { return reinterpret_cast<char*>(object) - head_size(object->type); }

// What Boehm keeps with a registration: its number, and how far the header is from the beginning of the block.
constexpr int head_bits = 16;
void* pack(std::uint64_t registration, std::size_t head) {
    return reinterpret_cast<void*>(registration << head_bits | head);
}
FoundUnreachable unpack(void* block, void* packed) {
    auto bits = reinterpret_cast<std::uint64_t>(packed);
    std::size_t head = bits & ((1U << head_bits) - 1);
    return {bits >> head_bits, reinterpret_cast<Object*>(static_cast<char*>(block) + head)};
}

// Boehm calls these from GC_invoke_finalizers(): they only take notes, so that a whole round ends together.
void note_unreachable(void* block, void* packed) { unreachable.push_back(unpack(block, packed)); }
void note_to_destroy(void* block, void* packed) { to_destroy.push_back(unpack(block, packed)); }

void register_with(Object* object, GC_finalization_proc note) {
    void* packed = pack(++counted.registered, head_size(object->type));
    GC_register_finalizer_no_order(block_of(object), note, packed, nullptr, nullptr);
}

// Frames lie in a region of their own. Above its top there may be the arguments of one that is being made.
void push_threads() {
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        GC_push_all(thread, thread + 1);
        std::ptrdiff_t above = std::min(room_for_arguments, thread->stack_end - thread->stack_top);
        GC_push_all(thread->stack_begin, thread->stack_top + above);
    }
    if (push_other_roots != nullptr) push_other_roots();
}

void note_collection(GC_EventType event) {
    if (event == GC_EVENT_START) pause_begin = std::chrono::steady_clock::now();
    if (event != GC_EVENT_END) return;
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - pause_begin).count();
    ++counted.collections;
    counted.all_pauses += seconds;
    counted.longest_pause = std::max(counted.longest_pause, seconds);
}

bool has_something_to_do(const Type* type) {
    return type->slots.finalize != nullptr || type->has(TypeFlag::owns_outside_memory);
}

}  // namespace

void see_threads() {
    GC_allow_register_threads();
    push_other_roots = GC_get_push_other_roots();
    GC_set_push_other_roots(push_threads);
}

void register_thread() {
    GC_stack_base base{};
    GC_get_stack_base(&base);
    GC_register_my_thread(&base);
}
void unregister_thread() { GC_unregister_my_thread(); }

void initialize() {
    GC_set_all_interior_pointers(1);
    GC_set_java_finalization(1);  // what an unreachable object refers to stays until it has ended
    GC_set_finalize_on_demand(1);
    GC_set_warn_proc(GC_ignore_warn_proc);  // that memory has ended is told by a MemoryError
    GC_INIT();
    see_threads();
    GC_set_on_collection_event(note_collection);
    GC_set_finalizer_notifier([] { eval_breaker = true; });
}

void* allocate(std::size_t size) { return GC_MALLOC(size); }

void free(void* block) {
    if (!is_destroying) GC_FREE(block);
}

bool owns(void* block) { return GC_base(block) != nullptr; }

void note_object(void* block, std::size_t head) {
    auto* object = reinterpret_cast<Object*>(static_cast<char*>(block) + head);
    ++counted.objects_made;
    if (has_something_to_do(object->type)) register_end(object);
}

void register_end(Object* object) { register_with(object, note_unreachable); }

namespace {

// What frames that have ended left behind would keep alive what they referred to.
void clear_ended_frames() {
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        std::ptrdiff_t above = std::min(room_for_arguments, thread->stack_end - thread->stack_top);
        std::fill_n(thread->stack_top, above, nullptr);
    }
}

}  // namespace

std::ptrdiff_t collect() {
    clear_ended_frames();
    std::uint64_t before = counted.ended;
    // What ends lets go of others, which the next round finds.
    for (std::uint64_t last = before - 1; last != counted.ended;) {
        last = counted.ended;
        GC_gcollect();
        end_unreachable();
    }
    return std::ptrdiff_t(counted.ended - before);
}

namespace {

void clear_references_to(const std::vector<FoundUnreachable>& objects) {
    std::vector<Ref<Object>> to_call;
    for (const FoundUnreachable& found : objects)
        collect_weak_references(
            found.object, [](Object*) { return false; }, to_call);
    call_weak_reference_callbacks(to_call, CalledReferences::keep_callback);
}

void finalize(Object* object) {
    Type* type = object->type;
    if (type->slots.finalize == nullptr) return;
    if (type->has(TypeFlag::gc)) {
        if (gc::is_finalized(object)) return;
        gc::set_finalized(object);
    }
    Ref<Object> kept = share(object);
    if (observer != nullptr) observer->finalizer_runs(object);
    type->slots.finalize(object);
}

void destroy(const std::vector<FoundUnreachable>& objects) {
    is_destroying = true;
    for (const FoundUnreachable& found : objects) found.object->type->slots.deallocate(found.object);
    is_destroying = false;
}

}  // namespace

void end_unreachable() {
    if (is_ending) return;
    is_ending = true;
    PreserveException preserved;
    GC_invoke_finalizers();
    std::vector<FoundUnreachable> found = std::exchange(unreachable, {}), done = std::exchange(to_destroy, {});
    std::ranges::sort(found, {}, &FoundUnreachable::registration);
    std::ranges::sort(done, {}, &FoundUnreachable::registration);
    counted.ended += found.size();
    destroy(done);
    clear_references_to(found);
    for (const FoundUnreachable& each : found) finalize(each.object);
    for (const FoundUnreachable& each : found) {
        if (each.object->type->has(TypeFlag::owns_outside_memory)) register_with(each.object, note_to_destroy);
    }
    is_ending = false;
}

Statistics statistics() {
    GC_prof_stats_s totals{};
    GC_get_prof_stats(&totals, sizeof totals);
    counted.bytes_reclaimed = totals.reclaimed_bytes_before_gc + totals.bytes_reclaimed_since_gc;
    return counted;
}

}  // namespace minipy::heap::boehm
