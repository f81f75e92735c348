// SPDX-License-Identifier: MIT
// What the system says of its own limits: sysconf, pathconf, confstr, and the names of what can be asked. A program may
// ask by number too, for what is newer than these tables. CPython: Modules/posixmodule.c (posix_constants_…).
#include <unistd.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/text/codecs.hpp"

namespace minipy::posix {

namespace {

struct Name {
    const char* name;
    int number;
};

#define NAME(name) \
    { #name, _##name }
constexpr Name confstr_names[] = {
    NAME(CS_GNU_LIBC_VERSION),
    NAME(CS_GNU_LIBPTHREAD_VERSION),
    NAME(CS_LFS64_CFLAGS),
    NAME(CS_LFS64_LDFLAGS),
    NAME(CS_LFS64_LIBS),
    NAME(CS_LFS64_LINTFLAGS),
    NAME(CS_LFS_CFLAGS),
    NAME(CS_LFS_LDFLAGS),
    NAME(CS_LFS_LIBS),
    NAME(CS_LFS_LINTFLAGS),
    NAME(CS_PATH),
    NAME(CS_XBS5_ILP32_OFF32_CFLAGS),
    NAME(CS_XBS5_ILP32_OFF32_LDFLAGS),
    NAME(CS_XBS5_ILP32_OFF32_LIBS),
    NAME(CS_XBS5_ILP32_OFF32_LINTFLAGS),
    NAME(CS_XBS5_ILP32_OFFBIG_CFLAGS),
    NAME(CS_XBS5_ILP32_OFFBIG_LDFLAGS),
    NAME(CS_XBS5_ILP32_OFFBIG_LIBS),
    NAME(CS_XBS5_ILP32_OFFBIG_LINTFLAGS),
    NAME(CS_XBS5_LP64_OFF64_CFLAGS),
    NAME(CS_XBS5_LP64_OFF64_LDFLAGS),
    NAME(CS_XBS5_LP64_OFF64_LIBS),
    NAME(CS_XBS5_LP64_OFF64_LINTFLAGS),
    NAME(CS_XBS5_LPBIG_OFFBIG_CFLAGS),
    NAME(CS_XBS5_LPBIG_OFFBIG_LDFLAGS),
    NAME(CS_XBS5_LPBIG_OFFBIG_LIBS),
    NAME(CS_XBS5_LPBIG_OFFBIG_LINTFLAGS),
};
constexpr Name pathconf_names[] = {
    NAME(PC_ALLOC_SIZE_MIN),     NAME(PC_ASYNC_IO),          NAME(PC_CHOWN_RESTRICTED),  NAME(PC_FILESIZEBITS),
    NAME(PC_LINK_MAX),           NAME(PC_MAX_CANON),         NAME(PC_MAX_INPUT),         NAME(PC_NAME_MAX),
    NAME(PC_NO_TRUNC),           NAME(PC_PATH_MAX),          NAME(PC_PIPE_BUF),          NAME(PC_PRIO_IO),
    NAME(PC_REC_INCR_XFER_SIZE), NAME(PC_REC_MAX_XFER_SIZE), NAME(PC_REC_MIN_XFER_SIZE), NAME(PC_REC_XFER_ALIGN),
    NAME(PC_SOCK_MAXBUF),        NAME(PC_SYMLINK_MAX),       NAME(PC_SYNC_IO),           NAME(PC_VDISABLE),
};
constexpr Name sysconf_names[] = {
    NAME(SC_2_CHAR_TERM),
    NAME(SC_2_C_BIND),
    NAME(SC_2_C_DEV),
    NAME(SC_2_C_VERSION),
    NAME(SC_2_FORT_DEV),
    NAME(SC_2_FORT_RUN),
    NAME(SC_2_LOCALEDEF),
    NAME(SC_2_SW_DEV),
    NAME(SC_2_UPE),
    NAME(SC_2_VERSION),
    NAME(SC_AIO_LISTIO_MAX),
    NAME(SC_AIO_MAX),
    NAME(SC_AIO_PRIO_DELTA_MAX),
    NAME(SC_ARG_MAX),
    NAME(SC_ASYNCHRONOUS_IO),
    NAME(SC_ATEXIT_MAX),
    NAME(SC_AVPHYS_PAGES),
    NAME(SC_BC_BASE_MAX),
    NAME(SC_BC_DIM_MAX),
    NAME(SC_BC_SCALE_MAX),
    NAME(SC_BC_STRING_MAX),
    NAME(SC_CHARCLASS_NAME_MAX),
    NAME(SC_CHAR_BIT),
    NAME(SC_CHAR_MAX),
    NAME(SC_CHAR_MIN),
    NAME(SC_CHILD_MAX),
    NAME(SC_CLK_TCK),
    NAME(SC_COLL_WEIGHTS_MAX),
    NAME(SC_DELAYTIMER_MAX),
    NAME(SC_EQUIV_CLASS_MAX),
    NAME(SC_EXPR_NEST_MAX),
    NAME(SC_FSYNC),
    NAME(SC_GETGR_R_SIZE_MAX),
    NAME(SC_GETPW_R_SIZE_MAX),
    NAME(SC_INT_MAX),
    NAME(SC_INT_MIN),
    NAME(SC_IOV_MAX),
    NAME(SC_JOB_CONTROL),
    NAME(SC_LINE_MAX),
    NAME(SC_LOGIN_NAME_MAX),
    NAME(SC_LONG_BIT),
    NAME(SC_MAPPED_FILES),
    NAME(SC_MB_LEN_MAX),
    NAME(SC_MEMLOCK),
    NAME(SC_MEMLOCK_RANGE),
    NAME(SC_MEMORY_PROTECTION),
    NAME(SC_MESSAGE_PASSING),
    NAME(SC_MINSIGSTKSZ),
    NAME(SC_MQ_OPEN_MAX),
    NAME(SC_MQ_PRIO_MAX),
    NAME(SC_NGROUPS_MAX),
    NAME(SC_NL_ARGMAX),
    NAME(SC_NL_LANGMAX),
    NAME(SC_NL_MSGMAX),
    NAME(SC_NL_NMAX),
    NAME(SC_NL_SETMAX),
    NAME(SC_NL_TEXTMAX),
    NAME(SC_NPROCESSORS_CONF),
    NAME(SC_NPROCESSORS_ONLN),
    NAME(SC_NZERO),
    NAME(SC_OPEN_MAX),
    NAME(SC_PAGESIZE),
    NAME(SC_PAGE_SIZE),
    NAME(SC_PASS_MAX),
    NAME(SC_PHYS_PAGES),
    NAME(SC_PII),
    NAME(SC_PII_INTERNET),
    NAME(SC_PII_INTERNET_DGRAM),
    NAME(SC_PII_INTERNET_STREAM),
    NAME(SC_PII_OSI),
    NAME(SC_PII_OSI_CLTS),
    NAME(SC_PII_OSI_COTS),
    NAME(SC_PII_OSI_M),
    NAME(SC_PII_SOCKET),
    NAME(SC_PII_XTI),
    NAME(SC_POLL),
    NAME(SC_PRIORITIZED_IO),
    NAME(SC_PRIORITY_SCHEDULING),
    NAME(SC_REALTIME_SIGNALS),
    NAME(SC_RE_DUP_MAX),
    NAME(SC_RTSIG_MAX),
    NAME(SC_SAVED_IDS),
    NAME(SC_SCHAR_MAX),
    NAME(SC_SCHAR_MIN),
    NAME(SC_SELECT),
    NAME(SC_SEMAPHORES),
    NAME(SC_SEM_NSEMS_MAX),
    NAME(SC_SEM_VALUE_MAX),
    NAME(SC_SHARED_MEMORY_OBJECTS),
    NAME(SC_SHRT_MAX),
    NAME(SC_SHRT_MIN),
    NAME(SC_SIGQUEUE_MAX),
    NAME(SC_SSIZE_MAX),
    NAME(SC_STREAM_MAX),
    NAME(SC_SYNCHRONIZED_IO),
    NAME(SC_THREADS),
    NAME(SC_THREAD_ATTR_STACKADDR),
    NAME(SC_THREAD_ATTR_STACKSIZE),
    NAME(SC_THREAD_DESTRUCTOR_ITERATIONS),
    NAME(SC_THREAD_KEYS_MAX),
    NAME(SC_THREAD_PRIORITY_SCHEDULING),
    NAME(SC_THREAD_PRIO_INHERIT),
    NAME(SC_THREAD_PRIO_PROTECT),
    NAME(SC_THREAD_PROCESS_SHARED),
    NAME(SC_THREAD_SAFE_FUNCTIONS),
    NAME(SC_THREAD_STACK_MIN),
    NAME(SC_THREAD_THREADS_MAX),
    NAME(SC_TIMERS),
    NAME(SC_TIMER_MAX),
    NAME(SC_TTY_NAME_MAX),
    NAME(SC_TZNAME_MAX),
    NAME(SC_T_IOV_MAX),
    NAME(SC_UCHAR_MAX),
    NAME(SC_UINT_MAX),
    NAME(SC_UIO_MAXIOV),
    NAME(SC_ULONG_MAX),
    NAME(SC_USHRT_MAX),
    NAME(SC_VERSION),
    NAME(SC_WORD_BIT),
    NAME(SC_XBS5_ILP32_OFF32),
    NAME(SC_XBS5_ILP32_OFFBIG),
    NAME(SC_XBS5_LP64_OFF64),
    NAME(SC_XBS5_LPBIG_OFFBIG),
    NAME(SC_XOPEN_CRYPT),
    NAME(SC_XOPEN_ENH_I18N),
    NAME(SC_XOPEN_LEGACY),
    NAME(SC_XOPEN_REALTIME),
    NAME(SC_XOPEN_REALTIME_THREADS),
    NAME(SC_XOPEN_SHM),
    NAME(SC_XOPEN_UNIX),
    NAME(SC_XOPEN_VERSION),
    NAME(SC_XOPEN_XCU_VERSION),
    NAME(SC_XOPEN_XPG2),
    NAME(SC_XOPEN_XPG3),
    NAME(SC_XOPEN_XPG4),
};
#undef NAME

// The number of a name, or the number itself.
Result<int> number_of_name(Object* object, std::span<const Name> names) {
    if (is<Int>(object)) return to_c_int(object);
    auto* text = as<Str>(object);
    if (text == nullptr) return raise(TypeError, "configuration names must be strings or integers");
    for (const Name& known : names) {
        if (text->to_string() == known.name) return known.number;
    }
    return raise(ValueError, "unrecognized configuration name");
}

// −1 may mean that there is no limit; it is an error only if errno says so.
Result<Size> answer(long value) {
    if (value == -1 && errno != 0) return raise_os_error(errno);
    return Size(value);
}

Result<Size> sysconf_function(Object* name) {
    int number = TRY(number_of_name(name, sysconf_names));
    errno = 0;
    return answer(sysconf(number));
}

Result<Size> pathconf_function(Object* path_object, Object* name) {
    Path path = TRY(path_argument("pathconf", path_object, PathKinds::name_or_descriptor));
    int number = TRY(number_of_name(name, pathconf_names));
    long value;
    {
        AllowThreads allowed(Blocking::file);
        errno = 0;
        value = path.is_descriptor() ? fpathconf(path.descriptor, number) : pathconf(path.text(), number);
    }
    if (value == -1 && errno == EINVAL) return raise_os_error(errno);  // of the name
    if (value == -1 && errno != 0) return raise_errno(path);
    return Size(value);
}
Result<Size> fpathconf_function(Object* fd, Object* name) {
    int descriptor = TRY(descriptor_argument(fd));
    int number = TRY(number_of_name(name, pathconf_names));
    long value;
    {
        AllowThreads allowed(Blocking::file);
        errno = 0;
        value = fpathconf(descriptor, number);
    }
    return answer(value);
}

Result<Object> confstr_function(Object* name) {
    int number = TRY(number_of_name(name, confstr_names));
    errno = 0;
    std::size_t length = confstr(number, nullptr, 0);  // with the final zero
    if (length == 0) return errno != 0 ? Result<Object>(raise_os_error(errno)) : none();
    std::string text;
    TRY(reserve_room(text, length));
    text.resize(length);
    confstr(number, text.data(), length);
    return name_as_str(text.c_str());
}

const Method configuration_functions[] = {
    {"sysconf(name, /)", bind<sysconf_function>, "Gives a limit or a size of the system, by name or number."},
    {"pathconf(path, name)", bind<pathconf_function>, "Gives a limit of the file system that a path is on."},
    {"fpathconf(fd, name, /)", bind<fpathconf_function>, "Gives a limit of the file system that a descriptor is on."},
    {"confstr(name, /)", bind<confstr_function>, "Gives a text that the system is configured with, or None."},
};

Result<void> add_names(Module* module, const char* attribute, std::span<const Name> names) {
    Ref<Dict> numbers = Dict::create();
    for (const Name& known : names)
        TRY(dict_set(numbers.get(), Str::from(known.name).get(), Int::from(known.number).get()));
    module->set(attribute, numbers.get());
    return {};
}

Result<void> configuration_execute(Module* module) {
    TRY(add_names(module, "confstr_names", confstr_names));
    TRY(add_names(module, "pathconf_names", pathconf_names));
    return add_names(module, "sysconf_names", sysconf_names);
}

}  // namespace

extern const ModuleSpec configuration_part = {.functions = configuration_functions, .exec = configuration_execute};

}  // namespace minipy::posix
