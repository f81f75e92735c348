// SPDX-License-Identifier: MIT
// The part of sys that tells of threads: what each of them does, and how often they take turns. CPython:
// Python/sysmodule.c, Python/pystate.c (_PyThread_CurrentFrames). Next: vm/gil.hpp.
#include <cmath>

#include "modules/native.hpp"
#include "modules/system/sys.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/threads/interpreter.hpp"
#include "vm/audit_hooks.hpp"

namespace minipy {

namespace {

// A dict from the id of each thread to what `describe` gives for it; a thread without an answer is not in it. Nobody
// else runs meanwhile: a dict of ints is made without Python code.
template <class Describe>
Result<Dict> by_thread(Describe describe) {
    Ref<Dict> answers = Dict::create();
    for (ThreadState* thread = interpreter.threads; thread != nullptr; thread = thread->next) {
        Ref<Object> answer = describe(thread);
        if (answer) TRY(dict_set(answers.get(), Int::from_unsigned(thread->id).get(), answer.get()));
    }
    return answers;
}

Result<Dict> current_frames() {
    TRY(audit("sys._current_frames", {}));
    return by_thread([](ThreadState* thread) -> Ref<Object> {
        return thread->frame == nullptr ? nullptr : share<Object>(frame_object(thread->frame));
    });
}

Result<Dict> current_exceptions() {
    TRY(audit("sys._current_exceptions", {}));
    return by_thread([](ThreadState* thread) -> Ref<Object> {
        HandledException* handled = thread->handled;
        while (handled != nullptr && !handled->value) handled = handled->previous;
        if (handled == nullptr) return Tuple::of({&None, &None, &None});
        auto* exception = cast<ExceptionObject>(handled->value.get());
        Ref<Object> traceback = traceback_or_none(exception);
        return Tuple::of({exception->type, exception, traceback.get()});
    });
}

Result<Object> getswitchinterval() { return Float::from(interpreter.switch_interval.load()); }
Result<void> setswitchinterval(double interval) {
    if (interval <= 0) return raise(ValueError, "switch interval must be strictly positive");
    constexpr double microseconds_in_second = 1e6, longest = 1e13;  // as CPython keeps it; what is too long is 0
    double microseconds = std::trunc(interval * microseconds_in_second);
    interpreter.switch_interval = microseconds < longest ? microseconds / microseconds_in_second : 0;
    return {};
}

const Method sys_threads_functions[] = {
    {"_current_frames()", bind<current_frames>, "Gives the innermost frame of each thread, by the thread's number."},
    {"_current_exceptions()", bind<current_exceptions>,
     "Gives what sys.exc_info() would tell each thread, by the thread's number."},
    {"getswitchinterval()", bind<getswitchinterval>,
     "Tells how many seconds a thread may run while others wait for their turn."},
    {"setswitchinterval(interval, /)", bind<setswitchinterval>,
     "Says how many seconds a thread may run while others wait for their turn."},
};

}  // namespace

extern const ModuleSpec sys_threads_part = {
    .name = "sys",
    .functions = sys_threads_functions,
};

}  // namespace minipy
