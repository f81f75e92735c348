// SPDX-License-Identifier: MIT
// Incremental decoding and encoding. CPython: Modules/_io/textio.c.
#include "modules/io/text_codec.hpp"

#include <algorithm>
#include <cstring>

#include "modules/text/codecs/registry.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::io {

TextCodec native_text_codec(std::string_view encoding) {
    switch (find_codec(encoding)) {
        case Codec::utf8: return TextCodec::utf8;
        case Codec::ascii: return TextCodec::ascii;
        case Codec::latin1: return TextCodec::latin1;
        default: return TextCodec::python;
    }
}

namespace {

Result<Object> incremental_codec(Str* encoding, Str* errors, const char* attribute) {
    Ref<Tuple> codec = TRY(lookup_text_codec(encoding->view(), "codecs.open()"));
    Ref<Object> factory = TRY(get_named(codec.get(), attribute));
    return call(factory.get(), {errors});
}

}  // namespace

// ---------------------------------------------------------------- decoding

Result<void> make_decoder(TextDecoder& decoder, Str* encoding, Str* errors, const NewlineMode& mode) {
    decoder.codec = native_text_codec(encoding->view());
    decoder.object.reset();
    if (decoder.codec == TextCodec::python)
        decoder.object = TRY(incremental_codec(encoding, errors, "incrementaldecoder"));
    decoder.errors = share(errors);
    decoder.universal = mode.universal;
    decoder.newlines = {};
    decoder.newlines.translate = mode.translate;
    return decoder.codec == TextCodec::python ? Result<void>() : decoder.reset();
}

Result<Str> TextDecoder::decode(std::string_view bytes, Input input) {
    Ref<Str> text = TRY(decode_bytes(bytes, input));
    return universal ? newlines.decode(text.get(), input) : Result<Str>(std::move(text));
}

Result<Str> TextDecoder::decode_bytes(std::string_view bytes, Input kind) {
    bool final = kind == Input::last;
    switch (codec) {
        case TextCodec::ascii: return decode_ascii(bytes, errors->view());
        case TextCodec::latin1: return decode_latin1(bytes);
        case TextCodec::utf8: {
            ByteString whole;
            if (pending_count_ > 0) {
                whole.append(pending_, std::size_t(pending_count_));
                whole += bytes;
                bytes = whole;
            }
            Size consumed = Size(bytes.size());
            Ref<Str> text = TRY(decode_utf8(bytes, errors->view(), final ? nullptr : &consumed));
            pending_count_ = Size(bytes.size()) - consumed;
            std::copy_n(bytes.data() + consumed, pending_count_, pending_);
            return text;
        }
        default: break;
    }
    Ref<Bytes> input = TRY(Bytes::copy(bytes));
    Ref<Object> is_final = to_bool(final);
    Ref<Object> text = TRY(call_named(object.get(), "decode", {input.get(), is_final.get()}));
    if (!is<Str>(text.get()))
        return raise(TypeError, "decoder should return a string result, not '{}'", type_name(text.get()));
    return ref_cast<Str>(std::move(text));
}

Result<DecoderState> TextDecoder::state() {
    DecoderState result;
    if (codec == TextCodec::python) {
        Ref<Object> found = TRY(call_named(object.get(), "getstate"));
        auto* pair = as<Tuple>(found.get());
        if (pair == nullptr || pair->length != 2) return raise(TypeError, "illegal decoder state");
        auto* bytes = as<Bytes>((*pair)[0]);
        if (bytes == nullptr) {
            return raise(TypeError, "illegal decoder state: the first item should be a bytes object, not '{}'",
                         type_name((*pair)[0]));
        }
        result.buffer = bytes->view();
        result.flags = TRY(to_int64((*pair)[1]));
    } else {
        result.buffer.append(pending_, std::size_t(pending_count_));
    }
    if (universal) result.flags = result.flags << 1 | (newlines.pending_cr ? 1 : 0);
    return result;
}

Result<void> TextDecoder::set_state(const DecoderState& wanted) {
    std::int64_t flags = wanted.flags;
    if (universal) {
        newlines.pending_cr = (flags & 1) != 0;
        flags >>= 1;
    }
    if (codec != TextCodec::python) {
        pending_count_ = std::min<Size>(Size(wanted.buffer.size()), sizeof pending_);
        std::copy_n(wanted.buffer.data(), pending_count_, pending_);
        return {};
    }
    Ref<Bytes> buffer = TRY(Bytes::copy(wanted.buffer));
    Ref<Int> number = Int::from(flags);
    Ref<Tuple> pair = Tuple::of({buffer.get(), number.get()});
    TRY(call_named(object.get(), "setstate", {pair.get()}));
    return {};
}

Result<void> TextDecoder::reset() {
    newlines.reset();
    pending_count_ = 0;
    if (codec == TextCodec::python) TRY(call_named(object.get(), "reset"));
    return {};
}

// ---------------------------------------------------------------- encoding

Result<void> make_encoder(TextEncoder& encoder, Str* encoding, Str* errors) {
    encoder.codec = native_text_codec(encoding->view());
    encoder.object.reset();
    encoder.errors = share(errors);
    if (encoder.codec == TextCodec::python)
        encoder.object = TRY(incremental_codec(encoding, errors, "incrementalencoder"));
    return {};
}

Result<void> TextEncoder::encode(Str* text, ByteString& out) {
    if (text->ascii && codec != TextCodec::python) {
        out.append(text->data(), std::size_t(text->length));
        return {};
    }
    Ref<Object> encoded;
    switch (codec) {
        case TextCodec::utf8: encoded = TRY(encode_utf8(text, errors->view())); break;
        case TextCodec::ascii: encoded = TRY(encode_ascii(text, errors->view())); break;
        case TextCodec::latin1: encoded = TRY(encode_latin1(text, errors->view())); break;
        default: encoded = TRY(call_named(object.get(), "encode", {text}));
    }
    if (!is<Bytes>(encoded.get()))
        return raise(TypeError, "encoder should return a bytes object, not '{}'", type_name(encoded.get()));
    out += cast<Bytes>(encoded.get())->view();
    return {};
}

Result<void> TextEncoder::reset() { return set_state(Output::begins); }

Result<void> TextEncoder::set_state(Output output) {
    if (codec != TextCodec::python) return {};
    if (output == Output::begins) {
        TRY(call_named(object.get(), "reset"));
    } else {
        TRY(call_named(object.get(), "setstate", {&shared_ints[0]}));
    }
    return {};
}

}  // namespace minipy::io
