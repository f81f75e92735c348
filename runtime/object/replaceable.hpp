// SPDX-License-Identifier: MIT
// Replaceable<T>: a reference inside an object that a program can replace while C++ code looks at what is in it.
//
//   Ref<Tuple> args = error->args.hold();      keeps the value, whatever happens to the field
//   Tuple* args = error->args.borrow();        only where no code of the program can run meanwhile
//   error->args = std::move(replacement);      the old value dies last
//
// It has no operator-> and no get(): whoever reads it says which of the two it is. In memory it is a Ref, so that
// a Member row can give it to Python. Next: exceptions/exception.hpp, whose fields they are.
#pragma once

#include "runtime/object/ref.hpp"

namespace minipy {

template <class T = Object>
class Replaceable {
public:
    Replaceable() = default;
    explicit Replaceable(Ref<T> value) : reference_(std::move(value)) {}
    Replaceable& operator=(Ref<T> value) {
        reference_ = std::move(value);
        return *this;
    }
    explicit operator bool() const { return static_cast<bool>(reference_); }
    Ref<T> hold() const { return reference_; }
    T* borrow() const { return reference_.get(); }
    Ref<T> take() { return std::move(reference_); }
    void reset() { reference_.reset(); }
    Ref<T>& for_collector() { return reference_; }

private:
    Ref<T> reference_;
};

}  // namespace minipy
