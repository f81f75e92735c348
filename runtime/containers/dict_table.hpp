// SPDX-License-Identifier: MIT
// DictKeys: the compact, ordered hash table inside every dict.
//
//      indices   │ 2 │ ∅ │ ∅ │ 0 │ 1 │ ∅ │ × │ ∅ │      2^log2_size slots of 1, 2, 4 or 8 bytes: an entry's number,
//                  │           │   │                   ∅ = −1 empty, × = −2 deleted
//      entries     │           ▼   ▼
//                  │         │ 0 │ 1 │ 2 │ … usable │  in insertion order; a deleted entry has a null value
//                  └───────────────────▲
//
// Probing starts at hash mod size and goes on with CPython's recurrence  i = 5·i + perturb + 1, perturb >>= 5,  so that
// every bit of the hash is used and the order of collisions agrees with CPython. At most two thirds of the slots are
// used. Keys that are all exact strs need no stored hash (the str has it): 16 bytes an entry instead of 24.
// `version` is a number for inline caches: as long as it stays the same, so do the keys and their positions.
//
// CPython: Objects/dictobject.c, Include/internal/pycore_dict.h, Objects/dictnotes.txt. Next: dict.hpp.
#pragma once

#include "runtime/object/result.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

struct StrEntry {
    Object* key;    // an exact Str; owned
    Object* value;  // owned; null: deleted
};
struct HashedEntry {
    Hash hash;
    Object* key;
    Object* value;
};

enum class KeysKind : std::uint8_t { hashed, str };

struct DictKeys {
    Size reference_count;     // > 1: shared by a class and its instances' caches, or the empty table
    std::uint8_t log2_size;   // slots in the index array
    std::uint8_t log2_index;  // bytes of the whole index array
    KeysKind kind;
    // By the OrderedDict that owns it (modules/containers/collections/ordered_dict.hpp); false in a new table.
    bool first_is_remembered;
    std::uint32_t version;  // 0: none assigned
    Size usable;            // entries that can still be added
    Size entry_count;       // entries used so far, deleted ones included

    std::size_t slot_count() const { return std::size_t(1) << log2_size; }
    std::size_t mask() const { return slot_count() - 1; }
    std::size_t index_bytes() const { return std::size_t(1) << log2_index; }
    char* indices() { return reinterpret_cast<char*>(this + 1); }
    StrEntry* str_entries() { return reinterpret_cast<StrEntry*>(indices() + index_bytes()); }
    HashedEntry* hashed_entries() { return reinterpret_cast<HashedEntry*>(indices() + index_bytes()); }

    Object*& key_at(Size entry) {
        return kind == KeysKind::str ? str_entries()[entry].key : hashed_entries()[entry].key;
    }
    Object*& value_at(Size entry) {
        return kind == KeysKind::str ? str_entries()[entry].value : hashed_entries()[entry].value;
    }
    Hash hash_at(Size entry) {
        return kind == KeysKind::str ? cast<Str>(str_entries()[entry].key)->hash_value : hashed_entries()[entry].hash;
    }
};

inline constexpr Size slot_empty = -1;
inline constexpr Size slot_deleted = -2;
inline constexpr std::uint8_t smallest_log2_size = 3;

// The slots to look at for a hash, in order.
class ProbeSequence {
public:
    ProbeSequence(Hash hash, std::size_t mask)
        : mask_(mask), slot_(std::size_t(hash) & mask), perturb_(std::size_t(hash)) {}
    std::size_t slot() const { return slot_; }
    void advance() {
        perturb_ >>= 5;
        slot_ = (slot_ * 5 + perturb_ + 1) & mask_;
    }

private:
    std::size_t mask_, slot_, perturb_;
};

Size read_index(DictKeys* keys, std::size_t slot);
void write_index(DictKeys* keys, std::size_t slot, Size entry);

inline Size usable_for(std::uint8_t log2_size) { return (Size(1) << log2_size) * 2 / 3; }
// The smallest table that takes `entries` entries.
std::uint8_t log2_size_for(Size entries);

// A new table, empty; null when there is no memory.
DictKeys* new_keys(std::uint8_t log2_size, KeysKind kind);
DictKeys* empty_keys();  // the table of every empty dict; its usable is 0
void release_keys(DictKeys* keys);

// The entry that holds exactly this name, or slot_empty. Neither fails nor runs Python code: keys that are no exact
// strs are skipped. The name's hash has been computed.
Size find_name(DictKeys* keys, const Str* name);
// Adds a name to a str table with room left; returns the entry's number. Value is left null.
Size add_name(DictKeys* keys, Str* name);
// The first empty slot on the probe sequence of `hash`.
std::size_t find_empty_slot(DictKeys* keys, Hash hash);

}  // namespace minipy
