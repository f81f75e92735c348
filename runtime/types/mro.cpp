// SPDX-License-Identifier: MIT
// C3: merge the bases' mros so that every class comes before its bases, and bases keep the order in which they are
// listed.
//
//   class X: …   class Y: …   class A(X, Y): …   class B(X): …   class C(A, B): …
//
//   lists to merge             [A X Y object] [B X object] [A B]
//   A heads two lists, is in no tail:   C A      [X Y object] [B X object] [B]
//   X is in the tail of the second:     skip; B  [X Y object] [X object]        →  C A B
//   X, then Y, then object:                                                     →  C A B X Y object
//
// The next class is always the first head that appears in no other list's tail. CPython: Objects/typeobject.c (pmerge).
#include "runtime/types/mro.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/layout.hpp"

namespace minipy {

namespace {

using Sequence = std::span<Object* const>;

bool in_some_tail(const std::vector<Sequence>& lists, const Object* candidate) {
    return std::any_of(lists.begin(), lists.end(), [&](Sequence list) {
        return list.size() > 1 && std::find(list.begin() + 1, list.end(), candidate) != list.end();
    });
}

Object* next_class(const std::vector<Sequence>& lists) {
    for (Sequence list : lists) {
        if (!list.empty() && !in_some_tail(lists, list.front())) return list.front();
    }
    return nullptr;
}

Failure no_consistent_order(const std::vector<Sequence>& lists) {
    std::vector<const Object*> heads;
    std::string shown;
    for (Sequence list : lists) {
        if (list.empty() || std::find(heads.begin(), heads.end(), list.front()) != heads.end()) continue;
        heads.push_back(list.front());
        if (!shown.empty()) shown += ", ";
        shown += cast<Type>(list.front())->name->view();
    }
    return raise(TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases {}", shown);
}

Failure duplicate_base(Tuple* bases) {
    for (Size index = 0; index < bases->length; ++index) {
        for (Size other = index + 1; other < bases->length; ++other) {
            if ((*bases)[index] == (*bases)[other]) {
                return raise(TypeError, "duplicate base class {}", cast<Type>((*bases)[index])->name);
            }
        }
    }
    return {};
}

bool has_duplicates(Tuple* bases) {
    for (Size index = 0; index < bases->length; ++index) {
        if (std::find(bases->begin(), bases->begin() + index, (*bases)[index]) != bases->begin() + index) return true;
    }
    return false;
}

}  // namespace

Result<Tuple> compute_mro(Type* type) {
    if (has_duplicates(type->bases)) return duplicate_base(type->bases);
    std::vector<Sequence> lists;
    for (Object* item : *type->bases) {
        auto* base = cast<Type>(item);
        if (base->mro == nullptr)
            return raise(TypeError, "Cannot extend an incomplete type '{}'", base->display_name());
    }
    TRY(reserve_room(lists, std::size_t(type->bases->length) + 1));
    for (Object* base : *type->bases) lists.push_back(cast<Type>(base)->mro->span());
    lists.push_back(type->bases->span());
    std::vector<Object*> order{type};
    auto finished = [&] { return std::all_of(lists.begin(), lists.end(), [](Sequence list) { return list.empty(); }); };
    while (!finished()) {
        Object* next = next_class(lists);
        if (next == nullptr) return no_consistent_order(lists);
        TRY(reserve_more(order, 1));
        order.push_back(next);
        for (Sequence& list : lists) {
            if (!list.empty() && list.front() == next) list = list.subspan(1);
        }
    }
    return Tuple::copy(order);
}

namespace {

// What a metaclass's mro() may answer: classes, and only such whose C++ layout instances of `type` have.
Result<void> check_order(Type* type, Tuple* order) {
    if (order->length == 0) return raise(TypeError, "type MRO must not be empty");
    Type* solid = solid_base(type);
    for (Object* item : *order) {
        auto* entry = as<Type>(item);
        if (entry == nullptr) return raise(TypeError, "mro() returned a non-class ('{}')", type_name(item));
        if (!is_subtype(solid, solid_base(entry))) {
            return raise(TypeError, "mro() returned base with unsuitable layout ('{}')", entry->display_name());
        }
    }
    return {};
}

}  // namespace

Result<Tuple> resolve_mro(Type* type) {
    if (is_exact<Type>(type)) return compute_mro(type);
    bool custom = lookup_in_type(type->type, names::mro) != lookup_in_type(&Type::type_object, names::mro);
    if (!custom) return compute_mro(type);
    type->set(TypeFlag::custom_mro);
    Ref<Object> result = TRY(call_special(type, names::mro));
    if (!result) return raise_object(AttributeError, names::mro);
    Ref<Tuple> order = TRY(Tuple::from_iterable(result.get()));
    TRY(check_order(type, order.get()));
    return order;
}

}  // namespace minipy
