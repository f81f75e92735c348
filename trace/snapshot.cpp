// SPDX-License-Identifier: MIT
// Copying values. What has a name is known by it; containers are copied two levels deep; everything else is its type.
#include "trace/snapshot.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/utf8.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

constexpr int deepest = 2;               // containers in containers
constexpr Size most_bits = 4096;         // of an int that is converted to decimal
constexpr std::size_t most_digits = 24;  // of an int that are kept

Value text_value(ValueKind kind, std::string_view text, std::size_t total, Batch& batch) {
    Value value;
    value.kind = kind;
    value.total = std::uint32_t(std::min<std::size_t>(total, UINT32_MAX));
    value.text = {std::uint32_t(batch.text.size()), std::uint32_t(text.size())};
    batch.text += text;
    return value;
}

// Character by character: Str::view() would make a copy in the program's heap.
std::string text_of(const Str* string, Size limit) {
    std::string text;
    for (Size index = 0; index < std::min(string->length, limit); ++index) append_utf8(text, (*string)[index]);
    return text;
}

std::string name_text(Object* name) {
    auto* string = as<Str>(name);
    return string == nullptr ? "?" : text_of(string, 200);
}

std::string complex_word(const Complex* number) {
    std::string imaginary = double_text(number->imaginary, {}) + "j";
    if (number->real == 0) return imaginary;
    return fmt::format("({}{}{})", double_text(number->real, {}), imaginary[0] == '-' ? "" : "+", imaginary);
}

Value int_value(const Int* number, Batch& batch) {
    Value value;
    if (number->is_small()) {
        value.kind = ValueKind::integer;
        value.integer = number->small;
        return value;
    }
    if (Size bits = int_bit_length(number); bits > most_bits) {
        std::string text = fmt::format("{}int of {} bits", number->is_negative() ? "-" : "", bits);
        return text_value(ValueKind::word, text, text.size(), batch);
    }
    std::string digits(int_to_text_unlimited(number, 10).view());
    bool cut = digits.size() > most_digits;
    std::size_t count = digits.size() - (digits[0] == '-');
    return text_value(ValueKind::big_integer, cut ? std::string_view(digits).substr(0, most_digits / 2) : digits, count,
                      batch);
}

}  // namespace

Value Snapshot::of_text(std::string_view utf8, std::size_t limit, Batch& batch) {
    std::size_t position = 0, total = 0, kept = utf8.size();
    while (position < utf8.size()) {
        if (total == limit) kept = position;
        (void)next_utf8(utf8, position);
        ++total;
    }
    return text_value(ValueKind::text, utf8.substr(0, kept), total, batch);
}

Value Snapshot::of_identity(const Life& life, Batch& batch) {
    Value value;
    value.kind = ValueKind::identity;
    value.object = {life.identity, std::uint32_t(batch.text.size())};
    value.total = std::uint32_t(life.type->size());
    batch.text += *life.type;
    return value;
}

bool Snapshot::copy_atom(Object* object, Batch& batch, Value& value) const {
    if (object == &None) {
        value.kind = ValueKind::none;
    } else if (object == &True || object == &False) {
        value.kind = ValueKind::boolean;
        value.integer = object == &True;
    } else if (object->type == &Int::type_object) {
        value = int_value(cast<Int>(object), batch);
    } else if (object->type == &Float::type_object) {
        value.kind = ValueKind::real;
        value.real = cast<Float>(object)->value;
    } else if (object->type == &Str::type_object) {
        auto* string = cast<Str>(object);
        value = text_value(ValueKind::text, text_of(string, options_.max_str), std::size_t(string->length), batch);
    } else if (object->type == &Bytes::type_object) {
        std::string_view data = cast<Bytes>(object)->view();
        value = text_value(ValueKind::bytes, data.substr(0, std::size_t(options_.max_str)), data.size(), batch);
    } else {
        return false;
    }
    return true;
}

// Methods of methods of methods: as in CPython there may be as many as a program likes, but nobody reads that far.
std::string Snapshot::word_of(Object* object) const {
    constexpr int most_nested_words = 8;
    if (nested_words_ == most_nested_words) return "…";
    ++nested_words_;
    Batch batch;
    Value value = copy(object, batch, deepest);
    --nested_words_;
    return show_value(value, batch);
}

bool Snapshot::copy_named(Object* object, Batch& batch, Value& value) const {
    auto put = [&](ValueKind kind, const std::string& text) {
        value = text_value(kind, text, text.size(), batch);
        return true;
    };
    Type* type = object->type;
    if (type == &Function::type_object)
        return put(ValueKind::function, name_text(cast<Function>(object)->qualname.borrow()));
    if (type->has(TypeFlag::type_subclass)) return put(ValueKind::class_, cast<Type>(object)->display_name());
    if (type == &NativeFunction::type_object) {
        auto* function = cast<NativeFunction>(object);
        std::string name = name_text(function->method->name());
        bool bound = function->self && !is_exact<Module>(function->self.get());
        return put(ValueKind::function, bound ? word_of(function->self.get()) + "." + name : name);
    }
    if (type == &MethodDescriptor::type_object)
        return put(ValueKind::function, cast<MethodDescriptor>(object)->method->shown_name());
    if (type == &BoundMethod::type_object) {
        auto* method = cast<BoundMethod>(object);
        auto* function = as<Function>(method->function.get());
        std::string name = function != nullptr ? name_text(function->name.borrow()) : word_of(method->function.get());
        return put(ValueKind::function, word_of(method->self.get()) + "." + name);
    }
    if (is_exact<Module>(object))
        return put(ValueKind::module, name_text(cast<Module>(object)->get(names::dunder_name)));
    if (is_exact<Code>(object))
        return put(ValueKind::word, fmt::format("<code {}>", name_text(cast<Code>(object)->parts.qualname.get())));
    if (is_exact<Cell>(object)) {
        auto* cell = cast<Cell>(object);
        return put(ValueKind::word, fmt::format("cell({})", cell->contents ? word_of(cell->contents.borrow()) : ""));
    }
    if (is_exact<Range>(object)) {
        auto* range = cast<Range>(object);
        bool by_one = range->step->is_small() && range->step->small == 1;
        return put(ValueKind::word,
                   fmt::format("range({}, {}{})", word_of(range->start.get()), word_of(range->stop.get()),
                               by_one ? "" : ", " + word_of(range->step.get())));
    }
    if (is_exact<Slice>(object)) {
        auto* slice = cast<Slice>(object);
        return put(ValueKind::word, fmt::format("slice({}, {}, {})", word_of(slice->start.get()),
                                                word_of(slice->stop.get()), word_of(slice->step.get())));
    }
    if (is_exact<Complex>(object)) return put(ValueKind::word, complex_word(cast<Complex>(object)));
    if (object == &Ellipsis) return put(ValueKind::word, "Ellipsis");
    if (object == &NotImplemented) return put(ValueKind::word, "NotImplemented");
    return false;
}

template <class Next>
Value Snapshot::copy_items(ValueKind kind, Object* object, Batch& batch, Size count, int depth, Next next) const {
    Value value;
    value.kind = kind;
    value.total = std::uint32_t(std::min<Size>(count, UINT32_MAX));
    Size shown = depth >= deepest ? 0 : std::min<Size>(count, std::min(options_.max_items, 255));
    value.shown = std::uint8_t(shown);
    value.object.number = identities_.identity_of(object);
    // Room for the items first: what they contain comes behind them. A dict's item is a key and a value.
    Size cells = kind == ValueKind::dict ? 2 * shown : shown;
    value.object.begin = std::uint32_t(batch.values.size());
    batch.values.resize(batch.values.size() + std::size_t(cells));
    for (Size index = 0; index < cells; ++index) {
        Value item = copy(next(index), batch, depth + 1);
        batch.values[value.object.begin + std::size_t(index)] = item;
    }
    return value;
}

bool Snapshot::copy_container(Object* object, Batch& batch, int depth, Value& value) const {
    Type* type = object->type;
    if (type == &List::type_object) {
        auto* list = cast<List>(object);
        value = copy_items(ValueKind::list, object, batch, list->length, depth,
                           [&](Size index) { return list->items[index]; });
    } else if (type == &Tuple::type_object) {
        auto* tuple = cast<Tuple>(object);
        value = copy_items(ValueKind::tuple, object, batch, tuple->length, depth,
                           [&](Size index) { return (*tuple)[index]; });
    } else if (type == &Dict::type_object) {
        auto* dict = cast<Dict>(object);
        Size position = 0;
        Object *key = nullptr, *item = nullptr;
        value = copy_items(ValueKind::dict, object, batch, dict->used, depth, [&](Size index) {
            if (index % 2 == 0 && !dict_next(dict, position, key, item)) key = item = nullptr;
            return index % 2 == 0 ? key : item;
        });
    } else if (type == &Set::type_object || type == &FrozenSet::type_object) {
        auto* set = cast<Set>(object);
        Size position = 0;
        Object* key;
        Hash hash;
        ValueKind kind = type == &Set::type_object ? ValueKind::set : ValueKind::frozenset;
        value = copy_items(kind, object, batch, set->used, depth,
                           [&](Size) { return set_next(set, position, key, hash) ? key : nullptr; });
    } else {
        return false;
    }
    return true;
}

Value Snapshot::as_text(ValueKind kind, Object* object, const std::string& text, Batch& batch) const {
    Value value;
    value.kind = kind;
    value.object = {identities_.identity_of(object), std::uint32_t(batch.text.size())};
    value.total = std::uint32_t(text.size());
    batch.text += text;
    return value;
}

Value Snapshot::copy_instance(Object* object, Batch& batch) const {
    std::string text = object->type->display_name();
    if (is_generator(object) || is_coroutine(object) || is_async_generator(object)) {
        text += " " + name_text(cast<Generator>(object)->qualname.borrow());
    }
    if (ExceptionObject* exception = as_exception(object)) {
        Tuple* arguments = exception->args.borrow();
        text += "(";
        for (Size index = 0; arguments != nullptr && index < arguments->length; ++index) {
            text += (index > 0 ? ", " : "") + word_of((*arguments)[index]);
        }
        text += ")";
    }
    return as_text(ValueKind::object, object, text, batch);
}

Value Snapshot::copy(Object* object, Batch& batch, int depth) const {
    Value value;
    if (object == nullptr || copy_atom(object, batch, value) || copy_named(object, batch, value)) return value;
    if (copy_container(object, batch, depth, value)) return value;
    return copy_instance(object, batch);
}

// What str(exception) would give, as far as it can be had without asking the exception.
std::string Snapshot::message_of(ExceptionObject* exception) const {
    if (is_subtype(exception->type, &SyntaxError)) {
        auto* error = cast<SyntaxErrorObject>(exception);
        std::string line = error->line && is_exact<Int>(error->line.borrow())
                               ? fmt::format(" (line {})", word_of(error->line.borrow()))
                               : "";
        return name_text(error->message.borrow()) + line;
    }
    Tuple* arguments = exception->args.borrow();
    if (arguments == nullptr || arguments->length == 0) return "";
    Object* first = (*arguments)[0];
    if (arguments->length > 1) return word_of(arguments);
    if (!is_exact<Str>(first) || exception->type == &KeyError) return word_of(first);
    Size limit = 2 * Size(options_.max_str), left = cast<Str>(first)->length - limit;
    return clean_text(text_of(cast<Str>(first), limit)) + (left > 0 ? fmt::format("…+{}", left) : "");
}

Value Snapshot::of_exception(Object* object, Batch& batch) const {
    ExceptionObject* exception = as_exception(object);
    if (exception == nullptr) return of(object, batch);
    std::string text = exception->type->display_name(), message = message_of(exception);
    if (!message.empty()) text += ": " + message;
    return as_text(ValueKind::exception, object, text, batch);
}

}  // namespace minipy::trace
