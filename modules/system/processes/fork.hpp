// SPDX-License-Identifier: MIT
// fork(): one process becomes two, and only the thread that asked goes on in the child. The sequence is here and
// nowhere else: os.fork(), os.forkpty(), and subprocess with a preexec_fn go through fork_process().
//
//      hooks `before`, last one first                      os.register_at_fork()
//      the import lock is taken
//      fork()
//      ├─ parent: it is released; hooks `after_in_parent`
//      └─ child:  what belongs to the parent is made anew, and the lock released; hooks `after_in_child`
//
// The hooks run Python: anything may have changed when it returns. A hook's exception is reported and forgotten.
// CPython: Modules/posixmodule.c (PyOS_BeforeFork and its relatives). Next: fork.cpp, fork_exec.cpp.
#pragma once

#include <unistd.h>

#include <cerrno>

#include "modules/native_modules.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy {

// The hooks; null: there are none.
struct ForkHooks {
    static constexpr auto module = NativeModule::posix_module;
    Ref<List> before, after_in_parent, after_in_child;
    static constexpr auto references =
        field_list<&ForkHooks::before, &ForkHooks::after_in_parent, &ForkHooks::after_in_child>;
};

Result<void> prepare_fork();
void after_fork_in_parent();
void after_fork_in_child();

// 0 in the child. `fork` is a system call that makes a process, and returns as fork() does.
template <class Fork>
Result<pid_t> fork_process(Fork fork) {
    TRY(prepare_fork());
    pid_t child = fork();
    int error = errno;
    if (child == 0) after_fork_in_child();
    else after_fork_in_parent();
    if (child < 0) return raise_os_error(error);
    return child;
}
inline Result<pid_t> fork_process() {
    return fork_process([] { return ::fork(); });
}

}  // namespace minipy
