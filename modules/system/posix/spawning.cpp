// SPDX-License-Identifier: MIT
// posix_spawn: a program in a process of its own, by one call. All arguments are converted into what the C library
// wants before that, each part by a class that frees it. CPython: Modules/posixmodule.c (py_posix_spawn).
#include <spawn.h>

#include <csignal>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/posix/programs.hpp"
#include "modules/system/posix/scheduling.hpp"
#include "modules/system/signals/state.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy::posix {

namespace {

enum class FileAction { open, close, dup2 };  // os.POSIX_SPAWN_OPEN …

// ---------------------------------------------------------------- what is done with files first

class FileActions {
public:
    FileActions() { posix_spawn_file_actions_init(&actions_); }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    Result<void> read(Object* sequence) {
        if (sequence->type->slots.get_item == nullptr && !is_iterator(sequence))
            return raise(TypeError, "file_actions must be a sequence or None");
        Ref<Tuple> rows = TRY(Tuple::from_iterable(sequence));
        for (Object* row : *rows) TRY(add(row));
        return {};
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    static Result<void> check_length(Tuple* row, Size wanted, const char* what) {
        if (row->length == wanted) return {};
        return raise(TypeError, "A {} file_action tuple must have {} elements", what, wanted);
    }
    static Result<void> check(int error) {
        if (error != 0) return raise_os_error(error);
        return {};
    }
    Result<void> add(Object* object) {
        auto* row = as<Tuple>(object);
        if (row == nullptr || row->length == 0)
            return raise(TypeError, "Each file_actions element must be a non-empty tuple");
        switch (FileAction(TRY(to_c_int((*row)[0])))) {
            case FileAction::open: return add_open(row);
            case FileAction::close:
                TRY(check_length(row, 2, "close"));
                return check(posix_spawn_file_actions_addclose(&actions_, TRY(to_c_int((*row)[1]))));
            case FileAction::dup2: {
                TRY(check_length(row, 3, "dup2"));
                int from = TRY(to_c_int((*row)[1])), to = TRY(to_c_int((*row)[2]));
                return check(posix_spawn_file_actions_adddup2(&actions_, from, to));
            }
        }
        return raise(TypeError, "Unknown file_actions identifier");
    }
    Result<void> add_open(Tuple* row) {
        TRY(check_length(row, 5, "open"));
        int descriptor = TRY(to_c_int((*row)[1]));
        Ref<Bytes> path = TRY(name_as_bytes((*row)[2]));
        int flags = TRY(to_c_int((*row)[3]));
        auto mode = mode_t(TRY(to_int64((*row)[4])));
        return check(posix_spawn_file_actions_addopen(&actions_, descriptor, path->data(), flags, mode));
    }
    posix_spawn_file_actions_t actions_;
};

// ---------------------------------------------------------------- what the process is like

struct AttributeArguments {
    Object *setpgroup, *setsigmask, *setsigdef, *scheduler;
    bool resetids, setsid;
};

class Attributes {
public:
    Attributes() { posix_spawnattr_init(&attributes_); }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;

    Result<void> read(const AttributeArguments& arguments) {
        int flags = 0;
        if (arguments.setpgroup != nullptr) {
            posix_spawnattr_setpgroup(&attributes_, TRY(to_c_int(arguments.setpgroup)));
            flags |= POSIX_SPAWN_SETPGROUP;
        }
        if (arguments.resetids) flags |= POSIX_SPAWN_RESETIDS;
        if (arguments.setsid) flags |= POSIX_SPAWN_SETSID;
        if (arguments.setsigmask != nullptr) {
            sigset_t signals = TRY(signal_set(arguments.setsigmask));
            posix_spawnattr_setsigmask(&attributes_, &signals);
            flags |= POSIX_SPAWN_SETSIGMASK;
        }
        if (arguments.setsigdef != nullptr) {
            sigset_t signals = TRY(signal_set(arguments.setsigdef));
            posix_spawnattr_setsigdefault(&attributes_, &signals);
            flags |= POSIX_SPAWN_SETSIGDEF;
        }
        if (arguments.scheduler != nullptr) flags |= TRY(read_scheduler(arguments.scheduler));
        posix_spawnattr_setflags(&attributes_, short(flags));
        return {};
    }
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    // (policy, sched_param); the policy may be None.
    Result<int> read_scheduler(Object* object) {
        auto* pair = as<Tuple>(object);
        if (pair == nullptr) return raise(SystemError, "new style getargs format but argument is not a tuple");
        if (pair->length != 2) return raise(TypeError, "A scheduler tuple must have two elements");
        int flags = POSIX_SPAWN_SETSCHEDPARAM;
        sched_param param{};
        if (!is_none((*pair)[0])) {
            posix_spawnattr_setschedpolicy(&attributes_, TRY(to_c_int((*pair)[0])));
            flags = POSIX_SPAWN_SETSCHEDULER | POSIX_SPAWN_SETSCHEDPARAM;
        }
        param.sched_priority = TRY(sched_priority_argument((*pair)[1]));
        posix_spawnattr_setschedparam(&attributes_, &param);
        return flags;
    }
    posix_spawnattr_t attributes_;
};

// ---------------------------------------------------------------- the call

using SpawnCall = decltype(posix_spawn);

Result<Size> spawn(const char* function, SpawnCall* call_spawn, Object* path_object, Object* argv, Object* env,
                   Object* file_actions, const AttributeArguments& attribute_arguments) {
    Path path = TRY(path_argument(function, path_object));
    if (!is<List>(argv) && !is<Tuple>(argv)) return raise(TypeError, "{}: argv must be a tuple or list", function);
    if (TRY(length(argv)) < 1) return raise(ValueError, "{}: argv must not be empty", function);
    if (!is_mapping(env)) return raise(TypeError, "{}: environment must be a mapping object", function);
    TextArray arguments = TRY(program_arguments(argv));
    if (*arguments.first() == '\0') return raise(ValueError, "{}: argv first element cannot be empty", function);
    TextArray variables = TRY(program_environment(env));
    FileActions actions;
    if (!is_none(file_actions)) TRY(actions.read(file_actions));
    Attributes attributes;
    TRY(attributes.read(attribute_arguments));
    TRY(audit("os.posix_spawn", {path_object, argv, env}));
    pid_t child = 0;
    // With the GIL, as in CPython: the child shares this process's memory until it has become the program.
    int error = call_spawn(&child, path.text(), actions.get(), attributes.get(), arguments.data(), variables.data());
    if (error != 0) return raise_os_error(error, path.object);
    return Size(child);
}

Result<Size> posix_spawn_function(Object* path, Object* argv, Object* env, Object* file_actions, Object* setpgroup,
                                  int resetids, int setsid, Object* setsigmask, Object* setsigdef, Object* scheduler) {
    return spawn("posix_spawn", posix_spawn, path, argv, env, file_actions,
                 {setpgroup, setsigmask, setsigdef, scheduler, resetids != 0, setsid != 0});
}
Result<Size> posix_spawnp_function(Object* path, Object* argv, Object* env, Object* file_actions, Object* setpgroup,
                                   int resetids, int setsid, Object* setsigmask, Object* setsigdef, Object* scheduler) {
    return spawn("posix_spawnp", posix_spawnp, path, argv, env, file_actions,
                 {setpgroup, setsigmask, setsigdef, scheduler, resetids != 0, setsid != 0});
}

const Method spawning_functions[] = {
    {"posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, "
     "setsigmask=<absent>, setsigdef=<absent>, scheduler=<absent>)",
     bind<posix_spawn_function>, "Starts a program in a process of its own and gives the number of that."},
    {"posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, "
     "setsigmask=<absent>, setsigdef=<absent>, scheduler=<absent>)",
     bind<posix_spawnp_function>, "Starts a program, which is looked for along PATH, in a process of its own."},
};

constexpr Constant spawning_constants[] = {{"POSIX_SPAWN_OPEN", FileAction::open},
                                           {"POSIX_SPAWN_CLOSE", FileAction::close},
                                           {"POSIX_SPAWN_DUP2", FileAction::dup2}};

}  // namespace

extern const ModuleSpec spawn_part = {.functions = spawning_functions, .constants = spawning_constants};

}  // namespace minipy::posix
