// SPDX-License-Identifier: MIT
// Struct sequences as heap classes derived from tuple, with a property-like descriptor for each field.
#include "modules/struct_sequence.hpp"

#include <string>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/functions/property.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/names.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/object/type_spec.hpp"
#include "runtime/protocols/calls.hpp"
#include "runtime/protocols/items.hpp"
#include "runtime/protocols/text.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy {

namespace {

// The descriptor of one field: the item at a fixed position.
struct ItemGetter : Object {
    Size position;
    ItemGetter(Type* getter_type, Size index) : Object(getter_type), position(index) {}
    static Type type_object;
};

Result<Object> item_getter_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr) return share(self);
    return share((*static_cast<Tuple*>(instance))[static_cast<ItemGetter*>(self)->position]);
}
Result<void> item_getter_set(Object*, Object*, Object*) { return raise(AttributeError, "readonly attribute"); }

const TypeSpec item_getter_spec = {
    .name = "member_descriptor",
    .size = sizeof(ItemGetter),
    .slots = {.deallocate = destroy<ItemGetter>, .descriptor_get = item_getter_get, .descriptor_set = item_getter_set},
};
Type ItemGetter::type_object(item_getter_spec);

// sys.version_info(major=3, minor=11, …)
Result<Object> sequence_repr(Tuple* self) {
    Ref<Object> fields = share(dict_get_name(self->type->dict, names::dunder_match_args));
    auto* field_names = static_cast<Tuple*>(fields.get());
    auto* module = as<Str>(dict_get_name(self->type->dict, names::dunder_module));
    StrBuilder text;
    if (module != nullptr) text.append(format_text("{}.", module));
    text.append(self->type->name);
    text.append('(');
    for (Size index = 0; index < field_names->length; ++index) {
        if (index > 0) text.append(", ");
        text.append(static_cast<Str*>((*field_names)[index]));
        text.append('=');
        text.append(TRY(repr((*self)[index])).get());
    }
    text.append(')');
    return text.finish();
}

const Method sequence_repr_row = {"__repr__(self, /)", bind<sequence_repr>};

}  // namespace

Result<Type> make_struct_sequence_type(const char* name, std::span<const char* const> fields, Size visible) {
    ready_type(&ItemGetter::type_object);
    std::string full(name);
    Ref<Dict> namespace_dict = Dict::create();
    Ref<Tuple> visible_names = TRY(Tuple::create(visible));
    for (std::size_t index = 0; index < fields.size(); ++index) {
        Ref<Str> field = Str::interned_from(fields[index]);
        dict_set_name(namespace_dict.get(), field.get(), create<ItemGetter>(Size(index)).get());
        if (Size(index) < visible) visible_names->initialize(Size(index), field);
    }
    auto put = [&](const char* key, Ref<Object> value) { dict_set_name(namespace_dict.get(), Str::interned_from(key).get(), value.get()); };
    put("__match_args__", visible_names->track());
    put("__module__", Str::interned_from(full.substr(0, full.rfind('.'))));
    put("n_fields", Int::from(Size(fields.size())));
    put("n_sequence_fields", Int::from(visible));
    put("n_unnamed_fields", Int::from(0));
    put("__slots__", Tuple::empty());
    put("__repr__", create<MethodDescriptor>(&Tuple::type_object, &sequence_repr_row));
    Ref<Str> short_name = Str::from(full.substr(full.rfind('.') + 1));
    Ref<Tuple> bases = Tuple::of({&Tuple::type_object});
    Ref<Object> type = TRY(call(&Type::type_object, {short_name.get(), bases.get(), namespace_dict.get()}));
    return ref_cast<Type>(std::move(type));
}

Result<Object> make_struct_sequence(Type* type, std::span<const Ref<Object>> values) {
    std::vector<Object*> items;
    for (const Ref<Object>& value : values) items.push_back(value.get());
    Ref<Tuple> tuple = TRY(Tuple::copy(items));
    return Tuple::type_object.slots.new_(type, Arguments{reinterpret_cast<Object* const*>(&tuple), 1, nullptr});
}

}  // namespace minipy
