// SPDX-License-Identifier: MIT
// Telling audit hooks. Trace functions do not see a hook run, unless its `__cantrace__` is true.
// CPython: Python/sysmodule.c (sys_audit_tstate).
#include "vm/audit_hooks.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/attributes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/operators.hpp"
#include "runtime/text/str.hpp"
#include "vm/python_trace.hpp"

namespace minipy {

namespace {

Result<bool> may_be_traced(Object* hook) {
    Ref<Object> answer = TRY(find_attribute(hook, Str::interned_from("__cantrace__").get()));
    return answer ? TRY(is_true(answer.get())) : false;
}

Result<void> tell(Object* hook, Str* event, Tuple* arguments) {
    if (TRY(may_be_traced(hook))) {
        TRY(call(hook, {event, arguments}));
        return {};
    }
    TraceFunctionsAside aside;
    TRY(call(hook, {event, arguments}));
    return {};
}

// A hook may add another: the list is looked at anew in each round.
Result<void> tell_each(Str* event, Tuple* arguments) {
    for (Size index = 0; is_audited() && index < interpreter.audit_hooks->length; ++index) {
        Ref<Object> hook = share((*interpreter.audit_hooks)[index]);
        TRY(tell(hook.get(), event, arguments));
    }
    return {};
}

}  // namespace

Result<void> tell_audit_hooks(std::string_view event, Tuple* arguments) {
    if (!is_audited()) return {};
    PreserveException preserved;
    Ref<Str> name = Str::interned_from(event);
    Result<void> told = tell_each(name.get(), arguments);
    if (told.failed()) preserved.release();
    return told;
}

Result<void> tell_audit_hooks(std::string_view event, std::initializer_list<Object*> arguments) {
    return tell_audit_hooks(event, Tuple::of(arguments).get());
}

Result<void> add_audit_hook(Object* hook) {
    if (audit("sys.addaudithook").failed()) {
        if (catch_exception(Exception)) return {};
        return Failure{};
    }
    if (!interpreter.audit_hooks) interpreter.audit_hooks = List::create();
    return list_append(interpreter.audit_hooks.get(), hook);
}

}  // namespace minipy
