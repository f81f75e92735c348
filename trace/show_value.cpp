// SPDX-License-Identifier: MIT
// Structural rendering. Every cut is visible: `…` and how much was left out.
#include "trace/show_value.hpp"

#include <fmt/format.h>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/names.hpp"
#include "runtime/object/singletons.hpp"

namespace minipy::trace {

namespace {

constexpr int deepest = 2;             // containers in containers
constexpr Size most_bits = 4096;       // of an int that is converted to decimal

std::string show_int(const Int* value) {
    if (value->is_small()) return std::to_string(value->small);
    Size bits = int_bit_length(value);
    if (bits > most_bits) return fmt::format("{}int of {} bits", value->is_negative() ? "-" : "", bits);
    std::string digits = int_to_text_unlimited(value, 10);
    if (digits.size() <= 24) return digits;
    return fmt::format("{}…({} digits)", digits.substr(0, 12), digits.size() - (digits[0] == '-'));
}

std::string text_of(Object* name) {
    auto* text = as<Str>(name);
    return text == nullptr ? "?" : text->to_string();
}

// How many bytes the first `count` characters take.
std::size_t prefix_bytes(std::string_view utf8, std::size_t count) {
    std::size_t position = 0;
    while (position < utf8.size() && count > 0) {
        ++position;
        while (position < utf8.size() && (utf8[position] & 0xC0) == 0x80) ++position;
        --count;
    }
    return position;
}

std::size_t count_characters(std::string_view utf8) {
    std::size_t count = 0;
    for (char byte : utf8) count += (byte & 0xC0) != 0x80;
    return count;
}

}  // namespace

std::string ValuePrinter::quote(std::string_view utf8, std::size_t characters) const {
    std::size_t limit = std::size_t(options_.max_str);
    std::string_view shown = characters > limit ? utf8.substr(0, prefix_bytes(utf8, limit)) : utf8;
    char mark = shown.find('\'') != std::string_view::npos && shown.find('"') == std::string_view::npos ? '"' : '\'';
    std::string text(1, mark);
    for (char byte : shown) {
        auto code = static_cast<unsigned char>(byte);
        if (byte == '\n') text += "\\n";
        else if (byte == '\t') text += "\\t";
        else if (byte == '\r') text += "\\r";
        else if (byte == '\\' || byte == mark) (text += '\\') += byte;
        else if (code < 32 || code == 127) text += fmt::format("\\x{:02x}", code);
        else text += byte;
    }
    text += mark;
    if (characters > limit) text += fmt::format("…+{}", characters - limit);
    return text;
}

std::string ValuePrinter::show_atom(Object* object, bool& known) const {
    known = true;
    if (object == &None) return "None";
    if (object == &True) return "True";
    if (object == &False) return "False";
    if (object->type == &Int::type_object) return show_int(static_cast<Int*>(object));
    if (object->type == &Float::type_object) return double_text(static_cast<Float*>(object)->value, {.kind = 'r', .add_dot_zero = true});
    if (object->type == &Str::type_object) {
        auto* text = static_cast<Str*>(object);
        return quote(text->view(), std::size_t(text->length));
    }
    if (object->type == &Bytes::type_object) {
        std::string_view data = static_cast<Bytes*>(object)->view();
        std::size_t limit = std::size_t(options_.max_str);
        std::string cut = data.size() > limit ? fmt::format("…+{}", data.size() - limit) : "";
        return bytes_repr(data.substr(0, limit)) + cut;
    }
    known = false;
    return "";
}

// What has a name is shown by it.
std::string ValuePrinter::show_named(Object* object, bool& known) const {
    known = true;
    if (auto* function = as<Function>(object)) return text_of(function->qualname.get());
    if (auto* type = as<Type>(object)) return type->display_name();
    if (object->type->has(TypeFlag::type_subclass)) return static_cast<Type*>(object)->display_name();
    if (object->type == &NativeFunction::type_object) {
        auto* function = static_cast<NativeFunction*>(object);
        std::string name = function->method->name()->to_string();
        bool bound = function->self && !is<Module>(function->self.get());
        return bound ? show(function->self.get(), deepest) + "." + name : name;
    }
    if (object->type == &MethodDescriptor::type_object) return static_cast<MethodDescriptor*>(object)->method->shown_name();
    if (object->type == &BoundMethod::type_object) {
        auto* method = static_cast<BoundMethod*>(object);
        bool has_name = is<Function>(method->function.get());
        std::string name = has_name ? text_of(static_cast<Function*>(method->function.get())->name.get()) : "?";
        return show(method->self.get(), deepest) + "." + name;
    }
    if (auto* module = as<Module>(object)) return "module " + text_of(module->get(names::dunder_name));
    if (auto* code = as<Code>(object)) return fmt::format("<code {}>", code->parts.qualname->view());
    if (auto* cell = as<Cell>(object)) return cell->contents ? fmt::format("cell({})", show(cell->contents.get(), deepest)) : "cell()";
    known = false;
    return "";
}

template <class Next>
std::string ValuePrinter::show_items(Object* object, char open, char close, std::size_t count, int depth, Next next) const {
    std::string text = fmt::format("#{}{}", identities_.number_of(object), open);
    if (depth >= deepest && count > 0) return text + "…" + close;
    std::size_t shown = std::min(count, std::size_t(options_.max_items));
    for (std::size_t index = 0; index < shown; ++index) {
        if (index > 0) text += ", ";
        text += next(index);
    }
    if (shown < count) text += fmt::format("{}… +{} items", shown > 0 ? ", " : "", count - shown);
    return text + close;
}

std::string ValuePrinter::show_tuple(Object* object, int depth) const {
    auto* tuple = static_cast<Tuple*>(object);
    return show_items(object, '(', ')', std::size_t(tuple->length), depth,
                      [&](std::size_t index) { return show((*tuple)[Size(index)], depth + 1); });
}

std::string ValuePrinter::show_dict(Object* object, int depth) const {
    auto* dict = static_cast<Dict*>(object);
    Size position = 0, count = 0;
    Object *key, *value;
    while (dict_next(dict, position, key, value)) ++count;
    position = 0;
    return show_items(object, '{', '}', std::size_t(count), depth, [&](std::size_t) {
        if (!dict_next(dict, position, key, value)) return std::string("…");
        return show(key, depth + 1) + ": " + show(value, depth + 1);
    });
}

std::string ValuePrinter::show_set(Object* object, int depth) const {
    auto* set = static_cast<Set*>(object);
    Size position = 0;
    Object* key;
    Hash hash;
    return show_items(object, '{', '}', std::size_t(set->used), depth,
                      [&](std::size_t) { return set_next(set, position, key, hash) ? show(key, depth + 1) : std::string("…"); });
}

std::string ValuePrinter::show_instance(Object* object) const {
    std::string text = fmt::format("#{}:{}", identities_.number_of(object), object->type->display_name());
    if (object->type == &Generator::type_object) text += " " + text_of(static_cast<Generator*>(object)->name.get());
    return text;
}

std::string ValuePrinter::show(Object* object, int depth) const {
    if (object == nullptr) return options_.ascii ? "NULL" : "∅";
    bool known;
    if (std::string text = show_atom(object, known); known) return text;
    if (std::string text = show_named(object, known); known) return text;
    if (object->type == &Tuple::type_object) return show_tuple(object, depth);
    if (object->type == &Dict::type_object) return show_dict(object, depth);
    if (object->type == &Set::type_object || object->type == &FrozenSet::type_object) return show_set(object, depth);
    if (object->type == &List::type_object) {
        auto* list = static_cast<List*>(object);
        return show_items(object, '[', ']', std::size_t(list->length), depth,
                          [&](std::size_t index) { return show((*list)[Size(index)], depth + 1); });
    }
    return show_instance(object);
}

std::string ValuePrinter::show_exception(Object* object) const {
    ExceptionObject* exception = as_exception(object);
    if (exception == nullptr) return show(object);
    std::string text = exception->type->display_name();
    Tuple* arguments = exception->args.get();
    if (arguments == nullptr || arguments->length == 0) return text;
    Object* first = (*arguments)[0];
    bool is_message = arguments->length == 1 && first->type == &Str::type_object && exception->type != &KeyError;
    if (!is_message) return text + ": " + show(arguments->length == 1 ? first : arguments);
    std::string_view message = static_cast<Str*>(first)->view();
    std::size_t limit = std::size_t(options_.max_str) * 2, count = count_characters(message);
    std::string cut = count > limit ? fmt::format("…+{}", count - limit) : "";
    return fmt::format("{}: {}{}", text, message.substr(0, prefix_bytes(message, limit)), cut);
}

}  // namespace minipy::trace
