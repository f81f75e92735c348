// SPDX-License-Identifier: MIT
// The end of an object's life: what happens when its reference count reaches zero, and the memory around its header.
//
// The order is CPython's: untrack, finalizer (which may resurrect the object), weak references, __slots__, the
// instance's attributes, then the type's own `deallocate` slot for its fields and memory.
//
// A long chain (a list in a list in a list …) would recurse once a link. Beyond a depth, objects are queued instead and
// freed by the outermost call: CPython calls this the trashcan. CPython: Objects/object.c, typeobject.c
// (subtype_dealloc).
#include <cstring>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/memory/boehm.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

constexpr int deepest_deallocation = 50;

// The fields that a class statement added, in CPython's order: __slots__ of every class in the layout chain, then
// attribute values.
template <class Visit>
void each_python_reference(Object* object, Visit visit) {
    Type* type = object->type;
    for (Type* layout = type; layout != nullptr; layout = layout->base) {
        auto* slots = reinterpret_cast<Object**>(reinterpret_cast<char*>(object) + layout->slots_begin);
        for (Size index = 0; index < layout->slots_count; ++index) visit(slots[index]);
    }
    if (type->has(TypeFlag::managed_dict)) visit(reinterpret_cast<Object*&>(managed_head(object)->dict));
    if (has_inline_values(object)) {
        InlineValues* inlined = inline_values(object);
        for (Size index = 0; index < inlined->capacity; ++index) visit(inlined->values()[index]);
    }
}

// Each reference leaves its place before it is given back: what dies may come back and look at the object.
void drop_python_references(Object* object) {
    each_python_reference(object,
                          [](Object*& reference) { Ref<Object> old = adopt(std::exchange(reference, nullptr)); });
    if (object->type->has(TypeFlag::inline_values)) inline_values(object)->size = 0;
}

// True: the finalizer brought the object back to life.
bool run_finalizer(Object* object) {
    if (object->type->has(TypeFlag::gc)) {
        if (gc::is_finalized(object)) return false;
        gc::set_finalized(object);
    }
    // One reference for the time of the finalizer: what it counts up and down must not come to zero once more.
    object->reference_count = 1;
    if (heap::observer != nullptr) heap::observer->finalizer_runs(object);
    object->type->slots.finalize(object);
    if (--object->reference_count == 0) return false;
    if (object->type->has(TypeFlag::gc)) gc::track(object);
    return true;
}

void deallocate_container(Object* object) {
    Type* type = object->type;
    gc::untrack(object);
    if (type->slots.finalize != nullptr && run_finalizer(object)) return;
    if (Object** weakrefs = weakrefs_slot(object); weakrefs != nullptr && *weakrefs != nullptr) {
        clear_weak_references(object);
    }
    if (type->has(TypeFlag::heap)) drop_python_references(object);
    type->slots.deallocate(object);
}

// Queued objects are linked through their GcHead, which is free once they are untracked.
void enqueue(ThreadState* thread, Object* object) {
    gc::untrack(object);
    gc_head(object)->previous =
        reinterpret_cast<std::uintptr_t>(thread->deallocation_queue) | (gc_head(object)->previous & gc::flag_finalized);
    thread->deallocation_queue = object;
}

Object* dequeue(ThreadState* thread) {
    Object* object = thread->deallocation_queue;
    std::uintptr_t link = gc_head(object)->previous;
    thread->deallocation_queue = reinterpret_cast<Object*>(link & ~gc::flag_mask);
    gc_head(object)->previous = link & gc::flag_finalized;
    return object;
}

void end_untracked(Object* object) {
    Type* type = object->type;
    if (type->slots.finalize != nullptr && run_finalizer(object)) return;
    if (Object** weakrefs = weakrefs_slot(object); weakrefs != nullptr && *weakrefs != nullptr) {
        clear_weak_references(object);
    }
    type->slots.deallocate(object);
}

// `simple`: nobody but the type's own slot has anything to do with the end of an instance.
template <bool simple>
void end_container(Object* object) {
    ThreadState* thread = current_thread;
    if (thread->deallocation_depth >= deepest_deallocation) [[unlikely]]
        return enqueue(thread, object);
    ++thread->deallocation_depth;
    if constexpr (simple) {
        gc::untrack(object);
        object->type->slots.deallocate(object);
    } else {
        deallocate_container(object);
    }
    if (thread->deallocation_depth == 1) {
        while (thread->deallocation_queue != nullptr) deallocate_container(dequeue(thread));
    }
    --thread->deallocation_depth;
}

DeallocateSlot unobserved_end(const Type* type) {
    bool weakly_referenced = type->has(TypeFlag::managed_weakrefs) || type->weakrefs_offset != 0;
    bool simple = !type->has(TypeFlag::heap) && type->slots.finalize == nullptr && !weakly_referenced;
    if (type->has(TypeFlag::gc)) return simple ? end_container<true> : end_container<false>;
    return simple ? type->slots.deallocate : end_untracked;
}

void end_observed(Object* object) {
    DeallocateSlot end = unobserved_end(object->type);
    if (heap::observer == nullptr || !heap::observer->wants_deallocations) return end(object);
    heap::observer->deallocation_begins(object);
    end(object);
    if (heap::observer != nullptr) heap::observer->deallocation_ends();
}

}  // namespace

DeallocateSlot end_of_instances(const Type* type) {
    if (heap::state.mode == heap::Mode::boehm) return [](Object*) { heap::boehm::clear_ended_calls(); };
    return heap::state.is_observable() ? end_observed : unobserved_end(type);
}

void deallocate(Object* object) { object->type->end(object); }

namespace {

[[gnu::noinline]] void note_birth(Object* object, std::size_t size) {
    std::size_t head = head_size(object->type);
    void* block = reinterpret_cast<char*>(object) - head;
    heap::note_object(block, head);
    if (heap::observer != nullptr) heap::observer->object_born(object, block, size);
}

// Sets the header of an object at the beginning of `block`, behind its heads.
Object* make_header(Type* type, char* block, std::size_t size) {
    std::size_t head = head_size(type);
    auto* object = reinterpret_cast<Object*>(block + head);
    object->reference_count = 1;
    object->type = type;
    if (type->has(TypeFlag::heap)) incref(type);
    if (head != 0) {
        *gc_head(object) = {nullptr, 0};
        if (type->has(TypeFlag::managed)) std::memset(block, 0, head - sizeof(GcHead));
        gc::count_container();
    }
    if (heap::state.is_observable()) [[unlikely]]
        note_birth(object, size);
    return object;
}

}  // namespace

Object* allocate_object(Type* type, std::size_t size) {
    char* block = static_cast<char*>(heap::allocate(head_size(type) + size));
    return block == nullptr ? nullptr : make_header(type, block, size);
}

Object* allocate_object_certainly(Type* type, std::size_t size) {
    return make_header(type, static_cast<char*>(heap::allocate_certainly(head_size(type) + size)), size);
}

void free_object(Object* object, std::size_t size) {
    Type* type = object->type;
    std::size_t head = head_size(type);
    if (head != 0 && gc::state.generations[0].count > 0) --gc::state.generations[0].count;
    heap::free(reinterpret_cast<char*>(object) - head, head + size);
    if (type->has(TypeFlag::heap)) decref(type);
}

void free_instance(Object* object) {
    Type* type = object->type;
    Size size = type->basic_size;
    if (type->has(TypeFlag::inline_values)) size += InlineValues::bytes(inline_values(object)->capacity);
    free_object(object, std::size_t(size));
}

void traverse_object(Object* object, VisitFunction visit, void* argument) {
    Type* type = object->type;
    if (type->has(TypeFlag::heap)) {
        each_python_reference(object, [&](Object*& reference) {
            if (reference != nullptr) visit(reference, argument);
        });
        visit(type, argument);
    }
    if (type->slots.traverse != nullptr) type->slots.traverse(object, visit, argument);
}

void clear_object(Object* object) {
    if (object->type->slots.clear != nullptr) object->type->slots.clear(object);
    if (object->type->has(TypeFlag::heap)) drop_python_references(object);
}

}  // namespace minipy
