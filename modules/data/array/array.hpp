// SPDX-License-Identifier: MIT
// array.array: numbers or characters side by side in memory, as C has them, without an object for each.
//
//      Array │ kind ──▶ 'i': 4 bytes, how to read and to make one
//            │ block ─▶ │ item 0 │ item 1 │ … │ item length−1 │ unused … │      capacity items
//
// While somebody looks at the items through a buffer (`exports` > 0) the array must not be resized. Making an item of
// an object may run Python code (__index__, __float__), which may resize the array: so an item is made in memory of its
// own first (ItemBytes), and only then it is looked where it belongs.
// CPython: Modules/arraymodule.c. Next: item_kinds.cpp, array.cpp, array_methods.cpp, array_pickle.cpp.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>

#include "runtime/kernel/index_iterator.hpp"
#include "runtime/kernel/items.hpp"
#include "runtime/text/str.hpp"

namespace minipy::arrays {

// One item as it stands in memory.
struct ItemBytes {
    char bytes[8] = {};
};

// How items are written down in a pickle, which may be read on another machine: the number that Python defines for it.
enum class MachineFormat : std::uint8_t {
    uint8 = 0,
    int8 = 1,
    uint16 = 2,
    int16 = 4,
    uint32 = 6,
    int32 = 8,
    uint64 = 10,
    int64 = 12,
    float32 = 14,
    float64 = 16,
    utf16 = 18,
    utf32 = 20,  // each in little-endian order; the number that follows says big-endian
    count = 22
};

struct ItemKind {
    char code;  // 'i'
    std::uint8_t size;
    const char* format;  // in views of the buffer
    MachineFormat machine;
    Result<Object> (*read)(const char* item);
    Result<ItemBytes> (*convert)(Object* value);
    bool (*compare)(const char* left, const char* right, Comparison operation);
};

std::span<const ItemKind> item_kinds();
const ItemKind* find_kind(CodePoint code);  // null: there is none

struct Array : Object {
    char* block;
    Size capacity;
    Size length;
    const ItemKind* kind;
    Size exports;
    Object* weakrefs;

    ~Array();
    char* at(Size index) { return block + index * kind->size; }
    std::string_view view() const { return {block, std::size_t(length) * kind->size}; }
    Result<Object> read(Size index) { return kind->read(at(index)); }

    Result<void> check_resizable() const;  // BufferError while exported
    Result<void> resize(Size count);       // new items are undefined
    Result<void> append(const ItemBytes& item);
    Result<void> append(std::string_view items);
    // Replaces the items [start, stop) by others, which do not lie in the array itself.
    Result<void> replace(Size start, Size stop, std::string_view items);

    // An array of the kind with room for `capacity` items, but without any.
    static Result<Array> make(Type* type, const ItemKind& kind, Size capacity);
    static Result<Array> copy(const ItemKind& kind, std::string_view items);
    static Type type_object;
};

struct ArrayIterator : IndexIterator<Array> {
    using IndexIterator::IndexIterator;
    static Ref<Object> empty();
    static Type type_object;
};

// Calls `action` with the items as pieces of plain memory of their size.
template <Size size>
struct Piece {
    char bytes[size];
};
template <class Action>
auto with_pieces(Array* array, Action action) {
    switch (array->kind->size) {
        case 1: return action(reinterpret_cast<Piece<1>*>(array->block));
        case 2: return action(reinterpret_cast<Piece<2>*>(array->block));
        case 4: return action(reinterpret_cast<Piece<4>*>(array->block));
        default: return action(reinterpret_cast<Piece<8>*>(array->block));
    }
}

inline Array* array_of(Object* self) { return static_cast<Array*>(self); }

Result<void> extend(Array* self, Object* items);
Result<void> append_bytes(Array* self, std::string_view bytes);  // ValueError when they make no whole items
Result<void> append_text(Array* self, Str* text);                // to an array of characters
Result<Str> to_text(Array* self);
Result<List> to_list(Array* self);
// The letter that an argument is; `what` names it: "array() argument 1".
Result<CodePoint> type_code(const char* what, Object* object);
Result<Object> array_new(Type* type, const Arguments& arguments);
Result<Object> array_subscript(Object* self, Object* key);

// Pickling (array_pickle.cpp).
Result<Object> array_reduce(Array* self, Object* protocol);
Result<Object> reconstruct(Object* type, Object* code, int machine_format, Object* items);

std::span<const Method> array_methods();

}  // namespace minipy::arrays
