// SPDX-License-Identifier: MIT
// import, as far as the runtime itself needs it. CPython: Python/import.c, Python/ceval.c (import_from).
#include "runtime/modules/import.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

Result<Module> import_module(std::string_view name) {
    Ref<Str> text = Str::interned_from(name);
    if (!interpreter.modules || !interpreter.builtins)
        return raise(ImportError, "sys.meta_path is None, Python is likely shutting down");
    Object* import = dict_get_name(interpreter.builtins.get(), names::dunder_import);
    if (import == nullptr) return raise(ImportError, "__import__ not found");
    Ref<Object> function = share(import),
                globals = current_globals() == nullptr ? none() : Ref<Object>(share(current_globals()));
    Ref<List> from_list = List::create();
    TRY(call(function.get(), {text.get(), globals.get(), globals.get(), from_list.get(), &shared_ints[0]}));
    Object* found = dict_get_name(interpreter.modules.get(), text.get());
    if (found == nullptr || !is<Module>(found)) return raise(ImportError, "import of '{}' gave no module", name);
    return share(cast<Module>(found));
}

namespace {

// What a failed `from` import says about where it looked.
std::string location_text(Object* module) {
    Maybe<Object> file = find_attribute(module, names::dunder_file);
    if (file.failed()) clear_exception();
    Ref<Object> path = file.take();
    return is<Str>(path ? path.get() : &None) ? cast<Str>(path.get())->to_string() : "unknown location";
}

bool is_initializing(Object* module) {
    Maybe<Object> spec = find_attribute(module, names::dunder_spec);
    if (spec.failed()) clear_exception();
    Ref<Object> object = spec.take();
    if (!object || is_none(object.get())) return false;
    Maybe<Object> flag = find_attribute(object.get(), Str::interned_from("_initializing").get());
    if (flag.failed()) clear_exception();
    Ref<Object> value = flag.take();
    return value && value.get() == &True;
}

}  // namespace

Result<Object> import_from(Object* module, Str* name) {
    Ref<Object> found = TRY(find_attribute(module, name));
    if (found) return found;
    Ref<Object> module_name = TRY(find_attribute(module, names::dunder_name));
    auto* text = as<Str>(module_name.get());
    if (text != nullptr) {
        // A circular import: the submodule exists already but is not yet an attribute of its package.
        Ref<Str> full = Str::from(format_text("{}.{}", text, name));
        if (Object* submodule = dict_get_name(interpreter.modules.get(), full.get())) return share(submodule);
    }
    std::string where = location_text(module);
    std::string shown = text == nullptr ? "<unknown module name>" : text->to_string();
    Failure failure = is_initializing(module)
                          ? raise(ImportError,
                                  "cannot import name {} from partially initialized module '{}' (most likely due to a "
                                  "circular import) ({})",
                                  quoted(name), shown, where)
                          : raise(ImportError, "cannot import name {} from '{}' ({})", quoted(name), shown, where);
    auto* error = cast<ImportErrorObject>(current_thread->exception.get());
    if (is_subtype(error->type, &ImportError)) {
        error->name = text != nullptr ? Ref<Object>(share<Object>(text)) : none();
        error->path = where == "unknown location" ? none() : Ref<Object>(Str::from(where));
    }
    return failure;
}

}  // namespace minipy
