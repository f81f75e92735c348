// SPDX-License-Identifier: MIT
// repr(), str(), ascii(), format(). CPython: Objects/object.c.
#include "runtime/kernel/text.hpp"

#include <algorithm>
#include <vector>

#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy {

namespace {

Result<Str> checked(Result<Object> result, const char* method) {
    Ref<Object> object = TRY(result);
    if (!is<Str>(object.get()))
        return raise(TypeError, "{} returned non-string (type {})", method, type_name(object.get()));
    return ref_cast<Str>(std::move(object));
}

}  // namespace

Result<Str> repr(Object* object) {
    RecursionGuard guard(" while getting the repr of an object");
    if (guard.failed()) return Failure{};
    return checked(call_slot(object->type->slots.repr, object), "__repr__");
}

Result<Str> to_str(Object* object) {
    if (is_exact<Str>(object)) return share(cast<Str>(object));
    RecursionGuard guard(" while getting the str of an object");
    if (guard.failed()) return Failure{};
    return checked(call_slot(object->type->slots.str, object), "__str__");
}

Result<Str> ascii(Object* object) {
    Ref<Str> text = TRY(repr(object));
    if (text->ascii) return text;
    StrBuilder builder;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (character < 128) {
            builder.append(character);
        } else {
            builder.append(character < 0x100     ? format_text("\\x{:02x}", std::uint32_t(character))
                           : character < 0x10000 ? format_text("\\u{:04x}", std::uint32_t(character))
                                                 : format_text("\\U{:08x}", std::uint32_t(character)));
        }
    }
    return builder.finish();
}

Result<Str> format(Object* object, Str* specification) {
    Ref<Str> wanted = specification == nullptr ? Str::empty() : share(specification);
    if (wanted->length == 0 && is_exact<Str>(object)) return share(cast<Str>(object));
    Ref<Object> result = TRY(call_special(object, names::dunder_format, {wanted.get()}));
    if (!result) return raise(TypeError, "Type {} doesn't define __format__", type_name(object));
    if (!is<Str>(result.get()))
        return raise(TypeError, "__format__ must return a str, not {}", type_name(result.get()));
    return ref_cast<Str>(std::move(result));
}

std::string repr_for_display(Object* object) {
    if (object == nullptr) return "<NULL>";
    Result<Str> text = repr(object);
    if (text.ok()) return text.take()->to_string();
    clear_exception();
    return format_text("<{} object at {}>", type_name(object), address_of(object));
}

ReprGuard::ReprGuard(Object* object) : object_(share(object)), outer_(current_thread->innermost_repr) {
    for (const ReprGuard* guard = outer_; guard != nullptr && !entered_before_; guard = guard->outer_)
        entered_before_ = guard->object_.get() == object;
    current_thread->innermost_repr = this;
}

ReprGuard::~ReprGuard() { current_thread->innermost_repr = outer_; }

}  // namespace minipy
