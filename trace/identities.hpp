// SPDX-License-Identifier: MIT
// Who an object is: #1, #2 … in the order of birth, never used twice. What the library makes has a series of its own,
// #L1 …: so a number is the same in every view of a program. What the interpreter has made for itself, before the run
// or to import a module, is numbered when it is first asked for, #S1 …, and so are numbers and texts, #V1 …: of those
// most programs make millions, and seldom does it matter which is which. (With --ids=all it does: they are numbered
// when they are born.)
//
// An address is an identity only as long as the object lives: the next object may lie at the same place. So the heap
// tells us of every birth and of every block that is freed (runtime/memory/observer.hpp). Most objects die before the
// instruction that made them is over; those get no number:
//
//      object_born ──▶ newborn ──▶ settle(), between two instructions ──▶ numbered ──▶ block_freed ──▶ deaths
//                         └──▶ block_freed: forgotten
//
// One table knows both, so that a birth and a death cost one look each.
//
// On Boehm's heap nobody tells of deaths. There the tables lie where its collector does not look, so that they keep
// nothing, and a block is forgotten when it is another object's.
//
// Next: identities.cpp, ledger.hpp (counts and contents of what is numbered).
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/memory/heap.hpp"
#include "runtime/memory/observer.hpp"
#include "runtime/object/object.hpp"
#include "trace/address_table.hpp"

namespace minipy::trace {

enum class Series : std::uint8_t { program, library, startup, values };

// A number and its series in 32 bits; 0 is nobody's.
using Identity = std::uint32_t;
inline constexpr Identity nobody = 0;
inline Identity make_identity(Series series, std::uint32_t number) { return number << 2 | std::uint32_t(series); }
inline Series series_of(Identity identity) { return Series(identity & 3); }
// "", "L", "S", "V"
std::string_view prefix_of(Series series);
// "#12", "#L12", "#S12", "#V12"
std::string identity_text(Identity identity);

// One numbered object that lives, or has just died.
struct Life {
    Object* object = nullptr;  // only to be looked at while it lives
    Identity identity = nobody;
    const std::string* type = nullptr;  // its type's name when it got its number; null where lives are not reported
    const std::string* name = nullptr;  // of a function, a class; null: it has none
    std::size_t size = 0;               // bytes of its block, with the heads in front
    bool is_atom = false;               // a number, a string: shown by its value
    Series made_by = Series::startup;   // whose code
};

enum class Death : std::uint8_t { count_zero, owner_died, collected };

struct DeathReport {
    Life life;
    Death cause = Death::count_zero;
    Identity owner = nobody;      // who died first, or was cleared, and held it
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
    // A watched object's block is freed; or a numbered one's, if lives are reported.
    virtual void died(const DeathReport& report) = 0;
    // A numbered object's count came to zero, and is 1 again for the time of its finalizer.
    virtual void finalizer_runs(const Life& life) = 0;
    virtual void weak_reference_cleared(Object* reference, Object* referent) = 0;
    virtual void weak_reference_calls(Object* reference) = 0;
    virtual void interned(Object* text) = 0;

protected:
    ~LifeObserver() = default;
};

// What is under way in one thread.
struct Lives {
    // When Python code began, and has nothing to do with what that makes and lets die.
    struct Outside {
        std::size_t deallocations = 0;  // of dying_
        int scopes = 0;                 // of heap::InterpreterIsAtWork
    };
    struct Deallocation {
        const Object* object;  // only compared: what it holds may die after its block is freed (its class)
        Identity identity;
        std::uint64_t number;
    };
    UnscannedVector<Deallocation> dying_;  // the outermost first
    Outside outside_;                      // of the innermost frame
};

class Identities final : public heap::HeapObserver, private Lives {
public:
    // `reports_lives`: somebody wants to know of births, why objects die, and for whom; else only of the deaths of
    // those that are watched.
    // `follows_atoms`: of the births of numbers and texts, too.
    Identities(LifeObserver& observer, bool reports_lives, bool follows_atoms = false)
        : HeapObserver(reports_lives),
          observer_(observer),
          reports_lives_(reports_lives),
          follows_atoms_(follows_atoms) {
        heap::observer = this;
        if (follows_atoms) heap::tell_births_of_numbers();
    }
    ~Identities() { heap::observer = nullptr; }
    Identities(const Identities&) = delete;
    Identities& operator=(const Identities&) = delete;

    // An object that was born before anybody looked gets its number here.
    Identity identity_of(const Object* object);
    // Its death will be told, whether it has a number or not.
    void watch(const Object* object);
    // Null: unknown, or not numbered yet.
    const Life* find(const Object* object) const;

    // Everything numbered that lives and is wanted, by its number, with its type's name in any case.
    std::vector<Life> alive(const std::function<bool(const Life&)>& wanted) const;

    // The namespace of the program's module, so that it can be told by name; only compared.
    void set_main_names(const Object* dict) { main_names_ = dict; }
    // What is born from now on belongs to this series.
    void set_series(Series series) { series_ = series; }
    // Numbers what was born and is alive.
    void settle() {
        if (!newborns_.empty()) number_newborns();
    }
    // What has been numbered since the last time, and lives, in the order of birth.
    const UnscannedVector<Newcomer>& take_births();
    // How many objects have been born so far.
    std::uint64_t births() const { return birth_count_; }
    using Outside = Lives::Outside;
    // Another thread runs: the one that ran gets what was its own, and the new one's takes its place.
    void exchange(Lives& other) { std::swap(static_cast<Lives&>(*this), other); }
    // end_frame() takes what begin_frame() has given.
    Outside begin_frame() { return std::exchange(outside_, {dying_.size(), heap::InterpreterIsAtWork::scopes()}); }
    void end_frame(const Outside& outside) { outside_ = outside; }
    // Is it the interpreter that makes objects now, for itself?
    bool interpreter_is_at_work() const { return heap::InterpreterIsAtWork::scopes() > outside_.scopes; }
    // What is born from now on stays unknown; deaths are still told.
    void stop() { stopped_ = true; }
    // The collector empties this object now: what dies, dies for that. Null: it is done.
    void set_collected(const Object* object);

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
    // What is known of a block: a Life that is nobody's until it is numbered. It stays where it is as long as it lives;
    // then it is another one's.
    struct Known {
        Life life;
        std::size_t newborn;      // until then: its place in newborns_, or none
        bool is_watched = false;  // somebody wants to know of its death
    };
    static constexpr std::size_t none = std::size_t(-1);
    struct Newborn {
        Object* object;  // null: it has died
        Known* known;
        std::uint64_t births;  // this one included
    };
    struct Birth {
        const Life* life;
        Identity identity;  // of whom it was
        std::uint64_t births;
    };
    Known& make_known(const void* block, const Life& life);
    Known& meet(const Object* object);
    void forget_newborn(const Known& known);
    void number_newborns();
    void number(Known& known);
    void describe(Life& life) const;
    DeathReport report_of(const Life& life);

    LifeObserver& observer_;
    const bool reports_lives_, follows_atoms_;
    AddressTable<Known*> known_;  // by the address of the object's block
    std::deque<Known, UnscannedAllocator<Known>> kept_;
    UnscannedVector<Known*> unused_;                       // of these
    mutable AddressTable<const std::string*> type_names_;  // of built-in types
    std::vector<Newborn> newborns_;  // nobody else may hold them yet: they are kept until they are looked at
    UnscannedVector<Birth> births_;
    UnscannedVector<Newcomer> taken_births_;
    std::uint64_t deallocations_ = 0, birth_count_ = 0;
    const Object *collected_ = nullptr, *main_names_ = nullptr;  // only compared
    Identity collected_identity_ = nobody;
    std::uint32_t last_[4] = {};  // by series
    Series series_ = Series::startup;
    bool stopped_ = false;
};

}  // namespace minipy::trace
