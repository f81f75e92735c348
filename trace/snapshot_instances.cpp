// SPDX-License-Identifier: MIT
// Instances with what they have: the items of subclasses of containers, attributes, the message of an exception.
#include "trace/snapshot.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "modules/containers/collections/deque.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/cell.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/numbers/int.hpp"
#include "trace/attributes.hpp"
#include "trace/snapshot_items.hpp"
#include "trace/snapshot_text.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

namespace {

bool is_any_generator(Object* object) {
    return is_generator(object) || is_coroutine(object) || is_async_generator(object);
}

// The parts of an instance in Batch::values lie together, so there is room for them before any is copied: what they
// contain comes behind them.
class Parts {
public:
    Parts(Value& instance, std::size_t count, Batch& batch) : next_(batch.values.size()), batch_(batch) {
        instance.object.begin = std::uint32_t(next_);
        batch.values.resize(next_ + count);
    }
    void add(const Value& part) { batch_.values[next_++] = part; }

private:
    std::size_t next_;
    Batch& batch_;
};

Value word_value(const std::string& text, Batch& batch) {
    return text_value(ValueKind::word, text, text.size(), batch);
}

}  // namespace

Value Snapshot::as_text(ValueKind kind, Object* object, const std::string& text, Batch& batch) const {
    Value value;
    value.kind = kind;
    value.object = {identities_.identity_of(object), std::uint32_t(batch.text.size())};
    value.total = std::uint32_t(text.size());
    batch.text += text;
    return value;
}

std::string Snapshot::arguments_of(ExceptionObject* exception) const {
    Tuple* arguments = exception->args.borrow();
    std::string text;
    for (Size index = 0; arguments != nullptr && index < arguments->length; ++index)
        text += (index > 0 ? ", " : "") + word_of((*arguments)[index]);
    return text;
}

// The value of a cell is an object of its own: one level deeper. It is shown where a container's items are not any
// more, but not for ever: it may be a cell again, or this one.
Value Snapshot::copy_cell(Object* object, Batch& batch, int depth) const {
    bool shows = depth <= options_.max_depth;
    Value value;
    value.kind = ValueKind::instance;
    value.shown = shows ? has_contents : 0;
    value.object.number = identities_.identity_of(object);
    Parts parts(value, shows ? 2 : 1, batch);
    parts.add(word_value("cell", batch));
    if (shows) parts.add(copy(cast<Cell>(object)->contents.borrow(), batch, depth + 1));
    return value;
}

// What makes an instance of a subclass of int, str, list … one of those.
bool Snapshot::copy_contents(Object* object, Batch& batch, int depth, Value& value) const {
    if (object->type->layout == &object_type) return false;
    if (copy_literal(object, batch, value) || copy_container(object, 0, batch, depth, value)) return true;
    if (auto* bytes = as<ByteArray>(object)) {
        std::string_view data = bytes->view();
        value = text_value(ValueKind::bytes, data.substr(0, std::size_t(options_.max_str)), data.size(), batch);
        return true;
    }
    auto* deque = as<Deque>(object);
    if (deque == nullptr) return false;
    value = copy_items(ValueKind::list, 0, batch, deque->length, depth, [&](Size index) { return deque->at(index); });
    return true;
}

bool Snapshot::is_shown_as_text(Object* object) { return is_any_generator(object) || as_exception(object) != nullptr; }

Value Snapshot::copy_plain(Object* object, Batch& batch) const {
    Value value;
    value.kind = ValueKind::instance;
    value.object.number = identities_.identity_of(object);
    Parts(value, 1, batch).add(word_value(object->type->display_name(), batch));
    return value;
}

Value Snapshot::copy_instance(Object* object, Batch& batch, int depth) const {
    std::string name = object->type->display_name();
    if (is_any_generator(object))
        return as_text(ValueKind::object, object, name + " " + name_text(cast<Generator>(object)->qualname.borrow()),
                       batch);
    if (ExceptionObject* exception = as_exception(object))
        return as_text(ValueKind::object, object, fmt::format("{}({})", name, arguments_of(exception)), batch);
    if (is_exact<Cell>(object)) return copy_cell(object, batch, depth);

    auto most = depth >= options_.max_depth ? 0U : unsigned(std::min(options_.max_items, most_shown));
    Attributes attributes = fields_of_record(object, most);
    Value value, contents;
    value.kind = attributes.total > 0 ? ValueKind::record : ValueKind::instance;
    value.object.number = identities_.identity_of(object);
    bool contains = value.kind == ValueKind::instance && copy_contents(object, batch, depth, contents);
    if (value.kind == ValueKind::instance) attributes = attributes_of(object, most);
    if (!contains && !object->type->has(TypeFlag::heap) && !has_instance_dict(object)) {
        plain_types_[object->type] = true;
        return copy_plain(object, batch);
    }
    value.shown = std::uint8_t(attributes.first.size() | (contains ? has_contents : 0U));
    value.total = std::uint32_t(std::min<std::size_t>(attributes.total, UINT32_MAX));
    Parts parts(value, 1 + unsigned(contains) + 2 * attributes.first.size(), batch);
    parts.add(word_value(name, batch));
    if (contains) parts.add(contents);
    for (const Attribute& attribute : attributes.first) {
        auto* name_of_it = as<Str>(attribute.name);
        parts.add(name_of_it != nullptr ? word_value(name_text(name_of_it), batch)
                                        : copy(attribute.name, batch, depth + 1));
        parts.add(copy(attribute.value, batch, depth + 1));
    }
    return value;
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
