// SPDX-License-Identifier: MIT
// The hash table of dicts: memory, probing, name look-ups. The picture is in dict_table.hpp. Next: dict.cpp.
#include "runtime/containers/dict_table.hpp"

#include <bit>

#include "runtime/memory/heap.hpp"

namespace minipy {

namespace {

std::uint8_t log2_index_bytes_for(std::uint8_t log2_size) {
    if (log2_size < 8) return log2_size;
    if (log2_size < 16) return log2_size + 1;
    if (log2_size < 32) return log2_size + 2;
    return log2_size + 3;
}

std::size_t entry_size(KeysKind kind) { return kind == KeysKind::str ? sizeof(StrEntry) : sizeof(HashedEntry); }

std::size_t table_bytes(std::uint8_t log2_size, KeysKind kind) {
    return sizeof(DictKeys) + (std::size_t(1) << log2_index_bytes_for(log2_size)) +
           std::size_t(usable_for(log2_size)) * entry_size(kind);
}

// The table of every empty dict: eight empty slots, no room for an entry, never freed.
struct EmptyTable {
    DictKeys keys;
    std::int8_t indices[8];
};
constinit EmptyTable empty_table = {{.reference_count = 1,
                                     .log2_size = smallest_log2_size,
                                     .log2_index = smallest_log2_size,
                                     .kind = KeysKind::str,
                                     .version = 1},
                                    {-1, -1, -1, -1, -1, -1, -1, -1}};

}  // namespace

DictKeys* empty_keys() {
    ++empty_table.keys.reference_count;
    return &empty_table.keys;
}

std::uint8_t log2_size_for(Size entries) {
    std::uint8_t log2_size = smallest_log2_size;
    while (usable_for(log2_size) < entries) ++log2_size;
    return log2_size;
}

DictKeys* new_keys(std::uint8_t log2_size, KeysKind kind) {
    if (log2_size > 58) return nullptr;
    auto* keys = static_cast<DictKeys*>(heap::allocate(table_bytes(log2_size, kind)));
    if (keys == nullptr) return nullptr;
    *keys = {.reference_count = 1,
             .log2_size = log2_size,
             .log2_index = log2_index_bytes_for(log2_size),
             .kind = kind,
             .usable = usable_for(log2_size)};
    std::memset(keys->indices(), 0xFF, keys->index_bytes());
    return keys;
}

void release_keys(DictKeys* keys) {
    if (--keys->reference_count > 0) return;
    for (Size entry = 0; entry < keys->entry_count; ++entry) {
        xdecref(keys->key_at(entry));
        xdecref(keys->value_at(entry));
    }
    heap::free(keys, table_bytes(keys->log2_size, keys->kind));
}

Size read_index(DictKeys* keys, std::size_t slot) {
    char* indices = keys->indices();
    if (keys->log2_size < 8) return reinterpret_cast<std::int8_t*>(indices)[slot];
    if (keys->log2_size < 16) return reinterpret_cast<std::int16_t*>(indices)[slot];
    if (keys->log2_size < 32) return reinterpret_cast<std::int32_t*>(indices)[slot];
    return reinterpret_cast<std::int64_t*>(indices)[slot];
}

void write_index(DictKeys* keys, std::size_t slot, Size entry) {
    char* indices = keys->indices();
    if (keys->log2_size < 8) {
        reinterpret_cast<std::int8_t*>(indices)[slot] = static_cast<std::int8_t>(entry);
    } else if (keys->log2_size < 16) {
        reinterpret_cast<std::int16_t*>(indices)[slot] = static_cast<std::int16_t>(entry);
    } else if (keys->log2_size < 32) {
        reinterpret_cast<std::int32_t*>(indices)[slot] = static_cast<std::int32_t>(entry);
    } else {
        reinterpret_cast<std::int64_t*>(indices)[slot] = entry;
    }
}

// A key of a subclass of str that compares as str does. Keys with an __eq__ of their own are no names: a look-up by
// name runs no Python code (CPython asks them).
static bool is_name_of_subclass(const Object* key) {
    return key->type->has(TypeFlag::str_subclass) && key->type->slots.compare == Str::type_object.slots.compare;
}

Size find_name(DictKeys* keys, const Str* name) {
    Hash hash = str_hash(const_cast<Str*>(name));
    ProbeSequence probe(hash, keys->mask());
    for (;; probe.advance()) {
        Size entry = read_index(keys, probe.slot());
        if (entry == slot_empty) return slot_empty;
        if (entry < 0) continue;
        Object* key = keys->key_at(entry);
        if (key == name) return entry;
        if (key->type == &Str::type_object ? cast<Str>(key)->hash_value != hash
                                           : !is_name_of_subclass(key) || keys->hash_at(entry) != hash)
            continue;
        if (str_equal(cast<Str>(key), name)) return entry;
    }
}

std::size_t find_empty_slot(DictKeys* keys, Hash hash) {
    ProbeSequence probe(hash, keys->mask());
    while (read_index(keys, probe.slot()) >= 0) probe.advance();
    return probe.slot();
}

Size add_name(DictKeys* keys, Str* name) {
    Size entry = keys->entry_count++;
    --keys->usable;
    keys->version = 0;
    write_index(keys, find_empty_slot(keys, str_hash(name)), entry);
    incref(name);
    keys->str_entries()[entry] = {name, nullptr};
    return entry;
}

}  // namespace minipy
