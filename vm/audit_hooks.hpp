// SPDX-License-Identifier: MIT
// Audit hooks (PEP 578): Python functions that sys.addaudithook() has added for good. They are told of an event before
// it happens, `hook("open", ("file.txt", "r", 524288))`, and forbid it by raising.
//
//      TRY(audit("gc.get_referrers", {objects}));      what native code says before it does something
//
// Without hooks that is one comparison. What is called often makes its arguments only if is_audited().
// CPython: Python/sysmodule.c (_PySys_Audit). Next: audit_hooks.cpp.
#pragma once

#include <initializer_list>

#include "runtime/object/result.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

inline bool is_audited() { return static_cast<bool>(interpreter.audit_hooks); }

// Fails when a hook has raised. They run Python code: anything may have changed afterwards.
Result<void> tell_audit_hooks(std::string_view event, Tuple* arguments);
Result<void> tell_audit_hooks(std::string_view event, std::initializer_list<Object*> arguments);

inline Result<void> audit(std::string_view event, std::initializer_list<Object*> arguments = {}) {
    if (!is_audited()) [[likely]]
        return {};
    return tell_audit_hooks(event, arguments);
}

// The hooks that are there already are told; if one of them raises an Exception, the new one is quietly left out.
Result<void> add_audit_hook(Object* hook);

}  // namespace minipy
