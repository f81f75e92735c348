// SPDX-License-Identifier: MIT
// Terminals: pairs of them, their names, their size, and which group of processes is in front.
// CPython: Modules/posixmodule.c.
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <cstdio>
#include <vector>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/containers/struct_sequence.hpp"

namespace minipy::posix {

namespace {

constexpr const char* size_fields[] = {"columns", "lines"};
const StructSequenceSpec terminal_size_spec("os.terminal_size", "The size of a terminal window.", size_fields);
Type terminal_size_type(terminal_size_spec);

Result<Object> terminal_size_function(Object* fd) {
    int descriptor = fd == nullptr ? STDOUT_FILENO : TRY(to_c_int(fd));
    winsize size{};
    TRY(checked_system_call(Blocking::file, [&] { return ioctl(descriptor, TIOCGWINSZ, &size); }));
    return make_struct_sequence(&terminal_size_type,
                                std::vector<Ref<Object>>{Int::from(size.ws_col), Int::from(size.ws_row)});
}

Result<bool> isatty_function(int fd) { return isatty(fd) != 0; }

Result<Object> ttyname_function(int fd) {
    char name[256];
    int error;
    {
        AllowThreads allowed(Blocking::file);
        error = ttyname_r(fd, name, sizeof name);
    }
    if (error != 0) return raise_os_error(error);
    return name_as_str(name);
}

Result<Object> ctermid_function() {
    char name[L_ctermid];
    return name_as_str(ctermid(name));
}

// Both ends are closed when programs are run.
Result<Object> openpty_function() {
    int leader = -1, follower = -1;
    TRY(checked_system_call(Blocking::file, [&] { return openpty(&leader, &follower, nullptr, nullptr, nullptr); }));
    if (fcntl(leader, F_SETFD, FD_CLOEXEC) != 0 || fcntl(follower, F_SETFD, FD_CLOEXEC) != 0) {
        int error = errno;
        close(leader);
        close(follower);
        return raise_os_error(error);
    }
    return tuple_of_numbers({leader, follower});
}

Result<void> login_tty_function(Object* fd) {
    int descriptor = TRY(descriptor_argument(fd));
    TRY(checked_system_call(Blocking::file, [&] { return login_tty(descriptor); }));
    return {};
}

Result<Size> tcgetpgrp_function(int fd) {
    return checked_system_call(Blocking::file, [&] { return tcgetpgrp(fd); });
}
Result<void> tcsetpgrp_function(int fd, int pgid) {
    TRY(checked_system_call(Blocking::file, [&] { return tcsetpgrp(fd, pgid); }));
    return {};
}

const Method terminals_functions[] = {
    {"get_terminal_size(fd=<absent>, /)", bind<terminal_size_function>,
     "Gives the columns and lines of the terminal behind a descriptor."},
    {"isatty(fd, /)", bind<isatty_function>, "Tells whether a terminal is behind the descriptor."},
    {"ttyname(fd, /)", bind<ttyname_function>, "Gives the name of the terminal behind a descriptor."},
    {"ctermid()", bind<ctermid_function>, "Gives the name by which each process can open its own terminal."},
    {"openpty()", bind<openpty_function>,
     "Makes a terminal without a screen: one descriptor for who plays the user, one for the program."},
    {"login_tty(fd, /)", bind<login_tty_function>,
     "Makes a terminal that of this process, and its standard input and output."},
    {"tcgetpgrp(fd, /)", bind<tcgetpgrp_function>, "Gives the group of processes in the foreground of a terminal."},
    {"tcsetpgrp(fd, pgid, /)", bind<tcsetpgrp_function>,
     "Puts a group of processes into the foreground of a terminal."},
};

constexpr ModuleType terminals_types[] = {&terminal_size_type};

}  // namespace

extern const ModuleSpec terminal_part = {.functions = terminals_functions, .types = terminals_types};

}  // namespace minipy::posix
