// SPDX-License-Identifier: MIT
// The type of functions. CPython: Objects/funcobject.c.
#include "runtime/functions/function.hpp"

#include "runtime/functions/cell.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/name_rows.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

Function::Function(Type* function_type, Ref<Code> function_code, Ref<Dict> function_globals)
    : Object(function_type), code(std::move(function_code)), globals(std::move(function_globals)) {
    const CodeParts& parts = code.borrow()->parts;
    name = parts.name;
    qualname = parts.qualname;
}

Ref<Object> builtins_for(Dict* globals) {
    Object* found = dict_get_name(globals, names::dunder_builtins);
    if (found == nullptr) return interpreter.builtins;
    if (auto* module = as<Module>(found)) return module->dict;
    return share(found);
}

Result<Function> make_function(Ref<Code> code, Ref<Dict> globals) {
    Ref<Object> builtins = builtins_for(globals.get());
    Tuple* constants = code->parts.constants.get();
    Ref<Function> function = create<Function>(std::move(code), std::move(globals));
    function->builtins = std::move(builtins);
    // The docstring is the first constant, if that is a string.
    if (constants->length > 0 && is<Str>((*constants)[0])) function->doc = share((*constants)[0]);
    function->module = share(dict_get_name(function->globals.get(), names::dunder_name));
    return function;
}

std::uint32_t function_version(Function* function) {
    static std::uint32_t last_version = 0;
    if (function->version == 0 && last_version != UINT32_MAX) {
        std::uint32_t& shared_version = function->code.borrow()->function_version;
        // All plain functions of one code object share a version, so that closures made in a loop do not spoil caches.
        bool plain = !function->defaults && !function->keyword_defaults;
        if (!plain) return function->version = ++last_version;
        if (shared_version == 0) shared_version = ++last_version;
        function->version = shared_version;
    }
    return function->version;
}

namespace {

Result<Object> function_call(Object* self, const Arguments& arguments) {
    return evaluator.call_function(static_cast<Function*>(self), arguments);
}

Result<Object> function_get(Object* self, Object* instance, Object*) {
    if (instance == nullptr || is_none(instance)) return share(self);
    return create<BoundMethod>(share(self), share(instance));
}

Result<Object> function_repr(Object* self) {
    Ref<Str> qualname = static_cast<Function*>(self)->qualname.hold();
    return Str::from(format_text("<function {} at {}>", qualname.get(), address_of(self)));
}

// function(code, globals, name=None, argdefs=None, closure=None)
Result<Object> function_new(Type*, const Arguments& arguments) {
    TRY(check_positional("function", arguments, 2, 5));
    auto argument = [&](Size index) { return arguments.positional > index ? arguments[index] : &None; };
    Object* values[5] = {arguments[0], arguments[1], argument(2), argument(3), argument(4)};
    const char* const keywords[5] = {"code", "globals", "name", "argdefs", "closure"};
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* keyword = cast<Str>((*arguments.names)[index]);
        bool known = false;
        for (int position = 2; position < 5; ++position) {
            if (!keyword->equals(keywords[position])) continue;
            values[position] = arguments[arguments.positional + index];
            known = true;
        }
        if (!known) return raise(TypeError, "'{}' is an invalid keyword argument for function()", keyword);
    }
    auto* code = as<Code>(values[0]);
    auto* globals = as<Dict>(values[1]);
    if (code == nullptr)
        return raise(TypeError, "function() argument 'code' must be code, not {}", type_name(values[0]));
    if (globals == nullptr)
        return raise(TypeError, "function() argument 'globals' must be dict, not {}", type_name(values[1]));
    auto* name = as<Str>(values[2]);
    auto* defaults = as<Tuple>(values[3]);
    auto* closure = as<Tuple>(values[4]);
    if (name == nullptr && !is_none(values[2])) return raise(TypeError, "arg 3 (name) must be None or string");
    if (defaults == nullptr && !is_none(values[3])) return raise(TypeError, "arg 4 (defaults) must be None or tuple");
    if (closure == nullptr && (!is_none(values[4]) || code->free_count > 0)) {
        return raise(TypeError, "arg 5 (closure) must be {}tuple",
                     code->free_count > 0 && is_none(values[4]) ? "" : "None or ");
    }
    Size cells = closure == nullptr ? 0 : closure->length;
    if (cells != code->free_count) {
        return raise(ValueError, "{} requires closure of length {}, not {}", code->parts.name.get(), code->free_count,
                     cells);
    }
    for (Size index = 0; index < cells; ++index) {
        if (!is_exact<Cell>((*closure)[index])) {
            return raise(TypeError, "arg 5 (closure) expected cell, found {}", type_name((*closure)[index]));
        }
    }
    Ref<Function> function = TRY(make_function(share(code), share(globals)));
    if (name != nullptr) function->name = share(name);
    function->defaults = share(defaults);
    function->closure = cells > 0 ? share(closure) : nullptr;
    return function;
}

Function* function_of(Object* self) { return static_cast<Function*>(self); }

Ref<Object> or_none(Ref<Object> value) { return value ? value : none(); }

Result<Object> get_function_code(Object* self) { return function_of(self)->code.hold(); }

Result<void> set_code(Object* self, Object* value) {
    auto* code = as<Code>(value);
    if (code == nullptr) return raise(TypeError, "__code__ must be set to a code object");
    Function* function = function_of(self);
    Size cells = function->closure ? function->closure->length : 0;
    if (cells != code->free_count) {
        return raise(ValueError, "{}() requires a code object with {} free vars, not {}", function->name.hold().get(),
                     cells, code->free_count);
    }
    keep_code_of_running_frames(function);
    function->version = 0;
    function->code = share(code);
    return {};
}

// What a setter is given for a part that a function need not have: nothing for None, and to delete it.
template <class T>
Maybe<T> expect_or_none(Object* value, const char* attribute, const char* expected) {
    if (value == nullptr || is_none(value)) return nothing;
    if (auto* part = as<T>(value)) return share(part);
    return raise(TypeError, "{} must be set to a {} object", attribute, expected);
}

Result<Object> get_defaults(Object* self) { return or_none(function_of(self)->defaults.hold()); }

Result<void> set_defaults(Object* self, Object* value) {
    Ref<Tuple> defaults = TRY(expect_or_none<Tuple>(value, "__defaults__", "tuple"));
    function_of(self)->version = 0;
    function_of(self)->defaults = std::move(defaults);
    return {};
}

Result<Object> get_keyword_defaults(Object* self) { return or_none(function_of(self)->keyword_defaults.hold()); }

Result<void> set_keyword_defaults(Object* self, Object* value) {
    Ref<Dict> defaults = TRY(expect_or_none<Dict>(value, "__kwdefaults__", "dict"));
    function_of(self)->version = 0;
    function_of(self)->keyword_defaults = std::move(defaults);
    return {};
}

Result<Object> get_function_annotations(Object* self) {
    Function* function = function_of(self);
    Ref<Object> made_by_compiler = function->annotations.hold();
    if (auto* pairs = as<Tuple>(made_by_compiler.get())) {
        Ref<Dict> annotations = Dict::create();
        for (Size index = 0; index + 1 < pairs->length; index += 2) {
            TRY(dict_set(annotations.get(), (*pairs)[index], (*pairs)[index + 1]));
        }
        function->annotations = std::move(annotations);
    }
    if (!function->annotations) function->annotations = Dict::create();
    return function->annotations.hold();
}

Result<void> set_function_annotations(Object* self, Object* value) {
    Ref<Dict> annotations = TRY(expect_or_none<Dict>(value, "__annotations__", "dict"));
    function_of(self)->annotations = std::move(annotations);
    return {};
}

const Getter function_getters[] = {
    {"__code__", get_function_code, set_code},
    name_row<Function>(),
    qualname_row<Function>(),
    {"__defaults__", get_defaults, set_defaults},
    {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults},
    {"__annotations__", get_function_annotations, set_function_annotations},
    {"__dict__", generic_get_dict, generic_set_dict},
};

const Member function_members[] = {
    member<&Function::closure>("__closure__"),   writable_member<&Function::doc>("__doc__"),
    member<&Function::globals>("__globals__"),   writable_member<&Function::module>("__module__"),
    member<&Function::builtins>("__builtins__"),
};

// Frames live by what their function holds: code, globals and builtins stay until the function itself dies. Cycles
// through them are broken elsewhere, for dicts are cleared too.
void function_clear(Object* self) {
    auto* function = static_cast<Function*>(self);
    function->version = 0;
    function->module.reset();
    function->defaults.reset();
    function->keyword_defaults.reset();
    function->doc.reset();
    function->dict.reset();
    function->closure.reset();
    function->annotations.reset();
    function->name = Str::empty();  // it may be a str of a class with attributes
    function->qualname = Str::empty();
}

const TypeSpec function_spec = {
    .name = "function",
    .doc = "What `def` and `lambda` make: a code object together with its globals, defaults and closure.",
    .size = sizeof(Function),
    .flags = TypeFlag::gc | TypeFlag::method_descriptor,
    .dict_offset = offsetof(Function, dict),
    .weakrefs_offset = offsetof(Function, weakrefs),
    .slots = {.deallocate = destroy<Function>,
              .traverse = traverse_references<Function>,
              .clear = function_clear,
              .new_ = function_new,
              .repr = function_repr,
              .call = function_call,
              .descriptor_get = function_get},
    .getters = function_getters,
    .members = function_members,
};

}  // namespace

Type Function::type_object(function_spec);

}  // namespace minipy
