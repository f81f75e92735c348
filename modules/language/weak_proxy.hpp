// SPDX-License-Identifier: MIT
// Proxies: weak references that behave like what they refer to. CPython: Objects/weakrefobject.c. Next: weak_proxy.cpp.
#pragma once

#include "runtime/modules/weakref.hpp"

namespace minipy {

struct WeakProxy : WeakReference {
    using WeakReference::WeakReference;
    static Type type_object;
};
struct CallableWeakProxy : WeakReference {
    using WeakReference::WeakReference;
    static Type type_object;
};

// weakref.proxy(object, callback); callback may be null.
Result<WeakReference> weak_proxy(Object* object, Object* callback);

}  // namespace minipy
