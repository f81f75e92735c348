// SPDX-License-Identifier: MIT
// Users and groups of this process: real, effective and saved ones. CPython: Modules/posixmodule.c.
#include <grp.h>
#include <unistd.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/memory/fixed_array.hpp"

namespace minipy::posix {

namespace {

constexpr Size most_groups = 65536;  // NGROUPS_MAX

// ---------------------------------------------------------------- who it is

template <auto function>
Result<Object> identity() {
    return user_number(function());
}

template <auto function>
Result<Object> three_identities() {
    unsigned real, effective, saved;
    if (function(&real, &effective, &saved) != 0) return raise_os_error(errno);
    return tuple_of_numbers({real, effective, saved});
}

Result<Object> getlogin_function() {
    const char* name;
    {
        AllowThreads allowed(Blocking::file);
        errno = 0;
        name = getlogin();
    }
    if (name != nullptr) return name_as_str(name);
    if (errno == 0) return raise(OSError, "unable to determine login name");
    return raise_os_error(errno);
}

// ---------------------------------------------------------------- becoming somebody else

using Converter = Result<unsigned> (*)(Object*);

template <auto function, Converter convert>
Result<void> become(Object* identity) {
    unsigned id = TRY(convert(identity));
    if (function(id) < 0) return raise_os_error(errno);
    return {};
}
template <auto function, Converter convert>
Result<void> become_both(Object* real_object, Object* effective_object) {
    unsigned real = TRY(convert(real_object)), effective = TRY(convert(effective_object));
    if (function(real, effective) < 0) return raise_os_error(errno);
    return {};
}
template <auto function, Converter convert>
Result<void> become_all(Object* real_object, Object* effective_object, Object* saved_object) {
    unsigned real = TRY(convert(real_object)), effective = TRY(convert(effective_object));
    unsigned saved = TRY(convert(saved_object));
    if (function(real, effective, saved) < 0) return raise_os_error(errno);
    return {};
}

// ---------------------------------------------------------------- further groups

Result<Object> list_of_groups(const gid_t* groups, Size count) {
    Ref<List> list = List::create();
    for (Size place = 0; place < count; ++place) TRY(list_append(list.get(), user_number(groups[place])));
    return list;
}

Result<Object> getgroups_function() {
    for (;;) {
        int count = getgroups(0, nullptr);
        if (count < 0) return raise_os_error(errno);
        FixedArray<gid_t> groups;
        if (!groups.allocate(std::size_t(count) + 1)) return raise_no_memory();
        int filled = getgroups(count, groups.begin());
        if (filled >= 0) return list_of_groups(groups.begin(), filled);
        if (errno != EINVAL) return raise_os_error(errno);  // there are more by now
    }
}

Result<Object> getgrouplist_function(Str* user, Object* group_object) {
    std::string name = TRY(file_name_bytes(user));
    gid_t group = TRY(group_argument(group_object));
    for (int room = 64;; room *= 2) {
        FixedArray<gid_t> groups;
        if (!groups.allocate(std::size_t(room))) return raise_no_memory();
        int count = room, result;
        {
            AllowThreads allowed(Blocking::file);
            result = getgrouplist(name.c_str(), group, groups.begin(), &count);
        }
        if (result >= 0) return list_of_groups(groups.begin(), count);
        if (room > most_groups) return raise_os_error(errno);
    }
}

Result<void> initgroups_function(Object* user, Object* gid) {
    std::string name = TRY(file_name_bytes(user));
    gid_t group = TRY(group_argument(gid));
    TRY(checked_system_call(Blocking::file, [&] { return initgroups(name.c_str(), group); }));
    return {};
}

Result<void> setgroups_function(Object* sequence) {
    if (sequence->type->slots.get_item == nullptr || is<Dict>(sequence))
        return raise(TypeError, "setgroups argument must be a sequence");
    if (TRY(length(sequence)) > most_groups) return raise(ValueError, "too many groups");
    Ref<Tuple> items = TRY(Tuple::from_iterable(sequence));
    FixedArray<gid_t> groups;
    if (!groups.allocate(std::size_t(items->length))) return raise_no_memory();
    for (Size place = 0; place < items->length; ++place) {
        Object* item = (*items)[place];
        if (!is<Int>(item)) return raise(TypeError, "groups must be integers");
        groups[std::size_t(place)] = TRY(group_argument(item));
    }
    if (setgroups(groups.size(), groups.begin()) < 0) return raise_os_error(errno);
    return {};
}

const Method users_functions[] = {
    {"getuid()", bind<identity<getuid>>, "Gives the user who started the program."},
    {"geteuid()", bind<identity<geteuid>>, "Gives the user with whose rights the program runs."},
    {"getgid()", bind<identity<getgid>>, "Gives the group of the user who started the program."},
    {"getegid()", bind<identity<getegid>>, "Gives the group with whose rights the program runs."},
    {"getresuid()", bind<three_identities<getresuid>>, "Gives the real, effective and saved user."},
    {"getresgid()", bind<three_identities<getresgid>>, "Gives the real, effective and saved group."},
    {"getlogin()", bind<getlogin_function>, "Gives the name of the user who sits at the terminal."},
    {"setuid(uid, /)", bind<become<setuid, user_argument>>, "Makes another user the owner of this process."},
    {"seteuid(euid, /)", bind<become<seteuid, user_argument>>, "Goes on with the rights of another user."},
    {"setgid(gid, /)", bind<become<setgid, group_argument>>, "Makes another group that of this process."},
    {"setegid(egid, /)", bind<become<setegid, group_argument>>, "Goes on with the rights of another group."},
    {"setreuid(ruid, euid, /)", bind<become_both<setreuid, user_argument>>,
     "Sets the real and the effective user; -1 leaves one as it is."},
    {"setregid(rgid, egid, /)", bind<become_both<setregid, group_argument>>,
     "Sets the real and the effective group; -1 leaves one as it is."},
    {"setresuid(ruid, euid, suid, /)", bind<become_all<setresuid, user_argument>>,
     "Sets the real, effective and saved user; -1 leaves one as it is."},
    {"setresgid(rgid, egid, sgid, /)", bind<become_all<setresgid, group_argument>>,
     "Sets the real, effective and saved group; -1 leaves one as it is."},
    {"getgroups()", bind<getgroups_function>, "Lists the further groups whose rights the process has."},
    {"setgroups(groups, /)", bind<setgroups_function>, "Sets the further groups whose rights the process has."},
    {"getgrouplist(user, group, /)", bind<getgrouplist_function>,
     "Lists the groups that a user belongs to, and the given one."},
    {"initgroups(username, gid, /)", bind<initgroups_function>,
     "Gives the process the rights of all groups that a user belongs to, and of the given one."},
};

}  // namespace

extern const ModuleSpec user_part = {.functions = users_functions};

}  // namespace minipy::posix
