// SPDX-License-Identifier: MIT
// The chain of blocks under deque; the picture is in deque.hpp. CPython: Modules/_collectionsmodule.c.
#include "modules/containers/collections/deque.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/memory/heap.hpp"

namespace minipy {

namespace {

constexpr Size most_spare_blocks = 16;
constexpr Size last_place = deque_block_length - 1;
constexpr Size middle = last_place / 2;

}  // namespace

DequeBlock* Deque::new_block() {
    if (spare != nullptr) {
        --spare_count;
        return std::exchange(spare, spare->right);
    }
    return static_cast<DequeBlock*>(heap::allocate(sizeof(DequeBlock)));
}

void Deque::free_block(DequeBlock* block) {
    if (spare_count >= most_spare_blocks) return heap::free(block, sizeof(DequeBlock));
    ++spare_count;
    block->right = std::exchange(spare, block);
}

void Deque::center() {
    left_index = middle + 1;
    right_index = middle;
}

bool Deque::initialize_blocks() {
    left = right = new_block();
    if (left == nullptr) return false;
    left->left = left->right = nullptr;
    most = -1;
    center();
    return true;
}

Deque::~Deque() {
    if (left == nullptr) return;
    clear();
    heap::free(left, sizeof(DequeBlock));
    while (spare != nullptr) {
        DequeBlock* block = std::exchange(spare, spare->right);
        heap::free(block, sizeof(DequeBlock));
    }
}

Result<void> Deque::append(Ref<Object> item) {
    if (right_index == last_place) {
        DequeBlock* block = new_block();
        if (block == nullptr) return raise_no_memory();
        block->left = right;
        block->right = nullptr;
        right->right = block;
        right = block;
        right_index = -1;
    }
    right->items[++right_index] = item.release();
    ++length;
    ++state;
    return {};
}

Result<void> Deque::append_left(Ref<Object> item) {
    if (left_index == 0) {
        DequeBlock* block = new_block();
        if (block == nullptr) return raise_no_memory();
        block->right = left;
        block->left = nullptr;
        left->left = block;
        left = block;
        left_index = deque_block_length;
    }
    left->items[--left_index] = item.release();
    ++length;
    ++state;
    return {};
}

Ref<Object> Deque::pop() {
    Ref<Object> item = adopt(right->items[right_index--]);
    --length;
    ++state;
    if (length == 0) {
        center();
    } else if (right_index < 0) {
        DequeBlock* emptied = right;
        right = right->left;
        right->right = nullptr;
        right_index = last_place;
        free_block(emptied);
    }
    return item;
}

Ref<Object> Deque::pop_left() {
    Ref<Object> item = adopt(left->items[left_index++]);
    --length;
    ++state;
    if (length == 0) {
        center();
    } else if (left_index == deque_block_length) {
        DequeBlock* emptied = left;
        left = left->right;
        left->left = nullptr;
        left_index = 0;
        free_block(emptied);
    }
    return item;
}

// The deque is empty before the first item dies: finalizers may use it.
void Deque::clear() {
    if (length == 0) return;
    DequeBlock* block = left;
    Size place = left_index, count = length;
    DequeBlock* fresh = new_block();
    if (fresh == nullptr) {
        while (length > 0) pop();
        return;
    }
    fresh->left = fresh->right = nullptr;
    left = right = fresh;
    length = 0;
    ++state;
    center();
    while (count > 0) {
        for (; count > 0 && place < deque_block_length; --count) decref(block->items[place++]);
        place = 0;
        DequeBlock* emptied = std::exchange(block, block->right);
        heap::free(emptied, sizeof(DequeBlock));
    }
}

Object*& Deque::at(Size index) {
    Size place = left_index + index;
    if (index < length / 2) {
        DequeBlock* block = left;
        for (; place >= deque_block_length; place -= deque_block_length) block = block->right;
        return block->items[place];
    }
    DequeBlock* block = right;
    for (place = right_index - (length - 1 - index); place < 0; place += deque_block_length) block = block->left;
    return block->items[place];
}

Result<void> Deque::rotate(Size steps) {
    if (length <= 1) return {};
    steps %= length;
    if (steps > length / 2) steps -= length;
    if (steps < -length / 2) steps += length;
    for (; steps > 0; --steps) TRY(append_left(pop()));
    for (; steps < 0; ++steps) TRY(append(pop_left()));
    return {};
}

}  // namespace minipy
