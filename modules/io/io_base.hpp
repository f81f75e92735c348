// SPDX-License-Identifier: MIT
// What the types of module _io share: the common fields, the errors, and how a closed or unfit stream is told.
//
//      _IOBase ─┬─ _RawIOBase ────── FileIO                      bytes, straight from the operating system
//               ├─ _BufferedIOBase ─ BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, BytesIO
//               └─ _TextIOBase ───── TextIOWrapper, StringIO     text
//
//      open("f")  =  TextIOWrapper ─ buffer ─▶ BufferedReader ─ raw ─▶ FileIO ─▶ file descriptor
//
// Each layer asks the one below through Python methods, so that any of them may be a class written in Python; layers of
// exactly the built-in types talk directly. CPython: Modules/_io/_iomodule.h, iobase.c. Next: io_base.cpp, file_io.hpp.
#pragma once

#include <cerrno>

#include "modules/native_modules.hpp"
#include "runtime/containers/dict.hpp"
#include "runtime/functions/constructor.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/object/replaceable.hpp"

namespace minipy::io {

inline constexpr Size default_buffer_size = 8192;

// Instances come from allocate_instance(): all fields start as zero.
struct IOBase : Object {
    Replaceable<Dict> dict;
    Object* weakrefs;
    static constexpr auto references = field_list<&IOBase::dict>;
    static Type type_object;
};
struct RawIOBase : IOBase {
    static Type type_object;
};
struct BufferedIOBase : IOBase {
    static Type type_object;
};
struct TextIOBase : IOBase {
    static Type type_object;
};

// The state of the module _io.
struct IoState {
    static constexpr auto module = NativeModule::io_module;
    Ref<Type> unsupported_operation;         // an OSError and a ValueError
    bool warns_of_default_encoding = false;  // -X warn_default_encoding
    static constexpr auto references = field_list<&IoState::unsupported_operation>;
};

// An io.UnsupportedOperation.
Failure raise_unsupported(std::string_view message);

// The EncodingWarning for a stream of text whose encoding nobody has said, if somebody asked for those.
Result<void> warn_of_default_encoding(int stack_level);

// stream.closed as a truth value.
Result<bool> is_closed(Object* stream);
// UnsupportedOperation unless stream.readable() (writable, seekable) is true.
Result<void> check_readable(Object* stream);
Result<void> check_writable(Object* stream);
Result<void> check_seekable(Object* stream);
// stream.close() of _IOBase: flush, and remember that it is closed.
Result<void> close_base(Object* stream);
// The `finalize` slot of all streams: closes what nobody has closed.
void finalize_stream(Object* stream);
// What __getstate__ of a stream in memory says of its __dict__: a copy, or None.
Result<Object> attributes_for_state(IOBase* stream);
// … and what __setstate__ finds: `item` says which item of the state this is.
Result<void> attributes_from_state(Object* stream, Object* state, std::string_view item);
Result<Size> position_from_state(Object* state, std::string_view item, std::string_view before_type);
// Warns that a file was not closed, if the stream has a method for it.
void warn_unclosed(Object* stream, Object* source);

// object.name(arguments…) with the name as text.
Result<Object> call_named(Object* object, const char* name, std::initializer_list<Object*> arguments = {});
// flush(), for close(). What is to be written must not be lost for one allocation that failed: it is called again then.
Result<Object> flush_before_close(Object* stream);
Result<Object> get_named(Object* object, const char* name);

// A method or an attribute that the stream below answers. `inner_of` gives that stream, or says why there is none:
// {"isatty(self, /)", bind<ask_inner<raw_of, "isatty">>}, {"name", inner_attribute<raw_of, "name">}
template <auto inner_of, SignatureText method>
Result<Object> ask_inner(Object* self) {
    Ref<Object> inner = TRY(inner_of(self));
    return call_named(inner.get(), method.text);
}
template <auto inner_of, SignatureText attribute>
Result<Object> inner_attribute(Object* self) {
    Ref<Object> inner = TRY(inner_of(self));
    return get_named(inner.get(), attribute.text);
}

// The argument `size` of read() and its like: −1 for None.
Result<Size> optional_size(Object* size);
// A position or size in a file: an int; TypeError for floats.
Result<std::int64_t> to_offset(Object* object);
// A stream of the program's may say that it stands anywhere: beyond the largest position it wraps, as in CPython.
inline std::int64_t moved_position(std::int64_t position, std::int64_t distance) {
    return std::int64_t(std::uint64_t(position) + std::uint64_t(distance));
}

// The memory that readinto() and its like fill.
inline Result<void> acquire_target(Buffer& buffer, Object* target, const char* method) {
    if (buffer.acquire(target, BufferAccess::write).ok()) return {};
    clear_exception();
    return raise(TypeError, "{}() argument must be read-write bytes-like object, not {}", method, type_name(target));
}

}  // namespace minipy::io
