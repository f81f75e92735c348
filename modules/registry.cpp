// SPDX-License-Identifier: MIT
// Native modules by name. CPython: Modules/config.c.
#include "modules/registry.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

#define NATIVE_MODULE(name, spec) extern const ModuleSpec spec;
#include "modules/modules.def"
#undef NATIVE_MODULE

namespace {

struct Entry {
    std::string_view name;
    const ModuleSpec* spec;
};

constexpr Entry entries[] = {
#define NATIVE_MODULE(name, spec) {name, &spec},
#include "modules/modules.def"
#undef NATIVE_MODULE
};

}  // namespace

const ModuleSpec* find_native_module(std::string_view name) {
    for (const Entry& entry : entries) {
        if (entry.name == name) return entry.spec;
    }
    return nullptr;
}

Result<Object> native_module_names() {
    Ref<Tuple> names = TRY(Tuple::create(Size(std::size(entries))));
    for (Size index = 0; index < names->length; ++index) names->initialize(index, Str::interned_from(entries[index].name));
    return names->track();
}

}  // namespace minipy
