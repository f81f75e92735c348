// SPDX-License-Identifier: MIT
// Class and mapping patterns. CPython: Python/ceval.c.
#include "vm/match.hpp"

#include <vector>

#include "runtime/containers/set.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/text/str.hpp"
#include "runtime/types/type.hpp"

namespace minipy {

Result<Object> match_keys(Object* mapping, Tuple* keys) {
    Ref<Set> seen = Set::create();
    Ref<Object> missing = TRY(call(&object_type));
    Ref<Object> get = TRY(get_attribute(mapping, names::get));
    std::vector<Ref<Object>> values;
    TRY(reserve_room(values, std::size_t(keys->length)));
    for (Object* key : *keys) {
        if (TRY(set_contains(seen.get(), key))) {
            Ref<Str> shown = TRY(repr(key));
            return raise(ValueError, "mapping pattern checks duplicate key ({})", shown.get());
        }
        TRY(set_add(seen.get(), key));
        // get() with a default instead of []: a defaultdict must not make entries.
        Ref<Object> value = TRY(call(get.get(), {key, missing.get()}));
        if (value.get() == missing.get()) return none();
        values.push_back(std::move(value));
    }
    Ref<Tuple> result = TRY(Tuple::create(Size(values.size())));
    for (std::size_t index = 0; index < values.size(); ++index)
        result->initialize(Size(index), std::move(values[index]));
    return result->track();
}

namespace {

class ClassMatcher {
public:
    ClassMatcher(Object* subject, Type* type) : subject_(subject), type_(type) {}

    // False: the subject lacks the attribute.
    Result<bool> add_attribute(Object* name) {
        if (!is_exact<Str>(name))
            return raise(TypeError, "__match_args__ elements must be strings (got {})", type_name(name));
        if (TRY(set_contains(seen_.get(), name))) {
            return raise(TypeError, "{}() got multiple sub-patterns for attribute {}", type_->name,
                         quoted(cast<Str>(name)));
        }
        TRY(set_add(seen_.get(), name));
        Ref<Object> value = TRY(find_attribute(subject_, cast<Str>(name)));
        if (!value) return false;
        TRY(reserve_more(values_, 1));
        values_.push_back(std::move(value));
        return true;
    }

    Result<bool> add_positional(int count) {
        Ref<Object> match_args = TRY(find_attribute(type_, names::dunder_match_args));
        bool match_self = !match_args && type_->has(TypeFlag::match_self);
        auto* args = match_args && is_exact<Tuple>(match_args.get()) ? cast<Tuple>(match_args.get()) : nullptr;
        if (match_args && args == nullptr) {
            return raise(TypeError, "{}.__match_args__ must be a tuple (got {})", type_->name,
                         type_name(match_args.get()));
        }
        int allowed = match_self ? 1 : args == nullptr ? 0 : int(args->length);
        if (count > allowed) {
            return raise(TypeError, "{}() accepts {} positional sub-pattern{} ({} given)", type_->name, allowed,
                         allowed == 1 ? "" : "s", count);
        }
        if (match_self) {
            values_.push_back(share(subject_));
            return true;
        }
        for (int index = 0; index < count; ++index) {
            if (!TRY(add_attribute((*args)[index]))) return false;
        }
        return true;
    }

    Result<Object> finish() {
        Ref<Tuple> result = TRY(Tuple::create(Size(values_.size())));
        for (std::size_t index = 0; index < values_.size(); ++index)
            result->initialize(Size(index), std::move(values_[index]));
        return result->track();
    }

private:
    Object* subject_;
    Type* type_;
    Ref<Set> seen_ = Set::create();
    std::vector<Ref<Object>> values_;
};

}  // namespace

Result<Object> match_class(Object* subject, Object* type_object, int positional, Tuple* attribute_names) {
    auto* type = as<Type>(type_object);
    if (type == nullptr) return raise(TypeError, "called match pattern must be a type");
    if (!TRY(is_instance(subject, type))) return none();
    ClassMatcher matcher(subject, type);
    if (positional > 0 && !TRY(matcher.add_positional(positional))) return none();
    for (Object* name : *attribute_names) {
        if (!TRY(matcher.add_attribute(name))) return none();
    }
    return matcher.finish();
}

}  // namespace minipy
