// SPDX-License-Identifier: MIT
// Raising, testing and taking exceptions.
//
//   return raise(TypeError, "'{}' object is not iterable", type_name(object));
//   if (exception_matches(StopIteration)) …            the pending exception
//   Ref<Object> error = take_exception();              … and now it is no longer pending
//
// There is at most one pending exception a thread; it is always an instance (CPython 3.12's rule; 3.11 keeps a triple).
// raise() chains: what is being handled becomes __context__. The exception classes are declared in
// kernel/exception_types.def. CPython: Python/errors.c.
#pragma once

#include <string>
#include <string_view>

#include "runtime/kernel/format_text.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/object/result.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

// The exception classes, by their Python names.
#define EXCEPTION_NAME(Name) extern Type Name;
#include "runtime/kernel/exception_types.def"

// Sets a new exception of `type`, made by calling it with the message (or another single argument, or none).
Failure raise_message(Type& type, std::string_view message);
Failure raise_object(Type& type, Object* argument);
Failure raise_bare(Type& type);
// Sets a finished exception instance, chaining __context__.
Failure raise_instance(Ref<Object> exception);
// Sets an exception as it is, no chaining: putting back what take_exception() took.
Failure restore_exception(Ref<Object> exception);

template <class... Values>
Failure raise(Type& type, fmt::format_string<Shown<Values>...> message, const Values&... values) {
    return raise_message(type, format_text<Values...>(message, values...));
}

// From errno, with CPython's subclass for it and an optional file name.
Failure raise_os_error(int error_number, Object* filename = nullptr);
Failure raise_no_memory();
Failure raise_key_error(Object* key);
// "bad operand"-like messages name a type as CPython's tp_name does.
inline const char* type_name(const Object* object) { return object->type->display_name(); }
// The object as a T, or TypeError "sep must be str, not int"; `what` is a format.
template <class T, class... Values>
Result<T*> expect(Object* object, fmt::format_string<Shown<Values>...> what, const Values&... values) {
    if (is<T>(object)) [[likely]]
        return static_cast<T*>(object);
    return raise(TypeError, "{} must be {}, not {}", format_text<Values...>(what, values...),
                 T::type_object.display_name(), type_name(object));
}
// The AttributeError for `name`, worded for modules, types and other objects; sets .name and .obj.
Failure raise_no_attribute(Object* object, Str* name);
// A pending AttributeError that does not say yet what was asked of which object does so from now on.
void note_attribute(Object* object, Str* name);

inline bool exception_pending() { return static_cast<bool>(current_thread->exception); }
bool exception_matches(const Type& type);
inline Ref<Object> take_exception() { return std::move(current_thread->exception); }
// That memory has ended is not lost with it: whoever drops a MemoryError makes the loop raise it again, behind the
// native call that it is in.
void clear_exception();
// Clears the pending exception if it matches; says whether it did.
bool catch_exception(const Type& type);

// Does `exception` (instance or class) match `pattern` (class or tuple of classes), as `except` asks?
bool given_exception_matches(Object* exception, Object* pattern);

// Reports the pending exception where nobody can receive it (finalizers, weak reference callbacks), by
// sys.unraisablehook (exceptions/unraisable.hpp). `where` may be null; "Exception ignored `message`: where".
void write_unraisable(Object* where, const char* message = nullptr);

// Does `action` a second time, on the reserve, if it failed for want of memory (a MemoryError that a program raises by
// itself is none). For what must not be lost for that: output that was written already.
template <typename Action>
auto retry_if_memory_ended(Action action) -> decltype(action()) {
    std::uint64_t refusals_before = heap::refusals;
    auto result = action();
    if (result.ok() || heap::refusals == refusals_before) return result;
    if (!heap::exhausted && !exception_matches(MemoryError)) return result;
    clear_exception();
    heap::memory_error_raised();
    return action();
}

// Keeps the pending exception safe for the time of a scope in which other code runs and may raise.
class PreserveException {
public:
    PreserveException() : saved_(take_exception()) {}
    ~PreserveException() {
        if (!released_) current_thread->exception = std::move(saved_);
    }
    // The scope has a new exception to leave pending: the saved one is dropped.
    void release() { released_ = true; }
    PreserveException(const PreserveException&) = delete;
    PreserveException& operator=(const PreserveException&) = delete;

private:
    heap::SetExhaustionAside exhaustion_;
    Ref<Object> saved_;
    bool released_ = false;
};

}  // namespace minipy
