// SPDX-License-Identifier: MIT
// The references of a struct, listed once. What the collector follows, what it clears, and which fields may be shown as
// attributes (member<…>() in kernel/type_spec.hpp) come from this list:
//
//     struct Slice : Object {
//         Ref<Object> start, stop, step;
//         static constexpr auto references = field_list<&Slice::start, &Slice::stop, &Slice::step>;
//     };
//
// A derived struct extends the list of its base:
//
//     static constexpr auto references = extend<&StopIterationObject::value>(ExceptionObject::references);
//
// A struct whose references do not stand in fields alone (an array, a container) has a function instead:
//
//     template <class Visit>
//     void each_reference(Visit visit) {
//         visit(first);
//         for (Ref<Object>& item : items) visit(item);
//     }
//
// Next: kernel/type_spec.hpp.
#pragma once

#include <concepts>

#include "runtime/object/replaceable.hpp"

namespace minipy {

// A list is a type without members, because compilers handle that faster than a tuple of the pointers.
template <auto... field>
struct FieldList {};
template <auto... field>
inline constexpr FieldList<field...> field_list;

// The list of a base, and what the derived struct adds.
template <auto... added, auto... inherited>
constexpr auto extend(FieldList<inherited...>) {
    return FieldList<inherited..., added...>{};
}

template <class T>
Ref<T>& for_collector(Ref<T>& reference) {
    return reference;
}
template <class T>
Ref<T>& for_collector(Replaceable<T>& reference) {
    return reference.for_collector();
}

namespace detail {

struct AnyVisit {
    void operator()(auto&) const {}
};

// The function that T itself has, not one that it inherits: its type names the struct.
template <class T>
concept ListsByFunction = requires {
    { &T::template each_reference<AnyVisit> } -> std::same_as<void (T::*)(AnyVisit)>;
};

}  // namespace detail

// Calls `visit` with each reference of `owner` as a Ref.
template <class T, class Visit>
inline void each_reference_of(T* owner, Visit visit) {
    if constexpr (detail::ListsByFunction<T>) {
        owner->each_reference(visit);
    } else {
        static_assert(
            !requires { owner->each_reference(visit); }, "the list leaves out what a base's function visits");
        [&]<auto... field>(FieldList<field...>) { (visit(for_collector(owner->*field)), ...); }
        (T::references);
    }
}

// Is the field in its struct's list? Structs with a function instead are not asked.
template <class T, class Value>
constexpr bool is_listed(Value T::*field) {
    if constexpr (detail::ListsByFunction<T> || !requires { T::references; }) {
        return true;
    } else {
        auto is_same = [&](auto listed) {
            if constexpr (std::is_same_v<decltype(listed), Value T::*>) return listed == field;
            else return false;
        };
        return [&]<auto... listed>(FieldList<listed...>) { return (is_same(listed) || ...); }
        (T::references);
    }
}

}  // namespace minipy
