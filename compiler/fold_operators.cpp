// SPDX-License-Identifier: MIT
// What operators make of constants, within limits on the size of results, and %-formatting as f-strings.
// CPython: Python/ast_opt.c (safe_multiply, safe_power, optimize_format). Next: fold.cpp.
#include <optional>

#include "compiler/fold.hpp"
#include "compiler/operators.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::compiler {
namespace {

constexpr Size maximum_int_bits = 128;
constexpr Size maximum_collection = 256;
constexpr Size maximum_text = 4096;
constexpr Size maximum_total_items = 1024;

// The limit that is left after counting all items in nested tuples; negative when it is exceeded.
Size count_items(Object* object, Size limit) {
    if (!is<Tuple>(object)) return limit;
    auto* tuple = static_cast<Tuple*>(object);
    limit -= tuple->length;
    for (Size index = 0; limit >= 0 && index < tuple->length; ++index) limit = count_items((*tuple)[index], limit);
    return limit;
}

Int* as_int(Object* object) { return as<Int>(object); }

// A count that fits in a machine word; −1 stands for "too large or negative".
Size small_count(const Int* value) { return value->is_small() && value->small >= 0 ? value->small : -1; }

bool repeat_is_small(Int* count, Object* sequence) {
    Size times = small_count(count);
    if (is<Tuple>(sequence) || is<FrozenSet>(sequence)) {
        Result<Size> size = length(sequence);
        if (size.failed()) {
            clear_exception();
            return false;
        }
        Size items = size.take();
        if (items == 0) return true;
        if (times < 0 || times > maximum_collection / items) return false;
        return times == 0 || count_items(sequence, maximum_total_items / times) >= 0;
    }
    if (is<Str>(sequence) || is<Bytes>(sequence)) {
        Size items = is<Str>(sequence) ? static_cast<Str*>(sequence)->length : static_cast<Bytes*>(sequence)->length;
        return items == 0 || (times >= 0 && times <= maximum_text / items);
    }
    return true;
}

bool product_is_small(Object* left, Object* right) {
    Int *a = as_int(left), *b = as_int(right);
    if (a != nullptr && b != nullptr) {
        return a->is_zero() || b->is_zero() || int_bit_length(a) + int_bit_length(b) <= maximum_int_bits;
    }
    if (a != nullptr) return repeat_is_small(a, right);
    if (b != nullptr) return repeat_is_small(b, left);
    return true;
}

bool power_is_small(Object* base, Object* exponent) {
    Int *a = as_int(base), *b = as_int(exponent);
    if (a == nullptr || b == nullptr || a->is_zero() || b->is_zero() || b->is_negative()) return true;
    Size times = small_count(b);
    return times >= 0 && int_bit_length(a) <= maximum_int_bits / times;
}

bool shift_is_small(Object* left, Object* right) {
    Int *a = as_int(left), *b = as_int(right);
    if (a == nullptr || b == nullptr || a->is_zero() || b->is_zero()) return true;
    Size bits = small_count(b);
    return bits >= 0 && bits <= maximum_int_bits && int_bit_length(a) <= maximum_int_bits - bits;
}

// Errors of folding are none: the program will raise them itself.
Maybe<Object> quietly(Result<Object> result) {
    if (result.ok()) return result.take();
    if (exception_matches(KeyboardInterrupt)) return Failure{};
    clear_exception();
    return nothing;
}

}  // namespace

Maybe<Object> fold_unary(ast::UnaryOperator operation, Object* operand) {
    using enum ast::UnaryOperator;
    switch (operation) {
        case Invert: return quietly(unary_operation(UnaryOperator::invert, operand));
        case Not: return quietly(unary_operation(UnaryOperator::not_, operand));
        case UAdd: return quietly(unary_operation(UnaryOperator::positive, operand));
        case USub: return quietly(unary_operation(UnaryOperator::negative, operand));
    }
    return nothing;
}

Maybe<Object> fold_binary(ast::Operator operation, Object* left, Object* right) {
    using enum ast::Operator;
    bool small = true;
    switch (operation) {
        case Mult: small = product_is_small(left, right); break;
        case Pow: small = power_is_small(left, right); break;
        case LShift: small = shift_is_small(left, right); break;
        case Mod: small = !is<Str>(left) && !is<Bytes>(left); break;
        case MatMult: return nothing;
        default: break;
    }
    return small ? quietly(binary_operation(operator_of(operation), left, right)) : nothing;
}

// ---------------------------------------------------------------- % formatting

namespace {

// Reads a format text piece by piece.
class FormatReader {
public:
    explicit FormatReader(std::string_view text) : text_(text) {}

    bool at_end() const { return position_ >= text_.size(); }

    // The text up to the next conversion, %% replaced by %.
    std::string literal() {
        std::string result;
        while (!at_end()) {
            if (text_[position_] == '%') {
                if (position_ + 1 >= text_.size() || text_[position_ + 1] != '%') break;
                ++position_;
            }
            result += text_[position_++];
        }
        return result;
    }

    struct Conversion {
        char kind;
        std::string specification;
    };

    // %[-][width][.precision](s|r|a); nothing for all others.
    std::optional<Conversion> conversion() {
        ++position_;  // the %
        bool left = false;
        while (!at_end() && std::string_view("-+ #0").find(text_[position_]) != std::string_view::npos) {
            left = left || text_[position_] == '-';
            ++position_;
        }
        std::optional<int> width, precision;
        if (!number(width)) return std::nullopt;
        if (!at_end() && text_[position_] == '.') {
            ++position_;
            precision = 0;
            if (!number(precision)) return std::nullopt;
        }
        if (at_end()) return std::nullopt;
        Conversion result{text_[position_++], ""};
        if (std::string_view("sra").find(result.kind) == std::string_view::npos) return std::nullopt;
        if (!left && width.value_or(0) > 0) result.specification += '>';
        if (width) result.specification += std::to_string(*width);
        if (precision) result.specification += "." + std::to_string(*precision);
        return result;
    }

private:
    static constexpr int maximum_digits = 2;

    bool number(std::optional<int>& value) {
        int digits = 0;
        while (!at_end() && text_[position_] >= '0' && text_[position_] <= '9') {
            if (++digits > maximum_digits) return false;
            value = (digits == 1 ? 0 : *value) * 10 + (text_[position_++] - '0');
        }
        return true;
    }

    std::string_view text_;
    std::size_t position_ = 0;
};

ast::ExprNode* text_constant(ast::Arena& arena, const ast::Span& span, std::string_view text) {
    return arena.make<ast::Constant>(span, static_cast<Object*>(arena.keep(Str::from(text).release())), nullptr);
}

}  // namespace

ast::ExprNode* format_as_joined_string(ast::Arena& arena, const ast::Span& span, Str* format,
                                       ast::Array<ast::ExprNode*> items) {
    constexpr ast::Span no_place{-1, -1, -1, -1};
    FormatReader reader(format->view());
    std::vector<ast::ExprNode*> pieces;
    std::size_t used = 0;
    while (true) {
        std::string literal = reader.literal();
        if (!literal.empty()) pieces.push_back(text_constant(arena, no_place, literal));
        if (reader.at_end()) break;
        if (used >= items.size()) return nullptr;
        std::optional<FormatReader::Conversion> conversion = reader.conversion();
        if (!conversion) return nullptr;
        ast::ExprNode* item = items[used++];
        ast::ExprNode* specification = nullptr;
        if (!conversion->specification.empty())
            specification = text_constant(arena, item->span, conversion->specification);
        pieces.push_back(
            arena.make<ast::FormattedValue>(item->span, item, static_cast<int>(conversion->kind), specification));
    }
    if (used < items.size()) return nullptr;
    return arena.make<ast::JoinedStr>(span, arena.array(pieces));
}

}  // namespace minipy::compiler
