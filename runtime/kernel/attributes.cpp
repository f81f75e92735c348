// SPDX-License-Identifier: MIT
// Attribute access. The order of generic_get_attribute is the heart of Python's object model:
//
//   1  a data descriptor on the type (property, slot member …)   wins over the instance
//   2  the instance's own attribute
//   3  any other attribute of the type, bound if it is a descriptor (function → method)
//
// CPython: Objects/object.c.
#include "runtime/kernel/attributes.hpp"

#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

Maybe<Object> generic_get_attribute(Object* object, Str* name) {
    Type* type = object->type;
    Ref<Object> on_type = share(lookup_in_type(type, name));
    DescriptorGetSlot get = on_type ? on_type->type->slots.descriptor_get : nullptr;
    if (get != nullptr && is_data_descriptor(on_type.get())) return call_slot(get, on_type.get(), object, type);
    if (Object* own = instance_get(object, name)) return share(own);
    if (get != nullptr) return call_slot(get, on_type.get(), object, type);
    if (on_type) return on_type;
    return nothing;
}

Result<void> generic_set_attribute(Object* object, Str* name, Object* value) {
    Ref<Object> on_type = share(lookup_in_type(object->type, name));
    if (on_type && is_data_descriptor(on_type.get()))
        return call_slot(on_type->type->slots.descriptor_set, on_type.get(), object, value);
    if (has_instance_dict(object)) {
        Ref<Str> interned = intern(share(name));
        if (TRY(instance_set(object, interned.get(), value))) return {};
        return raise(AttributeError, "'{}' object has no attribute '{}'", type_name(object), name);
    }
    if (on_type) return raise(AttributeError, "'{}' object attribute '{}' is read-only", type_name(object), name);
    return raise(AttributeError, "'{}' object has no attribute '{}'", type_name(object), name);
}

Maybe<Object> find_attribute(Object* object, Str* name) {
    Maybe<Object> found = call_slot(object->type->slots.get_attribute, object, name);
    if (found.failed() && catch_exception(AttributeError)) return nothing;
    return found;
}

Result<Object> get_attribute(Object* object, Str* name) {
    Maybe<Object> result = call_slot(object->type->slots.get_attribute, object, name);
    if (result.found()) [[likely]]
        return result.take();
    if (!result.failed()) return raise_no_attribute(object, name);
    note_attribute(object, name);
    return Failure{};
}

Result<void> set_attribute(Object* object, Str* name, Object* value) {
    return call_slot(object->type->slots.set_attribute, object, name, value);
}

Result<void> delete_attribute(Object* object, Str* name) {
    return call_slot(object->type->slots.set_attribute, object, name, nullptr);
}

Maybe<Object> lookup_special(Object* object, Str* name) {
    Object* found = lookup_in_type(object->type, name);
    if (found == nullptr) return nothing;
    Ref<Object> kept = share(found);  // __get__ may delete the attribute that it was found under
    DescriptorGetSlot get = found->type->slots.descriptor_get;
    if (get == nullptr) return kept;
    return call_slot(get, found, object, object->type);
}

Result<Object> load_method(Object* object, Str* name, bool& unbound) {
    unbound = false;
    Type* type = object->type;
    if (type->slots.get_attribute != generic_get_attribute) return get_attribute(object, name);
    Object* on_type = lookup_in_type(type, name);
    if (on_type != nullptr && on_type->type->has(TypeFlag::method_descriptor)) {
        if (Object* own = instance_get(object, name)) return share(own);
        unbound = true;
        return share(on_type);
    }
    return get_attribute(object, name);
}

Result<bool> is_callable(Object* object) { return object->type->slots.call != nullptr; }

}  // namespace minipy
