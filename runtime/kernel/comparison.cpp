// SPDX-License-Identifier: MIT
// Rich comparison, hashing of bytes (SipHash-1-3, keyed as PYTHONHASHSEED says, so that hashes equal CPython's).
// CPython: Objects/object.c, Python/pyhash.c, Python/bootstrap_hash.c.
#include "runtime/kernel/comparison.hpp"

#include <sys/random.h>

#include <cstdlib>
#include <cstring>
#include <optional>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/siphash.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

Comparison mirrored(Comparison operation) {
    constexpr Comparison table[] = {Comparison::greater,   Comparison::greater_equal, Comparison::equal,
                                    Comparison::not_equal, Comparison::less,          Comparison::less_equal};
    return table[int(operation)];
}

// `order`: negative, zero or positive, as left is less than, equal to or greater than right.
bool is_so(int order, Comparison operation) {
    switch (operation) {
        case Comparison::less: return order < 0;
        case Comparison::less_equal: return order <= 0;
        case Comparison::equal: return order == 0;
        case Comparison::not_equal: return order != 0;
        case Comparison::greater: return order > 0;
        case Comparison::greater_equal: return order >= 0;
    }
    return false;
}

bool compare_doubles(double left, double right, Comparison operation) {
    bool unordered = left != left || right != right;
    if (unordered) return operation == Comparison::not_equal;
    return is_so(left < right ? -1 : left > right, operation);
}

// Two objects of the same, most frequent types need no dispatch. Nothing: they are others.
std::optional<bool> compare_frequent(Object* left, Object* right, Comparison operation) {
    const Type* type = left->type;
    if (type != right->type) return {};
    if (type == &Int::type_object) {
        auto *a = cast<Int>(left), *b = cast<Int>(right);
        if (!both_small(a, b)) return {};
        return is_so(a->small < b->small ? -1 : a->small > b->small, operation);
    }
    if (type == &Str::type_object) {
        auto *a = cast<Str>(left), *b = cast<Str>(right);
        if (operation == Comparison::equal || operation == Comparison::not_equal)
            return str_equal(a, b) == (operation == Comparison::equal);
        return is_so(str_compare(a, b), operation);
    }
    if (type == &Float::type_object)
        return compare_doubles(cast<Float>(left)->value, cast<Float>(right)->value, operation);
    return {};
}

}  // namespace

const char* comparison_symbol(Comparison operation) { return comparison_symbols[int(operation)]; }

Result<Object> compare(Object* left, Object* right, Comparison operation) {
    if (std::optional<bool> known = compare_frequent(left, right, operation)) return to_bool(*known);
    RecursionGuard guard(" in comparison");
    if (guard.failed()) return Failure{};
    CompareSlot left_slot = left->type->slots.compare;
    CompareSlot right_slot = right->type->slots.compare;
    bool right_asked = false;
    if (left->type != right->type && right_slot != nullptr && is_subtype(right->type, left->type)) {
        right_asked = true;
        Result<Object> result = call_slot(right_slot, right, left, mirrored(operation));
        if (is_answer(result)) return result;
    }
    if (left_slot != nullptr) {
        Result<Object> result = call_slot(left_slot, left, right, operation);
        if (is_answer(result)) return result;
    }
    if (!right_asked && right_slot != nullptr) {
        Result<Object> result = call_slot(right_slot, right, left, mirrored(operation));
        if (is_answer(result)) return result;
    }
    if (operation == Comparison::equal) return to_bool(left == right);
    if (operation == Comparison::not_equal) return to_bool(left != right);
    return raise(TypeError, "'{}' not supported between instances of '{}' and '{}'", comparison_symbol(operation),
                 type_name(left), type_name(right));
}

Result<bool> compare_bool(Object* left, Object* right, Comparison operation) {
    if (std::optional<bool> known = compare_frequent(left, right, operation)) return *known;
    Ref<Object> result = TRY(compare(left, right, operation));
    return is_true(result.get());
}

Result<bool> equal(Object* left, Object* right) {
    if (left == right) return true;
    return compare_bool(left, right, Comparison::equal);
}

Ref<Object> comparison_result(int order, Comparison operation) { return to_bool(is_so(order, operation)); }

Result<Hash> hash(Object* object) {
    HashSlot slot = object->type->slots.hash;
    return slot == nullptr ? hash_not_implemented(object) : call_slot(slot, object);
}

Result<Hash> hash_not_implemented(Object* object) {
    return raise(TypeError, "unhashable type: '{}'", type_name(object));
}

Hash hash_pointer(const void* pointer) {
    if (heap::state.mode == heap::Mode::watched) return Hash(heap::number_of_address(pointer));
    // The low four bits are always zero: rotate them away.
    auto bits = reinterpret_cast<std::uintptr_t>(pointer);
    auto value = Hash((bits >> 4) | (bits << (8 * sizeof(bits) - 4)));
    return value == -1 ? -2 : value;
}

// ---------------------------------------------------------------- SipHash-1-3

namespace {

SipKey sip_key;

std::uint64_t rotated(std::uint64_t value, int bits) { return (value << bits) | (value >> (64 - bits)); }

struct SipState {
    std::uint64_t v0, v1, v2, v3;
    void round() {
        v0 += v1;
        v1 = rotated(v1, 13);
        v1 ^= v0;
        v0 = rotated(v0, 32);
        v2 += v3;
        v3 = rotated(v3, 16);
        v3 ^= v2;
        v0 += v3;
        v3 = rotated(v3, 21);
        v3 ^= v0;
        v2 += v1;
        v1 = rotated(v1, 17);
        v1 ^= v2;
        v2 = rotated(v2, 32);
    }
};

// PYTHONHASHSEED=n stretches n to the key with a linear congruential generator; 0 is the key zero.
void fill_from_seed(std::uint32_t seed, unsigned char* bytes, std::size_t count) {
    std::uint32_t state = seed;
    for (std::size_t index = 0; index < count; ++index) {
        state = state * 214013 + 2531011;
        bytes[index] = static_cast<unsigned char>((state >> 16) & 0xFF);
    }
}

}  // namespace

void initialize_hashing(HashSeed seed) {
    unsigned char bytes[16] = {};
    if (!seed) {
        if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) fill_from_seed(1, bytes, sizeof bytes);
    } else if (*seed != 0) {
        fill_from_seed(*seed, bytes, sizeof bytes);
    }
    std::memcpy(&sip_key.first, bytes, 8);
    std::memcpy(&sip_key.second, bytes + 8, 8);
}

std::uint64_t sip_hash(SipKey key, const void* data, Size length) {
    auto* bytes = static_cast<const unsigned char*>(data);
    SipState state{key.first ^ 0x736f6d6570736575u, key.second ^ 0x646f72616e646f6du, key.first ^ 0x6c7967656e657261u,
                   key.second ^ 0x7465646279746573u};
    std::uint64_t last = std::uint64_t(length) << 56;
    Size remaining = length;
    for (; remaining >= 8; remaining -= 8, bytes += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes, 8);
        state.v3 ^= word;
        state.round();
        state.v0 ^= word;
    }
    std::uint64_t tail = 0;
    if (remaining > 0) std::memcpy(&tail, bytes, std::size_t(remaining));
    last |= tail;
    state.v3 ^= last;
    state.round();
    state.v0 ^= last;
    state.v2 ^= 0xFF;
    for (int count = 0; count < 3; ++count) state.round();
    return (state.v0 ^ state.v1) ^ (state.v2 ^ state.v3);
}

Hash hash_bytes(const void* data, Size length) {
    if (length == 0) return 0;
    auto value = Hash(sip_hash(sip_key, data, length));
    return value == -1 ? -2 : value;
}

std::uint64_t keyed_hash(std::uint64_t key, std::string_view bytes) {
    return sip_hash({key, 0}, bytes.data(), Size(bytes.size()));
}

}  // namespace minipy
