// SPDX-License-Identifier: MIT
// Weak references and what happens to them when their object dies. CPython: Objects/weakrefobject.c.
#include "runtime/modules/weakref.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/boehm.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

WeakReference*& first_reference(Object* object) { return reinterpret_cast<WeakReference*&>(*weakrefs_slot(object)); }

// What lies in the list and is no weakref.ref (modules/language/weak_proxy.cpp).
bool is_proxy(const Object* reference) { return !is<WeakReference>(reference); }

// The shared reference and the shared proxy of an object, if they are there: the first two in its list.
bool is_shared(const WeakReference* reference) { return reference != nullptr && !reference->callback; }
WeakReference* shared_reference(WeakReference* first) {
    return is_shared(first) && is_exact<WeakReference>(first) ? first : nullptr;
}
WeakReference* first_proxy(WeakReference* first) {
    WeakReference* candidate = shared_reference(first) != nullptr ? first->next : first;
    return is_shared(candidate) && is_proxy(candidate) ? candidate : nullptr;
}

void insert_behind(WeakReference*& first, WeakReference* before, WeakReference* reference) {
    WeakReference*& place = before == nullptr ? first : before->next;
    reference->previous = before;
    reference->next = place;
    if (place != nullptr) place->previous = reference;
    place = reference;
}

void unlink(WeakReference* reference) {
    if (reference->referent.get() == nullptr) return;
    WeakReference*& first = first_reference(reference->referent.get());
    if (first == reference) first = reference->next;
    if (reference->previous != nullptr) reference->previous->next = reference->next;
    if (reference->next != nullptr) reference->next->previous = reference->previous;
    reference->previous = reference->next = nullptr;
    reference->referent.set(nullptr);
}

void call_callback(WeakReference* reference, Ref<Object> callback) {
    if (!callback) return;
    if (call(callback.get(), {reference}).failed()) write_unraisable(callback.get());
}

}  // namespace

WeakReference::~WeakReference() { unlink(this); }

Result<void> check_weakly_referable(Object* object) {
    if (weakrefs_slot(object) != nullptr) return {};
    return raise(TypeError, "cannot create weak reference to '{}' object", type_name(object));
}

void link_weak_reference(Object* object, WeakReference* reference) {
    WeakReference*& first = first_reference(object);
    if (first == nullptr && heap::state.mode == heap::Mode::boehm) heap::boehm::register_end(object);
    WeakReference* before = nullptr;
    bool shared = !reference->callback;
    if (!(shared && is_exact<WeakReference>(reference))) {
        before = shared_reference(first);
        if (!(shared && is_proxy(reference)) && first_proxy(first) != nullptr) before = first_proxy(first);
    }
    insert_behind(first, before, reference);
}

WeakReference* shared_proxy(Object* object) { return first_proxy(first_reference(object)); }

Result<WeakReference> weak_reference(Object* object, Object* callback) {
    TRY(check_weakly_referable(object));
    if (callback != nullptr && is_none(callback)) callback = nullptr;
    if (callback == nullptr) {
        if (WeakReference* existing = shared_reference(first_reference(object))) return share(existing);
    }
    Ref<WeakReference> reference = create<WeakReference>(object, share(callback));
    link_weak_reference(object, reference.get());
    return reference;
}

Size count_weak_references(Object* object) {
    if (weakrefs_slot(object) == nullptr) return 0;
    Size count = 0;
    for (WeakReference* reference = first_reference(object); reference != nullptr; reference = reference->next)
        count += reference->reference_count > 0;
    return count;
}

Result<List> weak_references_to(Object* object) {
    Ref<List> list = List::create();
    if (weakrefs_slot(object) == nullptr) return list;
    for (WeakReference* reference = first_reference(object); reference != nullptr; reference = reference->next) {
        if (reference->reference_count > 0) TRY(list_append(list.get(), reference));
    }
    return list;
}

bool WeakReference::is_layout_of(const Type* type, std::type_identity<WeakReference>) {
    return type->slots.deallocate == destroy<WeakReference>;
}

Ref<Object> weak_referent(WeakReference* reference) {
    // An object whose count is zero is being freed: it must not come back. Under --gc=boehm it may, until it is found.
    Object* referent = reference->referent.get();
    bool is_alive = referent != nullptr && (referent->reference_count > 0 || heap::state.mode == heap::Mode::boehm);
    return is_alive ? share(referent) : nullptr;
}

void clear_weak_references(Object* object) {
    PreserveException preserved;
    std::vector<Ref<Object>> to_call;
    collect_weak_references(
        object, [](Object*) { return false; }, to_call);
    call_weak_reference_callbacks(to_call, CalledReferences::lose_callback);
}

void clear_weak_reference(WeakReference* reference) { unlink(reference); }

void collect_weak_references(Object* object, bool (*is_garbage)(Object*), std::vector<Ref<Object>>& to_call) {
    if (weakrefs_slot(object) == nullptr) return;
    while (WeakReference* reference = first_reference(object)) {
        unlink(reference);
        if (heap::observer != nullptr) [[unlikely]]
            heap::observer->weak_reference_cleared(reference, object);
        // A reference at count zero is being freed itself, further up on the native stack: it must not come back.
        if (reference->callback && reference->reference_count > 0 && !is_garbage(reference)) {
            bool full = to_call.size() == to_call.capacity();
            if (full && !heap::has_room(2 * to_call.size() * sizeof(Object*))) {  // as if the callback had failed
                heap::note_exhausted();
                continue;
            }
            to_call.push_back(share<Object>(reference));
        }
    }
}

void call_weak_reference_callbacks(const std::vector<Ref<Object>>& references, CalledReferences afterwards) {
    for (const Ref<Object>& object : references) {
        auto* reference = cast<WeakReference>(object.get());
        Ref<Object> callback = reference->callback;
        if (afterwards == CalledReferences::lose_callback) reference->callback.reset();
        if (heap::observer != nullptr) [[unlikely]]
            heap::observer->weak_reference_calls(reference);
        call_callback(reference, std::move(callback));
    }
}

// ---------------------------------------------------------------- the type

namespace {

Result<Object> weakref_new(Type* type, const Arguments& arguments) {
    TRY(check_positional("__new__", arguments, 1, 2));
    Object* callback = arguments.positional == 2 ? arguments[1] : nullptr;
    if (type == &WeakReference::type_object) return weak_reference(arguments[0], callback);
    TRY(check_weakly_referable(arguments[0]));
    Ref<Object> object = TRY(allocate_instance(type));
    auto* reference = cast<WeakReference>(object.get());
    reference->referent.set(arguments[0]);
    reference->hash_value = -1;
    if (callback != nullptr && !is_none(callback)) reference->callback = share(callback);
    link_weak_reference(arguments[0], reference);
    return object;
}

Result<void> weakref_init(Object*, const Arguments& arguments) {
    TRY(check_no_keywords("ref", arguments));
    return check_positional("__init__", arguments, 1, 2);
}

Result<Object> weakref_call(Object* self, const Arguments& arguments) {
    TRY(check_no_keywords("weakref", arguments));
    TRY(check_positional("weakref", arguments, 0, 0));
    Ref<Object> referent = weak_referent(static_cast<WeakReference*>(self));
    return referent ? referent : none();
}

Result<Hash> weakref_hash(Object* self) {
    auto* reference = static_cast<WeakReference*>(self);
    if (reference->hash_value != -1) return reference->hash_value;
    Ref<Object> referent = weak_referent(reference);
    if (!referent) return raise(TypeError, "weak object has gone away");
    reference->hash_value = TRY(hash(referent.get()));
    return reference->hash_value;
}

Result<Object> weakref_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<WeakReference>(left) || !is<WeakReference>(right)) return not_implemented();
    Ref<Object> first = weak_referent(cast<WeakReference>(left));
    Ref<Object> second = weak_referent(cast<WeakReference>(right));
    if (!first || !second) return comparison_result(left == right ? 0 : 1, operation);
    return compare(first.get(), second.get(), operation);
}

Result<Object> weakref_repr(Object* self) {
    auto* reference = static_cast<WeakReference*>(self);
    Ref<Object> referent = weak_referent(reference);
    if (!referent) return Str::from(format_text("<weakref at {}; dead>", address_of(self)));
    Ref<Object> name = TRY(find_attribute(referent.get(), names::dunder_name));
    std::string shown = name && is<Str>(name.get()) ? format_text(" ({})", cast<Str>(name.get())) : "";
    return Str::from(format_text("<weakref at {}; to '{}' at {}{}>", address_of(self), type_name(referent.get()),
                                 address_of(referent.get()), shown));
}

const Method weakref_methods[] = {
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as ReferenceType[int].", MethodKind::class_method},
};

const Member weakref_members[] = {
    member<&WeakReference::callback>("__callback__"),
};

const TypeSpec weakref_spec = {
    .name = "weakref.ReferenceType",
    .size = sizeof(WeakReference),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<WeakReference>,
              .traverse = traverse_references<WeakReference>,
              .clear = clear_references<WeakReference>,
              .new_ = weakref_new,
              .init = weakref_init,
              .repr = weakref_repr,
              .hash = weakref_hash,
              .compare = weakref_compare,
              .call = weakref_call},
    .methods = weakref_methods,
    .members = weakref_members,
};

}  // namespace

Type WeakReference::type_object(weakref_spec);

}  // namespace minipy
