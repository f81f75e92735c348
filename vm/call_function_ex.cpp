// SPDX-License-Identifier: MIT
// CALL_FUNCTION_EX, and DICT_MERGE, which puts several ** arguments together for it.
// CPython: Python/ceval.c (do_call_core, format_kwargs_error).
#include "vm/call_function_ex.hpp"

#include <string>

#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// "__main__.f()" in the messages about * and ** arguments.
std::string function_text(Object* callable) {
    Maybe<Object> qualname = find_attribute(callable, names::dunder_qualname);
    if (qualname.failed()) clear_exception();
    Ref<Object> name = qualname.take();
    if (!name) {
        Result<Str> shown = to_str(callable);
        if (shown.failed()) clear_exception();
        return shown.ok() ? shown.take()->to_string() : "?";
    }
    Maybe<Object> module = find_attribute(callable, names::dunder_module);
    if (module.failed()) clear_exception();
    Ref<Object> module_name = module.take();
    auto* text = as<Str>(module_name.get());
    auto* function_name = as<Str>(name.get());
    if (function_name == nullptr) return "?";
    if (text == nullptr || text->equals("builtins")) return format_text("{}()", function_name);
    return format_text("{}.{}()", text, function_name);
}

}  // namespace

Result<Object> call_with_unpacked(Object* callable, Ref<Object> arguments, Object* keywords) {
    if (!is_exact<Tuple>(arguments.get())) {
        Type* type = arguments->type;
        if (type->slots.iter == nullptr && lookup_in_type(type, names::dunder_getitem) == nullptr) {
            return raise(TypeError, "{} argument after * must be an iterable, not {}", function_text(callable),
                         type_name(arguments.get()));
        }
        arguments = TRY(Tuple::from_iterable(arguments.get()));
    }
    Ref<Dict> named;
    if (keywords != nullptr) {
        if (is_exact<Dict>(keywords)) {
            named = share(cast<Dict>(keywords));
        } else {
            named = Dict::create();
            if (dict_merge_mapping(named.get(), keywords).failed()) {
                if (!catch_exception(AttributeError)) return Failure{};
                return raise(TypeError, "{} argument after ** must be a mapping, not {}", function_text(callable),
                             type_name(keywords));
            }
        }
    }
    return call_with(callable, cast<Tuple>(arguments.get()), named.get());
}

// f(**a, **b): the keys of b into those of a.
Result<void> dict_merge_keywords(Dict* dict, Object* mapping, Object* callable) {
    Ref<Dict> added = Dict::create();
    if (dict_merge_mapping(added.get(), mapping).failed()) {
        if (!catch_exception(AttributeError)) return Failure{};
        return raise(TypeError, "{} argument after ** must be a mapping, not {}", function_text(callable),
                     type_name(mapping));
    }
    Size position = 0;
    Object *key, *value;
    while (dict_next(added.get(), position, key, value)) {
        if (!is<Str>(key)) return raise(TypeError, "keywords must be strings");
        Hash key_hash = added->keys->hash_at(position - 1);
        if (TRY(dict_find(dict, key, key_hash)) >= 0) {
            return raise(TypeError, "{} got multiple values for keyword argument '{}'", function_text(callable),
                         cast<Str>(key));
        }
        TRY(dict_set(dict, key, key_hash, value));
    }
    return {};
}

}  // namespace minipy
