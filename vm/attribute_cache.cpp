// SPDX-License-Identifier: MIT
#include "vm/attribute_cache.hpp"

#include <utility>

#include "runtime/functions/descriptors.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

bool instances_have_dict(const Type* type) { return type->has(TypeFlag::managed_dict) || type->dict_offset != 0; }

void forget_attribute_forms() {
    for (AttributeForm& entry : attribute_forms) {
        xdecref(std::exchange(entry.name, nullptr));
        entry = {};
    }
}

}  // namespace

const AttributeForm& find_attribute_form(AttributeForm& entry, Type* type, Str* name) {
    static const AttributeForm unknown;
    static bool registered = false;
    std::uint32_t version = type_version(type);
    if (version == 0 || !name->interned || type->slots.get_attribute != generic_get_attribute) return unknown;
    if (!std::exchange(registered, true)) at_runtime_end(forget_attribute_forms);
    Object* on_type = lookup_in_type(type, name);
    bool inlined = type->has(TypeFlag::inline_values);
    Size position = inlined ? shared_key_position(type, name) : -1;
    bool own = position >= 0 && stays_hidden(on_type);
    bool plain_method = on_type != nullptr && on_type->type->has(TypeFlag::method_descriptor) && position < 0;
    incref(name);
    xdecref(std::exchange(entry.name, name));
    entry.version = version;
    entry.load = static_cast<std::int8_t>(own ? position : -1);
    entry.store = type->slots.set_attribute == generic_set_attribute ? entry.load : std::int8_t(-1);
    entry.names = static_cast<std::uint8_t>(inlined ? type->shared_keys->entry_count + 1 : 0);
    entry.method = plain_method && (inlined || !instances_have_dict(type)) ? on_type : nullptr;
    return entry;
}

}  // namespace minipy
