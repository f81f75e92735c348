// SPDX-License-Identifier: MIT
// Traceback objects. CPython: Python/traceback.c. Printing them is print_exception.cpp.
#include "runtime/exceptions/traceback.hpp"

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

// An exception may have a million frames to leave when there is no memory for a million entries: the innermost get
// theirs.
void add_traceback(Object* exception, Frame* frame, int unit) {
    if (heap::reserve_is_low()) return;
    auto* error = cast<ExceptionObject>(exception);
    error->traceback =
        create<Traceback>(error->traceback.hold(), share(frame_object(frame)), unit * 2, line_of(frame->code, unit));
}

namespace {

Traceback* traceback_of(Object* self) { return static_cast<Traceback*>(self); }

// TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)
Result<Object> traceback_new(Type*, const Arguments& arguments) {
    TRY(check_positional("traceback", arguments, 4, 4));
    Object* next = arguments[0];
    if (!is_none(next) && !is<Traceback>(next)) {
        return raise(TypeError, "expected traceback object or None, got '{}'", type_name(next));
    }
    FrameObject* frame = TRY(expect<FrameObject>(arguments[1], "TracebackType() argument 'tb_frame'"));
    int last_instruction = TRY(to_c_int(arguments[2])), line = TRY(to_c_int(arguments[3]));
    return create<Traceback>(share(as<Traceback>(next)), share(frame), last_instruction, line);
}

Result<Object> get_next(Object* self) {
    Ref<Traceback> next = traceback_of(self)->next.hold();
    return next ? Ref<Object>(next) : none();
}

Result<void> set_next(Object* self, Object* value) {
    if (value == nullptr) return raise(TypeError, "can't delete tb_next attribute");
    if (!is_none(value) && !is<Traceback>(value)) {
        return raise(TypeError, "expected traceback object, got '{}'", type_name(value));
    }
    for (auto* entry = as<Traceback>(value); entry != nullptr; entry = entry->next.borrow()) {
        if (entry == self) return raise(ValueError, "traceback loop detected");
    }
    traceback_of(self)->next = share(as<Traceback>(value));
    return {};
}

Result<Object> traceback_dir(Traceback*) {
    Ref<List> list = List::create();
    for (const char* name : {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"})
        TRY(list_append(list.get(), Str::from(name).get()));
    return list;
}

const Method traceback_methods[] = {{"__dir__(self, /)", bind<traceback_dir>}};
const Getter traceback_getters[] = {{"tb_next", get_next, set_next}};
const Member traceback_members[] = {
    member<&Traceback::frame>("tb_frame"),
    member<&Traceback::last_instruction>("tb_lasti"),
    member<&Traceback::line>("tb_lineno"),
};

const TypeSpec traceback_spec = {
    .name = "traceback",
    .doc =
        "One step of the way an exception took: a frame, the place in it, and the next step towards where it was "
        "raised.",
    .size = sizeof(Traceback),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<Traceback>,
              .traverse = traverse_references<Traceback>,
              .clear = clear_references<Traceback>,
              .new_ = traceback_new},
    .methods = traceback_methods,
    .getters = traceback_getters,
    .members = traceback_members,
};

}  // namespace

Type Traceback::type_object(traceback_spec);

}  // namespace minipy
