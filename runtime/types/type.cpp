// SPDX-License-Identifier: MIT
// type: readying the static types, look-up along the mro with its cache, versions, and the slots and attributes of
// classes themselves. Making new classes is type_new.cpp. CPython: Objects/typeobject.c.
#include "runtime/types/type.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/functions/class_method.hpp"
#include "runtime/functions/descriptors.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/modules/weakref.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/instance.hpp"
#include "runtime/types/mro.hpp"
#include "runtime/types/type_new.hpp"
#include "runtime/types/type_slots.hpp"

namespace minipy {

// ---------------------------------------------------------------- readying static types

namespace {

// Flags that a subtype has because its base has them.
constexpr TypeFlag inherited_flags = TypeFlag::gc | TypeFlag::int_subclass | TypeFlag::str_subclass |
                                     TypeFlag::bytes_subclass | TypeFlag::tuple_subclass | TypeFlag::list_subclass |
                                     TypeFlag::dict_subclass | TypeFlag::type_subclass | TypeFlag::exception_subclass |
                                     TypeFlag::sequence_pattern | TypeFlag::mapping_pattern | TypeFlag::match_self;

std::vector<Type*>& ready_types() {
    static std::vector<Type*> types;
    return types;
}

const char* unqualified(const char* name) {
    const char* dot = std::strrchr(name, '.');
    return dot == nullptr ? name : dot + 1;
}

void inherit_layout(Type* type) {
    const Type* base = type->base;
    type->flags |= base->flags & static_cast<std::uint32_t>(inherited_flags);
    if (type->basic_size == 0) type->basic_size = base->basic_size;
    if (type->item_size == 0) type->item_size = base->item_size;
    if (type->dict_offset == 0) type->dict_offset = base->dict_offset;
    if (type->weakrefs_offset == 0) type->weakrefs_offset = base->weakrefs_offset;
    constexpr std::uint32_t gc_flag = static_cast<std::uint32_t>(TypeFlag::gc);
    bool same_struct = type->basic_size == base->basic_size && type->item_size == base->item_size &&
                       (type->slots.deallocate == nullptr || type->slots.deallocate == base->slots.deallocate) &&
                       ((type->flags ^ base->flags) & gc_flag) == 0;
    type->layout = same_struct ? base->layout : type;
}

void complete_type(Type* type);

}  // namespace

void ready_type(Type* type) {
    if (type->has(TypeFlag::ready)) return;
    const TypeSpec& spec = *type->spec;
    type->native_name = spec.name;
    type->flags |=
        static_cast<std::uint32_t>(spec.flags) | static_cast<std::uint32_t>(TypeFlag::ready | TypeFlag::immutable);
    type->slots = spec.slots;
    type->basic_size = spec.size;
    type->item_size = spec.item_size;
    type->dict_offset = static_cast<std::uint16_t>(spec.dict_offset);
    type->weakrefs_offset = static_cast<std::uint16_t>(spec.weakrefs_offset);
    if (type != &object_type) {
        type->base = spec.base != nullptr ? spec.base : &object_type;
        ready_type(type->base);
        inherit_layout(type);
        inherit_slots(type);
    }
    if (type == &object_type) type->layout = type;
    type->end = end_of_instances(type);
    ready_types().push_back(type);
    bool after_start_up = object_type.mro != nullptr;
    if (after_start_up) complete_type(type);
}

namespace {

// The one static type with two bases: ExceptionGroup is a BaseExceptionGroup and an Exception.
void give_second_base(Type* type, Type* second) {
    Ref<Tuple> old_bases = adopt(std::exchange(type->bases, Tuple::of({type->base, second}).release()));
    Ref<Tuple> old_order = adopt(std::exchange(type->mro, compute_mro(type).take().release()));
}

// Second step, when strs and tuples can be made.
void complete_type(Type* type) {
    if (type->mro != nullptr) return;
    type->name = Str::interned_from(unqualified(type->native_name)).release();
    if (type->base == nullptr) {
        type->bases = Tuple::empty().release();
        type->mro = Tuple::of({type}).release();
        return;
    }
    complete_type(type->base);
    type->bases = Tuple::of({type->base}).release();
    std::vector<Object*> order{type};
    order.insert(order.end(), type->base->mro->begin(), type->base->mro->end());
    type->mro = Tuple::copy(order).take().release();
}

}  // namespace

void complete_types() {
    for (Type* type : ready_types()) complete_type(type);
    give_second_base(&ExceptionGroup, &Exception);
}

namespace {

bool dict_is_filled(Type* type) { return type->dict != nullptr; }

void add_methods(Type* type) {
    for (const Method& method : type->spec->methods) {
        Ref<Object> descriptor;
        Ref<Str> name;
        switch (method.kind) {
            case MethodKind::instance: {
                Ref<MethodDescriptor> made = create<MethodDescriptor>(type, &method);
                name = share(made->method->name());
                descriptor = made;
                break;
            }
            case MethodKind::class_method: {
                Ref<ClassMethodDescriptor> made = create<ClassMethodDescriptor>(type, &method);
                name = share(made->method->name());
                descriptor = made;
                break;
            }
            case MethodKind::static_method: {
                Ref<NativeFunction> function = NativeFunction::make(&method, nullptr, nullptr);
                name = share(function->method->name());
                descriptor = create<StaticMethod>(Ref<Object>(function));
                break;
            }
            case MethodKind::constructor: continue;  // a slot's own business
        }
        dict_set_name(type->dict, name.get(), descriptor.get());
    }
}

// The dict of a static type: methods, computed attributes, fields, slot wrappers, __new__, __doc__.
void fill_dict(Type* type) {
    type->dict = Dict::create().release();
    const TypeSpec& spec = *type->spec;
    add_methods(type);
    for (const Getter& getter : spec.getters) {
        Ref<GetSetDescriptor> descriptor = create<GetSetDescriptor>(type, &getter);
        dict_set_name(type->dict, descriptor->name.get(), descriptor.get());
    }
    for (const Member& member : spec.members) {
        Ref<MemberDescriptor> descriptor = create<MemberDescriptor>(type, Str::interned_from(member.name), member.kind,
                                                                    member.offset(), member.readonly, member.doc);
        dict_set_name(type->dict, descriptor->name.get(), descriptor.get());
    }
    add_slot_wrappers(type);
    bool own_new = spec.slots.new_ != nullptr || type->has(TypeFlag::exception_subclass);
    if (own_new && dict_get_name(type->dict, names::dunder_new) == nullptr) {
        dict_set_name(type->dict, names::dunder_new, make_native_new(type).get());
    }
    Ref<Object> doc = spec.doc != nullptr ? Ref<Object>(Str::from(spec.doc)) : none();
    if (dict_get_name(type->dict, names::dunder_doc) == nullptr)
        dict_set_name(type->dict, names::dunder_doc, doc.get());
    if (spec.fill != nullptr) spec.fill(type, type->dict);
}

}  // namespace

Dict* type_dict(Type* type) {
    if (!dict_is_filled(type) && type->spec != nullptr) fill_dict(type);
    return type->dict;
}

void finalize_types() {
    clear_type_cache();
    for (Type* type : ready_types()) {
        xdecref(std::exchange(type->dict, nullptr));
        xdecref(std::exchange(type->subclasses, nullptr));
    }
}

void release_type_names() {
    for (Type* type : ready_types()) {
        xdecref(std::exchange(type->mro, nullptr));
        xdecref(std::exchange(type->bases, nullptr));
        xdecref(std::exchange(type->name, nullptr));
    }
}

const char* Type::display_name() const {
    if (native_name != nullptr) return native_name;
    return name == nullptr ? "?" : name->view().data();
}

// ---------------------------------------------------------------- subtypes, look-up, versions

bool is_subtype(const Type* type, const Type* base) {
    if (type == base) return true;
    if (type->mro == nullptr) {  // a class that is still being made
        for (const Type* ancestor = type->base; ancestor != nullptr; ancestor = ancestor->base) {
            if (ancestor == base) return true;
        }
        return base == &object_type;
    }
    return std::find(type->mro->begin(), type->mro->end(), base) != type->mro->end();
}

namespace {

// The method cache: (version, name) → attribute, borrowed from the type's mro. A change of the type drops its version,
// so entries never need to be searched for. CPython: Objects/typeobject.c (type_cache).
struct CacheEntry {
    std::uint32_t version = 0;
    Str* name = nullptr;      // owned while the entry is in use
    Object* value = nullptr;  // borrowed; null: nobody has the name
};
constexpr std::size_t cache_size = 4096;
CacheEntry type_cache[cache_size];
std::uint32_t last_version = 0;

CacheEntry& cache_entry(std::uint32_t version, const Str* name) {
    return type_cache[(version ^ (reinterpret_cast<std::uintptr_t>(name) >> 4)) % cache_size];
}

Object* search_mro(Type* type, Str* name) {
    for (Object* item : *type->mro) {
        if (Object* found = dict_get_name(type_dict(cast<Type>(item)), name)) return found;
    }
    return nullptr;
}

// An mro() of its own may list classes that are no bases: their changes would not reach the type.
bool can_have_version(const Type* type) {
    return type->mro != nullptr && last_version != UINT32_MAX && !type->has(TypeFlag::custom_mro);
}

}  // namespace

std::uint32_t type_version(Type* type) {
    if (type->version == 0 && can_have_version(type)) {
        // A change of a base must reach this type: so bases have versions too (type_modified walks down from them).
        for (Object* base : *type->bases) {
            if (type_version(cast<Type>(base)) == 0) return 0;
        }
        type->version = ++last_version;
    }
    return type->version;
}

Object* lookup_in_type(Type* type, Str* name) {
    if (type->mro == nullptr) return nullptr;
    if (type->version != 0) {
        CacheEntry& entry = cache_entry(type->version, name);
        if (entry.version == type->version && entry.name == name) return entry.value;
    }
    Object* found = search_mro(type, name);
    if (name->interned && type_version(type) != 0) {
        CacheEntry& entry = cache_entry(type->version, name);
        incref(name);
        xdecref(std::exchange(entry.name, name));
        entry.version = type->version;
        entry.value = found;
    }
    return found;
}

void clear_type_cache() {
    for (CacheEntry& entry : type_cache) {
        xdecref(std::exchange(entry.name, nullptr));
        entry = {};
    }
}

void type_modified(Type* type) {
    if (type->version == 0) return;
    type->version = 0;
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(type, position)) type_modified(subclass.get());
}

Ref<Type> next_subclass(const Type* type, Size& position) {
    Object *key, *value;
    while (type->subclasses != nullptr && dict_next(type->subclasses, position, key, value)) {
        auto* reference = as<WeakReference>(value);
        Ref<Object> subclass = reference != nullptr ? weak_referent(reference) : nullptr;
        if (as<Type>(subclass.get()) != nullptr) return ref_cast<Type>(std::move(subclass));
    }
    return nullptr;
}

// ---------------------------------------------------------------- slots of type itself

namespace {

Result<Object> bind_attribute(Object* attribute, Object* instance, Object* owner) {
    DescriptorGetSlot get = attribute->type->slots.descriptor_get;
    Ref<Object> kept = share(attribute);  // __get__ may delete the attribute that it was found under
    if (get == nullptr) return kept;
    return call_slot(get, attribute, instance, owner);
}

// Data descriptors of the metatype, then attributes of the class and its bases, then the metatype's others.
Maybe<Object> type_get_attribute(Object* self, Str* name) {
    auto* type = static_cast<Type*>(self);
    Object* meta_attribute = lookup_in_type(type->type, name);
    if (meta_attribute != nullptr && is_data_descriptor(meta_attribute))
        return bind_attribute(meta_attribute, type, type->type);
    if (Object* attribute = lookup_in_type(type, name)) return bind_attribute(attribute, nullptr, type);
    if (meta_attribute != nullptr) return bind_attribute(meta_attribute, type, type->type);
    return nothing;
}

Result<void> type_set_attribute(Object* self, Str* name, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (type->has(TypeFlag::immutable)) {
        return raise(TypeError, "cannot set '{}' attribute of immutable type '{}'", name, type->display_name());
    }
    Object* meta_attribute = lookup_in_type(type->type, name);
    if (meta_attribute != nullptr && is_data_descriptor(meta_attribute)) {
        Ref<Object> kept = share(meta_attribute);
        return call_slot(meta_attribute->type->slots.descriptor_set, meta_attribute, type, value);
    }
    Ref<Str> interned = intern(share(name));
    type_modified(type);
    if (value == nullptr) {
        if (!dict_delete_name(type->dict, interned.get())) return raise_no_attribute(self, name);
    } else {
        dict_set_name(type->dict, interned.get(), value);
    }
    type_modified(type);
    if (interned->view().starts_with("__")) update_slots_for_name(type, interned.get());
    return {};
}

Result<Object> type_call(Object* self, const Arguments& arguments) {
    auto* type = static_cast<Type*>(self);
    if (type == &Type::type_object) {
        if (arguments.positional == 1 && !arguments.has_keywords()) return share(arguments[0]->type);
        if (arguments.positional != 3) return raise(TypeError, "type() takes 1 or 3 arguments");
    }
    if (type->slots.new_ == nullptr || type->has(TypeFlag::no_instantiation)) {
        return raise(TypeError, "cannot create '{}' instances", type->display_name());
    }
    RecursionGuard guard(" while calling a Python object");
    if (guard.failed()) return Failure{};
    Ref<Object> object = TRY(call_slot(type->slots.new_, type, arguments));
    // What __new__ returned is initialised only if it is an instance of this class.
    if (!is_subtype(object->type, type) || object->type->slots.init == nullptr) return object;
    TRY(call_slot(object->type->slots.init, object.get(), arguments));
    return object;
}

Result<Object> get_qualname(Object* self);
Result<Object> get_module(Object* self);

// What the metaclass says is not asked for: it may say anything.
Result<Object> type_repr(Object* self) {
    auto* type = static_cast<Type*>(self);
    Result<Object> found = get_module(type);
    if (found.failed()) clear_exception();
    Ref<Object> module = found.ok() ? found.take() : nullptr;
    Ref<Object> qualname = TRY(get_qualname(type));
    auto* module_name = as<Str>(module.get());
    if (module_name == nullptr || module_name->equals("builtins"))
        return Str::from(format_text("<class '{}'>", type->display_name()));
    return Str::from(format_text("<class '{}.{}'>", module_name, cast<Str>(qualname.get())));
}

void type_traverse(Object* self, VisitFunction visit, void* argument) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return;
    for (Object* reference :
         {static_cast<Object*>(type->base), static_cast<Object*>(type->bases), static_cast<Object*>(type->mro),
          static_cast<Object*>(type->dict), static_cast<Object*>(type->subclasses)}) {
        if (reference != nullptr) visit(reference, argument);
    }
}

void type_clear(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return;
    type_modified(type);
    if (type->dict != nullptr) dict_clear(type->dict);
    // The mro holds the type itself. The bases stay: a class needs them until it is freed.
    xdecref(std::exchange(type->mro, nullptr));
}

void type_deallocate(Object* self) {
    auto* type = static_cast<Type*>(self);
    type_modified(type);
    if (type->bases != nullptr) {
        for (Object* base : *type->bases) forget_subclass(cast<Type>(base), type);
    }
    xdecref(type->dict);
    xdecref(type->mro);
    xdecref(type->bases);
    xdecref(type->base);
    xdecref(type->subclasses);
    xdecref(type->slot_names);
    xdecref(type->name);
    xdecref(type->qualname);
    if (type->shared_keys != nullptr) release_keys(type->shared_keys);
    free_instance(self);
}

// ---------------------------------------------------------------- attributes of classes

Result<Object> get_name(Object* self) { return share(static_cast<Type*>(self)->name); }

Failure immutable_type(const char* attribute, const Type* type) {
    return raise(TypeError, "cannot set '{}' attribute of immutable type '{}'", attribute, type->display_name());
}

Result<void> set_name(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__name__", type);
    if (value == nullptr)
        return raise(TypeError, "cannot delete '__name__' attribute of immutable type '{}'", type->display_name());
    auto* name = as<Str>(value);
    if (name == nullptr) {
        return raise(TypeError, "can only assign string to {}.__name__, not '{}'", type->display_name(),
                     type_name(value));
    }
    if (name->view().find('\0') != std::string_view::npos)
        return raise(ValueError, "type name must not contain null characters");
    Ref<Str> old = adopt(std::exchange(type->name, share(name).release()));
    return {};
}

Result<Object> get_qualname(Object* self) {
    auto* type = static_cast<Type*>(self);
    return share(type->qualname != nullptr ? type->qualname : type->name);
}

Result<void> set_qualname(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__qualname__", type);
    if (value == nullptr)
        return raise(TypeError, "cannot delete '__qualname__' attribute of immutable type '{}'", type->display_name());
    auto* name = as<Str>(value);
    if (name == nullptr) {
        return raise(TypeError, "can only assign string to {}.__qualname__, not '{}'", type->display_name(),
                     type_name(value));
    }
    Ref<Str> old = adopt(std::exchange(type->qualname, share(name).release()));
    return {};
}

Result<Object> get_module(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (type->has(TypeFlag::heap)) {
        Object* module = dict_get_name(type->dict, names::dunder_module);
        if (module == nullptr) return raise(AttributeError, "__module__");
        return share(module);
    }
    const char* dot = std::strrchr(type->native_name, '.');
    if (dot == nullptr) return share<Object>(names::builtins);
    return Str::interned_from({type->native_name, std::size_t(dot - type->native_name)});
}

Result<void> set_module(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__module__", type);
    if (value == nullptr)
        return raise(TypeError, "cannot delete '__module__' attribute of immutable type '{}'", type->display_name());
    type_modified(type);
    dict_set_name(type->dict, names::dunder_module, value);
    return {};
}

Result<Object> get_doc(Object* self) {
    auto* type = static_cast<Type*>(self);
    // In the dict of a built-in type the name may be a descriptor for the docs of instances.
    if (!type->has(TypeFlag::heap) && type->spec->doc != nullptr) return Str::from(type->spec->doc);
    Object* doc = dict_get_name(type_dict(type), names::dunder_doc);
    if (doc == nullptr) return none();
    return bind_attribute(doc, nullptr, type);
}

Result<void> set_doc(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__doc__", type);
    if (value == nullptr)
        return raise(TypeError, "cannot delete '__doc__' attribute of immutable type '{}'", type->display_name());
    type_modified(type);
    dict_set_name(type->dict, names::dunder_doc, value);
    return {};
}

Result<Object> get_dict(Object* self) {
    return create<MappingProxy>(share<Object>(type_dict(static_cast<Type*>(self))));
}
Result<Object> get_bases(Object* self) { return share(static_cast<Type*>(self)->bases); }
Result<Object> get_base(Object* self) {
    auto* type = static_cast<Type*>(self);
    return type->base == nullptr ? none() : Ref<Object>(share(type->base));
}
Result<Object> get_mro(Object* self) {
    auto* type = static_cast<Type*>(self);
    return type->mro == nullptr ? none() : Ref<Object>(share(type->mro));
}

Result<Object> get_abstract_methods(Object* self) {
    auto* type = static_cast<Type*>(self);
    Object* found =
        type == &Type::type_object ? nullptr : dict_get_name(type_dict(type), names::dunder_abstractmethods);
    if (found == nullptr) return raise(AttributeError, "__abstractmethods__");
    return share(found);
}

Result<void> set_abstract_methods(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    bool abstract = value != nullptr && TRY(is_true(value));
    type_modified(type);
    if (value != nullptr) {
        dict_set_name(type->dict, names::dunder_abstractmethods, value);
    } else if (!dict_delete_name(type->dict, names::dunder_abstractmethods)) {
        return raise(AttributeError, "__abstractmethods__");
    }
    abstract ? type->set(TypeFlag::abstract) : type->unset(TypeFlag::abstract);
    return {};
}

Result<Object> get_annotations(Object* self) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) {
        return raise(AttributeError, "type object '{}' has no attribute '__annotations__'", type->display_name());
    }
    if (Object* found = dict_get_name(type->dict, names::dunder_annotations))
        return bind_attribute(found, nullptr, type);
    Ref<Dict> annotations = Dict::create();
    type_modified(type);
    dict_set_name(type->dict, names::dunder_annotations, annotations.get());
    return annotations;
}

Result<void> set_annotations(Object* self, Object* value) {
    auto* type = static_cast<Type*>(self);
    if (!type->has(TypeFlag::heap)) return immutable_type("__annotations__", type);
    type_modified(type);
    if (value != nullptr) {
        dict_set_name(type->dict, names::dunder_annotations, value);
    } else if (!dict_delete_name(type->dict, names::dunder_annotations)) {
        return raise(AttributeError, "__annotations__");
    }
    return {};
}

Result<Object> get_text_signature(Object* self) {
    auto* type = static_cast<Type*>(self);
    const char* text = type->spec != nullptr ? type->spec->text_signature : nullptr;
    return text == nullptr ? none() : Ref<Object>(Str::from(text));
}

Result<Object> get_flags(Object* self) {
    auto* type = static_cast<Type*>(self);
    // CPython's Py_TPFLAGS values, as far as the library looks at them.
    struct Translation {
        TypeFlag flag;
        std::int64_t value;
    };
    constexpr Translation translations[] = {{TypeFlag::sequence_pattern, 1 << 5},
                                            {TypeFlag::mapping_pattern, 1 << 6},
                                            {TypeFlag::immutable, 1 << 8},
                                            {TypeFlag::heap, 1 << 9},
                                            {TypeFlag::base_type, 1 << 10},
                                            {TypeFlag::ready, 1 << 12},
                                            {TypeFlag::gc, 1 << 14},
                                            {TypeFlag::method_descriptor, 1 << 17},
                                            {TypeFlag::abstract, 1 << 20},
                                            {TypeFlag::match_self, 1 << 22},
                                            {TypeFlag::int_subclass, 1 << 24},
                                            {TypeFlag::list_subclass, 1 << 25},
                                            {TypeFlag::tuple_subclass, 1 << 26},
                                            {TypeFlag::bytes_subclass, 1 << 27},
                                            {TypeFlag::str_subclass, 1 << 28},
                                            {TypeFlag::dict_subclass, 1 << 29},
                                            {TypeFlag::exception_subclass, 1 << 30},
                                            {TypeFlag::type_subclass, std::int64_t(1) << 31}};
    std::int64_t flags = 0;
    for (const Translation& translation : translations) {
        if (type->has(translation.flag)) flags |= translation.value;
    }
    return Int::from(flags);
}

// With the slots in front of the heads, which CPython has behind the other fields.
Result<Object> get_basic_size(Object* self) {
    auto* type = static_cast<Type*>(self);
    return Int::from(type->basic_size + type->slots_in_front * Size(sizeof(Object*)));
}
Result<Object> get_item_size(Object* self) { return Int::from(static_cast<Type*>(self)->item_size); }

// ---------------------------------------------------------------- methods of classes

Result<Object> type_mro(Type* self) { return List::from_iterable(TRY(compute_mro(self)).get()); }

Result<Object> type_subclasses(Type* self) {
    Ref<List> list = List::create();
    for (Type* type : ready_types()) {
        bool direct = std::find(type->bases->begin(), type->bases->end(), self) != type->bases->end();
        if (direct) TRY(list_append(list.get(), type));
    }
    Size position = 0;
    while (Ref<Type> subclass = next_subclass(self, position)) TRY(list_append(list.get(), subclass.get()));
    return list;
}

Result<Object> type_prepare(Object*, const Arguments&) { return Dict::create(); }
Result<bool> type_instancecheck(Type* self, Object* instance) { return is_real_instance(instance, self); }
Result<bool> type_subclasscheck(Type* self, Object* subclass) { return is_real_subclass(subclass, self); }

Result<Object> type_dir(Type* self) {
    Ref<Dict> all = Dict::create();
    TRY(merge_class_dict(all.get(), self));
    return dict_keys_list(all.get());
}

// Where in an instance its __dict__ and its first weak reference are, in bytes from the Object header: in front of it
// for classes made in Python (memory/gc.hpp), in a field for some built-in types; 0: nowhere.
Result<Object> get_dict_offset(Object* self) {
    auto* type = static_cast<Type*>(self);
    constexpr Size managed = -Size(sizeof(GcHead) + sizeof(ManagedHead) - offsetof(ManagedHead, dict));
    return Int::from(type->has(TypeFlag::managed_dict) ? managed : Size(type->dict_offset));
}

Result<Object> get_weakrefs_offset(Object* self) {
    auto* type = static_cast<Type*>(self);
    constexpr Size managed = -Size(sizeof(GcHead) + sizeof(ManagedHead) - offsetof(ManagedHead, weakrefs));
    return Int::from(type->has(TypeFlag::managed_weakrefs) ? managed : Size(type->weakrefs_offset));
}

Result<Object> type_or(Object* left, Object* right) { return make_union(left, right); }

Result<void> type_init(Object*, const Arguments& arguments) {
    if (arguments.has_keywords() && arguments.positional == 1)
        return raise(TypeError, "type.__init__() takes no keyword arguments");
    if (arguments.positional != 1 && arguments.positional != 3)
        return raise(TypeError, "type.__init__() takes 1 or 3 arguments");
    return {};
}

const Method type_methods[] = {
    {"mro(self, /)", bind<type_mro>, "Works out the order in which classes are searched for attributes (C3)."},
    {"__subclasses__(self, /)", bind<type_subclasses>,
     "Lists the classes that name this one as a base and are still alive."},
    {"__prepare__(type, *args, **kwargs)", bind<type_prepare>, "Gives the namespace that a class body will run in.",
     MethodKind::class_method},
    {"__instancecheck__(self, instance, /)", bind<type_instancecheck>, "Answers isinstance(instance, self)."},
    {"__subclasscheck__(self, subclass, /)", bind<type_subclasscheck>, "Answers issubclass(subclass, self)."},
    {"__dir__(self, /)", bind<type_dir>,
     "Collects the names in the class and its bases, but not those of the metaclass."},
};

const Getter type_getters[] = {
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__module__", get_module, set_module},
    {"__doc__", get_doc, set_doc},
    {"__dict__", get_dict},
    {"__bases__", get_bases, set_type_bases},
    {"__base__", get_base},
    {"__mro__", get_mro},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods},
    {"__annotations__", get_annotations, set_annotations},
    {"__text_signature__", get_text_signature},
    {"__flags__", get_flags},
    {"__basicsize__", get_basic_size},
    {"__itemsize__", get_item_size},
    {"__dictoffset__", get_dict_offset},
    {"__weakrefoffset__", get_weakrefs_offset},
};

const TypeSpec type_spec = {
    .name = "type",
    .doc =
        "The class of classes. With one argument it tells the class of an object; with a name, bases and a dict it "
        "makes a new class.",
    .size = sizeof(Type),
    .flags = TypeFlag::gc | TypeFlag::base_type | TypeFlag::type_subclass,
    .weakrefs_offset = offsetof(Type, weakrefs),
    .slots = {.deallocate = type_deallocate,
              .traverse = type_traverse,
              .clear = type_clear,
              .new_ = type_new,
              .init = type_init,
              .repr = type_repr,
              .get_attribute = type_get_attribute,
              .set_attribute = type_set_attribute,
              .call = type_call,
              .or_ = type_or},
    .methods = type_methods,
    .getters = type_getters,
};

}  // namespace

Type Type::type_object(type_spec);

}  // namespace minipy
