// SPDX-License-Identifier: MIT
// LOAD_BUILD_CLASS and what it loads: __build_class__, which a class statement calls. It chooses the metaclass, lets it
// prepare a namespace, runs the body in there, and calls the metaclass with what came out.
// CPython: Python/bltinmodule.c (builtin___build_class__).
#include "vm/build_class.hpp"

#include <algorithm>

#include "runtime/containers/list.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/types/type.hpp"
#include "runtime/types/type_new.hpp"
#include "vm/name_errors.hpp"
#include "vm/vm.hpp"

namespace minipy {

Result<Object> load_build_class(Frame* frame) {
    Ref<Object> function = TRY(find_in_namespace(frame->builtins, names::dunder_build_class));
    if (!function) return raise(NameError, "__build_class__ not found");
    return function;
}

namespace {

// Bases that are no classes may stand for others (__mro_entries__): list[int] as a base means list.
Result<Tuple> resolve_bases(Tuple* bases) {
    Ref<List> resolved;  // null: so far there are only classes
    for (Size index = 0; index < bases->length; ++index) {
        Object* base = (*bases)[index];
        Ref<Object> entries_method = is<Type>(base) ? nullptr : TRY(find_attribute(base, names::dunder_mro_entries));
        if (!entries_method) {
            if (resolved) TRY(list_append(resolved.get(), base));
            continue;
        }
        Ref<Object> entries = TRY(call(entries_method.get(), {bases}));
        if (!is<Tuple>(entries.get())) return raise(TypeError, "__mro_entries__ must return a tuple");
        if (!resolved) resolved = TRY(List::copy({bases->begin(), std::size_t(index)}));
        TRY(list_extend(resolved.get(), entries.get()));
    }
    if (!resolved) return share(bases);
    return list_to_tuple(resolved.get());
}

Result<Object> choose_metaclass(Tuple* bases, Dict* keywords) {
    Ref<Object> given = share(dict_get_name(keywords, names::metaclass));
    if (given) {
        dict_delete_name(keywords, names::metaclass);
    } else {
        given = bases->length == 0 ? Ref<Object>(share<Object>(&Type::type_object)) : share<Object>((*bases)[0]->type);
    }
    // A metaclass that is no class (a function) is taken as it is.
    if (auto* type = as<Type>(given.get())) return share<Object>(TRY(calculate_metaclass(type, bases)));
    return given;
}

Result<Object> prepare_namespace(Object* metaclass, Object* name, Tuple* bases, Dict* keywords) {
    Ref<Object> prepare = TRY(find_attribute(metaclass, names::dunder_prepare));
    if (!prepare) return Dict::create();
    Ref<Tuple> arguments = Tuple::of({name, bases});
    Ref<Object> prepared = TRY(call_with(prepare.get(), arguments.get(), keywords));
    if (!prepared->type->has(TypeFlag::dict_subclass) && prepared->type->slots.get_item == nullptr) {
        auto* type = as<Type>(metaclass);
        return raise(TypeError, "{}.__prepare__() must return a mapping, not {}",
                     type != nullptr ? type->display_name() : "<metaclass>", type_name(prepared.get()));
    }
    return prepared;
}

// The class body's __class__ cell must have been filled with the class that came out.
Result<void> check_class_cell(Object* cell_object, Object* name, Object* made) {
    if (!is_exact<Cell>(cell_object) || !is<Type>(made)) return {};
    Ref<Object> contents = cast<Cell>(cell_object)->contents.hold();
    if (contents.get() == made) return {};
    Ref<Str> shown_name = TRY(repr(name));
    if (!contents) {
        return raise(RuntimeError, "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
                     shown_name.get(), repr_for_display(made));
    }
    return raise(TypeError, "__class__ set to {} defining {} as {}", repr_for_display(contents.get()), shown_name.get(),
                 repr_for_display(made));
}

}  // namespace

Result<Object> build_class(const Arguments& arguments) {
    if (arguments.positional < 2) return raise(TypeError, "__build_class__: not enough arguments");
    if (!is_exact<Function>(arguments[0])) return raise(TypeError, "__build_class__: func must be a function");
    if (!is<Str>(arguments[1])) return raise(TypeError, "__build_class__: name is not a string");
    auto* function = cast<Function>(arguments[0]);
    Object* name = arguments[1];
    Ref<Tuple> original_bases = TRY(Tuple::copy({arguments.values + 2, std::size_t(arguments.positional - 2)}));
    Ref<Tuple> bases = TRY(resolve_bases(original_bases.get()));
    Ref<Dict> keywords = TRY(keywords_dict(arguments));
    Ref<Object> metaclass = TRY(choose_metaclass(bases.get(), keywords.get()));
    Ref<Object> body = TRY(prepare_namespace(metaclass.get(), name, bases.get(), keywords.get()));
    Ref<Object> cell = TRY(run_body(function, body));
    bool bases_replaced = !std::equal(original_bases->begin(), original_bases->end(), bases->begin(), bases->end());
    if (bases_replaced) { TRY(set_item(body.get(), names::dunder_orig_bases, original_bases.get())); }
    Ref<Tuple> class_arguments = Tuple::of({name, bases.get(), body.get()});
    Ref<Object> made = TRY(call_with(metaclass.get(), class_arguments.get(), keywords.get()));
    TRY(check_class_cell(cell.get(), name, made.get()));
    return made;
}

}  // namespace minipy
