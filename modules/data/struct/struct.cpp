// SPDX-License-Identifier: MIT
// Module _struct: Struct objects, and functions that keep the formats they have read. CPython: Modules/_struct.c.
#include <cstring>
#include <memory>

#include "modules/data/struct/format.hpp"
#include "modules/native.hpp"
#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy {

namespace structs {

namespace {

struct Struct : Object {
    Ref<Object> text;
    SharedFormat format;  // null until __init__
    Object* weakrefs;
    static Type type_object;
};

// Shared: converting a value may run Python, which may give the Struct another format.
Result<SharedFormat> format_of(Struct* self) {
    if (self->format == nullptr) return raise(RuntimeError, "Struct object is not initialized");
    return self->format;
}

Result<void> struct_init(Struct* self, Object* format) {
    ByteString text;
    if (auto* str = as<Str>(format)) {
        text = TRY(complete(TRY(encode_ascii(str, "strict"))->view()));
    } else if (auto* bytes = as<Bytes>(format)) {
        text = TRY(complete(bytes->view()));
    } else {
        return raise(TypeError, "Struct() argument 1 must be a str or bytes object, not {}", type_name(format));
    }
    if (text.view().find('\0') != std::string_view::npos) return raise_error("embedded null character");
    self->format = std::make_shared<const Format>(TRY(parse_format(text)));
    self->text = is<Str>(format) ? share(format) : Ref<Object>(Str::from(text));
    return {};
}

Result<Object> struct_new(Type* type, const Arguments&) { return allocate_instance(type); }

// ---------------------------------------------------------------- packing

Result<void> pack_all(const Format& format, char* to, Object* const* values) {
    std::memset(to, 0, std::size_t(format.size));
    for (const Field& field : format.fields) {
        for (Size index = 0; index < field.count; ++index)
            TRY(pack_value(format, field, to + field.offset + index * field.size, *values++));
    }
    return {};
}

Result<Object> struct_pack(Struct* self, const Arguments& arguments) {
    TRY(check_no_keywords("pack", arguments));
    SharedFormat shared = TRY(format_of(self));
    const Format& format = *shared;
    if (arguments.positional != format.values) {
        return raise_error(
            format_text("pack expected {} items for packing (got {})", format.values, arguments.positional));
    }
    Ref<Bytes> packed = TRY(Bytes::create(format.size));
    TRY(pack_all(format, packed->data(), arguments.values));
    return packed;
}

// Where in a buffer of this length an offset lies; negative ones count from the end.
Result<Size> place_in_buffer(Size offset, Size length, Size needed, const char* shortage) {
    if (offset < 0) {
        if (offset + needed > 0) return raise_error(format_text("{} {} bytes at offset {}", shortage, needed, offset));
        if (offset + length < 0)
            return raise_error(format_text("offset {} out of range for {}-byte buffer", offset, length));
        offset += length;
    }
    return offset;
}

Result<Object> struct_pack_into(Struct* self, const Arguments& arguments) {
    TRY(check_no_keywords("pack_into", arguments));
    SharedFormat shared = TRY(format_of(self));
    const Format& format = *shared;
    if (arguments.positional == 0) return raise_error("pack_into expected buffer argument");
    if (arguments.positional == 1) return raise_error("pack_into expected offset argument");
    if (arguments.positional - 2 != format.values) {
        return raise_error(
            format_text("pack_into expected {} items for packing (got {})", format.values, arguments.positional - 2));
    }
    Buffer buffer;
    if (buffer.acquire(arguments[0], BufferAccess::write).failed()) {
        if (!catch_exception(TypeError) && !catch_exception(BufferError)) return Failure{};
        return raise(TypeError, "argument must be read-write bytes-like object, not {}", type_name(arguments[0]));
    }
    Size offset =
        TRY(place_in_buffer(TRY(to_size(arguments[1], &IndexError)), buffer.length(), format.size, "no space to pack"));
    if (buffer.length() - offset < format.size) {
        return raise_error(
            format_text("pack_into requires a buffer of at least {} bytes for packing {} bytes at offset {} (actual "
                        "buffer size is {})",
                        std::size_t(format.size) + std::size_t(offset), format.size, offset, buffer.length()));
    }
    TRY(pack_all(format, buffer.data() + offset, arguments.values + 2));
    return none();
}

// ---------------------------------------------------------------- unpacking

Result<Object> unpack_all(const Format& format, const char* from) {
    Ref<Tuple> values = TRY(Tuple::create(format.values));
    Size place = 0;
    for (const Field& field : format.fields) {
        for (Size index = 0; index < field.count; ++index) {
            values->initialize(place++, TRY(unpack_value(format, field, from + field.offset + index * field.size)));
        }
    }
    return values->track();
}

Result<Object> struct_unpack(Struct* self, Object* object) {
    SharedFormat shared = TRY(format_of(self));
    const Format& format = *shared;
    Buffer buffer;
    TRY(buffer.acquire(object));
    if (buffer.length() != format.size)
        return raise_error(format_text("unpack requires a buffer of {} bytes", format.size));
    return unpack_all(format, buffer.data());
}

Result<Object> struct_unpack_from(Struct* self, Object* object, Size offset) {
    SharedFormat shared = TRY(format_of(self));
    const Format& format = *shared;
    Buffer buffer;
    TRY(buffer.acquire(object));
    offset = TRY(place_in_buffer(offset, buffer.length(), format.size, "not enough data to unpack"));
    if (buffer.length() - offset < format.size) {
        return raise_error(
            format_text("unpack_from requires a buffer of at least {} bytes for unpacking {} bytes at offset {} "
                        "(actual buffer size is {})",
                        std::size_t(format.size) + std::size_t(offset), format.size, offset, buffer.length()));
    }
    return unpack_all(format, buffer.data() + offset);
}

struct UnpackIterator : Object {
    SharedFormat format;  // null: exhausted
    Buffer* buffer;       // owned
    Size place;
    ~UnpackIterator() { delete buffer; }
};
extern Type unpack_iterator_type;
UnpackIterator* struct_iterator_of(Object* self) { return static_cast<UnpackIterator*>(self); }

Result<Object> struct_iter_unpack(Struct* self, Object* object) {
    SharedFormat shared = TRY(format_of(self));
    const Format& format = *shared;
    if (format.size == 0) return raise_error("cannot iteratively unpack with a struct of length 0");
    Ref<Object> made = TRY(allocate_instance(&unpack_iterator_type));
    UnpackIterator* iterator = struct_iterator_of(made.get());
    iterator->buffer = new Buffer;
    TRY(iterator->buffer->acquire(object));
    if (iterator->buffer->length() % format.size != 0) {
        return raise_error(format_text("iterative unpacking requires a buffer of a multiple of {} bytes", format.size));
    }
    iterator->format = shared;
    return made;
}

Maybe<Object> unpack_next(Object* object) {
    UnpackIterator* self = struct_iterator_of(object);
    if (self->format == nullptr) return nothing;
    SharedFormat shared = self->format;
    const Format& format = *shared;
    if (self->place + format.size > self->buffer->length()) {
        self->format.reset();
        delete std::exchange(self->buffer, nullptr);
        return nothing;
    }
    const char* from = self->buffer->data() + self->place;
    self->place += format.size;
    return unpack_all(format, from);
}
Result<Size> unpack_length_hint(UnpackIterator* self) {
    return self->format != nullptr ? (self->buffer->length() - self->place) / self->format->size : Size(0);
}
const Method unpack_iterator_methods[] = {{"__length_hint__(self, /)", bind<unpack_length_hint>}};

const TypeSpec unpack_iterator_spec = {
    .name = "_struct.unpack_iterator",
    .size = sizeof(UnpackIterator),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<UnpackIterator>, .iter = iterator_itself, .next = unpack_next},
    .methods = unpack_iterator_methods,
};
Type unpack_iterator_type(unpack_iterator_spec);

// ---------------------------------------------------------------- the type

Result<Object> get_struct_format(Object* self) {
    TRY(format_of(static_cast<Struct*>(self)));
    return static_cast<Struct*>(self)->text;
}
Result<Object> get_size(Object* self) { return Int::from(TRY(format_of(static_cast<Struct*>(self)))->size); }

const Method struct_methods[] = {
    {"pack(self, /, *args)", bind<struct_pack>,
     "Encodes the values to bytes; there must be one for each item of the format."},
    {"pack_into(self, /, *args)", bind<struct_pack_into>, "Encodes the values into a writable buffer, from offset on."},
    {"unpack(self, buffer, /)", bind<struct_unpack>, "Decodes a buffer of exactly that size to a tuple."},
    {"unpack_from(self, /, buffer, offset=0)", bind<struct_unpack_from>,
     "Decodes part of a buffer, from offset on, to a tuple."},
    {"iter_unpack(self, buffer, /)", bind<struct_iter_unpack>, "Decodes a buffer piece by piece: a walk over tuples."},
};
const Getter struct_getters[] = {
    {"format", get_struct_format, nullptr, "The format as text."},
    {"size", get_size, nullptr, "Number of bytes that pack() gives."},
};
const TypeSpec struct_spec = {
    .name = "_struct.Struct",
    .doc = "A format, parsed once for many uses.",
    .size = sizeof(Struct),
    .flags = TypeFlag::base_type,
    .weakrefs_offset = offsetof(Struct, weakrefs),
    .slots = {.deallocate = destroy<Struct>,
              .new_ = struct_new,
              .init = init_by_signature<"Struct(self, /, format)", struct_init>},
    .methods = struct_methods,
    .getters = struct_getters,
};

}  // namespace

Type Struct::type_object(struct_spec);

// ---------------------------------------------------------------- the module

namespace {

constexpr Size most_cached = 100;

Dict* cache() {
    Ref<Dict>& known = module_state<StructState>().cache;
    if (!known) known = Dict::create();
    return known.get();
}

Result<Struct> cached_struct(Object* format) {
    Ref<Object> found = TRY(dict_get(cache(), format));
    if (found) return ref_cast<Struct>(std::move(found));
    Ref<Object> made = TRY(call(&Struct::type_object, {format}));
    if (cache()->used >= most_cached) dict_clear(cache());
    TRY(dict_set(cache(), format, made.get()));
    return ref_cast<Struct>(std::move(made));
}

template <Result<Object> (*function)(Struct*, const Arguments&)>
Result<Object> with_format(Object*, const Arguments& arguments) {
    if (arguments.positional == 0) return raise(TypeError, "missing format argument");
    return function(TRY(cached_struct(arguments[0])).get(), arguments.skip(1));
}

Result<Size> calcsize(Object* format) { return TRY(cached_struct(format))->format->size; }
Result<Object> unpack(Object* format, Object* buffer) {
    return struct_unpack(TRY(cached_struct(format)).get(), buffer);
}
Result<Object> unpack_from(Object* format, Object* buffer, Size offset) {
    return struct_unpack_from(TRY(cached_struct(format)).get(), buffer, offset);
}
Result<Object> iter_unpack(Object* format, Object* buffer) {
    return struct_iter_unpack(TRY(cached_struct(format)).get(), buffer);
}
Result<void> clearcache() {
    dict_clear(cache());
    return {};
}

const Method struct_functions[] = {
    {"_clearcache()", bind<clearcache>, "Forgets the formats parsed before."},
    {"calcsize(format, /)", bind<calcsize>, "Tells how many bytes a format takes, padding included."},
    {"iter_unpack(format, buffer, /)", bind<iter_unpack>, "Decodes a buffer piece by piece: a walk over tuples."},
    {"pack(format, /, *args)", bind<with_format<struct_pack>>,
     "Encodes the values to bytes; there must be one for each item of the format."},
    {"pack_into(format, /, *args)", bind<with_format<struct_pack_into>>,
     "Encodes the values into a writable buffer, from offset on."},
    {"unpack(format, buffer, /)", bind<unpack>, "Decodes a buffer of exactly that size to a tuple."},
    {"unpack_from(format, /, buffer, offset=0)", bind<unpack_from>,
     "Decodes part of a buffer, from offset on, to a tuple."},
};

constexpr ModuleType struct_types[] = {&Struct::type_object, ModuleType::hidden(&unpack_iterator_type)};

Result<void> struct_execute(Module* module) {
    Ref<Type>& error = module_state<StructState>().error;
    if (!error) error = TRY(make_exception_class("struct.error", {&Exception}));
    module->set("error", error.get());
    return {};
}

}  // namespace

}  // namespace structs

extern const ModuleSpec struct_module = {
    .name = "_struct",
    .doc = "Python's values as C lays them out in memory or in files, by a format such as '<hI8s'.",
    .state = &state_spec<structs::StructState>,
    .functions = structs::struct_functions,
    .types = structs::struct_types,
    .exec = structs::struct_execute,
};

}  // namespace minipy
