// SPDX-License-Identifier: MIT
// The tables of known objects, and the hooks by which the heap keeps them true.
#include "trace/identities.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "runtime/bytes/bytes.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"
#include "trace/snapshot_text.hpp"

namespace minipy::trace {

namespace {

const std::string* kept_text(std::string text) {
    static std::set<std::string> texts;
    return &*texts.insert(std::move(text)).first;
}

// Null: it has none, or is not tracked yet, so that it may not be whole.
const std::string* name_of(Object* object) {
    bool may_have_one = is_exact<Function>(object) || is<Type>(object);  // nobody derives from functions
    if (!may_have_one || !gc::is_container(object) || !gc::is_tracked(object)) return nullptr;
    if (auto* function = as<Function>(object)) return kept_text(name_text(function->qualname.borrow()));
    return kept_text(cast<Type>(object)->display_name());
}

bool is_atom(const Object* object) {
    const Type* type = object->type;
    return type == &Int::type_object || type == &Float::type_object || type == &Complex::type_object ||
           type == &Str::type_object || type == &Bytes::type_object;
}

// Where the heap says that it lies; of objects that are whole.
const void* block_of(const Object* object) {
    bool is_static = object->type->has(TypeFlag::type_subclass) && !gc::is_container(const_cast<Object*>(object));
    return reinterpret_cast<const char*>(object) - (is_static ? 0 : head_size(object->type));
}

}  // namespace

std::string_view prefix_of(Series series) {
    constexpr std::string_view prefixes[] = {"", "L", "S", "V"};
    return prefixes[std::size_t(series)];
}

std::string identity_text(Identity identity) {
    std::string text("#");
    text += prefix_of(series_of(identity));
    return text += fmt::format_int(identity >> 2).c_str();
}

// Built-in types live for ever and keep their names.
void Identities::describe(Life& life) const {
    const Type* type = life.object->type;
    const std::string** known = type->has(TypeFlag::heap) ? &life.type : &type_names_[type];
    if (*known == nullptr) *known = kept_text(type->display_name());
    life.type = *known;
    life.name = life.object == main_names_ ? kept_text("with the names of __main__") : name_of(life.object);
}

Identities::Known& Identities::make_known(const void* block, const Life& life) {
    Known*& known = known_[block];
    if (known == nullptr) {
        if (unused_.empty()) unused_.push_back(&kept_.emplace_back());
        known = unused_.back();
        unused_.pop_back();
    } else {
        forget_newborn(*known);  // its header is made anew
    }
    *known = {life, none};
    return *known;
}

// Of an object that was born before anybody looked, or is a number.
Identities::Known& Identities::meet(const Object* object) {
    if (is_exact<Int>(object) || is_exact<Float>(object)) heap::tell_deaths_of_numbers();
    return make_known(block_of(object), {const_cast<Object*>(object)});
}

void Identities::number(Known& known) {
    Life& life = known.life;
    life.is_atom = is_atom(life.object);
    Series series = life.is_atom ? Series::values : life.made_by;
    life.identity = make_identity(series, ++last_[std::size_t(series)]);
    if (reports_lives_) describe(life);
}

// Objects that are being made inside the instruction that runs are numbered with all that were born before them.
Identity Identities::identity_of(const Object* object) {
    Known* const* known = known_.find(block_of(object));
    if (known == nullptr) {
        Known& fresh = meet(object);
        number(fresh);
        return fresh.life.identity;
    }
    Known& it = **known;
    if (it.life.identity == nobody && it.newborn != none) settle();
    if (it.life.identity == nobody) number(it);
    return it.life.identity;
}

void Identities::watch(const Object* object) {
    Known* const* known = known_.find(block_of(object));
    (known != nullptr ? **known : meet(object)).is_watched = true;
}

void Identities::forget_newborn(const Known& known) {
    if (known.life.identity == nobody && known.newborn != none) newborns_[known.newborn].object = nullptr;
}

const Life* Identities::find(const Object* object) const {
    Known* const* known = known_.find(block_of(object));
    return known == nullptr || (*known)->life.identity == nobody ? nullptr : &(*known)->life;
}

std::vector<Life> Identities::alive(const std::function<bool(const Life&)>& wanted) const {
    std::vector<Life> result;
    known_.each([&](Known* known) {
        if (known->life.identity == nobody || !wanted(known->life)) return;
        if (known->life.type == nullptr) describe(known->life);
        result.push_back(known->life);
    });
    std::ranges::sort(result, {}, [](const Life& life) { return std::pair(series_of(life.identity), life.identity); });
    return result;
}

void Identities::number_newborns() {
    for (const Newborn& newborn : newborns_) {
        if (newborn.object == nullptr) continue;
        number(*newborn.known);
        if (reports_lives_) births_.push_back({&newborn.known->life, newborn.known->life.identity, newborn.births});
    }
    newborns_.clear();
    if (heap::state.mode == heap::Mode::boehm) newborns_.shrink_to_fit();  // what was in it would be kept
}

const UnscannedVector<Newcomer>& Identities::take_births() {
    taken_births_.clear();
    for (const Birth& birth : births_) {
        if (birth.life->identity == birth.identity) taken_births_.push_back({*birth.life, birth.births});
    }
    births_.clear();
    return taken_births_;
}

void Identities::object_born(Object* object, void* block, std::size_t size) {
    if (heap::state.mode == heap::Mode::boehm) block_freed(block);  // long ago, unseen
    // What the interpreter makes for itself is nobody's until it is asked for; but an exception is somebody's always.
    bool is_own = interpreter_is_at_work() && !object->type->has(TypeFlag::exception_subclass);
    if (stopped_ || is_own || series_ == Series::startup || (!follows_atoms_ && is_atom(object))) return;
    std::size_t whole = size + std::size_t(reinterpret_cast<char*>(object) - static_cast<char*>(block));
    Known& known = make_known(block, {.object = object, .size = whole, .made_by = series_});
    known.newborn = newborns_.size();
    newborns_.push_back({object, &known, ++birth_count_});
}

void Identities::deallocation_begins(Object* object) {
    const Life* life = find(object);
    dying_.push_back({object, life != nullptr ? life->identity : nobody, ++deallocations_});
}

void Identities::finalizer_runs(Object* object) {
    if (const Life* life = find(object)) observer_.finalizer_runs(*life);
}

void Identities::set_collected(const Object* object) {
    const Life* life = object == nullptr ? nullptr : find(object);
    collected_ = object;
    collected_identity_ = life == nullptr ? nobody : life->identity;
}

DeathReport Identities::report_of(const Life& life) {
    DeathReport report{life};
    std::size_t own = dying_.size();  // its own deallocation; objects without a hook for it have none
    bool has_own = own > 0 && dying_[own - 1].object == life.object;
    report.beginning = has_own ? dying_[--own].number : ++deallocations_;
    if (own > outside_.deallocations) {
        report.cause = Death::owner_died;
        report.owner = dying_[own - 1].identity;
    } else if (collected_ != nullptr) {
        report.cause = Death::collected;
        if (collected_ != life.object) report.owner = collected_identity_;
    }
    return report;
}

void Identities::block_freed(void* block) {
    Known* const* found = known_.find(block);
    if (found == nullptr) return;
    Known& known = **found;
    known_.erase(block);
    unused_.push_back(&known);
    forget_newborn(known);
    bool is_told = known.is_watched || (reports_lives_ && (known.life.identity != nobody || known.newborn == none));
    Life life = std::exchange(known.life, {});  // births that nobody has taken yet are no one's now
    if (is_told) observer_.died(reports_lives_ ? report_of(life) : DeathReport{life});
}

}  // namespace minipy::trace
