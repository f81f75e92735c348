// SPDX-License-Identifier: MIT
// mappingproxy and SimpleNamespace. CPython: Objects/descrobject.c, Objects/namespaceobject.c.
#include "runtime/modules/namespace.hpp"

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
#include "runtime/kernel/text.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- mappingproxy: everything is asked of the mapping

Object* mapping_of(Object* self) { return static_cast<MappingProxy*>(self)->mapping.get(); }
Object* unwrapped(Object* object) { return is<MappingProxy>(object) ? mapping_of(object) : object; }

Result<Object> proxy_new(Type*, Object* mapping) {
    bool is_mapping = mapping->type->slots.get_item != nullptr && !is<List>(mapping) && !is<Tuple>(mapping);
    if (!is_mapping) return raise(TypeError, "mappingproxy() argument must be a mapping, not {}", type_name(mapping));
    return create<MappingProxy>(share(mapping));
}
Result<Object> proxy_new_slot(Type* type, const Arguments& arguments) {
    TRY(check_positional("mappingproxy", arguments, 1, 1));
    return proxy_new(type, arguments[0]);
}

Result<Object> proxy_repr(Object* self) {
    Ref<Str> inner = TRY(repr(mapping_of(self)));
    return Str::from(format_text("mappingproxy({})", inner.get()));
}
Result<Object> proxy_str(Object* self) { return to_str(mapping_of(self)); }
Result<Object> proxy_compare(Object* left, Object* right, Comparison operation) {
    return compare(unwrapped(left), right, operation);
}
Result<Object> proxy_iter(Object* self) { return get_iterator(mapping_of(self)); }
Result<Size> proxy_length(Object* self) { return length(mapping_of(self)); }
Result<Object> proxy_get_item(Object* self, Object* key) { return get_item(mapping_of(self), key); }
Result<bool> proxy_contains(Object* self, Object* key) { return contains(mapping_of(self), key); }
Result<Object> proxy_or(Object* left, Object* right) {
    return binary_operation(BinaryOperator::or_, unwrapped(left), unwrapped(right));
}
Result<Object> proxy_inplace_or(Object* self, Object*) {
    return raise(TypeError, "'|=' is not supported by {}; use '|' instead", type_name(self));
}

Result<Object> proxy_get(MappingProxy* self, Object* key, Object* default_value) {
    return call_method(self->mapping.get(), names::get, {key, default_value});
}
Result<Object> proxy_keys(MappingProxy* self) { return call_method(self->mapping.get(), names::keys); }
Result<Object> proxy_values(MappingProxy* self) { return call_method(self->mapping.get(), names::values); }
Result<Object> proxy_items(MappingProxy* self) { return call_method(self->mapping.get(), names::items); }
Result<Object> proxy_copy(MappingProxy* self) { return call_method(self->mapping.get(), names::copy); }
Result<Object> proxy_reversed(MappingProxy* self) { return call_method(self->mapping.get(), names::dunder_reversed); }

const Method proxy_methods[] = {
    {"get(self, key, default=None, /)", bind<proxy_get>, "Gives the value of key, or default if there is none."},
    {"keys(self, /)", bind<proxy_keys>, "Looks at the keys: a view that follows the mapping."},
    {"values(self, /)", bind<proxy_values>, "Looks at the values: a view that follows the mapping."},
    {"items(self, /)", bind<proxy_items>, "Looks at the items as (key, value): a view that follows the mapping."},
    {"copy(self, /)", bind<proxy_copy>, "Copies what lies behind, not its values."},
    {"__reversed__(self, /)", bind<proxy_reversed>, "Walks over the keys, the newest first."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as MappingProxyType[str, int].", MethodKind::class_method},
};

const TypeSpec proxy_spec = {
    .name = "mappingproxy",
    .size = sizeof(MappingProxy),
    .flags = TypeFlag::gc | TypeFlag::mapping_pattern,
    .slots = {.deallocate = destroy<MappingProxy>,
              .traverse = traverse_references<MappingProxy>,
              .new_ = proxy_new_slot,
              .repr = proxy_repr,
              .str = proxy_str,
              .hash = hash_not_implemented,
              .compare = proxy_compare,
              .iter = proxy_iter,
              .length = proxy_length,
              .get_item = proxy_get_item,
              .contains = proxy_contains,
              .or_ = proxy_or,
              .inplace_or = proxy_inplace_or},
    .methods = proxy_methods,
};

// ---------------------------------------------------------------- SimpleNamespace

Dict* attributes_of(Object* self) { return static_cast<SimpleNamespace*>(self)->dict.get(); }

Result<Object> namespace_new(Type* type, const Arguments&) {
    Ref<Object> object = TRY(allocate_instance(type));
    cast<SimpleNamespace>(object.get())->dict = Dict::create();
    return object;
}

Result<void> namespace_init(Object* self, const Arguments& arguments) {
    if (arguments.positional > 0) return raise(TypeError, "no positional arguments expected");
    Ref<Dict> keywords = TRY(keywords_dict(arguments));
    return dict_update(attributes_of(self), keywords.get());
}

Result<Object> namespace_repr(Object* self) {
    std::string name = is_exact<SimpleNamespace>(self) ? "namespace" : type_name(self);
    ReprGuard guard(self);
    if (guard.entered_before()) return Str::from(name + "(...)");
    StrBuilder text;
    text.append(name + "(");
    Size position = 0;
    Object *key, *value;
    bool first = true;
    while (dict_next(attributes_of(self), position, key, value)) {
        if (!is<Str>(key)) continue;
        Ref<Object> kept = share(value);
        if (!first) text.append(", ");
        first = false;
        text.append(cast<Str>(key));
        text.append('=');
        text.append(TRY(repr(value)).get());
    }
    text.append(')');
    return text.finish();
}

Result<Object> namespace_compare(Object* left, Object* right, Comparison operation) {
    if (!is<SimpleNamespace>(left) || !is<SimpleNamespace>(right)) return not_implemented();
    return compare(attributes_of(left), attributes_of(right), operation);
}

Result<Object> get_namespace_dict(Object* self) { return share<Object>(attributes_of(self)); }
Result<Object> namespace_reduce(Object* self) {
    return Tuple::of({self->type, Tuple::empty().get(), attributes_of(self)});
}
const Method namespace_methods[] = {
    {"__reduce__(self, /)", bind<namespace_reduce>, "Tells pickle and copy how to make it again."},
};
const Getter namespace_getters[] = {{"__dict__", get_namespace_dict}};

const TypeSpec namespace_spec = {
    .name = "types.SimpleNamespace",
    .doc = "An object for attributes and nothing else; they come as keyword arguments and show in its repr.",
    .size = sizeof(SimpleNamespace),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .dict_offset = offsetof(SimpleNamespace, dict),
    .slots = {.deallocate = destroy<SimpleNamespace>,
              .traverse = traverse_references<SimpleNamespace>,
              .clear = clear_references<SimpleNamespace>,
              .new_ = namespace_new,
              .init = namespace_init,
              .repr = namespace_repr,
              .hash = hash_not_implemented,
              .compare = namespace_compare},
    .methods = namespace_methods,
    .getters = namespace_getters,
};

}  // namespace

Type MappingProxy::type_object(proxy_spec);
Type SimpleNamespace::type_object(namespace_spec);

}  // namespace minipy
