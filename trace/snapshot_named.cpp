// SPDX-License-Identifier: MIT
// What has a name is known by it: functions, methods, classes, modules. Ranges and the like are shown as one writes
// them.
#include "trace/snapshot.hpp"

#include <cmath>
#include <utility>

#include <fmt/core.h>

#include "runtime/bytecode/code.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/slice.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "trace/snapshot_text.hpp"
#include "trace/value_text.hpp"

namespace minipy::trace {

std::string complex_text(double real, double imaginary) {
    std::string text = double_text(imaginary, {}) + "j";
    if (real == 0 && !std::signbit(real)) return text;
    return fmt::format("({}{}{})", double_text(real, {}), text[0] == '-' ? "" : "+", text);
}

std::string range_text(const std::string& start, const std::string& stop, const std::string& step) {
    return fmt::format("range({}, {}{})", start, stop, step == "1" ? "" : ", " + step);
}

std::string slice_text(const std::string& start, const std::string& stop, const std::string& step) {
    return fmt::format("slice({}, {}, {})", start, stop, step);
}

// Methods of methods of methods: as in CPython there may be as many as a program likes, but nobody reads that far.
std::string Snapshot::word_of(Object* object) const {
    constexpr int most_nested_words = 8;
    if (nested_words_ == most_nested_words) return "…";
    ++nested_words_;
    NestedObjects* nested = std::exchange(nested_, nullptr);  // a word is whole
    Batch batch;
    Value value = copy(object, batch, options_.max_depth);
    nested_ = nested;
    --nested_words_;
    return show_briefly(value, batch);
}

// The program's own functions and classes have their number; there is only one `print` and one `int`.
bool Snapshot::copy_callable(Object* object, Batch& batch, Value& value) const {
    auto put = [&](ValueKind kind, const std::string& text, std::uint32_t number) {
        value = text_value(kind, text, number, batch);
        return true;
    };
    if (auto* function = as<Function>(object))
        return put(ValueKind::function, name_text(function->qualname.borrow()), identities_.identity_of(object));
    if (auto* type = as<Type>(object)) {
        std::uint32_t number = type->has(TypeFlag::heap) ? identities_.identity_of(object) : 0;
        return put(ValueKind::class_, type->display_name(), number);
    }
    if (auto* function = as<NativeFunction>(object)) {
        std::string name = name_text(function->method->name());
        bool bound = function->self && !is_exact<Module>(function->self.get());
        return put(ValueKind::function, bound ? word_of(function->self.get()) + "." + name : name, 0);
    }
    if (auto* descriptor = as<MethodDescriptor>(object))
        return put(ValueKind::function, descriptor->method->shown_name(), 0);
    auto* method = as<BoundMethod>(object);
    if (method == nullptr) return false;
    auto* function = as<Function>(method->function.get());
    std::string name = function != nullptr ? name_text(function->name.borrow()) : word_of(method->function.get());
    return put(ValueKind::function, word_of(method->self.get()) + "." + name, 0);
}

Value Snapshot::of_named(Object* object, Object* name, Batch& batch) const {
    Value value;
    value.kind = ValueKind::identity;
    value.object = {identities_.identity_of(object), std::uint32_t(batch.text.size())};
    std::string type = object->type->display_name();
    batch.text += type.substr(type.rfind('.') + 1);
    if (name != nullptr) batch.text.append(1, '\0').append(name_text(name));
    value.total = std::uint32_t(batch.text.size()) - value.object.begin;
    return value;
}

bool Snapshot::copy_word(Object* object, Batch& batch, Value& value) const {
    auto put = [&](const std::string& text) {
        value = text_value(ValueKind::word, text, text.size(), batch);
        return true;
    };
    if (auto* code = as<Code>(object)) return put(fmt::format("<code {}>", name_text(code->parts.qualname.get())));
    if (auto* range = as<Range>(object))
        return put(range_text(word_of(range->start.get()), word_of(range->stop.get()), word_of(range->step.get())));
    if (auto* slice = as<Slice>(object))
        return put(slice_text(word_of(slice->start.get()), word_of(slice->stop.get()), word_of(slice->step.get())));
    if (is_exact<Complex>(object)) {
        auto* number = cast<Complex>(object);
        return put(complex_text(number->real, number->imaginary));
    }
    if (object == &Ellipsis) return put("Ellipsis");
    return object == &NotImplemented && put("NotImplemented");
}

bool Snapshot::copy_named(Object* object, Batch& batch, Value& value) const {
    if (object->type->has(TypeFlag::heap) && !is<Type>(object)) return false;  // no class derives from the others
    if (copy_callable(object, batch, value) || copy_word(object, batch, value)) return true;
    if (!is_exact<Module>(object)) return false;
    std::string name = name_text(cast<Module>(object)->get(names::dunder_name));
    value = text_value(ValueKind::module, name, name.size(), batch);
    return true;
}

}  // namespace minipy::trace
