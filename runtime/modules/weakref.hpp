// SPDX-License-Identifier: MIT
// Weak references: a list hangs on each referenced object (weakrefs_slot in types/instance.hpp) and is emptied when it
// dies.
//
//      object ── weakrefs ─▶ WeakReference ⇄ WeakProxy ⇄ …
//
// The reference without callback comes first and is shared, then the proxy without callback, then all others, the
// newest first. A proxy is a WeakReference of a type of its own (modules/language/weak_proxy.hpp).
//
// CPython: Objects/weakrefobject.c. Next: weakref.cpp.
#pragma once

#include <vector>

#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// A pointer that a conservative collector does not take for one: the object may die.
class HiddenPointer {
public:
    HiddenPointer() = default;
    explicit HiddenPointer(Object* object) { set(object); }
    Object* get() const { return bits_ == 0 ? nullptr : reinterpret_cast<Object*>(~bits_); }
    void set(Object* object) { bits_ = object == nullptr ? 0 : ~reinterpret_cast<std::uintptr_t>(object); }

private:
    std::uintptr_t bits_ = 0;
};

struct WeakReference : Object {
    HiddenPointer referent;  // borrowed; null when it has died
    Ref<Object> callback;
    Hash hash_value = -1;  // of the referent, once asked for
    WeakReference* previous = nullptr;
    WeakReference* next = nullptr;

    WeakReference(Type* reference_type, Object* object, Ref<Object> function)
        : Object(reference_type), referent(object), callback(std::move(function)) {}
    ~WeakReference();
    static constexpr auto references = field_list<&WeakReference::callback>;
    static Type type_object;
    static bool is_layout_of(const Type* type, std::type_identity<WeakReference>);  // all that end so: proxies, too
};

// weakref.ref(object, callback); callback may be null. TypeError: cannot create weak reference to 'int' object.
Result<WeakReference> weak_reference(Object* object, Object* callback);
// What makes proxies needs the parts: is the object one that weak references can be made to (TypeError); the proxy
// without callback, if there is one, borrowed; enters a new one into the object's list.
Result<void> check_weakly_referable(Object* object);
WeakReference* shared_proxy(Object* object);
void link_weak_reference(Object* object, WeakReference* reference);
// All weak references to an object, proxies included, in the order of its list.
Result<List> weak_references_to(Object* object);
Size count_weak_references(Object* object);
// The referent if it is alive, else null.
Ref<Object> weak_referent(WeakReference* reference);

// The object dies: clears its weak references and calls their callbacks.
void clear_weak_references(Object* object);

// For the collector: from now on the reference is dead, and its callback is never called.
void clear_weak_reference(WeakReference* reference);
// For the collector: clears the weak references to `object`; those with a callback that are no garbage themselves
// (`is_garbage` says) are added to `to_call`.
void collect_weak_references(Object* object, bool (*is_garbage)(Object*), std::vector<Ref<Object>>& to_call);
// When an object has died by its count a called reference loses its callback; in the collector, as in CPython, not.
enum class CalledReferences : std::uint8_t { lose_callback, keep_callback };
void call_weak_reference_callbacks(const std::vector<Ref<Object>>& references, CalledReferences afterwards);

}  // namespace minipy
