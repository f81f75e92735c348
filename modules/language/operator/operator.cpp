// SPDX-License-Identifier: MIT
// Module _operator: the language's operators as functions. CPython: Modules/_operator.c.
#include "modules/language/operator/operator.hpp"

#include "modules/native.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/numbers/c_size.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

template <BinaryOperator operation>
Result<Object> operator_binary(Object* a, Object* b) {
    return binary_operation(operation, a, b);
}
template <BinaryOperator operation>
Result<Object> operator_inplace(Object* a, Object* b) {
    return inplace_operation(operation, a, b);
}
template <UnaryOperator operation>
Result<Object> operator_unary(Object* a) {
    return unary_operation(operation, a);
}
template <Comparison operation>
Result<Object> comparing(Object* a, Object* b) {
    return compare(a, b, operation);
}

Result<bool> truth(Object* a) { return is_true(a); }
Result<bool> not_function(Object* a) { return !TRY(is_true(a)); }
Result<bool> is_same(Object* a, Object* b) { return a == b; }
Result<bool> is_other(Object* a, Object* b) { return a != b; }
Result<Object> absolute_value(Object* a) { return absolute(a); }
Result<Object> index_of_number(Object* a) { return TRY(to_index(a)); }

bool is_sequence(Object* object) { return object->type->slots.get_item != nullptr && !is<Dict>(object); }

Result<Object> concat(Object* a, Object* b) {
    if (!is_sequence(a)) return raise(TypeError, "'{}' object can't be concatenated", type_name(a));
    return binary_operation(BinaryOperator::add, a, b);
}
Result<Object> iconcat(Object* a, Object* b) {
    if (!is_sequence(a)) return raise(TypeError, "'{}' object can't be concatenated", type_name(a));
    return inplace_operation(BinaryOperator::add, a, b);
}

Result<bool> contains_function(Object* a, Object* b) { return contains(a, b); }
Result<Object> getitem(Object* a, Object* b) { return get_item(a, b); }
Result<void> setitem(Object* a, Object* b, Object* c) { return set_item(a, b, c); }
Result<void> delitem(Object* a, Object* b) { return delete_item(a, b); }

Result<Object> iterator_over(Object* a) {
    Result<Object> iterator = get_iterator(a);
    if (iterator.failed() && catch_exception(TypeError))
        return raise(TypeError, "argument of type '{}' is not iterable", type_name(a));
    return iterator;
}

Result<Size> count_of(Object* a, Object* b) {
    Ref<Object> iterator = TRY(iterator_over(a));
    Size count = 0;
    while (Ref<Object> item = TRY(next_item(iterator.get()))) count += TRY(equal(item.get(), b));
    return count;
}

Result<Size> index_of(Object* a, Object* b) {
    Ref<Object> iterator = TRY(iterator_over(a));
    for (Size index = 0;; ++index) {
        Ref<Object> item = TRY(next_item(iterator.get()));
        if (!item) return raise(ValueError, "sequence.index(x): x not in sequence");
        if (TRY(equal(item.get(), b))) return index;
    }
}

Result<Size> length_hint_function(Object* obj, Object* default_size) {
    Size otherwise = 0;
    if (default_size != nullptr) {
        if (!is<Int>(default_size))
            return raise(TypeError, "'{}' object cannot be interpreted as an integer", type_name(default_size));
        otherwise = TRY(to_c_size(default_size));
    }
    return length_hint(obj, otherwise);
}

Result<Object> call_function(Object*, const Arguments& arguments) {
    if (arguments.positional < 1) return raise(TypeError, "call expected at least 1 argument, got 0");
    return call(arguments[0], arguments.skip(1));
}

// Takes as long for equal as for different texts of one length, so that a secret cannot be guessed by the clock.
bool equal_in_constant_time(std::string_view secret, std::string_view guess) {
    volatile unsigned char difference = secret.size() == guess.size() ? 0 : 1;
    std::string_view compared = secret.size() == guess.size() ? secret : guess;
    for (std::size_t index = 0; index < guess.size(); ++index)
        difference = static_cast<unsigned char>(difference | (compared[index] ^ guess[index]));
    return difference == 0;
}

Result<bool> compare_digest(Object* a, Object* b) {
    if (is<Str>(a) && is<Str>(b)) {
        auto *first = cast<Str>(a), *second = cast<Str>(b);
        if (!first->ascii || !second->ascii)
            return raise(TypeError, "comparing strings with non-ASCII characters is not supported");
        return equal_in_constant_time(first->view(), second->view());
    }
    if (!supports_buffer(a) && !supports_buffer(b)) {
        return raise(TypeError, "unsupported operand types(s) or combination of types: '{}' and '{}'", type_name(a),
                     type_name(b));
    }
    Buffer first, second;
    TRY(first.acquire(a));
    TRY(second.acquire(b));
    return equal_in_constant_time(first.text(), second.text());
}

const Method operator_functions[] = {
    {"truth(a, /)", bind<truth>, "Tells whether a counts as true."},
    {"contains(a, b, /)", bind<contains_function>, "Computes b in a: mind the order."},
    {"indexOf(a, b, /)", bind<index_of>,
     "Finds the first item equal to b by a walk over a; ValueError if there is none."},
    {"countOf(a, b, /)", bind<count_of>, "Counts the items equal to b by a walk over a."},
    {"is_(a, b, /)", bind<is_same>, "Computes a is b."},
    {"is_not(a, b, /)", bind<is_other>, "Computes a is not b."},
    {"not_(a, /)", bind<not_function>, "Computes not a."},
    {"neg(a, /)", bind<operator_unary<UnaryOperator::negative>>, "Computes -a."},
    {"pos(a, /)", bind<operator_unary<UnaryOperator::positive>>, "Computes +a."},
    {"inv(a, /)", bind<operator_unary<UnaryOperator::invert>>, "Computes ~a."},
    {"invert(a, /)", bind<operator_unary<UnaryOperator::invert>>, "Computes ~a."},
    {"abs(a, /)", bind<absolute_value>, "Computes abs(a)."},
    {"index(a, /)", bind<index_of_number>, "Gives the exact int that a stands for."},
    {"add(a, b, /)", bind<operator_binary<BinaryOperator::add>>, "Computes a + b."},
    {"sub(a, b, /)", bind<operator_binary<BinaryOperator::subtract>>, "Computes a - b."},
    {"mul(a, b, /)", bind<operator_binary<BinaryOperator::multiply>>, "Computes a * b."},
    {"matmul(a, b, /)", bind<operator_binary<BinaryOperator::matrix_multiply>>, "Computes a @ b."},
    {"floordiv(a, b, /)", bind<operator_binary<BinaryOperator::floor_divide>>, "Computes a // b."},
    {"truediv(a, b, /)", bind<operator_binary<BinaryOperator::true_divide>>, "Computes a / b."},
    {"mod(a, b, /)", bind<operator_binary<BinaryOperator::remainder>>, "Computes a % b."},
    {"pow(a, b, /)", bind<operator_binary<BinaryOperator::power>>, "Computes a ** b."},
    {"lshift(a, b, /)", bind<operator_binary<BinaryOperator::lshift>>, "Computes a << b."},
    {"rshift(a, b, /)", bind<operator_binary<BinaryOperator::rshift>>, "Computes a >> b."},
    {"and_(a, b, /)", bind<operator_binary<BinaryOperator::and_>>,
     "Computes a & b; not the word `and`, which no function can stand for."},
    {"xor(a, b, /)", bind<operator_binary<BinaryOperator::xor_>>, "Computes a ^ b."},
    {"or_(a, b, /)", bind<operator_binary<BinaryOperator::or_>>,
     "Computes a | b; not the word `or`, which no function can stand for."},
    {"iadd(a, b, /)", bind<operator_inplace<BinaryOperator::add>>,
     "Does a += b and gives the result, which the caller must bind."},
    {"isub(a, b, /)", bind<operator_inplace<BinaryOperator::subtract>>,
     "Does a -= b and gives the result, which the caller must bind."},
    {"imul(a, b, /)", bind<operator_inplace<BinaryOperator::multiply>>,
     "Does a *= b and gives the result, which the caller must bind."},
    {"imatmul(a, b, /)", bind<operator_inplace<BinaryOperator::matrix_multiply>>,
     "Does a @= b and gives the result, which the caller must bind."},
    {"ifloordiv(a, b, /)", bind<operator_inplace<BinaryOperator::floor_divide>>,
     "Does a //= b and gives the result, which the caller must bind."},
    {"itruediv(a, b, /)", bind<operator_inplace<BinaryOperator::true_divide>>,
     "Does a /= b and gives the result, which the caller must bind."},
    {"imod(a, b, /)", bind<operator_inplace<BinaryOperator::remainder>>,
     "Does a %= b and gives the result, which the caller must bind."},
    {"ipow(a, b, /)", bind<operator_inplace<BinaryOperator::power>>,
     "Does a **= b and gives the result, which the caller must bind."},
    {"ilshift(a, b, /)", bind<operator_inplace<BinaryOperator::lshift>>,
     "Does a <<= b and gives the result, which the caller must bind."},
    {"irshift(a, b, /)", bind<operator_inplace<BinaryOperator::rshift>>,
     "Does a >>= b and gives the result, which the caller must bind."},
    {"iand(a, b, /)", bind<operator_inplace<BinaryOperator::and_>>,
     "Does a &= b and gives the result, which the caller must bind."},
    {"ixor(a, b, /)", bind<operator_inplace<BinaryOperator::xor_>>,
     "Does a ^= b and gives the result, which the caller must bind."},
    {"ior(a, b, /)", bind<operator_inplace<BinaryOperator::or_>>,
     "Does a |= b and gives the result, which the caller must bind."},
    {"concat(a, b, /)", bind<concat>, "Computes a + b where both are sequences."},
    {"iconcat(a, b, /)", bind<iconcat>, "Does a += b where both are sequences, and gives the result."},
    {"getitem(a, b, /)", bind<getitem>, "Computes a[b]."},
    {"setitem(a, b, c, /)", bind<setitem>, "Does a[b] = c."},
    {"delitem(a, b, /)", bind<delitem>, "Does del a[b]."},
    {"lt(a, b, /)", bind<comparing<Comparison::less>>, "Computes a < b."},
    {"le(a, b, /)", bind<comparing<Comparison::less_equal>>, "Computes a <= b."},
    {"eq(a, b, /)", bind<comparing<Comparison::equal>>, "Computes a == b."},
    {"ne(a, b, /)", bind<comparing<Comparison::not_equal>>, "Computes a != b."},
    {"ge(a, b, /)", bind<comparing<Comparison::greater_equal>>, "Computes a >= b."},
    {"gt(a, b, /)", bind<comparing<Comparison::greater>>, "Computes a > b."},
    {"length_hint(obj, default=<absent>, /)", bind<length_hint_function>,
     "Guesses the number of items: asks __len__, then __length_hint__, then takes default."},
    {"call(obj, /, *args, **kwargs)", bind<call_function>, "Calls obj with the other arguments."},
    {"_compare_digest(a, b, /)", bind<compare_digest>,
     "Tells whether a and b are equal in a time that does not betray where they differ."},
};

constexpr ModuleType operator_types[] = {&item_getter_type, &attribute_getter_type, &method_caller_type};

}  // namespace

extern const ModuleSpec operator_module = {
    .name = "_operator",
    .doc = "The operators as functions, for map(), sorted() and their like.",
    .functions = operator_functions,
    .types = operator_types,
};

}  // namespace minipy
