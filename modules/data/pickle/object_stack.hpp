// SPDX-License-Identifier: MIT
// The stack of the pickle machine: objects, and marks that say where a group of them begins.
//
//      objects  │ a │ b │ c │ d │ e │          marks │ 1 │ 3 │
//                     ▲       ▲                Nothing below the last mark (the fence) is taken but by an instruction
//                     mark    mark             that takes the mark itself.
//
// All zero is a good state. What dies as it is taken off may run Python, which may come back to this stack: an object
// is off the stack before it is given up, and sizes are read anew. CPython: Modules/_pickle.c (Pdata).
// Next: object_stack.cpp, unpickler.hpp.
#pragma once

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/object/result.hpp"

namespace minipy::pickles {

class ObjectStack {
public:
    ObjectStack() = default;
    ObjectStack(const ObjectStack&) = delete;
    ObjectStack& operator=(const ObjectStack&) = delete;
    ~ObjectStack();

    Size size() const { return size_; }
    Size fence() const { return fence_; }
    Size bytes() const { return Size(sizeof(Object*)) * capacity_; }
    Object* operator[](Size index) const { return objects_[index]; }  // borrowed
    // The object on top, borrowed; null when there is none above the fence.
    Object* top() const { return size_ > fence_ ? objects_[size_ - 1] : nullptr; }

    Result<void> push(Ref<Object> object) {
        if (size_ == capacity_) [[unlikely]]
            TRY(grow());
        objects_[size_++] = object.release();
        return {};
    }
    Result<Object> pop() {
        if (size_ <= fence_) [[unlikely]]
            return underflow();
        return adopt(objects_[--size_]);
    }
    void replace_top(Ref<Object> object);
    void cut(Size size);  // gives up all from there on
    void clear();         // objects and marks
    // The objects from `start` on, taken off.
    Result<Tuple> pop_tuple(Size start);
    Result<List> pop_list(Size start);

    Result<void> push_mark();
    Result<Size> pop_mark();  // UnpicklingError: there is none
    bool has_mark_on_top() const { return mark_count_ > 0 && marks_[mark_count_ - 1] == size_; }

    Failure underflow() const;
    void traverse(VisitFunction visit, void* argument) const;

private:
    Result<void> grow();

    Object** objects_ = nullptr;  // owned
    Size size_ = 0, capacity_ = 0, fence_ = 0;
    Size* marks_ = nullptr;
    Size mark_count_ = 0, mark_capacity_ = 0;
};

}  // namespace minipy::pickles
