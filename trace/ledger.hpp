// SPDX-License-Identifier: MIT
// The ledger: the reference count, the contents and the room of each object that is followed, as they were when
// somebody last looked. Whoever looks again learns what has changed meanwhile.
//
//      before an instruction   #1 list: count 1, []        ─┐
//      after it                #1 list: count 2, ['a']      ├─▶ ref #1 1→2, mut #1 now ['a']
//
// So no hook sits where counts change, and what an instruction takes and gives back is folded to its net effect. The
// price is paid by the traced run alone: a look at the objects that are followed, or at those only that an instruction
// can have touched. Contents are compared by a number made of the addresses they consist of, of large containers by
// some of these: that an item in the middle was replaced, and nothing else, somebody has to say (note_contents()).
// Next: ledger.cpp, identities.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "trace/identities.hpp"

namespace minipy::trace {

struct LedgerChange {
    Object* object;
    Size count_before, count_now;
    Size room_before, room_now;  // places of its table
    bool contents_changed;
};

// What is looked at besides counts, bits.
namespace looks {
inline constexpr unsigned contents = 1, room = 2;
}

// What has items, as far as they are compared; never changes in an object's life.
enum class ItemsKind : std::uint8_t { none, list, dict, set, cell, bytes };

class Ledger {
public:
    explicit Ledger(unsigned looks) : looks_(looks) {}

    // From now on, beginning with what it is now.
    void follow(Object* object);
    // The count that was known last; nothing if it is not followed.
    std::optional<Size> count_of(const Object* object);
    // From now on this is its count; the one that was known before, nothing if it is not followed.
    std::optional<Size> note_count(const Object* object, Size count);
    // One of its items is about to be replaced: of a large container nobody might see it.
    void note_contents(Object* object);
    // It has died; the count that was known last, nothing if it was not followed.
    std::optional<Size> forget(const Object* object);
    // What has changed, in the order in which objects began to be followed; and from now on that is what is known.
    const std::vector<LedgerChange>& compare() { return compare_all(looks_); }
    // The same where contents and tables are as they were.
    const std::vector<LedgerChange>& compare_counts() { return compare_all(0); }
    // … and where only these counts can have changed; some of them may be null, or stand there twice.
    const std::vector<LedgerChange>& compare_counts(const UnscannedVector<Object*>& touched);

private:
    struct Entry {
        Object* object;  // null: it has died
        Size count, room;
        std::uint64_t contents;
        ItemsKind items;
    };
    static Entry look_at(Object* object, ItemsKind kind, unsigned looks);
    const std::vector<LedgerChange>& compare_all(unsigned looks);
    void compare_entry(Entry& entry, unsigned looks);
    void close_gaps();

    // Null: it is not followed.
    Entry* find(const Object* object);

    unsigned looks_;
    std::vector<Entry> entries_;
    AddressTable<std::size_t> places_;  // in entries_, by object
    std::vector<std::size_t> touched_places_;
    std::vector<LedgerChange> changes_;
};

}  // namespace minipy::trace
