// SPDX-License-Identifier: MIT
// Directories: listdir, scandir with its DirEntry, getcwd, chdir. A directory is read without the GIL, entry by entry,
// as each call may ask the disk. CPython: Modules/posixmodule.c. Next: stat.cpp.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "modules/system/posix/posix.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/exceptions/warnings.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/generic_alias.hpp"
#include "runtime/types/instance.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

Result<std::string> working_directory() {
    std::string name(256, '\0');
    for (;;) {
        const char* found;
        {
            AllowThreads allowed(Blocking::file);
            found = getcwd(name.data(), name.size());
        }
        if (found != nullptr) return std::string(name.c_str());
        if (errno != ERANGE) return raise_os_error(errno);
        TRY(reserve_more(name, name.size()));
        name.resize(name.size() * 2);
    }
}
Result<Str> getcwd_function() { return name_as_str(TRY(working_directory())); }
Result<Bytes> getcwdb_function() { return Bytes::copy(TRY(working_directory())); }

Result<void> chdir_function(Object* path_object) {
    Path path = TRY(path_argument("chdir", path_object, PathKinds::name_or_descriptor));
    TRY(audit("os.chdir", {path_object}));
    TRY(path_call(path, [&] { return path.is_descriptor() ? fchdir(path.descriptor) : chdir(path.text()); }));
    return {};
}
Result<void> fchdir_function(Object* fd) {
    int descriptor = TRY(descriptor_argument(fd));
    TRY(audit("os.chdir", {Int::from(descriptor).get()}));
    TRY(checked_system_call(Blocking::file, [&] { return fchdir(descriptor); }));
    return {};
}
Result<void> chroot_function(Object* path_object) {
    Path path = TRY(path_argument("chroot", path_object));
    TRY(path_call(path, [&] { return chroot(path.text()); }));
    return {};
}

// Null, and errno, when that fails. A descriptor stays the caller's: what is read is a duplicate, from the start.
DIR* open_directory_now(const Path& path) {
    if (path.is_number && !path.is_descriptor()) return opendir(".");  // −1, as in CPython
    if (!path.is_number) return opendir(path.text());
    int own = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0) return nullptr;
    DIR* directory = fdopendir(own);
    if (directory != nullptr) {
        rewinddir(directory);
    } else {
        int error = errno;
        close(own);
        errno = error;
    }
    return directory;
}

Result<DIR*> open_directory(const Path& path) {
    DIR* directory;
    {
        AllowThreads allowed(Blocking::file);
        directory = open_directory_now(path);
    }
    if (directory != nullptr) return directory;
    if (path.is_number && errno == EBADF) return raise_os_error(errno);
    return raise_errno(path);
}

void close_directory(DIR* directory) {
    AllowThreads allowed(Blocking::file);
    closedir(directory);
}

// The next entry that is not "." or ".."; null at the end (errno 0) or after an error.
dirent* next_entry(DIR* directory) {
    AllowThreads allowed(Blocking::file);
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
    close_directory(directory);
    if (outcome.failed()) return Failure{};
    if (error != 0) return raise_os_error(error, path.object);
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
    int flags = symlinks == Symlinks::followed ? 0 : AT_SYMLINK_NOFOLLOW;
    const char* name = self->system_path->c_str();
    if (TRY(system_call(Blocking::file, [&] { return fstatat(at, name, &answer, flags); })) != 0)
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
    bool is_reading;  // a thread is in readdir(): nobody else reads, and it closes what is to be closed
    bool is_closing;
    int descriptor;                                   // −1: scanned by name
    static constexpr auto references = field_list<>;  // the collector knows it only so that it is finalized
    ~ScanIterator() {
        if (directory != nullptr) closedir(directory);
        delete prefix;
    }
};
extern Type scan_iterator_type;

ScanIterator* scan_of(Object* self) { return static_cast<ScanIterator*>(self); }

void close_scan(ScanIterator* self) {
    if (self->is_reading) self->is_closing = true;
    else if (self->directory != nullptr) close_directory(std::exchange(self->directory, nullptr));
}

// The next entry, or null with errno; the iterator is held by whoever calls next().
Result<dirent*> read_entry(ScanIterator* self) {
    if (self->is_reading) return raise(RuntimeError, "another thread is reading this directory");
    self->is_reading = true;
    dirent* found = next_entry(self->directory);
    self->is_reading = false;
    return found;
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
    dirent* found = TRY(read_entry(self));
    if (found == nullptr || self->is_closing) {
        int error = found == nullptr ? errno : 0;
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

Result<void> warn_unclosed(Object* self) {
    Ref<Str> shown = TRY(repr(self));
    Ref<Str> message = Str::from(format_text("unclosed scandir iterator {}", shown.get()));
    return issue_warning_at_level(&ResourceWarning, message.get(), 1, self);
}
void scan_finalize(Object* self) {
    if (scan_of(self)->directory == nullptr) return;
    PreserveException preserved;
    if (warn_unclosed(self).failed()) {
        if (exception_matches(Warning)) write_unraisable(self);
        else clear_exception();
    }
    close_scan(scan_of(self));
}

const Method scan_methods[] = {
    {"__enter__(self, /)", bind<scan_enter>},
    {"__exit__(self, /, *exc_info)", bind<scan_exit>},
    {"close(self, /)", bind<scan_close>},
};

const TypeSpec scan_iterator_spec = {
    .name = "posix.ScandirIterator",
    .size = sizeof(ScanIterator),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<ScanIterator>,
              .traverse = traverse_references<ScanIterator>,
              .clear = clear_references<ScanIterator>,
              .finalize = scan_finalize,
              .iter = scan_iter,
              .next = scan_next},
    .methods = scan_methods,
};
Type scan_iterator_type(scan_iterator_spec);

const Method directories_functions[] = {
    {"getcwd()", bind<getcwd_function>, "Gives the directory that relative paths start from."},
    {"getcwdb()", bind<getcwdb_function>, "Gives the directory that relative paths start from, as bytes."},
    {"chdir(path)", bind<chdir_function>,
     "Makes another directory the one that relative paths start from, for all threads."},
    {"fchdir(fd)", bind<fchdir_function>, "Makes an open directory the one that relative paths start from."},
    {"chroot(path)", bind<chroot_function>, "Makes another directory the root of all absolute paths."},
    {"listdir(path=None)", bind<listdir_function>,
     "Lists the names in a directory, in no order and without '.' and '..'."},
    {"scandir(path=None)", bind<scandir_function>,
     "Walks over a directory with entries that know more than the name: quicker than listdir() and stat()."},
};

constexpr ModuleType directories_types[] = {&dir_entry_type, ModuleType::hidden(&scan_iterator_type)};

}  // namespace

extern const ModuleSpec directory_part = {.functions = directories_functions, .types = directories_types};

}  // namespace minipy::posix
