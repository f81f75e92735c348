// SPDX-License-Identifier: MIT
// object: what every value inherits: identity comparison and hash, repr, attribute access, __class__, __dir__,
// __format__, and the part of pickling that object provides. CPython: Objects/typeobject.c (object_*).
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/layout.hpp"
#include "runtime/types/slot_calls.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- making

bool overrides_new(const Type* type) { return type->slots.new_ != object_type.slots.new_; }
bool overrides_init(const Type* type) { return type->slots.init != object_type.slots.init; }

Failure abstract_class(Type* type) {
    Ref<Object> methods = TRY(get_attribute(type, names::dunder_abstractmethods));
    Ref<List> sorted = TRY(List::from_iterable(methods.get()));
    TRY(list_sort(sorted.get()));
    Ref<Object> names = TRY(str_join(Str::from(", ").get(), sorted.get()));
    return raise(TypeError, "Can't instantiate abstract class {} with abstract method{} {}", type->display_name(),
                 sorted->length > 1 ? "s" : "", cast<Str>(names.get()));
}

// Surplus arguments are an error unless the class takes them in the other one of __new__ and __init__.
Result<Object> object_new(Type* type, const Arguments& arguments) {
    if (arguments.positional + arguments.keyword_count() > 0) {
        if (overrides_new(type)) {
            return raise(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
        }
        if (!overrides_init(type)) return raise(TypeError, "{}() takes no arguments", type->display_name());
    }
    if (type->has(TypeFlag::abstract)) return abstract_class(type);
    return allocate_instance(type);
}

Result<void> object_init(Object* self, const Arguments& arguments) {
    if (arguments.positional + arguments.keyword_count() == 0) return {};
    Type* type = self->type;
    if (overrides_init(type)) {
        return raise(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    }
    if (!overrides_new(type)) {
        return raise(TypeError, "{}.__init__() takes exactly one argument (the instance to initialize)",
                     type->display_name());
    }
    return {};
}

void object_deallocate(Object* self) { free_instance(self); }

// ---------------------------------------------------------------- text, comparison

Result<Object> object_repr(Object* self) {
    Ref<Object> module = TRY(find_attribute(self->type, names::dunder_module));
    Ref<Object> qualname = TRY(get_attribute(self->type, names::dunder_qualname));
    auto* module_name = as<Str>(module.get());
    auto* name = as<Str>(qualname.get());
    if (module_name == nullptr || module_name->equals("builtins"))
        return Str::from(format_text("<{} object at {}>", name, address_of(self)));
    return Str::from(format_text("<{}.{} object at {}>", module_name, name, address_of(self)));
}

Result<Object> object_str(Object* self) { return call_slot(self->type->slots.repr, self); }

Result<Object> object_compare(Object* left, Object* right, Comparison operation) {
    if (operation == Comparison::equal) return left == right ? to_bool(true) : not_implemented();
    if (operation != Comparison::not_equal) return not_implemented();
    // != is the opposite of what == says.
    CompareSlot slot = left->type->slots.compare;
    if (slot == nullptr) return not_implemented();
    Ref<Object> same = TRY(call_slot(slot, left, right, Comparison::equal));
    if (same.get() == &NotImplemented) return same;
    return to_bool(!TRY(is_true(same.get())));
}

Result<Hash> object_hash(Object* self) { return hash_pointer(self); }

Result<Object> object_format(Object* self, Str* specification) {
    if (specification->length > 0) {
        return raise(TypeError, "unsupported format string passed to {}.__format__", type_name(self));
    }
    return to_str(self);
}

// ---------------------------------------------------------------- __class__

Result<Object> get_class(Object* self) { return share<Object>(self->type); }

Result<void> set_class(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "can't delete __class__ attribute");
    auto* new_class = as<Type>(value);
    if (new_class == nullptr) {
        return raise(TypeError, "__class__ must be set to a class, not '{}' object", type_name(value));
    }
    Type* old_class = self->type;
    bool modules = is_subtype(new_class, &Module::type_object) && is_subtype(old_class, &Module::type_object);
    if (!modules && (!new_class->has(TypeFlag::heap) || !old_class->has(TypeFlag::heap))) {
        return raise(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    }
    TRY(check_same_layout(old_class, new_class, "__class__"));
    // The names of inline values belong to the old class: move the values into a dict first.
    if (has_inline_values(self)) TRY(instance_dict(self));
    if (new_class->has(TypeFlag::heap)) incref(new_class);
    self->type = new_class;
    if (old_class->has(TypeFlag::heap)) decref(old_class);
    return {};
}

// ---------------------------------------------------------------- __dir__

}  // namespace

Result<void> merge_class_dict(Dict* names_found, Object* class_object) {
    RecursionGuard guard(" in __dir__");  // __bases__ may be anything, a tuple that leads back here for one
    if (guard.failed()) return Failure{};
    Ref<Object> dict = TRY(find_attribute(class_object, names::dunder_dict));
    if (dict) TRY(dict_update(names_found, dict.get()));
    Ref<Object> bases = TRY(find_attribute(class_object, names::dunder_bases));
    if (auto* tuple = as<Tuple>(bases.get())) {
        for (Object* base : *tuple) TRY(merge_class_dict(names_found, base));
    }
    return {};
}

namespace {

Result<Object> object_dir(Object* self) {
    Ref<Dict> found = Dict::create();
    Ref<Object> own = TRY(find_attribute(self, names::dunder_dict));
    Ref<Object> class_object = TRY(find_attribute(self, names::dunder_class));
    if (class_object) TRY(merge_class_dict(found.get(), class_object.get()));
    if (own && is<Dict>(own.get())) TRY(dict_update(found.get(), own.get()));
    return dict_keys_list(found.get());
}

// ---------------------------------------------------------------- pickling

Result<Object> object_getstate(Object* self) {
    Ref<Dict> dict = TRY(instance_dict(self));
    Ref<Dict> slots = Dict::create();
    for (Ref<Type> layout = share(self->type); layout; layout = share(layout->base)) {
        if (layout->slots_count == 0 || dict_get_name(layout->dict, names::dunder_slots) == nullptr) continue;
        for (Object* name : *layout->slot_names) {
            Ref<Object> content = TRY(find_attribute(self, cast<Str>(name)));
            if (content) TRY(dict_set(slots.get(), name, content.get()));
        }
    }
    Ref<Object> state = dict && dict->used > 0 ? Ref<Object>(dict) : none();
    if (slots->used == 0) return state;
    return Tuple::of({state.get(), slots.get()});
}

// __getnewargs_ex__() gives positional and keyword arguments; null when there is no such method.
Maybe<Tuple> new_arguments_ex(Object* self) {
    Ref<Object> method = TRY(lookup_special(self, names::dunder_getnewargs_ex));
    if (!method) return nothing;
    Ref<Object> answer = TRY(call(method.get(), {}));
    auto* both = as<Tuple>(answer.get());
    if (both == nullptr)
        return raise(TypeError, "__getnewargs_ex__ should return a tuple, not '{}'", type_name(answer.get()));
    if (both->length != 2)
        return raise(ValueError, "__getnewargs_ex__ should return a tuple of length 2, not {}", both->length);
    if (!is<Tuple>((*both)[0])) {
        return raise(TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                     type_name((*both)[0]));
    }
    if (!is<Dict>((*both)[1])) {
        return raise(TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                     type_name((*both)[1]));
    }
    return ref_cast<Tuple>(std::move(answer));
}

Result<Tuple> new_arguments(Object* self) {
    Ref<Object> method = TRY(lookup_special(self, names::dunder_getnewargs));
    if (!method) return Tuple::empty();
    Ref<Object> answer = TRY(call(method.get(), {}));
    if (!is<Tuple>(answer.get()))
        return raise(TypeError, "__getnewargs__ should return a tuple, not '{}'", type_name(answer.get()));
    return ref_cast<Tuple>(std::move(answer));
}

// What a C++ struct holds is no attribute: without a method of its own that tells it, an object of such a type cannot
// be made again from its state.
bool hides_state(Object* self) {
    Object* getstate = lookup_in_type(self->type, names::dunder_getstate);
    bool tells_attributes_only = getstate == lookup_in_type(&object_type, names::dunder_getstate);
    bool has_struct = self->type->layout->basic_size > object_type.basic_size;
    return tells_attributes_only && has_struct && !is<List>(self) && !is<Dict>(self);
}

Result<Object> object_reduce_ex(Object* self, Object* protocol) {
    // A class that overrides __reduce__ is asked that way.
    Object* reduce = lookup_in_type(self->type, names::dunder_reduce);
    if (reduce != nullptr && reduce != lookup_in_type(&object_type, names::dunder_reduce)) {
        return call_method(self, names::dunder_reduce);
    }
    Ref<Module> copyreg = TRY(import_module("copyreg"));
    Size version = TRY(to_size(protocol, &OverflowError));
    if (version < 2) {
        Ref<Object> helper = TRY(get_attribute(copyreg.get(), Str::interned_from("_reduce_ex").get()));
        return call(helper.get(), {self, protocol});
    }
    if (self->type->slots.new_ == nullptr) return raise(TypeError, "cannot pickle '{}' object", type_name(self));
    Ref<Tuple> both = TRY(new_arguments_ex(self));
    bool with_keywords = both && cast<Dict>((*both)[1])->used > 0;
    Ref<Object> maker =
        TRY(get_attribute(copyreg.get(), Str::interned_from(with_keywords ? "__newobj_ex__" : "__newobj__").get()));
    Ref<Tuple> arguments = Tuple::of({self->type});
    if (with_keywords) {
        arguments = Tuple::of({self->type, (*both)[0], (*both)[1]});
    } else {
        Ref<Tuple> positional = both ? share(cast<Tuple>((*both)[0])) : TRY(new_arguments(self));
        arguments = TRY(Tuple::create(positional->length + 1));
        arguments->initialize(0, share<Object>(self->type));
        for (Size index = 0; index < positional->length; ++index)
            arguments->initialize(index + 1, share((*positional)[index]));
        arguments->track();
    }
    bool has_arguments = both || lookup_in_type(self->type, names::dunder_getnewargs) != nullptr;
    if (!has_arguments && hides_state(self)) return raise(TypeError, "cannot pickle '{}' object", type_name(self));
    Ref<Object> state = TRY(call_method(self, names::dunder_getstate));
    Ref<Object> list_items = is<List>(self) ? TRY(get_iterator(self)) : none();
    Ref<Object> dict_items = none();
    if (is<Dict>(self)) {
        Ref<Object> items = TRY(call_method(self, names::items));
        dict_items = TRY(get_iterator(items.get()));
    }
    return Tuple::of({maker.get(), arguments.get(), state.get(), list_items.get(), dict_items.get()});
}

Result<Object> object_reduce(Object* self) {
    Ref<Int> zero = Int::from(0);
    Ref<Module> copyreg = TRY(import_module("copyreg"));
    Ref<Object> helper = TRY(get_attribute(copyreg.get(), Str::interned_from("_reduce_ex").get()));
    return call(helper.get(), {self, zero.get()});
}

Result<Object> object_sizeof(Object* self) {
    Size size = self->type->basic_size;
    if (self->type->item_size > 0 && self->type->slots.length != nullptr)
        size += TRY(length(self)) * self->type->item_size;
    return Int::from(size);
}

Result<Object> object_init_subclass(Object*, const Arguments& arguments) {
    if (arguments.positional + arguments.keyword_count() == 0) return none();
    return raise(TypeError, "{}", "__init_subclass__() takes no keyword arguments");
}

Result<Object> object_init_subclass_of(Object* type, const Arguments& arguments) {
    if (arguments.positional == 0 && arguments.has_keywords()) {
        return raise(TypeError, "{}.__init_subclass__() takes no keyword arguments", cast<Type>(type)->display_name());
    }
    return object_init_subclass(type, arguments);
}

Result<Object> object_subclasshook(Object*, const Arguments&) { return not_implemented(); }

const Method object_methods[] = {
    {"__format__(self, format_spec, /)", bind<object_format>, "Formats as str(self) does; any format spec is refused."},
    {"__dir__(self, /)", bind<object_dir>,
     "Collects the names of the attributes of self, its class and all bases, unsorted."},
    {"__getstate__(self, /)", bind<object_getstate>,
     "Gives the attributes that pickle and copy should save: __dict__, and __slots__ if there are any."},
    {"__reduce__(self, /)", bind<object_reduce>,
     "Tells pickle and copy how to make the object again, in the manner of protocol 0."},
    {"__reduce_ex__(self, protocol, /)", bind<object_reduce_ex>,
     "Tells pickle and copy how to make the object again, in the manner of the given protocol."},
    {"__sizeof__(self, /)", bind<object_sizeof>,
     "Tells how many bytes the object takes up, without those it refers to."},
    {"__init_subclass__(type, *args, **kwargs)", bind<object_init_subclass_of>,
     "Learns of each new subclass; does nothing until a class overrides it.", MethodKind::class_method},
    {"__subclasshook__(type, *args, **kwargs)", bind<object_subclasshook>,
     "Lets an abstract class decide issubclass() by itself; NotImplemented leaves the matter to the usual search.",
     MethodKind::class_method},
};

const Getter object_getters[] = {{"__class__", get_class, set_class, "Class that the object is an instance of."}};

const TypeSpec object_spec = {
    .name = "object",
    .doc = "The class at the root of all others. Its own instances have no attributes and take none.",
    .size = sizeof(Object),
    .flags = TypeFlag::base_type,
    .slots = {.deallocate = object_deallocate,
              .new_ = object_new,
              .init = object_init,
              .repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .compare = object_compare,
              .get_attribute = generic_get_attribute,
              .set_attribute = generic_set_attribute},
    .methods = object_methods,
    .getters = object_getters,
    .text_signature = "()",
};

}  // namespace

Type object_type(object_spec);

}  // namespace minipy
