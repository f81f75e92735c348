// SPDX-License-Identifier: MIT
// BufferedRWPair: a reader and a writer that look like one stream, such as the two ends of a pipe.
// CPython: Modules/_io/bufferedio.c.
#include "modules/io/buffered.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/instance.hpp"

namespace minipy::io {

namespace {

Result<void> buffered_pair_initialize(BufferedPair* self, Object* reader, Object* writer, Size buffer_size) {
    TRY(check_readable(reader));
    TRY(check_writable(writer));
    Ref<Object> new_reader = TRY(make_buffered(BufferedReader::type_object, reader, buffer_size));
    Ref<Object> new_writer = TRY(make_buffered(BufferedWriter::type_object, writer, buffer_size));
    self->reader = std::move(new_reader);
    self->writer = std::move(new_writer);
    return {};
}

// One half, kept alive: the program may make the pair anew while the half works.
Result<Object> half_of(const Replaceable<Object>& half) {
    if (!half) return raise(ValueError, "I/O operation on uninitialized object");
    return half.hold();
}

Result<Object> pair_new(Type* type, const Arguments&) { return allocate_instance(type); }

constexpr char read_name[] = "read", peek_name[] = "peek", read1_name[] = "read1", readinto_name[] = "readinto",
               readinto1_name[] = "readinto1", write_name[] = "write", flush_name[] = "flush",
               readable_name[] = "readable", writable_name[] = "writable";

template <Replaceable<Object> BufferedPair::*half, const char* method>
Result<Object> forward(BufferedPair* self, const Arguments& arguments) {
    Ref<Object> stream = TRY(half_of(self->*half));
    Ref<Object> bound = TRY(get_named(stream.get(), method));
    return call(bound.get(), arguments);
}

Result<void> close_half(const Replaceable<Object>& half) {
    Ref<Object> stream = TRY(half_of(half));
    TRY(call_named(stream.get(), "close"));
    return {};
}

Result<void> buffered_pair_close(BufferedPair* self) {
    Ref<Object> error = close_half(self->writer).failed() ? take_exception() : nullptr;
    return chain_exceptions(std::move(error), close_half(self->reader).failed());
}

Result<Object> buffered_pair_isatty(BufferedPair* self) {
    Ref<Object> writes = TRY(call_named(TRY(half_of(self->writer)).get(), "isatty"));
    if (writes.get() != &False) return writes;
    return call_named(TRY(half_of(self->reader)).get(), "isatty");
}

Result<Object> get_buffered_pair_closed(Object* self) {
    auto* pair = static_cast<BufferedPair*>(self);
    Ref<Object> writer = pair->writer.hold();
    if (!writer) return raise(RuntimeError, "the BufferedRWPair object is being garbage-collected");
    return get_named(writer.get(), "closed");
}

template <const char* method>
constexpr NativeCode of_reader = bind<forward<&BufferedPair::reader, method>>;
template <const char* method>
constexpr NativeCode of_writer = bind<forward<&BufferedPair::writer, method>>;

const Method buffered_pair_methods[] = {
    {"read(self, *args, **kwargs)", of_reader<read_name>},
    {"peek(self, *args, **kwargs)", of_reader<peek_name>},
    {"read1(self, *args, **kwargs)", of_reader<read1_name>},
    {"readinto(self, *args, **kwargs)", of_reader<readinto_name>},
    {"readinto1(self, *args, **kwargs)", of_reader<readinto1_name>},
    {"readable(self, *args, **kwargs)", of_reader<readable_name>},
    {"write(self, *args, **kwargs)", of_writer<write_name>},
    {"flush(self, *args, **kwargs)", of_writer<flush_name>},
    {"writable(self, *args, **kwargs)", of_writer<writable_name>},
    {"close(self, /)", bind<buffered_pair_close>},
    {"isatty(self, /)", bind<buffered_pair_isatty>},
};

const Getter buffered_pair_getters[] = {{"closed", get_buffered_pair_closed}};

const TypeSpec buffered_pair_spec = {
    .name = "_io.BufferedRWPair",
    .doc = "Two raw streams as one: a buffer to read from the first and one to write to the second.",
    .size = sizeof(BufferedPair),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .base = &BufferedIOBase::type_object,
    .dict_offset = offsetof(BufferedPair, dict),
    .weakrefs_offset = offsetof(BufferedPair, weakrefs),
    .slots =
        {.deallocate = destroy<BufferedPair>,
         .traverse = traverse_references<BufferedPair>,
         .clear = clear_references<BufferedPair>,
         .new_ = pair_new,
         .init =
             init_by_signature<"BufferedRWPair(self, reader, writer, buffer_size=8192, /)", buffered_pair_initialize>},
    .methods = buffered_pair_methods,
    .getters = buffered_pair_getters,
    .text_signature = "(reader, writer, buffer_size=8192, /)",
};

}  // namespace

Type BufferedPair::type_object(buffered_pair_spec);

}  // namespace minipy::io
