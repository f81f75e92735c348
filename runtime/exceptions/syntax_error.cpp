// SPDX-License-Identifier: MIT
// SyntaxError, and how the stages of the compiler raise one. CPython: Objects/exceptions.c. Next: unicode_error.cpp.
#include <array>

#include "runtime/exceptions/exception_specs.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

Result<void> syntax_error_init(Object* self, const Arguments& arguments) {
    TRY(exception_init(self, arguments));
    auto* error = static_cast<SyntaxErrorObject*>(self);
    if (arguments.positional >= 1) error->message = share(arguments[0]);
    if (arguments.positional != 2) return {};
    Ref<Tuple> details = TRY(Tuple::from_iterable(arguments[1]));
    if (details->length != 4 && details->length != 6) {
        if (details->length < 4) return raise(TypeError, "function missing required argument 'filename' (pos 1)");
        if (details->length == 5) return raise(TypeError, "end_offset must be provided when end_lineno is provided");
        return raise(TypeError, "function takes at most 6 arguments ({} given)", details->length);
    }
    const std::array<Replaceable<Object>*, 6> fields = {&error->filename, &error->line,     &error->offset,
                                                        &error->text,     &error->end_line, &error->end_offset};
    for (Size index = 0; index < details->length; ++index) *fields[std::size_t(index)] = share((*details)[index]);
    return {};
}

// "invalid syntax (file.py, line 3)"
Result<Object> syntax_error_str(Object* self) {
    auto* error = static_cast<SyntaxErrorObject*>(self);
    Ref<Str> message = TRY(str_or_none(error->message.hold()));
    auto* filename = as<Str>(error->filename.borrow());
    auto* line = as<Int>(error->line.borrow());
    std::string base = filename == nullptr ? "" : filename->to_string();
    base = base.substr(base.rfind('/') + 1);
    std::int64_t shown_line = line == nullptr || !line->is_small() ? -1 : line->small;
    if (filename != nullptr && line != nullptr)
        return Str::from(format_text("{} ({}, line {})", message.get(), base, shown_line));
    if (filename != nullptr) return Str::from(format_text("{} ({})", message.get(), base));
    if (line != nullptr) return Str::from(format_text("{} (line {})", message.get(), shown_line));
    return message;
}

const Member syntax_error_members[] = {
    writable_member<&SyntaxErrorObject::message>("msg", "What is wrong."),
    writable_member<&SyntaxErrorObject::filename>("filename", "File with the mistake."),
    writable_member<&SyntaxErrorObject::line>("lineno", "Line of the mistake, from 1."),
    writable_member<&SyntaxErrorObject::offset>("offset", "Column of the mistake in characters, from 1."),
    writable_member<&SyntaxErrorObject::text>("text", "The line itself."),
    writable_member<&SyntaxErrorObject::end_line>("end_lineno", "Line where the mistake ends."),
    writable_member<&SyntaxErrorObject::end_offset>("end_offset", "Column behind the mistake."),
    writable_member<&SyntaxErrorObject::print_file_and_line>("print_file_and_line", "Left over from Python 2."),
};

const TypeSpec syntax_error_spec = exception_spec<SyntaxErrorObject>({
    .name = "SyntaxError",
    .doc = "A source text is no Python; the place of the mistake comes along.",
    .base = &Exception,
    .slots = {.init = syntax_error_init, .str = syntax_error_str},
    .members = syntax_error_members,
});

}  // namespace

Type SyntaxError(syntax_error_spec);

Failure raise_syntax_error(const SyntaxErrorDetails& details) {
    bool placed = details.line > 0 || details.text;
    auto number = [placed](int value) { return placed ? Ref<Object>(Int::from(value)) : none(); };
    Ref<Object> line = number(details.line), end_line = number(details.end_line);
    Ref<Object> offset = placed ? Ref<Object>(Int::from(details.offset)) : none();
    Ref<Object> end_offset = placed ? Ref<Object>(Int::from(details.end_offset)) : none();
    Ref<Object> filename = details.filename ? Ref<Object>(details.filename) : none();
    Ref<Object> text = details.text ? Ref<Object>(details.text) : none();
    Ref<Tuple> location =
        Tuple::of({filename.get(), line.get(), offset.get(), text.get(), end_line.get(), end_offset.get()});
    Ref<Str> message = Str::from(details.message);
    Result<Object> made = call(details.type, {message.get(), location.get()});
    return raise_instance(made.ok() ? made.take() : take_exception());
}

}  // namespace minipy
