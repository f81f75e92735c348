// SPDX-License-Identifier: MIT
// isinstance and issubclass. CPython: Objects/abstract.c (object_isinstance, object_recursive_isinstance …).
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

namespace {

// __bases__ if it is a tuple; null otherwise. Objects that are no types may pose as classes by it.
Maybe<Tuple> bases_of(Object* object) {
    Ref<Object> bases = TRY(find_attribute(object, names::dunder_bases));
    if (!bases || !is<Tuple>(bases.get())) return nothing;
    return ref_cast<Tuple>(std::move(bases));
}

Result<bool> derives_by_bases(Object* derived, Object* wanted) {
    RecursionGuard guard(" in __subclasscheck__");
    if (guard.failed()) return Failure{};
    if (derived == wanted) return true;
    Ref<Tuple> bases = TRY(bases_of(derived));
    if (!bases) return false;
    for (Object* base : *bases) {
        if (TRY(derives_by_bases(base, wanted))) return true;
    }
    return false;
}

Result<void> check_is_class(Object* object, const char* message) {
    Ref<Tuple> bases = TRY(bases_of(object));
    if (!bases) return raise(TypeError, "{}", message);
    return {};
}

}  // namespace

Result<bool> is_real_instance(Object* object, Object* wanted) {
    if (auto* type = as<Type>(wanted)) {
        if (is_subtype(object->type, type)) return true;
        // A proxy may claim another class.
        Ref<Object> shown = TRY(find_attribute(object, names::dunder_class));
        auto* shown_type = as<Type>(shown.get());
        return shown_type != nullptr && shown_type != object->type && is_subtype(shown_type, type);
    }
    TRY(check_is_class(wanted, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
    Ref<Object> shown = TRY(find_attribute(object, names::dunder_class));
    return shown ? derives_by_bases(shown.get(), wanted) : Result<bool>(false);
}

Result<bool> is_real_subclass(Object* derived, Object* wanted) {
    if (is<Type>(derived) && is<Type>(wanted)) return is_subtype(cast<Type>(derived), cast<Type>(wanted));
    TRY(check_is_class(derived, "issubclass() arg 1 must be a class"));
    if (!is<UnionType>(wanted))
        TRY(check_is_class(wanted, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
    return derives_by_bases(derived, wanted);
}

namespace {

using ClassQuestion = Result<bool> (*)(Object* asked_about, Object* wanted);

// What isinstance() and issubclass() do alike: a tuple is asked item by item, a class whose metaclass has a method for
// the question is asked by it, and any other by what really is.
template <ClassQuestion question, ClassQuestion real_answer>
Result<bool> ask_wanted(Object* asked_about, Object* wanted, Str* dunder, const char* where) {
    if (auto* alternatives = as<Tuple>(wanted)) {
        RecursionGuard guard(where);
        if (guard.failed()) return Failure{};
        for (Object* alternative : *alternatives) {
            if (TRY(question(asked_about, alternative))) return true;
        }
        return false;
    }
    Ref<Object> check = TRY(lookup_special(wanted, dunder));
    if (!check) return real_answer(asked_about, wanted);
    RecursionGuard guard(where);
    if (guard.failed()) return Failure{};
    Ref<Object> answer = TRY(call(check.get(), {asked_about}));
    return is_true(answer.get());
}

}  // namespace

Result<bool> is_instance(Object* object, Object* wanted) {
    if (object->type == wanted) return true;
    if (is_exact<Type>(wanted)) return is_real_instance(object, wanted);
    return ask_wanted<is_instance, is_real_instance>(object, wanted, names::dunder_instancecheck,
                                                     " in __instancecheck__");
}

Result<bool> is_subclass(Object* derived, Object* wanted) {
    if (is_exact<Type>(wanted)) return derived == wanted ? Result<bool>(true) : is_real_subclass(derived, wanted);
    return ask_wanted<is_subclass, is_real_subclass>(derived, wanted, names::dunder_subclasscheck,
                                                     " in __subclasscheck__");
}

}  // namespace minipy
