// SPDX-License-Identifier: MIT
// The cycle collector: three generations, and the algorithm that finds unreachable cycles from reference counts alone.
//
// One collection (collect_generation) takes these steps:
//
//   merge_younger       everything younger joins the generation that is collected
//   copy_counts         each object's count is copied into its GcHead …
//   subtract_internal   … and lowered once for every reference from inside: what stays > 0 is held from outside
//   move_unreachable    objects at zero move to `unreachable`, unless a reachable object still leads to them
//   untrack_atomic      survivors that cannot be part of a cycle need not be looked at again
//   handle_weakrefs     weak references to garbage are cleared, their callbacks called
//   finalize_garbage    __del__ and its like run, once in an object's life
//   handle_resurrected  what a finalizer saved, and what hangs on it, is kept after all
//   delete_garbage      `clear` empties the rest, which breaks the cycles: counts do the freeing
//
//        1 ─▶ A ⇄ B      A: 2 − 1 (from B) = 1 > 0: reachable, and so is B
//             C ⇄ D      C: 1 − 1 = 0, D: 1 − 1 = 0: garbage
//
// During a collection `GcHead::previous` holds the computed count, so lists are singly linked then.
// CPython: Modules/gcmodule.c. Python sees this through modules/language/gc.cpp.
#include "runtime/memory/gc.hpp"

#include <algorithm>
#include <chrono>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/memory/boehm.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy::gc {

State state;

namespace {

template <class... Parameters>
void tell(void (CollectorObserver::*event)(Parameters...), std::type_identity_t<Parameters>... arguments) {
    if (observer != nullptr) [[unlikely]]
        (observer->*event)(arguments...);
}

// ---------------------------------------------------------------- lists

void list_initialize(GcHead* list) {
    list->next = list;
    list->previous = reinterpret_cast<std::uintptr_t>(list);
}

bool list_is_empty(const GcHead* list) { return list->next == list; }

GcHead* previous_of(GcHead* head) { return reinterpret_cast<GcHead*>(head->previous & ~flag_mask); }

void set_previous(GcHead* head, GcHead* previous) {
    head->previous = reinterpret_cast<std::uintptr_t>(previous) | (head->previous & flag_mask);
}

void list_append(GcHead* list, GcHead* head) {
    GcHead* last = previous_of(list);
    last->next = head;
    set_previous(head, last);
    head->next = list;
    set_previous(list, head);
}

void list_remove(GcHead* head) {
    GcHead* before = previous_of(head);
    before->next = head->next;
    set_previous(head->next, before);
}

void list_merge(GcHead* from, GcHead* to) {
    if (list_is_empty(from)) return;
    GcHead* to_last = previous_of(to);
    GcHead* from_first = from->next;
    GcHead* from_last = previous_of(from);
    to_last->next = from_first;
    set_previous(from_first, to_last);
    from_last->next = to;
    set_previous(to, from_last);
    list_initialize(from);
}

Size list_size(const GcHead* list) {
    Size count = 0;
    for (GcHead* head = list->next; head != list; head = head->next) ++count;
    return count;
}

// ---------------------------------------------------------------- counting

Size computed_count(GcHead* head) { return Size(head->previous >> previous_shift); }

void set_computed_count(GcHead* head, Size count) {
    head->previous = (std::uintptr_t(count) << previous_shift) | (head->previous & flag_mask);
}

bool is_collecting(GcHead* head) { return (head->previous & flag_collecting) != 0; }

void copy_counts(GcHead* list) {
    for (GcHead* head = list->next; head != list; head = head->next) {
        head->previous = (std::uintptr_t(gc_object(head)->reference_count) << previous_shift) |
                         (head->previous & flag_finalized) | flag_collecting;
        tell(&CollectorObserver::counted, gc_object(head), gc_object(head)->reference_count);
    }
}

// `from` refers to `object`.
void visit_subtract(Object* object, void* from) {
    if (!is_container(object)) return;
    GcHead* head = gc_head(object);
    if (head->next == nullptr || !is_collecting(head)) return;
    head->previous -= std::uintptr_t(1) << previous_shift;
    tell(&CollectorObserver::subtracted, static_cast<Object*>(from), object, computed_count(head));
}

void subtract_internal(GcHead* list) {
    for (GcHead* head = list->next; head != list; head = head->next) {
        traverse_object(gc_object(head), visit_subtract, gc_object(head));
    }
}

struct Reachability {
    GcHead* young;        // objects whose references are still to be followed
    GcHead* unreachable;  // objects not reached so far; marked by `tentative`
    Object* from;         // whose references are followed
};

// While an object waits in `unreachable`, its list is doubly linked through next (low bit set) and previous.
constexpr std::uintptr_t tentative = 1;

GcHead* next_untagged(GcHead* head) {
    return reinterpret_cast<GcHead*>(reinterpret_cast<std::uintptr_t>(head->next) & ~tentative);
}
void set_next_tagged(GcHead* head, GcHead* next) {
    head->next = reinterpret_cast<GcHead*>(reinterpret_cast<std::uintptr_t>(next) | tentative);
}
bool is_tentative(GcHead* head) { return (reinterpret_cast<std::uintptr_t>(head->next) & tentative) != 0; }

void tentative_append(GcHead* unreachable, GcHead* head) {
    GcHead* last = previous_of(unreachable);
    set_next_tagged(last, head);
    head->previous = reinterpret_cast<std::uintptr_t>(last) | (head->previous & flag_mask);
    set_next_tagged(head, unreachable);
    set_previous(unreachable, head);
}

void tentative_remove(GcHead* head) {
    GcHead* before = previous_of(head);
    GcHead* after = next_untagged(head);
    set_next_tagged(before, after);
    set_previous(after, before);
}

// An object found reachable: back into the list of the living, with a count above zero so that it is looked at.
void visit_reachable(Object* object, void* argument) {
    if (!is_container(object)) return;
    GcHead* head = gc_head(object);
    if (head->next == nullptr || !is_collecting(head)) return;
    auto* lists = static_cast<Reachability*>(argument);
    if (is_tentative(head)) {
        tentative_remove(head);
        GcHead* last = previous_of(lists->young);
        last->next = head;
        head->next = lists->young;
        set_previous(lists->young, head);
    } else if (computed_count(head) != 0) {
        return;
    }
    set_computed_count(head, 1);
    tell(&CollectorObserver::reached, lists->from, object);
}

void clear_tentative_marks(GcHead* unreachable) {
    unreachable->next = next_untagged(unreachable);
    for (GcHead* head = unreachable->next; head != unreachable; head = head->next) {
        head->next = next_untagged(head);
        tell(&CollectorObserver::unreachable, gc_object(head));
    }
}

// Splits `young`: what has no reference from outside and is not reached by what has, goes to `unreachable`.
// Afterwards `young` is doubly linked with flags cleared; objects in `unreachable` keep flag_collecting.
void move_unreachable(GcHead* young, GcHead* unreachable) {
    Reachability lists{young, unreachable, nullptr};
    GcHead* before = young;
    GcHead* head = young->next;
    while (head != young) {
        if (computed_count(head) > 0) {
            tell(&CollectorObserver::reachable, gc_object(head));
            lists.from = gc_object(head);
            traverse_object(lists.from, visit_reachable, &lists);
            head->previous = reinterpret_cast<std::uintptr_t>(before) | (head->previous & flag_finalized);
            before = head;
        } else {
            before->next = head->next;
            tentative_append(unreachable, head);
        }
        head = before->next;
    }
    set_previous(young, before);
    clear_tentative_marks(unreachable);
}

void deduce_unreachable(GcHead* base, GcHead* unreachable) {
    copy_counts(base);
    subtract_internal(base);
    list_initialize(unreachable);
    move_unreachable(base, unreachable);
}

// ---------------------------------------------------------------- disposing of garbage

// Clears every weak reference to garbage and calls the callbacks of those that are no garbage themselves; returns how
// many of these have died by that. A weak reference that is garbage is cleared whatever it refers to: that may be no
// container and die while delete_garbage empties what held it, and a callback would then meet objects that are empty
// already.
Size handle_weakrefs(GcHead* unreachable) {
    std::vector<Ref<Object>> to_call;
    for (GcHead* head = unreachable->next; head != unreachable; head = head->next) {
        if (auto* reference = as<WeakReference>(gc_object(head))) clear_weak_reference(reference);
        collect_weak_references(
            gc_object(head), [](Object* reference) { return is_collecting(gc_head(reference)); }, to_call);
    }
    call_weak_reference_callbacks(to_call, CalledReferences::keep_callback);
    return std::ranges::count_if(to_call, [](const Ref<Object>& called) { return called->reference_count == 1; });
}

// A finalizer may free objects of this list, which unlink themselves: so each round takes what is first then.
void finalize_garbage(GcHead* unreachable) {
    GcHead seen;
    list_initialize(&seen);
    while (!list_is_empty(unreachable)) {
        GcHead* head = unreachable->next;
        list_remove(head);
        list_append(&seen, head);
        Object* object = gc_object(head);
        if (object->type->slots.finalize == nullptr || is_finalized(object)) continue;
        set_finalized(object);
        Ref<Object> kept = share(object);
        tell(&CollectorObserver::finalizer_runs, object);
        object->type->slots.finalize(object);
    }
    list_merge(&seen, unreachable);
}

// Finalizers may have made garbage reachable again: whatever is, moves to `survivors`; the rest stays in `unreachable`.
void handle_resurrected(GcHead* unreachable, GcHead* still_unreachable, GcHead* survivors) {
    for (GcHead* head = unreachable->next; head != unreachable; head = head->next) head->previous &= ~flag_collecting;
    deduce_unreachable(unreachable, still_unreachable);
    for (GcHead* head = unreachable->next; head != unreachable; head = head->next)
        tell(&CollectorObserver::resurrected, gc_object(head));
    list_merge(unreachable, survivors);
}

// Clearing one object may free it, and others of the list: so each round takes what is first then. Who is still first
// afterwards is held by somebody else.
void delete_garbage(GcHead* garbage, GcHead* survivors) {
    while (!list_is_empty(garbage)) {
        GcHead* head = garbage->next;
        Object* object = gc_object(head);
        tell(&CollectorObserver::cleared, object);
        if ((state.debug & debug_save_all) != 0) {
            if (minipy::list_append(cast<List>(state.garbage), object).failed()) clear_exception();
        } else {
            Ref<Object> kept = share(object);
            clear_object(object);
        }
        if (garbage->next == head) {  // it is still alive: something outside holds it
            head->previous &= ~flag_collecting;
            list_remove(head);
            list_append(survivors, head);
        }
    }
}

// ---------------------------------------------------------------- untracking

bool tuple_holds_only_atoms(Tuple* tuple) {
    return std::none_of(tuple->begin(), tuple->end(),
                        [](Object* item) { return item == nullptr || may_be_tracked(item); });
}

bool dict_holds_only_atoms(Dict* dict) {
    Size position = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) {
        if (may_be_tracked(key) || may_be_tracked(value)) return false;
    }
    return true;
}

// Tuples and dicts (not their subclasses) that hold nothing which could be part of a cycle need not be looked at again.
// A dict is tracked anew when something is put into it (containers/dict.cpp).
template <class Container>
void untrack_atomic(GcHead* list, bool (*holds_only_atoms)(Container*)) {
    for (GcHead *head = list->next, *next; head != list; head = next) {
        next = head->next;
        Object* object = gc_object(head);
        if (is_exact<Container>(object) && holds_only_atoms(cast<Container>(object))) untrack(object);
    }
}

// ---------------------------------------------------------------- what gc.set_debug() shows

void report_start(int generation) {
    if ((state.debug & debug_stats) == 0) return;
    tell_standard_error(format_text("gc: collecting generation {}...\n", generation));
    std::string sizes;
    for (const Generation& each : state.generations) sizes += format_text(" {}", list_size(&each.head));
    tell_standard_error(format_text("gc: objects in each generation:{}\ngc: objects in permanent generation: {}\n",
                                    sizes, list_size(&state.permanent)));
}

// All in one piece: writing may run Python code, and the list must not change on the way along it.
void report_collectable(GcHead* unreachable) {
    if ((state.debug & debug_collectable) == 0) return;
    ByteString text;
    for (GcHead* head = unreachable->next; head != unreachable; head = head->next) {
        Object* object = gc_object(head);
        text += format_text("gc: collectable <{} {}>\n", type_name(object), address_of(object));
    }
    tell_standard_error(text);
}

void report_end(Size found, std::chrono::duration<double> seconds) {
    if ((state.debug & debug_stats) == 0) return;
    tell_standard_error(
        format_text("gc: done, {} unreachable, 0 uncollectable, {:.4f}s elapsed\n", found, seconds.count()));
}

// ---------------------------------------------------------------- one collection

void call_callbacks(const char* phase, int generation, Size collected) {
    auto* callbacks = cast<List>(state.callbacks);
    if (callbacks == nullptr || callbacks->length == 0) return;
    Ref<Dict> info = Dict::create();
    auto put = [&](const char* name, Size value) {
        dict_set_name(info.get(), Str::interned_from(name).get(), Int::from(value).get());
    };
    put("generation", generation);
    put("collected", collected);
    put("uncollectable", 0);
    Ref<Str> phase_name = Str::from(phase);
    // A callback may change the list: its length is read in every round.
    for (Size index = 0; index < callbacks->length; ++index) {
        Ref<Object> callback = share(callbacks->items[index]);
        if (call(callback.get(), {phase_name.get(), info.get()}).failed()) write_unraisable(callback.get());
    }
}

void merge_younger(int generation) {
    if (generation + 1 < generation_count) ++state.generations[generation + 1].count;
    for (int younger = 0; younger <= generation; ++younger) state.generations[younger].count = 0;
    for (int younger = 0; younger < generation; ++younger) {
        list_merge(&state.generations[younger].head, &state.generations[generation].head);
    }
}

Size collect_generation(int generation, Reason reason) {
    if (!state.tracks) return heap::boehm::collect();
    tell(&CollectorObserver::collection_begins, generation, reason);
    merge_younger(generation);
    GcHead* young = &state.generations[generation].head;
    GcHead* old = generation + 1 < generation_count ? &state.generations[generation + 1].head : young;
    GcHead unreachable;
    deduce_unreachable(young, &unreachable);
    untrack_atomic<Tuple>(young, tuple_holds_only_atoms);
    if (young != old) {
        if (generation == generation_count - 2) state.long_lived_pending += list_size(young);
        list_merge(young, old);
    } else {
        // Dicts only in full collections, so that a growing one is not looked through again and again.
        untrack_atomic<Dict>(young, dict_holds_only_atoms);
        state.long_lived_pending = 0;
        state.long_lived_total = list_size(young);
    }
    Size found = list_size(&unreachable);
    if (found == 0) return 0;
    report_collectable(&unreachable);
    Size dead_references = handle_weakrefs(&unreachable);
    finalize_garbage(&unreachable);
    GcHead garbage;
    handle_resurrected(&unreachable, &garbage, old);
    found = list_size(&garbage);
    delete_garbage(&garbage, old);
    return found + dead_references;
}

// The oldest generation is only collected when enough has become old since the last time: CPython's guard against
// quadratic work while a large structure is built.
int generation_due() {
    for (int generation = generation_count - 1; generation >= 0; --generation) {
        const Generation& candidate = state.generations[generation];
        if (candidate.count <= candidate.threshold) continue;
        if (generation == generation_count - 1 && state.long_lived_pending < state.long_lived_total / 4) continue;
        return generation;
    }
    return -1;
}

}  // namespace

bool container_may_be_tracked(Object* object) { return !is_exact<Tuple>(object) || is_tracked(object); }

void initialize() {
    state.tracks = heap::state.mode != heap::Mode::boehm;
    constexpr int thresholds[generation_count] = {700, 10, 10};
    for (int generation = 0; generation < generation_count; ++generation) {
        list_initialize(&state.generations[generation].head);
        state.generations[generation].threshold = thresholds[generation];
    }
    list_initialize(&state.permanent);
    state.garbage = List::create().release();
    state.callbacks = List::create().release();
}

void clear_lists() {
    list_clear(cast<List>(state.callbacks));
    list_clear(cast<List>(state.garbage));
}

void finalize() {
    xdecref(std::exchange(state.callbacks, nullptr));
    xdecref(std::exchange(state.garbage, nullptr));
}

Size collect(int generation, Reason reason) {
    if (state.collecting) return 0;
    state.collecting = true;
    PreserveException preserved;
    bool calls_back = reason != Reason::interpreter_ends;
    if (calls_back) call_callbacks("start", generation, 0);
    report_start(generation);
    auto begin = std::chrono::steady_clock::now();
    Size found = collect_generation(generation, reason);
    std::chrono::duration<double> pause = std::chrono::steady_clock::now() - begin;
    state.pauses.all += pause.count();
    state.pauses.longest = std::max(state.pauses.longest, pause.count());
    report_end(found, pause);
    tell(&CollectorObserver::collection_ends, found);
    Statistics& statistics = state.statistics[generation];
    ++statistics.collections;
    statistics.collected += found;
    if (calls_back) call_callbacks("stop", generation, found);
    state.collecting = false;
    return found;
}

void make_due() {
    if (!state.enabled || state.collecting || state.generations[0].threshold == 0) return;
    state.due = true;
    eval_breaker = true;
}

void collect_at_every_safe_point() {
    state.stress = true;
    eval_breaker = true;
}

void collect_if_due() {
    if (!state.tracks) return heap::boehm::end_unreachable();
    if (state.stress) eval_breaker = true;  // for the next safe point
    if (!std::exchange(state.due, false) && !state.stress) return;
    if (!state.enabled || state.collecting) return;
    int generation = generation_due();
    if (generation >= 0) collect(generation, Reason::due);
    else if (state.stress) collect(0, Reason::stress);
}

}  // namespace minipy::gc
