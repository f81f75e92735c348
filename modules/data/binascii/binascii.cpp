// SPDX-License-Identifier: MIT
// Module binascii: conversions between bytes and their writing in ASCII, for base64, quopri, uu, zipfile, email.
// Names read "from 2 to": a2b is ASCII to binary. CPython: Modules/binascii.c. Next: encodings.hpp.
#include "modules/data/binascii/encodings.hpp"
#include "modules/native.hpp"
#include "runtime/bytes/byteslike_methods.hpp"
#include "runtime/kernel/growth.hpp"
#include "vm/gil.hpp"

namespace minipy {

namespace binascii {

Failure raise_error(std::string_view message) {
    Ref<Type> error = module_state<BinasciiState>().error;
    return raise_message(error ? *error : ValueError, message);
}

namespace {

// What is to be decoded: a str of ASCII characters, or bytes.
class AsciiText {
public:
    Result<void> take(Object* object);
    std::string_view view() const { return text_; }

private:
    Buffer buffer_;
    std::string_view text_;
};

Result<void> AsciiText::take(Object* object) {
    if (auto* str = as<Str>(object)) {
        if (!str->ascii) return raise(ValueError, "string argument should contain only ASCII characters");
        text_ = str->view();
        return {};
    }
    if (buffer_.acquire(object).failed()) {
        clear_exception();
        return raise(TypeError, "argument should be bytes, buffer or ASCII string, not '{}'", type_name(object));
    }
    text_ = buffer_.text();
    return {};
}

Result<Object> to_bytes(ByteString data) { return Bytes::copy(TRY(complete(std::move(data)))); }

// ---------------------------------------------------------------- base64

Result<Object> a2b_base64(Object* data, int strict_mode) {
    AsciiText text;
    TRY(text.take(data));
    return to_bytes(TRY(decode_base64(text.view(), strict_mode != 0 ? Base64Mode::strict : Base64Mode::lenient)));
}

Result<Object> b2a_base64(Object* data, int newline) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    ByteString text = encode_base64(buffer.text());
    if (newline != 0) text += '\n';
    return to_bytes(std::move(text));
}

// ---------------------------------------------------------------- hexadecimal

Result<Object> a2b_hex(Object* hexstr) {
    AsciiText text;
    TRY(text.take(hexstr));
    std::string_view digits = text.view();
    if (digits.size() % 2 != 0) return raise_error("Odd-length string");
    Ref<Bytes> bytes = TRY(Bytes::create(Size(digits.size() / 2)));
    for (std::size_t index = 0; index < digits.size(); index += 2) {
        int high = hex_value(digits[index]), low = hex_value(digits[index + 1]);
        if (high < 0 || low < 0) return raise_error("Non-hexadecimal digit found");
        bytes->data()[index / 2] = char(high << 4 | low);
    }
    return bytes;
}

Result<Object> b2a_hex(Object* data, Object* separator, int bytes_per_separator) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    Ref<Str> digits = TRY(bytes_methods::to_hex(buffer.text(), separator, bytes_per_separator));
    return Bytes::copy(digits->view());
}

// ---------------------------------------------------------------- uuencode and quoted-printable

Result<Object> a2b_uu(Object* data) {
    AsciiText line;
    TRY(line.take(data));
    return to_bytes(TRY(decode_uu(line.view())));
}

Result<Object> b2a_uu(Object* data, int backtick) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    return to_bytes(TRY(encode_uu(buffer.text(), backtick != 0 ? '`' : ' ')));
}

Result<Object> a2b_qp(Object* data, int header) {
    AsciiText text;
    TRY(text.take(data));
    return to_bytes(decode_quoted_printable(text.view(), header != 0));
}

Result<Object> b2a_qp(Object* data, int quotetabs, int istext, int header) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    QuotedPrintableStyle style{.quotes_tabs = quotetabs != 0, .is_text = istext != 0, .is_header = header != 0};
    return to_bytes(encode_quoted_printable(buffer.text(), style));
}

// ---------------------------------------------------------------- checksums

// The lowest bits of an int of any size, as if it was written in two's complement.
Result<std::uint32_t> low_bits(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small()) return std::uint32_t(number->small);
    mp_limb_t lowest = number->limbs[0];
    return std::uint32_t(number->is_negative() ? -lowest : lowest);
}

constexpr std::size_t worth_letting_others_run = 5 * 1024;  // bytes

Result<Object> crc32_function(Object* data, Object* crc) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    std::uint32_t sum = TRY(low_bits(crc));
    std::string_view bytes = buffer.text();
    if (bytes.size() < worth_letting_others_run) return Int::from(crc32(bytes, sum));
    {
        AllowThreads allowed(Blocking::computing);
        sum = crc32(bytes, sum);
    }
    return Int::from(sum);
}

Result<Object> crc_hqx_function(Object* data, Object* crc) {
    Buffer buffer;
    TRY(buffer.acquire(data));
    return Int::from(crc_hqx(buffer.text(), std::uint16_t(TRY(low_bits(crc)))));
}

// ---------------------------------------------------------------- the module

constexpr const char* a2b_hex_doc = "Reads pairs of hexadecimal digits, each as one byte.";
constexpr const char* b2a_hex_doc =
    "Writes each byte as two hexadecimal digits; sep goes between groups of bytes_per_sep.";

const Method binascii_functions[] = {
    {"a2b_base64(data, /, *, strict_mode=False)", bind<a2b_base64>,
     "Decodes base64; what is no digit is passed over, or is an error in strict mode."},
    {"a2b_hex(hexstr, /)", bind<a2b_hex>, a2b_hex_doc},
    {"a2b_qp(data, header=False)", bind<a2b_qp>, "Decodes quoted-printable text."},
    {"a2b_uu(data, /)", bind<a2b_uu>, "Decodes one line of uuencoded text."},
    {"b2a_base64(data, /, *, newline=True)", bind<b2a_base64>, "Encodes bytes as one line of base64."},
    {"b2a_hex(data, sep=<absent>, bytes_per_sep=1)", bind<b2a_hex>, b2a_hex_doc},
    {"b2a_qp(data, quotetabs=False, istext=True, header=False)", bind<b2a_qp>,
     "Encodes bytes as quoted-printable text; quotetabs hides blanks, and line ends are kept if it is text."},
    {"b2a_uu(data, /, *, backtick=False)", bind<b2a_uu>,
     "Uuencodes up to 45 bytes as a line; zeros become spaces, or backticks if asked."},
    {"crc32(data, crc=0, /)", bind<crc32_function>, "Computes the CRC-32 of data, going on from an earlier one."},
    {"crc_hqx(data, crc, /)", bind<crc_hqx_function>,
     "Computes the CRC of BinHex files, going on from an earlier one."},
    {"hexlify(data, sep=<absent>, bytes_per_sep=1)", bind<b2a_hex>, b2a_hex_doc},
    {"unhexlify(hexstr, /)", bind<a2b_hex>, a2b_hex_doc},
};

Result<void> binascii_execute(Module* module) {
    auto& state = module_state<BinasciiState>();
    if (!state.error) state.error = TRY(make_exception_class("binascii.Error", {&ValueError}));
    if (!state.incomplete) state.incomplete = TRY(make_exception_class("binascii.Incomplete", {&Exception}));
    module->set("Error", state.error.get());
    module->set("Incomplete", state.incomplete.get());
    return {};
}

}  // namespace

}  // namespace binascii

extern const ModuleSpec binascii_module = {
    .name = "binascii",
    .doc = "Bytes as ASCII text and back: hexadecimal, base64, uuencode, quoted-printable; and checksums.",
    .state = &state_spec<binascii::BinasciiState>,
    .functions = binascii::functions,
    .exec = binascii::execute,
};

}  // namespace minipy
