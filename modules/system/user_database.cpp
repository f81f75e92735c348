// SPDX-License-Identifier: MIT
// Modules pwd, grp and spwd: the system's databases of users, groups and shadow passwords. Looking one entry up takes a
// buffer that may be too short: it is doubled until it is not. Walks over all entries go through one cursor that
// belongs to the C library, so they keep the GIL. CPython: Modules/pwdmodule.c, Modules/grpmodule.c,
// Modules/spwdmodule.c.
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <unistd.h>

#include <vector>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/containers/struct_sequence.hpp"
#include "runtime/memory/fixed_array.hpp"

namespace minipy {

namespace {

constexpr const char* user_fields[] = {"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"};
constexpr const char* group_fields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem"};
constexpr const char* shadow_fields[] = {"sp_namp",  "sp_pwdp",   "sp_lstchg", "sp_min", "sp_max", "sp_warn",
                                         "sp_inact", "sp_expire", "sp_flag",   "sp_nam", "sp_pwd"};
const StructSequenceSpec user_spec("pwd.struct_passwd", "A user: name, numbers, home directory, shell.", user_fields);
const StructSequenceSpec group_spec("grp.struct_group", "A group: name, number, members.", group_fields);
const StructSequenceSpec shadow_spec("spwd.struct_spwd", "A password, and until when it is good.", shadow_fields, 9);
Type user_type(user_spec), group_type(group_spec), shadow_type(shadow_spec);

// ---------------------------------------------------------------- entries

Result<Object> text_or_none(const char* text) {
    if (text == nullptr) return none();
    return posix::name_as_str(text);
}

Result<Object> make_user(const passwd& entry) {
    std::vector<Ref<Object>> values;
    values.push_back(TRY(text_or_none(entry.pw_name)));
    values.push_back(TRY(text_or_none(entry.pw_passwd)));
    values.push_back(posix::user_number(entry.pw_uid));
    values.push_back(posix::user_number(entry.pw_gid));
    for (const char* text : {entry.pw_gecos, entry.pw_dir, entry.pw_shell}) values.push_back(TRY(text_or_none(text)));
    return make_struct_sequence(&user_type, values);
}

Result<Object> make_group(const group& entry) {
    Ref<List> members = List::create();
    for (char** member = entry.gr_mem; member != nullptr && *member != nullptr; ++member)
        TRY(list_append(members.get(), TRY(text_or_none(*member))));
    std::vector<Ref<Object>> values;
    values.push_back(TRY(text_or_none(entry.gr_name)));
    values.push_back(TRY(text_or_none(entry.gr_passwd)));
    values.push_back(posix::user_number(entry.gr_gid));
    values.push_back(members);
    return make_struct_sequence(&group_type, values);
}

Result<Object> make_shadow(const spwd& entry) {
    Ref<Object> name = TRY(text_or_none(entry.sp_namp)), password = TRY(text_or_none(entry.sp_pwdp));
    std::vector<Ref<Object>> values = {name, password};
    for (long number : {entry.sp_lstchg, entry.sp_min, entry.sp_max, entry.sp_warn, entry.sp_inact, entry.sp_expire,
                        long(entry.sp_flag)})
        values.push_back(Int::from(number));
    values.push_back(name);
    values.push_back(password);
    return make_struct_sequence(&shadow_type, values);
}

// ---------------------------------------------------------------- looking up

// Calls `look_up(&entry, buffer, length, &found)`, one of the C library's functions whose names end in _r, and makes an
// object of what it finds; nothing when there is no such entry.
template <class Entry, class LookUp>
Maybe<Object> find_entry(LookUp look_up, Result<Object> (*make)(const Entry&)) {
    for (std::size_t length = 1024;; length *= 2) {
        FixedArray<char> buffer;
        if (!buffer.allocate(length)) return raise_no_memory();
        Entry entry{};
        Entry* found = nullptr;
        int error;
        {
            AllowThreads allowed(Blocking::file);
            error = look_up(&entry, buffer.begin(), length, &found);
        }
        if (found != nullptr) return make(entry);
        if (error != ERANGE) return nothing;
    }
}

Failure name_not_found(const char* function, Object* name) {
    Ref<Str> shown = TRY(repr(name));
    return raise(KeyError, "{}(): name not found: {}", function, shown.get());
}
Failure number_not_found(const char* function, const char* what, unsigned number) {
    Ref<Object> shown = posix::user_number(number);
    return raise(KeyError, "{}(): {} not found: {}", function, what, TRY(repr(shown.get())).get());
}

Result<Object> getpwnam_function(Str* name) {
    std::string text = TRY(file_name_bytes(name));
    Ref<Object> user =
        TRY(find_entry<passwd>([&](auto... arguments) { return getpwnam_r(text.c_str(), arguments...); }, make_user));
    if (!user) return name_not_found("getpwnam", name);
    return user;
}

Result<Object> getpwuid_function(Object* uidobj) {
    Result<unsigned> number = posix::user_argument(uidobj);
    if (number.failed()) {
        if (!catch_exception(OverflowError)) return Failure{};
        return raise(KeyError, "getpwuid(): uid not found");
    }
    unsigned id = number.take();
    Ref<Object> user =
        TRY(find_entry<passwd>([&](auto... arguments) { return getpwuid_r(id, arguments...); }, make_user));
    if (!user) return number_not_found("getpwuid", "uid", id);
    return user;
}

Result<Object> getgrnam_function(Object* object) {
    auto* name = as<Str>(object);
    if (name == nullptr) return raise(TypeError, "getgrnam() argument 'name' must be str, not {}", type_name(object));
    std::string text = TRY(file_name_bytes(name));
    Ref<Object> found =
        TRY(find_entry<group>([&](auto... arguments) { return getgrnam_r(text.c_str(), arguments...); }, make_group));
    if (!found) return name_not_found("getgrnam", name);
    return found;
}

Result<Object> getgrgid_function(Object* id) {
    unsigned number = TRY(posix::group_argument(id));
    Ref<Object> found =
        TRY(find_entry<group>([&](auto... arguments) { return getgrgid_r(number, arguments...); }, make_group));
    if (!found) return number_not_found("getgrgid", "gid", number);
    return found;
}

Result<Object> getspnam_function(Str* name) {
    std::string text = TRY(file_name_bytes(name));
    errno = 0;
    Ref<Object> found =
        TRY(find_entry<spwd>([&](auto... arguments) { return getspnam_r(text.c_str(), arguments...); }, make_shadow));
    if (found) return found;
    if (errno != 0 && errno != ENOENT) return raise_os_error(errno);
    return raise(KeyError, "getspnam(): name not found");
}

// ---------------------------------------------------------------- all of them

template <auto begin, auto next, auto end, class Make>
Result<Object> all_entries(Make make) {
    Ref<List> entries = List::create();
    begin();
    Result<void> outcome;
    while (auto* entry = next()) {
        Result<Object> made = make(*entry);
        outcome = made.ok() ? list_append(entries.get(), made.take()) : Result<void>(Failure{});
        if (outcome.failed()) break;
    }
    end();
    TRY(std::move(outcome));
    return entries;
}
Result<Object> getpwall_function() { return all_entries<setpwent, getpwent, endpwent>(make_user); }
Result<Object> getgrall_function() { return all_entries<setgrent, getgrent, endgrent>(make_group); }
Result<Object> getspall_function() { return all_entries<setspent, getspent, endspent>(make_shadow); }

const Method user_functions[] = {
    {"getpwuid(uidobj, /)", bind<getpwuid_function>, "Gives what is known of the user with a number."},
    {"getpwnam(name, /)", bind<getpwnam_function>, "Gives what is known of the user with a name."},
    {"getpwall()", bind<getpwall_function>, "Lists all users, in no order."},
};
const Method group_functions[] = {
    {"getgrgid(id)", bind<getgrgid_function>, "Gives what is known of the group with a number."},
    {"getgrnam(name)", bind<getgrnam_function>, "Gives what is known of the group with a name."},
    {"getgrall()", bind<getgrall_function>, "Lists all groups, in no order."},
};
const Method shadow_functions[] = {
    {"getspnam(arg, /)", bind<getspnam_function>, "Gives the entry of a user in the database of shadow passwords."},
    {"getspall()", bind<getspall_function>, "Lists all entries of the database of shadow passwords."},
};

constexpr ModuleType user_types[] = {&user_type};
constexpr ModuleType group_types[] = {&group_type};
constexpr ModuleType shadow_types[] = {&shadow_type};

}  // namespace

extern const ModuleSpec pwd_module = {
    .name = "pwd", .doc = "The system's database of users.", .functions = user_functions, .types = user_types};
extern const ModuleSpec grp_module = {
    .name = "grp", .doc = "The system's database of groups.", .functions = group_functions, .types = group_types};
extern const ModuleSpec spwd_module = {.name = "spwd",
                                       .doc = "The system's database of shadow passwords, for root only.",
                                       .functions = shadow_functions,
                                       .types = shadow_types};

}  // namespace minipy
