// SPDX-License-Identifier: MIT
// Module _weakref, for Lib/weakref.py. CPython: Modules/_weakref.c. The work is in runtime/modules/weakref.cpp and
// weak_proxy.cpp.
#include "runtime/modules/weakref.hpp"

#include "modules/language/weak_proxy.hpp"
#include "runtime/containers/dict_access.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

Result<Size> getweakrefcount(Object* object) { return count_weak_references(object); }
Result<Object> getweakrefs(Object* object) { return weak_references_to(object); }

Result<Object> proxy(Object* object, Object* callback) { return weak_proxy(object, callback); }

// Atomically deletes a dict's value if it is a weak reference to a dead object.
Result<void> remove_dead_weakref(Dict* dct, Object* key) {
    Ref<Object> value = TRY(dict_get(dct, key));
    if (!value) return {};
    if (!is<WeakReference>(value.get())) return raise(TypeError, "not a weakref");
    if (!weak_referent(cast<WeakReference>(value.get()))) TRY(dict_delete(dct, key));
    return {};
}

const Method weakref_functions[] = {
    {"getweakrefcount(object, /)", bind<getweakrefcount>, "Counts the weak references to object."},
    {"getweakrefs(object, /)", bind<getweakrefs>, "Lists the weak references to object, proxies among them."},
    {"proxy(object, callback=<absent>, /)", bind<proxy>,
     "Makes a stand-in that passes everything on to object without keeping it alive."},
    {"_remove_dead_weakref(dct, key, /)", bind<remove_dead_weakref>,
     "Takes key out if its value is a reference to what has died; for WeakValueDictionary."},
};

constexpr ModuleType weakref_types[] = {{&WeakReference::type_object, "ref"},
                                        {&WeakReference::type_object, "ReferenceType"},
                                        {&WeakProxy::type_object, "ProxyType"},
                                        {&CallableWeakProxy::type_object, "CallableProxyType"}};

}  // namespace

extern const ModuleSpec weakref_module = {
    .name = "_weakref",
    .doc = "References that let their object die: references to call, and proxies to use.",
    .functions = weakref_functions,
    .types = weakref_types,
};

}  // namespace minipy
