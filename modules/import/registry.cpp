// SPDX-License-Identifier: MIT
// Looking native modules up by name.
#include "modules/import/registry.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {
constinit std::span<const NativeModule> native_modules;
}  // namespace

void register_native_modules(std::span<const NativeModule> table) { native_modules = table; }

const ModuleSpec* find_native_module(std::string_view name) {
    for (const NativeModule& module : native_modules) {
        if (module.name == name) return module.spec;
    }
    return nullptr;
}

Result<Object> native_module_names() {
    Ref<Tuple> names = TRY(Tuple::create(Size(native_modules.size())));
    for (Size index = 0; index < names->length; ++index) {
        names->initialize(index, Str::interned_from(native_modules[std::size_t(index)].name));
    }
    return names->track();
}

}  // namespace minipy
