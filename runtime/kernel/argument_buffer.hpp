// SPDX-License-Identifier: MIT
// A short array of arguments on the native stack, a long one on the heap: for calls that pass other arguments on than
// they got. The values are borrowed. A program chooses how many there are: whoever makes one asks whether it failed().
// Next: calls.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "runtime/kernel/growth.hpp"
#include "runtime/object/arguments.hpp"

namespace minipy {

class ArgumentBuffer {
public:
    explicit ArgumentBuffer(Size count) {
        if (count > on_stack_count) {
            bool has_room = reserve_room(on_heap_, std::size_t(count)).ok();
            if (has_room) on_heap_.resize(std::size_t(count));
            values_ = has_room ? on_heap_.data() : nullptr;
        }
    }
    // self, then what `arguments` has.
    ArgumentBuffer(Object* self, const Arguments& arguments)
        : ArgumentBuffer(1 + arguments.positional + arguments.keyword_count()) {
        if (failed()) return;
        values_[0] = self;
        std::copy_n(arguments.values, arguments.positional + arguments.keyword_count(), values_ + 1);
    }
    ArgumentBuffer(const ArgumentBuffer&) = delete;
    ArgumentBuffer& operator=(const ArgumentBuffer&) = delete;

    bool failed() const { return values_ == nullptr; }  // a MemoryError has been raised
    Object** values() { return values_; }

private:
    static constexpr Size on_stack_count = 16;
    Object* on_stack_[on_stack_count];
    std::vector<Object*> on_heap_;
    Object** values_ = on_stack_;
};

}  // namespace minipy
