// SPDX-License-Identifier: MIT
// fork, forkpty, and the hooks around them. CPython: Modules/posixmodule.c.
// Next: modules/system/processes/fork.hpp, the sequence itself.
#include <pty.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/processes/fork.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

Result<Size> fork_function() {
    TRY(audit("os.fork"));
    return Size(TRY(fork_process()));
}

Result<Object> forkpty_function() {
    TRY(audit("os.forkpty"));
    int leader = -1;
    pid_t child = TRY(fork_process([&] { return forkpty(&leader, nullptr, nullptr, nullptr); }));
    return tuple_of_numbers({child, leader});
}

Result<void> forking_check_hook(const char* when, Object* hook) {
    if (hook != nullptr && hook->type->slots.call == nullptr)
        return raise(TypeError, "'{}' must be callable, not {}", when, type_name(hook));
    return {};
}

Result<void> add_hook(Ref<List>& hooks, Object* hook) {
    if (hook == nullptr) return {};
    if (!hooks) hooks = List::create();
    return list_append(hooks.get(), share(hook));
}

Result<void> register_at_fork(Object* before, Object* after_in_child, Object* after_in_parent) {
    if (before == nullptr && after_in_child == nullptr && after_in_parent == nullptr)
        return raise(TypeError, "At least one argument is required.");
    TRY(forking_check_hook("before", before));
    TRY(forking_check_hook("after_in_child", after_in_child));
    TRY(forking_check_hook("after_in_parent", after_in_parent));
    ForkHooks& hooks = module_state<ForkHooks>();
    TRY(add_hook(hooks.before, before));
    TRY(add_hook(hooks.after_in_child, after_in_child));
    return add_hook(hooks.after_in_parent, after_in_parent);
}

const Method forking_functions[] = {
    {"fork()", bind<fork_function>, "Makes a second process that goes on from here: 0 in it, its number in the first."},
    {"forkpty()", bind<forkpty_function>,
     "Makes a second process whose terminal is the other end of the descriptor that the first gets."},
    {"register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)", bind<register_at_fork>,
     "Has functions called around each fork: before it, and behind it in the child or the parent."},
};

}  // namespace

extern const ModuleSpec fork_part = {.functions = forking_functions};

}  // namespace minipy::posix
