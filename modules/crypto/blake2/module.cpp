// SPDX-License-Identifier: MIT
// Module _blake2: the types blake2b and blake2s, one template for both. All numbers are checked before anything is
// hashed: they are bytes of the parameter block. CPython: Modules/_blake2/blake2b_impl.c. Next: blake2.hpp.
#include "modules/crypto/blake2/blake2.hpp"

#include "modules/crypto/hashing.hpp"

namespace minipy::crypto {

namespace {

template <class Width>
struct Blake2 : Object {
    Blake2Hash<Width> hash;
    ThreadLock lock;
    static Type type_object;
};

template <class Width>
Result<Object> blake2_make(Type* type) {
    Ref<Object> made = TRY(allocate_instance(type));
    new (&cast<Blake2<Width>>(made.get())->lock) ThreadLock;
    return made;
}

template <class Width>
Result<void> blake2_update(Blake2<Width>* self, Object* data) {
    Buffer buffer;
    TRY(acquire_hashed(buffer, data));
    HashLock held;
    TRY(held.take(self->lock));
    Blake2Hash<Width>* hash = &self->hash;
    read_hashed(buffer.text(), [=](std::string_view text) { hash->read(text); });
    return {};
}

Result<void> check_length(const char* what, std::string_view text, std::size_t most) {
    if (text.size() > most) return raise(ValueError, "maximum {} length is {} bytes", what, most);
    return {};
}

// Negative numbers are large ones here.
Result<void> check_shape(const Blake2Parameters& parameters) {
    if (parameters.fanout > 255) return raise(ValueError, "fanout must be between 0 and 255");
    if (parameters.depth - 1 > 254) return raise(ValueError, "depth must be between 1 and 255");
    return {};
}
Result<void> check_place(const Blake2Parameters& parameters, unsigned longest_digest) {
    if (parameters.node_depth > 255) return raise(ValueError, "node_depth must be between 0 and 255");
    if (parameters.inner_size > longest_digest)
        return raise(ValueError, "inner_size must be between 0 and is {}", longest_digest);
    return {};
}

Result<std::uint64_t> parse_at_most(const char* what, Object* number, std::uint64_t most) {
    std::uint64_t value = TRY(parse_unsigned_int(number));
    if (value > most) return raise(OverflowError, "{} is too large", what);
    return value;
}

// A number of 64 bits is converted by other words than one of 48.
Result<std::uint64_t> parse_node_offset(Object* number, int bytes) {
    if (bytes < 8) return parse_at_most("node_offset", number, (std::uint64_t(1) << (8 * bytes)) - 1);
    auto* whole = as<Int>(number);
    if (whole != nullptr && !whole->is_small() && !whole->is_negative() && whole->big_size > 1)
        return raise(OverflowError, "int too big to convert");
    return parse_unsigned_int(number);
}

template <class Width>
Result<Object> make_blake2(Type* type, Object* data, int digest_size, Object* key, Object* salt, Object* person,
                           int fanout, int depth, Object* leaf_size, Object* node_offset, int node_depth,
                           int inner_size, bool last_node, bool) {
    constexpr unsigned longest = Blake2Hash<Width>::longest_digest;
    Buffer key_buffer, salt_buffer, person_buffer;
    TRY(key_buffer.acquire(key));
    TRY(salt_buffer.acquire(salt));
    TRY(person_buffer.acquire(person));
    if (digest_size <= 0 || unsigned(digest_size) > longest)
        return raise(ValueError, "digest_size must be between 1 and {} bytes", longest);
    Blake2Parameters parameters{unsigned(digest_size),
                                unsigned(fanout),
                                unsigned(depth),
                                unsigned(node_depth),
                                unsigned(inner_size),
                                0,
                                0,
                                last_node,
                                key_buffer.text(),
                                salt_buffer.text(),
                                person_buffer.text()};
    TRY(check_length("salt", parameters.salt, Width::salt_bytes));
    TRY(check_length("person", parameters.person, Width::salt_bytes));
    TRY(check_shape(parameters));
    parameters.leaf_size = std::uint32_t(TRY(parse_at_most("leaf_size", leaf_size, UINT32_MAX)));
    parameters.node_offset = TRY(parse_node_offset(node_offset, Width::node_offset_bytes));
    TRY(check_place(parameters, longest));
    TRY(check_length("key", parameters.key, longest));
    Ref<Object> made = TRY(blake2_make<Width>(type));
    auto* self = cast<Blake2<Width>>(made.get());
    self->hash.start(parameters);
    if (data != nullptr) TRY(blake2_update<Width>(self, data));
    return made;
}

template <class Width>
Result<Object> blake2_copy(Blake2<Width>* self) {
    HashLock held;
    TRY(held.take(self->lock));
    Ref<Object> made = TRY(blake2_make<Width>(self->type));
    cast<Blake2<Width>>(made.get())->hash = self->hash;
    return made;
}

template <class Width>
Result<void> blake2_finish(Blake2<Width>* self, Digest& digest) {
    HashLock held;
    TRY(held.take(self->lock));
    Blake2Hash<Width> hash = self->hash;
    digest.length = hash.digest_size();
    hash.finish(digest.bytes);
    return {};
}

template <class Width>
Result<Object> blake2_digest_method(Blake2<Width>* self) {
    Digest digest;
    TRY(blake2_finish(self, digest));
    return Bytes::copy(digest.view());
}
template <class Width>
Result<Object> blake2_hexdigest_method(Blake2<Width>* self) {
    Digest digest;
    TRY(blake2_finish(self, digest));
    return hexadecimal(digest.view());
}

template <class Width>
Result<Object> get_blake2_digest_size(Object* self) {
    return Int::from(cast<Blake2<Width>>(self)->hash.digest_size());
}
template <class Width>
Result<Object> get_blake2_block_size(Object*) {
    return Int::from(Blake2Hash<Width>::block_size);
}
template <class Width>
Result<Object> get_blake2_name(Object* self) {
    return Str::from(self->type->name->view());
}

template <class Width>
const Method blake2_methods[] = {
    {"copy(self, /)", bind<blake2_copy<Width>>, "Makes another one that has read the same so far."},
    {"digest(self, /)", bind<blake2_digest_method<Width>>, "Gives the hash of what was read, as bytes."},
    {"hexdigest(self, /)", bind<blake2_hexdigest_method<Width>>,
     "Gives the hash of what was read, in hexadecimal digits."},
    {"update(self, data, /)", bind<blake2_update<Width>>, "Reads more bytes."},
};
template <class Width>
const Getter blake2_getters[] = {{"name", get_blake2_name<Width>},
                                 {"block_size", get_blake2_block_size<Width>},
                                 {"digest_size", get_blake2_digest_size<Width>}};

template <class Width>
void add_sizes(Type*, Dict* dict) {
    constexpr Size longest = Blake2Hash<Width>::longest_digest;
    dict_set_name(dict, Str::interned_from("SALT_SIZE").get(), Int::from(Width::salt_bytes).get());
    dict_set_name(dict, Str::interned_from("PERSON_SIZE").get(), Int::from(Width::salt_bytes).get());
    dict_set_name(dict, Str::interned_from("MAX_KEY_SIZE").get(), Int::from(longest).get());
    dict_set_name(dict, Str::interned_from("MAX_DIGEST_SIZE").get(), Int::from(longest).get());
}

template <class Width, SignatureText name, SignatureText signature>
constexpr TypeSpec blake2_spec(const char* shown_signature) {
    return {.name = name.text,
            .doc = "A hash of the BLAKE2 family.",
            .size = sizeof(Blake2<Width>),
            .slots = {.deallocate = destroy<Blake2<Width>>, .new_ = new_by_signature<signature, make_blake2<Width>>},
            .methods = blake2_methods<Width>,
            .getters = blake2_getters<Width>,
            .text_signature = shown_signature,
            .fill = add_sizes<Width>};
}

#define TREE_PARAMETERS                                                                                          \
    "key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, " \
    "last_node=False, usedforsecurity=True)"
const TypeSpec blake2b_spec =
    blake2_spec<Blake2b, "_blake2.blake2b", "blake2b(type, data=b'', /, *, digest_size=64, " TREE_PARAMETERS>(
        "(data=b'', /, *, digest_size=64, " TREE_PARAMETERS);
const TypeSpec blake2s_spec =
    blake2_spec<Blake2s, "_blake2.blake2s", "blake2s(type, data=b'', /, *, digest_size=32, " TREE_PARAMETERS>(
        "(data=b'', /, *, digest_size=32, " TREE_PARAMETERS);
#undef TREE_PARAMETERS

}  // namespace

template <>
Type Blake2<Blake2b>::type_object(blake2b_spec);
template <>
Type Blake2<Blake2s>::type_object(blake2s_spec);

namespace {

constexpr ModuleType blake2_types[] = {&Blake2<Blake2b>::type_object, &Blake2<Blake2s>::type_object};
constexpr Constant blake2_constants[] = {
    {"BLAKE2B_SALT_SIZE", 16},       {"BLAKE2B_PERSON_SIZE", 16},     {"BLAKE2B_MAX_KEY_SIZE", 64},
    {"BLAKE2B_MAX_DIGEST_SIZE", 64}, {"BLAKE2S_SALT_SIZE", 8},        {"BLAKE2S_PERSON_SIZE", 8},
    {"BLAKE2S_MAX_KEY_SIZE", 32},    {"BLAKE2S_MAX_DIGEST_SIZE", 32},
};

}  // namespace

}  // namespace minipy::crypto

namespace minipy {

extern const ModuleSpec blake2_module = {
    .name = "_blake2",
    .doc = "BLAKE2, for hashlib.",
    .types = crypto::types,
    .constants = crypto::constants,
};

}  // namespace minipy
