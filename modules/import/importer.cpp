// SPDX-License-Identifier: MIT
// Importing. `import a.b.c` imports a, a.b and a.b.c in turn; each is looked for
//
//   1  in sys.modules
//   2  among the native modules (only at the top level)
//   3  as a folder X with an `__init__` file, or a file X.py, in each entry of sys.path, or of the parent's __path__
//
// A directory without __init__.py, a namespace package, is left to the library's importlib, as is everything when a
// program has finders of its own (importlib.hpp).
//
// A module is entered into sys.modules before its code runs, so that circular imports find it; if the code raises, it
// is taken out again. CPython does this in Python (Lib/importlib/_bootstrap.py, Lib/importlib/_bootstrap_external.py).
#include "modules/import/importer.hpp"

#include <sys/stat.h>

#include <optional>

#include "modules/import/bytecode_cache.hpp"
#include "modules/import/importlib.hpp"
#include "modules/import/module_code.hpp"
#include "modules/import/module_lock.hpp"
#include "modules/import/registry.hpp"
#include "modules/native.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/vm.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- finding

// A name is as long as a program makes it: is there room for the paths and messages that it becomes part of?
Result<void> check_room_for(const Str* name) {
    constexpr std::size_t copies = 8, longest_character = 4;
    return check_room(std::size_t(name->length) * longest_character * copies);
}

struct Found {
    enum class Kind : std::uint8_t { source, package, namespace_package } kind;
    std::string path;  // the file; of a namespace package, the directory
};

bool is_file(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}
bool is_directory(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string joined(const std::string& directory, const std::string& name) {
    if (directory.empty()) return name;
    return directory.back() == '/' ? directory + name : directory + "/" + name;
}

Result<std::optional<Found>> find_in_path(Object* path, const std::string& name) {
    std::optional<Found> namespace_package;
    if (name.empty()) return namespace_package;
    Ref<Object> iterator = TRY(get_iterator(path));
    while (Ref<Object> entry = TRY(next_item(iterator.get()))) {
        auto* text = as<Str>(entry.get());
        if (text == nullptr) continue;
        TRY(check_room_for(text));
        std::string base = joined(text->length == 0 ? "." : text->to_string(), name);
        if (is_file(base + "/__init__.py")) return std::optional(Found{Found::Kind::package, base + "/__init__.py"});
        if (is_file(base + ".py")) return std::optional(Found{Found::Kind::source, base + ".py"});
        if (!namespace_package && is_directory(base)) namespace_package = Found{Found::Kind::namespace_package, base};
    }
    return namespace_package;
}

// ---------------------------------------------------------------- loading

void remove_module(Str* name) { dict_delete_name(interpreter.modules.get(), name); }

Result<void> run_source(Module* module, Str* file) {
    Ref<Code> code = TRY(module_code(file));
    TRY(run_code(code.get(), module->dict.get(), nullptr));
    return {};
}

Result<Object> load_found(Str* full_name, const Found& found) {
    Ref<Module> module = Module::make(full_name, &None);
    Ref<Str> file = Str::from(found.path);
    Ref<List> locations;
    if (found.kind == Found::Kind::package) {
        locations = List::create();
        TRY(list_append(locations.get(), Str::from(found.path.substr(0, found.path.rfind('/'))).get()));
        module->set("__path__", locations.get());
    }
    module->set("__file__", file.get());
    module->set("__cached__", Str::from(cache_path(found.path)));
    TRY(set_spec(module.get(), {full_name, file.get(), locations.get()}));
    TRY(dict_set(interpreter.modules.get(), full_name, module.get()));
    if (run_source(module.get(), file.get()).failed()) {
        remove_module(full_name);
        return Failure{};
    }
    finish_spec(module.get());
    TRY(tell(format_text("import {} # {}", quoted(full_name), found.path)));
    // The module's code may have put something else into sys.modules in its place.
    Object* final_module = dict_get_name(interpreter.modules.get(), full_name);
    if (final_module == nullptr) return raise(ImportError, "loaded module {} not in sys.modules", quoted(full_name));
    return share(final_module);
}

Failure not_found(Str* full_name, Str* parent) {
    std::string message = format_text("No module named {}", quoted(full_name));
    if (parent != nullptr) message += format_text("; {} is not a package", quoted(parent));
    Failure failure = raise_message(ModuleNotFoundError, message);
    auto* error = cast<ImportErrorObject>(current_thread->exception.get());
    if (is_subtype(error->type, &ImportError)) error->name = share<Object>(full_name);
    return failure;
}

Result<void> audit_import(Str* full_name) {
    if (!is_audited()) return {};
    auto in_sys = [](const char* name) {
        Object* found = dict_get_name(interpreter.sys.get(), Str::interned_from(name).get());
        return found == nullptr ? none() : share(found);
    };
    Ref<Object> path = in_sys("path"), finders = in_sys("meta_path"), hooks = in_sys("path_hooks");
    return audit("import", {full_name, &None, path.get(), finders.get(), hooks.get()});
}

Failure import_is_halted(Str* full_name) {
    Failure failure = raise(ModuleNotFoundError, "import of {} halted; None in sys.modules", full_name);
    auto* error = cast<ImportErrorObject>(current_thread->exception.get());
    error->name = share<Object>(full_name);
    return failure;
}

// What is in sys.modules, complete, unless this thread itself is about to import it; null: it is not there.
Result<Ref<Object>> imported_before(Str* full_name) {
    Ref<Object> found = share(dict_get_name(interpreter.modules.get(), full_name));
    if (!found) return found;
    if (is_none(found.get())) return import_is_halted(full_name);
    TRY(wait_until_imported(full_name, found.get()));
    return found;
}

// This thread imports it, and nobody else does.
Result<Object> find_and_load(Str* full_name, Object* parent, Str* parent_name) {
    if (finders_are_changed()) return import_by_importlib(full_name);
    if (parent == nullptr && find_native_module(full_name->view()) != nullptr) return import_native_module(full_name);
    Ref<Object> path;
    if (parent == nullptr) {
        path = share(dict_get_name(interpreter.sys.get(), names::path));
    } else {
        path = TRY(find_attribute(parent, Str::interned_from("__path__").get()));
        if (!path) return not_found(full_name, parent_name);
    }
    if (!path) return raise(RuntimeError, "sys.path must be a list of directory names");
    std::string name = full_name->to_string();
    std::optional<Found> found = TRY(find_in_path(path.get(), name.substr(name.rfind('.') + 1)));
    if (!found) return not_found(full_name, nullptr);
    if (found->kind == Found::Kind::namespace_package) return import_by_importlib(full_name);
    Ref<Object> module = TRY(load_found(full_name, *found));
    if (parent != nullptr) {
        Ref<Str> last = Str::interned_from(name.substr(name.rfind('.') + 1));
        TRY(set_attribute(parent, last.get(), module.get()));
    }
    return module;
}

// The caller has seen that it is not there, but another thread may have imported it meanwhile.
Result<Object> import_missing(Str* full_name, Object* parent, Str* parent_name) {
    TRY(audit_import(full_name));
    if (is_part_of_importlib(full_name->view())) return import_part_of_importlib(full_name);
    if (finders_are_changed()) TRY(load_importlib());
    ImportInProgress in_progress;
    TRY(in_progress.begin(full_name));
    Object* found = dict_get_name(interpreter.modules.get(), full_name);
    if (found == nullptr) return find_and_load(full_name, parent, parent_name);
    return is_none(found) ? import_is_halted(full_name) : Result<Object>(share(found));
}

// Imports one component; its parents have been imported. `parent` is null at the top level.
Result<Object> import_component(Str* full_name, Object* parent, Str* parent_name) {
    TRY(check_room_for(full_name));
    Ref<Object> found = TRY(imported_before(full_name));
    return found ? found : import_missing(full_name, parent, parent_name);
}

// Imports every component of a dotted name; the last module, and the first by `first`.
Result<Object> import_dotted(const std::string& dotted, Ref<Object>& first) {
    Ref<Object> module;
    Ref<Str> parent_name;
    for (std::size_t end = 0; end != std::string::npos;) {
        end = dotted.find('.', end == 0 ? 0 : end + 1);
        Ref<Str> full_name = Str::interned_from(dotted.substr(0, end));
        module = TRY(import_component(full_name.get(), module.get(), parent_name.get()));
        if (!first) first = module;
        parent_name = full_name;
        if (end == std::string::npos) break;
    }
    return module;
}

// ---------------------------------------------------------------- relative names

Result<Ref<Object>> parent_in_spec(Object* spec) {
    if (spec == nullptr || is_none(spec)) return Ref<Object>();
    Ref<Object> kept = share(spec);
    Ref<Object> parent = TRY(get_attribute(spec, Str::interned_from("parent").get()));
    return parent;
}

// Of a module that has neither __package__ nor a spec: a package is its own, another module its parent's.
Result<std::string> package_by_name(Dict* globals) {
    TRY(warn(ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
             1));
    Object* name = dict_get_name(globals, names::dunder_name);
    if (name == nullptr) return raise(KeyError, "'__name__' not in globals");
    if (!is<Str>(name)) return raise(TypeError, "__name__ must be a string");
    std::string text = cast<Str>(name)->to_string();
    if (dict_get_name(globals, Str::interned_from("__path__").get()) != nullptr) return text;
    std::size_t dot = text.rfind('.');
    return dot == std::string::npos ? std::string() : text.substr(0, dot);
}

// The package that leading dots are relative to.
Result<std::string> package_of(Object* globals) {
    Ref<Dict> dict = share(as<Dict>(globals));
    if (!dict) return raise(TypeError, "globals must be a dict");
    Ref<Object> package = share(dict_get_name(dict.get(), names::dunder_package));
    if (package && is_none(package.get())) package.reset();
    if (package && !is<Str>(package.get())) return raise(TypeError, "package must be a string");
    Ref<Object> parent = TRY(parent_in_spec(dict_get_name(dict.get(), names::dunder_spec)));
    if (package) {
        if (parent && !TRY(equal(package.get(), parent.get())))
            TRY(warn(ImportWarning, "__package__ != __spec__.parent", 1));
        return cast<Str>(package.get())->to_string();
    }
    if (!parent) return package_by_name(dict.get());
    if (!is<Str>(parent.get())) return raise(TypeError, "__spec__.parent must be a string");
    return cast<Str>(parent.get())->to_string();
}

Result<std::string> absolute_name(const std::string& name, Object* globals, Size level) {
    std::string package = TRY(package_of(globals));
    if (package.empty()) return raise(ImportError, "attempted relative import with no known parent package");
    for (Size count = 1; count < level; ++count) {
        std::size_t dot = package.rfind('.');
        if (dot == std::string::npos) return raise(ImportError, "attempted relative import beyond top-level package");
        package.resize(dot);
    }
    return name.empty() ? package : package + "." + name;
}

// A module may have another name than the one it was imported by: then that name is imported.
Result<Object> import_submodule(Str* full_name, Object* module, Str* parent) {
    if (dict_get_name(interpreter.modules.get(), parent) == module) return import_component(full_name, module, parent);
    TRY(check_room_for(full_name));
    Ref<Object> first;
    return import_dotted(full_name->to_string(), first);
}

enum class NamesFrom : std::uint8_t { statement, dunder_all };

Result<Str*> expect_name(Object* module, Object* item, NamesFrom origin) {
    if (auto* name = as<Str>(item)) return name;
    if (origin == NamesFrom::statement)
        return raise(TypeError, "Item in ``from list'' must be str, not {}", type_name(item));
    Ref<Object> module_name = TRY(get_attribute(module, names::dunder_name));
    Ref<Str> shown = TRY(to_str(module_name.get()));
    return raise(TypeError, "Item in {}.__all__ must be str, not {}", shown.get(), type_name(item));
}

// from package import a, b: names that are no attributes may be submodules. A * stands for __all__, but not inside it.
Result<void> import_submodules(Object* module, Object* from_list, NamesFrom origin) {
    Ref<Object> path = TRY(find_attribute(module, Str::interned_from("__path__").get()));
    if (!path) return {};
    Ref<Object> iterator = TRY(get_iterator(from_list));
    while (Ref<Object> item = TRY(next_item(iterator.get()))) {
        Str* name = TRY(expect_name(module, item.get(), origin));
        if (name->equals("*")) {
            if (origin == NamesFrom::dunder_all) continue;
            Ref<Object> all = TRY(find_attribute(module, names::dunder_all));
            if (all) TRY(import_submodules(module, all.get(), NamesFrom::dunder_all));
            continue;
        }
        if (TRY(find_attribute(module, name))) continue;
        Ref<Object> module_name = TRY(get_attribute(module, names::dunder_name));
        Ref<Str> parent = TRY(to_str(module_name.get()));
        Ref<Str> full_name = Str::interned_from(format_text("{}.{}", parent.get(), name));
        if (import_submodule(full_name.get(), module, parent.get()).ok()) continue;
        // Not there: `from` itself will say so. An error inside the submodule is passed on.
        if (!exception_matches(ModuleNotFoundError)) return Failure{};
        auto* error = cast<ImportErrorObject>(current_thread->exception.get());
        auto* missing = as<Str>(error->name.borrow());
        Object* kept_out = dict_get_name(interpreter.modules.get(), full_name.get());
        bool halted = kept_out != nullptr && is_none(kept_out);
        if (halted || missing == nullptr || !str_equal(missing, full_name.get())) return Failure{};
        clear_exception();
    }
    return {};
}

}  // namespace

Result<Module> import_native_module(Str* name) {
    Ref<Module> module = TRY(make_native_module(*find_native_module(name->view())));
    TRY(set_spec(module.get(), {name}));
    finish_spec(module.get());
    TRY(dict_set(interpreter.modules.get(), name, module.get()));
    if (interpreter.sys) TRY(tell(format_text("import {} # built-in", quoted(name))));
    return module;
}

std::string find_module_file(std::string_view dotted_name, bool& is_package) {
    std::string name(dotted_name);
    Ref<Object> path = share(dict_get_name(interpreter.sys.get(), names::path));
    std::size_t dot = name.rfind('.');
    if (dot != std::string::npos) {
        Result<Module> parent = import_module(name.substr(0, dot));
        if (parent.failed()) return "";
        path = share(parent.take()->get(Str::interned_from("__path__").get()));
        name = name.substr(dot + 1);
    }
    if (!path) return "";
    Result<std::optional<Found>> found = find_in_path(path.get(), name);
    if (found.failed()) return "";
    std::optional<Found> result = found.take();
    if (!result || result->kind == Found::Kind::namespace_package) return "";
    is_package = result->kind == Found::Kind::package;
    return result->path;
}

Result<Object> dunder_import(Object* name_object, Object* globals, Object*, Object* from_list, Size level) {
    auto* name = as<Str>(name_object);
    if (name == nullptr) return raise(TypeError, "module name must be a string");
    if (level < 0) return raise(ValueError, "level must be >= 0");
    if (name->length == 0 && level == 0) return raise(ValueError, "Empty module name");
    TRY(check_room_for(name));
    std::string dotted = name->to_string();
    if (level > 0) dotted = TRY(absolute_name(dotted, globals == nullptr ? &None : globals, level));
    Ref<Object> first;
    Ref<Object> last = TRY(import_dotted(dotted, first));
    bool wants_names = from_list != nullptr && !is_none(from_list) && TRY(length_hint(from_list, 0)) > 0;
    if (wants_names) {
        TRY(import_submodules(last.get(), from_list, NamesFrom::statement));
        return last;
    }
    if (level == 0) return first;
    // import . a.b relative: the module that the first component of the written name names.
    std::string written = name->to_string();
    if (written.empty()) return last;
    std::string kept = dotted.substr(0, dotted.size() - (written.size() - std::min(written.find('.'), written.size())));
    Object* found = dict_get_name(interpreter.modules.get(), Str::interned_from(kept).get());
    return found == nullptr ? last : share(found);
}

}  // namespace minipy
