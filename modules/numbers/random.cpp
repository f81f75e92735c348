// SPDX-License-Identifier: MIT
// Module _random: the Mersenne twister MT19937 (Matsumoto and Nishimura, 1998), seeded and read as CPython does, so
// that the same seed gives the same numbers. CPython: Modules/_randommodule.c.
#include <sys/random.h>

#include <vector>

#include "modules/native.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/fixed_array.hpp"
#include "runtime/numbers/float.hpp"
#include "vm/outside.hpp"

namespace minipy {

namespace {

constexpr int state_size = 624, shift_size = 397;

struct Random : Object {
    std::uint32_t state[state_size];
    int index;  // of the next word to give out; state_size: none left
    bool has_chance_seed;  // the system's: nobody can tell what comes
};

Random* random_of(Object* self) { return static_cast<Random*>(self); }

// ---------------------------------------------------------------- the generator

void refill(Random* self) {
    if (self->has_chance_seed) note_outside(Outside::random);
    auto mixed = [&](int at, int next, int shifted) {
        std::uint32_t y = (self->state[at] & 0x80000000u) | (self->state[next] & 0x7FFFFFFFu);
        self->state[at] = self->state[shifted] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DFu : 0);
    };
    for (int at = 0; at < state_size; ++at) mixed(at, (at + 1) % state_size, (at + shift_size) % state_size);
    self->index = 0;
}

std::uint32_t next_word(Random* self) {
    if (self->index >= state_size) refill(self);
    std::uint32_t y = self->state[self->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
}

void seed_with_number(Random* self, std::uint32_t seed) {
    self->state[0] = seed;
    for (int at = 1; at < state_size; ++at) {
        self->state[at] = 1812433253u * (self->state[at - 1] ^ (self->state[at - 1] >> 30)) + std::uint32_t(at);
    }
    self->index = state_size;
}

void seed_with_words(Random* self, const std::vector<std::uint32_t>& key) {
    seed_with_number(self, 19650218u);
    int at = 1;
    auto mixed = [&](std::uint32_t factor) {
        return self->state[at] ^ ((self->state[at - 1] ^ (self->state[at - 1] >> 30)) * factor);
    };
    auto advance = [&] {
        if (++at < state_size) return;
        self->state[0] = self->state[state_size - 1];
        at = 1;
    };
    std::size_t place = 0;
    for (std::size_t left = std::max<std::size_t>(state_size, key.size()); left > 0; --left) {
        self->state[at] = mixed(1664525u) + key[place] + std::uint32_t(place);
        advance();
        if (++place == key.size()) place = 0;
    }
    for (int left = state_size - 1; left > 0; --left) {
        self->state[at] = mixed(1566083941u) - std::uint32_t(at);
        advance();
    }
    self->state[0] = 0x80000000u;
}

// ---------------------------------------------------------------- seeding

Result<void> seed_from_system(Random* self) {
    std::vector<std::uint32_t> key(state_size);
    if (getrandom(key.data(), key.size() * 4, 0) != ssize_t(key.size() * 4)) return raise_os_error(errno);
    seed_with_words(self, key);
    self->has_chance_seed = true;
    return {};
}

Result<void> seed(Random* self, Object* n) {
    self->has_chance_seed = false;
    if (n == nullptr || is_none(n)) return seed_from_system(self);
    Ref<Int> number;
    if (is<Int>(n)) {
        auto* given = cast<Int>(n);
        number = given->is_negative() ? TRY(int_negate(given)) : share(given);
    } else {
        number = Int::from_unsigned(std::uint64_t(TRY(hash(n))));
    }
    Size bits = int_bit_length(number.get());
    std::vector<std::uint32_t> key;
    auto words = std::size_t(std::max<Size>((bits + 31) / 32, 1));
    TRY(reserve_room(key, words));
    key.resize(words);
    TRY(int_to_bytes(number.get(), reinterpret_cast<unsigned char*>(key.data()), Size(key.size() * 4),
                     std::endian::little, Signedness::unsigned_));
    seed_with_words(self, key);
    return {};
}

Result<Object> random_new(Type* type, const Arguments& arguments) {
    Ref<Object> object = TRY(allocate_instance(type));
    TRY(seed(random_of(object.get()), arguments.positional == 1 ? arguments[0] : nullptr));
    return object;
}

Result<void> random_init(Object* self, const Arguments& arguments) {
    if (self->type->slots.init == random_init) TRY(check_no_keywords("Random", arguments));
    if (arguments.positional > 1) return raise(TypeError, "Random() requires 0 or 1 argument");
    return {};
}

// ---------------------------------------------------------------- methods

// 53 bits as a fraction.
Result<Object> random_method(Random* self) {
    std::uint32_t high = next_word(self) >> 5, low = next_word(self) >> 6;
    return Float::from((double(high) * 67108864.0 + double(low)) * (1.0 / 9007199254740992.0));
}

Result<Object> getrandbits(Random* self, int k) {
    if (k < 0) return raise(ValueError, "number of bits must be non-negative");
    if (k == 0) return Int::from(0);
    if (k <= 32) return Int::from(next_word(self) >> (32 - k));
    FixedArray<std::uint32_t> words;
    if (!words.allocate(std::size_t(k - 1) / 32 + 1)) return raise_no_memory();
    for (std::uint32_t& word : words) {
        word = next_word(self);
        if (k < 32) word >>= 32 - k;
        k -= 32;
    }
    return int_from_bytes(reinterpret_cast<const unsigned char*>(words.begin()), Size(words.size() * 4),
                          std::endian::little, Signedness::unsigned_);
}

Result<Object> getstate(Random* self) {
    if (self->has_chance_seed) note_outside(Outside::random);
    Ref<Tuple> state = TRY(Tuple::create(state_size + 1));
    for (Size at = 0; at < state_size; ++at) state->initialize(at, Int::from(self->state[at]));
    state->initialize(state_size, Int::from(self->index));
    return state->track();
}

Result<void> setstate(Random* self, Object* state) {
    auto* tuple = as<Tuple>(state);
    if (tuple == nullptr) return raise(TypeError, "state vector must be a tuple");
    if (tuple->length != state_size + 1) return raise(ValueError, "state vector is the wrong size");
    std::uint32_t words[state_size];
    for (Size at = 0; at < state_size; ++at) {
        auto* number = as<Int>((*tuple)[at]);
        if (number == nullptr) return raise(TypeError, "an integer is required");
        if (number->is_negative()) return raise(OverflowError, "can't convert negative value to unsigned int");
        if (int_bit_length(number) > 64)
            return raise(OverflowError, "Python int too large to convert to C unsigned long");
        std::uint64_t word = 0;
        auto* bytes = reinterpret_cast<unsigned char*>(&word);
        TRY(int_to_bytes(number, bytes, Size(sizeof word), std::endian::native, Signedness::unsigned_));
        words[at] = std::uint32_t(word);
    }
    std::int64_t index = TRY(to_int64((*tuple)[state_size]));
    if (index < 0 || index > state_size) return raise(ValueError, "invalid state");
    std::copy_n(words, state_size, self->state);
    self->index = int(index);
    return {};
}

const Method methods[] = {
    {"random(self, /)", bind<random_method>, "Draws a float from 0 up to but not 1, out of 53 random bits."},
    {"seed(self, n=None, /)", bind<seed>,
     "Starts the sequence anew: the same n gives the same numbers; without one the system gives chance."},
    {"getstate(self, /)", bind<getstate>, "Gives the 624 words of the state and the position among them."},
    {"setstate(self, state, /)", bind<setstate>, "Goes back to a state that getstate() has given."},
    {"getrandbits(self, k, /)", bind<getrandbits>, "Draws an int of k random bits."},
};

const TypeSpec random_spec = {
    .name = "_random.Random",
    .doc = "A Mersenne Twister: numbers that look random and come back for the same seed. Not for secrets.",
    .size = sizeof(Random),
    .flags = TypeFlag::base_type,
    .slots = {.deallocate = destroy<Random>, .new_ = random_new, .init = random_init},
    .methods = methods,
};
Type random_type(random_spec);

constexpr ModuleType types[] = {&random_type};

}  // namespace

extern const ModuleSpec random_module = {
    .name = "_random",
    .doc = "The native generator below the module random.",
    .types = types,
};

}  // namespace minipy
