// SPDX-License-Identifier: MIT
// Module _heapq: a list as a heap, smallest item first, or largest for the functions named _max.
//
//      items[k] ≤ items[2k + 1], items[2k + 2]
//
// Taking the top moves the last item up there, all the way down to a leaf along the smaller children, and then back up
// to its place: most items belong near the bottom, so that is the fewest comparisons. CPython: Modules/_heapqmodule.c,
// Lib/heapq.py.
#include "runtime/containers/list.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/modules/module.hpp"

namespace minipy {

namespace {

enum class Order : std::uint8_t { smallest_first, largest_first };

// Does `left` belong nearer to the top? Comparisons run the program's code, which must not change the list's length.
template <Order order>
Result<bool> above(List* heap, Size left, Size right) {
    Size length = heap->length;
    Ref<Object> first = share(heap->items[order == Order::largest_first ? right : left]),
                second = share(heap->items[order == Order::largest_first ? left : right]);
    bool answer = TRY(compare_bool(first.get(), second.get(), Comparison::less));
    if (heap->length != length) return raise(RuntimeError, "list changed size during iteration");
    return answer;
}

void swap_items(List* heap, Size left, Size right) { std::swap(heap->items[left], heap->items[right]); }

// The item at `place` goes up to where it belongs, at most to `top`.
template <Order order>
Result<void> move_up(List* heap, Size top, Size place) {
    while (place > top) {
        Size parent = (place - 1) / 2;
        if (!TRY(above<order>(heap, place, parent))) break;
        swap_items(heap, place, parent);
        place = parent;
    }
    return {};
}

template <Order order>
Result<void> move_down(List* heap, Size top) {
    Size length = heap->length, place = top;
    while (place < length / 2) {
        Size child = 2 * place + 1;
        if (child + 1 < length && !TRY(above<order>(heap, child, child + 1))) ++child;
        swap_items(heap, place, child);
        place = child;
    }
    return move_up<order>(heap, top, place);
}

Result<void> push(List* heap, Object* item) {
    TRY(list_append(heap, item));
    return move_up<Order::smallest_first>(heap, 0, heap->length - 1);
}

template <Order order>
Result<Object> heapq_pop(List* heap) {
    if (heap->length == 0) return raise(IndexError, "index out of range");
    Ref<Object> last = adopt(heap->items[--heap->length]);
    if (heap->length == 0) return last;
    Ref<Object> top = adopt(std::exchange(heap->items[0], last.release()));
    TRY(move_down<order>(heap, 0));
    return top;
}

template <Order order>
Result<Object> replace(List* heap, Object* item) {
    if (heap->length == 0) return raise(IndexError, "index out of range");
    Ref<Object> top = adopt(std::exchange(heap->items[0], share(item).release()));
    TRY(move_down<order>(heap, 0));
    return top;
}

Result<Object> push_pop(List* heap, Object* item) {
    if (heap->length == 0) return share(item);
    Ref<Object> top = share(heap->items[0]);
    if (!TRY(compare_bool(top.get(), item, Comparison::less))) return share(item);
    if (heap->length == 0) return raise(IndexError, "index out of range");
    return replace<Order::smallest_first>(heap, item);
}

template <Order order>
Result<void> heapify(List* heap) {
    for (Size place = heap->length / 2; place-- > 0;) TRY(move_down<order>(heap, place));
    return {};
}

const Method heapq_functions[] = {
    {"heappush(heap, item, /)", bind<push>, "Puts item in; logarithmic time."},
    {"heappushpop(heap, item, /)", bind<push_pop>,
     "Puts item in, then takes the smallest out: quicker than two calls."},
    {"heappop(heap, /)", bind<heapq_pop<Order::smallest_first>>, "Takes the smallest item out; logarithmic time."},
    {"heapreplace(heap, item, /)", bind<replace<Order::smallest_first>>,
     "Takes the smallest item out, then puts item in: what comes out may be larger than item."},
    {"heapify(heap, /)", bind<heapify<Order::smallest_first>>, "Turns a list into a heap without a copy; linear time."},
    {"_heappop_max(heap, /)", bind<heapq_pop<Order::largest_first>>,
     "Takes the largest item out of a heap with the largest on top."},
    {"_heapreplace_max(heap, item, /)", bind<replace<Order::largest_first>>,
     "Takes the largest item out of a heap with the largest on top, then puts item in."},
    {"_heapify_max(heap, /)", bind<heapify<Order::largest_first>>,
     "Turns a list into a heap with the largest item on top."},
};

}  // namespace

extern const ModuleSpec heapq_module = {
    .name = "_heapq",
    .doc = "Lists ordered just so far that the smallest item is in front: priority queues.",
    .functions = heapq_functions,
};

}  // namespace minipy
