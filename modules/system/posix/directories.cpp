// SPDX-License-Identifier: MIT
// Directories: listdir, scandir with its DirEntry, getcwd, chdir. CPython: Modules/posixmodule.c.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

Result<Str> getcwd_function() {
    std::string name(256, '\0');
    while (getcwd(name.data(), name.size()) == nullptr) {
        if (errno != ERANGE) return raise_os_error(errno);
        name.resize(name.size() * 2);
    }
    return name_as_str(name.c_str());
}
Result<Bytes> getcwdb_function() {
    Ref<Str> name = TRY(getcwd_function());
    return Bytes::copy(name->to_string());
}

Result<void> chdir_function(Object* path_object) {
    Path path = TRY(path_argument("chdir", path_object, PathKinds::name_or_descriptor));
    TRY(audit("os.chdir", {path_object}));
    if ((path.is_descriptor() ? fchdir(path.descriptor) : chdir(path.name.c_str())) != 0) return raise_errno(path);
    return {};
}

Result<DIR*> open_directory(const Path& path) {
    DIR* directory = nullptr;
    if (path.is_descriptor()) {
        int own = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
        if (own >= 0) directory = fdopendir(own);
        if (directory == nullptr && own >= 0) close(own);
        if (directory != nullptr) rewinddir(directory);
    } else {
        directory = opendir(path.name.c_str());
    }
    if (directory == nullptr) return raise_errno(path);
    return directory;
}

// The next entry that is not "." or ".."; null at the end (errno 0) or after an error.
dirent* next_entry(DIR* directory) {
    for (;;) {
        errno = 0;
        dirent* entry = readdir(directory);
        if (entry == nullptr) return nullptr;
        std::string_view name = entry->d_name;
        if (name != "." && name != "..") return entry;
    }
}

Result<Object> listdir_function(Object* path_object) {
    Ref<Object> here = Str::from(".");
    Path path = TRY(path_argument("listdir", is_none(path_object) ? here.get() : path_object,
                                  PathKinds::name_or_descriptor_or_none));
    TRY(audit("os.listdir", {path_object}));
    DIR* directory = TRY(open_directory(path));
    Ref<List> names = List::create();
    Result<void> outcome;
    while (dirent* entry = next_entry(directory)) {
        Result<Object> name = name_as_asked(entry->d_name, path.is_bytes);
        outcome = name.ok() ? list_append(names.get(), name.take()) : Result<void>(Failure{});
        if (outcome.failed()) break;
    }
    int error = errno;
    closedir(directory);
    if (outcome.failed()) return Failure{};
    if (error != 0) {
        errno = error;
        return raise_errno(path);
    }
    return names;
}

// ---------------------------------------------------------------- DirEntry

struct DirEntry : Object {
    Ref<Object> name, path;
    Ref<Object> stat, lstat;   // once asked for
    std::string* system_path;  // owned
    ino_t inode;
    unsigned char kind;  // DT_DIR …
    int directory;       // scandir(fd): the descriptor, else −1
    ~DirEntry() { delete system_path; }
    static constexpr auto references = field_list<&DirEntry::name, &DirEntry::path, &DirEntry::stat, &DirEntry::lstat>;
};
extern Type dir_entry_type;

DirEntry* entry_of(Object* self) { return static_cast<DirEntry*>(self); }

Result<Object> fetch_stat(DirEntry* self, Symlinks symlinks) {
    struct stat answer;
    int at = self->directory >= 0 ? self->directory : AT_FDCWD;
    if (fstatat(at, self->system_path->c_str(), &answer, symlinks == Symlinks::followed ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
        return raise_os_error(errno, self->path.get());
    return make_stat_result(answer);
}

Result<Object> entry_lstat(DirEntry* self) {
    if (!self->lstat) self->lstat = TRY(fetch_stat(self, Symlinks::kept));
    return self->lstat;
}

Result<Object> stat_of(DirEntry* self, Symlinks symlinks) {
    if (symlinks == Symlinks::kept) return entry_lstat(self);
    if (!self->stat)
        self->stat = self->kind == DT_LNK || self->kind == DT_UNKNOWN ? TRY(fetch_stat(self, Symlinks::followed))
                                                                      : TRY(entry_lstat(self));
    return self->stat;
}

Symlinks symlinks_as(bool follow_symlinks) { return follow_symlinks ? Symlinks::followed : Symlinks::kept; }

Result<Object> entry_stat(DirEntry* self, bool follow_symlinks) { return stat_of(self, symlinks_as(follow_symlinks)); }

// Does st_mode say this kind? A file that is gone is of no kind.
Result<bool> has_mode(DirEntry* self, Symlinks symlinks, mode_t wanted) {
    Result<Object> answer = stat_of(self, symlinks);
    if (answer.failed()) {
        if (catch_exception(FileNotFoundError)) return false;
        return Failure{};
    }
    Ref<Object> kept = answer.take();
    Object* mode = cast<Tuple>(kept.get())->items()[0];
    return (mode_t(cast<Int>(mode)->small) & S_IFMT) == wanted;
}

Result<bool> is_kind(DirEntry* self, Symlinks symlinks, unsigned char kind, mode_t mode) {
    if (self->kind == DT_UNKNOWN || (self->kind == DT_LNK && symlinks == Symlinks::followed))
        return has_mode(self, symlinks, mode);
    return self->kind == kind;
}
Result<bool> entry_is_dir(DirEntry* self, bool follow_symlinks) {
    return is_kind(self, symlinks_as(follow_symlinks), DT_DIR, S_IFDIR);
}
Result<bool> entry_is_file(DirEntry* self, bool follow_symlinks) {
    return is_kind(self, symlinks_as(follow_symlinks), DT_REG, S_IFREG);
}
Result<bool> entry_is_symlink(DirEntry* self) { return is_kind(self, Symlinks::kept, DT_LNK, S_IFLNK); }
Result<Object> entry_inode(DirEntry* self) { return Int::from_unsigned(self->inode); }
Result<Object> entry_fspath(DirEntry* self) { return self->path; }

Result<Object> entry_repr(Object* self) {
    Ref<Str> name = TRY(repr(entry_of(self)->name.get()));
    return Str::from(format_text("<DirEntry {}>", name.get()));
}

const Method entry_methods[] = {
    {"is_dir(self, *, follow_symlinks=True)", bind<entry_is_dir>,
     "Tells whether it is a directory; mostly known from the listing, at no cost."},
    {"is_file(self, *, follow_symlinks=True)", bind<entry_is_file>,
     "Tells whether it is a regular file; mostly known from the listing, at no cost."},
    {"is_symlink(self, /)", bind<entry_is_symlink>,
     "Tells whether it is a symbolic link; mostly known from the listing, at no cost."},
    {"stat(self, *, follow_symlinks=True)", bind<entry_stat>, "Gives what stat() tells; asks the system once."},
    {"inode(self, /)", bind<entry_inode>, "Gives the number of the inode."},
    {"__fspath__(self, /)", bind<entry_fspath>, "Gives the path."},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as DirEntry[str].", MethodKind::class_method},
};
const Member entry_members[] = {
    member<&DirEntry::name>("name", "Name in the directory."),
    member<&DirEntry::path>("path", "Name with the path of the directory in front."),
};

const TypeSpec dir_entry_spec = {
    .name = "posix.DirEntry",
    .size = sizeof(DirEntry),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<DirEntry>,
              .traverse = traverse_references<DirEntry>,
              .clear = clear_references<DirEntry>,
              .repr = entry_repr},
    .methods = entry_methods,
    .members = entry_members,
};
Type dir_entry_type(dir_entry_spec);

// ---------------------------------------------------------------- scandir

struct ScanIterator : Object {
    DIR* directory;       // null: closed
    std::string* prefix;  // of the entries' paths; owned
    bool is_bytes;
    int descriptor;  // −1: scanned by name
    ~ScanIterator() {
        if (directory != nullptr) closedir(directory);
        delete prefix;
    }
};
extern Type scan_iterator_type;

ScanIterator* scan_of(Object* self) { return static_cast<ScanIterator*>(self); }

void close_scan(ScanIterator* self) {
    if (self->directory != nullptr) closedir(std::exchange(self->directory, nullptr));
}

Result<Object> scandir_function(Object* path_object) {
    Ref<Object> here = Str::from(".");
    Path path = TRY(path_argument("scandir", is_none(path_object) ? here.get() : path_object,
                                  PathKinds::name_or_descriptor_or_none));
    TRY(audit("os.scandir", {path_object}));
    Ref<Object> object = TRY(allocate_instance(&scan_iterator_type));
    ScanIterator* self = scan_of(object.get());
    self->descriptor = path.descriptor;
    self->is_bytes = path.is_bytes;
    self->prefix = new std::string(path.is_descriptor() ? "" : path.name);
    if (!self->prefix->empty() && self->prefix->back() != '/') *self->prefix += '/';
    self->directory = TRY(open_directory(path));
    return object;
}

Maybe<Object> scan_next(Object* object) {
    ScanIterator* self = scan_of(object);
    if (self->directory == nullptr) return nothing;
    dirent* found = next_entry(self->directory);
    if (found == nullptr) {
        int error = errno;
        close_scan(self);
        if (error != 0) return raise_os_error(error);
        return nothing;
    }
    Ref<Object> made = TRY(allocate_instance(&dir_entry_type));
    DirEntry* entry = entry_of(made.get());
    entry->directory = self->descriptor;
    entry->inode = found->d_ino;
    entry->kind = found->d_type;
    entry->system_path = new std::string(*self->prefix + found->d_name);
    entry->name = TRY(name_as_asked(found->d_name, self->is_bytes));
    entry->path = TRY(name_as_asked(*entry->system_path, self->is_bytes));
    return made;
}

Result<Object> scan_iter(Object* self) { return share(self); }
Result<Object> scan_enter(ScanIterator* self) { return share<Object>(self); }
Result<void> scan_close(ScanIterator* self) {
    close_scan(self);
    return {};
}
Result<void> scan_exit(ScanIterator* self, Object*) { return scan_close(self); }

const Method scan_methods[] = {
    {"__enter__(self, /)", bind<scan_enter>},
    {"__exit__(self, /, *exc_info)", bind<scan_exit>},
    {"close(self, /)", bind<scan_close>},
};

const TypeSpec scan_iterator_spec = {
    .name = "posix.ScandirIterator",
    .size = sizeof(ScanIterator),
    .flags = TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<ScanIterator>, .iter = scan_iter, .next = scan_next},
    .methods = scan_methods,
};
Type scan_iterator_type(scan_iterator_spec);

const Method functions[] = {
    {"getcwd()", bind<getcwd_function>, "Gives the directory that relative paths start from."},
    {"getcwdb()", bind<getcwdb_function>, "Gives the directory that relative paths start from, as bytes."},
    {"chdir(path)", bind<chdir_function>,
     "Makes another directory the one that relative paths start from, for all threads."},
    {"listdir(path=None)", bind<listdir_function>,
     "Lists the names in a directory, in no order and without '.' and '..'."},
    {"scandir(path=None)", bind<scandir_function>,
     "Walks over a directory with entries that know more than the name: quicker than listdir() and stat()."},
};

constexpr ModuleType types[] = {&dir_entry_type, ModuleType::hidden(&scan_iterator_type)};

}  // namespace

extern const ModuleSpec directory_part = {.functions = functions, .types = types};

}  // namespace minipy::posix
