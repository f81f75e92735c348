// SPDX-License-Identifier: MIT
// The tables of known objects, and the hooks by which the heap keeps them true.
#include "trace/identities.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/core.h>

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

constexpr std::size_t most_buckets = 1024;  // that are kept for the next newborn objects

const std::string* kept_text(std::string text) {
    static std::set<std::string> texts;
    return &*texts.insert(std::move(text)).first;
}

// Null: it has none, or is not tracked yet, so that it may not be whole.
const std::string* name_of(Object* object) {
    bool may_have_one = is<Function>(object) || is<Type>(object);
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

std::string identity_text(Identity identity) {
    constexpr const char* prefixes[] = {"", "L", "S"};
    return fmt::format("#{}{}", prefixes[std::size_t(series_of(identity))], identity >> 2);
}

Life Identities::number(const Newborn& newborn) {
    Object* object = newborn.object;
    Identity identity = make_identity(newborn.series, ++last_[std::size_t(newborn.series)]);
    const std::string* name = object == main_names_ ? kept_text("with the names of __main__") : name_of(object);
    Life life{object, identity, kept_text(object->type->display_name()), name, newborn.size, is_atom(object)};
    lives_[newborn.block] = life;
    return life;
}

// Objects that are being made inside the instruction that runs are numbered with all that were born before them.
Identity Identities::identity_of(const Object* object) {
    if (newborn_places_.contains(block_of(object))) settle();
    auto known = lives_.find(block_of(object));
    if (known != lives_.end()) return known->second.identity;
    return number({const_cast<Object*>(object), block_of(object), Series::startup, 0, 0}).identity;
}

const Life* Identities::find(const Object* object) const {
    auto known = lives_.find(block_of(object));
    return known == lives_.end() ? nullptr : &known->second;
}

std::vector<Life> Identities::alive(const std::function<bool(const Life&)>& wanted) const {
    std::vector<Life> result;
    for (const auto& [block, life] : lives_) {
        if (wanted(life)) result.push_back(life);
    }
    std::ranges::sort(result, {}, [](const Life& life) { return std::pair(series_of(life.identity), life.identity); });
    return result;
}

void Identities::settle() {
    if (newborns_.empty()) return;
    for (const Newborn& newborn : newborns_) {
        if (newborn.object != nullptr) births_.push_back({newborn.block, number(newborn).identity, newborn.births});
    }
    newborns_.clear();
    if (heap::state.mode == heap::Mode::boehm) newborns_.shrink_to_fit();  // what was in it would be kept
    // A table that was large once would be walked through each time.
    if (newborn_places_.bucket_count() > most_buckets) newborn_places_ = {};
    else newborn_places_.clear();
}

std::vector<Newcomer> Identities::take_births() {
    std::vector<Newcomer> living;
    for (const Birth& birth : births_) {
        auto life = lives_.find(birth.block);
        if (life != lives_.end() && life->second.identity == birth.identity)
            living.push_back({life->second, birth.births});
    }
    births_.clear();
    return living;
}

void Identities::object_born(Object* object, void* block, std::size_t size) {
    if (heap::state.mode == heap::Mode::boehm) block_freed(block);  // long ago, unseen
    newborn_places_[block] = newborns_.size();
    std::size_t whole = size + std::size_t(reinterpret_cast<char*>(object) - static_cast<char*>(block));
    Series series = heap::InterpreterIsAtWork::now() ? Series::startup : series_;
    newborns_.push_back({object, block, series, whole, ++birth_count_});
}

void Identities::deallocation_begins(Object* object) {
    const Life* life = find(object);
    dying_.push_back({object, life != nullptr ? life->identity : nobody, ++deallocations_});
}

void Identities::finalizer_runs(Object* object) {
    if (const Life* life = find(object)) observer_.finalizer_runs(*life);
}

DeathReport Identities::report_of(const Life& life) {
    DeathReport report{life};
    std::size_t own = dying_.size();  // its own deallocation; objects without a hook for it have none
    bool has_own = own > 0 && dying_[own - 1].object == life.object;
    report.beginning = has_own ? dying_[--own].number : ++deallocations_;
    if (own > outer_deallocations_) {
        report.cause = Death::owner_died;
        report.owner = dying_[own - 1].identity;
    } else if (collected_ != nullptr) {
        report.cause = Death::collected;
    }
    return report;
}

void Identities::block_freed(void* block) {
    if (auto place = newborn_places_.find(block); place != newborn_places_.end()) {
        newborns_[place->second].object = nullptr;
        newborn_places_.erase(place);
    } else if (auto life = lives_.find(block); life != lives_.end()) {
        DeathReport report = report_of(life->second);
        lives_.erase(life);
        observer_.died(report);
    }
}

}  // namespace minipy::trace
