// SPDX-License-Identifier: MIT
// CPython: Python/errors.c.
#include "runtime/exceptions/unraisable.hpp"

#include "runtime/containers/struct_sequence.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/standard_error.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

constexpr const char* unraisable_fields[] = {"exc_type", "exc_value", "exc_traceback", "err_msg", "object"};
const StructSequenceSpec arguments_spec("UnraisableHookArgs", "What sys.unraisablehook is told of an exception.",
                                        unraisable_fields);

// The parts of an exception that is to be told; each may be None.
struct Unraisable {
    Object *type, *value, *traceback, *message, *object;
};

std::string shown(Object* object) {
    Result<Str> text = repr(object);
    if (text.ok()) return report_text(text.take().get(), "<object repr() failed>");
    clear_exception();
    return "<object repr() failed>";
}
std::string shown_as_text(Object* object, const char* otherwise) {
    Result<Str> text = to_str(object);
    if (text.ok()) return report_text(text.take().get(), otherwise);
    clear_exception();
    return otherwise;
}

std::string full_name(Type* type) {
    Result<Object> found = get_attribute(type, names::dunder_module);
    Ref<Object> module = found.ok() ? found.take() : nullptr;
    clear_exception();
    Str* name = type->qualname != nullptr ? type->qualname : type->name;
    auto* module_name = as<Str>(module.get());
    std::string shown = report_text(name, "<unknown>");
    if (module_name == nullptr) return "<unknown>" + shown;
    if (module_name->equals("builtins") || module_name->equals("__main__")) return shown;
    return report_text(module_name, "<unknown>") + "." + shown;
}

std::string report(const Unraisable& what) {
    std::string text;
    bool has_message = !is_none(what.message);
    std::string message = has_message ? shown_as_text(what.message, "") : "Exception ignored in";
    if (!is_none(what.object)) text = message + ": " + shown(what.object) + "\n";
    else if (has_message) text = message + ":\n";
    if (auto* traceback = as<Traceback>(what.traceback)) text += format_traceback(traceback);
    if (!is<Type>(what.type)) return text + "<unknown>\n";
    text += full_name(cast<Type>(what.type));
    if (!is_none(what.value)) text += ": " + shown_as_text(what.value, "<exception str() failed>");
    return text + "\n";
}

void print(const Unraisable& what) {
    if (write_standard_error(report(what)).failed()) clear_exception();
}

// The hook as the program has set it; null: there is none, or it is the original one's turn.
Ref<Object> hook() {
    Object* found = interpreter.sys ? dict_get_name(interpreter.sys.get(), names::unraisablehook) : nullptr;
    return found == nullptr || is_none(found) ? nullptr : share(found);
}

}  // namespace

Type unraisable_arguments_type(arguments_spec);

Result<void> print_unraisable(Object* arguments) {
    if (arguments->type != &unraisable_arguments_type)
        return raise(TypeError, "sys.unraisablehook argument type must be UnraisableHookArgs");
    Object** items = cast<Tuple>(arguments)->items();
    print({items[0], items[1], items[2], items[3], items[4]});
    return {};
}

void write_unraisable(Object* where, const char* message) {
    Ref<Object> exception = take_exception();
    if (!exception) return;
    heap::memory_error_raised();  // if that is what it is: there is no other report of it
    auto* error = cast<ExceptionObject>(exception.get());
    Frame* frame = current_thread->frame;
    if (!error->traceback && frame != nullptr) add_traceback(exception.get(), frame, std::max(frame->unit(), 0));
    Ref<Object> traceback = traceback_or_none(error);
    Ref<Object> text =
        message == nullptr ? none() : Ref<Object>(Str::from(format_text("Exception ignored {}", message)));
    Ref<Object> object = where == nullptr ? none() : share(where);
    Ref<Object> called = hook();
    if (!called) return print({error->type, error, traceback.get(), text.get(), object.get()});
    const Ref<Object> values[] = {share<Object>(error->type), exception, traceback, text, object};
    Result<Object> arguments = make_struct_sequence(&unraisable_arguments_type, values);
    if (arguments.ok() && call(called.get(), {arguments.take().get()}).ok()) return;
    Ref<Object> second = take_exception();
    auto* failed = cast<ExceptionObject>(second.get());
    Ref<Str> about = Str::from("Exception ignored in sys.unraisablehook");
    Ref<Object> path = traceback_or_none(failed);
    print({failed->type, failed, path.get(), about.get(), called.get()});
}

}  // namespace minipy
