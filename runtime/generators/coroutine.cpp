// SPDX-License-Identifier: MIT
// Coroutines: the type, what `await` accepts, and the iterator that __await__ returns. CPython: Objects/genobject.c.
#include "runtime/exceptions/warnings.hpp"
#include "runtime/generators/coroutine_wrapper.hpp"
#include "runtime/generators/generator_methods.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

namespace {

Result<Tuple> summary_of(Frame* frame, int depth) {
    Size length = 0;
    for (Frame* caller = frame; caller != nullptr && length < depth; caller = caller->previous) ++length;
    Ref<Tuple> summary = TRY(Tuple::create(length));
    for (Size place = 0; place < length; ++place, frame = frame->previous) {
        const CodeParts& code = frame->code->parts;
        summary->initialize(place, Tuple::of({code.filename.get(), Int::from(frame->line()).get(), code.name.get()}));
    }
    return summary->track();
}

}  // namespace

// A coroutine that finds no memory for its origin does without.
void note_origin(Generator* coroutine, Frame* frame) {
    Result<Tuple> summary = summary_of(frame, current_thread->coroutine_origin_depth);
    if (summary.ok()) coroutine->origin = summary.take();
    else clear_exception();
}

// The Python module can tell where the coroutine was made. Does it fail, with the warning itself or by mistake, that is
// reported; by mistake, the plain message follows.
void warn_never_awaited(Generator* coroutine) {
    Result<bool> outcome = warn_by_module("_warn_unawaited_coroutine", coroutine);
    bool warned = outcome.ok() ? outcome.take() : exception_matches(RuntimeWarning);
    if (exception_pending()) write_unraisable(coroutine);
    if (warned) return;
    std::string message = format_text("coroutine '{}' was never awaited", coroutine->qualname.hold().get());
    if (warn(RuntimeWarning, message, 1).failed()) write_unraisable(coroutine);
}

Result<Object> get_awaitable(Object* object) {
    bool generator_coroutine =
        is_generator(object) && (cast<Generator>(object)->code->parts.flags & code_iterable_coroutine) != 0;
    if (is_coroutine(object) || generator_coroutine) return share(object);
    UnarySlot await = object->type->slots.await;
    if (await == nullptr) return raise(TypeError, "object {} can't be used in 'await' expression", type_name(object));
    Ref<Object> iterator = TRY(await(object));
    bool returned_coroutine = is_coroutine(iterator.get()) ||
                              (is_generator(iterator.get()) &&
                               (cast<Generator>(iterator.get())->code->parts.flags & code_iterable_coroutine) != 0);
    if (returned_coroutine) return raise(TypeError, "__await__() returned a coroutine");
    if (!is_iterator(iterator.get())) {
        return raise(TypeError, "__await__() returned non-iterator of type '{}'", type_name(iterator.get()));
    }
    return iterator;
}

namespace {

Result<Object> coroutine_await(Object* self) { return create<CoroutineWrapper>(share(static_cast<Generator*>(self))); }

Result<Object> get_origin(Object* self) {
    Ref<Object>& origin = static_cast<Generator*>(self)->origin;
    return origin ? origin : none();
}

const Method coroutine_methods[] = {
    {"__sizeof__(self, /)", bind<generator_sizeof>, "Tells how many bytes it takes up, its frame included."},
    {"send(self, arg, /)", bind<generator_send>,
     "Passes a value into coroutine code as the result of its await, and goes on to the next one."},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<generator_throw>,
     "Raises an exception in coroutine code, where it waits, and goes on from there if that is caught."},
    {"close(self, /)", bind<generator_close>,
     "Raises GeneratorExit inside coroutine code, where it waits; to wait again after that is an error."},
};

const Getter coroutine_getters[] = {
    {"cr_frame", get_generator_frame},
    {"cr_running", get_generator_running},
    {"cr_suspended", get_generator_suspended},
    {"cr_code", get_generator_code},
    {"cr_await", get_generator_delegate, nullptr, "Awaitable that it waits for at the moment, or None."},
    {"cr_origin", get_origin},
    name_row<Generator>("Name of the coroutine, which is that of its function."),
    qualname_row<Generator>("Name of the coroutine, with those of classes and functions around it."),
};

const TypeSpec coroutine_spec = generator_like("coroutine", {.send = generator_send_slot, .await = coroutine_await},
                                               coroutine_methods, coroutine_getters);

Generator* wrapped(Object* self) { return static_cast<CoroutineWrapper*>(self)->coroutine.get(); }

Maybe<Object> wrapper_next(Object* self) { return generator_next(wrapped(self)); }
SendResult wrapper_send_slot(Object* self, Object* value) { return resume_generator(wrapped(self), value); }
Result<Object> wrapper_send(CoroutineWrapper* self, Object* value) {
    return generator_send(self->coroutine.get(), value);
}
Result<Object> wrapper_throw(CoroutineWrapper* self, Object* type, Object* value, Object* traceback) {
    return generator_throw(self->coroutine.get(), type, value, traceback);
}
Result<Object> wrapper_close(CoroutineWrapper* self) { return generator_close(self->coroutine.get()); }

const Method wrapper_methods[] = {
    {"send(self, arg, /)", bind<wrapper_send>},
    {"throw(self, type, value=<absent>, traceback=<absent>, /)", bind<wrapper_throw>},
    {"close(self, /)", bind<wrapper_close>},
};

const TypeSpec wrapper_spec = {
    .name = "coroutine_wrapper",
    .doc = "The iterator that coroutine.__await__() gives: it drives the coroutine.",
    .size = sizeof(CoroutineWrapper),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = destroy<CoroutineWrapper>,
              .traverse = traverse_references<CoroutineWrapper>,
              .iter = generator_iter,
              .next = wrapper_next,
              .send = wrapper_send_slot},
    .methods = wrapper_methods,
};

}  // namespace

Type Coroutine::type_object(coroutine_spec);
Type CoroutineWrapper::type_object(wrapper_spec);

}  // namespace minipy
