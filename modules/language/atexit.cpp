// SPDX-License-Identifier: MIT
// Module atexit: a list of calls that are made, last one first, when the program ends. An unregistered one leaves its
// place empty, so that the places of the others stay. CPython: Modules/atexitmodule.c.
#include "modules/language/atexit.hpp"

#include "modules/native_modules.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"

namespace minipy {

namespace {

struct AtexitState {
    static constexpr auto module = NativeModule::atexit_module;
    Ref<List> registered;  // tuples (function, arguments, keywords), or None in the place of one that was unregistered
    static constexpr auto references = field_list<&AtexitState::registered>;
};

List* registered() {
    Ref<List>& list = module_state<AtexitState>().registered;
    if (!list) list = List::create();
    return list.get();
}

Result<Object> register_function(Object*, const Arguments& arguments) {
    if (arguments.positional == 0) return raise(TypeError, "register() takes at least 1 argument (0 given)");
    Object* function = arguments[0];
    if (function->type->slots.call == nullptr) return raise(TypeError, "the first argument must be callable");
    Ref<Tuple> positional = TRY(positional_tuple(arguments.skip(1)));
    Ref<Dict> keywords = TRY(keywords_dict(arguments));
    TRY(list_append(registered(), Tuple::of({function, positional.get(), keywords.get()})));
    return share(function);
}

// A comparison may register, unregister and clear: the list is looked at anew for each place.
Result<void> unregister(Object* function) {
    for (Size index = 0; index < registered()->length; ++index) {
        Ref<Object> entry = share((*registered())[index]);
        auto* parts = as<Tuple>(entry.get());
        if (parts == nullptr || parts->length == 0 || !TRY(equal((*parts)[0], function))) continue;
        if (index >= registered()->length) continue;
        Ref<Object> dropped = adopt(std::exchange(registered()->items[index], none().release()));
    }
    return {};
}

Result<void> clear() {
    list_clear(registered());
    return {};
}
Result<Size> count() { return registered()->length; }
Result<void> run() {
    run_exit_functions();
    return {};
}

const Method atexit_functions[] = {
    {"register(func, /, *args, **kwargs)", bind<register_function>,
     "Keeps a call for the end of the program; the latest comes first."},
    {"unregister(func, /)", bind<unregister>, "Drops all kept calls of func."},
    {"_clear()", bind<clear>, "Drops all kept calls."},
    {"_run_exitfuncs()", bind<run>, "Makes all kept calls now."},
    {"_ncallbacks()", bind<count>, "Counts the kept calls."},
};

}  // namespace

// From the last one registered to the first. What is registered meanwhile does not run. Programs find the list through
// gc.get_objects(): there may be anything in it.
void run_exit_functions() {
    for (Size index = registered()->length; index-- > 0;) {
        if (index >= registered()->length) continue;
        Ref<Object> entry = share((*registered())[index]);
        auto* parts = as<Tuple>(entry.get());
        if (parts == nullptr || parts->length != 3) continue;
        auto* arguments = as<Tuple>((*parts)[1]);
        auto* keywords = as<Dict>((*parts)[2]);
        if (arguments == nullptr || keywords == nullptr) continue;
        Result<Object> answer = call_with((*parts)[0], arguments, keywords);
        if (answer.failed()) write_unraisable((*parts)[0], "in atexit callback");
    }
    list_clear(registered());
}

extern const ModuleSpec atexit_module = {
    .name = "atexit",
    .doc = "Calls that are made when the interpreter shuts down in good order.",
    .state = &state_spec<AtexitState>,
    .functions = atexit_functions,
};

}  // namespace minipy
