// SPDX-License-Identifier: MIT
// Module _warnings: what Lib/warnings.py takes from C. The work is done in runtime/exceptions/warnings.cpp.
// CPython: Python/_warnings.c.
#include "runtime/exceptions/warnings.hpp"

#include "modules/native.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

Result<Object> category_of(Object* message, Object* category) {
    if (is_subtype(message->type, &Warning)) return share<Object>(message->type);
    if (is_none(category)) return share<Object>(&UserWarning);
    bool valid = is<Type>(category) && TRY(is_subclass(category, &Warning));
    if (!valid) return raise(TypeError, "category must be a Warning subclass, not '{}'", type_name(category));
    return share(category);
}

Object* or_absent(Object* object) { return is_none(object) ? nullptr : object; }

Result<void> warnings_warn(Object* message, Object* category, Size stacklevel, Object* source) {
    Ref<Object> chosen = TRY(category_of(message, category));
    return issue_warning_at_level(chosen.get(), message, stacklevel, or_absent(source));
}

// A line of a module's source, from its loader: the file may not be there.
Result<Object> loaded_line(Object* globals, int line) {
    if (!is<Dict>(globals)) return raise(TypeError, "module_globals must be a dict, not '{}'", type_name(globals));
    auto* dict = cast<Dict>(globals);
    Ref<Object> loader = share(dict_get_name(dict, Str::interned_from("__loader__").get()));
    Ref<Object> name = share(dict_get_name(dict, Str::interned_from("__name__").get()));
    if (!loader || !name) return none();
    Ref<Object> get_source = TRY(find_attribute(loader.get(), Str::interned_from("get_source").get()));
    if (!get_source) return none();
    Ref<Object> source = TRY(call(get_source.get(), {name.get()}));
    if (is_none(source.get())) return source;
    Ref<Object> lines = TRY(call_method(source.get(), Str::interned_from("splitlines").get()));
    auto* list = as<List>(lines.get());
    if (list == nullptr || line < 1 || line > list->length) return none();
    return share((*list)[line - 1]);
}

Result<void> warnings_warn_explicit(Object* message, Object* category, Str* filename, int lineno, Object* module,
                                    Object* registry, Object* module_globals, Object* source) {
    Ref<Object> source_line = is_none(module_globals) ? none() : TRY(loaded_line(module_globals, lineno));
    WarningPlace place{filename, lineno, module, or_absent(registry), or_absent(source_line.get())};
    return issue_warning(category, message, place, or_absent(source));
}

Result<void> filters_mutated() {
    warning_filters_mutated();
    return {};
}

const Method warnings_functions[] = {
    {"_filters_mutated()", bind<filters_mutated>},
    {"warn(message, category=None, stacklevel=1, source=None)", bind<warnings_warn>,
     "Reports something doubtful; the filters decide whether it is shown, raised or passed over."},
    {"warn_explicit(message, category, filename, lineno, module=<absent>, registry=None, module_globals=None, "
     "source=None)",
     bind<warnings_warn_explicit>, "Reports something doubtful at a place that the caller names."},
};

constexpr Constant warnings_constants[] = {{"_defaultaction", "default"}};

Result<void> warnings_execute(Module* module) {
    module->set("filters", warning_filters());
    module->set("_onceregistry", warning_once_registry());
    return {};
}

}  // namespace

extern const ModuleSpec warnings_module = {
    .name = "_warnings",
    .doc = "The native half of warnings: filters, and the memory of what has been shown.",
    .functions = warnings_functions,
    .constants = warnings_constants,
    .exec = warnings_execute,
};

}  // namespace minipy
