// SPDX-License-Identifier: MIT
// Calls that are known to change nothing, or only their first argument.
#include "trace/side_effects.hpp"

#include <algorithm>
#include <string_view>

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
#include "trace/address_table.hpp"

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

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

// Functions of builtins that change nothing, unless going through their arguments does.
constexpr std::string_view harmless_functions[] = {
    "abs",     "all",  "any", "ascii", "bin",        "callable",   "chr",   "divmod", "format", "getattr",
    "hasattr", "hash", "hex", "id",    "isinstance", "issubclass", "iter",  "len",    "max",    "min",
    "next",    "oct",  "ord", "pow",   "print",      "repr",       "round", "sorted", "sum"};

// Methods of containers that do not change them.
constexpr std::string_view harmless_methods[] = {
    "copy",       "count",    "difference",   "get",         "index",    "intersection",
    "isdisjoint", "issubset", "issuperset",   "items",       "keys",     "symmetric_difference",
    "union",      "values",   "__contains__", "__getitem__", "__iter__", "__len__"};

SideEffect side_effect_of(const MethodDescriptor* descriptor) {
    using enum SideEffect;
    static AddressTable<SideEffect> known;
    const Method* row = &descriptor->method->method();
    if (const SideEffect* found = known.find(row)) return *found;
    std::string_view name = descriptor->method->name()->view();
    bool is_append = name == "append" && descriptor->owner == &List::type_object;
    return known[row] = is_append ? appends : is_one_of(name, harmless_methods) ? makes : changes;
}

// Of a function of a module; known by its row in the table of the module.
SideEffect side_effect_of(const NativeFunction* function) {
    using enum SideEffect;
    static AddressTable<SideEffect> known;
    Object* self = function->self.get();
    if (self == nullptr || !is_exact<Module>(self)) return anything;
    const Method* row = &function->method->method();
    if (const SideEffect* found = known.find(row)) return *found;
    Object* name = cast<Module>(self)->get(names::dunder_name);
    std::string_view module = name != nullptr && is_exact<Str>(name) ? cast<Str>(name)->view() : "";
    bool is_quiet = module == "math" || module == "cmath" ||
                    (module == "builtins" && is_one_of(function->method->name()->view(), harmless_functions));
    return known[row] = is_quiet ? makes : anything;
}

// Iterators of built-in types that do nothing but go through something.
enum class Iterating : std::uint8_t { elsewhere, container, others };

Iterating iterating_of(const Type* type) {
    static AddressTable<Iterating> known;
    if (type->has(TypeFlag::heap)) return Iterating::elsewhere;
    if (const Iterating* found = known.find(type)) return *found;
    constexpr std::string_view of_containers[] = {"bytearray_iterator",
                                                  "bytes_iterator",
                                                  "dict_itemiterator",
                                                  "dict_keyiterator",
                                                  "dict_reverseitemiterator",
                                                  "dict_reversekeyiterator",
                                                  "dict_reversevalueiterator",
                                                  "dict_valueiterator",
                                                  "generator",
                                                  "list_iterator",
                                                  "list_reverseiterator",
                                                  "longrange_iterator",
                                                  "range_iterator",
                                                  "set_iterator",
                                                  "str_ascii_iterator",
                                                  "str_iterator",
                                                  "tuple_iterator"};
    constexpr std::string_view of_others[] = {"enumerate", "zip"};
    std::string name = type->display_name();
    return known[type] = is_one_of(name, of_containers) ? Iterating::container
                         : is_one_of(name, of_others)   ? Iterating::others
                                                        : Iterating::elsewhere;
}

// Going through it runs no code but Python's, and changes nothing else: it is no iterator, or one of a container's, or
// of a class that takes nothing from C++ (a subclass of map does).
bool is_walked_quietly(const Object* object) {
    const Type* type = object->type;
    bool is_python = type->has(TypeFlag::heap) && type->layout == &object_type;
    return is_python || type->slots.next == nullptr || iterating_of(type) == Iterating::container;
}

// An iterator that does no more than go through such, to a few levels.
struct QuietIterator {
    int levels;
    bool is_quiet = true;

    void look(Object* object) {
        bool is_walked = is_exact<Tuple>(object) || iterating_of(object->type) == Iterating::others;
        is_quiet &= is_walked ? levels > 0 : is_walked_quietly(object);
        if (!is_walked || !is_quiet) return;
        --levels;
        auto visit = [](Object* part, void* self) { static_cast<QuietIterator*>(self)->look(part); };
        object->type->slots.traverse(object, visit, this);
        ++levels;
    }
};

}  // namespace

SideEffect side_effect_of_call(Object* callable, std::span<Object* const> arguments) {
    using enum SideEffect;
    if (callable == nullptr) return anything;
    if (is_exact<Function>(callable)) return makes;
    bool quietly = std::ranges::all_of(arguments, is_walked_quietly);
    if (is_exact<MethodDescriptor>(callable) && !arguments.empty()) {
        const Type* owner = cast<MethodDescriptor>(callable)->owner;
        if (!quietly || arguments[0]->type != owner) return anything;
        if (is_atom_type(owner)) return makes;
        return is_container_type(owner) ? side_effect_of(cast<MethodDescriptor>(callable)) : anything;
    }
    if (is_exact<NativeFunction>(callable)) return quietly ? side_effect_of(cast<NativeFunction>(callable)) : anything;
    if (!is<Type>(callable) || !quietly) return anything;
    auto* type = cast<Type>(callable);
    bool is_plain =
        type->has(TypeFlag::heap) ? type->layout == &object_type : is_atom_type(type) || is_container_type(type);
    return is_plain ? makes : anything;
}

SideEffect side_effect_of_next(Object* iterator) {
    if (iterating_of(iterator->type) == Iterating::container) return SideEffect::makes;
    QuietIterator walk{.levels = 3};
    walk.look(iterator);
    return walk.is_quiet ? SideEffect::makes : SideEffect::anything;
}

SideEffect side_effect_of_walk(const Object* items) {
    return is_walked_quietly(items) ? SideEffect::changes : SideEffect::anything;
}

}  // namespace minipy::trace
