// SPDX-License-Identifier: MIT
// A short array of arguments on the native stack, a long one on the heap: for calls that pass other arguments on than
// they got. The values are borrowed. Next: calls.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "runtime/object/arguments.hpp"

namespace minipy {

class ArgumentBuffer {
public:
    explicit ArgumentBuffer(Size count) {
        if (count > on_stack_count) {
            on_heap_.resize(std::size_t(count));
            values_ = on_heap_.data();
        }
    }
    // self, then what `arguments` has.
    ArgumentBuffer(Object* self, const Arguments& arguments)
        : ArgumentBuffer(1 + arguments.positional + arguments.keyword_count()) {
        values_[0] = self;
        std::copy_n(arguments.values, arguments.positional + arguments.keyword_count(), values_ + 1);
    }
    ArgumentBuffer(const ArgumentBuffer&) = delete;
    ArgumentBuffer& operator=(const ArgumentBuffer&) = delete;

    Object** values() { return values_; }

private:
    static constexpr Size on_stack_count = 16;
    Object* on_stack_[on_stack_count];
    std::vector<Object*> on_heap_;
    Object** values_ = on_stack_;
};

}  // namespace minipy
