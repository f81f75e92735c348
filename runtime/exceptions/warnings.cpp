// SPDX-License-Identifier: MIT
// Warnings from the runtime. When the module `warnings` has been imported, its filters decide; otherwise the default filters
// of 3.11 do: DeprecationWarning only in __main__, PendingDeprecationWarning, ImportWarning and ResourceWarning never, the
// rest once for each place. CPython: Python/_warnings.c.
#include "runtime/exceptions/warnings.hpp"

#include <set>
#include <string>
#include <tuple>

#include "runtime/exceptions/traceback.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/names.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/protocols/attributes.hpp"
#include "runtime/protocols/calls.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

Object* warnings_module() {
    if (!interpreter.modules) return nullptr;
    return dict_get_name(interpreter.modules.get(), Str::interned_from("warnings").get());
}

bool shown_by_default(const Type& category, bool in_main) {
    if (is_subtype(&category, &DeprecationWarning)) return in_main;
    return !is_subtype(&category, &PendingDeprecationWarning) && !is_subtype(&category, &ImportWarning) &&
           !is_subtype(&category, &ResourceWarning);
}

bool first_time(const Type& category, std::string_view message, const std::string& file, int line) {
    static auto* seen = new std::set<std::tuple<const Type*, std::string, std::string, int>>;
    return seen->emplace(&category, std::string(message), file, line).second;
}

// "file.py:3: SyntaxWarning: message" and the source line.
Result<void> show(const Type& category, std::string_view message, const std::string& file, int line) {
    Object* stream = interpreter.sys ? dict_get_name(interpreter.sys.get(), names::stderr_) : nullptr;
    if (stream == nullptr || is_none(stream)) return {};
    std::string text = format_text("{}:{}: {}: {}\n", file, line, category.display_name(), message);
    std::string source = source_line(file, line);
    if (!source.empty()) text += "  " + source + "\n";
    Ref<Object> kept = share(stream);
    TRY(call_method(stream, names::write, {Str::from(text).get()}));
    return {};
}

Result<void> warn_at(Type& category, std::string_view message, const std::string& file, int line, bool in_main) {
    if (!shown_by_default(category, in_main) || !first_time(category, message, file, line)) return {};
    return show(category, message, file, line);
}

}  // namespace

Result<void> warn(Type& category, std::string_view message, int stack_level) {
    Ref<Str> text = Str::from(message);
    if (Object* module = warnings_module()) {
        Ref<Int> level = Int::from(stack_level);
        TRY(call_method(module, names::warn, {text.get(), &category, level.get()}));
        return {};
    }
    Frame* frame = current_thread->frame;
    for (int level = 1; level < stack_level && frame != nullptr && frame->previous != nullptr; ++level) frame = frame->previous;
    if (frame == nullptr) return warn_at(category, message, "sys", 1, true);
    auto* module_name = as<Str>(dict_get_name(frame->globals, names::dunder_name));
    return warn_at(category, message, frame->code->parts.filename->to_string(), frame->line(),
                   module_name != nullptr && module_name->equals("__main__"));
}

Result<void> warn_explicit(Type& category, std::string_view message, Str* filename, int line) {
    if (Object* module = warnings_module()) {
        Ref<Str> text = Str::from(message);
        Ref<Int> number = Int::from(line);
        TRY(call_method(module, Str::interned_from("warn_explicit").get(), {text.get(), &category, filename, number.get()}));
        return {};
    }
    return warn_at(category, message, filename->to_string(), line, true);
}

}  // namespace minipy
