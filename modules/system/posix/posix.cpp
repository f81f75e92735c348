// SPDX-License-Identifier: MIT
// Module posix: its constants, and its functions put together. CPython: Modules/posixmodule.c.
#include "modules/system/posix/posix.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"

namespace minipy {

namespace {

#define CONSTANT(name) \
    { #name, name }
constexpr Constant constants[] = {
    CONSTANT(F_OK),       CONSTANT(R_OK),        CONSTANT(W_OK),       CONSTANT(X_OK),       CONSTANT(O_RDONLY),
    CONSTANT(O_WRONLY),   CONSTANT(O_RDWR),      CONSTANT(O_APPEND),   CONSTANT(O_CREAT),    CONSTANT(O_EXCL),
    CONSTANT(O_TRUNC),    CONSTANT(O_NONBLOCK),  CONSTANT(O_NOCTTY),   CONSTANT(O_SYNC),     CONSTANT(O_DSYNC),
    CONSTANT(O_CLOEXEC),  CONSTANT(O_DIRECTORY), CONSTANT(O_NOFOLLOW), CONSTANT(WNOHANG),    CONSTANT(WUNTRACED),
    CONSTANT(WCONTINUED), CONSTANT(SEEK_DATA),   CONSTANT(SEEK_HOLE),  {"EX_OK", 0},         {"EX_USAGE", 64},
    {"EX_DATAERR", 65},   {"EX_NOINPUT", 66},    {"EX_NOUSER", 67},    {"EX_NOHOST", 68},    {"EX_UNAVAILABLE", 69},
    {"EX_SOFTWARE", 70},  {"EX_OSERR", 71},      {"EX_OSFILE", 72},    {"EX_CANTCREAT", 73}, {"EX_IOERR", 74},
    {"EX_TEMPFAIL", 75},  {"EX_PROTOCOL", 76},   {"EX_NOPERM", 77},    {"EX_CONFIG", 78},    {"NGROUPS_MAX", 65536},
    {"TMP_MAX", 238328},
};
#undef CONSTANT

// What configure found, and this module offers: Lib/os.py makes os.supports_dir_fd and its relatives of it.
constexpr const char* have_functions[] = {"HAVE_FACCESSAT",  "HAVE_FSTATAT",  "HAVE_MKDIRAT",   "HAVE_OPENAT",
                                          "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT",
                                          "HAVE_FCHDIR",     "HAVE_FCHMOD",   "HAVE_FDOPENDIR", "HAVE_FTRUNCATE",
                                          "HAVE_LSTAT"};

constexpr const ModuleSpec* parts[] = {&posix::file_part, &posix::directory_part, &posix::process_part};

Result<void> execute(Module* module) {
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
    .constants = constants,
    .parts = parts,
    .exec = execute,
};

}  // namespace minipy
