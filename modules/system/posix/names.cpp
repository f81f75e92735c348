// SPDX-License-Identifier: MIT
// Names in directories: making them, taking them away, links, pipes and devices with names.
// CPython: Modules/posixmodule.c. Next: directories.cpp, which lists them.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/text/codecs.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

Result<Object> readlink_function(Object* path_object, Object* dir_fd) {
    Path path = TRY(path_argument("readlink", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    std::string target(256, '\0');
    for (;;) {
        Size length =
            TRY(path_call(path, [&] { return readlinkat(directory, path.text(), target.data(), target.size()); }));
        if (std::size_t(length) < target.size()) {
            target.resize(std::size_t(length));
            return name_as_asked(target, path.is_bytes);
        }
        TRY(reserve_more(target, target.size()));
        target.resize(target.size() * 2);
    }
}

// ---------------------------------------------------------------- taking names away, making directories

Result<void> unlink_named(const char* function, Object* path_object, Object* dir_fd, int flags) {
    Path path = TRY(path_argument(function, path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(audit(flags == AT_REMOVEDIR ? "os.rmdir" : "os.remove", {path_object, shown_directory(directory).get()}));
    TRY(path_call(path, [&] { return unlinkat(directory, path.text(), flags); }));
    return {};
}
Result<void> unlink_function(Object* path, Object* dir_fd) { return unlink_named("unlink", path, dir_fd, 0); }
Result<void> remove_function(Object* path, Object* dir_fd) { return unlink_named("remove", path, dir_fd, 0); }
Result<void> rmdir_function(Object* path, Object* dir_fd) { return unlink_named("rmdir", path, dir_fd, AT_REMOVEDIR); }

Result<void> mkdir_function(Object* path_object, int mode, Object* dir_fd) {
    Path path = TRY(path_argument("mkdir", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(audit("os.mkdir", {path_object, Int::from(mode).get(), shown_directory(directory).get()}));
    TRY(path_call(path, [&] { return mkdirat(directory, path.text(), mode_t(mode)); }));
    return {};
}

// ---------------------------------------------------------------- a second or another name

Result<void> rename_named(const char* function, Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    Path from = TRY(path_argument(function, src, PathKinds::name, "src"));
    Path to = TRY(path_argument(function, dst, PathKinds::name, "dst"));
    int from_directory = TRY(directory_descriptor(src_dir_fd)), to_directory = TRY(directory_descriptor(dst_dir_fd));
    TRY(audit("os.rename", {src, dst, shown_directory(from_directory).get(), shown_directory(to_directory).get()}));
    Size result = TRY(
        system_call(Blocking::file, [&] { return renameat(from_directory, from.text(), to_directory, to.text()); }));
    if (result != 0) return raise_errno_of_two(src, dst);
    return {};
}
Result<void> rename_function(Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    return rename_named("rename", src, dst, src_dir_fd, dst_dir_fd);
}
Result<void> replace_function(Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd) {
    return rename_named("replace", src, dst, src_dir_fd, dst_dir_fd);
}

Result<void> symlink_function(Object* src, Object* dst, bool, Object* dir_fd) {
    Path target = TRY(path_argument("symlink", src, PathKinds::name, "src"));
    Path name = TRY(path_argument("symlink", dst, PathKinds::name, "dst"));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(audit("os.symlink", {src, dst, shown_directory(directory).get()}));
    Size result = TRY(system_call(Blocking::file, [&] { return symlinkat(target.text(), directory, name.text()); }));
    if (result != 0) return raise_errno_of_two(src, dst);
    return {};
}

Result<void> link_function(Object* src, Object* dst, Object* src_dir_fd, Object* dst_dir_fd, bool follow_symlinks) {
    Path from = TRY(path_argument("link", src, PathKinds::name, "src"));
    Path to = TRY(path_argument("link", dst, PathKinds::name, "dst"));
    int from_directory = TRY(directory_descriptor(src_dir_fd)), to_directory = TRY(directory_descriptor(dst_dir_fd));
    TRY(audit("os.link", {src, dst, shown_directory(from_directory).get(), shown_directory(to_directory).get()}));
    // Without any of the options it is link(), which on Linux does not follow either.
    bool plain = from_directory == AT_FDCWD && to_directory == AT_FDCWD && follow_symlinks;
    int flags = !plain && follow_symlinks ? AT_SYMLINK_FOLLOW : 0;
    Size result = TRY(system_call(Blocking::file,
                                  [&] { return linkat(from_directory, from.text(), to_directory, to.text(), flags); }));
    if (result != 0) return raise_errno_of_two(src, dst);
    return {};
}

// ---------------------------------------------------------------- pipes and devices

Result<void> mkfifo_function(Object* path_object, int mode, Object* dir_fd) {
    Path path = TRY(path_argument("mkfifo", path_object));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(checked_system_call(Blocking::file, [&] { return mkfifoat(directory, path.text(), mode_t(mode)); }));
    return {};
}

Result<void> mknod_function(Object* path_object, int mode, Object* device, Object* dir_fd) {
    Path path = TRY(path_argument("mknod", path_object));
    dev_t number = TRY(unsigned_argument(device));
    int directory = TRY(directory_descriptor(dir_fd));
    TRY(checked_system_call(Blocking::file, [&] { return mknodat(directory, path.text(), mode_t(mode), number); }));
    return {};
}

Result<Object> major_function(Object* device) { return Int::from(major(TRY(unsigned_argument(device)))); }
Result<Object> minor_function(Object* device) { return Int::from(minor(TRY(unsigned_argument(device)))); }
Result<Object> makedev_function(int major_number, int minor_number) {
    return Int::from(std::int64_t(makedev(unsigned(major_number), unsigned(minor_number))));
}

// ---------------------------------------------------------------- texts of paths

Result<Object> fspath_function(Object* path) { return file_name_object(path); }

// What os.path.normpath() is made of: no empty parts, no ".", and ".." takes the part before it away. Two slashes in
// front mean something of their own, three do not.
std::string normalized(std::string_view path) {
    std::size_t slashes = std::min(path.find_first_not_of('/'), path.size());
    std::string result(slashes == 2 ? 2 : std::min<std::size_t>(slashes, 1), '/');
    const std::size_t root = result.size();
    std::size_t fixed = root;  // ".." in front stay
    for (path.remove_prefix(slashes); !path.empty();) {
        std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(part.size() + 1, path.size()));
        if (part.empty() || part == ".") continue;
        bool goes_up = part == "..";
        if (goes_up && result.size() > fixed) {
            std::size_t cut = result.rfind('/');
            result.resize(cut == std::string::npos || cut < root ? root : cut);
        } else if (!goes_up || root == 0) {
            if (result.size() > root) result += '/';
            result += part;
            if (goes_up) fixed = result.size();
        }
    }
    return result;
}
Result<Object> normpath_function(Object* path) {
    if (!is<Str>(path)) return raise(TypeError, "expected 'str', not '{}'", type_name(path));
    Ref<Bytes> text = TRY(encode_utf8(cast<Str>(path), "surrogatepass"));
    if (text->view() == ".") return share(path);
    TRY(check_room(2 * text->view().size()));
    return decode_utf8(normalized(text->view()), "surrogatepass");
}

const Method names_functions[] = {
    {"readlink(path, *, dir_fd=None)", bind<readlink_function>, "Tells where a symbolic link points."},
    {"unlink(path, *, dir_fd=None)", bind<unlink_function>, "Takes a name away; the file goes with its last name."},
    {"remove(path, *, dir_fd=None)", bind<remove_function>, "Takes a name away; the file goes with its last name."},
    {"rmdir(path, *, dir_fd=None)", bind<rmdir_function>, "Removes a directory, which must be empty."},
    {"mkdir(path, mode=511, *, dir_fd=None)", bind<mkdir_function>, "Makes a directory; mode is cut by the umask."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", bind<rename_function>,
     "Gives a file another name; what has that name already is replaced."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", bind<replace_function>,
     "Gives a file another name; what has that name already is replaced."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", bind<symlink_function>,
     "Makes dst a symbolic link to src, whether that exists or not."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", bind<link_function>,
     "Gives the file src a further name, dst."},
    {"mkfifo(path, mode=438, *, dir_fd=None)", bind<mkfifo_function>,
     "Makes a pipe with a name: who opens one end waits for who opens the other."},
    {"mknod(path, mode=384, device=0, *, dir_fd=None)", bind<mknod_function>,
     "Makes a file, a pipe or the entry of a device; mode says which, and who may."},
    {"major(device, /)", bind<major_function>, "Gives the part of a device's number that says which driver."},
    {"minor(device, /)", bind<minor_function>, "Gives the part of a device's number that says which of its devices."},
    {"makedev(major, minor, /)", bind<makedev_function>, "Puts the number of a device together."},
    {"_path_normpath(path)", bind<normpath_function>, "Gives a path without detours, or '' where that is nowhere."},
    {"fspath(path)", bind<fspath_function>, "Gives a path as str or bytes: as it is, or by __fspath__."},
};

}  // namespace

extern const ModuleSpec name_part = {.functions = names_functions};

}  // namespace minipy::posix
