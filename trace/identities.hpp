// SPDX-License-Identifier: MIT
// Who an object is: #1, #2 … in the order of birth, never used twice. What the library makes has a series of its own,
// #L1 …, and so have the objects from before the run, #S1 …: so a number is the same in every view of a program.
//
// An address is an identity only as long as the object lives: the next object may lie at the same place. So the heap
// tells us of every birth and of every block that is freed (runtime/memory/observer.hpp). Most objects die before the
// instruction that made them is over; those get no number:
//
//      object_born ──▶ newborn ──▶ settle(), between two instructions ──▶ numbered ──▶ block_freed ──▶ deaths
//                         └──▶ block_freed: forgotten
//
// On Boehm's heap nobody tells of deaths. There the tables lie where its collector does not look, so that they keep
// nothing, and a block is forgotten when it is another object's.
//
// Next: identities.cpp, ledger.hpp (counts and contents of what is numbered).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/memory/observer.hpp"
#include "runtime/object/object.hpp"
#include "trace/unscanned.hpp"

namespace minipy::trace {

enum class Series : std::uint8_t { program, library, startup };

// A number and its series in 32 bits; 0 is nobody's.
using Identity = std::uint32_t;
inline constexpr Identity nobody = 0;
inline Identity make_identity(Series series, std::uint32_t number) { return number << 2 | std::uint32_t(series); }
inline Series series_of(Identity identity) { return Series(identity & 3); }
// "#12", "#L12", "#S12"
std::string identity_text(Identity identity);

// One numbered object that lives, or has just died.
struct Life {
    Object* object = nullptr;  // only to be looked at while it lives
    Identity identity = nobody;
    const std::string* type = nullptr;  // its type's name at birth
    const std::string* name = nullptr;  // of a function, a class; null: it has none
    std::size_t size = 0;               // bytes of its block, with the heads in front
    bool is_atom = false;               // a number, a string: shown by its value
};

enum class Death : std::uint8_t { count_zero, owner_died, collected };

struct DeathReport {
    Life life;
    Death cause = Death::count_zero;
    Identity owner = nobody;      // who died first and held it
    Size count_before = 0;        // the count that was known last
    std::uint64_t beginning = 0;  // of its deallocation: an owner's comes before those of what dies for it
};

// One that has been numbered, with how many objects had been born when it was its turn.
struct Newcomer {
    Life life;
    std::uint64_t births;
};

// What happens to objects, told when the tables of Identities know of it. The same rules hold as for a HeapObserver.
struct LifeObserver {
    // A numbered object's block is freed.
    virtual void died(const DeathReport& report) = 0;
    // A numbered object's count came to zero, and is 1 again for the time of its finalizer.
    virtual void finalizer_runs(const Life& life) = 0;
    virtual void weak_reference_cleared(Object* reference, Object* referent) = 0;
    virtual void weak_reference_calls(Object* reference) = 0;
    virtual void interned(Object* text) = 0;

protected:
    ~LifeObserver() = default;
};

class Identities final : public heap::HeapObserver {
public:
    explicit Identities(LifeObserver& observer) : observer_(observer) { heap::observer = this; }
    ~Identities() { heap::observer = nullptr; }
    Identities(const Identities&) = delete;
    Identities& operator=(const Identities&) = delete;

    // An object that was born before anybody looked gets its number here.
    Identity identity_of(const Object* object);
    // Null: unknown, or not numbered yet.
    const Life* find(const Object* object) const;

    // Everything numbered that lives and is wanted, by its number.
    std::vector<Life> alive(const std::function<bool(const Life&)>& wanted) const;

    // The namespace of the program's module, so that it can be told by name; only compared.
    void set_main_names(const Object* dict) { main_names_ = dict; }
    // What is born from now on belongs to this series.
    void set_series(Series series) { series_ = series; }
    // Numbers what was born and is alive.
    void settle();
    // What has been numbered since the last time, and lives, in the order of birth.
    std::vector<Newcomer> take_births();
    // How many objects have been born so far.
    std::uint64_t births() const { return birth_count_; }
    // Python code begins, inside a deallocation perhaps: what it lets die does not die for that. end_frame() takes what
    // begin_frame() has given.
    std::size_t begin_frame() { return std::exchange(outer_deallocations_, dying_.size()); }
    void end_frame(std::size_t outer) { outer_deallocations_ = outer; }
    // The collector empties this object now: what dies, dies for that. Null: it is done.
    void set_collected(const Object* object) { collected_ = object; }

    void object_born(Object* object, void* block, std::size_t size) override;
    void deallocation_begins(Object* object) override;
    void deallocation_ends() override {
        if (!dying_.empty()) dying_.pop_back();
    }
    void finalizer_runs(Object* object) override;
    void block_freed(void* block) override;
    void weak_reference_cleared(Object* reference, Object* referent) override {
        observer_.weak_reference_cleared(reference, referent);
    }
    void weak_reference_calls(Object* reference) override { observer_.weak_reference_calls(reference); }
    void interned(Object* text) override { observer_.interned(text); }

private:
    struct Newborn {
        Object* object;  // null: it has died
        const void* block;
        Series series;
        std::size_t size;
        std::uint64_t births;  // this one included
    };
    struct Birth {
        const void* block;
        Identity identity;
        std::uint64_t births;
    };
    struct Deallocation {
        const Object* object;  // only compared: what it holds may die after its block is freed (its class)
        Identity identity;
        std::uint64_t number;
    };
    Life number(const Newborn& newborn);
    DeathReport report_of(const Life& life);

    LifeObserver& observer_;
    // Both by the address of the object's block.
    UnscannedMap<const void*, Life> lives_;                  // the numbered ones
    UnscannedMap<const void*, std::size_t> newborn_places_;  // in newborns_
    std::vector<Newborn> newborns_;  // nobody else may hold them yet: they are kept until they are looked at
    UnscannedVector<Birth> births_;
    UnscannedVector<Deallocation> dying_;  // those under way, the outermost first
    std::uint64_t deallocations_ = 0, birth_count_ = 0;
    std::size_t outer_deallocations_ = 0;  // of dying_: those outside of the innermost frame
    const Object *collected_ = nullptr, *main_names_ = nullptr;
    std::uint32_t last_[3] = {};  // by series
    Series series_ = Series::startup;
};

}  // namespace minipy::trace
