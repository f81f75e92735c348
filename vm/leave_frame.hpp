// SPDX-License-Identifier: MIT
// The end of a frame: its references die, its memory and its level of recursion are given back.
#pragma once

#include "runtime/functions/frame.hpp"
#include "runtime/generators/generator.hpp"
#include "vm/machine.hpp"

namespace minipy {

// For a frame that has returned or that an exception leaves. frame->stack_pointer is right; the frame is unlinked.
MINIPY_INLINE void leave_frame(ThreadState* thread, Frame* frame) {
    if (frame->generator != nullptr) [[unlikely]] {
        frame->generator->state = GeneratorState::finished;
        clear_frame(frame);
        return;
    }
    Object** saved_top = frame->saved_stack_top;
    if (frame->frame_object != nullptr || frame->stack_pointer != frame->stack_base()) [[unlikely]] {
        clear_frame(frame);
    } else {
        Object** locals = frame->locals;
        for (int index = 0, count = frame->code->localsplus_count; index < count; ++index) {
            if (Object* value = locals[index]) decref(value);
        }
        if (frame->namespace_ != nullptr) decref(frame->namespace_);
        decref(frame->function);
    }
    thread->stack_top = saved_top;
    ++thread->recursion_remaining;
}

// A generator that the loop has entered is left again: it has yielded, returned, or an exception leaves it.
MINIPY_INLINE void leave_generator(ThreadState* thread, Generator* generator) {
    unlink_generator(thread, generator);
    generator->frame()->is_entry = true;
    ++thread->recursion_remaining;
}

}  // namespace minipy
