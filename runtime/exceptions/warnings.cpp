// SPDX-License-Identifier: MIT
// Filtering and showing warnings. CPython: Python/_warnings.c.
#include "runtime/exceptions/warnings.hpp"

#include <string>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/exceptions/traceback.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

struct State {
    Ref<List> filters;
    Ref<Dict> once_registry;
    std::int64_t version = 0;  // a registry of another version is out of date
};
State warnings_state;

// ("ignore", None, ImportWarning, None, 0)
Ref<Tuple> plain_filter(const char* action, Type& category, const char* module) {
    Ref<Object> module_name = module == nullptr ? none() : Ref<Object>(Str::interned_from(module));
    Ref<Str> name = Str::interned_from(action);
    return Tuple::of({name.get(), &None, &category, module_name.get(), &shared_ints[0]});
}

Ref<List> default_filters() {
    Ref<Tuple> rows[] = {
        plain_filter("default", DeprecationWarning, "__main__"), plain_filter("ignore", DeprecationWarning, nullptr),
        plain_filter("ignore", PendingDeprecationWarning, nullptr), plain_filter("ignore", ImportWarning, nullptr),
        plain_filter("ignore", ResourceWarning, nullptr)};
    std::vector<Object*> items;
    for (const Ref<Tuple>& row : rows) items.push_back(row.get());
    return List::copy(items).take();
}

// An attribute of the Python module `warnings` if it has been imported (or, on demand, can be); nothing otherwise.
enum class IfMissing : std::uint8_t { nothing, import };
Maybe<Object> warnings_attribute(const char* name, IfMissing if_missing = IfMissing::nothing) {
    if (!interpreter.modules) return nothing;
    Ref<Object> module = share(dict_get_name(interpreter.modules.get(), names::warnings));
    if (!module && if_missing == IfMissing::import && !interpreter.finalizing) {
        Result<Module> imported = import_module("warnings");
        if (imported.failed() && !catch_exception(ImportError)) return Failure{};
        module = imported.take();
    }
    if (!module) return nothing;
    return find_attribute(module.get(), Str::interned_from(name).get());
}

// ---------------------------------------------------------------- filters

// A filter's message or module: None matches everything, a str what equals it, anything else is asked by match().
Result<bool> part_matches(Object* part, Object* text) {
    if (is_none(part)) return true;
    if (is_exact<Str>(part)) return equal(part, text);
    Ref<Object> answer = TRY(call_method(part, Str::interned_from("match").get(), {text}));
    return is_true(answer.get());
}

Result<bool> filter_matches(Tuple* filter, Object* category, Object* text, Size line, Object* module) {
    if (!TRY(part_matches((*filter)[1], text)) || !TRY(is_subclass(category, (*filter)[2]))) return false;
    if (!TRY(part_matches((*filter)[3], module))) return false;
    Size wanted = TRY(to_size((*filter)[4], &OverflowError));
    return wanted == 0 || wanted == line;
}

Result<Str> default_action() {
    Ref<Object> action = TRY(warnings_attribute("defaultaction"));
    if (!action) return Str::interned_from("default");
    if (!is<Str>(action.get()))
        return raise(TypeError, "warnings.defaultaction must be a string, not '{}'", type_name(action.get()));
    return ref_cast<Str>(std::move(action));
}

Result<Str> choose_action(Object* category, Object* text, Size line, Object* module) {
    if (Ref<Object> filters = TRY(warnings_attribute("filters"))) {
        if (!is<List>(filters.get())) return raise(ValueError, "warnings.filters must be a list");
        warnings_state.filters = ref_cast<List>(std::move(filters));
    }
    Ref<List> filters = share(warning_filters());
    for (Size index = 0; index < filters->length; ++index) {
        Ref<Object> item = share((*filters)[index]);
        auto* filter = as<Tuple>(item.get());
        if (filter == nullptr || filter->length != 5)
            return raise(ValueError, "_warnings.filters item {} isn't a 5-tuple", index);
        if (!is<Str>((*filter)[0]))
            return raise(TypeError, "action must be a string, not '{}'", type_name((*filter)[0]));
        if (TRY(filter_matches(filter, category, text, line, module))) return share(cast<Str>((*filter)[0]));
    }
    return default_action();
}

// ---------------------------------------------------------------- what has been shown

// Has `key` been noted in the registry since the filters last changed? `note`: it is from now on.
enum class Warned : std::uint8_t { asked, noted };

// Has this been warned of? `noted`: from now on it has.
Result<bool> already_warned(Dict* registry, Object* key, Warned purpose) {
    Ref<Int> current = Int::from(warnings_state.version);
    Ref<Str> version = Str::interned_from("version");
    Object* noted = dict_get_name(registry, version.get());
    if (noted == nullptr || !is<Int>(noted) || int_compare(cast<Int>(noted), current.get()) != 0) {
        dict_clear(registry);
        TRY(dict_set(registry, version.get(), current.get()));
    } else {
        Ref<Object> seen = TRY(dict_get(registry, key));
        if (seen && TRY(is_true(seen.get()))) return true;
    }
    if (purpose == Warned::noted) TRY(dict_set(registry, key, &True));
    return false;
}

// Says whether the warning has been shown before, as far as `action` wants to know.
Result<bool> note_for_action(Str* action, Dict* registry, Object* key, Object* text, Object* category) {
    if (action->equals("always")) return false;
    if (registry != nullptr) TRY(dict_set(registry, key, &True));
    if (action->equals("default")) return false;
    Ref<Tuple> wherever = Tuple::of({text, category});
    if (action->equals("once"))
        return already_warned(registry != nullptr ? registry : warning_once_registry(), wherever.get(), Warned::noted);
    if (action->equals("module"))
        return registry == nullptr ? Result<bool>(false) : already_warned(registry, wherever.get(), Warned::noted);
    return raise(RuntimeError, "Unrecognized action ({}) in warnings.filters", TRY(repr(action)).get());
}

// ---------------------------------------------------------------- showing

// "file.py:3: SyntaxWarning: message" and the source line.
Result<void> show_plainly(Object* category, Object* text, const WarningPlace& place) {
    Ref<Str> file = TRY(to_str(place.filename));
    Ref<Object> name = TRY(get_attribute(category, names::dunder_name));
    Ref<Str> category_name = TRY(to_str(name.get()));
    Ref<Str> message = TRY(to_str(text));
    TRY(check_room(16 * std::size_t(message->length + file->length)));
    std::string report = format_text("{}:{}: {}: {}\n", file.get(), place.line, category_name.get(), message.get());
    auto* given = as<Str>(place.source_line);
    std::string source = given != nullptr ? given->to_string() : source_line(file->to_string(), int(place.line));
    source.erase(0, std::min(source.find_first_not_of(" \t\014"), source.size()));
    if (!source.empty()) report += "  " + source + "\n";
    return write_standard_error(report);
}

Result<void> show(Object* category, Object* text, Object* message, const WarningPlace& place, Object* source) {
    Ref<Object> show_function =
        TRY(warnings_attribute("_showwarnmsg", source != nullptr ? IfMissing::import : IfMissing::nothing));
    if (!show_function) return show_plainly(category, text, place);
    if (show_function->type->slots.call == nullptr)
        return raise(TypeError, "warnings._showwarnmsg() must be set to a callable");
    Ref<Object> message_class = TRY(warnings_attribute("WarningMessage"));
    if (!message_class) return raise(RuntimeError, "unable to get warnings.WarningMessage");
    Ref<Int> line = Int::from(place.line);
    Object* source_or_none = source == nullptr ? &None : source;
    Ref<Object> details =
        TRY(call(message_class.get(), {message, category, place.filename, line.get(), &None, &None, source_or_none}));
    TRY(call(show_function.get(), {details.get()}));
    return {};
}

// The name of the module that a file holds, as far as its name tells.
Ref<Str> module_from_filename(Object* filename) {
    auto* text = as<Str>(filename);
    if (text == nullptr || text->length == 0) return Str::from("<unknown>");
    std::string name = text->to_string();
    if (name.ends_with(".py")) name.resize(name.size() - 3);
    return Str::from(name);
}

}  // namespace

List* warning_filters() {
    if (!warnings_state.filters) warnings_state.filters = default_filters();
    return warnings_state.filters.get();
}

Dict* warning_once_registry() {
    if (!warnings_state.once_registry) warnings_state.once_registry = Dict::create();
    return warnings_state.once_registry.get();
}

void warning_filters_mutated() { ++warnings_state.version; }

void finalize_warnings() { warnings_state = {}; }

Result<void> issue_warning(Object* category, Object* message, const WarningPlace& place, Object* source) {
    if (place.registry != nullptr && !is<Dict>(place.registry) && !is_none(place.registry)) {
        return raise(TypeError, "'registry' must be a dict or None");
    }
    auto* registry = as<Dict>(place.registry);
    Ref<Object> module =
        place.module != nullptr ? share(place.module) : Ref<Object>(module_from_filename(place.filename));
    if (is_none(module.get())) return {};
    bool is_instance_given = is_subtype(message->type, &Warning);
    Ref<Object> text = is_instance_given ? Ref<Object>(TRY(to_str(message))) : share(message);
    Ref<Object> instance = is_instance_given ? share(message) : TRY(call(category, {message}));
    if (is_instance_given) category = message->type;
    Ref<Int> line = Int::from(place.line);
    Ref<Tuple> key = Tuple::of({text.get(), category, line.get()});
    if (registry != nullptr && TRY(already_warned(registry, key.get(), Warned::asked))) return {};
    Ref<Str> action = TRY(choose_action(category, text.get(), place.line, module.get()));
    if (action->equals("error")) return raise_instance(std::move(instance));
    if (action->equals("ignore")) return {};
    if (TRY(note_for_action(action.get(), registry, key.get(), text.get(), category))) return {};
    return show(category, text.get(), instance.get(), place, source);
}

namespace {

// Frames of the import system do not count: a warning on import is about the importing file.
bool is_internal(const Frame* frame) {
    std::string_view file = frame->code->parts.filename->view();
    return file.find("importlib") != std::string_view::npos && file.find("_bootstrap") != std::string_view::npos;
}

Frame* frame_at_level(Size level) {
    Frame* frame = current_thread->frame;
    bool count_internal = level <= 0 || (frame != nullptr && is_internal(frame));
    while (--level > 0 && frame != nullptr) {
        do { frame = frame->previous; } while (frame != nullptr && !count_internal && is_internal(frame));
    }
    return frame;
}

}  // namespace

Result<void> issue_warning_at_level(Object* category, Object* message, Size stack_level, Object* source) {
    Frame* frame = frame_at_level(stack_level);
    Ref<Dict> globals = frame == nullptr ? interpreter.sys : share(frame->globals);
    if (!globals) return {};  // so late in the shut-down nobody can be told
    Ref<Str> filename = frame == nullptr ? Str::interned_from("sys") : share(frame->code->parts.filename.get());
    Object* registry = dict_get_name(globals.get(), names::dunder_warningregistry);
    if (registry == nullptr) dict_set_name(globals.get(), names::dunder_warningregistry, Dict::create().get());
    Ref<Object> kept = share(dict_get_name(globals.get(), names::dunder_warningregistry));
    Ref<Object> module = share(dict_get_name(globals.get(), names::dunder_name));
    if (!module || !(is_none(module.get()) || is<Str>(module.get()))) module = Str::interned_from("<string>");
    WarningPlace place{filename.get(), frame == nullptr ? 1 : frame->line(), module.get(), kept.get(), nullptr};
    return issue_warning(category, message, place, source);
}

Result<void> warn(Type& category, std::string_view message, int stack_level) {
    return issue_warning_at_level(&category, Str::from(message).get(), stack_level, nullptr);
}

Result<bool> warn_by_module(const char* function, Object* argument) {
    Ref<Object> found = TRY(warnings_attribute(function, IfMissing::import));
    if (!found) return false;
    TRY(call(found.get(), {argument}));
    return true;
}

Result<void> warn_of_subclass(std::string_view method, Object* result, std::string_view base) {
    return warn(DeprecationWarning,
                format_text("{} returned non-{} (type {}).  The ability to return an instance of a strict subclass of "
                            "{} is deprecated, and may be removed in a future version of Python.",
                            method, base, type_name(result), base),
                1);
}

Result<void> warn_explicit(Type& category, std::string_view message, Str* filename, int line) {
    return issue_warning(&category, Str::from(message).get(), WarningPlace{.filename = filename, .line = line},
                         nullptr);
}

}  // namespace minipy
