// SPDX-License-Identifier: MIT
// Calls that are known to change nothing, or only their first argument.
#include "trace/side_effects.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "runtime/bytes/bytearray.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/range.hpp"
#include "runtime/containers/set.hpp"
#include "runtime/functions/method.hpp"
#include "runtime/functions/native_function.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::trace {

namespace {

bool is_atom_type(const Type* type) {
    return type == &Int::type_object || type == &Float::type_object || type == &Str::type_object ||
           type == &Bytes::type_object || type == &Tuple::type_object || type == &Range::type_object;
}

bool is_container_type(const Type* type) {
    return type == &List::type_object || type == &Dict::type_object || type == &Set::type_object ||
           type == &FrozenSet::type_object || type == &ByteArray::type_object;
}

// Going through it runs no code but Python's.
bool is_walked_quietly(const Object* object) {
    const Type* type = object->type;
    return is_atom_type(type) || is_container_type(type) || type->has(TypeFlag::heap) || is_exact<Generator>(object) ||
           type->slots.next == nullptr;
}

// Functions of builtins that change nothing, unless going through their arguments does.
bool is_harmless(std::string_view name) {
    constexpr std::string_view names[] = {"abs",        "all",        "any",     "ascii",   "bin",   "callable", "chr",
                                          "divmod",     "format",     "getattr", "hasattr", "hash",  "hex",      "id",
                                          "isinstance", "issubclass", "iter",    "len",     "max",   "min",      "oct",
                                          "ord",        "pow",        "print",   "repr",    "round", "sorted",   "sum"};
    return std::ranges::find(names, name) != std::end(names);
}

// Of a function of a module; known by its row in the table of the module.
SideEffect side_effect_of(const NativeFunction* function) {
    using enum SideEffect;
    static std::unordered_map<const Method*, SideEffect> known;
    Object* self = function->self.get();
    if (self == nullptr || !is_exact<Module>(self)) return anything;
    auto [found, is_new] = known.try_emplace(&function->method->method(), anything);
    if (!is_new) return found->second;
    Object* name = cast<Module>(self)->get(names::dunder_name);
    std::string_view module = name != nullptr && is_exact<Str>(name) ? cast<Str>(name)->view() : "";
    bool is_quiet = module == "math" || module == "cmath" ||
                    (module == "builtins" && is_harmless(function->method->name()->view()));
    return found->second = is_quiet ? makes : anything;
}

}  // namespace

SideEffect side_effect_of_call(Object* callable, std::span<Object* const> arguments) {
    using enum SideEffect;
    if (callable == nullptr) return anything;
    if (is_exact<Function>(callable)) return makes;
    bool quietly = std::ranges::all_of(arguments, is_walked_quietly);
    if (is_exact<MethodDescriptor>(callable) && !arguments.empty()) {
        const Type* owner = cast<MethodDescriptor>(callable)->owner;
        if (!quietly || arguments[0]->type != owner) return anything;
        return is_atom_type(owner) ? makes : is_container_type(owner) ? changes : anything;
    }
    if (is_exact<NativeFunction>(callable)) return quietly ? side_effect_of(cast<NativeFunction>(callable)) : anything;
    if (!is<Type>(callable) || !quietly) return anything;
    auto* type = cast<Type>(callable);
    bool is_plain =
        type->has(TypeFlag::heap) ? type->layout == &object_type : is_atom_type(type) || is_container_type(type);
    return is_plain ? makes : anything;
}

}  // namespace minipy::trace
