// SPDX-License-Identifier: MIT
// list.sort: timsort, a stable merge sort that uses order already present.
//
//   1  find a run: a stretch that already ascends, or strictly descends (then it is reversed). A short run is extended
//   to
//      `minimum run` items by binary insertion sort.
//   2  push the run on a stack. The boundary between two runs has a power, its depth in a nearly balanced merge tree
//      ("powersort"); a new boundary makes all deeper ones merge, so that merges stay balanced and the stack short.
//   3  merging two neighbours: first skip what is in place already; copy the shorter one out and merge item by item;
//   when one
//      side wins often in a row, gallop: search exponentially for where the other side's item goes.
// Programs can count comparisons (and do): their number and order are CPython's.
//
// While sorting, the list is empty, so that a comparison that looks at it sees nothing half-sorted. A comparison that
// raises leaves all items in the list in some order. Source: Tim Peters, listsort.txt; CPython: Objects/listobject.c.
#include <algorithm>
#include <span>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/containers/tuple.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/comparison.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/heap.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"
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
Result<bool> less_small_int(Object* left, Object* right) { return cast<Int>(left)->small < cast<Int>(right)->small; }
Result<bool> less_float(Object* left, Object* right) { return cast<Float>(left)->value < cast<Float>(right)->value; }
Result<bool> less_str(Object* left, Object* right) { return str_compare(cast<Str>(left), cast<Str>(right)) < 0; }

// The first items that are not equal decide.
Result<bool> less_tuple(Object* left, Object* right) {
    std::span<Object*const> a = cast<Tuple>(left)->span(), b = cast<Tuple>(right)->span();
    std::size_t common = std::min(a.size(), b.size()), index = 0;
    while (index < common && TRY(equal(a[index], b[index]))) ++index;
    if (index == common) return a.size() < b.size();
    return compare_bool(a[index], b[index], Comparison::less);
}

// Keys that are all of one well-known type need no general comparison.
Less choose_less(std::span<const Element> elements) {
    auto all = [&](auto test) {
        return std::all_of(elements.begin(), elements.end(), [&](const Element& element) { return test(element.key); });
    };
    if (all([](Object* key) { return is_exact<Int>(key) && cast<Int>(key)->is_small(); })) return less_small_int;
    if (all([](Object* key) { return is_exact<Str>(key); })) return less_str;
    if (all([](Object* key) { return is_exact<Float>(key); })) return less_float;
    if (all([](Object* key) { return is_exact<Tuple>(key); })) return less_tuple;
    return less_general;
}

class Sorter {
public:
    explicit Sorter(std::span<Element> elements)
        : begin_(elements.data()), count_(Size(elements.size())), less_(choose_less(elements)) {}

    Result<void> sort() {
        if (count_ < 2) return {};
        Size minimum = minimum_run(count_);
        for (Size low = 0; low < count_;) {
            Size length = TRY(find_run(low));
            if (length < minimum) {
                Size forced = std::min(minimum, count_ - low);
                TRY(insertion_sort(begin_ + low, begin_ + low + forced, begin_ + low + length));
                length = forced;
            }
            TRY(make_room_for(length));
            runs_.push_back({low, length, 0});
            low += length;
        }
        return merge_all();
    }

private:
    struct Run {
        Size start, length;
        int power;  // of the boundary between this run and the next
    };
    // So many wins in a row make merging gallop.
    static constexpr Size initial_gallop = 7;

    Result<bool> less(const Element& left, const Element& right) { return less_(left.key, right.key); }

    // ------------------------------------------------------------ runs

    // Between 32 and 64, so that count / minimum is a power of two or a little less.
    static Size minimum_run(Size count) {
        Size odd = 0;
        while (count >= 64) {
            odd |= count & 1;
            count >>= 1;
        }
        return count + odd;
    }

    Result<Size> find_run(Size low) {
        Size next = low + 1;
        if (next == count_) return Size(1);
        bool descending = TRY(less(begin_[next], begin_[low]));
        for (++next; next < count_; ++next) {
            if (TRY(less(begin_[next], begin_[next - 1])) != descending) break;
        }
        if (descending) std::reverse(begin_ + low, begin_ + next);
        return next - low;
    }

    // Items before `start` are sorted already.
    Result<void> insertion_sort(Element* low, Element* high, Element* start) {
        for (; start < high; ++start) {
            Element pivot = *start;
            Element *left = low, *right = start;
            while (left < right) {
                Element* middle = left + ((right - left) >> 1);
                if (TRY(less(pivot, *middle))) right = middle;
                else left = middle + 1;
            }
            std::move_backward(left, start, start + 1);
            *left = pivot;
        }
        return {};
    }

    // ------------------------------------------------------------ when to merge

    // The depth in a perfectly balanced merge tree at which two neighbouring runs would meet: the first binary digit in
    // which their midpoints, as fractions of the whole list, differ.
    int power_between(const Run& left, Size right_length) const {
        Size a = 2 * left.start + left.length;  // twice the midpoints, so that they are whole numbers
        Size b = a + left.length + right_length;
        for (int power = 1;; ++power) {
            if (a >= count_) {
                a -= count_;
                b -= count_;
            } else if (b >= count_) {
                return power;
            }
            a <<= 1;
            b <<= 1;
        }
    }

    // A run of `length` is coming: whatever belongs deeper in the tree than the new boundary is merged first.
    Result<void> make_room_for(Size length) {
        if (runs_.empty()) return {};
        int power = power_between(runs_.back(), length);
        while (runs_.size() > 1 && runs_[runs_.size() - 2].power > power) TRY(merge_at(runs_.size() - 2));
        runs_.back().power = power;
        return {};
    }

    Result<void> merge_all() {
        while (runs_.size() > 1) {
            std::size_t at = runs_.size() - 2;
            if (at > 0 && runs_[at - 1].length < runs_[at + 1].length) --at;
            TRY(merge_at(at));
        }
        return {};
    }

    // ------------------------------------------------------------ galloping

    // Where `key` belongs among `count` sorted items: before its equals (left) or behind them (right). The search
    // starts at `hint` and doubles its steps away from there; what remains is halved.
    enum class Side : std::uint8_t { left, right };
    template <Side side>
    Result<Size> gallop(const Element& key, const Element* items, Size count, Size hint) {
        auto goes_before = [&](const Element& item) -> Result<bool> {
            if constexpr (side == Side::right) return !TRY(less(key, item));
            else return less(item, key);
        };
        bool upwards = TRY(goes_before(items[hint]));
        Size nearer = 0, farther = 1, most = upwards ? count - hint : hint + 1;
        while (farther < most && TRY(goes_before(items[upwards ? hint + farther : hint - farther])) == upwards) {
            nearer = farther;
            farther = farther * 2 + 1;
        }
        farther = std::min(farther, most);
        Size low = (upwards ? hint + nearer : hint - farther) + 1;
        Size high = upwards ? hint + farther : hint - nearer;
        while (low < high) {
            Size middle = low + ((high - low) >> 1);
            if (TRY(goes_before(items[middle]))) low = middle + 1;
            else high = middle;
        }
        return high;
    }

    // ------------------------------------------------------------ merging

    Result<void> merge_at(std::size_t at) {
        Run left = runs_[at], right = runs_[at + 1];
        runs_[at].length += right.length;
        runs_[at].power = right.power;
        runs_.erase(runs_.begin() + std::ptrdiff_t(at) + 1);
        // Skip what is in place already.
        Size skip = TRY(gallop<Side::right>(begin_[right.start], begin_ + left.start, left.length, 0));
        left.start += skip;
        left.length -= skip;
        if (left.length == 0) return {};
        right.length =
            TRY(gallop<Side::left>(begin_[right.start - 1], begin_ + right.start, right.length, right.length - 1));
        if (right.length == 0) return {};
        return left.length <= right.length ? merge_low(left, right) : merge_high(left, right);
    }

    // What of a run is not yet placed: `at` is its first item, in a merge from the back the place behind its last one.
    struct Rest {
        Element* at;
        Size count;
    };
    // One of the two lies in a copy, the other still in the list; `target` is where the next item goes.
    struct Rests {
        Rest left, right;
        Element* target;
    };

    // The two directions of a merge are mirror images: these know what differs.
    struct Forwards {
        static Rest& copied(Rests& rests) { return rests.left; }
        static Rest& in_place(Rests& rests) { return rests.right; }
        static const Element& next(const Rest& rest) { return *rest.at; }
        static void take(Rests& rests, Rest& from, Size count) {
            rests.target = std::copy(from.at, from.at + count, rests.target);
            from.at += count;
            from.count -= count;
        }
    };
    struct Backwards {
        static Rest& copied(Rests& rests) { return rests.right; }
        static Rest& in_place(Rests& rests) { return rests.left; }
        static const Element& next(const Rest& rest) { return rest.at[-1]; }
        static void take(Rests& rests, Rest& from, Size count) {
            rests.target = std::copy_backward(from.at - count, from.at, rests.target);
            from.at -= count;
            from.count -= count;
        }
    };

    // Merges from the front: the left run is copied out. The last item of the left run is greater than all others.
    Result<void> merge_low(const Run& left, const Run& right) {
        heap::ScratchArray<Element> copy(std::size_t(left.length));
        if (copy.data() == nullptr) return raise_no_memory();
        std::copy_n(begin_ + left.start, left.length, copy.data());
        Rests rests{{copy.data(), left.length}, {begin_ + right.start, right.length}, begin_ + left.start};
        Result<void> outcome = merge<Forwards>(rests);
        std::copy_n(rests.left.at, rests.left.count, rests.target);
        return outcome;
    }

    // Merges from the back: the right run is copied out. The first item of the right run is smaller than all others.
    Result<void> merge_high(const Run& left, const Run& right) {
        heap::ScratchArray<Element> copy(std::size_t(right.length));
        if (copy.data() == nullptr) return raise_no_memory();
        Element *start = begin_ + right.start, *end = start + right.length;
        std::copy(start, end, copy.data());
        Rests rests{{start, left.length}, {copy.data() + right.length, right.length}, end};
        Result<void> outcome = merge<Backwards>(rests);
        std::copy_backward(rests.right.at - rests.right.count, rests.right.at, rests.target);
        return outcome;
    }

    // What is left of the copied run is for the caller to put back, also when a comparison fails.
    template <class Direction>
    Result<void> merge(Rests& rests) {
        Rest& in_place = Direction::in_place(rests);
        Direction::take(rests, in_place, 1);
        TRY(merge_rests<Direction>(rests));
        if (in_place.count > 0) Direction::take(rests, in_place, in_place.count);
        return {};
    }

    // Until the run in the list is used up or the copied one is down to its last item.
    template <class Direction>
    Result<void> merge_rests(Rests& rests) {
        Rest &left = rests.left, &right = rests.right;
        Rest &copied = Direction::copied(rests), &in_place = Direction::in_place(rests);
        auto finished = [&] { return in_place.count == 0 || copied.count <= 1; };
        while (!finished()) {
            Size copied_wins = 0, in_place_wins = 0;
            do {
                if (TRY(less(Direction::next(right), Direction::next(left)))) {
                    Direction::take(rests, in_place, 1);
                    ++in_place_wins;
                    copied_wins = 0;
                } else {
                    Direction::take(rests, copied, 1);
                    ++copied_wins;
                    in_place_wins = 0;
                }
                if (finished()) return {};
            } while (copied_wins < gallop_threshold_ && in_place_wins < gallop_threshold_);
            ++gallop_threshold_;
            Size left_wins = 0, right_wins = 0;
            do {
                gallop_threshold_ -= gallop_threshold_ > 1;
                left_wins = TRY(count_wins<Direction, Side::right>(Direction::next(right), left));
                Direction::take(rests, left, left_wins);
                if (finished()) return {};
                Direction::take(rests, right, 1);
                if (finished()) return {};
                right_wins = TRY(count_wins<Direction, Side::left>(Direction::next(left), right));
                Direction::take(rests, right, right_wins);
                if (finished()) return {};
                Direction::take(rests, left, 1);
                if (finished()) return {};
            } while (left_wins >= initial_gallop || right_wins >= initial_gallop);
            ++gallop_threshold_;  // leaving the gallop is penalised
        }
        return {};
    }

    // How many items are placed in front of the key, in the direction of the merge.
    template <class Direction, Side side>
    Result<Size> count_wins(const Element& key, const Rest& rest) {
        if constexpr (std::is_same_v<Direction, Forwards>) return gallop<side>(key, rest.at, rest.count, 0);
        else return rest.count - TRY(gallop<side>(key, rest.at - rest.count, rest.count, rest.count - 1));
    }

    Element* begin_;
    Size count_;
    Less less_;
    std::vector<Run> runs_;
    Size gallop_threshold_ = initial_gallop;
};

}  // namespace

namespace {

Result<void> sort_items(List* values, Object* key_function, bool reverse) {
    heap::ScratchArray<Element> memory(std::size_t(values->length));
    if (memory.data() == nullptr) return raise_no_memory();
    std::span<Element> elements(memory.data(), memory.size());
    Ref<Tuple> keys;
    if (key_function != nullptr && !is_none(key_function)) {
        keys = TRY(Tuple::create(values->length));
        for (Size index = 0; index < values->length; ++index)
            keys->initialize(index, TRY(call(key_function, {(*values)[index]})));
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
}

}  // namespace

Result<void> list_sort(List* list, Object* key_function, bool reverse) {
    // The items leave the list; `values` owns them meanwhile, and nobody can find it.
    Ref<List> values = List::create();
    gc::untrack(values.get());
    values->items = std::exchange(list->items, nullptr);
    values->length = std::exchange(list->length, 0);
    values->capacity = std::exchange(list->capacity, List::being_sorted);
    Result<void> outcome = sort_items(values.get(), key_function, reverse);
    bool modified = list->capacity != List::being_sorted;
    if (!modified) list->capacity = 0;
    std::swap(values->items, list->items);
    std::swap(values->length, list->length);
    std::swap(values->capacity, list->capacity);
    if (outcome.ok() && modified) return raise(ValueError, "list modified during sort");
    return outcome;
}

}  // namespace minipy
