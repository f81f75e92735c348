// SPDX-License-Identifier: MIT
// Module atexit. CPython: Modules/atexitmodule.c.
#include "modules/language/atexit.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy {

namespace {

// Tuples (function, arguments, keywords). The list is known to the collector.
Ref<List> registered;

Result<Object> register_function(Object*, const Arguments& arguments) {
    if (arguments.positional == 0) return raise(TypeError, "register() takes at least 1 argument (0 given)");
    Object* function = arguments[0];
    if (function->type->slots.call == nullptr) return raise(TypeError, "the first argument must be callable");
    Ref<Tuple> positional = TRY(positional_tuple(arguments.skip(1)));
    Ref<Dict> keywords = TRY(keywords_dict(arguments));
    if (!registered) {
        registered = List::create();
        at_runtime_end([] { registered.reset(); });
    }
    TRY(list_append(registered.get(), Tuple::of({function, positional.get(), keywords.get()})));
    return share(function);
}

Result<void> unregister(Object* function) {
    if (!registered) return {};
    for (Size index = registered->length; index-- > 0;) {
        if (index >= registered->length) continue;
        Ref<Object> entry = share((*registered)[index]);
        if (!TRY(equal((*static_cast<Tuple*>(entry.get()))[0], function))) continue;
        // The comparison may have changed the list.
        if (index < registered->length && (*registered)[index] == entry.get())
            TRY(list_set_slice(registered.get(), index, index + 1, nullptr));
    }
    return {};
}

Result<void> clear() {
    if (registered) list_clear(registered.get());
    return {};
}
Result<Size> count() { return registered ? registered->length : Size(0); }
Result<void> run() {
    run_exit_functions();
    return {};
}

const Method functions[] = {
    {"register(func, /, *args, **kwargs)", bind<register_function>,
     "Keeps a call for the end of the program; the latest comes first."},
    {"unregister(func, /)", bind<unregister>, "Drops all kept calls of func."},
    {"_clear()", bind<clear>, "Drops all kept calls."},
    {"_run_exitfuncs()", bind<run>, "Makes all kept calls now."},
    {"_ncallbacks()", bind<count>, "Counts the kept calls."},
};

}  // namespace

void run_exit_functions() {
    while (registered && registered->length > 0) {
        Ref<Object> entry = share((*registered)[registered->length - 1]);
        if (list_set_slice(registered.get(), registered->length - 1, registered->length, nullptr).failed())
            return clear_exception();
        auto* parts = static_cast<Tuple*>(entry.get());
        Result<Object> answer =
            call_with((*parts)[0], static_cast<Tuple*>((*parts)[1]), static_cast<Dict*>((*parts)[2]));
        if (answer.failed()) write_unraisable((*parts)[0], "Exception ignored in atexit callback");
    }
}

extern const ModuleSpec atexit_module = {
    .name = "atexit",
    .doc = "Calls that are made when the interpreter shuts down in good order.",
    .functions = functions,
};

}  // namespace minipy
