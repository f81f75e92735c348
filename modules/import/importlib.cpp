// SPDX-License-Identifier: MIT
// As long as importlib is not loaded, a module's spec is a plain namespace with a ModuleSpec's attributes and no
// loader.
#include "modules/import/importlib.hpp"

#include <algorithm>
#include <span>

#include "modules/import/bytecode_cache.hpp"
#include "modules/import/importer.hpp"
#include "modules/import/module_code.hpp"
#include "modules/import/module_lock.hpp"
#include "modules/native.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/vm.hpp"

namespace minipy {

namespace {

struct Part {
    std::string_view name;   // in sys.modules
    std::string_view title;  // in tracebacks
    std::string_view file;
};
constexpr Part bootstrap_part{"_frozen_importlib", "<frozen importlib._bootstrap>", "/importlib/_bootstrap.py"};
constexpr Part external_part{"_frozen_importlib_external", "<frozen importlib._bootstrap_external>",
                             "/importlib/_bootstrap_external.py"};

ImportState& importlib() { return module_state<ImportState>(); }

Ref<Str> word(std::string_view text) { return Str::interned_from(text); }
Object* sys_attribute(Str* name) { return dict_get_name(interpreter.sys.get(), name); }
Result<Object> get(Module* part, std::string_view name) { return get_attribute(part, word(name).get()); }

// callable(arguments…, keyword=value)
Result<Object> call_with_keyword(Object* callable, Ref<Tuple> arguments, std::string_view keyword, Object* value) {
    Ref<Dict> keywords = Dict::create();
    dict_set_name(keywords.get(), word(keyword).get(), value);
    return call_with(callable, arguments.get(), keywords.get());
}

// ---------------------------------------------------------------- specs

Result<Object> plain_spec(const ModulePlace& place, Str* parent) {
    Ref<SimpleNamespace> spec = create<SimpleNamespace>(Dict::create());
    auto put = [&](const char* attribute, Object* value) {
        dict_set_name(spec->dict.get(), word(attribute).get(), value);
    };
    Ref<Object> origin = place.file != nullptr ? share<Object>(place.file) : Ref<Object>(word("built-in"));
    Ref<Object> cached = place.file != nullptr ? Ref<Object>(Str::from(cache_path(place.file->view()))) : none();
    put("name", place.name);
    put("loader", &None);
    put("origin", origin.get());
    put("submodule_search_locations", place.search_locations != nullptr ? place.search_locations : &None);
    put("parent", parent);
    put("has_location", to_bool(place.file != nullptr).get());
    put("cached", cached.get());
    return spec;
}

Result<Object> loader_of(const ModulePlace& place) {
    if (place.file == nullptr) return get(importlib().bootstrap.get(), "BuiltinImporter");
    return call_method(importlib().external.get(), word("SourceFileLoader").get(), {place.name, place.file});
}

Result<Object> module_spec(const ModulePlace& place, Object* loader) {
    if (place.file == nullptr) {
        Ref<Object> type = TRY(get(importlib().bootstrap.get(), "ModuleSpec"));
        return call_with_keyword(type.get(), Tuple::of({place.name, loader}), "origin", word("built-in").get());
    }
    Ref<Object> function = TRY(get(importlib().external.get(), "spec_from_file_location"));
    Ref<Object> spec = TRY(call_with_keyword(function.get(), Tuple::of({place.name, place.file}), "loader", loader));
    if (place.search_locations != nullptr) {
        TRY(set_attribute(spec.get(), word("submodule_search_locations").get(), place.search_locations));
    }
    return spec;
}

// Modules that were imported before importlib was get what importlib would have given them.
Result<void> complete_module(Module* module) {
    auto* spec = as<SimpleNamespace>(module->get(names::dunder_spec));
    if (spec == nullptr) return {};
    auto known = [&](const char* attribute) { return dict_get_name(spec->dict.get(), word(attribute).get()); };
    auto* name = as<Str>(known("name"));
    if (name == nullptr) return {};
    bool has_file = known("has_location") == &True;
    Object* locations = known("submodule_search_locations");
    bool running = known("_initializing") == &True;
    TRY(set_spec(module,
                 {name, has_file ? as<Str>(known("origin")) : nullptr, is_none(locations) ? nullptr : locations}));
    if (!running) finish_spec(module);
    return {};
}

Result<void> complete_main() {
    auto* main = as<Module>(dict_get_name(interpreter.modules.get(), word("__main__").get()));
    if (main == nullptr || main->get(word("__loader__").get()) != &None) return {};
    auto* file = as<Str>(main->get(names::dunder_file));
    main->set("__loader__", TRY(loader_of({word("__main__").get(), file})));
    return {};
}

Result<void> complete_modules() {
    Ref<List> modules = TRY(dict_values_list(interpreter.modules.get()));
    for (Size i = 0; i < modules->length; ++i) {
        if (auto* module = as<Module>((*modules)[i])) TRY(complete_module(module));
    }
    return complete_main();
}

// ---------------------------------------------------------------- loading

Result<Module> run_part(const Part& part) {
    auto* library = as<Str>(sys_attribute(word("_stdlib_dir").get()));
    if (library == nullptr)
        return raise(ModuleNotFoundError, "No module named '{}': minipy does not know where the standard library is",
                     part.name);
    Ref<Str> path = Str::from(library->to_string() + std::string(part.file));
    Ref<Code> code = TRY(module_code(path.get()));
    set_filename(code.get(), Str::from(part.title).get());
    Ref<Str> name = word(part.name);
    Ref<Module> module = Module::make(name.get(), &None);
    dict_set_name(interpreter.modules.get(), name.get(), module.get());
    TRY(run_code(code.get(), module->dict.get(), nullptr));
    return module;
}

// They are what CPython calls frozen modules.
Result<void> set_frozen_spec(Module* module, const Part& part) {
    Ref<Object> loader = TRY(get(importlib().bootstrap.get(), "FrozenImporter"));
    Ref<Object> type = TRY(get(importlib().bootstrap.get(), "ModuleSpec"));
    module->set("__spec__", TRY(call_with_keyword(type.get(), Tuple::of({word(part.name).get(), loader.get()}),
                                                  "origin", word("frozen").get())));
    module->set("__loader__", loader);
    module->set("__package__", Str::from(""));
    return {};
}

Result<void> install() {
    importlib().bootstrap = TRY(run_part(bootstrap_part));
    TRY(give_module_locks(importlib().bootstrap.get()));
    Ref<Module> sys = TRY(import_module("sys"));
    Ref<Module> imp = TRY(import_module("_imp"));
    TRY(call_method(importlib().bootstrap.get(), word("_install").get(), {sys.get(), imp.get()}));
    TRY(call_method(importlib().bootstrap.get(), word("_install_external_importers").get()));
    auto* hooks = as<List>(sys_attribute(names::path_hooks));
    if (hooks == nullptr || hooks->length == 0) return raise(ImportError, "sys.path_hooks is not as importlib left it");
    importlib().path_hook = share(hooks->items[hooks->length - 1]);
    importlib().loaded = true;
    TRY(set_frozen_spec(importlib().bootstrap.get(), bootstrap_part));
    TRY(set_frozen_spec(importlib().external.get(), external_part));
    return complete_modules();
}

// Another thread waits until the first one has installed it; that one comes here again while it does.
Result<void> load() {
    if (importlib().loaded) return {};
    TRY(acquire_import_lock());
    Result<void> installed;
    if (!importlib().bootstrap) installed = install();
    if (installed.failed() && !importlib().loaded) importlib().clear();
    (void)release_import_lock();
    return installed;
}

// ---------------------------------------------------------------- tracebacks

bool runs_importlib(const Code& code) {
    std::string_view file = code.parts.filename->view();
    return file == bootstrap_part.title || file == external_part.title;
}

// Takes runs of importlib's frames out of the traceback: all of them from an ImportError, else those that end where
// importlib has called somebody else's code.
void hide_own_frames() {
    auto* error = cast<ExceptionObject>(current_thread->exception.get());
    bool all = is_subtype(error->type, &ImportError);
    Replaceable<Traceback> first(error->traceback.hold());
    Replaceable<Traceback>* run = nullptr;
    for (Replaceable<Traceback>* link = &first; *link;) {
        Traceback* entry = link->borrow();
        const Code& code = *entry->frame->frame->code;
        bool own = runs_importlib(code);
        if (!own) run = nullptr;
        if (own && run == nullptr) run = link;
        bool last = all || code.parts.name->equals("_call_with_frames_removed");
        if (!own || !last) {
            link = &entry->next;
            continue;
        }
        Ref<Traceback> rest = entry->next.hold();
        *run = std::move(rest);
        link = run;
    }
    error->traceback = first.take();
}

}  // namespace

bool is_part_of_importlib(std::string_view name) { return name == bootstrap_part.name || name == external_part.name; }

Result<Object> import_part_of_importlib(Str* name) {
    // While the first is being installed, it imports the second.
    if (importlib().bootstrap && !importlib().external && name->equals(external_part.name)) {
        importlib().external = TRY(run_part(external_part));
        return importlib().external;
    }
    TRY(load());
    return name->equals(bootstrap_part.name) ? importlib().bootstrap : importlib().external;
}

bool finders_are_changed() {
    if (importlib().bootstrap && !importlib().loaded) return false;
    auto* finders = as<List>(sys_attribute(names::meta_path));
    auto* hooks = as<List>(sys_attribute(names::path_hooks));
    if (finders == nullptr || hooks == nullptr) return true;
    if (!importlib().loaded) return finders->length + hooks->length != 0;
    Object* expected[] = {importlib().bootstrap->get(word("BuiltinImporter").get()),
                          importlib().bootstrap->get(word("FrozenImporter").get()),
                          importlib().external->get(word("PathFinder").get())};
    return !std::ranges::equal(std::span(finders->items, std::size_t(finders->length)), expected) ||
           hooks->length != 1 || hooks->items[0] != importlib().path_hook.get();
}

Result<void> load_importlib() {
    if (Object* finders = sys_attribute(names::meta_path); finders == nullptr || is_none(finders)) {
        return raise(ImportError, "sys.meta_path is None, Python is likely shutting down");
    }
    return load();
}

Result<Object> import_by_importlib(Str* full_name) {
    TRY(load_importlib());
    Ref<Object> dunder_import = share(dict_get_name(interpreter.builtins.get(), word("__import__").get()));
    if (!dunder_import) return raise(ImportError, "__import__ not found");
    Result<Object> module =
        call_method(importlib().bootstrap.get(), word("_find_and_load").get(), {full_name, dunder_import.get()});
    if (module.failed() && interpreter.verbose == 0) hide_own_frames();
    return module;
}

Result<void> set_spec(Module* module, const ModulePlace& place) {
    std::string_view full = place.name->view();
    std::size_t dot = full.rfind('.');
    Ref<Str> parent = place.search_locations != nullptr
                          ? share(place.name)
                          : Str::from(dot == std::string_view::npos ? "" : full.substr(0, dot));
    Ref<Object> loader = none();
    if (importlib().loaded) loader = TRY(loader_of(place));
    Ref<Object> spec = TRY(importlib().loaded ? module_spec(place, loader.get()) : plain_spec(place, parent.get()));
    TRY(set_attribute(spec.get(), word("_initializing").get(), &True));
    module->set("__spec__", spec);
    module->set("__loader__", loader);
    module->set("__package__", parent);
    return {};
}

void finish_spec(Module* module) {
    Object* spec = module->get(names::dunder_spec);
    if (spec != nullptr && set_attribute(spec, word("_initializing").get(), &False).failed()) clear_exception();
}

}  // namespace minipy
