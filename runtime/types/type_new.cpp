// SPDX-License-Identifier: MIT
// Making a class: type.__new__(metatype, name, bases, namespace), step by step.
//
//   1  the metaclass: the most derived among the given one and the bases'           calculate_metaclass
//   2  the layout base: the base whose instances have the most fields               best_base
//   3  __slots__, __dict__ and __weakref__: what this class adds to its instances   SlotPlan
//   4  the type object, its dict, its mro, its slots                                build_type
//   5  __set_name__ of the attributes, __init_subclass__ of the parent              announce
//
// CPython: Objects/typeobject.c (type_new). Next: type_slots.cpp.
#include "runtime/types/type_new.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/class_method.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/str.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/layout.hpp"
#include "runtime/types/mro.hpp"
#include "runtime/types/super.hpp"
#include "runtime/types/type.hpp"
#include "runtime/types/type_slots.hpp"

namespace minipy {

// ---------------------------------------------------------------- 1: the metaclass

Result<Type*> calculate_metaclass(Type* metatype, Tuple* bases) {
    Type* winner = metatype;
    for (Object* base : *bases) {
        Type* candidate = base->type;
        if (is_subtype(winner, candidate)) continue;
        if (!is_subtype(candidate, winner)) {
            return raise(TypeError,
                         "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "
                         "metaclasses of all its bases");
        }
        winner = candidate;
    }
    return winner;
}

Ref<Str> mangled_name(Str* class_name, Str* name) {
    std::string_view text = name->view();
    std::string_view owner = class_name->view();
    while (owner.starts_with('_')) owner.remove_prefix(1);
    bool is_private = text.starts_with("__") && !text.ends_with("__") && text.find('.') == std::string_view::npos;
    if (!is_private || owner.empty()) return share(name);
    return Str::interned_from(format_text("_{}{}", owner, text));
}

namespace {

// ---------------------------------------------------------------- 2: the layout base

Result<Type*> best_base(Tuple* bases) {
    Type* winner = nullptr;
    Type* base = nullptr;
    for (Object* item : *bases) {
        auto* candidate = as<Type>(item);
        if (candidate == nullptr) return raise(TypeError, "bases must be types");
        if (candidate->layout == nullptr) {
            return raise(TypeError, "Cannot extend an incomplete type '{}'", candidate->display_name());
        }
        if (!candidate->has(TypeFlag::base_type)) {
            return raise(TypeError, "type '{}' is not an acceptable base type", candidate->display_name());
        }
        Type* solid = solid_base(candidate);
        if (winner == nullptr || (solid != winner && is_subtype(solid, winner))) {
            winner = solid;
            base = candidate;
        } else if (!is_subtype(winner, solid)) {
            return raise(TypeError, "multiple bases have instance lay-out conflict");
        }
    }
    return base;
}

// ---------------------------------------------------------------- 3: what the class adds to its instances

struct SlotPlan {
    std::vector<Ref<Str>> names;  // mangled, sorted as CPython sorts them
    bool add_dict = false;
    bool add_weakrefs = false;
};

Result<std::vector<Ref<Object>>> listed_slots(Object* slots) {
    std::vector<Ref<Object>> listed;
    if (is<Str>(slots)) {
        listed.push_back(share(slots));
        return listed;
    }
    TRY(for_each(slots, [&](Ref<Object> item) -> Result<void> {
        TRY(reserve_more(listed, 1));
        listed.push_back(std::move(item));
        return {};
    }));
    return listed;
}

Result<void> plan_named_slot(SlotPlan& plan, Object* item, Str* class_name, const Type* base, Dict* dict) {
    auto* name = as<Str>(item);
    if (name == nullptr) return raise(TypeError, "__slots__ items must be strings, not '{}'", type_name(item));
    if (!is_identifier(name)) return raise(TypeError, "__slots__ must be identifiers");
    if (name->equals("__dict__")) {
        if (has_dict(base) || plan.add_dict) {
            return raise(TypeError, "__dict__ slot disallowed: we already got one");
        }
        plan.add_dict = true;
        return {};
    }
    if (name->equals("__weakref__")) {
        if (has_weakrefs(base) || base->item_size != 0 || plan.add_weakrefs) {
            return raise(TypeError, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
        }
        plan.add_weakrefs = true;
        return {};
    }
    Ref<Str> final_name = intern(mangled_name(class_name, name));
    bool allowed = final_name->equals("__qualname__") || final_name->equals("__classcell__");
    if (!allowed && dict_get_name(dict, final_name.get()) != nullptr) {
        return raise(ValueError, "{} in __slots__ conflicts with class variable", quoted(final_name.get()));
    }
    TRY(reserve_more(plan.names, 1));
    plan.names.push_back(std::move(final_name));
    return {};
}

Result<void> make_plan(SlotPlan& plan, Str* class_name, const Type* base, Tuple* bases, Dict* dict) {
    Object* slots = dict_get_name(dict, names::dunder_slots);
    if (slots == nullptr) {
        plan.add_dict = !has_dict(base);
        plan.add_weakrefs = !has_weakrefs(base) && base->item_size == 0;
        return {};
    }
    std::vector<Ref<Object>> listed = TRY(listed_slots(slots));
    if (!listed.empty() && (base->item_size != 0 || base->has(TypeFlag::type_subclass)))
        return raise(TypeError, "nonempty __slots__ not supported for subtype of '{}'", base->display_name());
    for (const Ref<Object>& item : listed) TRY(plan_named_slot(plan, item.get(), class_name, base, dict));
    std::sort(plan.names.begin(), plan.names.end(),
              [](const Ref<Str>& a, const Ref<Str>& b) { return str_compare(a.get(), b.get()) < 0; });
    // Another base may have brought a __dict__ or __weakref__ that the layout base does not have.
    for (Object* item : *bases) {
        auto* other = cast<Type>(item);
        if (other == base) continue;
        if (has_dict(other) && !has_dict(base)) plan.add_dict = true;
        if (has_weakrefs(other) && !has_weakrefs(base)) plan.add_weakrefs = true;
    }
    return {};
}

// ---------------------------------------------------------------- 4: the type object

// A built-in class above whose instances have a dict (type, module, BaseException) says itself what can be done with
// it.
Object* built_in_dict_descriptor(Type* type) {
    while (type != nullptr && (type->has(TypeFlag::heap) || !has_dict(type))) type = type->base;
    return type == nullptr ? nullptr : lookup_in_type(type, names::dunder_dict);
}

Result<Object> get_instance_dict(Object* self) {
    if (Ref<Object> descriptor = share(built_in_dict_descriptor(self->type)))
        return call_slot(descriptor->type->slots.descriptor_get, descriptor.get(), self, self->type);
    return generic_get_dict(self);
}

Result<void> set_instance_dict(Object* self, Object* value) {
    if (Ref<Object> descriptor = share(built_in_dict_descriptor(self->type)))
        return call_slot(descriptor->type->slots.descriptor_set, descriptor.get(), self, value);
    if (value != nullptr) return generic_set_dict(self, value);
    replace_instance_dict(self, nullptr);
    return {};
}

Result<Object> get_weakrefs(Object* self) {
    Object** slot = weakrefs_slot(self);
    return slot == nullptr || *slot == nullptr ? none() : share(*slot);
}

const Getter dict_getter = {"__dict__", get_instance_dict, set_instance_dict,
                            "Attributes of the instance, by name; made when first asked for."};
const Getter weakref_getter = {"__weakref__", get_weakrefs, nullptr,
                               "First of the weak references to the instance, or None."};

void set_flags(Type* type, const SlotPlan& plan) {
    const Type* base = type->base;
    constexpr TypeFlag from_base = TypeFlag::managed | TypeFlag::managed_dict | TypeFlag::managed_weakrefs |
                                   TypeFlag::int_subclass | TypeFlag::str_subclass | TypeFlag::bytes_subclass |
                                   TypeFlag::tuple_subclass | TypeFlag::list_subclass | TypeFlag::dict_subclass |
                                   TypeFlag::type_subclass | TypeFlag::exception_subclass | TypeFlag::match_self;
    type->flags = base->flags & static_cast<std::uint32_t>(from_base);
    for (Object* item : *type->bases) {
        constexpr TypeFlag patterns = TypeFlag::sequence_pattern | TypeFlag::mapping_pattern;
        type->flags |= cast<Type>(item)->flags & static_cast<std::uint32_t>(patterns);
    }
    // An instance holds its class: it can be part of a cycle though it holds nothing else.
    type->set(TypeFlag::heap | TypeFlag::base_type | TypeFlag::ready | TypeFlag::gc);
    if (plan.add_dict) type->set(TypeFlag::managed_dict);
    if (plan.add_weakrefs) type->set(TypeFlag::managed_weakrefs);
    if (plan.add_dict || plan.add_weakrefs) type->set(TypeFlag::managed);
    // Slots in front of the heads stay where they are when a subclass adds a __dict__.
    if (type->slots_in_front > 0) type->set(TypeFlag::managed);
    bool ends_at_basic_size = type->item_size == 0 && !type->has(TypeFlag::str_subclass | TypeFlag::type_subclass);
    if (type->has(TypeFlag::managed_dict) && ends_at_basic_size) {
        type->shared_keys = new_keys(log2_size_for(most_inline_values), KeysKind::str);
        if (type->shared_keys != nullptr) type->set(TypeFlag::inline_values);
        else heap::note_exhausted();  // attributes would go into dicts, but whoever makes the class is told
        type->spare_values = most_inline_values;
    }
    type->end = end_of_instances(type);
}

void set_layout(Type* type, const SlotPlan& plan) {
    const Type* base = type->base;
    type->item_size = base->item_size;
    type->dict_offset = base->dict_offset;
    type->weakrefs_offset = base->weakrefs_offset;
    type->slots_count = Size(plan.names.size());
    type->layout = base->layout;
    Size slots_size = type->slots_count * Size(sizeof(Object*));
    if (!base->has(TypeFlag::str_subclass)) {
        type->slots_begin = base->basic_size;
        type->basic_size = base->basic_size + slots_size;
        return;
    }
    type->basic_size = base->basic_size;
    type->slots_in_front = base->slots_in_front + type->slots_count;
    type->slots_begin = -Size(sizeof(GcHead) + sizeof(ManagedHead)) - type->slots_in_front * Size(sizeof(Object*));
}

void add_descriptor(Type* type, Str* name, Ref<Object> descriptor) {
    dict_set_name(type->dict, name, descriptor.get());
}

Result<void> add_layout_descriptors(Type* type, const SlotPlan& plan) {
    if (type->slots_count != 0) {
        Ref<Tuple> slot_names = TRY(Tuple::create(type->slots_count));
        for (Size index = 0; index < type->slots_count; ++index)
            slot_names->initialize(index, plan.names[std::size_t(index)]);
        type->slot_names = slot_names.release();
    }
    for (Size index = 0; index < type->slots_count; ++index) {
        const Ref<Str>& name = plan.names[std::size_t(index)];
        add_descriptor(type, name.get(),
                       create<MemberDescriptor>(type, name, MemberKind::object_or_error,
                                                type->slots_begin + index * Size(sizeof(Object*)),
                                                MemberAccess::read_write, nullptr));
    }
    // What the class body defines under these names stays.
    if (plan.add_dict && dict_get_name(type->dict, names::dunder_dict) == nullptr)
        add_descriptor(type, names::dunder_dict, create<GetSetDescriptor>(type, &dict_getter));
    if (plan.add_weakrefs && dict_get_name(type->dict, names::dunder_weakref) == nullptr)
        add_descriptor(type, names::dunder_weakref, create<GetSetDescriptor>(type, &weakref_getter));
    return {};
}

// __module__ of the running code, __qualname__, and the methods that are static or class methods by their
// name.
Result<void> prepare_namespace(Type* type) {
    Dict* dict = type->dict;
    if (dict_get_name(dict, names::dunder_module) == nullptr) {
        if (Dict* globals = current_globals()) {
            if (Object* module = dict_get_name(globals, names::dunder_name))
                dict_set_name(dict, names::dunder_module, module);
        }
    }
    if (Object* qualname = dict_get_name(dict, names::dunder_qualname)) {
        if (!is<Str>(qualname)) return raise(TypeError, "type __qualname__ must be a str, not {}", type_name(qualname));
        type->qualname = share(cast<Str>(qualname)).release();
        dict_delete_name(dict, names::dunder_qualname);
    } else {
        type->qualname = share(type->name).release();
    }
    Object* new_function = dict_get_name(dict, names::dunder_new);
    if (new_function != nullptr && is_exact<Function>(new_function)) {
        dict_set_name(dict, names::dunder_new, create<StaticMethod>(share(new_function)).get());
    }
    for (Str* name : {names::dunder_init_subclass, names::dunder_class_getitem}) {
        Object* function = dict_get_name(dict, name);
        if (function != nullptr && is_exact<Function>(function)) {
            dict_set_name(dict, name, create<ClassMethod>(share(function)).get());
        }
    }
    return {};
}

Result<void> fill_class_cell(Type* type) {
    Object* cell = dict_get_name(type->dict, names::dunder_classcell);
    if (cell == nullptr) return {};
    if (!is_exact<Cell>(cell)) {
        return raise(TypeError, "__classcell__ must be a nonlocal cell, not <class '{}'>", type_name(cell));
    }
    cast<Cell>(cell)->contents = share<Object>(type);
    dict_delete_name(type->dict, names::dunder_classcell);
    return {};
}

Result<void> remember_subclass(Type* base, Type* subclass) {
    heap::InterpreterIsAtWork own_births;
    if (base->subclasses == nullptr) base->subclasses = Dict::create().release();
    Ref<WeakReference> reference = TRY(weak_reference(subclass, nullptr));
    Ref<Int> key = Int::from(std::int64_t(reinterpret_cast<std::intptr_t>(subclass)));
    Result<void> added = dict_set(base->subclasses, key.get(), reference.get());
    // DANGER: programs find what is tracked through module gc; if they empty this dict, changes of the base do not
    // reach its subclasses any more. It holds weak references only, so it is in no cycle.
    gc::untrack(base->subclasses);
    return added;
}

Result<Type> build_type(Type* metatype, Str* name, Tuple* bases, Type* base, Dict* namespace_dict,
                        const SlotPlan& plan) {
    Ref<Object> object = TRY(allocate_instance(metatype));
    Ref<Type> type = ref_cast<Type>(std::move(object));
    type->name = share(name).release();
    type->bases = share(bases).release();
    type->base = share(base).release();
    type->dict = TRY(dict_copy(namespace_dict)).release();
    set_layout(type.get(), plan);
    set_flags(type.get(), plan);
    TRY(prepare_namespace(type.get()));
    TRY(fill_class_cell(type.get()));
    Object* doc = dict_get_name(type->dict, names::dunder_doc);
    if (auto* text = as<Str>(doc)) TRY(encode_utf8(text, "strict"));
    dict_watch(type->dict);
    type->slots.deallocate = base->slots.deallocate;
    Ref<Tuple> order = TRY(resolve_mro(type.get()));
    if (type->mro == nullptr) type->mro = order.release();  // else mro() has changed the bases of the new class
    TRY(add_layout_descriptors(type.get(), plan));  // what mro() runs does not see them yet
    if (dict_get_name(type->dict, names::dunder_doc) == nullptr)
        dict_set_name(type->dict, names::dunder_doc, &None);
    type_modified(type.get());
    Object* hash_method = dict_get_name(type->dict, names::dunder_hash);
    if (hash_method == nullptr && dict_get_name(type->dict, names::dunder_eq) != nullptr) {
        dict_set_name(type->dict, names::dunder_hash, &None);
    }
    set_slots_from_dunders(type.get());
    for (Object* parent : *bases) TRY(remember_subclass(cast<Type>(parent), type.get()));
    return type;
}

// ---------------------------------------------------------------- 5: telling attributes and parent

Result<void> call_set_names(Type* type) {
    Ref<Dict> attributes = TRY(dict_copy(type->dict));
    Size position = 0;
    Object *key, *value;
    while (dict_next(attributes.get(), position, key, value)) {
        Ref<Object> method = TRY(lookup_special(value, names::dunder_set_name));
        if (!method) continue;
        if (call(method.get(), {type, key}).failed()) {
            Ref<Object> cause = take_exception();
            Failure failure = raise(RuntimeError, "Error calling __set_name__ on '{}' instance {} in '{}'",
                                    type_name(value), repr_for_display(key), type->name);
            set_cause_and_context(current_thread->exception.get(), std::move(cause));
            return failure;
        }
    }
    return {};
}

Result<void> call_init_subclass(Type* type, const Arguments& keywords) {
    Ref<Object> parent = TRY(make_super(type, type));
    Ref<Object> method = TRY(get_attribute(parent.get(), names::dunder_init_subclass));
    TRY(call(method.get(), keywords));
    return {};
}

}  // namespace

Result<Object> type_new(Type* metatype, const Arguments& arguments) {
    if (arguments.positional != 3) {
        return raise(TypeError, "type.__new__() takes exactly 3 arguments ({} given)", arguments.positional);
    }
    auto* name = as<Str>(arguments[0]);
    auto* bases = as<Tuple>(arguments[1]);
    auto* namespace_dict = as<Dict>(arguments[2]);
    if (name == nullptr)
        return raise(TypeError, "type.__new__() argument 1 must be str, not {}", type_name(arguments[0]));
    if (bases == nullptr)
        return raise(TypeError, "type.__new__() argument 2 must be tuple, not {}", type_name(arguments[1]));
    if (namespace_dict == nullptr) {
        return raise(TypeError, "type.__new__() argument 3 must be dict, not {}", type_name(arguments[2]));
    }
    for (Object* base : *bases) {
        if (is<Type>(base)) continue;
        if (TRY(find_attribute(base, names::dunder_mro_entries))) {
            return raise(TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
        }
    }
    Type* winner = TRY(calculate_metaclass(metatype, bases));
    if (winner != metatype) {
        if (winner->slots.new_ != type_new) return call_slot(winner->slots.new_, winner, arguments);
        metatype = winner;
    }
    Ref<Tuple> all_bases = bases->length == 0 ? Tuple::of({&object_type}) : share(bases);
    Type* base = TRY(best_base(all_bases.get()));
    TRY(encode_utf8(name, "strict"));  // lone surrogates are refused
    if (name->view().find('\0') != std::string_view::npos)
        return raise(ValueError, "type name must not contain null characters");
    SlotPlan plan;
    TRY(make_plan(plan, name, base, all_bases.get(), namespace_dict));
    Ref<Type> type = TRY(build_type(metatype, name, all_bases.get(), base, namespace_dict, plan));
    TRY(call_set_names(type.get()));
    TRY(call_init_subclass(type.get(), {arguments.values + 3, 0, arguments.names}));
    return type;
}

void forget_subclass(Type* base, Type* subclass) {
    if (base->subclasses == nullptr) return;
    PreserveException preserved;
    Ref<Int> key = Int::from(std::int64_t(reinterpret_cast<std::intptr_t>(subclass)));
    if (dict_delete(base->subclasses, key.get()).failed()) clear_exception();
}

namespace {

// The order that a class had before the bases of a class above it changed.
struct ChangedOrder {
    Ref<Type> type;
    Ref<Tuple> old_order, new_order;
};

Result<std::vector<Ref<Type>>> living_subclasses(Type* type) {
    std::vector<Ref<Type>> living;
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(type, position)) {
        TRY(reserve_more(living, 1));
        living.push_back(std::move(subclass));
    }
    return living;
}

void set_order(Type* type, Tuple* order) {
    Ref<Tuple> old = adopt(std::exchange(type->mro, share(order).release()));
    type_modified(type);
}

// The mros of a class and of everything below it are computed anew. mro() may be Python code that changes bases, too: a
// class whose order is another one when it comes back keeps that.
Result<void> recompute_mros(Type* type, std::vector<ChangedOrder>& changed) {
    Ref<Tuple> before = share(type->mro);
    Ref<Tuple> order = TRY(resolve_mro(type));
    if (type->mro != before.get()) return {};
    TRY(reserve_more(changed, 1));
    set_order(type, order.get());
    changed.push_back({share(type), std::move(before), std::move(order)});
    std::vector<Ref<Type>> subclasses = TRY(living_subclasses(type));
    for (const Ref<Type>& subclass : subclasses) TRY(recompute_mros(subclass.get(), changed));
    return {};
}

void give_bases(Type* type, Tuple* bases, Type* base) {
    Ref<Tuple> old_bases = adopt(std::exchange(type->bases, share(bases).release()));
    Ref<Type> old_base = adopt(std::exchange(type->base, share(base).release()));
}

// A subclass may be listed under a base twice, through two changes that overlap: once is enough.
Result<void> list_under_bases(Type* type, Tuple* old_bases, Tuple* bases) {
    for (Object* item : *old_bases) forget_subclass(cast<Type>(item), type);
    for (Object* item : *bases) TRY(remember_subclass(cast<Type>(item), type));
    return {};
}

}  // namespace

Result<void> set_type_bases(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) {
        return raise(TypeError, "cannot set '__bases__' attribute of immutable type '{}'", type->display_name());
    }
    if (value == nullptr)
        return raise(TypeError, "cannot delete '__bases__' attribute of immutable type '{}'", type->display_name());
    auto* bases = as<Tuple>(value);
    if (bases == nullptr) {
        return raise(TypeError, "can only assign tuple to {}.__bases__, not {}", type->display_name(),
                     type_name(value));
    }
    if (bases->length == 0) {
        return raise(TypeError, "can only assign non-empty tuple to {}.__bases__, not ()", type->display_name());
    }
    for (Object* item : *bases) {
        auto* base = as<Type>(item);
        if (base == nullptr) {
            return raise(TypeError, "{}.__bases__ must be tuple of classes, not '{}'", type->display_name(),
                         type_name(item));
        }
        // Inside a metaclass's mro() the order of a class may lag behind its bases.
        if (is_subtype(base, type) || comes_from(base, type))
            return raise(TypeError, "a __bases__ item causes an inheritance cycle");
    }
    Type* base = TRY(best_base(bases));
    TRY(check_same_layout(type->base, base, "__bases__"));
    // A metaclass's mro() runs below, and may set other bases: what is to be put back is held.
    Ref<Tuple> kept = share(bases), old_bases = share(type->bases);
    Ref<Type> old_base = share(type->base);
    give_bases(type, bases, base);
    std::vector<ChangedOrder> changed;
    Result<void> recomputed = recompute_mros(type, changed);
    bool still_ours = type->bases == bases;
    if (recomputed.failed()) {
        for (const ChangedOrder& change : changed) {
            if (change.type->mro == change.new_order.get()) set_order(change.type.get(), change.old_order.get());
        }
        if (still_ours) give_bases(type, old_bases.get(), old_base.get());
        return Failure{};
    }
    for (const ChangedOrder& change : changed) set_slots_from_dunders(change.type.get());
    Result<void> listed;
    if (still_ours) listed = list_under_bases(type, old_bases.get(), bases);
    // Until now a change of a new base did not reach this class: what was looked up inside mro() may be wrong.
    type_modified(type);
    return listed;
}

}  // namespace minipy
