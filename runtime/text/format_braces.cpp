// SPDX-License-Identifier: MIT
// str.format: text between braces is looked up, converted and formatted; the format specification may contain fields
// itself, one level deep. CPython: Objects/stringlib/unicode_format.h.
#include "runtime/text/format_braces.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/format_spec.hpp"
#include "runtime/text/str_builder.hpp"
#include "runtime/text/unicode_data.hpp"

namespace minipy {

namespace {

// A part of the format string.
struct TextRange {
    Size start = 0, stop = 0;
    bool empty() const { return start >= stop; }
};

// Text, and perhaps the field behind it.
struct Piece {
    TextRange literal;
    bool has_field = false;
    TextRange name, spec;
    CodePoint conversion = 0;
    bool spec_has_fields = false;
};

// Splits a format string into pieces.
class PieceReader {
public:
    PieceReader(Str* text, TextRange range) : text_(text), position_(range.start), end_(range.stop) {}
    bool at_end() const { return position_ >= end_; }

    Result<Piece> next() {
        Piece piece;
        piece.literal.start = position_;
        CodePoint brace = 0;
        while (position_ < end_ && brace == 0) {
            CodePoint character = (*text_)[position_++];
            if (character == '{' || character == '}') brace = character;
        }
        piece.literal.stop = position_;
        if (brace == 0) return piece;
        bool doubled = position_ < end_ && (*text_)[position_] == brace;
        if (brace == '}' && !doubled) return raise(ValueError, "Single '}}' encountered in format string");
        if (brace == '{' && position_ >= end_) return raise(ValueError, "Single '{{' encountered in format string");
        if (doubled) {  // stands for one brace, which is part of the literal
            ++position_;
            return piece;
        }
        --piece.literal.stop;
        piece.has_field = true;
        TRY(read_field(piece));
        return piece;
    }

private:
    Result<void> read_field(Piece& piece) {
        piece.name.start = position_;
        CodePoint character = 0;
        bool ended = false;
        while (position_ < end_ && !ended) {
            character = (*text_)[position_++];
            if (character == '{') return raise(ValueError, "unexpected '{{' in field name");
            if (character == '[') {
                while (position_ < end_ && (*text_)[position_] != ']') ++position_;
            }
            ended = character == '}' || character == ':' || character == '!';
        }
        if (!ended) return raise(ValueError, "expected '}}' before end of string");
        piece.name.stop = position_ - 1;
        if (character == '}') return {};
        if (character == '!') {
            if (position_ >= end_) return raise(ValueError, "end of string while looking for conversion specifier");
            piece.conversion = (*text_)[position_++];
            if (position_ < end_) {
                character = (*text_)[position_++];
                if (character == '}') return {};
                if (character != ':') return raise(ValueError, "expected ':' after conversion specifier");
            }
        }
        return read_spec(piece);
    }

    Result<void> read_spec(Piece& piece) {
        piece.spec.start = position_;
        int depth = 1;
        while (position_ < end_) {
            CodePoint character = (*text_)[position_++];
            if (character == '{') {
                piece.spec_has_fields = true;
                ++depth;
            } else if (character == '}' && --depth == 0) {
                piece.spec.stop = position_ - 1;
                return {};
            }
        }
        return raise(ValueError, "unmatched '{{' in format spec");
    }

    Str* text_;
    Size position_, end_;
};

// The decimal number that a name is, or −1.
Result<Size> number_of(const Str* text, TextRange name) {
    if (name.empty()) return Size(-1);
    Size number = 0;
    for (Size index = name.start; index < name.stop; ++index) {
        int digit = unicode::decimal_value((*text)[index]);
        if (digit < 0) return Size(-1);
        if (number > (PTRDIFF_MAX - digit) / 10) return raise(ValueError, "Too many decimal digits in format string");
        number = number * 10 + digit;
    }
    return number;
}

// The steps of a field name behind its first part: ".name" and "[index]".
class FieldNameReader {
public:
    FieldNameReader(Str* text, TextRange name) : text_(text), position_(name.start), end_(name.stop) {
        while (position_ < end_ && (*text_)[position_] != '.' && (*text_)[position_] != '[') ++position_;
        first_ = {name.start, position_};
    }
    TextRange first() const { return first_; }
    bool at_end() const { return position_ >= end_; }

    struct Step {
        bool is_attribute;
        TextRange name;
    };
    Result<Step> next() {
        CodePoint opening = (*text_)[position_++];
        Step step{opening == '.', {position_, position_}};
        if (opening == '.') {
            while (position_ < end_ && (*text_)[position_] != '.' && (*text_)[position_] != '[') ++position_;
            step.name.stop = position_;
        } else if (opening == '[') {
            while (position_ < end_ && (*text_)[position_] != ']') ++position_;
            if (position_ >= end_) return raise(ValueError, "Missing ']' in format string");
            step.name.stop = position_++;
        } else {
            return raise(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
        }
        if (step.name.empty()) return raise(ValueError, "Empty attribute in format string");
        return step;
    }

private:
    Str* text_;
    Size position_, end_;
    TextRange first_;
};

// ---------------------------------------------------------------- formatting

Result<Str> format_object(Object* object, Str* spec) {
    if (is_exact<Str>(object)) return format_str(cast<Str>(object), spec);
    if (is_exact<Int>(object)) return format_int(cast<Int>(object), spec);
    if (is_exact<Float>(object)) return format_float(cast<Float>(object), spec);
    return format(object, spec);
}

class BraceFormatter {
public:
    BraceFormatter(Str* text, const Arguments& arguments, Object* mapping)
        : text_(text), arguments_(arguments), mapping_(mapping) {}

    Result<void> run(TextRange range, int depth, StrBuilder& out) {
        if (depth < 0) return raise(ValueError, "Max string recursion exceeded");
        PieceReader reader(text_, range);
        while (!reader.at_end()) {
            Piece piece = TRY(reader.next());
            out.append(text_, piece.literal.start, piece.literal.stop);
            if (piece.has_field) TRY(append_field(piece, depth, out));
        }
        return {};
    }

private:
    Result<void> append_field(const Piece& piece, int depth, StrBuilder& out) {
        Ref<Object> value = TRY(look_up(piece.name));
        if (piece.conversion != 0) value = TRY(convert(value.get(), piece.conversion));
        Ref<Str> spec = Str::empty();
        if (piece.spec_has_fields) {
            StrBuilder expanded;
            TRY(run(piece.spec, depth - 1, expanded));
            spec = TRY(expanded.finish());
        } else if (!piece.spec.empty()) {
            spec = TRY(str_substring(text_, piece.spec.start, piece.spec.stop));
        }
        out.append(TRY(format_object(value.get(), spec.get())).get());
        return {};
    }

    Result<Str> convert(Object* value, CodePoint conversion) {
        switch (conversion) {
            case 'r': return repr(value);
            case 's': return to_str(value);
            case 'a': return ascii(value);
            default: break;
        }
        if (conversion > 32 && conversion < 127)
            return raise(ValueError, "Unknown conversion specifier {}", char(conversion));
        return raise(ValueError, "Unknown conversion specifier \\x{:x}", std::uint32_t(conversion));
    }

    Result<Object> look_up(TextRange name) {
        FieldNameReader reader(text_, name);
        Ref<Object> value = TRY(look_up_first(reader.first()));
        while (!reader.at_end()) {
            FieldNameReader::Step step = TRY(reader.next());
            Size index = step.is_attribute ? -1 : TRY(number_of(text_, step.name));
            Ref<Str> part = TRY(str_substring(text_, step.name.start, step.name.stop));
            if (step.is_attribute) {
                value = TRY(get_attribute(value.get(), part.get()));
            } else {
                value = TRY(get_item(value.get(), index >= 0 ? Ref<Object>(Int::from(index)).get() : part.get()));
            }
        }
        return value;
    }

    Result<Object> look_up_first(TextRange name) {
        Size index = TRY(number_of(text_, name));
        bool automatic = name.empty();
        if (automatic || index >= 0) {
            TRY(check_numbering(automatic));
            if (automatic) index = next_automatic_++;
            return positional(index);
        }
        Ref<Str> key = TRY(str_substring(text_, name.start, name.stop));
        if (mapping_ != nullptr) return get_item(mapping_, key.get());
        for (Size position = 0; position < arguments_.keyword_count(); ++position) {
            if (str_equal(cast<Str>((*arguments_.names)[position]), key.get())) {
                return share(arguments_[arguments_.positional + position]);
            }
        }
        return raise_key_error(key.get());
    }

    Result<Object> positional(Size index) {
        if (mapping_ != nullptr) return raise(ValueError, "Format string contains positional fields");
        if (index >= arguments_.positional) {
            return raise(IndexError, "Replacement index {} out of range for positional args tuple", index);
        }
        return share(arguments_[index]);
    }

    // {} and {0} do not mix.
    Result<void> check_numbering(bool automatic) {
        Numbering wanted = automatic ? Numbering::automatic : Numbering::manual;
        if (numbering_ == Numbering::unknown) numbering_ = wanted;
        if (numbering_ == wanted) return {};
        if (automatic) {
            return raise(ValueError, "cannot switch from manual field specification to automatic field numbering");
        }
        return raise(ValueError, "cannot switch from automatic field numbering to manual field specification");
    }

    enum class Numbering : std::uint8_t { unknown, automatic, manual };
    Str* text_;
    const Arguments& arguments_;
    Object* mapping_;
    Numbering numbering_ = Numbering::unknown;
    Size next_automatic_ = 0;
};

}  // namespace

Result<Str> format_braces(Str* text, const Arguments& arguments, Object* mapping) {
    StrBuilder out;
    out.reserve(text->length + 16, 127);
    BraceFormatter formatter(text, arguments, mapping);
    TRY(formatter.run({0, text->length}, 1, out));
    return out.finish();
}

// ---------------------------------------------------------------- for string.Formatter

Result<Object> formatter_parser(Str* text) {
    Ref<List> pieces = List::create();
    PieceReader reader(text, {0, text->length});
    while (!reader.at_end()) {
        Piece piece = TRY(reader.next());
        Ref<Object> literal = TRY(str_substring(text, piece.literal.start, piece.literal.stop));
        Ref<Object> name = none(), spec = none(), conversion = none();
        if (piece.has_field) {
            name = TRY(str_substring(text, piece.name.start, piece.name.stop));
            spec = TRY(str_substring(text, piece.spec.start, std::max(piece.spec.start, piece.spec.stop)));
            if (piece.conversion != 0) conversion = Str::from_code_point(piece.conversion);
        }
        TRY(list_append(pieces.get(),
                        Ref<Object>(Tuple::of({literal.get(), name.get(), spec.get(), conversion.get()}))));
    }
    return get_iterator(pieces.get());
}

Result<Object> formatter_field_name_split(Str* field_name) {
    FieldNameReader reader(field_name, {0, field_name->length});
    Ref<List> steps = List::create();
    auto number_or_text = [&](TextRange name) -> Result<Object> {
        Size number = TRY(number_of(field_name, name));
        if (number >= 0) return Int::from(number);
        return str_substring(field_name, name.start, name.stop);
    };
    Ref<Object> first = TRY(number_or_text(reader.first()));
    while (!reader.at_end()) {
        FieldNameReader::Step step = TRY(reader.next());
        Ref<Object> name = step.is_attribute
                               ? Ref<Object>(TRY(str_substring(field_name, step.name.start, step.name.stop)))
                               : TRY(number_or_text(step.name));
        Ref<Object> is_attribute = to_bool(step.is_attribute);
        TRY(list_append(steps.get(), Ref<Object>(Tuple::of({is_attribute.get(), name.get()}))));
    }
    Ref<Object> rest = TRY(get_iterator(steps.get()));
    return Tuple::of({first.get(), rest.get()});
}

}  // namespace minipy
