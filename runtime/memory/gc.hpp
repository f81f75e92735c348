// SPDX-License-Identifier: MIT
// The cycle collector, and how objects are laid out in memory so that it can find them.
//
// Reference counting frees almost everything; what it cannot free are cycles. Only objects that can hold references to
// others ("containers") can be part of one. They carry a GcHead, by which they hang in the list of their generation:
//
//        ┌──────────────────────────┐
//        │ __slots__ …              │                      only subclasses of str, whose text has no fixed end
//        ├──────────────┬───────────┤                      ManagedHead: only instances of classes that have
//        │ dict         │ weakrefs  │   ◀ ManagedHead      __dict__ or __weakref__ (TypeFlag::managed)
//        ├──────────────┼───────────┤
//        │ next         │ previous* │   ◀ GcHead           only containers (TypeFlag::gc)
//        ├──────────────┼───────────┤
//   ───▶ │ refcount     │ type      │   ◀ Object           the pointer that the rest of the program sees
//        ├──────────────┴───────────┤
//        │ fields …                 │
//        └──────────────────────────┘      * during a collection: the count being computed, and flags in the low bits
//
// A collection of generation g (gc.cpp) copies each object's reference count, subtracts one for every reference that
// comes from inside the generation, and what is left above zero is held from outside. Everything not reachable from
// there is garbage: weak references are cleared, finalizers run (PEP 442), and `clear` breaks the cycles.
//
// A container that takes generation 0 past its threshold makes a collection due: the evaluation loop collects at its
// next safe point (eval_breaker.hpp), as CPython 3.12 does. An allocation itself never runs Python code.
//
// What a type owes the collector:
//
//   1  `traverse` visits each counted reference that an object holds, exactly once for each time it is counted, and no
//      borrowed one. Too few: garbage looks as if it were held from outside, and stays. Too many: something held from
//      outside looks like garbage, and is emptied while it is in use.
//   2  `traverse` allocates nothing, counts nothing and runs nothing.
//   3  An object is tracked when its fields are good to visit and no earlier, and is untracked before they die.
//   4  `clear` drops what can be part of a cycle, each reference out of its field first and given back then: what dies
//      may come back and look. A cleared object is still alive, and its methods may still be called.
//   5  Atoms, and tuples and dicts that hold only atoms, need not be tracked.
//
// What the collector owes the rest:
//
//   6  Callbacks and finalizers see whole objects: weak references to garbage are cleared first, then all finalizers
//      run, and only then is the first object cleared. Between the two it looks again at what has come back to life.
//   7  A finalizer runs once: flag_finalized goes with the object. It may run in `collect`, or at count zero.
//   8  While `collecting` is set no other collection begins, whatever finalizers do.
//   9  A pending exception is put aside meanwhile, and so is that memory has ended.
//
// Static types are no containers, though `type` is a type of containers: they have no head in front (is_container()).
// CPython: Modules/gcmodule.c, Include/internal/pycore_gc.h. Next: gc.cpp.
#pragma once

#include <new>

#include "runtime/memory/eval_breaker.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/object/ref.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

struct GcHead {
    GcHead* next;             // null: not tracked
    std::uintptr_t previous;  // pointer, or the computed count during a collection; flags in the low bits
};

struct ManagedHead {
    Dict* dict;        // owned; null until someone needs it (or for ever, when the values are inline)
    Object* weakrefs;  // borrowed: the first WeakReference to this object
};

inline GcHead* gc_head(Object* object) { return reinterpret_cast<GcHead*>(object) - 1; }
inline Object* gc_object(GcHead* head) { return reinterpret_cast<Object*>(head + 1); }
inline ManagedHead* managed_head(Object* object) { return reinterpret_cast<ManagedHead*>(gc_head(object)) - 1; }

namespace gc {

inline constexpr std::uintptr_t flag_finalized = 1;   // its finalizer has run
inline constexpr std::uintptr_t flag_collecting = 2;  // in the generation being collected
inline constexpr std::uintptr_t flag_mask = 3;
inline constexpr int previous_shift = 2;  // where the computed count starts

struct Generation {
    GcHead head;
    int threshold;
    int count;  // generation 0: containers allocated minus freed; older: collections of the younger one
};

struct Statistics {
    Size collections = 0, collected = 0, uncollectable = 0;
};

// Seconds in collections, finalizers and callbacks included.
struct Pauses {
    double all = 0, longest = 0;
};

inline constexpr int generation_count = 3;

// What gc.set_debug() asks for, a bit each.
enum Debug : int { debug_stats = 1, debug_collectable = 2, debug_uncollectable = 4, debug_save_all = 32 };
inline constexpr int debug_leak = debug_collectable | debug_uncollectable | debug_save_all;

// One collector per process, protected by the GIL.
struct State {
    Generation generations[generation_count];
    GcHead permanent;  // gc.freeze()
    Statistics statistics[generation_count];
    Pauses pauses;
    bool enabled = true;
    bool collecting = false;
    bool due = false;     // generation 0 has passed its threshold
    bool stress = false;  // --gc=stress: collect at every safe point
    bool tracks = true;   // --gc=boehm: no, the lists would keep everything alive
    int debug = 0;        // gc.set_debug(): bits of Debug
    Size long_lived_total = 0, long_lived_pending = 0;
    Object* garbage = nullptr;    // gc.garbage, a list; owned
    Object* callbacks = nullptr;  // gc.callbacks, a list; owned
};
extern State state;

// One more container: now and then, that makes a collection due.
void make_due();
inline void count_container() {
    Generation& youngest = state.generations[0];
    if (++youngest.count > youngest.threshold && !state.due) [[unlikely]]
        make_due();
}
// At a safe point: collects if a collection is due, or always with --gc=stress.
void collect_if_due();
void collect_at_every_safe_point();  // --gc=stress

void initialize();
void clear_lists();  // of gc.callbacks and gc.garbage, before the last collection
void finalize();

// Collects generation `generation` and the younger ones; returns the number of unreachable objects found.
enum class Reason : std::uint8_t;  // observer.hpp
Size collect(int generation, Reason reason);

// Does this very object carry a GcHead? Static types do not, though `type` is a type of containers.
inline bool is_container(Object* object) {
    if (!object->type->has(TypeFlag::gc)) return false;
    return !object->type->has(TypeFlag::type_subclass) || cast<Type>(object)->has(TypeFlag::heap);
}

// Tracking is asked and changed for containers only.
inline bool is_tracked(Object* object) { return gc_head(object)->next != nullptr; }

// Enters a fully built container into generation 0. From here on the collector may traverse it.
inline void track(Object* object) {
    if (!state.tracks) [[unlikely]]
        return;
    GcHead* head = gc_head(object);
    GcHead* list = &state.generations[0].head;
    auto* last = reinterpret_cast<GcHead*>(list->previous & ~flag_mask);
    last->next = head;
    head->previous = reinterpret_cast<std::uintptr_t>(last) | (head->previous & flag_finalized);
    head->next = list;
    list->previous = reinterpret_cast<std::uintptr_t>(head);
}

inline void untrack(Object* object) {
    GcHead* head = gc_head(object);
    if (head->next == nullptr) return;
    auto* before = reinterpret_cast<GcHead*>(head->previous & ~flag_mask);
    before->next = head->next;
    head->next->previous = reinterpret_cast<std::uintptr_t>(before) | (head->next->previous & flag_mask);
    head->next = nullptr;
    head->previous &= flag_finalized;
}

// Could `object` be part of a cycle? Tuples that hold only atoms have been untracked and cannot.
bool container_may_be_tracked(Object* object);
inline bool may_be_tracked(Object* object) {
    return object->type->has(TypeFlag::gc) && container_may_be_tracked(object);
}

inline bool is_finalized(Object* object) { return (gc_head(object)->previous & flag_finalized) != 0; }
inline void set_finalized(Object* object) { gc_head(object)->previous |= flag_finalized; }

}  // namespace gc

// ---------------------------------------------------------------- making and freeing objects

// Bytes in front of the Object header.
inline std::size_t head_size(const Type* type) {
    if (!type->has(TypeFlag::gc)) return 0;
    if (!type->has(TypeFlag::managed)) return sizeof(GcHead);
    return sizeof(GcHead) + sizeof(ManagedHead) + std::size_t(type->slots_in_front) * sizeof(Object*);
}

// Memory for an object of `type` with `size` bytes from its header on. The header is set (count 1, the type retained if
// it lives on the heap), the bytes behind it are not. The object is not tracked yet. Null: no memory (large sizes
// only).
[[nodiscard]] Object* allocate_object(Type* type, std::size_t size);

// The same for callers that cannot fail, and need more than a small block only rarely: from the reserve if there is no
// memory (heap.hpp, allocate_certainly()).
[[nodiscard]] Object* allocate_object_certainly(Type* type, std::size_t size);

// Gives back the memory of an object that allocate_object made with this size, and the reference to a heap type. The
// fields have been destroyed.
void free_object(Object* object, std::size_t size);
// The same for a type without variable part: the size is the type's, inline attribute values included.
void free_instance(Object* object);
// The same for an object whose type is not on the heap.
inline void free_exact(Object* object, const Type* type, std::size_t size) {
    std::size_t head = head_size(type);
    if (head != 0 && gc::state.generations[0].count > 0) --gc::state.generations[0].count;
    heap::free(reinterpret_cast<char*>(object) - head, head + size);
}

// How instances of the type end, now that its flags and slots are known: Type::end.
DeallocateSlot end_of_instances(const Type* type);

// Visits every reference that `object` holds: its type's own (slot `traverse`), __dict__ or inline values, __slots__,
// and its type if that is a heap type.
void traverse_object(Object* object, VisitFunction visit, void* argument);
// Drops the references that can be part of a cycle.
void clear_object(Object* object);

// A new object of C++ class T and exactly its built-in type, fields constructed from `arguments`; tracked if its type
// takes part in garbage collection.
template <class T, class... Arguments>
[[nodiscard]] Ref<T> create(Arguments&&... arguments) {
    Type* type = &T::type_object;
    Object* memory = allocate_object(type, sizeof(T));
    T* object = ::new (memory) T(type, std::forward<Arguments>(arguments)...);
    if (type->has(TypeFlag::gc)) gc::track(object);
    return Ref<T>::adopt(object);
}

}  // namespace minipy
