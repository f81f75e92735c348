// SPDX-License-Identifier: MIT
// Type: what objects of one type can do (slots), where its attributes are (dict, bases, mro), how its instances are
// laid out in memory.
//
//      class A: …        class B(A): …                     b = B()
//
//      Type B │ slots: call, length, add …      C++ functions, filled from the dict and from A's
//             │ dict ─▶ {"method": …}           its own attributes
//             │ bases ─▶ (A,)   mro ─▶ (B, A, object)
//             │ base ─▶ A                       the one whose layout is extended
//             │ layout ─▶ object                the built-in type that declares the C++ struct
//             │ version 117                     of all that can be found along the mro
//             │ shared_keys ─▶ "x", "y"         where instances keep their attributes (types/instance.hpp)
//             │ subclasses ─▶ weakly, all that name B as a base
//
// A slot is a C++ function for one of the language's operations. Built-in types name theirs in a TypeSpec
// (type_spec.hpp); a class written in Python gets slots that call its dunder methods (types/type_slots.cpp, which also
// has the table that relates slots and dunder names). Slots are inherited: an empty slot of a type is filled from its
// mro when it is readied.
//
// What holds, always:
//
//   1  A slot that is null means that instances cannot do it: nobody looks at the dict for __len__ when `length` is
//      null. So whoever changes a dunder name in a dict updates the slots of the type and of those that inherit it.
//   2  version ≠ 0 stands for everything that can be found from the type. Every change of a dict, of bases or of an mro
//      is followed by type_modified(), which takes the version from the type and from all its subclasses. Numbers are
//      never used twice: caches are never searched for what is stale.
//   3  A type with a version has bases with a version; so type_modified() may stop at a type that has none.
//   4  Slots may be called on any instance, those made by __new__ alone included, but only on instances: `self` needs
//      no check in a slot, because the slot was found on its type.
//   5  A pointer to a C++ struct T is good for objects whose `layout` is T's type or extends it. Sizes say nothing.
//   6  While a class is being made, and when it has been cleared, its mro is null: look-ups find nothing.
//
// Built-in types are static objects, `T::type_object`; `ready_type()` completes them at start-up. Classes are ordinary
// heap objects: each instance holds its class, so that it outlives them all.
// CPython: Include/cpython/object.h, Objects/typeobject.c. Next: type_spec.hpp, types/type_ready.cpp.
#pragma once

#include <cassert>
#include <type_traits>

#include "runtime/object/arguments.hpp"
#include "runtime/object/fields.hpp"
#include "runtime/object/operators.hpp"
#include "runtime/object/result.hpp"

namespace minipy {

struct TypeSpec;
struct BufferView;
struct DictKeys;
struct WeakReference;

enum class SendStatus : std::uint8_t { returned, yielded, failed };
struct SendResult {
    SendStatus status;
    Ref<Object> value;  // what was yielded or returned
};

using VisitFunction = void (*)(Object* object, void* argument);

// Slot types. Unless said otherwise a slot's arguments are borrowed and `self` is of the slot's type.
using UnarySlot = Result<Object> (*)(Object* self);
using BinarySlot = Result<Object> (*)(Object* left, Object* right);  // either operand may be of the slot's type
using TernarySlot = Result<Object> (*)(Object* base, Object* exponent, Object* modulus);  // modulus: None when absent
using SizeSlot = Result<Size> (*)(Object* self);
using HashSlot = Result<Hash> (*)(Object* self);
using PredicateSlot = Result<bool> (*)(Object* self);
using ContainsSlot = Result<bool> (*)(Object* self, Object* item);
using RepeatSlot = Result<Object> (*)(Object* self, Size count);
using GetItemSlot = Result<Object> (*)(Object* self, Object* key);
using SetItemSlot = Result<void> (*)(Object* self, Object* key, Object* value);  // value null: delete
using GetAttributeSlot = Maybe<Object> (*)(Object* self,
                                           Str* name);  // nothing: the caller raises AttributeError if it must
using SetAttributeSlot = Result<void> (*)(Object* self, Str* name, Object* value);  // value null: delete
using CompareSlot = Result<Object> (*)(Object* left, Object* right, Comparison operation);
using NextSlot = Maybe<Object> (*)(Object* self);  // nothing: exhausted
using DescriptorGetSlot = Result<Object> (*)(Object* descriptor, Object* instance,
                                             Object* owner);  // one of them may be null
using DescriptorSetSlot = Result<void> (*)(Object* descriptor, Object* instance, Object* value);  // value null: delete
using CallSlot = Result<Object> (*)(Object* callable, const Arguments& arguments);
using NewSlot = Result<Object> (*)(Type* type, const Arguments& arguments);
using InitSlot = Result<void> (*)(Object* self, const Arguments& arguments);
using SendSlot = SendResult (*)(Object* self, Object* value);
using DeallocateSlot = void (*)(Object* self);
using TraverseSlot = void (*)(Object* self, VisitFunction visit, void* argument);
using ClearSlot = void (*)(Object* self);
using FinalizeSlot = void (*)(Object* self);  // keeps the pending exception
enum class BufferAccess : std::uint8_t { read, write };
using BufferSlot = Result<void> (*)(Object* self, BufferView& view, BufferAccess access);
using ReleaseBufferSlot = void (*)(Object* self, BufferView& view);

struct Slots {
    // memory
    DeallocateSlot deallocate = nullptr;
    TraverseSlot traverse = nullptr;
    ClearSlot clear = nullptr;
    FinalizeSlot finalize = nullptr;
    // every object
    NewSlot new_ = nullptr;
    InitSlot init = nullptr;
    UnarySlot repr = nullptr;
    UnarySlot str = nullptr;
    HashSlot hash = nullptr;
    CompareSlot compare = nullptr;
    GetAttributeSlot get_attribute = nullptr;
    SetAttributeSlot set_attribute = nullptr;
    CallSlot call = nullptr;
    DescriptorGetSlot descriptor_get = nullptr;
    DescriptorSetSlot descriptor_set = nullptr;
    // iteration
    UnarySlot iter = nullptr;
    NextSlot next = nullptr;
    SendSlot send = nullptr;
    UnarySlot await = nullptr;
    UnarySlot async_iter = nullptr;
    UnarySlot async_next = nullptr;
    // containers
    SizeSlot length = nullptr;
    GetItemSlot get_item = nullptr;
    SetItemSlot set_item = nullptr;
    ContainsSlot contains = nullptr;
    BinarySlot concatenate = nullptr;  // sequences: tried after `add`
    RepeatSlot repeat = nullptr;       // sequences: tried after `multiply`
    BinarySlot inplace_concatenate = nullptr;
    RepeatSlot inplace_repeat = nullptr;
    // numbers
    BinarySlot add = nullptr;
    BinarySlot subtract = nullptr;
    BinarySlot multiply = nullptr;
    BinarySlot matrix_multiply = nullptr;
    BinarySlot true_divide = nullptr;
    BinarySlot floor_divide = nullptr;
    BinarySlot remainder = nullptr;
    BinarySlot divmod = nullptr;
    TernarySlot power = nullptr;
    BinarySlot lshift = nullptr;
    BinarySlot rshift = nullptr;
    BinarySlot and_ = nullptr;
    BinarySlot xor_ = nullptr;
    BinarySlot or_ = nullptr;
    BinarySlot inplace_add = nullptr;
    BinarySlot inplace_subtract = nullptr;
    BinarySlot inplace_multiply = nullptr;
    BinarySlot inplace_matrix_multiply = nullptr;
    BinarySlot inplace_true_divide = nullptr;
    BinarySlot inplace_floor_divide = nullptr;
    BinarySlot inplace_remainder = nullptr;
    TernarySlot inplace_power = nullptr;
    BinarySlot inplace_lshift = nullptr;
    BinarySlot inplace_rshift = nullptr;
    BinarySlot inplace_and = nullptr;
    BinarySlot inplace_xor = nullptr;
    BinarySlot inplace_or = nullptr;
    UnarySlot negative = nullptr;
    UnarySlot positive = nullptr;
    UnarySlot absolute = nullptr;
    UnarySlot invert = nullptr;
    PredicateSlot bool_ = nullptr;
    UnarySlot int_ = nullptr;
    UnarySlot float_ = nullptr;
    UnarySlot index = nullptr;
    // buffers
    BufferSlot get_buffer = nullptr;
    ReleaseBufferSlot release_buffer = nullptr;
};

enum class TypeFlag : std::uint32_t {
    gc = 1u << 0,                // instances carry a GcHead
    managed = 1u << 1,           // instances carry a ManagedHead
    managed_dict = 1u << 2,      // … and use its dict
    managed_weakrefs = 1u << 3,  // … and use its weakrefs
    inline_values = 1u << 4,     // attribute values follow the instance (types/instance.hpp)
    base_type = 1u << 5,         // may be subclassed
    heap = 1u << 6,              // made at run time by a class statement or type()
    immutable = 1u << 7,         // attributes cannot be set
    ready = 1u << 8,
    abstract = 1u << 9,              // has abstract methods: cannot be instantiated
    method_descriptor = 1u << 10,    // LOAD_METHOD may call it with self in front instead of binding
    sequence_pattern = 1u << 11,     // matches [a, b] in a match statement
    mapping_pattern = 1u << 12,      // matches {"k": v}
    match_self = 1u << 13,           // case int(x): x is the subject itself
    no_instantiation = 1u << 14,     // "cannot create 'x' instances"
    custom_mro = 1u << 15,           // its metaclass has an mro() of its own: attributes are not cached
    owns_outside_memory = 1u << 16,  // instances must end properly even under --gc=boehm: handles, C libraries' memory
    // Subclass of a built-in type that the runtime asks for often.
    int_subclass = 1u << 20,
    str_subclass = 1u << 21,
    bytes_subclass = 1u << 22,
    tuple_subclass = 1u << 23,
    list_subclass = 1u << 24,
    dict_subclass = 1u << 25,
    type_subclass = 1u << 26,
    exception_subclass = 1u << 27,
};
constexpr TypeFlag operator|(TypeFlag a, TypeFlag b) {
    return static_cast<TypeFlag>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
inline constexpr TypeFlag no_flags{};

// The fields are raw owned pointers, because static types must be constant-initialised and are never destroyed.
struct Type : Object {
    Slots slots;
    DeallocateSlot end = nullptr;  // what deallocate() does with an instance (memory/deallocate.cpp)
    std::uint32_t flags = 0;
    std::uint32_t version = 0;          // of dict and mro together, for caches; 0: none assigned
    Size basic_size = 0;                // bytes of an instance from its Object header on, without variable part
    Size item_size = 0;                 // bytes of one item of the variable part
    std::uint16_t dict_offset = 0;      // of a Dict* field in instances that have one outside the ManagedHead; 0: none
    std::uint16_t weakrefs_offset = 0;  // likewise of the first WeakReference
    const char* native_name = nullptr;  // static types: "list", "collections.deque"
    const TypeSpec* spec = nullptr;     // static types: where all this came from
    Type* base = nullptr;               // owned: the base whose layout instances extend
    Str* name = nullptr;                // owned
    Str* qualname = nullptr;            // owned; heap types
    Tuple* bases = nullptr;             // owned
    Tuple* mro = nullptr;               // owned; null while the type is being made
    Dict* dict = nullptr;               // owned
    Dict* subclasses = nullptr;         // owned: id → weak reference, made with the first subclass
    WeakReference* weakrefs = nullptr;  // borrowed: the first weak reference to the type itself
    DictKeys* shared_keys = nullptr;    // owned: names of the instances' attributes, when values are inline
    std::uint8_t spare_values = 0;      // how many more attributes the next instance gets room for (types/instance.cpp)
    Type* layout = nullptr;       // the built-in type that declares the C++ struct of instances (types/layout.hpp)
    Tuple* slot_names = nullptr;  // owned: the names of the __slots__ that this type adds; null: none
    Size slots_begin = 0;         // offset of the first Ref of __slots__ that this type adds; below 0: in front
    Size slots_count = 0;         // how many it adds
    Size slots_in_front = 0;      // how many of its own and of its bases lie in front of the heads (memory/gc.hpp)

    constexpr explicit Type(const TypeSpec& type_spec);
    explicit Type(Type* metatype) : Object(metatype) {}

    bool has(TypeFlag flag) const { return (flags & static_cast<std::uint32_t>(flag)) != 0; }
    void set(TypeFlag flag) { flags |= static_cast<std::uint32_t>(flag); }
    void unset(TypeFlag flag) { flags &= ~static_cast<std::uint32_t>(flag); }

    // UTF-8, valid as long as the type: what error messages call "tp_name" (built-ins may carry a module prefix).
    const char* display_name() const;

    static constexpr TypeFlag subclass_flag = TypeFlag::type_subclass;

    static Type type_object;
};

// The type `object`, root of every mro.
extern Type object_type;

// Completes a static type: flags, slots and attributes from its spec, mro, inherited slots. Bases first.
void ready_type(Type* type);

// Is `type` the same as `base` or derived from it (by mro)?
bool is_subtype(const Type* type, const Type* base);

// The attributes of one type (not of its bases); those of a static type are made when first asked for.
Dict* type_dict(Type* type);

// Finds `name` along the mro; borrowed, null when nobody has it. Cached by (version, name); never runs Python code.
Object* lookup_in_type(Type* type, Str* name);

// Must follow every change of a type's dict or mro: drops the versions of the type and its subclasses.
void type_modified(Type* type);
// Is `base` one of the type's direct bases?
bool names_as_base(const Type* type, const Type* base);
// Goes through the living direct subclasses that are heap types, null at the end. (Those that are built in stand in
// ready_types(): only their bases know them.)
Ref<Type> next_subclass(const Type* type, Size& position);
// The version for use in an inline cache, assigned if need be; 0 when the type cannot be cached.
std::uint32_t type_version(Type* type);

template <class T>
bool is_exact(const Object* object) {
    return object->type == &T::type_object;
}

// isinstance() by real type. Types with a subclass flag answer without looking at the mro.
template <class T>
bool is(const Object* object) {
    if (object->type == &T::type_object) return true;
    if constexpr (requires { T::subclass_flag; }) {
        return object->type->has(T::subclass_flag);
    } else {
        return is_subtype(object->type, &T::type_object);
    }
}

// May the object be taken for the C++ struct T? A struct that several types share says which they are; the tag keeps
// derived structs from inheriting that:
//     static bool is_layout_of(const Type* type, std::type_identity<DictView>);
template <class T>
bool has_layout(const Object* object) {
    if constexpr (requires { T::is_layout_of(object->type, std::type_identity<T>()); }) {
        return T::is_layout_of(object->type, std::type_identity<T>());
    } else {
        return is<T>(object);
    }
}

// The object as a T. Three ways, by who knows what it is:
//     as<T>(object)            asks: null when it is none
//     cast<T>(object)          knows, because it was checked before or can be nothing else; builds with assertions hold
//                              it to that. Null stays null
//     expect<T>(object, what)  demands: TypeError when it is none (kernel/errors.hpp)
// No other downcast of an object is written down, but for the `self` that whoever calls a slot or method has checked.
template <class T>
T* as(Object* object) {
    return object != nullptr && is<T>(object) ? static_cast<T*>(object) : nullptr;
}

template <class T>
T* cast(Object* object) {
    assert(object == nullptr || has_layout<T>(object));
    return static_cast<T*>(object);
}
template <class T>
const T* cast(const Object* object) {
    assert(object == nullptr || has_layout<T>(object));
    return static_cast<const T*>(object);
}

// The same for what is owned.
template <class T, class U>
[[nodiscard]] Ref<T> ref_cast(Ref<U> ref) {
    return Ref<T>::adopt(cast<T>(ref.release()));
}

}  // namespace minipy
