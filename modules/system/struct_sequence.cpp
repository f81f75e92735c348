// SPDX-License-Identifier: MIT
// Struct sequences: heap classes derived from tuple, with a descriptor for each field. An instance has room for all
// fields; its length counts the visible ones only, so that the rest is reached by name alone:
//
//      │ refcount │ type │ length = visible │ item 0 │ … │ item visible−1 │ hidden … │
#include "modules/system/struct_sequence.hpp"

#include <string>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

struct Layout {
    Ref<Type> type;
    Size fields, visible;
    std::vector<const char*> names;  // null: unnamed
};

std::vector<Layout>& layouts() {
    static std::vector<Layout> known;
    return known;
}

// Of a struct sequence type or of a class derived from one.
const Layout& layout_of(const Type* type) {
    for (;; type = type->base) {
        for (const Layout& layout : layouts()) {
            if (layout.type.get() == type) return layout;
        }
    }
}

// ---------------------------------------------------------------- fields

struct ItemGetter : Object {
    Size position;
    Ref<Str> name;
    ItemGetter(Type* getter_type, Size index, Ref<Str> field)
        : Object(getter_type), position(index), name(std::move(field)) {}
    static Type type_object;
};

Result<Object> item_getter_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    Type* base = instance->type;
    while (base != nullptr && base->slots.deallocate == instance->type->slots.deallocate &&
           base->base != &Tuple::type_object)
        base = base->base;
    auto* getter = static_cast<ItemGetter*>(self);
    if (!is<Tuple>(instance) || base == nullptr || dict_get_name(type_dict(base), getter->name.get()) != self) {
        return raise(TypeError, "descriptor '{}' doesn't apply to a '{}' object", getter->name.get(),
                     type_name(instance));
    }
    Object* item = static_cast<Tuple*>(instance)->items()[getter->position];
    return item == nullptr ? none() : share(item);
}
Result<void> item_getter_set(Object*, Object*, Object*) { return raise(AttributeError, "readonly attribute"); }

const TypeSpec item_getter_spec = {
    .name = "member_descriptor",
    .size = sizeof(ItemGetter),
    .slots = {.deallocate = destroy<ItemGetter>, .descriptor_get = item_getter_get, .descriptor_set = item_getter_set},
};
Type ItemGetter::type_object(item_getter_spec);

// ---------------------------------------------------------------- instances

Result<Tuple> allocate_sequence(Type* type, const Layout& layout) {
    Ref<Object> object = TRY(allocate_instance(type, layout.fields));
    static_cast<Tuple*>(object.get())->length = layout.visible;
    return ref_cast<Tuple>(std::move(object));
}

void sequence_deallocate(Object* self) {
    Size fields = layout_of(self->type).fields;
    auto* tuple = static_cast<Tuple*>(self);
    for (Size index = fields; index-- > 0;) xdecref(tuple->items()[index]);
    free_object(self, std::size_t(self->type->basic_size + fields * self->type->item_size));
}

void sequence_traverse(Object* self, VisitFunction visit, void* argument) {
    Size fields = layout_of(self->type).fields;
    for (Size index = 0; index < fields; ++index) {
        if (Object* item = static_cast<Tuple*>(self)->items()[index]) visit(item, argument);
    }
}

// type(sequence, dict={}): the visible items, perhaps hidden ones; the dict may name more.
Result<Object> sequence_from(Type* type, Object* sequence, Object* more) {
    const Layout& layout = layout_of(type);
    Result<Tuple> made = Tuple::from_iterable(sequence);
    if (made.failed()) {
        if (catch_exception(TypeError)) return raise(TypeError, "constructor requires a sequence");
        return Failure{};
    }
    Ref<Tuple> items = made.take();
    if (more != nullptr && !is<Dict>(more))
        return raise(TypeError, "{}() takes a dict as second arg, if any", type->display_name());
    Size given = items->length;
    const char* bound = layout.fields == layout.visible ? "" : given < layout.visible ? "n at least" : "n at most";
    if (given < layout.visible || given > layout.fields) {
        return raise(TypeError, "{}() takes a{} {}-sequence ({}-sequence given)", type->display_name(), bound,
                     given < layout.visible ? layout.visible : layout.fields, given);
    }
    Ref<Tuple> result = TRY(allocate_sequence(type, layout));
    for (Size index = 0; index < layout.fields; ++index) {
        Ref<Object> item = index < given ? share((*items)[index]) : none();
        const char* name = layout.names[std::size_t(index)];
        if (index >= given && more != nullptr && name != nullptr) {
            if (Object* found = dict_get_name(static_cast<Dict*>(more), Str::interned_from(name).get()))
                item = share(found);
        }
        result->initialize(index, std::move(item));
    }
    return result;
}
Result<Object> sequence_new(Type* type, const Arguments& arguments) {
    return new_by_signature<"structseq(type, /, sequence, dict=<absent>)", sequence_from>(type, arguments);
}

// sys.version_info(major=3, minor=11, …)
Result<Object> sequence_repr(Tuple* self) {
    const Layout& layout = layout_of(self->type);
    auto* module = as<Str>(dict_get_name(layout.type->dict, names::dunder_module));
    StrBuilder text;
    if (module != nullptr) text.append(format_text("{}.", module));
    text.append(layout.type->name);
    text.append('(');
    std::size_t named = 0;
    for (Size index = 0; index < layout.visible; ++index, ++named) {
        while (layout.names[named] == nullptr) ++named;
        if (index > 0) text.append(", ");
        text.append(layout.names[named]);
        text.append('=');
        text.append(TRY(repr(self->items()[index])).get());
    }
    text.append(')');
    return text.finish();
}

// For copy and pickle: (type, (the visible items, the hidden ones by name)).
Result<Object> sequence_reduce(Tuple* self) {
    const Layout& layout = layout_of(self->type);
    Ref<Tuple> visible = TRY(Tuple::copy({self->items(), std::size_t(layout.visible)}));
    Ref<Dict> hidden = Dict::create();
    for (Size index = layout.visible; index < layout.fields; ++index) {
        if (const char* name = layout.names[std::size_t(index)])
            dict_set_name(hidden.get(), Str::interned_from(name).get(), self->items()[index]);
    }
    Ref<Tuple> arguments = Tuple::of({visible.get(), hidden.get()});
    return Tuple::of({self->type, arguments.get()});
}

const Method sequence_repr_row = {"__repr__(self, /)", bind<sequence_repr>};
const Method sequence_reduce_row = {"__reduce__(self, /)", bind<sequence_reduce>};

Result<Dict> make_namespace(const std::string& name, std::span<const char* const> fields, Size visible) {
    Ref<Dict> dict = Dict::create();
    std::vector<Ref<Object>> matched;
    Size unnamed = 0;
    for (std::size_t index = 0; index < fields.size(); ++index) {
        if (fields[index] == nullptr) {
            ++unnamed;
            continue;
        }
        Ref<Str> field = Str::interned_from(fields[index]);
        dict_set_name(dict.get(), field.get(), create<ItemGetter>(Size(index), field).get());
        if (Size(index) < visible) matched.push_back(field);
    }
    Ref<Tuple> match_arguments = TRY(Tuple::create(Size(matched.size())));
    for (std::size_t index = 0; index < matched.size(); ++index)
        match_arguments->initialize(Size(index), matched[index]);
    auto put = [&](const char* key, Ref<Object> value) {
        dict_set_name(dict.get(), Str::interned_from(key).get(), value.get());
    };
    put("__match_args__", match_arguments->track());
    put("__module__", Str::interned_from(name.substr(0, name.rfind('.'))));
    put("n_fields", Int::from(Size(fields.size())));
    put("n_sequence_fields", Int::from(visible));
    put("n_unnamed_fields", Int::from(unnamed));
    put("__slots__", Tuple::empty());
    put("__repr__", create<MethodDescriptor>(&Tuple::type_object, &sequence_repr_row));
    put("__reduce__", create<MethodDescriptor>(&Tuple::type_object, &sequence_reduce_row));
    return dict;
}

}  // namespace

Result<Type> make_struct_sequence_type(const char* name, std::span<const char* const> fields, Size visible) {
    ready_type(&ItemGetter::type_object);
    if (layouts().empty()) {
        at_runtime_end([] { layouts().clear(); });
    }
    std::string full(name);
    Ref<Dict> dict = TRY(make_namespace(full, fields, visible));
    Ref<Str> short_name = Str::from(full.substr(full.rfind('.') + 1));
    Ref<Tuple> bases = Tuple::of({&Tuple::type_object});
    Ref<Type> type = ref_cast<Type>(TRY(call(&Type::type_object, {short_name.get(), bases.get(), dict.get()})));
    type->native_name = name;  // messages show the module too
    type->slots.deallocate = sequence_deallocate;
    type->slots.traverse = sequence_traverse;
    type->slots.new_ = sequence_new;
    type->set(TypeFlag::immutable);
    Ref<Object> maker = make_native_new(type.get());
    dict_set_name(type->dict, names::dunder_new, maker.get());
    type_modified(type.get());
    layouts().push_back({type, Size(fields.size()), visible, {fields.begin(), fields.end()}});
    return type;
}

Result<Object> make_struct_sequence(Type* type, std::span<const Ref<Object>> values) {
    Ref<Tuple> result = TRY(allocate_sequence(type, layout_of(type)));
    for (std::size_t index = 0; index < values.size(); ++index) result->initialize(Size(index), values[index]);
    return result;
}

}  // namespace minipy
