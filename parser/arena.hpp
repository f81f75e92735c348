// SPDX-License-Identifier: MIT
// The owner of one parse: nodes and arrays in chunks of memory, freed at once when the arena dies, and the runtime
// objects (interned names, constants) that the tree points to.
//
// Nodes are never destroyed one by one, so a node type must not own anything; a deep tree costs no recursion to free.
//
// CPython: Python/pyarena.c.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "parser/ast.hpp"

namespace minipy::ast {

class Arena {
public:
    // `release` gives back one kept object.
    using Release = void (*)(Object*);

    explicit Arena(Release release = nullptr) : release_(release) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        for (char* chunk : chunks_) ::operator delete(chunk);
        if (!release_) return;
        for (Object* object : kept_) release_(object);
    }

    // A node with a position: make<BinOp>(span, left, Operator::Add, right).
    template <class T, class... Fields>
    requires std::is_base_of_v<LocatedNode, T> T* make(const Span& span, Fields... fields) {
        if constexpr (std::is_base_of_v<StmtNode, T> || std::is_base_of_v<ExprNode, T> ||
                      std::is_base_of_v<HandlerNode, T> || std::is_base_of_v<PatternNode, T>) {
            return new (allocate(sizeof(T))) T{{{{T::own_kind}, span}}, fields...};
        } else {
            return new (allocate(sizeof(T))) T{{{T::own_kind}, span}, fields...};
        }
    }

    // A node without: make<WithItem>(expression, target).
    template <class T, class... Fields>
    requires(!std::is_base_of_v<LocatedNode, T>) T* make(Fields... fields) {
        if constexpr (std::is_base_of_v<ModNode, T>) {
            return new (allocate(sizeof(T))) T{{{T::own_kind}}, fields...};
        } else {
            return new (allocate(sizeof(T))) T{{T::own_kind}, fields...};
        }
    }

    template <class T>
    Array<T> array(std::size_t count) {
        if (count == 0) return {};
        T* items = static_cast<T*>(allocate(sizeof(T) * count));
        for (std::size_t index = 0; index < count; ++index) items[index] = T{};
        return {items, static_cast<std::uint32_t>(count)};
    }

    template <class T>
    Array<T> array(const std::vector<T>& source) {
        Array<T> copy = array<T>(source.size());
        for (std::size_t index = 0; index < source.size(); ++index) copy[index] = source[index];
        return copy;
    }

    // Anything else that lives as long as the parse: the parser's own scaffolding.
    template <class T>
    T* plain() {
        return new (allocate(sizeof(T))) T{};
    }

    // Takes over one reference to `owned` until the arena dies.
    template <class T>
    T* keep(T* owned) {
        kept_.push_back(reinterpret_cast<Object*>(owned));
        return owned;
    }

private:
    static constexpr std::size_t chunk_bytes = 64 * 1024;  // what a reserve still gives when memory has ended

    void* allocate(std::size_t bytes) {
        bytes = (bytes + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
        if (bytes > room_) grow(bytes);
        void* memory = next_;
        next_ += bytes;
        room_ -= bytes;
        return memory;
    }

    void grow(std::size_t bytes) {
        room_ = bytes > chunk_bytes ? bytes : chunk_bytes;
        next_ = static_cast<char*>(::operator new(room_));
        chunks_.push_back(next_);
    }

    Release release_;
    char* next_ = nullptr;
    std::size_t room_ = 0;
    std::vector<char*> chunks_;
    std::vector<Object*> kept_;
};

}  // namespace minipy::ast
