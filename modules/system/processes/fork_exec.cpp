// SPDX-License-Identifier: MIT
// Module _posixsubprocess: fork_exec, the whole way from a list of arguments to a running program, for Lib/subprocess.
//
//      arguments ─▶ Plan ─▶ fork or vfork ─▶ child: files, directory, session, rights, preexec_fn ─▶ exec
//                                             │ failed
//      parent reads the error pipe  ◀─────────┘  "OSError:2:" — class, errno in hex, text; "noexec": before the exec
//
// The child may hold locks of threads that it has not got. So everything is converted before the fork, and between fork
// and exec there are only calls that a signal handler could make: nothing is allocated, no object is touched, unless a
// preexec_fn asks for it. After vfork it even runs on the parent's memory; the parent waits until the exec.
//
// CPython: Modules/_posixsubprocess.c. Next: child.hpp, which is the child.
#include <grp.h>

#include <csignal>

#include "modules/native.hpp"
#include "modules/system/posix/posix.hpp"
#include "modules/system/processes/child.hpp"
#include "modules/system/processes/fork.hpp"
#include "modules/system/processes/text_array.hpp"
#include "modules/text/file_name.hpp"
#include "runtime/memory/fixed_array.hpp"

namespace minipy {

namespace {

// Its parameters, in the order in which Lib/subprocess.py passes them.
struct ForkArguments {
    Object *args, *executable_list;
    bool close_fds;
    Tuple* fds_to_keep;
    Object *cwd, *env_list;
    int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write;
    int restore_signals, start_new_session, process_group;
    Object *gid, *groups_list, *uid;
    int umask;
    Object* preexec_fn;
    bool allow_vfork;
};

// What the child is made of: the plan, and the memory that it points to.
struct Preparation {
    ChildPlan plan;
    TextArray arguments, executables, environment;
    FixedArray<int> kept_descriptors;
    FixedArray<gid_t> groups;
    std::string directory;
};

// ---------------------------------------------------------------- conversion

Failure wrong_bytes(Object* item) { return raise(TypeError, "expected bytes, {} found", type_name(item)); }

// A sequence of bytes objects.
Result<void> read_texts(Object* sequence, TextArray& texts) {
    Size count = TRY(length(sequence));
    for (Size place = 0; place < count; ++place) {
        Ref<Object> item = TRY(get_item(sequence, Int::from(place).get()));
        if (!is<Bytes>(item.get())) return wrong_bytes(item.get());
        if (cast<Bytes>(item.get())->view().find('\0') != std::string_view::npos)
            return raise(ValueError, "embedded null byte");
        TRY(texts.add(ref_cast<Bytes>(std::move(item))));
    }
    return {};
}

// None or nothing at all stands for no arguments.
Result<void> read_arguments(Object* args, TextArray& texts) {
    if (is_none(args)) return {};
    Result<Object> iterator = get_iterator(args);
    if (iterator.failed()) {
        if (!catch_exception(TypeError)) return Failure{};
        return raise(TypeError, "argv must be a tuple");
    }
    Ref<Object> walk = iterator.take();
    return for_each_next(
        walk.get(), [&](Ref<Object> item) -> Result<void> { return texts.add(TRY(posix::name_as_bytes(item.get()))); });
}

// Ascending numbers of descriptors, none of them negative.
Result<void> read_kept_descriptors(Tuple* tuple, FixedArray<int>& descriptors) {
    if (!descriptors.allocate(std::size_t(tuple->length))) return raise_no_memory();
    std::int64_t last = -1;
    for (Size place = 0; place < tuple->length; ++place) {
        auto* number = as<Int>((*tuple)[place]);
        if (number == nullptr || !number->is_small() || number->small <= last || number->small > INT32_MAX)
            return raise(ValueError, "bad value(s) in fds_to_keep");
        last = number->small;
        descriptors[std::size_t(place)] = int(last);
    }
    return {};
}

Result<void> read_groups(Object* object, Preparation& made) {
    if (is_none(object)) return {};
    auto* list = as<List>(object);
    if (list == nullptr) return raise(TypeError, "setgroups argument must be a list");
    constexpr Size most_groups = 65536;
    if (list->length > most_groups) return raise(ValueError, "too many groups");
    Ref<Tuple> items = TRY(Tuple::from_iterable(list));
    if (!made.groups.allocate(std::size_t(items->length))) return raise_no_memory();
    for (Size place = 0; place < items->length; ++place) {
        if (!is<Int>((*items)[place])) return raise(TypeError, "groups must be integers");
        Result<unsigned> group = posix::group_argument((*items)[place]);
        if (group.failed()) {
            clear_exception();
            return raise(ValueError, "invalid group id");
        }
        made.groups[std::size_t(place)] = group.take();
    }
    made.plan.sets_groups = true;
    return {};
}

Result<void> read_rights(const ForkArguments& arguments, Preparation& made) {
    TRY(read_groups(arguments.groups_list, made));
    made.plan.sets_group = !is_none(arguments.gid);
    if (made.plan.sets_group) made.plan.group = TRY(posix::group_argument(arguments.gid));
    made.plan.sets_user = !is_none(arguments.uid);
    if (made.plan.sets_user) made.plan.user = TRY(posix::user_argument(arguments.uid));
    return {};
}

Result<void> prepare(const ForkArguments& from, Preparation& made) {
    ChildPlan& plan = made.plan;
    TRY(read_kept_descriptors(from.fds_to_keep, made.kept_descriptors));
    TRY(read_texts(from.executable_list, made.executables));
    TRY(read_arguments(from.args, made.arguments));
    if (!is_none(from.env_list)) TRY(read_texts(from.env_list, made.environment));
    if (!is_none(from.cwd)) made.directory = TRY(file_name_bytes(from.cwd));
    TRY(read_rights(from, made));
    plan.executables = made.executables.data();
    plan.arguments = made.arguments.data();
    plan.environment = is_none(from.env_list) ? nullptr : made.environment.data();
    plan.directory = is_none(from.cwd) ? nullptr : made.directory.c_str();
    plan.kept_descriptors = {made.kept_descriptors.begin(), made.kept_descriptors.size()};
    plan.groups = {made.groups.begin(), made.groups.size()};
    plan.standard_input = {from.p2cread, from.p2cwrite};
    plan.standard_output = {from.c2pwrite, from.c2pread};
    plan.standard_error = {from.errwrite, from.errread};
    plan.error_pipe = {from.errpipe_write, from.errpipe_read};
    plan.closes_descriptors = from.close_fds;
    plan.highest_descriptor = most_descriptors();
    plan.restores_signals = from.restore_signals != 0;
    plan.starts_session = from.start_new_session != 0;
    plan.process_group = from.process_group;
    plan.umask = from.umask;
    return {};
}

// ---------------------------------------------------------------- the fork

// Collections wait until a preexec_fn is done: it shall find the heap as it was.
class PauseCollector {
public:
    explicit PauseCollector(bool pauses) : was_enabled_(gc::state.enabled) {
        if (pauses) gc::state.enabled = false;
    }
    ~PauseCollector() { gc::state.enabled = was_enabled_; }
    PauseCollector(const PauseCollector&) = delete;
    PauseCollector& operator=(const PauseCollector&) = delete;

private:
    bool was_enabled_;
};

bool call_preexec(Object* function) {
    bool ok = call(function).ok();
    clear_exception();
    return ok;
}

// vfork returns twice on one stack: what calls it stays until the child is gone. No signal may reach the child before
// it has put the handlers back that would run on the parent's memory.
pid_t start_by_vfork(ChildPlan& plan) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    plan.signal_mask = &before;
    pid_t child = vfork();
    if (child == 0) become_program(plan);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return child;
}

Result<pid_t> fork_exec_start(const ForkArguments& arguments, ChildPlan& plan) {
    if (!is_none(arguments.preexec_fn)) {
        PauseCollector paused(true);
        pid_t child = TRY(fork_process());
        if (child == 0) become_program(plan, [&] { return call_preexec(arguments.preexec_fn); });
        return child;
    }
    bool changes_rights = plan.sets_user || plan.sets_group || plan.sets_groups;  // glibc would change the parent's too
    pid_t child = arguments.allow_vfork && !changes_rights ? start_by_vfork(plan) : fork();
    if (child == 0) become_program(plan);
    if (child < 0) return raise_os_error(errno);
    return child;
}

Result<Size> fork_exec(const ForkArguments& arguments) {
    if (arguments.close_fds && arguments.errpipe_write < 3) return raise(ValueError, "errpipe_write must be >= 3");
    Preparation made;
    TRY(prepare(arguments, made));
    return Size(TRY(fork_exec_start(arguments, made.plan)));
}

// As "i" of CPython's argument parser words it.
Result<int> parsed_int(Object* object) {
    Ref<Int> number = TRY(to_index(object));
    if (number->is_small() && number->small >= INT32_MIN && number->small <= INT32_MAX) return int(number->small);
    return raise(OverflowError, "signed integer is {}",
                 number->is_negative() ? "less than minimum" : "greater than maximum");
}

Result<Size> fork_exec_function(Object*, const Arguments& given) {
    TRY(check_no_keywords("fork_exec", given));
    constexpr Size parameters = 23;
    if (given.positional != parameters)
        return raise(TypeError, "fork_exec() takes exactly {} arguments ({} given)", parameters, given.positional);
    ForkArguments arguments{.args = given[0], .executable_list = given[1]};
    arguments.close_fds = TRY(is_true(given[2]));
    arguments.fds_to_keep = TRY(expect<Tuple>(given[3], "fork_exec() argument 4"));
    arguments.cwd = given[4];
    arguments.env_list = given[5];
    Size place = 6;
    for (int* number : {&arguments.p2cread, &arguments.p2cwrite, &arguments.c2pread, &arguments.c2pwrite,
                        &arguments.errread, &arguments.errwrite, &arguments.errpipe_read, &arguments.errpipe_write,
                        &arguments.restore_signals, &arguments.start_new_session, &arguments.process_group})
        *number = TRY(parsed_int(given[place++]));
    arguments.gid = given[17];
    arguments.groups_list = given[18];
    arguments.uid = given[19];
    arguments.umask = TRY(parsed_int(given[20]));
    arguments.preexec_fn = given[21];
    arguments.allow_vfork = TRY(is_true(given[22]));
    return fork_exec(arguments);
}

const Method fork_exec_functions[] = {
    {"fork_exec(*args)", bind<fork_exec_function>,
     "Starts a program in a new process and gives its number; subprocess knows the 23 arguments."},
};

}  // namespace

extern const ModuleSpec posixsubprocess_module = {
    .name = "_posixsubprocess",
    .doc = "Starting programs: the native part of subprocess.",
    .functions = fork_exec_functions,
};

}  // namespace minipy
