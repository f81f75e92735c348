// SPDX-License-Identifier: MIT
// import statements, module-level annotations, the display hook. CPython: Python/ceval.c (import_name,
// import_all_from).
#include "vm/imports.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

Result<Object> import_for_frame(Frame* frame, Str* name, Object* from_list, Object* level) {
    auto* builtins = as<Dict>(frame->builtins);
    if (builtins == nullptr)
        return raise(SystemError, "__import__ is looked up in a dict, not in {}", type_name(frame->builtins));
    Object* function = dict_get_name(builtins, names::dunder_import);
    if (function == nullptr) return raise(ImportError, "__import__ not found");
    Ref<Object> kept = share(function);
    Object* locals = frame->namespace_ != nullptr ? frame->namespace_ : &None;
    return call(function, {name, frame->globals, locals, from_list, level});
}

namespace {

// The names that * stands for: __all__, or all public ones.
Result<Object> star_names(Object* module, bool& skip_private) {
    Ref<Object> all = TRY(find_attribute(module, names::dunder_all));
    skip_private = !all;
    if (all) return all;
    Ref<Object> dict = TRY(find_attribute(module, names::dunder_dict));
    if (!dict) return raise(ImportError, "from-import-* object has no __dict__ and no __all__");
    if (is_exact<Dict>(dict.get())) return dict_keys_list(cast<Dict>(dict.get()));
    // A list of its own: the names that are put may come to stand in what is read.
    Ref<Object> keys = TRY(call_method(dict.get(), names::keys));
    return List::from_iterable(keys.get());
}

// What stands at `index`; nothing behind the end.
Maybe<Object> star_name(Object* all, Size index) {
    Object* method = lookup_in_type(all->type, names::dunder_getitem);
    bool only_maps = method != nullptr && method == lookup_in_type(&Dict::type_object, names::dunder_getitem);
    if (only_maps) return raise(TypeError, "{} is not a sequence", type_name(all));
    if (all->type->slots.get_item == nullptr)
        return raise(TypeError, "'{}' object does not support indexing", type_name(all));
    Result<Object> name = get_item(all, Int::from(index).get());
    if (name.failed() && catch_exception(IndexError)) return nothing;
    return name;
}

Result<void> raise_no_name(Object* module, Object* name, bool from_dict) {
    Ref<Object> module_name = TRY(get_attribute(module, names::dunder_name));
    if (!is<Str>(module_name.get()))
        return raise(TypeError, "module __name__ must be a string, not {}", type_name(module_name.get()));
    return raise(TypeError, "{} in {}.{} must be str, not {}", from_dict ? "Key" : "Item", cast<Str>(module_name.get()),
                 from_dict ? "__dict__" : "__all__", type_name(name));
}

}  // namespace

Result<void> import_star(Frame* frame, Object* module) {
    bool skip_private = false;
    Ref<Object> wanted = TRY(star_names(module, skip_private));
    for (Size index = 0; Ref<Object> item = TRY(star_name(wanted.get(), index)); ++index) {
        auto* name = as<Str>(item.get());
        if (name == nullptr) return raise_no_name(module, item.get(), skip_private);
        if (skip_private && name->length > 0 && (*name)[0] == '_') continue;
        Ref<Object> value = TRY(get_attribute(module, name));
        TRY(set_item(frame->namespace_, name, value.get()));
    }
    return {};
}

Result<void> setup_annotations(Frame* frame) {
    if (frame->namespace_ == nullptr) return raise(SystemError, "no locals found when setting up annotations");
    Result<Object> found = get_item(frame->namespace_, names::dunder_annotations);
    if (found.ok()) return {};
    if (!catch_exception(KeyError)) return Failure{};
    return set_item(frame->namespace_, names::dunder_annotations, Dict::create().get());
}

Result<void> print_expression(Object* value) {
    Object* hook = dict_get_name(interpreter.sys.get(), names::displayhook);
    if (hook == nullptr) return raise(RuntimeError, "lost sys.displayhook");
    Ref<Object> kept = share(hook);
    TRY(call(hook, {value}));
    return {};
}

}  // namespace minipy
