// SPDX-License-Identifier: MIT
// What is shown of an object at its own level, read where it lies: nothing is copied, and no code of the program runs.
// The recorder looks at objects again and again, and most have not changed: it compares fingerprints, numbers made of
// what is shown, and writes only what is new.
//
// The parts of all objects that are looked at lie in one vector, the innermost's at its end. CPython: none.
// Next: fingerprint.cpp, shapes.hpp, snapshot.cpp, which copies the same.
#pragma once

#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/containers/tuple.hpp"
#include "trace/options.hpp"
#include "trace/value.hpp"

namespace minipy::trace {

inline bool is_plain_container(const Object* object) {
    return is_exact<List>(object) || is_exact<Tuple>(object) || is_exact<Dict>(object) || is_exact<Set>(object) ||
           is_exact<FrozenSet>(object);
}

// Whatever part of an object.
inline constexpr Size any_part = -1;

// Of a list, tuple, set, dict or cell, or an instance of a class that has nothing but attributes; or of anything of
// which only its type is shown.
class ShownParts {
public:
    using Vector = std::vector<Object*>;

    static bool can_show(Object* object);
    // So many items or attributes of it, at most.
    static int most_of(const Object* object, const Options& options);

    // Part of a list: the number of an item. Of an instance: the place of an attribute among the values that lie in the
    // object itself.
    struct Part {
        Size index = -1;  // among all that there are; −1: there is no such part, or it is not known which it is
        Size total = 0;
        Object *name = nullptr, *value = nullptr;  // of an attribute
    };
    static Part part_of(Object* object, Size part);

    // Its parts are at the end of `parts` until this ends; objects that are looked at meanwhile have ended before.
    ShownParts(Object* object, int most, Vector& parts);
    ~ShownParts() { parts_.resize(first_); }
    ShownParts(const ShownParts&) = delete;
    ShownParts& operator=(const ShownParts&) = delete;

    ValueKind kind() const { return kind_; }
    // All its items or attributes, and how many of them are here.
    Size total() const { return total_; }
    int shown() const { return int(has_names_ ? size() / 2 : kind_ == ValueKind::dict ? size() / 2 : size()); }
    // Attributes: in front of each value stands its name.
    bool has_names() const { return has_names_; }
    std::size_t size() const { return size_; }
    // May be null.
    Object* operator[](std::size_t index) const { return parts_[first_ + index]; }
    bool is_name(std::size_t index) const { return has_names_ && index % 2 == 0; }

    // Never 0. With all that is here, or only with how many there are.
    std::uint64_t fingerprint() const { return fingerprint(total_); }
    // As if there were so many in all.
    std::uint64_t fingerprint(Size total) const { return fingerprint_of(size_, total); }
    std::uint64_t fingerprint_of_last_level() const { return fingerprint_of(0, total_); }
    static std::uint64_t fingerprint_of_last_level(const Type* type, Size total);

private:
    void add_attributes(Object* object, int most);
    std::uint64_t fingerprint_of(std::size_t parts, Size total) const;

    Vector& parts_;
    const std::size_t first_;
    std::size_t size_ = 0;
    const Type* type_;
    Size total_ = 0;
    ValueKind kind_ = ValueKind::instance;
    bool has_names_ = false;
};

}  // namespace minipy::trace
