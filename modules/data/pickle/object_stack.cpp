// SPDX-License-Identifier: MIT
// Growing and emptying the stack, and what is made of its top. CPython: Modules/_pickle.c (Pdata_…). Next: load.cpp.
#include "modules/data/pickle/object_stack.hpp"

#include <algorithm>

#include "modules/data/pickle/state.hpp"
#include "runtime/kernel/growth.hpp"

namespace minipy::pickles {

namespace {

Size larger_than(Size capacity) { return std::max<Size>(32, capacity * 2); }

}  // namespace

ObjectStack::~ObjectStack() {
    clear();
    heap::free_array(std::exchange(objects_, nullptr), std::size_t(std::exchange(capacity_, 0)));
    heap::free_array(std::exchange(marks_, nullptr), std::size_t(std::exchange(mark_capacity_, 0)));
}

Result<void> ObjectStack::grow() { return grow_array(objects_, capacity_, larger_than(capacity_)); }

Failure ObjectStack::underflow() const {
    return raise_message(unpickling_error(), mark_count_ > 0 ? "unexpected MARK found" : "unpickling stack underflow");
}

void ObjectStack::replace_top(Ref<Object> object) {
    Ref<Object> before = adopt(std::exchange(objects_[size_ - 1], object.release()));
}

void ObjectStack::cut(Size size) {
    while (size_ > size) decref(objects_[--size_]);
}

void ObjectStack::clear() {
    mark_count_ = 0;
    fence_ = 0;
    cut(0);
}

Result<Tuple> ObjectStack::pop_tuple(Size start) {
    if (start < fence_ || start > size_) return underflow();
    if (start == size_) return Tuple::empty();
    Ref<Tuple> tuple = TRY(Tuple::create(size_ - start));
    std::copy(objects_ + start, objects_ + size_, tuple->items());
    size_ = start;
    return tuple->track();
}

// They move into memory of the list's own, of the size that CPython's list would have: a multiple of four.
Result<List> ObjectStack::pop_list(Size start) {
    if (start < fence_ || start > size_) return underflow();
    Ref<List> list = List::create();
    Size count = size_ - start, capacity = (count + (count < 5 ? 6 : 3)) & ~Size(3);
    if (count == 0) return list;
    auto* items = heap::allocate_array<Object*>(std::size_t(capacity));
    if (items == nullptr) return raise_no_memory();
    std::copy(objects_ + start, objects_ + size_, items);
    size_ = start;
    list->items = items;
    list->length = count;
    list->capacity = capacity;
    return list;
}

Result<void> ObjectStack::push_mark() {
    if (mark_count_ == mark_capacity_) TRY(grow_array(marks_, mark_capacity_, larger_than(mark_capacity_)));
    marks_[mark_count_++] = fence_ = size_;
    return {};
}

Result<Size> ObjectStack::pop_mark() {
    if (mark_count_ < 1) return raise(unpickling_error(), "could not find MARK");
    Size mark = marks_[--mark_count_];
    fence_ = mark_count_ > 0 ? marks_[mark_count_ - 1] : 0;
    return mark;
}

void ObjectStack::traverse(VisitFunction visit, void* argument) const {
    for (Size index = 0; index < size_; ++index) visit(objects_[index], argument);
}

}  // namespace minipy::pickles
