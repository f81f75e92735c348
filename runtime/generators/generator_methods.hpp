// SPDX-License-Identifier: MIT
// Slots and methods that generators, coroutines and async generators share. Next: coroutine.cpp, async_generator.cpp.
#pragma once

#include "runtime/functions/name_rows.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/type_spec.hpp"

namespace minipy {

void generator_finalize(Object* self);
void generator_traverse(Object* self, VisitFunction visit, void* argument);
void generator_deallocate(Object* self);
Result<Object> generator_iter(Object* self);
Maybe<Object> generator_next(Object* self);
SendResult generator_send_slot(Object* self, Object* value);
Result<Object> generator_repr(Object* self);

Result<Object> generator_send(Generator* self, Object* value);
Result<Object> generator_throw(Generator* self, Object* type, Object* value, Object* traceback);
Result<Object> generator_close(Generator* self);
Result<Size> generator_sizeof(Generator* self);
// What send() and throw() return: the yielded value, or StopIteration with the returned one.
Result<Object> finish_send(SendResult result);
// The arguments of throw(type, value, traceback) as an exception instance; value and traceback may be null.
Result<Ref<Object>> exception_to_throw(Object* type, Object* value, Object* traceback);

Result<Object> get_generator_frame(Object* self);
Result<Object> get_generator_running(Object* self);
Result<Object> get_generator_suspended(Object* self);
Result<Object> get_generator_code(Object* self);
Result<Object> get_generator_delegate(Object* self);
// The rows that all three kinds have.
inline constexpr Getter generator_name_row = name_row<Generator>("Name of the function behind it.");
inline constexpr Getter generator_qualname_row =
    qualname_row<Generator>("Name of the function behind it, with those of classes and functions around it.");

// The type of one kind: what all three have, and `own` slots, by which it is driven.
constexpr TypeSpec generator_like(const char* name, Slots own, std::span<const Method> methods,
                                  std::span<const Getter> getters) {
    own.deallocate = generator_deallocate;
    own.traverse = generator_traverse;
    own.finalize = generator_finalize;
    own.repr = generator_repr;
    return {
        .name = name,
        .size = sizeof(Generator),
        .item_size = sizeof(Object*),
        .flags = TypeFlag::gc,
        .weakrefs_offset = offsetof(Generator, weakrefs),
        .slots = own,
        .methods = methods,
        .getters = getters,
    };
}

// cr_origin: who called, and from where; as many as the thread wants to know of. `frame` is the innermost.
void note_origin(Generator* coroutine, Frame* frame);
// RuntimeWarning: coroutine 'f' was never awaited
void warn_never_awaited(Generator* coroutine);

}  // namespace minipy
