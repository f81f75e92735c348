// SPDX-License-Identifier: MIT
// types.GenericAlias: list[int]. It behaves like its origin, and remembers its arguments.
// CPython: Objects/genericaliasobject.c.
#include "runtime/types/generic_alias.hpp"

#include <string_view>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
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
#include "runtime/types/instance.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

Result<Object> make_generic_alias(Object* origin, Object* item) {
    Ref<Tuple> arguments = is<Tuple>(item) ? share(cast<Tuple>(item)) : Tuple::of({item});
    return create<GenericAlias>(share(origin), std::move(arguments));
}

// How a type is shown inside list[...]: by its qualified name, builtins without module.
Result<Str> type_argument_repr(Object* argument) {
    if (argument == &Ellipsis) return Str::from("...");
    Ref<Object> origin = TRY(find_attribute(argument, names::dunder_origin));
    Ref<Object> qualname = TRY(find_attribute(argument, names::dunder_qualname));
    Ref<Object> module = TRY(find_attribute(argument, names::dunder_module));
    bool plain =
        !origin && qualname && module && !is_none(module.get()) && is<Str>(qualname.get()) && is<Str>(module.get());
    if (!plain) return repr(argument);
    if (cast<Str>(module.get())->equals("builtins")) return share(cast<Str>(qualname.get()));
    return Str::from(format_text("{}.{}", cast<Str>(module.get()), cast<Str>(qualname.get())));
}

namespace {

GenericAlias* alias_of(Object* self) { return static_cast<GenericAlias*>(self); }

// Type variables and other objects with __parameters__ among the arguments, each once.
Result<Tuple> collect_parameters(Tuple* arguments) {
    Ref<List> found = List::create();
    auto add = [&](Object* parameter) -> Result<void> {
        for (Size index = 0; index < found->length; ++index) {
            if (TRY(equal((*found)[index], parameter))) return {};
        }
        return list_append(found.get(), parameter);
    };
    for (Object* argument : *arguments) {
        if (is<Type>(argument)) continue;
        if (Ref<Object> is_variable = TRY(find_attribute(argument, names::dunder_typing_subst))) {
            TRY(add(argument));
            continue;
        }
        Ref<Object> inner = TRY(find_attribute(argument, names::dunder_parameters));
        if (auto* tuple = as<Tuple>(inner.get())) {
            for (Object* parameter : *tuple) TRY(add(parameter));
        }
    }
    return list_to_tuple(found.get());
}

Result<Tuple*> parameters_of(GenericAlias* alias) {
    if (!alias->parameters) alias->parameters = TRY(collect_parameters(alias->arguments.get()));
    return alias->parameters.get();
}

Result<Object> alias_new(Type* type, const Arguments& arguments) {
    TRY(check_no_keywords("GenericAlias", arguments));
    TRY(check_positional("GenericAlias", arguments, 2, 2));
    if (type == &GenericAlias::type_object) return make_generic_alias(arguments[0], arguments[1]);
    Ref<GenericAlias> alias = ref_cast<GenericAlias>(TRY(allocate_instance(type)));
    alias->origin = share(arguments[0]);
    alias->arguments = is<Tuple>(arguments[1]) ? share(cast<Tuple>(arguments[1])) : Tuple::of({arguments[1]});
    return alias;
}

Result<Object> alias_repr(Object* self) {
    GenericAlias* alias = alias_of(self);
    StrBuilder text;
    if (alias->starred) text.append('*');
    text.append(TRY(type_argument_repr(alias->origin.get())).get());
    text.append('[');
    for (Size index = 0; index < alias->arguments->length; ++index) {
        if (index > 0) text.append(", ");
        text.append(TRY(type_argument_repr((*alias->arguments)[index])).get());
    }
    text.append(alias->arguments->length == 0 ? "()]" : "]");
    return text.finish();
}

Result<Hash> alias_hash(Object* self) {
    Hash value = TRY(hash(alias_of(self)->origin.get())) ^ TRY(hash(alias_of(self)->arguments.get()));
    return value == -1 ? -2 : value;
}

Result<Object> alias_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<GenericAlias>(left) || !is<GenericAlias>(right)) return not_implemented();
    bool same = alias_of(left)->starred == alias_of(right)->starred &&
                TRY(equal(alias_of(left)->origin.get(), alias_of(right)->origin.get())) &&
                TRY(equal(alias_of(left)->arguments.get(), alias_of(right)->arguments.get()));
    return to_bool(same == (operation == Comparison::equal));
}

// list[int]() makes a list and notes __orig_class__ where the instance can keep it.
Result<Object> alias_call(Object* self, const Arguments& arguments) {
    Ref<Object> made = TRY(call(alias_of(self)->origin.get(), arguments));
    if (set_attribute(made.get(), names::dunder_orig_class, self).failed()) {
        if (!exception_matches(AttributeError) && !exception_matches(TypeError)) return Failure{};
        clear_exception();
    }
    return made;
}

Maybe<Object> alias_get_attribute(Object* self, Str* name) {
    static constexpr std::string_view own[] = {"__class__",       "__origin__",     "__args__",
                                               "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
                                               "__mro_entries__", "__reduce_ex__",  "__reduce__",
                                               "__copy__",        "__deepcopy__"};
    for (std::string_view candidate : own) {
        if (name->equals(candidate)) return generic_get_attribute(self, name);
    }
    // What the origin lacks, it says itself.
    return get_attribute(alias_of(self)->origin.get(), name);
}

// ---------------------------------------------------------------- alias[item]

Maybe<Object> find_typing_attribute(Object* object, const char* name) {
    return find_attribute(object, Str::interned_from(name).get());
}

// The items between the brackets, those of *tuple[int, str] one by one; *tuple[int, ...] stays whole.
Result<Object> unpacked_items(Object* item) {
    Ref<Tuple> given = is<Tuple>(item) ? share(cast<Tuple>(item)) : Tuple::of({item});
    Ref<List> items = List::create();
    for (Object* one : *given) {
        Ref<Object> found = is<Type>(one) ? nullptr : TRY(find_typing_attribute(one, "__typing_unpacked_tuple_args__"));
        auto* inner = as<Tuple>(found.get());
        bool without_end = inner != nullptr && inner->length > 0 && (*inner)[inner->length - 1] == &Ellipsis;
        if (inner != nullptr && !without_end) TRY(list_extend(items.get(), inner));
        else TRY(list_append(items.get(), one));
    }
    return list_to_tuple(items.get());
}

// Each kind of type variable may arrange the items first: one that stands for many gathers them in a tuple.
Result<Tuple> prepared_items(Object* self, Tuple* parameters, Object* item) {
    Ref<Object> items = TRY(unpacked_items(item));
    for (Object* parameter : *parameters) {
        Ref<Object> prepare = TRY(find_typing_attribute(parameter, "__typing_prepare_subst__"));
        if (!prepare || is_none(prepare.get())) continue;
        Ref<Tuple> given = is<Tuple>(items.get()) ? ref_cast<Tuple>(items) : Tuple::of({items.get()});
        items = TRY(call(prepare.get(), {self, given.get()}));
    }
    Ref<Tuple> prepared = is<Tuple>(items.get()) ? ref_cast<Tuple>(items) : Tuple::of({items.get()});
    if (prepared->length == parameters->length) return prepared;
    Ref<Str> shown = TRY(repr(self));
    return raise(TypeError, "Too {} arguments for {}; actual {}, expected {}",
                 prepared->length > parameters->length ? "many" : "few", shown.get(), prepared->length,
                 parameters->length);
}

Size place_in(Tuple* parameters, Object* parameter) {
    Size place = 0;
    while (place < parameters->length && (*parameters)[place] != parameter) ++place;
    return place < parameters->length ? place : -1;
}

// An argument that is no variable but may hold some, as the list[T] in dict[str, list[T]] does.
Result<Object> substitute_inside(Object* argument, Tuple* parameters, Tuple* items) {
    Ref<Object> found = TRY(find_attribute(argument, names::dunder_parameters));
    auto* inner = as<Tuple>(found.get());
    if (inner == nullptr || inner->length == 0) return share(argument);
    Ref<List> inner_items = List::create();
    for (Object* parameter : *inner) {
        Size place = place_in(parameters, parameter);
        Object* item = place < 0 ? parameter : (*items)[place];
        bool many = place >= 0 && parameter->type->slots.iter != nullptr && is<Tuple>(item);
        if (many) TRY(list_extend(inner_items.get(), item));
        else TRY(list_append(inner_items.get(), item));
    }
    return get_item(argument, TRY(list_to_tuple(inner_items.get())).get());
}

Result<bool> is_unpacked_variable(Object* argument) {
    Ref<Object> mark = TRY(find_typing_attribute(argument, "__typing_is_unpacked_typevartuple__"));
    return mark ? is_true(mark.get()) : Result<bool>(false);
}

// The arguments with the items in the place of the type variables.
Result<Tuple> substitute(Object* self, Tuple* arguments, Tuple* parameters, Object* item) {
    if (parameters->length == 0) {
        Ref<Str> shown = TRY(repr(self));
        return raise(TypeError, "{} is not a generic class", shown.get());
    }
    Ref<Tuple> items = TRY(prepared_items(self, parameters, item));
    Ref<List> result = List::create();
    for (Object* argument : *arguments) {
        if (is<Type>(argument)) {
            TRY(list_append(result.get(), argument));
            continue;
        }
        bool unpacked = TRY(is_unpacked_variable(argument));
        Ref<Object> method = TRY(find_typing_attribute(argument, "__typing_subst__"));
        Size place = method ? place_in(parameters, argument) : -1;
        Ref<Object> replacement = place >= 0 ? TRY(call(method.get(), {(*items)[place]}))
                                             : TRY(substitute_inside(argument, parameters, items.get()));
        if (unpacked && is<Tuple>(replacement.get())) TRY(list_extend(result.get(), replacement.get()));
        else TRY(list_append(result.get(), replacement.get()));
    }
    return list_to_tuple(result.get());
}

Result<Object> alias_get_item(Object* self, Object* item) {
    GenericAlias* alias = alias_of(self);
    Ref<Tuple> parameters = share(TRY(parameters_of(alias)));
    Ref<Tuple> arguments = TRY(substitute(self, alias->arguments.get(), parameters.get(), item));
    Ref<GenericAlias> result = create<GenericAlias>(alias->origin, std::move(arguments));
    result->starred = alias->starred;
    return result;
}

Result<Object> alias_iter(Object* self) {
    Ref<GenericAlias> starred = create<GenericAlias>(alias_of(self)->origin, alias_of(self)->arguments);
    starred->starred = true;
    Ref<Tuple> single = Tuple::of({starred.get()});
    return get_iterator(single.get());
}

Result<Object> alias_or(Object* left, Object* right) { return make_union(left, right); }

Result<Object> mro_entries(GenericAlias* self, Object*) { return Tuple::of({self->origin.get()}); }
Result<Object> instance_check(GenericAlias*, Object*) {
    return raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Result<Object> subclass_check(GenericAlias*, Object*) {
    return raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}
Result<Object> generic_alias_reduce(GenericAlias* self) {
    Ref<Tuple> arguments = Tuple::of({self->origin.get(), self->arguments.get()});
    return Tuple::of({self->type, arguments.get()});
}
Result<Object> get_unpacked_items(Object* self) {
    GenericAlias* alias = alias_of(self);
    return alias->starred && alias->origin == &Tuple::type_object ? Ref<Object>(alias->arguments) : none();
}

Result<Object> get_parameters(Object* self) { return share<Object>(TRY(parameters_of(alias_of(self)))); }

const Method alias_methods[] = {
    {"__mro_entries__(self, bases, /)", bind<mro_entries>},
    {"__instancecheck__(self, instance, /)", bind<instance_check>},
    {"__subclasscheck__(self, cls, /)", bind<subclass_check>},
    {"__reduce__(self, /)", bind<generic_alias_reduce>},
};
const Getter alias_getters[] = {{"__parameters__", get_parameters},
                                {"__typing_unpacked_tuple_args__", get_unpacked_items}};
const Member alias_members[] = {
    member<&GenericAlias::origin>("__origin__"),
    member<&GenericAlias::arguments>("__args__"),
    member<&GenericAlias::starred>("__unpacked__"),
};

const TypeSpec alias_spec = {
    .name = "types.GenericAlias",
    .doc = "A class with type arguments, such as list[int]: called it makes a list, and it remembers the int.",
    .size = sizeof(GenericAlias),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .weakrefs_offset = offsetof(GenericAlias, weakrefs),
    .slots = {.deallocate = destroy<GenericAlias>,
              .traverse = traverse_references<GenericAlias>,
              .new_ = alias_new,
              .repr = alias_repr,
              .hash = alias_hash,
              .compare = alias_compare,
              .get_attribute = alias_get_attribute,
              .call = alias_call,
              .iter = alias_iter,
              .get_item = alias_get_item,
              .or_ = alias_or},
    .methods = alias_methods,
    .getters = alias_getters,
    .members = alias_members,
};

// ---------------------------------------------------------------- unions

UnionType* union_of(Object* self) { return static_cast<UnionType*>(self); }

bool is_unionable(Object* object) {
    return is_none(object) || is<Type>(object) || is<GenericAlias>(object) || is<UnionType>(object);
}

Result<void> add_alternatives(List* found, Object* object) {
    if (is<UnionType>(object)) {
        for (Object* alternative : *union_of(object)->arguments) TRY(add_alternatives(found, alternative));
        return {};
    }
    Object* alternative = is_none(object) ? &NoneType::type_object : object;
    for (Size index = 0; index < found->length; ++index) {
        bool same =
            is<GenericAlias>(alternative) ? TRY(equal((*found)[index], alternative)) : (*found)[index] == alternative;
        if (same) return {};
    }
    return list_append(found, alternative);
}

Result<Object> union_repr(Object* self) {
    StrBuilder text;
    Tuple* alternatives = union_of(self)->arguments.get();
    for (Size index = 0; index < alternatives->length; ++index) {
        if (index > 0) text.append(" | ");
        if ((*alternatives)[index] == &NoneType::type_object) text.append("None");
        else text.append(TRY(type_argument_repr((*alternatives)[index])).get());
    }
    return text.finish();
}

Result<bool> same_alternatives(UnionType* left, UnionType* right) {
    if (left->arguments->length != right->arguments->length) return false;
    for (Object* alternative : *left->arguments) {
        if (!TRY(contains(right->arguments.get(), alternative))) return false;
    }
    return true;
}

Result<Object> union_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<UnionType>(left) || !is<UnionType>(right)) return not_implemented();
    return to_bool(TRY(same_alternatives(union_of(left), union_of(right))) == (operation == Comparison::equal));
}

Result<Hash> union_hash(Object* self) {
    Ref<FrozenSet> alternatives = TRY(FrozenSet::from_iterable(union_of(self)->arguments.get()));
    return hash(alternatives.get());
}

// The module is that of the class, which an instance does not show by itself.
Maybe<Object> union_get_attribute(Object* self, Str* name) {
    if (name == names::dunder_module) return find_attribute(self->type, name);
    return generic_get_attribute(self, name);
}

Result<Object> union_get_item(Object* self, Object* item) {
    UnionType* alternatives = union_of(self);
    Ref<Tuple> parameters = TRY(collect_parameters(alternatives->arguments.get()));
    Ref<Tuple> arguments = TRY(substitute(self, alternatives->arguments.get(), parameters.get(), item));
    // What stands for many types may have been given none.
    if (arguments->length == 0) return raise(TypeError, "no type is left in {}", TRY(repr(self)).get());
    Ref<Object> result = share((*arguments)[0]);
    for (Size index = 1; index < arguments->length; ++index)
        result = TRY(binary_operation(BinaryOperator::or_, result.get(), (*arguments)[index]));
    return result;
}

Result<bool> union_instance_check(UnionType* self, Object* instance) {
    for (Object* alternative : *self->arguments) {
        if (TRY(is_instance(instance, alternative))) return true;
    }
    return false;
}
Result<bool> union_subclass_check(UnionType* self, Object* derived) {
    if (!is<Type>(derived)) return raise(TypeError, "issubclass() arg 1 must be a class");
    for (Object* alternative : *self->arguments) {
        if (TRY(is_subclass(derived, alternative))) return true;
    }
    return false;
}
Result<Object> union_parameters(Object* self) { return collect_parameters(union_of(self)->arguments.get()); }

const Method union_methods[] = {
    {"__instancecheck__(self, instance, /)", bind<union_instance_check>},
    {"__subclasscheck__(self, cls, /)", bind<union_subclass_check>},
};
const Getter union_getters[] = {{"__parameters__", union_parameters}};
const Member union_members[] = {member<&UnionType::arguments>("__args__")};

const TypeSpec union_spec = {
    .name = "types.UnionType",
    .doc = "Several types to choose from, as int | str makes it; isinstance() takes it as it is.",
    .size = sizeof(UnionType),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<UnionType>,
              .traverse = traverse_references<UnionType>,
              .repr = union_repr,
              .hash = union_hash,
              .compare = union_compare,
              .get_attribute = union_get_attribute,
              .get_item = union_get_item,
              .or_ = alias_or},
    .methods = union_methods,
    .getters = union_getters,
    .members = union_members,
};

}  // namespace

Result<Object> make_union(Object* left, Object* right) {
    if (!is_unionable(left) || !is_unionable(right)) return not_implemented();
    Ref<List> found = List::create();
    TRY(add_alternatives(found.get(), left));
    TRY(add_alternatives(found.get(), right));
    if (found->length == 1) return share((*found)[0]);
    return create<UnionType>(TRY(list_to_tuple(found.get())));
}

Type GenericAlias::type_object(alias_spec);
Type UnionType::type_object(union_spec);

}  // namespace minipy
