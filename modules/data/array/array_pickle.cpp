// SPDX-License-Identifier: MIT
// Arrays in pickles. From protocol 3 on an array is written as its bytes and the number of their machine format, so
// that a machine with another byte order or other sizes can read it; before that, as a list.
// CPython: Modules/arraymodule.c.
#include <bit>

#include "modules/data/array/array.hpp"
#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::arrays {

Result<Object> array_reduce(Array* self, Object* protocol) {
    Ref<Object> state = TRY(find_attribute(self, names::dunder_dict));
    if (!state) state = none();
    if (!is<Int>(protocol)) return raise(TypeError, "__reduce_ex__ argument should be an integer");
    std::int64_t number = TRY(to_int64(protocol));
    Ref<Str> code = Str::from_code_point(CodePoint(self->kind->code));
    if (number < 3) {
        Ref<List> items = TRY(to_list(self));
        Ref<Tuple> arguments = Tuple::of({code.get(), items.get()});
        return Tuple::of({self->type, arguments.get(), state.get()});
    }
    Ref<Module> module = TRY(import_module("array"));
    Ref<Object> maker = TRY(import_from(module.get(), Str::interned_from("_array_reconstructor").get()));
    Ref<Int> format = Int::from(std::int64_t(self->kind->machine));
    Ref<Bytes> bytes = TRY(Bytes::copy(self->view()));
    Ref<Tuple> arguments = Tuple::of({self->type, code.get(), format.get(), bytes.get()});
    return Tuple::of({maker.get(), arguments.get(), state.get()});
}

namespace {

// A machine format taken apart; those of one byte have no order, the others come in pairs.
struct Layout {
    Size size;
    MachineFormat format;  // in little-endian order
    std::endian order;
};

Layout layout_of(int machine_format) {
    if (machine_format == int(MachineFormat::uint8)) return {1, MachineFormat::uint8, std::endian::little};
    if (machine_format == int(MachineFormat::int8)) return {1, MachineFormat::int8, std::endian::little};
    // By pair, from uint16 on. Those of text are twice what a character takes: so CPython has it, and checks by it.
    constexpr std::uint8_t sizes[] = {2, 2, 4, 4, 8, 8, 4, 8, 4, 8};
    return {sizes[machine_format / 2 - 1], MachineFormat(machine_format / 2 * 2),
            machine_format % 2 == 0 ? std::endian::little : std::endian::big};
}

Signedness signedness_of_code(MachineFormat format) {
    bool is_signed = format == MachineFormat::int8 || format == MachineFormat::int16 ||
                     format == MachineFormat::int32 || format == MachineFormat::int64;
    return is_signed ? Signedness::signed_ : Signedness::unsigned_;
}

Result<Object> decode_float(std::string_view item, std::endian order) {
    ItemBytes bytes;
    std::copy(item.begin(), item.end(), bytes.bytes);
    if (order != std::endian::native) std::reverse(bytes.bytes, bytes.bytes + item.size());
    if (item.size() == sizeof(double)) return Float::from(std::bit_cast<double>(bytes));
    float single;
    std::memcpy(&single, bytes.bytes, sizeof single);
    return Float::from(double(single));
}

// The numbers that the bytes stand for.
Result<Object> decode_numbers(std::string_view bytes, const Layout& layout) {
    bool is_float = layout.format == MachineFormat::float32 || layout.format == MachineFormat::float64;
    Ref<List> list = List::create();
    for (; !bytes.empty(); bytes.remove_prefix(std::size_t(layout.size))) {
        std::string_view item = bytes.substr(0, std::size_t(layout.size));
        Ref<Object> number;
        if (is_float) {
            number = TRY(decode_float(item, layout.order));
        } else {
            auto* data = reinterpret_cast<const unsigned char*>(item.data());
            number = TRY(int_from_bytes(data, layout.size, layout.order, signedness_of_code(layout.format)));
        }
        TRY(list_append(list.get(), std::move(number)));
    }
    return list;
}

Result<Object> decode_items(std::string_view bytes, const Layout& layout) {
    ByteOrder order = layout.order == std::endian::little ? ByteOrder::little : ByteOrder::big;
    if (layout.format == MachineFormat::utf16) return decode_utf16(bytes, "strict", order);
    if (layout.format == MachineFormat::utf32) return decode_utf32(bytes, "strict", order);
    return decode_numbers(bytes, layout);
}

// The kind that holds such integers on this machine, whatever letter it had on the other; the last one, as in CPython.
const ItemKind* kind_for(const Layout& layout, const ItemKind* named) {
    const ItemKind* found = named;
    for (const ItemKind& kind : item_kinds()) {
        if (kind.machine == layout.format && layout.format < MachineFormat::float32) found = &kind;
    }
    return found;
}

Result<Object> make_array(Type* type, const ItemKind* kind, Object* items) {
    Ref<Str> code = Str::from_code_point(CodePoint(kind->code));
    Object* values[] = {code.get(), items};
    return array_new(type, {values, 2, nullptr});
}

}  // namespace

Result<Object> reconstruct(Object* type, Object* code, int machine_format, Object* items) {
    CodePoint letter = TRY(type_code("_array_reconstructor() argument 2", code));
    if (!is<Type>(type)) return raise(TypeError, "first argument must be a type object, not {}", type_name(type));
    auto* array_type = cast<Type>(type);
    if (!is_subtype(array_type, &Array::type_object))
        return raise(TypeError, "{} is not a subtype of array.array", array_type->display_name());
    const ItemKind* kind = find_kind(letter);
    if (kind == nullptr) return raise(ValueError, "second argument must be a valid type code");
    if (machine_format < 0 || machine_format >= int(MachineFormat::count))
        return raise(ValueError, "third argument must be a valid machine format code.");
    auto* bytes = as<Bytes>(items);
    if (bytes == nullptr) return raise(TypeError, "fourth argument should be bytes, not {}", type_name(items));
    if (machine_format == int(kind->machine)) return make_array(array_type, kind, items);
    Layout layout = layout_of(machine_format);
    if (bytes->length % layout.size != 0) return raise(ValueError, "string length not a multiple of item size");
    Ref<Object> decoded = TRY(decode_items(bytes->view(), layout));
    return make_array(array_type, kind_for(layout, kind), decoded.get());
}

}  // namespace minipy::arrays
