// SPDX-License-Identifier: MIT
// Attribute descriptors of built-in types and __slots__, and slots as callable objects. CPython: Objects/descrobject.c.
#include "runtime/functions/descriptors.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/type_slots.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- what they share

template <class T>
Type* owner_of(T* descriptor) {
    if constexpr (std::is_pointer_v<decltype(descriptor->owner)>) {
        return descriptor->owner;
    } else {
        return descriptor->owner.get();
    }
}

Str* name_of(GetSetDescriptor* descriptor) { return descriptor->name.get(); }
Str* name_of(MemberDescriptor* descriptor) { return descriptor->name.get(); }
Str* name_of(SlotWrapper* descriptor) { return *descriptor->row->name; }

template <class T>
Result<void> check_instance(T* descriptor, Object* instance) {
    if (is_subtype(instance->type, owner_of(descriptor))) return {};
    return raise(TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", name_of(descriptor),
                 owner_of(descriptor)->display_name(), type_name(instance));
}

template <class T>
Result<Object> get_descriptor_name(Object* self) {
    return share<Object>(name_of(static_cast<T*>(self)));
}
template <class T>
Result<Object> get_descriptor_objclass(Object* self) {
    return share<Object>(owner_of(static_cast<T*>(self)));
}
template <class T>
Result<Object> get_descriptor_qualname(Object* self) {
    auto* descriptor = static_cast<T*>(self);
    Type* owner = owner_of(descriptor);
    Str* type_part = owner->qualname != nullptr ? owner->qualname : owner->name;
    return Str::from(format_text("{}.{}", type_part, name_of(descriptor)));
}
Ref<Object> doc_object(const char* doc) { return doc == nullptr ? none() : Ref<Object>(Str::from(doc)); }

template <class T>
Result<Object> data_descriptor_repr(const char* what, Object* self) {
    auto* descriptor = static_cast<T*>(self);
    return Str::from(
        format_text("<{} '{}' of '{}' objects>", what, name_of(descriptor), owner_of(descriptor)->display_name()));
}

// ---------------------------------------------------------------- computed attributes

Result<Object> getset_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    auto* descriptor = static_cast<GetSetDescriptor*>(self);
    TRY(check_instance(descriptor, instance));
    return descriptor->getter->get(instance);
}

Result<void> getset_set(Object* self, Object* instance, Object* value) {
    auto* descriptor = static_cast<GetSetDescriptor*>(self);
    TRY(check_instance(descriptor, instance));
    if (descriptor->getter->set == nullptr) {
        return raise(AttributeError, "attribute '{}' of '{}' objects is not writable", descriptor->name.get(),
                     descriptor->owner->display_name());
    }
    return descriptor->getter->set(instance, value);
}

Result<Object> getset_repr(Object* self) { return data_descriptor_repr<GetSetDescriptor>("attribute", self); }
Result<Object> getset_doc(Object* self) { return doc_object(static_cast<GetSetDescriptor*>(self)->getter->doc); }

const Getter getset_getters[] = {
    {"__name__", get_descriptor_name<GetSetDescriptor>},
    {"__qualname__", get_descriptor_qualname<GetSetDescriptor>},
    {"__objclass__", get_descriptor_objclass<GetSetDescriptor>},
    {"__doc__", getset_doc},
};

const TypeSpec getset_spec = {
    .name = "getset_descriptor",
    .size = sizeof(GetSetDescriptor),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<GetSetDescriptor>,
              .traverse = traverse_references<GetSetDescriptor>,
              .repr = getset_repr,
              .descriptor_get = getset_get,
              .descriptor_set = getset_set},
    .getters = getset_getters,
};

// ---------------------------------------------------------------- fields

template <class Field>
Field& field_of(Object* instance, Size offset) {
    return *reinterpret_cast<Field*>(reinterpret_cast<char*>(instance) + offset);
}

Result<Object> member_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    auto* descriptor = static_cast<MemberDescriptor*>(self);
    TRY(check_instance(descriptor, instance));
    switch (descriptor->kind) {
        case MemberKind::object:
        case MemberKind::object_or_error: {
            Object* value = field_of<Object*>(instance, descriptor->offset);
            if (value != nullptr) return share(value);
            if (descriptor->kind == MemberKind::object) return none();
            return raise_no_attribute(instance, descriptor->name.get());
        }
        case MemberKind::size: return Int::from(field_of<Size>(instance, descriptor->offset));
        case MemberKind::int32: return Int::from(field_of<std::int32_t>(instance, descriptor->offset));
        case MemberKind::boolean: return to_bool(field_of<bool>(instance, descriptor->offset));
    }
    return Failure{};
}

Result<void> set_number(MemberDescriptor* descriptor, Object* instance, Object* value) {
    if (value == nullptr) return raise(TypeError, "can't delete numeric/char attribute");
    if (descriptor->kind == MemberKind::boolean) {
        if (!is_exact<Bool>(value)) return raise(TypeError, "attribute value type must be bool");
        field_of<bool>(instance, descriptor->offset) = value == &True;
        return {};
    }
    Size number = TRY(to_size(value, &OverflowError));
    if (descriptor->kind == MemberKind::size) field_of<Size>(instance, descriptor->offset) = number;
    else field_of<std::int32_t>(instance, descriptor->offset) = static_cast<std::int32_t>(number);
    return {};
}

Result<void> member_set(Object* self, Object* instance, Object* value) {
    auto* descriptor = static_cast<MemberDescriptor*>(self);
    TRY(check_instance(descriptor, instance));
    bool is_object = descriptor->kind == MemberKind::object || descriptor->kind == MemberKind::object_or_error;
    if (descriptor->access == MemberAccess::read_only) return raise(AttributeError, "readonly attribute");
    if (!is_object) return set_number(descriptor, instance, value);
    Object*& field = field_of<Object*>(instance, descriptor->offset);
    if (value == nullptr && field == nullptr && descriptor->kind == MemberKind::object_or_error) {
        return raise_object(AttributeError, descriptor->name.get());
    }
    Ref<Object> old = adopt(std::exchange(field, share(value).release()));
    return {};
}

Result<Object> member_repr(Object* self) { return data_descriptor_repr<MemberDescriptor>("member", self); }
Result<Object> member_doc(Object* self) { return doc_object(static_cast<MemberDescriptor*>(self)->doc); }

Result<Object> member_reduce(MemberDescriptor* self) {
    return reduce_to_attribute(self->owner.get(), self->name.get());
}
const Method member_methods[] = {{"__reduce__(self, /)", bind<member_reduce>}};

const Getter member_getters[] = {
    {"__name__", get_descriptor_name<MemberDescriptor>},
    {"__qualname__", get_descriptor_qualname<MemberDescriptor>},
    {"__objclass__", get_descriptor_objclass<MemberDescriptor>},
    {"__doc__", member_doc},
};

const TypeSpec member_spec = {
    .name = "member_descriptor",
    .size = sizeof(MemberDescriptor),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<MemberDescriptor>,
              .traverse = traverse_references<MemberDescriptor>,
              .repr = member_repr,
              .descriptor_get = member_get,
              .descriptor_set = member_set},
    .methods = member_methods,
    .getters = member_getters,
};

// ---------------------------------------------------------------- slots as functions

Result<Object> call_slot(SlotWrapper* wrapper, Object* self, const Arguments& arguments) {
    return wrapper->row->wrapper(self, slot_at(wrapper->owner->slots, wrapper->row->offset), arguments, *wrapper->row);
}

Result<Object> slot_wrapper_call(Object* self, const Arguments& arguments) {
    auto* wrapper = static_cast<SlotWrapper*>(self);
    if (arguments.positional == 0) {
        return raise(TypeError, "descriptor '{}' of '{}' object needs an argument", *wrapper->row->name,
                     wrapper->owner->display_name());
    }
    if (!is_subtype(arguments[0]->type, wrapper->owner)) {
        return raise(TypeError, "descriptor '{}' requires a '{}' object but received a '{}'", *wrapper->row->name,
                     wrapper->owner->display_name(), type_name(arguments[0]));
    }
    return call_slot(wrapper, arguments[0], arguments.skip(1));
}

Result<Object> slot_wrapper_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    auto* wrapper = static_cast<SlotWrapper*>(self);
    TRY(check_instance(wrapper, instance));
    return create<MethodWrapper>(share(wrapper), share(instance));
}

Result<Object> slot_wrapper_repr(Object* self) { return data_descriptor_repr<SlotWrapper>("slot wrapper", self); }
Result<Object> slot_wrapper_doc(Object* self) { return doc_object(static_cast<SlotWrapper*>(self)->row->doc); }
Result<Object> slot_wrapper_signature(Object* self) {
    return doc_object(static_cast<SlotWrapper*>(self)->row->signature);
}

Result<Object> slot_wrapper_reduce(SlotWrapper* self) {
    return reduce_to_attribute(self->owner, TRY(get_descriptor_name<SlotWrapper>(self)).get());
}
const Method slot_wrapper_methods[] = {{"__reduce__(self, /)", bind<slot_wrapper_reduce>}};

const Getter slot_wrapper_getters[] = {
    {"__name__", get_descriptor_name<SlotWrapper>},         {"__qualname__", get_descriptor_qualname<SlotWrapper>},
    {"__objclass__", get_descriptor_objclass<SlotWrapper>}, {"__doc__", slot_wrapper_doc},
    {"__text_signature__", slot_wrapper_signature},
};

const TypeSpec slot_wrapper_spec = {
    .name = "wrapper_descriptor",
    .size = sizeof(SlotWrapper),
    .flags = TypeFlag::method_descriptor,
    .slots = {.deallocate = destroy<SlotWrapper>,
              .repr = slot_wrapper_repr,
              .call = slot_wrapper_call,
              .descriptor_get = slot_wrapper_get},
    .methods = slot_wrapper_methods,
    .getters = slot_wrapper_getters,
};

Result<Object> method_wrapper_call(Object* self, const Arguments& arguments) {
    auto* bound = static_cast<MethodWrapper*>(self);
    return call_slot(bound->wrapper.get(), bound->self.get(), arguments);
}

Result<Object> method_wrapper_repr(Object* self) {
    auto* bound = static_cast<MethodWrapper*>(self);
    return Str::from(format_text("<method-wrapper '{}' of {} object at {}>", *bound->wrapper->row->name,
                                 type_name(bound->self.get()), address_of(bound->self.get())));
}

Result<Object> method_wrapper_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<MethodWrapper>(left) || !is<MethodWrapper>(right)) return not_implemented();
    auto* first = cast<MethodWrapper>(left);
    auto* second = cast<MethodWrapper>(right);
    bool same = first->self.get() == second->self.get() && first->wrapper.get() == second->wrapper.get();
    return to_bool(same == (operation == Comparison::equal));
}

Result<Hash> method_wrapper_hash(Object* self) {
    auto* bound = static_cast<MethodWrapper*>(self);
    Hash value = hash_pointer(bound->self.get()) ^ hash_pointer(bound->wrapper.get());
    return value == -1 ? -2 : value;
}

template <Result<Object> (*get)(Object*)>
Result<Object> of_wrapper(Object* self) {
    return get(static_cast<MethodWrapper*>(self)->wrapper.get());
}
Result<Object> method_wrapper_self(Object* self) { return static_cast<MethodWrapper*>(self)->self; }

Result<Object> method_wrapper_reduce(MethodWrapper* self) {
    return reduce_to_attribute(self->self.get(), TRY(get_descriptor_name<SlotWrapper>(self->wrapper.get())).get());
}
const Method method_wrapper_methods[] = {{"__reduce__(self, /)", bind<method_wrapper_reduce>}};

const Getter method_wrapper_getters[] = {
    {"__self__", method_wrapper_self},
    {"__name__", of_wrapper<get_descriptor_name<SlotWrapper>>},
    {"__qualname__", of_wrapper<get_descriptor_qualname<SlotWrapper>>},
    {"__objclass__", of_wrapper<get_descriptor_objclass<SlotWrapper>>},
    {"__doc__", of_wrapper<slot_wrapper_doc>},
    {"__text_signature__", of_wrapper<slot_wrapper_signature>},
};

const TypeSpec method_wrapper_spec = {
    .name = "method-wrapper",
    .size = sizeof(MethodWrapper),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<MethodWrapper>,
              .traverse = traverse_references<MethodWrapper>,
              .clear = clear_references<MethodWrapper>,
              .repr = method_wrapper_repr,
              .hash = method_wrapper_hash,
              .compare = method_wrapper_compare,
              .call = method_wrapper_call},
    .methods = method_wrapper_methods,
    .getters = method_wrapper_getters,
};

}  // namespace

Result<Object> reduce_to_attribute(Object* owner, Object* name) {
    Ref<Object> getattr = TRY(builtin_function("getattr"));
    Ref<Tuple> arguments = Tuple::of({owner, name});
    return Tuple::of({getattr.get(), arguments.get()});
}

Type GetSetDescriptor::type_object(getset_spec);
Type MemberDescriptor::type_object(member_spec);
Type SlotWrapper::type_object(slot_wrapper_spec);
Type MethodWrapper::type_object(method_wrapper_spec);

}  // namespace minipy
