// SPDX-License-Identifier: MIT
// list.sort: timsort, a stable merge sort that uses order already present.
//
//   1  find a run: a stretch that already ascends, or strictly descends (then it is reversed). A short run is extended to
//      `minimum run` items by binary insertion sort.
//   2  push the run on a stack. Invariants of run lengths from the top, A B C …:  B > A + C is kept by merging neighbours, so
//      that merges stay balanced and the stack short.
//   3  merging two neighbours: first skip what is in place already; copy the shorter one out and merge item by item; when one
//      side wins often in a row, gallop: search exponentially for where the other side's item goes.
//
// While sorting, the list is empty, so that a comparison that looks at it sees nothing half-sorted. A comparison that raises
// leaves all items in the list in some order. Source: Tim Peters, listsort.txt; CPython: Objects/listobject.c.
#include <algorithm>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/object/errors.hpp"
#include "runtime/object/singletons.hpp"
#include "runtime/protocols/calls.hpp"
#include "runtime/protocols/comparison.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

// An item and what it is compared by (itself without a key function). Borrowed: the list and the key list own them.
struct Element {
    Object* key;
    Object* value;
};

using Less = Result<bool> (*)(Object* left, Object* right);

Result<bool> less_general(Object* left, Object* right) { return compare_bool(left, right, Comparison::less); }
Result<bool> less_small_int(Object* left, Object* right) { return static_cast<Int*>(left)->small < static_cast<Int*>(right)->small; }
Result<bool> less_float(Object* left, Object* right) { return static_cast<Float*>(left)->value < static_cast<Float*>(right)->value; }
Result<bool> less_str(Object* left, Object* right) { return str_compare(static_cast<Str*>(left), static_cast<Str*>(right)) < 0; }

// Keys that are all of one well-known type need no general comparison.
Less choose_less(const std::vector<Element>& elements) {
    auto all = [&](auto test) { return std::all_of(elements.begin(), elements.end(), [&](const Element& element) { return test(element.key); }); };
    if (all([](Object* key) { return is_exact<Int>(key) && static_cast<Int*>(key)->is_small(); })) return less_small_int;
    if (all([](Object* key) { return is_exact<Str>(key); })) return less_str;
    if (all([](Object* key) { return is_exact<Float>(key); })) return less_float;
    return less_general;
}

class Sorter {
public:
    explicit Sorter(std::vector<Element>& elements) : items_(elements), less_(choose_less(elements)) {}

    Result<void> sort() {
        std::size_t count = items_.size(), low = 0;
        std::size_t minimum = minimum_run(count);
        while (low < count) {
            std::size_t run = TRY(find_run(low, count));
            if (run < minimum) {
                std::size_t forced = std::min(minimum, count - low);
                TRY(insertion_sort(low, low + forced, low + run));
                run = forced;
            }
            runs_.push_back({low, run});
            TRY(restore_invariants());
            low += run;
        }
        while (runs_.size() > 1) {
            std::size_t at = runs_.size() - 2;
            if (at > 0 && runs_[at - 1].length < runs_[at + 1].length) --at;
            TRY(merge_at(at));
        }
        return {};
    }

private:
    struct Run {
        std::size_t start, length;
    };
    static constexpr std::size_t initial_gallop = 7;

    Result<bool> less(const Element& left, const Element& right) { return less_(left.key, right.key); }

    // Between 32 and 64, so that count / minimum is a power of two or a little less.
    static std::size_t minimum_run(std::size_t count) {
        std::size_t odd = 0;
        while (count >= 64) {
            odd |= count & 1;
            count >>= 1;
        }
        return count + odd;
    }

    Result<std::size_t> find_run(std::size_t low, std::size_t high) {
        std::size_t next = low + 1;
        if (next == high) return std::size_t(1);
        bool descending = TRY(less(items_[next], items_[low]));
        for (++next; next < high; ++next) {
            if (TRY(less(items_[next], items_[next - 1])) != descending) break;
        }
        if (descending) std::reverse(items_.begin() + std::ptrdiff_t(low), items_.begin() + std::ptrdiff_t(next));
        return next - low;
    }

    // Items [low, start) are sorted already.
    Result<void> insertion_sort(std::size_t low, std::size_t high, std::size_t start) {
        for (; start < high; ++start) {
            Element pivot = items_[start];
            std::size_t left = low, right = start;
            while (left < right) {
                std::size_t middle = left + (right - left) / 2;
                if (TRY(less(pivot, items_[middle]))) right = middle;
                else left = middle + 1;
            }
            std::move_backward(items_.begin() + std::ptrdiff_t(left), items_.begin() + std::ptrdiff_t(start), items_.begin() + std::ptrdiff_t(start) + 1);
            items_[left] = pivot;
        }
        return {};
    }

    Result<void> restore_invariants() {
        while (runs_.size() > 1) {
            std::size_t at = runs_.size() - 2;
            bool third = at > 0 && runs_[at - 1].length <= runs_[at].length + runs_[at + 1].length;
            bool fourth = at > 1 && runs_[at - 2].length <= runs_[at - 1].length + runs_[at].length;
            if (third || fourth) {
                if (runs_[at - 1].length < runs_[at + 1].length) --at;
            } else if (runs_[at].length > runs_[at + 1].length) {
                break;
            }
            TRY(merge_at(at));
        }
        return {};
    }

    // How many of `items` come before `key`: strictly smaller ones (left), or those not greater (right).
    template <bool right_side, class Iterator>
    Result<std::size_t> gallop(const Element& key, Iterator items, std::size_t count) {
        auto goes_before = [&](const Element& item) -> Result<bool> {
            if constexpr (right_side) return !TRY(less(key, item));
            else return less(item, key);
        };
        std::size_t last = 0, offset = 1;
        while (offset <= count && TRY(goes_before(items[std::ptrdiff_t(offset - 1)]))) {
            last = offset;
            offset = offset * 2 + 1;
        }
        std::size_t high = std::min(offset - 1, count);
        while (last < high) {
            std::size_t middle = last + (high - last) / 2;
            if (TRY(goes_before(items[std::ptrdiff_t(middle)]))) last = middle + 1;
            else high = middle;
        }
        return last;
    }

    Result<void> merge_at(std::size_t at) {
        Run left = runs_[at], right = runs_[at + 1];
        runs_[at].length += right.length;
        runs_.erase(runs_.begin() + std::ptrdiff_t(at) + 1);
        auto left_items = items_.begin() + std::ptrdiff_t(left.start);
        auto right_items = items_.begin() + std::ptrdiff_t(right.start);
        std::size_t skip = TRY((gallop<true>(*right_items, left_items, left.length)));
        left.start += skip;
        left.length -= skip;
        if (left.length == 0) return {};
        right.length = TRY((gallop<false>(items_[left.start + left.length - 1], right_items, right.length)));
        if (right.length == 0) return {};
        return left.length <= right.length ? merge_low(left, right) : merge_high(left, right);
    }

    // Merges from the front: the left run is copied out.
    Result<void> merge_low(Run left, Run right) {
        std::vector<Element> copy(items_.begin() + std::ptrdiff_t(left.start), items_.begin() + std::ptrdiff_t(left.start + left.length));
        std::size_t target = left.start, from_left = 0, from_right = right.start, right_end = right.start + right.length;
        std::size_t left_wins = 0, right_wins = 0;
        Result<void> outcome;
        auto step = [&]() -> Result<void> {
            while (from_left < copy.size() && from_right < right_end) {
                if (TRY(less(items_[from_right], copy[from_left]))) {
                    items_[target++] = items_[from_right++];
                    left_wins = 0;
                    if (++right_wins < gallop_threshold_) continue;
                } else {
                    items_[target++] = copy[from_left++];
                    right_wins = 0;
                    if (++left_wins < gallop_threshold_) continue;
                }
                if (from_left == copy.size() || from_right == right_end) break;
                left_wins = right_wins = 0;
                std::size_t count = TRY((gallop<true>(items_[from_right], copy.begin() + std::ptrdiff_t(from_left), copy.size() - from_left)));
                for (std::size_t index = 0; index < count; ++index) items_[target++] = copy[from_left++];
                std::size_t gained = count;
                if (from_left == copy.size()) break;
                count = TRY((gallop<false>(copy[from_left], items_.begin() + std::ptrdiff_t(from_right), right_end - from_right)));
                for (std::size_t index = 0; index < count; ++index) items_[target++] = items_[from_right++];
                adjust_threshold(gained + count);
            }
            return {};
        };
        outcome = step();
        std::copy(copy.begin() + std::ptrdiff_t(from_left), copy.end(), items_.begin() + std::ptrdiff_t(target));
        return outcome;
    }

    // Merges from the back: the right run is copied out.
    Result<void> merge_high(Run left, Run right) {
        std::vector<Element> copy(items_.begin() + std::ptrdiff_t(right.start), items_.begin() + std::ptrdiff_t(right.start + right.length));
        std::size_t target = right.start + right.length, left_end = left.start + left.length, right_end = copy.size();
        Result<void> outcome;
        auto step = [&]() -> Result<void> {
            while (left_end > left.start && right_end > 0) {
                if (TRY(less(copy[right_end - 1], items_[left_end - 1]))) items_[--target] = items_[--left_end];
                else items_[--target] = copy[--right_end];
            }
            return {};
        };
        outcome = step();
        std::copy_backward(copy.begin(), copy.begin() + std::ptrdiff_t(right_end), items_.begin() + std::ptrdiff_t(target));
        return outcome;
    }

    void adjust_threshold(std::size_t gained) {
        if (gained >= 2 * initial_gallop) gallop_threshold_ = std::max<std::size_t>(gallop_threshold_ - 1, 1);
        else gallop_threshold_ += 2;
    }

    std::vector<Element>& items_;
    Less less_;
    std::vector<Run> runs_;
    std::size_t gallop_threshold_ = initial_gallop;
};

}  // namespace

Result<void> list_sort(List* list, Object* key_function, bool reverse) {
    // The items leave the list; `values` owns them meanwhile.
    Ref<List> values = List::create();
    std::swap(values->items, list->items);
    std::swap(values->length, list->length);
    std::swap(values->capacity, list->capacity);
    Ref<List> keys;
    auto sorted = [&]() -> Result<void> {
        std::vector<Element> elements(std::size_t(values->length));
        if (key_function != nullptr && !is_none(key_function)) {
            keys = List::create();
            for (Size index = 0; index < values->length; ++index) TRY(list_append(keys.get(), TRY(call(key_function, {(*values)[index]}))));
        }
        for (Size index = 0; index < values->length; ++index) {
            Object* value = (*values)[index];
            elements[std::size_t(index)] = {keys ? (*keys)[index] : value, value};
        }
        // Reversing before and after keeps equal items in their order.
        if (reverse) std::reverse(elements.begin(), elements.end());
        Result<void> outcome = Sorter(elements).sort();
        if (reverse) std::reverse(elements.begin(), elements.end());
        for (Size index = 0; index < values->length; ++index) values->items[index] = elements[std::size_t(index)].value;
        return outcome;
    };
    Result<void> outcome = sorted();
    bool modified = list->length > 0;
    std::swap(values->items, list->items);
    std::swap(values->length, list->length);
    std::swap(values->capacity, list->capacity);
    if (outcome.ok() && modified) return raise(ValueError, "list modified during sort");
    return outcome;
}

}  // namespace minipy
