// SPDX-License-Identifier: MIT
// Struct sequences: types derived from tuple, with a descriptor for each field. An instance has room for all fields;
// its length counts the visible ones only, so that the rest is reached by name alone. The layout is part of the static
// type's spec: it is there as long as there are instances.
//
//      │ refcount │ type │ length = visible │ item 0 │ … │ item visible−1 │ hidden … │
#include "runtime/containers/struct_sequence.hpp"

#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

const StructSequenceSpec& layout_of(const Type* type) { return static_cast<const StructSequenceSpec&>(*type->spec); }
Size field_count(const Type* type) { return Size(layout_of(type).fields.size()); }

// ---------------------------------------------------------------- fields

struct ItemGetter : Object {
    Type* owner;  // borrowed: a static type
    Size position;
    ItemGetter(Type* getter_type, Type* sequence_type, Size index)
        : Object(getter_type), owner(sequence_type), position(index) {}
    const char* name() const { return layout_of(owner).fields[std::size_t(position)]; }
    static Type type_object;
};

Result<Object> item_getter_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    auto* getter = static_cast<ItemGetter*>(self);
    if (instance->type != getter->owner) {
        return raise(TypeError, "descriptor '{}' for '{}' objects doesn't apply to a '{}' object", getter->name(),
                     getter->owner->display_name(), type_name(instance));
    }
    Object* item = cast<Tuple>(instance)->items()[getter->position];
    return item == nullptr ? none() : share(item);
}
Result<Object> item_getter_repr(Object* self) {
    auto* getter = static_cast<ItemGetter*>(self);
    return Str::from(format_text("<member '{}' of '{}' objects>", getter->name(), getter->owner->display_name()));
}
Result<Object> item_getter_name(Object* self) { return Str::from(static_cast<ItemGetter*>(self)->name()); }
Result<Object> item_getter_owner(Object* self) { return share<Object>(static_cast<ItemGetter*>(self)->owner); }

Result<void> item_getter_set(Object*, Object*, Object*) { return raise(AttributeError, "readonly attribute"); }

const Getter item_getter_getters[] = {{"__name__", item_getter_name}, {"__objclass__", item_getter_owner}};

const TypeSpec item_getter_spec = {
    .name = "member_descriptor",
    .size = sizeof(ItemGetter),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<ItemGetter>,
              .repr = item_getter_repr,
              .descriptor_get = item_getter_get,
              .descriptor_set = item_getter_set},
    .getters = item_getter_getters,
};
Type ItemGetter::type_object(item_getter_spec);

// ---------------------------------------------------------------- instances

Result<Tuple> allocate_sequence(Type* type) {
    Ref<Object> object = TRY(allocate_instance(type, field_count(type)));
    cast<Tuple>(object.get())->length = layout_of(type).visible;
    return ref_cast<Tuple>(std::move(object));
}

// type(sequence, dict={}): the visible items, perhaps hidden ones; the dict may name more.
Result<Object> sequence_from(Type* type, Object* sequence, Object* more) {
    const StructSequenceSpec& layout = layout_of(type);
    const Size fields = field_count(type);
    Result<Tuple> made = Tuple::from_iterable(sequence);
    if (made.failed()) {
        if (catch_exception(TypeError)) return raise(TypeError, "constructor requires a sequence");
        return Failure{};
    }
    Ref<Tuple> items = made.take();
    if (more != nullptr && !is<Dict>(more))
        return raise(TypeError, "{}() takes a dict as second arg, if any", type->display_name());
    Size given = items->length;
    const char* bound = fields == layout.visible ? "" : given < layout.visible ? "n at least" : "n at most";
    if (given < layout.visible || given > fields) {
        return raise(TypeError, "{}() takes a{} {}-sequence ({}-sequence given)", type->display_name(), bound,
                     given < layout.visible ? layout.visible : fields, given);
    }
    Ref<Tuple> result = TRY(allocate_sequence(type));
    for (Size index = 0; index < fields; ++index) {
        Ref<Object> item = index < given ? share((*items)[index]) : none();
        const char* name = layout.fields[std::size_t(index)];
        if (index >= given && more != nullptr && name != nullptr) {
            if (Object* found = dict_get_name(cast<Dict>(more), Str::interned_from(name).get())) item = share(found);
        }
        result->initialize(index, std::move(item));
    }
    return result;
}
// For copy and pickle: (type, (the visible items, the hidden ones by name)).
Result<Object> sequence_reduce(Tuple* self) {
    const StructSequenceSpec& layout = layout_of(self->type);
    Ref<Tuple> visible = TRY(Tuple::copy({self->items(), std::size_t(layout.visible)}));
    Ref<Dict> hidden = Dict::create();
    for (Size index = layout.visible; index < field_count(self->type); ++index) {
        if (const char* name = layout.fields[std::size_t(index)])
            dict_set_name(hidden.get(), Str::interned_from(name).get(), self->items()[index]);
    }
    Ref<Tuple> arguments = Tuple::of({visible.get(), hidden.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method sequence_reduce_row = {"__reduce__(self, /)", bind<sequence_reduce>};

}  // namespace

void StructSequenceSpec::deallocate(Object* self) {
    Size fields = field_count(self->type);
    auto* tuple = static_cast<Tuple*>(self);
    for (Size index = fields; index-- > 0;) xdecref(tuple->items()[index]);
    free_object(self, std::size_t(self->type->basic_size + fields * self->type->item_size));
}

void StructSequenceSpec::traverse(Object* self, VisitFunction visit, void* argument) {
    for (Size index = 0; index < field_count(self->type); ++index) {
        if (Object* item = static_cast<Tuple*>(self)->items()[index]) visit(item, argument);
    }
}

Result<Object> StructSequenceSpec::make(Type* type, const Arguments& arguments) {
    return new_by_signature<"structseq(type, /, sequence, dict=<absent>)", sequence_from>(type, arguments);
}

// sys.version_info(major=3, minor=11, …)
Result<Object> StructSequenceSpec::repr(Object* object) {
    auto* self = cast<Tuple>(object);
    const StructSequenceSpec& layout = layout_of(self->type);
    StrBuilder text;
    text.append(layout.name);
    text.append('(');
    std::size_t named = 0;
    for (Size index = 0; index < layout.visible; ++index, ++named) {
        while (layout.fields[named] == nullptr) ++named;
        if (index > 0) text.append(", ");
        text.append(layout.fields[named]);
        text.append('=');
        text.append(TRY(minipy::repr(self->items()[index])).get());
    }
    text.append(')');
    return text.finish();
}

void StructSequenceSpec::fill(Type* type, Dict* dict) {
    ready_type(&ItemGetter::type_object);
    const StructSequenceSpec& layout = layout_of(type);
    std::vector<Object*> matched;
    Size unnamed = 0;
    for (Size index = 0; index < field_count(type); ++index) {
        const char* field = layout.fields[std::size_t(index)];
        if (field == nullptr) {
            ++unnamed;
            continue;
        }
        Ref<Str> name = Str::interned_from(field);
        dict_set_name(dict, name.get(), create<ItemGetter>(type, index).get());
        if (index < layout.visible) matched.push_back(name.get());
    }
    auto put = [&](const char* key, Ref<Object> value) {
        dict_set_name(dict, Str::interned_from(key).get(), value.get());
    };
    put("__match_args__", Tuple::copy(matched).take());
    put("n_fields", Int::from(field_count(type)));
    put("n_sequence_fields", Int::from(layout.visible));
    put("n_unnamed_fields", Int::from(unnamed));
    put("__reduce__", create<MethodDescriptor>(type, &sequence_reduce_row));
}

Result<Object> make_struct_sequence(Type* type, std::span<const Ref<Object>> values) {
    Ref<Tuple> result = TRY(allocate_sequence(type));
    for (std::size_t index = 0; index < values.size(); ++index) result->initialize(Size(index), values[index]);
    return result;
}

}  // namespace minipy
