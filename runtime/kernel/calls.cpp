// SPDX-License-Identifier: MIT
// Calling objects. CPython: Objects/call.c.
#include "runtime/kernel/calls.hpp"

#include <algorithm>
#include <vector>

#include "runtime/containers/dict.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/argument_buffer.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/slot_gate.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

Result<Object> call(Object* callable, const Arguments& arguments) {
    CallSlot slot = callable->type->slots.call;
    if (slot == nullptr) [[unlikely]]
        return raise(TypeError, "'{}' object is not callable", type_name(callable));
    return call_slot(slot, callable, arguments);
}

Result<Object> call(Object* callable, std::initializer_list<Object*> arguments) {
    return call(callable, Arguments{arguments.begin(), Size(arguments.size()), nullptr});
}

Result<Object> call_with_self(Object* callable, Object* self, const Arguments& arguments) {
    ArgumentBuffer buffer(self, arguments);
    if (buffer.failed()) return Failure{};
    return call(callable, Arguments{buffer.values(), arguments.positional + 1, arguments.names});
}

Result<Object> call_with(Object* callable, Tuple* arguments, Dict* keywords) {
    if (keywords == nullptr || keywords->used == 0) {
        return call(callable, Arguments{arguments->items(), arguments->length, nullptr});
    }
    ArgumentBuffer buffer(arguments->length + keywords->used);
    if (buffer.failed()) return Failure{};
    std::copy(arguments->begin(), arguments->end(), buffer.values());
    Ref<Tuple> names = TRY(Tuple::create(keywords->used));
    std::vector<Ref<Object>> kept;  // the callee may change the dict while it has its values as arguments
    TRY(reserve_room(kept, std::size_t(keywords->used)));
    Size position = 0, index = 0;
    Object *key, *value;
    while (dict_next(keywords, position, key, value)) {
        if (!is<Str>(key)) return raise(TypeError, "keywords must be strings");
        names->initialize(index, share(key));
        kept.push_back(share(value));
        buffer.values()[arguments->length + index++] = value;
    }
    return call(callable, Arguments{buffer.values(), arguments->length, names.get()});
}

Result<Object> call_method(Object* object, Str* name, std::initializer_list<Object*> arguments) {
    bool unbound = false;
    Ref<Object> method = TRY(load_method(object, name, unbound));
    Arguments passed{arguments.begin(), Size(arguments.size()), nullptr};
    return unbound ? call_with_self(method.get(), object, passed) : call(method.get(), passed);
}

Maybe<Object> call_special(Object* object, Str* name, std::initializer_list<Object*> arguments) {
    Ref<Object> method = TRY(lookup_special(object, name));
    if (!method) return nothing;
    return call(method.get(), arguments);
}

Result<Dict> keywords_dict(const Arguments& arguments) {
    Ref<Dict> dict = Dict::create();
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        TRY(dict_set(dict.get(), (*arguments.names)[index], arguments[arguments.positional + index]));
    }
    return dict;
}

Result<Tuple> positional_tuple(const Arguments& arguments) {
    return Tuple::copy({arguments.values, std::size_t(arguments.positional)});
}

Result<void> check_no_keywords(const char* name, const Arguments& arguments) {
    if (!arguments.has_keywords()) return {};
    return raise(TypeError, "{}() takes no keyword arguments", name);
}

Result<void> check_positional(const char* name, const Arguments& arguments, Size minimum, Size maximum) {
    Size given = arguments.positional;
    if (given >= minimum && given <= maximum) return {};
    bool too_few = given < minimum;
    Size limit = too_few ? minimum : maximum;
    const char* bound = minimum == maximum ? "" : too_few ? "at least " : "at most ";
    return raise(TypeError, "{} expected {}{} argument{}, got {}", name, bound, limit, limit == 1 ? "" : "s", given);
}

Result<void> check_parsed(const char* name, const Arguments& arguments, Size minimum, Size maximum) {
    Size given = arguments.positional;
    if (given >= minimum && given <= maximum) return {};
    Size limit = given < minimum ? minimum : maximum;
    const char* bound = minimum == maximum ? "exactly" : given < minimum ? "at least" : "at most";
    return raise(TypeError, "{}() takes {} {} argument{} ({} given)", name, bound, limit, limit == 1 ? "" : "s", given);
}

// CPython does not always know the function's name: then it is null.
static std::string subject(const char* function) {
    return function == nullptr ? "function" : std::string(function) + "()";
}

Result<void> bind_parameters(const char* function, std::span<const char* const> names, const Arguments& arguments,
                             std::span<Object*> values) {
    Size given = arguments.positional + arguments.keyword_count();
    if (given > Size(names.size()))
        return raise(TypeError, "{} takes at most {} arguments ({} given)", subject(function), names.size(), given);
    std::copy_n(arguments.values, arguments.positional, values.begin());
    for (Size index = 0; index < arguments.keyword_count(); ++index) {
        auto* name = cast<Str>((*arguments.names)[index]);
        auto found = std::find_if(names.begin(), names.end(),
                                  [&](const char* known) { return known != nullptr && name->equals(known); });
        if (found == names.end())
            return raise(TypeError, "'{}' is an invalid keyword argument for {}{}", name,
                         function == nullptr ? "this " : "", subject(function));
        Object*& value = values[std::size_t(found - names.begin())];
        if (value != nullptr) {
            return raise(TypeError, "argument for {} given by name ('{}') and position ({})", subject(function), name,
                         found - names.begin() + 1);
        }
        value = arguments[arguments.positional + index];
    }
    return {};
}

}  // namespace minipy
