// SPDX-License-Identifier: MIT
// How a built-in type is declared: one TypeSpec at the end of its file.
//
//   Result<void> list_append(List* self, Object* object) { … }
//   …
//   const Method list_methods[] = {
//       {"append(self, object, /)", bind<list_append>, "Puts object at the end; amortised constant time."},
//       {"sort(self, /, *, key=None, reverse=False)", bind<list_sort>, "…"},
//   };
//   const TypeSpec list_spec = {
//       .name = "list", .doc = "…", .size = sizeof(List), .flags = TypeFlag::gc | TypeFlag::base_type,
//       .slots = {.deallocate = destroy<List>, .repr = list_repr, .length = list_length, …},
//       .methods = list_methods,
//   };
//   Type List::type_object(list_spec);
//
// A method's row says its signature once, as Python text. native_function.cpp binds arguments by it, words CPython's
// TypeErrors from it, and shows it as __text_signature__. `bind<function>` makes the adapter between an array of bound
// arguments and the function's C++ parameters; a parameter's C++ type says how the argument is converted:
//
//   Object*            anything; null when the optional argument was not given and its default is written `<absent>`
//   List*, Str*, …     an instance, else TypeError "f() argument 1 must be str, not int" (self has been checked)
//   Size               an index (__index__), clipped to Size for slices only if the callee says so; OverflowError
//   int, bool, double  converted as CPython's "i", "p" and "d" formats do
//   const Arguments&   alone after self: takes all arguments unbound, signature text "name(self, *args, **kwargs)"
//
// CPython: Include/structmember.h, PyMethodDef, Argument Clinic. Next: functions/native_function.hpp.
#pragma once

#include <bit>
#include <span>
#include <utility>

#include "runtime/memory/gc.hpp"
#include "runtime/object/fields.hpp"
#include "runtime/object/type.hpp"

namespace minipy {

class NativeMethod;

// `arguments` holds one entry for each parameter of the signature (self first), null where absent; *args arrives as a
// tuple, **kwargs as a dict.
using BoundFunction = Result<Object> (*)(Object* const* arguments, NativeMethod& method);  // that runs; for messages
using RawFunction = Result<Object> (*)(Object* self, const Arguments& arguments);

// One of the two is set.
struct NativeCode {
    BoundFunction bound = nullptr;
    RawFunction raw = nullptr;
};

// `constructor`: no attribute, but the parameters of a `new_` or `init` slot (functions/constructor.hpp).
enum class MethodKind : std::uint8_t { instance, class_method, static_method, constructor };

struct Method {
    const char* signature;
    NativeCode code;
    const char* doc = nullptr;
    MethodKind kind = MethodKind::instance;
};

// A computed attribute. `set` null: read-only; it gets null for a deletion.
struct Getter {
    const char* name;
    Result<Object> (*get)(Object* self);
    Result<void> (*set)(Object* self, Object* value) = nullptr;
    const char* doc = nullptr;
};

enum class MemberKind : std::uint8_t {
    object,           // a Ref<…>; null reads as None
    object_or_error,  // a Ref<…>; null raises AttributeError
    size,
    int32,
    boolean,
};

enum class MemberAccess : std::uint8_t { read_only, read_write };

// A field of the C++ struct shown as an attribute: a row that member<…>() or writable_member<…>() has made.
struct Member {
    const char* name;
    MemberKind kind;
    Size (*offset)();
    MemberAccess access;
    const char* doc;
};

namespace detail {

// Where a field stands: as compilers store pointers to members. (No constant expression may ask for that.)
template <auto... path>
Size offset_of() {
    return (std::bit_cast<Size>(path) + ...);
}

template <class T, class Value>
Value value_type(Value T::*);

template <auto first, auto... rest>
consteval MemberKind member_kind() {
    if constexpr (sizeof...(rest) > 0) {
        return member_kind<rest...>();
    } else {
        using Value = decltype(value_type(first));
        if constexpr (std::is_same_v<Value, Size>) {
            return MemberKind::size;
        } else if constexpr (std::is_same_v<Value, std::int32_t>) {
            return MemberKind::int32;
        } else if constexpr (std::is_same_v<Value, bool>) {
            return MemberKind::boolean;
        } else {
            static_assert(sizeof(Value) == sizeof(Object*), "shown as an object");
            static_assert(is_listed(first), "a reference that the collector is not told of");
            return MemberKind::object;
        }
    }
}

template <auto first, auto... rest>
consteval bool takes_any_value() {
    if constexpr (sizeof...(rest) > 0) {
        return takes_any_value<rest...>();
    } else {
        using Value = decltype(value_type(first));
        return std::is_arithmetic_v<Value> || std::is_same_v<Value, Ref<Object>> ||
               std::is_same_v<Value, Replaceable<Object>>;
    }
}

}  // namespace detail

// member<&Slice::start>("start"), or by way of a struct inside: member<&Code::parts, &CodeParts::flags>("co_flags").
template <auto... path>
constexpr Member member(const char* name, const char* doc = nullptr) {
    return {name, detail::member_kind<path...>(), detail::offset_of<path...>, MemberAccess::read_only, doc};
}
// Whatever a program assigns goes into the field, unseen: a reference must be one that takes any object.
template <auto... path>
constexpr Member writable_member(const char* name, const char* doc = nullptr) {
    static_assert(detail::takes_any_value<path...>(), "only a getter with a setter can check what is assigned");
    return {name, detail::member_kind<path...>(), detail::offset_of<path...>, MemberAccess::read_write, doc};
}

struct TypeSpec {
    const char* name;  // "module.name" for types outside builtins
    const char* doc = nullptr;
    Size size = 0;
    Size item_size = 0;
    TypeFlag flags = no_flags;
    Type* base = nullptr;      // null: object
    Type* metatype = nullptr;  // null: type
    Size dict_offset = 0;
    Size weakrefs_offset = 0;
    Slots slots = {};
    std::span<const Method> methods = {};
    std::span<const Getter> getters = {};
    std::span<const Member> members = {};
    const char* text_signature = nullptr;            // of the constructor: "(iterable=(), /)"
    void (*fill)(Type* type, Dict* dict) = nullptr;  // what the tables cannot say is added to the dict when it is made
};

constexpr Type::Type(const TypeSpec& type_spec)
    : Object(type_spec.metatype != nullptr ? type_spec.metatype : &Type::type_object), spec(&type_spec) {}

// ---------------------------------------------------------------- references listed once

// A type that lists its references (object/fields.hpp) gets traversal, clearing and destruction from these three.

template <class T>
void traverse_references(Object* self, VisitFunction visit, void* argument) {
    each_reference_of(static_cast<T*>(self), [&](auto& reference) {
        if (reference) visit(reference.get(), argument);
    });
}

template <class T>
void clear_references(Object* self) {
    each_reference_of(static_cast<T*>(self), [](auto& reference) { reference.reset(); });
}

// The `deallocate` slot of a fixed-size type whose fields are released by its destructor. Finalizers, weak references,
// __dict__ and untracking have been dealt with by deallocate() before the slot is called (memory/deallocate.cpp).
template <class T>
void destroy(Object* self) {
    Type* type = self->type;
    static_cast<T*>(self)->~T();
    if (type->has(TypeFlag::heap)) return free_instance(self);
    free_exact(self, type, sizeof(T));
}

// ---------------------------------------------------------------- adapters

namespace detail {

// Checks done when an argument is not of the C++ parameter's type: fine for self (it was checked by who called), else
// "replace() argument 1 must be str, not int", worded for `method`.
Result<void> check_mismatch(Object* argument, Size position, const Type* expected, NativeMethod& method);

template <class T>
struct FromObject;

template <>
struct FromObject<Object*> {
    static Result<Object*> convert(Object* argument, Size, NativeMethod&) { return argument; }
};
template <ObjectType T>
struct FromObject<T*> {
    static Result<T*> convert(Object* argument, Size position, NativeMethod& method) {
        if (argument == nullptr) return static_cast<T*>(nullptr);
        if constexpr (requires { T::type_object; }) {
            if (!is<T>(argument)) [[unlikely]] {
                if (check_mismatch(argument, position, &T::type_object, method).failed()) return Failure{};
            }
        } else {
            assert(position == 0);  // a struct without a type of its own can only be self
        }
        return static_cast<T*>(argument);
    }
};
template <>
struct FromObject<Size> {
    static Result<Size> convert(Object* argument, Size position, NativeMethod& method);
};
template <>
struct FromObject<int> {
    static Result<int> convert(Object* argument, Size position, NativeMethod& method);
};
template <>
struct FromObject<bool> {
    static Result<bool> convert(Object* argument, Size position, NativeMethod& method);
};
template <>
struct FromObject<double> {
    static Result<double> convert(Object* argument, Size position, NativeMethod& method);
};

// What a native function returned, as an object.
Ref<Object> to_object(bool value);
Ref<Object> to_object(Size value);
Ref<Object> to_object(double value);
Ref<Object> none();

template <class T>
Result<Object> wrap(Ref<T> value) {
    return Ref<Object>(std::move(value));
}
template <ObjectType T>
Result<Object> wrap(Result<T> result) {
    return result;
}
template <class T>
requires(!ObjectType<T> && !std::is_void_v<T>) Result<Object> wrap(Result<T> result) {
    if (result.failed()) return Failure{};
    return to_object(result.take());
}
inline Result<Object> wrap(Result<void> result) {
    if (result.failed()) return Failure{};
    return none();
}

template <class Parameter>
bool assign(Parameter& target, Object* argument, Size position, NativeMethod& method) {
    auto converted = FromObject<Parameter>::convert(argument, position, method);
    if (converted.failed()) return false;
    target = converted.take();
    return true;
}

// The converted arguments. A std::tuple would do, but there is one for each list of parameters, and compilers are slow
// with those.
template <std::size_t index, class Parameter>
struct Converted {
    Parameter value{};
};
template <class Positions, class... Parameters>
struct ConvertedArguments;
template <std::size_t... index, class... Parameters>
struct ConvertedArguments<std::index_sequence<index...>, Parameters...> : Converted<index, Parameters>... {};

// The adapter of one native function, chosen by its parameters.
template <auto function, class R, class... Parameters>
struct Adapter {
    static Result<Object> call(Object* const* arguments, NativeMethod& method) {
        return call_with(arguments, method, std::index_sequence_for<Parameters...>{});
    }

private:
    template <std::size_t... index>
    static Result<Object> call_with([[maybe_unused]] Object* const* arguments, [[maybe_unused]] NativeMethod& method,
                                    std::index_sequence<index...> positions) {
        ConvertedArguments<decltype(positions), Parameters...> values;
        bool ok = (assign(values.Converted<index, Parameters>::value, arguments[index], Size(index), method) && ...);
        if (!ok) return Failure{};
        return wrap(function(values.Converted<index, Parameters>::value...));
    }
};

template <auto function, class R, class Self>
Result<Object> call_raw(Object* self, const Arguments& arguments) {
    return wrap(function(static_cast<Self*>(self), arguments));
}

template <auto function, class R, class Self>
constexpr NativeCode make_native_code(R (*)(Self*, const Arguments&)) {
    return {.bound = nullptr, .raw = &call_raw<function, R, Self>};
}
template <auto function, class R, class... Parameters>
constexpr NativeCode make_native_code(R (*)(Parameters...)) {
    return {.bound = &Adapter<function, R, Parameters...>::call, .raw = nullptr};
}

}  // namespace detail

// The code of a method row. `function` takes self first (null for module functions that ignore it).
template <auto function>
inline constexpr NativeCode bind = detail::make_native_code<function>(function);

}  // namespace minipy
