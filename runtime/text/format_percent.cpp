// SPDX-License-Identifier: MIT
// printf-style formatting. One parser and one treatment of numbers serve str and bytes; the two subclasses know where
// characters come from, where they go, and what %s, %r and %c mean for them.
// CPython: Objects/unicodeobject.c (PyUnicode_Format), Objects/bytesobject.c (_PyBytes_FormatEx).
#include "runtime/text/format_percent.hpp"

#include <algorithm>
#include <climits>

#include "runtime/bytes/buffer_text.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/float_text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/text/str_search.hpp"
#include "runtime/types/instance.hpp"

namespace minipy {

namespace {

// %[(key)][flags][width][.precision]type
struct PercentSpec {
    bool left = false, plus = false, blank = false, alternate = false, zero = false;
    Size width = -1, precision = -1;
    CodePoint type = 0;
};

class PercentFormatter {
public:
    PercentFormatter(Object* values, Size length, bool is_mapping)
        : length_(length), mapping_(is_mapping ? values : nullptr) {
        if (auto* tuple = as<Tuple>(values)) {
            tuple_ = tuple;
        } else {
            single_ = share(values);
        }
    }
    virtual ~PercentFormatter() = default;

    Result<void> run() {
        while (position_ < length_) {
            Size percent = next_percent(position_);
            if (percent < 0) percent = length_;
            append_literal(position_, percent);
            position_ = percent;
            if (position_ == length_) break;
            ++position_;
            TRY(run_conversion());
        }
        if (mapping_ == nullptr && has_unused_values()) {
            return raise(TypeError, "not all arguments converted during {} formatting", kind());
        }
        return {};
    }

protected:
    virtual CodePoint at(Size index) const = 0;
    virtual Size next_percent(Size start) const = 0;
    virtual const char* kind() const = 0;
    virtual Result<Object> key(Size start, Size stop) const = 0;
    virtual void append_literal(Size start, Size stop) = 0;
    virtual void append_ascii(std::string_view text) = 0;
    virtual void fill(char character, Size count) = 0;
    // %s and its like; false: `spec.type` is none of them.
    virtual Result<bool> convert_text(const PercentSpec& spec, Object* value) = 0;
    virtual Failure not_a_float(Object* value) const = 0;

private:
    // ------------------------------------------------------------ values

    bool has_unused_values() const { return tuple_ != nullptr ? next_value_ < tuple_->length : !single_used_; }

    Result<Object> next_value() {
        if (tuple_ != nullptr) {
            if (next_value_ < tuple_->length) return share((*tuple_)[next_value_++]);
        } else if (!single_used_) {
            single_used_ = true;
            return single_;
        }
        return raise(TypeError, "not enough arguments for format string");
    }

    Result<void> take_key() {
        if (mapping_ == nullptr) return raise(TypeError, "format requires a mapping");
        Size start = ++position_;
        for (int depth = 1; depth > 0; ++position_) {
            if (position_ >= length_) return raise(ValueError, "incomplete format key");
            if (at(position_) == '(') ++depth;
            if (at(position_) == ')') --depth;
        }
        Ref<Object> name = TRY(key(start, position_ - 1));
        single_ = TRY(get_item(mapping_, name.get()));
        single_used_ = false;
        tuple_ = nullptr;
        return {};
    }

    // ------------------------------------------------------------ the specification

    Result<CodePoint> current() const {
        if (position_ >= length_) return raise(ValueError, "incomplete format");
        return at(position_);
    }

    void take_flags(PercentSpec& spec) {
        for (; position_ < length_; ++position_) {
            switch (at(position_)) {
                case '-': spec.left = true; break;
                case '+': spec.plus = true; break;
                case ' ': spec.blank = true; break;
                case '#': spec.alternate = true; break;
                case '0': spec.zero = true; break;
                default: return;
            }
        }
    }

    Result<void> take_digits(Size& number, Size limit, const char* what) {
        for (; position_ < length_ && at(position_) >= '0' && at(position_) <= '9'; ++position_) {
            Size digit = Size(at(position_) - '0');
            number = std::max<Size>(number, 0);
            if (number > (limit - digit) / 10) return raise(ValueError, "{} too big", what);
            number = number * 10 + digit;
        }
        return {};
    }

    Result<std::int64_t> take_star(std::int64_t limit, const char* c_type) {
        ++position_;
        Ref<Object> value = TRY(next_value());
        if (!is<Int>(value.get())) return raise(TypeError, "* wants int");
        auto* number = cast<Int>(value.get());
        if (!number->is_small() || number->small > limit || number->small < -limit) {
            return raise(OverflowError, "Python int too large to convert to C {}", c_type);
        }
        return number->small;
    }

    Result<PercentSpec> take_spec() {
        PercentSpec spec;
        if (TRY(current()) == '(') TRY(take_key());
        take_flags(spec);
        if (position_ < length_ && at(position_) == '*') {
            spec.width = TRY(take_star(PTRDIFF_MAX, "ssize_t"));
            if (spec.width < 0) {
                spec.left = true;
                spec.width = -spec.width;
            }
        } else {
            TRY(take_digits(spec.width, PTRDIFF_MAX, "width"));
        }
        if (position_ < length_ && at(position_) == '.') {
            ++position_;
            spec.precision = 0;
            if (position_ < length_ && at(position_) == '*') {
                spec.precision = std::max<Size>(TRY(take_star(INT_MAX, "int")), 0);
            } else {
                TRY(take_digits(spec.precision, INT_MAX, "precision"));
            }
        }
        if (position_ < length_ && (at(position_) == 'h' || at(position_) == 'l' || at(position_) == 'L')) ++position_;
        spec.type = TRY(current());
        ++position_;
        return spec;
    }

    // ------------------------------------------------------------ conversions

    Result<void> run_conversion() {
        if (position_ < length_ && at(position_) == '%') {
            append_literal(position_, position_ + 1);
            ++position_;
            return {};
        }
        PercentSpec spec = TRY(take_spec());
        Ref<Object> value = TRY(next_value());
        switch (spec.type) {
            case 'd':
            case 'i':
            case 'u':
            case 'o':
            case 'x':
            case 'X': return convert_integer(spec, value.get());
            case 'e':
            case 'E':
            case 'f':
            case 'F':
            case 'g':
            case 'G': return convert_float(spec, value.get());
            default: break;
        }
        if (TRY(convert_text(spec, value.get()))) return {};
        bool shown = spec.type >= 31 && spec.type <= 126;
        return raise(ValueError, "unsupported format character '{}' (0x{:x}) at index {}",
                     shown ? char(spec.type) : '?', std::uint32_t(spec.type), position_ - 1);
    }

    bool is_number(Object* value) const {
        const Slots& slots = value->type->slots;
        return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr;
    }

    Result<Int> integer_of(const PercentSpec& spec, Object* value) {
        if (is<Int>(value)) return share(cast<Int>(value));
        bool any_real = spec.type == 'd' || spec.type == 'i' || spec.type == 'u';
        if (is_number(value)) {
            Result<Object> converted = any_real ? convert_to_int(value) : Result<Object>(to_index(value));
            if (converted.ok()) return ref_cast<Int>(converted.take());
            if (!catch_exception(TypeError)) return Failure{};
        }
        return raise(TypeError, "%{} format: {} is required, not {}", char(spec.type),
                     any_real ? "a real number" : "an integer", type_name(value));
    }

    Result<void> convert_integer(const PercentSpec& spec, Object* value) {
        Ref<Int> number = TRY(integer_of(spec, value));
        int base = spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
        ByteString text = TRY(int_to_text(number.get(), base));
        TRY(check_room(2 * std::max(text.size(), std::size_t(std::max<Size>(spec.precision, 0)))));
        std::string digits(text.view());
        bool negative = digits[0] == '-';
        if (negative) digits.erase(0, 1);
        if (Size missing = spec.precision - Size(digits.size()); missing > 0)
            digits.insert(0, std::size_t(missing), '0');
        if (spec.type == 'X') {
            std::transform(digits.begin(), digits.end(), digits.begin(),
                           [](char c) { return c >= 'a' ? char(c - 32) : c; });
        }
        std::string prefix;
        if (spec.alternate && base != 10) prefix = std::string("0") + char(spec.type);
        append_number(spec, negative, prefix, digits);
        return {};
    }

    Result<void> convert_float(const PercentSpec& spec, Object* value) {
        Result<double> converted = to_double(value);
        if (converted.failed()) {
            if (!exception_matches(TypeError)) return Failure{};
            return not_a_float(value);
        }
        double number = converted.take();
        TRY(check_room(4 * std::size_t(std::max<Size>(spec.precision, 0))));
        FloatStyle style{.kind = char(spec.type | 0x20),
                         .precision = int(spec.precision < 0 ? 6 : spec.precision),
                         .alternate = spec.alternate};
        style.upper = spec.type < 'a';
        std::string text = double_text(number, style);
        bool negative = text[0] == '-';
        if (negative) text.erase(0, 1);
        append_number(spec, negative, "", text);
        return {};
    }

    void append_number(const PercentSpec& spec, bool negative, std::string_view prefix, std::string_view digits) {
        std::string front = negative ? "-" : spec.plus ? "+" : spec.blank ? " " : "";
        front += prefix;
        Size padding = spec.width - Size(front.size() + digits.size());
        if (!spec.left && !spec.zero) fill(' ', padding);
        append_ascii(front);
        if (!spec.left && spec.zero) fill('0', padding);
        append_ascii(digits);
        if (spec.left) fill(' ', padding);
    }

    Size length_, position_ = 0;
    Object* mapping_;
    Tuple* tuple_ = nullptr;
    Size next_value_ = 0;
    Ref<Object> single_;
    bool single_used_ = false;
};

// ---------------------------------------------------------------- str

class StrPercentFormatter final : public PercentFormatter {
public:
    StrPercentFormatter(Str* format, Object* values)
        : PercentFormatter(values, format->length, is_mapping(values)), format_(format) {
        out_.reserve(format->length + 16, 127);
    }
    Result<Str> finish() { return out_.finish(); }

private:
    static bool is_mapping(Object* values) {
        return values->type->slots.get_item != nullptr && !is<Tuple>(values) && !is<Str>(values);
    }

    CodePoint at(Size index) const override { return (*format_)[index]; }
    Size next_percent(Size start) const override { return str_find_character(format_, '%', start, format_->length); }
    const char* kind() const override { return "string"; }
    Result<Object> key(Size start, Size stop) const override { return str_substring(format_, start, stop); }
    void append_literal(Size start, Size stop) override { out_.append(format_, start, stop); }
    void append_ascii(std::string_view text) override { out_.append(text); }
    void fill(char character, Size count) override { out_.fill(CodePoint(character), count); }
    Failure not_a_float(Object*) const override { return Failure{}; }

    Result<Str> character_of(Object* value) {
        if (auto* text = as<Str>(value)) {
            if (text->length != 1) return raise(TypeError, "%c requires int or char");
            return share(text);
        }
        if (value->type->slots.index == nullptr) return raise(TypeError, "%c requires int or char");
        Ref<Int> code = TRY(to_index(value));
        if (!code->is_small() || code->small < 0 || code->small > std::int64_t(largest_code_point)) {
            return raise(OverflowError, "%c arg not in range(0x110000)");
        }
        return Str::from_code_point(CodePoint(code->small));
    }

    Result<bool> convert_text(const PercentSpec& spec, Object* value) override {
        Ref<Str> text;
        switch (spec.type) {
            case 's': text = TRY(to_str(value)); break;
            case 'r': text = TRY(repr(value)); break;
            case 'a': text = TRY(minipy::ascii(value)); break;
            case 'c': text = TRY(character_of(value)); break;
            default: return false;
        }
        Size length = text->length;
        if (spec.precision >= 0 && spec.type != 'c') length = std::min(length, spec.precision);
        if (!spec.left) out_.fill(' ', spec.width - length);
        out_.append(text.get(), 0, length);
        if (spec.left) out_.fill(' ', spec.width - length);
        return true;
    }

    Str* format_;
    StrBuilder out_;
};

// ---------------------------------------------------------------- bytes

class BytesPercentFormatter final : public PercentFormatter {
public:
    BytesPercentFormatter(std::string_view format, Object* values)
        : PercentFormatter(values, Size(format.size()), is_mapping(values)), format_(format) {}
    Result<ByteString> finish() { return complete(std::move(out_)); }

private:
    static bool is_mapping(Object* values) {
        return values->type->slots.get_item != nullptr && !is<Tuple>(values) && !is<Bytes>(values) &&
               !is<Str>(values) && !is_bytearray(values);
    }

    CodePoint at(Size index) const override { return static_cast<unsigned char>(format_[std::size_t(index)]); }
    Size next_percent(Size start) const override { return Size(format_.find('%', std::size_t(start))); }
    const char* kind() const override { return "bytes"; }
    Result<Object> key(Size start, Size stop) const override {
        return Bytes::copy(format_.substr(std::size_t(start), std::size_t(stop - start)));
    }
    void append_literal(Size start, Size stop) override {
        append_ascii(format_.substr(std::size_t(start), std::size_t(stop - start)));
    }
    void append_ascii(std::string_view text) override { out_.append(text); }
    void fill(char character, Size count) override {
        if (count > 0) out_.append(std::size_t(count), character);
    }
    Failure not_a_float(Object* value) const override {
        clear_exception();
        return raise(TypeError, "float argument required, not {}", type_name(value));
    }

    Result<char> byte_of(Object* value) {
        std::string_view bytes;
        Ref<Bytes> copy;
        if (is<Bytes>(value) || is_bytearray(value)) {
            copy = TRY(bytes_of_text_like(value));
            if (copy->length == 1) return copy->data()[0];
        } else if (value->type->slots.index != nullptr) {
            Result<Int> index = to_index(value);
            if (index.ok()) {
                Ref<Int> number = index.take();
                if (!number->is_small() || number->small < 0 || number->small > 255)
                    return raise(OverflowError, "%c arg not in range(256)");
                return char(number->small);
            }
            if (!catch_exception(TypeError)) return Failure{};
        }
        return raise(TypeError, "%c requires an integer in range(256) or a single byte");
    }

    Result<Bytes> bytes_of(Object* value) {
        if (is<Bytes>(value)) return share(cast<Bytes>(value));
        Ref<Object> made = TRY(call_special(value, names::dunder_bytes));
        if (made) {
            if (!is<Bytes>(made.get())) {
                return raise(TypeError, "__bytes__ returned non-bytes (type {})", type_name(made.get()));
            }
            return ref_cast<Bytes>(std::move(made));
        }
        if (supports_buffer(value)) return TRY(bytes_of_text_like(value));
        return raise(TypeError, "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                     type_name(value));
    }

    Result<bool> convert_text(const PercentSpec& spec, Object* value) override {
        std::string_view text;
        Ref<Object> kept;  // what `text` is a view of
        char byte = 0;
        switch (spec.type) {
            case 's':
            case 'b': {
                Ref<Bytes> bytes = TRY(bytes_of(value));
                text = bytes->view();
                kept = std::move(bytes);
                break;
            }
            case 'r':
            case 'a': {
                Ref<Str> shown = TRY(minipy::ascii(value));
                text = shown->view();
                kept = std::move(shown);
                break;
            }
            case 'c':
                byte = TRY(byte_of(value));
                text = {&byte, 1};
                break;
            default: return false;
        }
        if (spec.precision >= 0 && spec.type != 'c') text = text.substr(0, std::size_t(spec.precision));
        Size padding = spec.width - Size(text.size());
        if (!spec.left) fill(' ', padding);
        append_ascii(text);
        if (spec.left) fill(' ', padding);
        return true;
    }

    std::string_view format_;
    ByteString out_;
};

}  // namespace

Result<Str> format_percent(Str* format, Object* values) {
    StrPercentFormatter formatter(format, values);
    TRY(formatter.run());
    return formatter.finish();
}

Result<ByteString> format_percent_bytes(std::string_view format, Object* values) {
    BytesPercentFormatter formatter(format, values);
    TRY(formatter.run());
    return formatter.finish();
}

}  // namespace minipy
