// SPDX-License-Identifier: MIT
// str: construction, repr, operators, subscripts, iteration, its type. CPython: Objects/unicodeobject.c.
// Next: str_methods.cpp (the method table).
#include "runtime/text/str_slots.hpp"

#include <algorithm>

#include "runtime/containers/slice.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"
#include "runtime/text/format_percent.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/text/str_predicates.hpp"
#include "runtime/text/str_search.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

Str* str_of(Object* self) { return static_cast<Str*>(self); }

// ---------------------------------------------------------------- str(object, encoding, errors)

constexpr const char* str_parameters[] = {"object", "encoding", "errors"};

struct StrArguments {
    Object* object;
    Object* encoding;
    Object* errors;
};

Result<StrArguments> parse_str_arguments(const Arguments& arguments) {
    Object* values[3] = {};
    TRY(bind_parameters("str", str_parameters, arguments, values));
    for (int index : {1, 2}) {
        if (values[index] == nullptr || is<Str>(values[index])) continue;
        return raise(TypeError, "str() argument '{}' must be str, not {}", str_parameters[index],
                     is_none(values[index]) ? "None" : type_name(values[index]));
    }
    return StrArguments{values[0], values[1], values[2]};
}

Result<Str> decode_object(const StrArguments& arguments) {
    std::string_view encoding = arguments.encoding == nullptr ? "utf-8" : str_of(arguments.encoding)->view();
    std::string_view errors = arguments.errors == nullptr ? "strict" : str_of(arguments.errors)->view();
    if (is<Str>(arguments.object)) return raise(TypeError, "decoding str is not supported");
    if (!supports_buffer(arguments.object)) {
        return raise(TypeError, "decoding to str: need a bytes-like object, {} found", type_name(arguments.object));
    }
    Buffer buffer;
    TRY(buffer.acquire(arguments.object));
    return decode(buffer.text(), encoding, errors);
}

Result<Str> make_str(const Arguments& arguments) {
    StrArguments parsed = TRY(parse_str_arguments(arguments));
    if (parsed.object == nullptr) return Str::empty();
    if (parsed.encoding == nullptr && parsed.errors == nullptr) return to_str(parsed.object);
    return decode_object(parsed);
}

Result<Object> str_new(Type* type, const Arguments& arguments) {
    if (type == &Str::type_object && arguments.positional == 1 && !arguments.has_keywords())
        return to_str(arguments[0]);
    Ref<Str> text = TRY(make_str(arguments));
    if (type == &Str::type_object) return text;
    Size bytes = (text->length + 1) * text->kind;
    Ref<Object> object = TRY(allocate_instance_with_tail(type, bytes));
    Str* copy = str_of(object.get());
    copy->length = text->length;
    copy->hash_value = text->hash_value;
    copy->kind = text->kind;
    copy->ascii = text->ascii;
    std::memcpy(copy->data(), text->data(), std::size_t(bytes));
    return object;
}

// ---------------------------------------------------------------- operators

Result<Object> str_repr_slot(Object* self) { return str_repr(str_of(self)); }

Result<Object> str_str_slot(Object* self) {
    if (is_exact<Str>(self)) return share(self);
    return str_substring(str_of(self), 0, str_of(self)->length);
}

Result<Hash> str_hash_slot(Object* self) { return str_hash(str_of(self)); }

Result<Object> str_compare_slot(Object* left, Object* right, Comparison operation) {
    if (!is<Str>(left) || !is<Str>(right)) return not_implemented();
    if (operation == Comparison::equal) return to_bool(str_equal(str_of(left), str_of(right)));
    if (operation == Comparison::not_equal) return to_bool(!str_equal(str_of(left), str_of(right)));
    return comparison_result(left == right ? 0 : str_compare(str_of(left), str_of(right)), operation);
}

Result<Size> str_length_slot(Object* self) { return str_of(self)->length; }

Result<bool> str_contains_slot(Object* self, Object* item) {
    if (!is<Str>(item))
        return raise(TypeError, "'in <string>' requires string as left operand, not {}", type_name(item));
    return str_contains(str_of(self), str_of(item));
}

Result<Object> str_concatenate_slot(Object* left, Object* right) {
    if (!is<Str>(right)) return raise(TypeError, "can only concatenate str (not \"{}\") to str", type_name(right));
    return str_concatenate(str_of(left), str_of(right));
}

Result<Object> str_repeat_slot(Object* self, Size count) {
    Str* text = str_of(self);
    if (count <= 0 || text->length == 0) return Str::empty();
    if (count == 1) return str_str_slot(self);
    if (text->length > PTRDIFF_MAX / count) return raise(OverflowError, "repeated string is too long");
    Ref<Str> result = TRY(Str::create(text->length * count, text->largest_possible()));
    std::size_t unit = std::size_t(text->length) * text->kind, total = unit * std::size_t(count);
    if (unit == 1) {
        std::memset(result->data(), *text->data(), total);
        return result;
    }
    std::memcpy(result->data(), text->data(), unit);
    for (std::size_t done = unit; done < total;) {  // doubles what is there
        std::size_t chunk = std::min(done, total - done);
        std::memcpy(result->data() + done, result->data(), chunk);
        done += chunk;
    }
    return result;
}

Result<Object> str_get_item(Object* self, Object* key) {
    Str* text = str_of(self);
    if (key->type->slots.index != nullptr) {
        Size index = TRY(sequence_index(key, text, "string index out of range"));
        return Str::from_code_point((*text)[index]);
    }
    if (!is_exact<Slice>(key)) return raise(TypeError, "string indices must be integers, not '{}'", type_name(key));
    SliceRange range = TRY(slice_range(key, text));
    if (range.step == 1) return str_substring(text, range.start, range.start + range.count);
    StrBuilder out;
    if (range.count > 0) out.reserve(range.count, 0);
    for (Size index = 0; index < range.count; ++index) out.append((*text)[range.start + index * range.step]);
    return out.finish();
}

Result<Object> str_remainder(Object* left, Object* right) {
    if (!is<Str>(left)) return not_implemented();
    return format_percent(str_of(left), right);
}

// ---------------------------------------------------------------- iteration

Result<Object> str_iter(Object* self) {
    Type* type = str_of(self)->ascii ? &StrIterator::ascii_type_object : &StrIterator::type_object;
    Object* memory = allocate_object(type, sizeof(StrIterator));
    auto* iterator = ::new (memory) StrIterator(type, share(str_of(self)));
    gc::track(iterator);
    return adopt<Object>(iterator);
}

const TypeSpec str_iterator_spec = index_iterator_spec<StrIterator>("str_iterator");
const TypeSpec ascii_iterator_spec = index_iterator_spec<StrIterator>("str_ascii_iterator");

}  // namespace

Type StrIterator::type_object(str_iterator_spec);
Type StrIterator::ascii_type_object(ascii_iterator_spec);

// ---------------------------------------------------------------- repr

namespace {

void append_quoted(StrBuilder& out, CodePoint character, CodePoint quote) {
    if (character == quote || character == '\\') {
        out.append('\\');
        out.append(character);
    } else if (character == '\t' || character == '\n' || character == '\r') {
        out.append('\\');
        out.append(character == '\t' ? 't' : character == '\n' ? 'n' : 'r');
    } else if (is_printable(character)) {
        out.append(character);
    } else {
        out.append(character < 0x100     ? fmt::format("\\x{:02x}", std::uint32_t(character))
                   : character < 0x10000 ? fmt::format("\\u{:04x}", std::uint32_t(character))
                                         : fmt::format("\\U{:08x}", std::uint32_t(character)));
    }
}

// Most strs need no escapes: then the repr is the text between quotes.
bool is_plain(const Str* text) {
    if (!text->ascii) return false;
    for (Size index = 0; index < text->length; ++index) {
        char character = text->data()[index];
        if (character < ' ' || character == '\'' || character == '\\' || character == 127) return false;
    }
    return true;
}

}  // namespace

Result<Str> str_repr(const Str* text) {
    if (is_plain(text)) {
        Ref<Str> result = TRY(Str::create(text->length + 2, 127));
        char* out = result->data();
        out[0] = out[text->length + 1] = '\'';
        std::memcpy(out + 1, text->data(), std::size_t(text->length));
        return result;
    }
    bool has_single = str_find_character(text, '\'', 0, text->length) >= 0;
    bool has_double = str_find_character(text, '"', 0, text->length) >= 0;
    CodePoint quote = has_single && !has_double ? '"' : '\'';
    StrBuilder out;
    out.append(quote);
    for (Size index = 0; index < text->length; ++index) append_quoted(out, (*text)[index], quote);
    out.append(quote);
    return out.finish();
}

// ---------------------------------------------------------------- the type

namespace {

const TypeSpec str_spec = {
    .name = "str",
    .doc =
        "Text: a row of Unicode characters that never changes. Other objects are asked for their __str__; bytes are "
        "decoded if an encoding or an error handler is given.",
    .size = sizeof(Str),
    .flags = TypeFlag::base_type | TypeFlag::str_subclass | TypeFlag::match_self,
    .slots = {.deallocate = str_deallocate,
              .new_ = str_new,
              .repr = str_repr_slot,
              .str = str_str_slot,
              .hash = str_hash_slot,
              .compare = str_compare_slot,
              .iter = str_iter,
              .length = str_length_slot,
              .get_item = str_get_item,
              .contains = str_contains_slot,
              .concatenate = str_concatenate_slot,
              .repeat = str_repeat_slot,
              .remainder = str_remainder},
    .methods = str_methods,
};

}  // namespace

Type Str::type_object(str_spec);

}  // namespace minipy
