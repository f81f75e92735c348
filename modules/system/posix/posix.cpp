// SPDX-License-Identifier: MIT
// Module posix, put together of its parts. CPython: Modules/posixmodule.c.
#include "modules/system/posix/posix.hpp"

#include "modules/system/processes/fork.hpp"
#include "runtime/containers/list.hpp"

namespace minipy {

namespace {

// What CPython's configure found, and this module offers: Lib/os.py makes os.supports_dir_fd and its relatives of it.
constexpr const char* have_functions[] = {
    "HAVE_EVENTFD",   "HAVE_FACCESSAT",  "HAVE_FCHDIR",       "HAVE_FCHMOD",    "HAVE_FCHMODAT", "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",  "HAVE_FEXECVE",    "HAVE_FDOPENDIR",    "HAVE_FPATHCONF", "HAVE_FSTATAT",  "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE", "HAVE_FUTIMENS",   "HAVE_FUTIMES",      "HAVE_FUTIMESAT", "HAVE_LINKAT",   "HAVE_LCHOWN",
    "HAVE_LSTAT",     "HAVE_LUTIMES",    "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT", "HAVE_MKNODAT",
    "HAVE_OPENAT",    "HAVE_READLINKAT", "HAVE_RENAMEAT",     "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT",
};

constexpr const ModuleSpec* posix_parts[] = {
    &posix::constant_part,   &posix::stat_part,          &posix::name_part,     &posix::permission_part,
    &posix::directory_part,  &posix::descriptor_part,    &posix::transfer_part, &posix::extended_attribute_part,
    &posix::terminal_part,   &posix::environment_part,   &posix::process_part,  &posix::fork_part,
    &posix::wait_part,       &posix::program_part,       &posix::spawn_part,    &posix::user_part,
    &posix::scheduling_part, &posix::configuration_part,
};

Result<void> posix_execute(Module* module) {
    module->set("error", &OSError);
    Ref<List> have = List::create();
    for (const char* name : have_functions) TRY(list_append(have.get(), Str::from(name)));
    module->set("_have_functions", have.get());
    return {};
}

}  // namespace

extern const ModuleSpec posix_module = {
    .name = "posix",
    .doc = "System calls of Unix: files, directories, processes. The module os builds on it.",
    .state = &state_spec<ForkHooks>,
    .parts = posix_parts,
    .exec = posix_execute,
};

}  // namespace minipy
