// SPDX-License-Identifier: MIT
// How functions that can raise return: Result<T>, Maybe<T>, Failure, and TRY.
//
// CPython's convention is "NULL means an exception is set". This is the same convention with a type that the compiler
// checks: a failed Result carries nothing, the exception sits in the thread state (kernel/thread_state.hpp).
//
//   Result<Object> twice(Object* x) {
//       Ref<Object> sum = TRY(add(x, x));      // if add failed, so do we
//       if (…) return raise(ValueError, "…");  // raise() returns a Failure
//       return sum;
//   }
//
//   Result<T>     for an object type T: an owned reference. For other types (void, bool, Size …): the value.
//   Maybe<T>      three outcomes: an owned reference, nothing, or a failure. "No more items", "no such attribute" and
//                 "no such key" are `nothing`: no exception object is made for what is not an error yet.
//                 TRY of a Maybe gives a Ref that is null when there is nothing.
#pragma once

#include <utility>

#include "runtime/object/ref.hpp"

namespace minipy {

// Converts to any failed Result or Maybe. The exception has been set by whoever made it.
struct [[nodiscard]] Failure {};

template <class T>
concept ObjectType = std::is_base_of_v<Object, T>;

// A value that is not an object.
template <class T>
class [[nodiscard]] Result {
public:
    Result(Failure) : ok_(false) {}
    Result(T value) : value_(std::move(value)), ok_(true) {}
    bool ok() const { return ok_; }
    bool failed() const { return !ok_; }
    T take() { return std::move(value_); }

private:
    T value_{};
    bool ok_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result(Failure) : ok_(false) {}
    Result() : ok_(true) {}
    bool ok() const { return ok_; }
    bool failed() const { return !ok_; }
    void take() {}

private:
    bool ok_;
};

// An owned reference to an object.
template <ObjectType T>
class [[nodiscard]] Result<T> {
public:
    Result(Failure) {}
    template <class U>
    requires std::is_convertible_v<U*, T*> Result(Ref<U> value) : value_(std::move(value)) {}
    template <class U>
    requires(std::is_convertible_v<U*, T*> && !std::is_same_v<U, T>) Result(Result<U> other) : value_(other.take()) {}
    bool ok() const { return static_cast<bool>(value_); }
    bool failed() const { return !value_; }
    Ref<T> take() { return std::move(value_); }
    T* get() const { return value_.get(); }

private:
    Ref<T> value_;
};

template <ObjectType T = Object>
class [[nodiscard]] Maybe {
public:
    Maybe(Failure) : failed_(true) {}
    Maybe() : failed_(false) {}
    template <class U>
    requires std::is_convertible_v<U*, T*> Maybe(Ref<U> value) : value_(std::move(value)), failed_(false) {}
    template <class U>
    requires std::is_convertible_v<U*, T*> Maybe(Result<U> other) : failed_(other.failed()) { value_ = other.take(); }
    bool found() const { return static_cast<bool>(value_); }
    bool failed() const { return failed_; }
    bool ok() const { return !failed_; }
    Ref<T> take() { return std::move(value_); }

private:
    Ref<T> value_;
    bool failed_;
};

inline constexpr struct Nothing {
    template <ObjectType T>
    operator Maybe<T>() const {
        return Maybe<T>();
    }
} nothing;

// The value of a Result or Maybe; a failure makes the calling function fail. Not behind another member of a braced
// initialiser: the way out would not destroy that member (tests/house.py looks for it).
#define TRY(...) MINIPY_TRY_NAMED(MINIPY_JOIN(try_result_, __COUNTER__), __VA_ARGS__)
#define MINIPY_JOIN(left, right) MINIPY_JOIN_EXPANDED(left, right)
#define MINIPY_JOIN_EXPANDED(left, right) left##right
#define MINIPY_TRY_NAMED(name, ...)                \
    __extension__({                                \
        auto&& name = (__VA_ARGS__);               \
        if (name.failed()) [[unlikely]]            \
            return ::minipy::Failure{};            \
        std::forward<decltype(name)>(name).take(); \
    })

}  // namespace minipy
