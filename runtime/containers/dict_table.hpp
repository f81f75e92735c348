// SPDX-License-Identifier: MIT
// DictKeys: the compact, ordered hash table inside every dict.
//
//      Dict │ used 3 │ keys ─┼─▶ │ header │ indices │ entries │                one block of memory
//
//      indices   │ 2 │ ∅ │ × │ 0 │ 4 │ ∅ │ × │ ∅ │      2^log2_size slots of 1, 2, 4 or 8 bytes: an entry's number,
//                  │           │   │                   ∅ = −1 empty, × = −2 deleted
//                  │           │   └───────────┐
//      entries     │           ▼               ▼
//                  │         │ 0 │ 1 │ 2 │ 3 │ 4 │ … usable │      in insertion order; a deleted entry has no key and
//                  └───────────────────▲                          no value: here 1 and 3
//
// Looking a key up: the hash says where to begin in the indices; a number leads to an entry; there the key is compared.
// An empty slot ends the search, a deleted one does not. Probing starts at hash mod size and goes on with CPython's
// recurrence  i = 5·i + perturb + 1, perturb >>= 5,  so that every bit of the hash is used and the order of collisions
// agrees with CPython. Iterating walks over the entries and never looks at the indices: this is why dicts keep order.
//
// What holds, always:
//
//   1  entry_count ≤ usable_for(log2_size), and usable + entry_count is just that (0 in the empty table): at most two
//      thirds of the slots are used, so that every search meets an empty one. Deleting gives no usable entry back;
//      rebuilding the table does.
//   2  Dict::used counts the entries that have a value; entry_count the others too. Their difference is the holes.
//   3  Every entry with a value has exactly one slot. Nothing else refers to an entry by number, but iterators: they
//      ask whether `used` is still the same, before they trust their position.
//   4  In a table of kind `str` all keys are exact strs with their hash computed: 16 bytes an entry instead of 24, and
//      comparing keys cannot run Python code. The first other key turns the table into a `hashed` one.
//   5  `version` ≠ 0 promises inline caches: the same keys at the same entries. Adding, deleting, rebuilding set it to
//      0; replacing a value does not. Numbers are never used twice.
//   6  A table belongs to one dict, except for the empty one (never written to) and the shared keys of a class, whose
//      entries have no values: these lie in the instances (types/instance.hpp).
//
// What is dangerous: a comparison of keys may run __eq__, and that may change this very dict, free its table, and let
// another table take the same address. dict.cpp (compare_keys) says how a look-up notices; whoever keeps a DictKeys* or
// an entry's number over such a call must ask anew.
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

enum class DictWatch : std::uint8_t { none, watched, announced };

struct DictKeys {
    Size reference_count;     // > 1: shared by a class and its instances' caches, or the empty table
    std::uint8_t log2_size;   // slots in the index array
    std::uint8_t log2_index;  // bytes of the whole index array
    KeysKind kind;
    // By the OrderedDict that owns it (modules/containers/collections/ordered_dict.hpp); false in a new table.
    bool first_is_remembered;
    DictWatch watch;        // of the namespace of a class: see dict_watch()
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
