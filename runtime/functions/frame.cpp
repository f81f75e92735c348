// SPDX-License-Identifier: MIT
// Frames: layout, end of life, and the FrameObject that Python sees. CPython: Objects/frameobject.c, Python/frame.c.
#include "runtime/functions/frame.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "runtime/functions/cell.hpp"
#include "runtime/generators/generator.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/evaluate.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/type_spec.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy {

int Frame::line() const { return line_of(code, unit()); }

Frame* initialize_frame(Object** memory, Function* function, Code* code, Object* namespace_reference, int bound) {
    std::fill(memory + bound, memory + code->localsplus_count, nullptr);
    auto* frame = reinterpret_cast<Frame*>(memory + code->localsplus_count);
    frame->previous = nullptr;
    frame->code = code;
    frame->function = function;
    frame->globals = function->globals.get();
    frame->builtins = function->builtins.get();
    frame->namespace_ = namespace_reference;
    frame->locals = memory;
    frame->stack_pointer = frame->stack_base();
    frame->instruction = code->executable - 1;
    frame->frame_object = nullptr;
    frame->generator = nullptr;
    frame->saved_stack_top = nullptr;
    frame->is_entry = false;
    return frame;
}

namespace {

std::size_t frame_byte_size(int slots) { return sizeof(FrameObject) + std::size_t(slots) * sizeof(Object*); }

// Each slot is given up before its value dies: a finalizer may look at this frame.
void clear_slots(Frame* frame) {
    Object** stack_end = std::exchange(frame->stack_pointer, frame->stack_base());
    for (Object** slot = frame->stack_base(); slot < stack_end; ++slot) xdecref(*slot);
    for (int index = 0; index < frame->code->localsplus_count; ++index)
        xdecref(std::exchange(frame->locals[index], nullptr));
}

void drop_references(Frame* frame) {
    clear_slots(frame);
    xdecref(std::exchange(frame->namespace_, nullptr));
    decref(frame->function);
}

// Python holds on to the FrameObject: the contents of the frame move behind it.
void move_to_frame_object(Frame* frame) {
    FrameObject* object = frame->frame_object;
    Code* code = frame->code;
    Object** memory = object->memory();
    auto* moved = reinterpret_cast<Frame*>(memory + code->localsplus_count);
    std::copy(frame->locals, frame->locals + code->localsplus_count, memory);
    *moved = *frame;
    moved->locals = memory;
    std::copy(frame->stack_base(), frame->stack_pointer, moved->stack_base());
    moved->stack_pointer = moved->stack_base() + (frame->stack_pointer - frame->stack_base());
    // Nothing stands behind a generator that does not run. Nor is there a way back when memory has ended: it would keep
    // all callers (exceptions/traceback.cpp).
    if (frame->previous != nullptr && frame->generator == nullptr && !heap::reserve_is_low())
        object->previous = share(frame_object(frame->previous));
    moved->previous = nullptr;
    moved->generator = nullptr;
    object->frame = moved;
    object->owns_frame = true;
    object->code = share(code);
    gc::track(object);
    decref(object);
}

}  // namespace

void clear_frame(Frame* frame) {
    FrameObject* object = frame->frame_object;
    Ref<Code> code;
    if (object != nullptr) {
        if (object->reference_count > 1) {
            move_to_frame_object(frame);
            return;
        }
        code = std::move(object->code);
        object->frame = nullptr;
        frame->frame_object = nullptr;
        decref(object);
    }
    drop_references(frame);
}

void traverse_frame(Frame* frame, VisitFunction visit, void* argument) {
    visit(frame->function, argument);
    if (frame->namespace_ != nullptr) visit(frame->namespace_, argument);
    for (int index = 0; index < frame->code->localsplus_count; ++index) {
        if (frame->locals[index] != nullptr) visit(frame->locals[index], argument);
    }
    for (Object** slot = frame->stack_base(); slot < frame->stack_pointer; ++slot) {
        if (*slot != nullptr) visit(*slot, argument);
    }
}

Object** reserve_stack(ThreadState* thread, int slots) {
    if (thread->stack_top + slots > thread->stack_end) {
        (void)raise(RecursionError, "maximum recursion depth exceeded");
        return nullptr;
    }
    return thread->stack_top;
}

void keep_code_of_running_frames(const Function* function) {
    for (Frame* frame = current_thread->frame; frame != nullptr; frame = frame->previous) {
        if (frame->function == function) frame_object(frame)->code = share(frame->code);
    }
}

FrameObject* frame_object(Frame* frame) {
    if (frame->frame_object == nullptr) {
        Object* memory = allocate_object_certainly(&FrameObject::type_object, frame_byte_size(frame->code->frame_size));
        frame->frame_object = ::new (memory) FrameObject(&FrameObject::type_object, frame);
    }
    return frame->frame_object;
}

FrameObject::~FrameObject() {
    if (owns_frame) drop_references(frame);
}

namespace {

bool has_fast_locals(const Frame* frame) { return (frame->code->parts.flags & code_optimized) != 0; }

// The cell of a variable; null when it has none, or when the frame has not made it yet (before MAKE_CELL has run).
Cell* cell_of(Frame* frame, int index) {
    bool shared = (frame->code->local_kind(index) & (local_cell | local_free)) != 0;
    return shared ? as<Cell>(frame->locals[index]) : nullptr;
}

Ref<Object> local_value(Frame* frame, int index) {
    Cell* cell = cell_of(frame, index);
    return cell != nullptr ? cell->contents.hold() : share(frame->locals[index]);
}

}  // namespace

// A function's frame keeps the dict that it once made and brings it up to date: names that the function does not have,
// put there by exec(), stay in it.
Result<Object> frame_locals(Frame* frame) {
    if (frame->namespace_ == nullptr) {
        Ref<Dict> dict = Dict::create();
        if (!has_fast_locals(frame)) return dict;
        frame->namespace_ = dict.release();
    }
    Ref<Object> mapping = share(frame->namespace_);
    TRY(refresh_locals(frame));
    return mapping;
}

namespace {

// exec() may have given a function's code any mapping for its namespace.
Result<void> store_local(Object* mapping, Str* name, Object* value) {
    if (is_exact<Dict>(mapping)) {
        if (value != nullptr) return dict_set(cast<Dict>(mapping), name, value);
        dict_delete_name(cast<Dict>(mapping), name);
        return {};
    }
    if (value != nullptr) return set_item(mapping, name, value);
    if (delete_item(mapping, name).failed() && !catch_exception(KeyError)) return Failure{};
    return {};
}

}  // namespace

// The mapping's own methods may run the frame to its end: so the values are taken first.
Result<void> refresh_locals(Frame* frame) {
    if (!has_fast_locals(frame) || frame->namespace_ == nullptr) return {};
    Ref<Object> mapping = share(frame->namespace_);
    Ref<Code> code = share(frame->code);
    std::vector<Ref<Object>> values;
    TRY(reserve_room(values, std::size_t(code->localsplus_count)));
    for (int index = 0; index < code->localsplus_count; ++index) values.push_back(local_value(frame, index));
    for (int index = 0; index < code->localsplus_count; ++index)
        TRY(store_local(mapping.get(), code->local_name(index), values[std::size_t(index)].get()));
    return {};
}

void write_locals_back(Frame* frame) {
    if (!has_fast_locals(frame) || frame->namespace_ == nullptr) return;
    Ref<Object> mapping = share(frame->namespace_);
    PreserveException preserved;
    for (int index = 0; index < frame->code->localsplus_count; ++index) {
        Result<Object> found = get_item(mapping.get(), frame->code->local_name(index));
        if (found.failed()) clear_exception();
        Ref<Object> value = found.take();
        if (value.get() == local_value(frame, index).get()) continue;
        if (Cell* cell = cell_of(frame, index)) cell->contents = std::move(value);
        else xdecref(std::exchange(frame->locals[index], value.release()));
    }
}

// ---------------------------------------------------------------- the type

namespace {

FrameObject* object_of(Object* self) { return static_cast<FrameObject*>(self); }

void frame_deallocate(Object* self) {
    std::size_t size = frame_byte_size(object_of(self)->slots);
    object_of(self)->~FrameObject();
    free_exact(self, self->type, size);
}

void frame_traverse(Object* self, VisitFunction visit, void* argument) {
    FrameObject* object = object_of(self);
    traverse_references<FrameObject>(self, visit, argument);
    if (object->code) visit(object->code.get(), argument);
    if (object->owns_frame) traverse_frame(object->frame, visit, argument);
}

void frame_clear(Object* self) {
    clear_references<FrameObject>(self);
    if (object_of(self)->owns_frame) clear_slots(object_of(self)->frame);
}

Result<Object> get_back(Object* self) {
    FrameObject* object = object_of(self);
    if (object->previous) return object->previous;
    if (object->owns_frame || object->frame->previous == nullptr) return none();
    return share<Object>(frame_object(object->frame->previous));
}
Result<Object> get_frame_code(Object* self) { return share<Object>(object_of(self)->frame->code); }
Result<Object> get_globals(Object* self) { return share<Object>(object_of(self)->frame->globals); }
Result<Object> get_builtins(Object* self) { return share(object_of(self)->frame->builtins); }
Result<Object> get_locals(Object* self) { return frame_locals(object_of(self)->frame); }
Result<Object> get_line(Object* self) {
    FrameObject* object = object_of(self);
    int line = object->frame->line();
    return line < 0 ? none() : Ref<Object>(Int::from(line));
}
Result<void> set_line(Object* self, Object* value) { return evaluator.jump_to_line(object_of(self), value); }
Result<Object> get_last_instruction(Object* self) { return Int::from(object_of(self)->frame->unit() * 2); }
Result<Object> get_trace(Object* self) {
    Ref<Object> function = object_of(self)->trace_function.hold();
    return function ? function : none();
}
Result<void> set_trace(Object* self, Object* value) {
    object_of(self)->trace_function = value == nullptr || is_none(value) ? nullptr : share(value);
    return {};
}

Result<Object> frame_repr(Object* self) {
    Frame* frame = object_of(self)->frame;
    return Str::from(format_text("<frame at {}, file {}, line {}, code {}>", address_of(self),
                                 quoted(frame->code->parts.filename.get()), frame->line(),
                                 frame->code->parts.name.get()));
}

Result<Object> frame_clear_method(FrameObject* self) {
    if (self->owns_frame) {
        frame_clear(self);
        return none();
    }
    Ref<Generator> generator = share(self->frame->generator);
    if (!generator || generator->state == GeneratorState::running)
        return raise(RuntimeError, "cannot clear an executing frame");
    generator->type->slots.finalize(generator.get());
    return none();
}

Result<Size> frame_sizeof_method(FrameObject* self) { return Size(frame_byte_size(self->slots)); }

const Method frame_methods[] = {
    {"__sizeof__(self, /)", bind<frame_sizeof_method>,
     "Tells how many bytes it takes up, with the room for variables."},
    {"clear(self, /)", bind<frame_clear_method>,
     "Empties the local variables of a frame that has ended or is suspended, which breaks cycles with tracebacks."}};

const Getter frame_getters[] = {
    {"f_back", get_back},
    {"f_code", get_frame_code},
    {"f_globals", get_globals},
    {"f_builtins", get_builtins},
    {"f_locals", get_locals},
    {"f_lineno", get_line, set_line},
    {"f_lasti", get_last_instruction},
    {"f_trace", get_trace, set_trace},
};

const Member frame_members[] = {
    writable_member<&FrameObject::trace_lines>("f_trace_lines"),
    writable_member<&FrameObject::trace_opcodes>("f_trace_opcodes"),
};

const TypeSpec frame_spec = {
    .name = "frame",
    .size = sizeof(FrameObject),
    .item_size = sizeof(Object*),
    .flags = TypeFlag::gc,
    .slots = {.deallocate = frame_deallocate, .traverse = frame_traverse, .clear = frame_clear, .repr = frame_repr},
    .methods = frame_methods,
    .getters = frame_getters,
    .members = frame_members,
};

}  // namespace

Type FrameObject::type_object(frame_spec);

Dict* current_globals() {
    Frame* frame = current_thread->frame;
    return frame == nullptr ? nullptr : frame->globals;
}

}  // namespace minipy
