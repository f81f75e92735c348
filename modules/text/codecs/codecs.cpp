// SPDX-License-Identifier: MIT
// Module _codecs: the registry and all codecs written in C++, for Lib/codecs.py and Lib/encodings/.
// CPython: Modules/_codecsmodule.c. Next: registry.hpp, tables.hpp, runtime/text/codecs.hpp.
#include "runtime/text/codecs.hpp"
#include "modules/text/codecs/registry.hpp"
#include "modules/text/codecs/tables.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codec_errors.hpp"

namespace minipy {

namespace {

// ---------------------------------------------------------------- arguments and results

// The argument `errors`: a str or None.
Result<ByteString> errors_argument(Object* errors, const char* function) {
    if (is_none(errors)) return ByteString("strict");
    if (is<Str>(errors)) return complete(cast<Str>(errors)->view());
    return raise(TypeError, "{}() argument 2 must be str or None, not {}", function, type_name(errors));
}

Result<Str*> codecs_text_argument(Object* text, const char* function) {
    return expect<Str>(text, "{}() argument 1", function);
}

// Bytes of any kind; escape decoders also take a str.
class Input {
public:
    Result<void> acquire(Object* object) {
        if (auto* text = as<Str>(object)) {
            view_ = text->view();
            return {};
        }
        TRY(buffer_.acquire(object));
        view_ = buffer_.text();
        return {};
    }
    std::string_view view() const { return view_; }

private:
    Buffer buffer_;
    std::string_view view_;
};

Result<Object> decoded(Ref<Str> text, Size consumed) {
    Ref<Int> count = Int::from(consumed);
    return Tuple::of({text.get(), count.get()});
}

Result<Object> encoded(Ref<Bytes> bytes, Str* text) {
    Ref<Int> count = Int::from(text->length);
    return Tuple::of({bytes.get(), count.get()});
}

// ---------------------------------------------------------------- the codecs

using DecodeFunction = Result<Str> (*)(std::string_view bytes, std::string_view errors, Size* consumed);
using EncodeFunction = Result<Bytes> (*)(Str* text, std::string_view errors);

// name_decode(data, errors=None, final=False)
template <DecodeFunction decode, bool text_allowed = false>
Result<Object> decode_stateful(Object* data, Object* errors, bool final) {
    ByteString handler = TRY(errors_argument(errors, "decode"));
    Input input;
    if (!text_allowed && is<Str>(data)) return raise(TypeError, "a bytes-like object is required, not 'str'");
    TRY(input.acquire(data));
    Size consumed = Size(input.view().size());
    Ref<Str> text = TRY(decode(input.view(), handler, final ? nullptr : &consumed));
    return decoded(std::move(text), consumed);
}

template <EncodeFunction encode>
Result<Object> encode_text(Object* object, Object* errors) {
    Str* text = TRY(codecs_text_argument(object, "encode"));
    ByteString handler = TRY(errors_argument(errors, "encode"));
    return encoded(TRY(encode(text, handler)), text);
}

Result<Str> utf8(std::string_view bytes, std::string_view errors, Size* consumed) {
    return decode_utf8(bytes, errors, consumed);
}

template <ByteOrder byte_order>
Result<Str> utf16(std::string_view bytes, std::string_view errors, Size* consumed) {
    ByteOrder order = byte_order;
    return decode_utf16(bytes, errors, order, consumed);
}
template <ByteOrder byte_order>
Result<Str> utf32(std::string_view bytes, std::string_view errors, Size* consumed) {
    ByteOrder order = byte_order;
    return decode_utf32(bytes, errors, order, consumed);
}
template <ByteOrder order>
Result<Bytes> to_utf16(Str* text, std::string_view errors) {
    return encode_utf16(text, errors, order);
}
template <ByteOrder order>
Result<Bytes> to_utf32(Str* text, std::string_view errors) {
    return encode_utf32(text, errors, order);
}

ByteOrder order_of(int number) {
    return number < 0 ? ByteOrder::little : number > 0 ? ByteOrder::big : ByteOrder::native;
}

// Tells the byte order that was found, too.
template <Result<Str> (*decode)(std::string_view, std::string_view, ByteOrder&, Size*)>
Result<Object> decode_extended(Object* data, Object* errors, int byteorder, bool final) {
    ByteString handler = TRY(errors_argument(errors, "decode"));
    Buffer buffer;
    TRY(buffer.acquire(data));
    ByteOrder order = order_of(byteorder);
    Size consumed = buffer.length();
    Ref<Str> text = TRY(decode(buffer.text(), handler, order, final ? nullptr : &consumed));
    Ref<Int> count = Int::from(consumed), found = Int::from(order == ByteOrder::little ? -1
                                                            : order == ByteOrder::big  ? 1
                                                                                       : 0);
    return Tuple::of({text.get(), count.get(), found.get()});
}

template <Result<Bytes> (*encode)(Str*, std::string_view, ByteOrder)>
Result<Object> encode_ordered(Object* object, Object* errors, int byteorder) {
    Str* text = TRY(codecs_text_argument(object, "encode"));
    ByteString handler = TRY(errors_argument(errors, "encode"));
    return encoded(TRY(encode(text, handler, order_of(byteorder))), text);
}

template <Result<Str> (*decode)(std::string_view, std::string_view)>
Result<Object> decode_whole(Object* data, Object* errors) {
    ByteString handler = TRY(errors_argument(errors, "decode"));
    Buffer buffer;
    TRY(buffer.acquire(data));
    return decoded(TRY(decode(buffer.text(), handler)), buffer.length());
}

Result<Str> latin1(std::string_view bytes, std::string_view) { return decode_latin1(bytes); }

Result<Bytes> unicode_escape(Str* text, std::string_view) { return encode_unicode_escape(text); }
Result<Bytes> raw_unicode_escape(Str* text, std::string_view) { return encode_raw_unicode_escape(text); }

Result<Object> escape_decode(Object* data, Object* errors) {
    ByteString handler = TRY(errors_argument(errors, "escape_decode"));
    Input input;
    TRY(input.acquire(data));
    Ref<Bytes> bytes = TRY(decode_byte_escapes(input.view(), handler));
    Ref<Int> count = Int::from(Size(input.view().size()));
    return Tuple::of({bytes.get(), count.get()});
}

Result<Object> escape_encode(Object* data, Object*) {
    Bytes* plain = TRY(expect<Bytes>(data, "escape_encode() argument 1"));
    Ref<Bytes> bytes = TRY(encode_byte_escapes(plain->view()));
    return Tuple::of({bytes.get(), Int::from(plain->length).get()});
}

Result<Object> charmap_decode(Object* data, Object* errors, Object* mapping) {
    ByteString handler = TRY(errors_argument(errors, "charmap_decode"));
    Buffer buffer;
    TRY(buffer.acquire(data));
    Ref<Str> text =
        is_none(mapping) ? TRY(decode_latin1(buffer.text())) : TRY(decode_charmap(buffer.text(), handler, mapping));
    return decoded(std::move(text), buffer.length());
}

Result<Object> charmap_encode(Object* object, Object* errors, Object* mapping) {
    Str* text = TRY(codecs_text_argument(object, "charmap_encode"));
    ByteString handler = TRY(errors_argument(errors, "charmap_encode"));
    return encoded(is_none(mapping) ? TRY(encode_latin1(text, handler)) : TRY(encode_charmap(text, handler, mapping)),
                   text);
}

Result<Object> charmap_build(Object* map) { return build_charmap(TRY(codecs_text_argument(map, "charmap_build"))); }

Result<Object> readbuffer_encode(Object* data, Object*) {
    Input input;
    TRY(input.acquire(data));
    Ref<Bytes> bytes = TRY(Bytes::copy(input.view()));
    Ref<Int> count = Int::from(bytes->length);
    return Tuple::of({bytes.get(), count.get()});
}

// ---------------------------------------------------------------- the registry

Result<ByteString> name_argument(Object* name, const char* function, const char* argument) {
    if (is<Str>(name)) return complete(cast<Str>(name)->view());
    return raise(TypeError, "{}() argument '{}' must be str, not {}", function, argument, type_name(name));
}

Result<Object> lookup(Object* encoding) {
    return lookup_codec(TRY(expect<Str>(encoding, "lookup() argument"))->view());
}
Result<Object> encode_with(Object* object, Object* encoding, Object* errors) {
    ByteString name = TRY(name_argument(encoding, "encode", "encoding"));
    return encode_object(object, name, TRY(name_argument(errors, "encode", "errors")));
}
Result<Object> decode_with(Object* object, Object* encoding, Object* errors) {
    ByteString name = TRY(name_argument(encoding, "decode", "encoding"));
    return decode_object(object, name, TRY(name_argument(errors, "decode", "errors")));
}
Result<void> register_error(Object* name, Object* handler) {
    return register_error_handler(TRY(expect<Str>(name, "register_error() argument 1")), handler);
}
Result<Object> lookup_error(Object* name) {
    return lookup_error_handler(TRY(expect<Str>(name, "lookup_error() argument"))->view());
}

constexpr ByteOrder native = ByteOrder::native, little = ByteOrder::little, big = ByteOrder::big;

const Method codecs_functions[] = {
    {"register(search_function, /)", bind<register_codec_search>, "Adds a function that is asked for codecs by name."},
    {"unregister(search_function, /)", bind<unregister_codec_search>,
     "Takes such a function out again, and forgets the codecs found."},
    {"lookup(encoding, /)", bind<lookup>,
     "Finds the codec of that name and gives its CodecInfo; LookupError if there is none."},
    {"encode(obj, encoding='utf-8', errors='strict')", bind<encode_with>,
     "Encodes obj with the named codec, which need not be one of text."},
    {"decode(obj, encoding='utf-8', errors='strict')", bind<decode_with>,
     "Decodes obj with the named codec, which need not be one of text."},
    {"register_error(errors, handler, /)", bind<register_error>,
     "Gives a name to a function that says what becomes of text that cannot be converted."},
    {"lookup_error(name, /)", bind<lookup_error>,
     "Gives the error handler of that name; LookupError if there is none."},
    {"escape_encode(data, errors=None, /)", bind<escape_encode>},
    {"escape_decode(data, errors=None, /)", bind<escape_decode>},
    {"utf_8_encode(str, errors=None, /)", bind<encode_text<encode_utf8>>},
    {"utf_8_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf8>>},
    {"utf_7_encode(str, errors=None, /)", bind<encode_text<encode_utf7>>},
    {"utf_7_decode(data, errors=None, final=False, /)", bind<decode_stateful<decode_utf7>>},
    {"utf_16_encode(str, errors=None, byteorder=0, /)", bind<encode_ordered<encode_utf16>>},
    {"utf_16_le_encode(str, errors=None, /)", bind<encode_text<to_utf16<little>>>},
    {"utf_16_be_encode(str, errors=None, /)", bind<encode_text<to_utf16<big>>>},
    {"utf_16_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf16<native>>>},
    {"utf_16_le_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf16<little>>>},
    {"utf_16_be_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf16<big>>>},
    {"utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /)", bind<decode_extended<decode_utf16>>},
    {"utf_32_encode(str, errors=None, byteorder=0, /)", bind<encode_ordered<encode_utf32>>},
    {"utf_32_le_encode(str, errors=None, /)", bind<encode_text<to_utf32<little>>>},
    {"utf_32_be_encode(str, errors=None, /)", bind<encode_text<to_utf32<big>>>},
    {"utf_32_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf32<native>>>},
    {"utf_32_le_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf32<little>>>},
    {"utf_32_be_decode(data, errors=None, final=False, /)", bind<decode_stateful<utf32<big>>>},
    {"utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /)", bind<decode_extended<decode_utf32>>},
    {"unicode_escape_encode(str, errors=None, /)", bind<encode_text<unicode_escape>>},
    {"unicode_escape_decode(data, errors=None, final=True, /)", bind<decode_stateful<decode_unicode_escape, true>>},
    {"raw_unicode_escape_encode(str, errors=None, /)", bind<encode_text<raw_unicode_escape>>},
    {"raw_unicode_escape_decode(data, errors=None, final=True, /)",
     bind<decode_stateful<decode_raw_unicode_escape, true>>},
    {"latin_1_encode(str, errors=None, /)", bind<encode_text<encode_latin1>>},
    {"latin_1_decode(data, errors=None, /)", bind<decode_whole<latin1>>},
    {"ascii_encode(str, errors=None, /)", bind<encode_text<encode_ascii>>},
    {"ascii_decode(data, errors=None, /)", bind<decode_whole<decode_ascii>>},
    {"charmap_build(map, /)", bind<charmap_build>},
    {"charmap_encode(str, errors=None, mapping=None, /)", bind<charmap_encode>},
    {"charmap_decode(data, errors=None, mapping=None, /)", bind<charmap_decode>},
    {"readbuffer_encode(data, errors=None, /)", bind<readbuffer_encode>},
};

}  // namespace

extern const ModuleSpec codecs_module = {
    .name = "_codecs",
    .state = &state_spec<CodecsState>,
    .functions = codecs_functions,
};

}  // namespace minipy
