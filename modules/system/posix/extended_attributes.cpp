// SPDX-License-Identifier: MIT
// Extended attributes: names with values that a file carries besides its contents. How long they are is asked with the
// call itself, which may grow meanwhile: so a guess is doubled until it is enough. CPython: Modules/posixmodule.c.
#include <sys/xattr.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/buffer.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

Result<Path> file_argument(const char* function, Object* object, bool follow_symlinks) {
    Path path = TRY(path_argument(function, object, PathKinds::name_or_descriptor));
    TRY(check_follows(function, path, symlinks_as(follow_symlinks)));
    return path;
}

// What `call(buffer, length)` fills, in a buffer that is long enough.
template <class Call>
Result<Bytes> filled(const Path& path, Call call) {
    constexpr Size guesses[] = {128, 65536};  // the longest that Linux knows
    for (Size guess : guesses) {
        Ref<Bytes> buffer = TRY(Bytes::create(guess));
        char* data = buffer->data();
        Size length = TRY(system_call(Blocking::file, [&] { return call(data, std::size_t(guess)); }));
        if (length >= 0) return Bytes::copy({data, std::size_t(length)});
        if (errno != ERANGE) break;
    }
    return raise_errno(path);
}

Result<Object> getxattr_function(Object* path_object, Object* attribute, bool follow_symlinks) {
    Path path = TRY(file_argument("getxattr", path_object, follow_symlinks));
    Path name = TRY(path_argument("getxattr", attribute, PathKinds::name, "attribute"));
    TRY(audit("os.getxattr", {path_object, attribute}));
    return filled(path, [&](char* data, std::size_t length) {
        if (path.is_descriptor()) return fgetxattr(path.descriptor, name.text(), data, length);
        return follow_symlinks ? getxattr(path.text(), name.text(), data, length)
                               : lgetxattr(path.text(), name.text(), data, length);
    });
}

Result<void> setxattr_function(Object* path_object, Object* attribute, Object* value, int flags, bool follow_symlinks) {
    Path path = TRY(file_argument("setxattr", path_object, follow_symlinks));
    Path name = TRY(path_argument("setxattr", attribute, PathKinds::name, "attribute"));
    Buffer buffer;
    TRY(buffer.acquire(value));
    TRY(audit("os.setxattr", {path_object, attribute, value, Int::from(flags).get()}));
    const char* data = buffer.data();
    auto length = std::size_t(buffer.length());
    TRY(path_call(path, [&] {
        if (path.is_descriptor()) return fsetxattr(path.descriptor, name.text(), data, length, flags);
        return follow_symlinks ? setxattr(path.text(), name.text(), data, length, flags)
                               : lsetxattr(path.text(), name.text(), data, length, flags);
    }));
    return {};
}

Result<void> removexattr_function(Object* path_object, Object* attribute, bool follow_symlinks) {
    Path path = TRY(file_argument("removexattr", path_object, follow_symlinks));
    Path name = TRY(path_argument("removexattr", attribute, PathKinds::name, "attribute"));
    TRY(audit("os.removexattr", {path_object, attribute}));
    TRY(path_call(path, [&] {
        if (path.is_descriptor()) return fremovexattr(path.descriptor, name.text());
        return follow_symlinks ? removexattr(path.text(), name.text()) : lremovexattr(path.text(), name.text());
    }));
    return {};
}

Result<Object> listxattr_function(Object* path_object, bool follow_symlinks) {
    Ref<Object> here = Str::from(".");
    Path path = TRY(path_argument("listxattr", is_none(path_object) ? here.get() : path_object,
                                  PathKinds::name_or_descriptor_or_none));
    TRY(check_follows("listxattr", path, symlinks_as(follow_symlinks)));
    TRY(audit("os.listxattr", {path_object}));
    Ref<Bytes> all = TRY(filled(path, [&](char* data, std::size_t length) {
        if (path.is_descriptor()) return flistxattr(path.descriptor, data, length);
        return follow_symlinks ? listxattr(path.text(), data, length) : llistxattr(path.text(), data, length);
    }));
    Ref<List> names = List::create();
    std::string_view rest = all->view();  // each name ends with a zero
    for (std::size_t end; (end = rest.find('\0')) != std::string_view::npos; rest.remove_prefix(end + 1))
        TRY(list_append(names.get(), TRY(name_as_str(std::string(rest.substr(0, end))))));
    return names;
}

const Method extended_attributes_functions[] = {
    {"getxattr(path, attribute, *, follow_symlinks=True)", bind<getxattr_function>,
     "Gives the value of an extended attribute of a file."},
    {"setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)", bind<setxattr_function>,
     "Sets an extended attribute of a file to some bytes."},
    {"removexattr(path, attribute, *, follow_symlinks=True)", bind<removexattr_function>,
     "Removes an extended attribute of a file."},
    {"listxattr(path=None, *, follow_symlinks=True)", bind<listxattr_function>,
     "Lists the names of a file's extended attributes."},
};

}  // namespace

extern const ModuleSpec extended_attribute_part = {.functions = extended_attributes_functions};

}  // namespace minipy::posix
