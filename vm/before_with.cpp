// SPDX-License-Identifier: MIT
// BEFORE_WITH, BEFORE_ASYNC_WITH, WITH_EXCEPT_START. CPython: Python/ceval.c.
#include "vm/before_with.hpp"

#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy {

Result<EnteredManager> enter_manager(Ref<Object> manager, WithStatement statement) {
    bool async = statement == WithStatement::async;
    Str* enter_name = async ? names::dunder_aenter : names::dunder_enter;
    Str* exit_name = async ? names::dunder_aexit : names::dunder_exit;
    const char* protocol = async ? "asynchronous context manager" : "context manager";
    Object* found = lookup_in_type(manager->type, enter_name);
    bool is_plain =
        found != nullptr && found->type->has(TypeFlag::method_descriptor);  // binding it shows nobody anything
    Ref<Object> enter = is_plain ? share(found) : TRY(lookup_special(manager.get(), enter_name));
    if (!enter)
        return raise(TypeError, "'{}' object does not support the {} protocol", type_name(manager.get()), protocol);
    Ref<Object> exit = TRY(lookup_special(manager.get(), exit_name));
    if (!exit) {
        return raise(TypeError, "'{}' object does not support the {} protocol (missed {} method)",
                     type_name(manager.get()), protocol, exit_name);
    }
    if (!is_plain) manager.reset();
    Ref<Object> value = is_plain ? TRY(call(enter.get(), {manager.get()})) : TRY(call(enter.get()));
    return EnteredManager{std::move(exit), std::move(value)};
}

Result<Object> call_exit(Object* exit, Object* exception) {
    auto* error = cast<ExceptionObject>(exception);
    Ref<Object> traceback = traceback_or_none(error);
    return call(exit, {exception->type, exception, traceback.get()});
}

}  // namespace minipy
