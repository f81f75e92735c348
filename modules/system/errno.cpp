// SPDX-License-Identifier: MIT
// Module errno: the system's error numbers by name, and the names by number. CPython: Modules/errnomodule.c.
#include <cerrno>

#include "runtime/containers/dict.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

#define E(name) \
    { #name, name }
// Where two names share a number, the later one is the name of the number.
constexpr Constant errors[] = {
    E(ENODEV),
    E(ENOCSI),
    E(EHOSTUNREACH),
    E(ENOMSG),
    E(EUCLEAN),
    E(EL2NSYNC),
    E(EL2HLT),
    E(ENODATA),
    E(ENOTBLK),
    E(ENOSYS),
    E(EPIPE),
    E(EINVAL),
    E(EOVERFLOW),
    E(EADV),
    E(EINTR),
    E(EUSERS),
    E(ENOTEMPTY),
    E(ENOBUFS),
    E(EPROTO),
    E(EREMOTE),
    E(ENAVAIL),
    E(ECHILD),
    E(ELOOP),
    E(EXDEV),
    E(E2BIG),
    E(ESRCH),
    E(EMSGSIZE),
    E(EAFNOSUPPORT),
    E(EBADR),
    E(EHOSTDOWN),
    E(EPFNOSUPPORT),
    E(ENOPROTOOPT),
    E(EBUSY),
    E(EWOULDBLOCK),
    E(EBADFD),
    E(EDOTDOT),
    E(EISCONN),
    E(ENOTCONN),
    E(ESHUTDOWN),
    E(ECONNREFUSED),
    E(EDOM),
    E(EBADMSG),
    E(EBADF),
    E(EMEDIUMTYPE),
    E(ENOTNAM),
    E(EALREADY),
    E(ENETDOWN),
    E(EDEADLOCK),
    E(ENOLCK),
    E(ENOLINK),
    E(ESTALE),
    E(EINPROGRESS),
    E(ENOSR),
    E(ENONET),
    E(EPERM),
    E(EROFS),
    E(ETIMEDOUT),
    E(EADDRINUSE),
    E(EDQUOT),
    E(EL3RST),
    E(ETOOMANYREFS),
    E(EL3HLT),
    E(EUNATCH),
    E(EADDRNOTAVAIL),
    E(ENOTUNIQ),
    E(EISNAM),
    E(ENOKEY),
    E(EKEYEXPIRED),
    E(EKEYREVOKED),
    E(EKEYREJECTED),
    E(ERFKILL),
    E(ENOTRECOVERABLE),
    E(EOWNERDEAD),
    E(EPROTONOSUPPORT),
    E(ESOCKTNOSUPPORT),
    E(EOPNOTSUPP),
    E(ENETUNREACH),
    E(ENETRESET),
    E(ECONNABORTED),
    E(ECONNRESET),
    E(EDESTADDRREQ),
    E(EPROTOTYPE),
    E(ENOTSOCK),
    E(ENOTSUP),
    E(ECANCELED),
    E(ENOENT),
    E(EIO),
    E(ENXIO),
    E(ENOEXEC),
    E(EAGAIN),
    E(ENOMEM),
    E(EACCES),
    E(EFAULT),
    E(EEXIST),
    E(ENOTDIR),
    E(EISDIR),
    E(ENFILE),
    E(EMFILE),
    E(ENOTTY),
    E(ETXTBSY),
    E(EFBIG),
    E(ENOSPC),
    E(ESPIPE),
    E(EMLINK),
    E(ERANGE),
    E(EDEADLK),
    E(ENAMETOOLONG),
    E(EIDRM),
    E(ECHRNG),
    E(ELNRNG),
    E(EBADE),
    E(EXFULL),
    E(ENOANO),
    E(EBADRQC),
    E(EBADSLT),
    E(EBFONT),
    E(ENOSTR),
    E(ETIME),
    E(ENOPKG),
    E(ESRMNT),
    E(ECOMM),
    E(EMULTIHOP),
    E(EREMCHG),
    E(ELIBACC),
    E(ELIBBAD),
    E(ELIBSCN),
    E(ELIBMAX),
    E(ELIBEXEC),
    E(EILSEQ),
    E(ERESTART),
    E(ESTRPIPE),
    E(EREMOTEIO),
    E(ENOMEDIUM),
};
#undef E

Result<void> errno_execute(Module* module) {
    Ref<Dict> names = Dict::create();
    for (const Constant& error : errors)
        TRY(dict_set(names.get(), Int::from(error.number).get(), Str::interned_from(error.name).get()));
    module->set("errorcode", names.get());
    return {};
}

}  // namespace

extern const ModuleSpec errno_module = {
    .name = "errno",
    .doc = "The numbers of the system's errors by their names in C; errorcode leads back.",
    .constants = errors,
    .exec = errno_execute,
};

}  // namespace minipy
