// SPDX-License-Identifier: MIT
// Names in pickles: "module" and "outer.inner" become an object, and an object its names. Nearly all of this may run
// Python (imports, attributes of anything, the items of a table that a program has put in place), so that what is
// walked over is copied first. CPython: Modules/_pickle.c (getattribute, whichmodule, fix_imports).
// Next: save_global.cpp, load_objects.cpp.
#include "modules/data/pickle/state.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"

namespace minipy::pickles {

Maybe<Object> look_up(const Ref<Dict>& table, Object* key) {
    Ref<Dict> kept = table;
    if (!kept) return nothing;
    return dict_get(kept.get(), key);
}

// ---------------------------------------------------------------- attributes

Result<List> dotted_path(Object* owner, Object* name) {
    Ref<List> path;
    auto* text = as<Str>(name);
    if (text != nullptr && is_exact<Str>(name) && text->view().find('.') == std::string_view::npos) {
        Object* only[] = {name};
        path = TRY(List::copy(only));
    } else {
        Ref<Object> parts = TRY(call_method(name, Str::interned_from("split").get(), {names::dot}));
        path = TRY(List::from_iterable(parts.get()));
    }
    for (Size index = 0; index < path->length; ++index) {
        auto* part = as<Str>((*path)[index]);
        if (part == nullptr)
            return raise(TypeError, "attribute name must be string, not '{}'", type_name((*path)[index]));
        if (!part->equals("<locals>")) continue;
        Ref<Str> shown = TRY(repr(name));
        if (owner == nullptr) return raise(AttributeError, "Can't pickle local object {}", shown.get());
        Ref<Str> shown_owner = TRY(repr(owner));
        return raise(AttributeError, "Can't pickle local attribute {} on {}", shown.get(), shown_owner.get());
    }
    return path;
}

Maybe<Object> find_deep_attribute(Object* root, List* path, Ref<Object>* parent) {
    Ref<Object> object = share(root), before;
    for (Size index = 0; index < path->length; ++index) {
        Ref<Object> name = share((*path)[index]);
        before = object;
        object = TRY(find_attribute(before.get(), cast<Str>(name.get())));
        if (!object) return nothing;
    }
    if (parent != nullptr) *parent = before;
    return object;
}

// ---------------------------------------------------------------- modules

namespace {

// Is import still at work on the module? It has not all of its names then.
Result<bool> is_still_importing(Module* module) {
    Object* spec = module->get(names::dunder_spec);
    if (spec == nullptr || is_none(spec)) return false;
    Ref<Object> kept = share(spec);
    Ref<Object> answer = TRY(find_attribute(kept.get(), Str::interned_from("_initializing").get()));
    return answer ? TRY(is_true(answer.get())) : false;
}

// The import function is the one that minipy has come with.
bool imports_as_usual() {
    if (!interpreter.builtins || !interpreter.builtins_copy) return false;
    return dict_get_name(interpreter.builtins.get(), names::dunder_import) ==
           dict_get_name(interpreter.builtins_copy.get(), names::dunder_import);
}

}  // namespace

Ref<Object> modules_table() {
    if (interpreter.sys) {
        if (Object* table = dict_get_name(interpreter.sys.get(), names::modules)) return share(table);
    }
    return interpreter.modules;
}

Result<Object> import_named(Object* name) {
    auto* text = as<Str>(name);
    if (text == nullptr) return raise(TypeError, "module name must be a string");
    Ref<Object> table = modules_table();
    if (auto* dict = as<Dict>(table.get()); dict != nullptr && is_exact<Str>(name) && imports_as_usual()) {
        str_hash(text);
        Ref<Object> known = share(dict_get_name(dict, text));
        auto* module = as<Module>(known.get());
        if (module != nullptr && !TRY(is_still_importing(module))) return known;
    }
    Ref<Object> function =
        share(interpreter.builtins ? dict_get_name(interpreter.builtins.get(), names::dunder_import) : nullptr);
    if (!function) return raise(ImportError, "__import__ not found");
    Ref<Dict> globals = Dict::create();
    Ref<List> wanted = TRY(List::from_iterable(Tuple::of({names::dunder_doc}).get()));
    TRY(call(function.get(), {name, globals.get(), globals.get(), wanted.get(), &shared_ints[0]}));
    table = modules_table();
    if (!table) return raise(RuntimeError, "lost sys.modules");
    return get_item(table.get(), name);
}

namespace {

// CPython's modules of C functions have their names in strs of their own, which those of their types do not share: that
// can be seen in a pickle, by what is written a second time. So functions get their own here, too.
Result<Object> module_name_of_function(Object* name) {
    Ref<Dict>& known = state().modules_of_functions;
    if (!known) known = Dict::create();
    Ref<Dict> table = known;
    auto* text = as<Str>(name);
    if (text == nullptr || !is_exact<Str>(name) || !text->ascii) return share(name);
    Ref<Object> found = TRY(dict_get(table.get(), name));
    if (found) return found;
    Ref<Str> own = Str::from_ascii(text->view());
    TRY(dict_set(table.get(), name, own.get()));
    return own;
}

// Is the object found under the path in this module?
Result<bool> is_found_in(Object* module_name, Object* module, Object* object, List* path) {
    if (is_none(module)) return false;
    auto* text = as<Str>(module_name);
    if (text != nullptr && text->equals("__main__")) return false;
    Ref<Object> candidate = TRY(find_deep_attribute(module, path));
    return candidate.get() == object;
}

}  // namespace

Result<Object> which_module(Object* object, List* path) {
    Ref<Object> said = TRY(find_attribute(object, names::dunder_module));
    if (said && !is_none(said.get())) {
        if (is_exact<NativeFunction>(object)) return module_name_of_function(said.get());
        return said;
    }
    Ref<Object> table = modules_table();
    if (!table) return raise(RuntimeError, "unable to get sys.modules");
    Ref<List> module_names = TRY(List::from_iterable(table.get()));
    for (Size index = 0; index < module_names->length; ++index) {
        Ref<Object> name = share((*module_names)[index]);
        Result<Object> found = get_item(table.get(), name.get());
        if (found.failed()) {
            if (!catch_exception(KeyError)) return Failure{};
            continue;
        }
        Ref<Object> module = found.take();
        if (TRY(is_found_in(name.get(), module.get(), object, path))) return name;
    }
    return share<Object>(names::dunder_main);
}

// ---------------------------------------------------------------- names of Python 2

namespace {

Result<void> rename(GlobalName& global, const Ref<Dict>& renamed_globals, const Ref<Dict>& renamed_modules,
                    const char* reverse) {
    Ref<Tuple> key = Tuple::of({global.module.get(), global.name.get()});
    Ref<Object> found = TRY(look_up(renamed_globals, key.get()));
    if (found) {
        auto* pair = as<Tuple>(found.get());
        if (pair == nullptr || pair->length != 2)
            return raise(RuntimeError, "_compat_pickle.{}NAME_MAPPING values should be 2-tuples, not {}", reverse,
                         type_name(found.get()));
        if (!is<Str>((*pair)[0]) || !is<Str>((*pair)[1]))
            return raise(RuntimeError, "_compat_pickle.{}NAME_MAPPING values should be pairs of str, not ({}, {})",
                         reverse, type_name((*pair)[0]), type_name((*pair)[1]));
        global = {share((*pair)[0]), share((*pair)[1])};
        return {};
    }
    Ref<Object> module = TRY(look_up(renamed_modules, global.module.get()));
    if (!module) return {};
    if (!is<Str>(module.get()))
        return raise(RuntimeError, "_compat_pickle.{}IMPORT_MAPPING values should be strings, not {}", reverse,
                     type_name(module.get()));
    global.module = module;
    return {};
}

}  // namespace

Result<void> rename_for_python2(GlobalName& global) {
    return rename(global, state().name_mapping_3to2, state().import_mapping_3to2, "REVERSE_");
}
Result<void> rename_for_python3(GlobalName& global) {
    return rename(global, state().name_mapping_2to3, state().import_mapping_2to3, "");
}

}  // namespace minipy::pickles
