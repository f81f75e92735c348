// SPDX-License-Identifier: MIT
// exec: another program takes the place of this one. CPython: Modules/posixmodule.c.
// Next: spawning.cpp, which starts one beside this.
#include <unistd.h>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/posix/programs.hpp"
#include "modules/text/file_name.hpp"
#include "vm/audit_hooks.hpp"
#include "vm/process_observer.hpp"

namespace minipy::posix {

namespace {

bool is_list_or_tuple(Object* object) { return is<List>(object) || is<Tuple>(object); }

// What watches this process says its last words if the program is there: os.execvp() tries many places.
void tell_exec(const Path& path) {
    if (process_watchers.empty()) return;
    if (!path.is_number && access(path.text(), X_OK) != 0) return;
    process_watchers.tell<&ProcessObserver::process_ends>("os.exec*()");
}

Result<void> execv_function(Object* path_object, Object* argv) {
    Path path = TRY(path_argument("execv", path_object));
    if (!is_list_or_tuple(argv)) return raise(TypeError, "execv() arg 2 must be a tuple or list");
    if (TRY(length(argv)) < 1) return raise(ValueError, "execv() arg 2 must not be empty");
    TextArray arguments = TRY(program_arguments(argv));
    if (*arguments.first() == '\0') return raise(ValueError, "execv() arg 2 first element cannot be empty");
    TRY(audit("os.exec", {path_object, argv, &None}));
    tell_exec(path);
    execv(path.text(), arguments.data());
    return raise_os_error(errno);
}

Result<void> execve_function(Object* path_object, Object* argv, Object* env) {
    Path path = TRY(path_argument("execve", path_object, PathKinds::name_or_descriptor));
    if (!is_list_or_tuple(argv)) return raise(TypeError, "execve: argv must be a tuple or list");
    if (TRY(length(argv)) < 1) return raise(ValueError, "execve: argv must not be empty");
    if (!is_mapping(env)) return raise(TypeError, "execve: environment must be a mapping object");
    TextArray arguments = TRY(program_arguments(argv));
    if (*arguments.first() == '\0') return raise(ValueError, "execve: argv first element cannot be empty");
    TextArray variables = TRY(program_environment(env));
    TRY(audit("os.exec", {path_object, argv, env}));
    tell_exec(path);
    if (path.is_descriptor()) fexecve(path.descriptor, arguments.data(), variables.data());
    else execve(path.text(), arguments.data(), variables.data());
    return raise_errno(path);
}

const Method programs_functions[] = {
    {"execv(path, argv, /)", bind<execv_function>,
     "Runs a program instead of this one, in the same process; returns only by failing."},
    {"execve(path, argv, env)", bind<execve_function>,
     "Runs a program instead of this one, in the same process and with another environment."},
};

}  // namespace

bool is_mapping(Object* object) { return object->type->slots.get_item != nullptr; }

Result<TextArray> program_arguments(Object* argv) {
    Ref<Tuple> items = TRY(Tuple::from_iterable(argv));
    TextArray texts;
    for (Object* item : *items) TRY(texts.add(TRY(name_as_bytes(item))));
    return texts;
}

namespace {

Result<Tuple> programs_list_of(Object* mapping, const char* method) {
    Ref<Object> found = TRY(call_method(mapping, Str::interned_from(method).get()));
    return Tuple::from_iterable(found.get());
}

Result<void> add_variable(TextArray& variables, Object* name, Object* value) {
    std::string text = TRY(file_name_bytes(name)), rest = TRY(file_name_bytes(value));
    if (text.empty() || text.find('=', 1) != std::string::npos || text.front() == '=')
        return raise(ValueError, "illegal environment variable name");
    TRY(check_room(text.size() + rest.size()));
    return variables.add(TRY(Bytes::copy(text + "=" + rest)));
}

}  // namespace

Result<TextArray> program_environment(Object* env) {
    Ref<Tuple> names = TRY(programs_list_of(env, "keys")), values = TRY(programs_list_of(env, "values"));
    TextArray variables;
    for (Size place = 0; place < names->length && place < values->length; ++place)
        TRY(add_variable(variables, (*names)[place], (*values)[place]));
    return variables;
}

extern const ModuleSpec program_part = {.functions = programs_functions};

}  // namespace minipy::posix
