// SPDX-License-Identifier: MIT
// Looking native modules up by name.
#include "modules/import/registry.hpp"

#include "runtime/containers/tuple.hpp"
#include "runtime/text/str.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

void register_native_modules(std::span<const NativeModuleEntry> table) { interpreter.native_modules = table; }

const ModuleSpec* find_native_module(std::string_view name) {
    for (const NativeModuleEntry& module : interpreter.native_modules) {
        if (module.name == name) return module.spec;
    }
    return nullptr;
}

Result<Object> native_module_names() {
    std::span<const NativeModuleEntry> modules = interpreter.native_modules;
    Ref<Tuple> names = TRY(Tuple::create(Size(modules.size())));
    for (Size index = 0; index < names->length; ++index)
        names->initialize(index, Str::interned_from(modules[std::size_t(index)].name));
    return names->track();
}

}  // namespace minipy
