// SPDX-License-Identifier: MIT
// Module fcntl: flags, locks and device controls of open files. What fcntl() and ioctl() make of their argument only
// the command knows: a number, or memory that they may write to. So bytes are copied into a buffer that is long enough,
// and given back. CPython: Modules/fcntlmodule.c. Next: terminal_settings.cpp.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstring>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace {

// A copy of the argument, with room behind it for what the system writes.
struct ArgumentCopy {
    static constexpr Size most = 1024;
    char data[most + 1];
    Size length = 0;

    Result<void> fill(std::string_view text, const char* function) {
        if (text.size() > most) return raise(ValueError, "{} string arg too long", function);
        length = Size(text.size());
        std::memcpy(data, text.data(), text.size());
        data[length] = '\0';
        return {};
    }
    Result<Object> given_back() const { return Bytes::copy({data, std::size_t(length)}); }
};

// The text of a str or bytes; null for anything else.
Result<Bytes> text_argument(Object* object) {
    if (auto* text = as<Str>(object)) return encode_utf8(text, "strict");
    return share(cast<Bytes>(object));
}
bool is_text(Object* object) { return is<Str>(object) || is<Bytes>(object); }

// As "I" of CPython's argument parser: any int, cut to 32 bits.
Result<unsigned> cut_number(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small()) return unsigned(number->small);
    Ref<Int> mask = Int::from(UINT32_MAX);
    return unsigned(TRY(int_and(number.get(), mask.get()))->small);
}

Result<Object> fcntl_function(Object* fd, int cmd, Object* argument) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    Object* shown = argument == nullptr ? &None : argument;
    TRY(audit("fcntl.fcntl", {Int::from(descriptor).get(), Int::from(cmd).get(), shown}));
    if (argument != nullptr && is_text(argument)) {
        ArgumentCopy copy;
        TRY(copy.fill(TRY(text_argument(argument))->view(), "fcntl"));
        TRY(checked_system_call(Blocking::outside, [&] { return fcntl(descriptor, cmd, copy.data); }));
        return copy.given_back();
    }
    unsigned number = argument == nullptr ? 0 : TRY(cut_number(argument));
    return Int::from(TRY(checked_system_call(Blocking::outside, [&] { return fcntl(descriptor, cmd, int(number)); })));
}

// ---------------------------------------------------------------- ioctl

// Without a copy the caller's own buffer is changed: a long one directly, a short one by way of a longer copy.
Result<Object> ioctl_in_place(int descriptor, unsigned long request, Buffer& buffer) {
    if (buffer.length() > ArgumentCopy::most) {
        char* data = buffer.data();
        return Int::from(TRY(checked_system_call(Blocking::outside, [&] { return ioctl(descriptor, request, data); })));
    }
    ArgumentCopy copy;
    TRY(copy.fill(buffer.text(), "ioctl"));
    std::int64_t answer = TRY(system_call(Blocking::outside, [&] { return ioctl(descriptor, request, copy.data); }));
    int error = errno;
    std::memcpy(buffer.data(), copy.data, std::size_t(copy.length));
    if (answer < 0) return raise_os_error(error);
    return Int::from(answer);
}
Result<Object> ioctl_with_copy(int descriptor, unsigned long request, std::string_view text) {
    ArgumentCopy copy;
    TRY(copy.fill(text, "ioctl"));
    TRY(checked_system_call(Blocking::outside, [&] { return ioctl(descriptor, request, copy.data); }));
    return copy.given_back();
}

Result<Object> ioctl_function(Object* fd, Object* request_object, Object* argument, bool mutate_flag) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    unsigned request = TRY(cut_number(request_object));
    Object* shown = argument == nullptr ? &None : argument;
    TRY(audit("fcntl.ioctl", {Int::from(descriptor).get(), Int::from(request).get(), shown}));
    if (argument != nullptr && is_text(argument))
        return ioctl_with_copy(descriptor, request, TRY(text_argument(argument))->view());
    if (argument != nullptr && supports_buffer(argument)) {
        Buffer buffer;
        if (buffer.acquire(argument, BufferAccess::write).ok()) {
            if (mutate_flag) return ioctl_in_place(descriptor, request, buffer);
            return ioctl_with_copy(descriptor, request, buffer.text());
        }
        clear_exception();
        TRY(buffer.acquire(argument));
        return ioctl_with_copy(descriptor, request, buffer.text());
    }
    unsigned number = argument == nullptr ? 0 : TRY(cut_number(argument));
    return Int::from(
        TRY(checked_system_call(Blocking::outside, [&] { return ioctl(descriptor, request, int(number)); })));
}

// ---------------------------------------------------------------- locks

Result<void> flock_function(Object* fd, int operation) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    TRY(audit("fcntl.flock", {Int::from(descriptor).get(), Int::from(operation).get()}));
    TRY(checked_system_call(Blocking::outside, [&] { return flock(descriptor, operation); }));
    return {};
}

Result<short> lock_kind(int command) {
    if (command == LOCK_UN) return short(F_UNLCK);
    if ((command & LOCK_SH) != 0) return short(F_RDLCK);
    if ((command & LOCK_EX) != 0) return short(F_WRLCK);
    return raise(ValueError, "unrecognized lockf argument");
}

Result<Object> fcntl_lockf_function(Object* fd, int cmd, Object* length, Object* start, int whence) {
    int descriptor = TRY(posix::descriptor_argument(fd));
    Object* shown_length = length == nullptr ? &None : length;
    Object* shown_start = start == nullptr ? &None : start;
    TRY(audit("fcntl.lockf",
              {Int::from(descriptor).get(), Int::from(cmd).get(), shown_length, shown_start, Int::from(whence).get()}));
    struct flock lock {};
    lock.l_type = TRY(lock_kind(cmd));
    if (start != nullptr) lock.l_start = TRY(to_int64(start));
    if (length != nullptr) lock.l_len = TRY(to_int64(length));
    lock.l_whence = short(whence);
    int action = (cmd & LOCK_NB) != 0 ? F_SETLK : F_SETLKW;
    TRY(checked_system_call(Blocking::outside, [&] { return fcntl(descriptor, action, &lock); }));
    return none();
}

const Method fcntl_functions[] = {
    {"fcntl(fd, cmd, arg=<absent>, /)", bind<fcntl_function>,
     "Asks for or changes something about an open file; what arg is depends on the command."},
    {"ioctl(fd, request, arg=<absent>, mutate_flag=True, /)", bind<ioctl_function>,
     "Gives a command to a device; a writable buffer receives what it answers."},
    {"flock(fd, operation, /)", bind<flock_function>, "Locks or unlocks a whole file, for this open file."},
    {"lockf(fd, cmd, len=<absent>, start=<absent>, whence=0, /)", bind<fcntl_lockf_function>,
     "Locks or unlocks a part of a file, for this process."},
};

#define CONSTANT(name) \
    { #name, name }
constexpr Constant fcntl_constants[] = {
    CONSTANT(DN_ACCESS),   CONSTANT(DN_ATTRIB),     CONSTANT(DN_CREATE),    CONSTANT(DN_DELETE),
    CONSTANT(DN_MODIFY),   CONSTANT(DN_MULTISHOT),  CONSTANT(DN_RENAME),    CONSTANT(FASYNC),
    CONSTANT(FD_CLOEXEC),  CONSTANT(F_ADD_SEALS),   CONSTANT(F_DUPFD),      CONSTANT(F_DUPFD_CLOEXEC),
    CONSTANT(F_EXLCK),     CONSTANT(F_GETFD),       CONSTANT(F_GETFL),      CONSTANT(F_GETLEASE),
    CONSTANT(F_GETLK),     CONSTANT(F_GETLK64),     CONSTANT(F_GETOWN),     CONSTANT(F_GETPIPE_SZ),
    CONSTANT(F_GETSIG),    CONSTANT(F_GET_SEALS),   CONSTANT(F_NOTIFY),     CONSTANT(F_OFD_GETLK),
    CONSTANT(F_OFD_SETLK), CONSTANT(F_OFD_SETLKW),  CONSTANT(F_RDLCK),      CONSTANT(F_SEAL_GROW),
    CONSTANT(F_SEAL_SEAL), CONSTANT(F_SEAL_SHRINK), CONSTANT(F_SEAL_WRITE), CONSTANT(F_SETFD),
    CONSTANT(F_SETFL),     CONSTANT(F_SETLEASE),    CONSTANT(F_SETLK),      CONSTANT(F_SETLK64),
    CONSTANT(F_SETLKW),    CONSTANT(F_SETLKW64),    CONSTANT(F_SETOWN),     CONSTANT(F_SETPIPE_SZ),
    CONSTANT(F_SETSIG),    CONSTANT(F_SHLCK),       CONSTANT(F_UNLCK),      CONSTANT(F_WRLCK),
    CONSTANT(LOCK_EX),     CONSTANT(LOCK_MAND),     CONSTANT(LOCK_NB),      CONSTANT(LOCK_READ),
    CONSTANT(LOCK_RW),     CONSTANT(LOCK_SH),       CONSTANT(LOCK_UN),      CONSTANT(LOCK_WRITE),
};
#undef CONSTANT

}  // namespace

extern const ModuleSpec fcntl_module = {
    .name = "fcntl",
    .doc = "Flags, locks and device controls of open files.",
    .functions = fcntl_functions,
    .constants = fcntl_constants,
};

}  // namespace minipy
