// SPDX-License-Identifier: MIT
// Module _posixshmem: memory with a name that processes share, as a descriptor for mmap.
// CPython: Modules/_multiprocessing/posixshmem.c. Next: semaphores.cpp.
#include <fcntl.h>
#include <sys/mman.h>

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/system_call.hpp"

namespace minipy {

namespace {

Result<Bytes> name_argument(const char* function, Object* path) {
    auto* name = as<Str>(path);
    if (name == nullptr) return raise(TypeError, "{}() argument 'path' must be str, not {}", function, type_name(path));
    return encode_utf8(name, "strict");
}

Result<Size> shm_open_function(Object* path, int flags, int mode) {
    Ref<Bytes> name = TRY(name_argument("shm_open", path));
    const char* text = name->data();
    Size descriptor = TRY(system_call(Blocking::file, [&] { return shm_open(text, flags, mode_t(mode)); }));
    if (descriptor < 0) return raise_os_error(errno, path);
    return descriptor;
}

Result<void> shm_unlink_function(Object* path) {
    Ref<Bytes> name = TRY(name_argument("shm_unlink", path));
    const char* text = name->data();
    if (TRY(system_call(Blocking::file, [&] { return shm_unlink(text); })) < 0) return raise_os_error(errno, path);
    return {};
}

const Method shared_memory_functions[] = {
    {"shm_open(path, flags, mode=511)", bind<shm_open_function>,
     "Opens memory that processes share by its name, and gives a descriptor."},
    {"shm_unlink(path)", bind<shm_unlink_function>,
     "Takes the name away; the memory goes when nobody has it open or mapped."},
};

}  // namespace

extern const ModuleSpec posixshmem_module = {
    .name = "_posixshmem",
    .doc = "Memory that processes share by name.",
    .functions = shared_memory_functions,
};

}  // namespace minipy
