// SPDX-License-Identifier: MIT
// Ref<T>: a pointer that owns one reference to an object, or is null.
//
//   Ref<List> list = List::create();       a function that hands out a value hands out a Ref
//   void append(List* list, Object* item)  a plain pointer parameter borrows: the caller keeps it alive
//   Ref<Object> mine = share(item);        a second owner of a borrowed pointer
//   Object* raw = list.release();          gives the reference up, for the few who count by hand
//   Ref<Object> back = adopt(raw);         and takes such a reference over
//
// Next: result.hpp, where functions that can raise return their values.
#pragma once

#include <type_traits>
#include <utility>

#include "runtime/object/object.hpp"

namespace minipy {

template <class T = Object>
class Ref {
public:
    constexpr Ref() = default;
    constexpr Ref(std::nullptr_t) {}
    Ref(const Ref& other) : pointer_(other.pointer_) {
        if (pointer_ != nullptr) incref(pointer_);
    }
    Ref(Ref&& other) noexcept : pointer_(other.release()) {}
    template <class U>
    requires std::is_convertible_v<U*, T*> Ref(const Ref<U>& other) : pointer_(other.get()) {
        if (pointer_ != nullptr) incref(pointer_);
    }
    template <class U>
    requires std::is_convertible_v<U*, T*> Ref(Ref<U>&& other)
    noexcept : pointer_(other.release()) {}
    ~Ref() {
        if (pointer_ != nullptr) decref(pointer_);
    }

    // The old value dies last, when this Ref already holds the new one: a finalizer may look at it.
    Ref& operator=(Ref other) noexcept {
        std::swap(pointer_, other.pointer_);
        return *this;
    }

    T* get() const { return pointer_; }
    T* operator->() const { return pointer_; }
    T& operator*() const { return *pointer_; }
    explicit operator bool() const { return pointer_ != nullptr; }
    bool operator==(const Object* other) const { return pointer_ == other; }

    [[nodiscard]] T* release() {
        T* pointer = pointer_;
        pointer_ = nullptr;
        return pointer;
    }
    void reset() { *this = Ref(); }

    // Takes over a reference that the caller owns.
    static Ref adopt(T* owned) {
        Ref ref;
        ref.pointer_ = owned;
        return ref;
    }

private:
    T* pointer_ = nullptr;
};

// A new owner of a borrowed pointer, which may be null.
template <class T>
[[nodiscard]] Ref<T> share(T* borrowed) {
    if (borrowed != nullptr) incref(borrowed);
    return Ref<T>::adopt(borrowed);
}

// An owner made from a reference that was counted by hand.
template <class T>
[[nodiscard]] Ref<T> adopt(T* owned) {
    return Ref<T>::adopt(owned);
}

}  // namespace minipy
