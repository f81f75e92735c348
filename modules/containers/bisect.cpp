// SPDX-License-Identifier: MIT
// Module _bisect: where an item belongs in a sorted sequence. CPython: Modules/_bisectmodule.c.
#include "modules/native.hpp"

namespace minipy {

namespace {

// Where an item goes: before those that equal it, or behind them.
enum class Side : std::uint8_t { left, right };

template <Side side>
Result<Size> search(Object* sequence, Object* item, Size low, Object* hi, Object* key) {
    if (low < 0) return raise(ValueError, "lo must be non-negative");
    Size high = is_none(hi) ? TRY(length(sequence)) : TRY(to_size(hi, &OverflowError));
    while (low < high) {
        Size middle = Size((std::size_t(low) + std::size_t(high)) / 2);
        Ref<Object> candidate = TRY(get_item(sequence, Int::from(middle).get()));
        if (!is_none(key)) candidate = TRY(call(key, {candidate.get()}));
        bool left_half = side == Side::right ? TRY(compare_bool(item, candidate.get(), Comparison::less))
                                             : !TRY(compare_bool(candidate.get(), item, Comparison::less));
        if (left_half) high = middle;
        else low = middle + 1;
    }
    return low;
}

template <Side side>
Result<void> insort(Object* a, Object* x, Size lo, Object* hi, Object* key) {
    Ref<Object> item = is_none(key) ? share(x) : TRY(call(key, {x}));
    Size place = TRY(search<side>(a, item.get(), lo, hi, key));
    if (is_exact<List>(a)) return list_insert(cast<List>(a), place, x);
    TRY(call_method(a, names::insert, {Int::from(place).get(), x}));
    return {};
}

const Method bisect_functions[] = {
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bind<search<Side::right>>,
     "Finds by halving where x belongs in the sorted a, behind equal items."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", bind<insort<Side::right>>,
     "Puts x where it belongs in the sorted a, behind equal items; the search is short, moving the rest is not."},
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bind<search<Side::left>>,
     "Finds by halving where x belongs in the sorted a, in front of equal items."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", bind<insort<Side::left>>,
     "Puts x where it belongs in the sorted a, in front of equal items; the search is short, moving the rest is not."},
};

}  // namespace

extern const ModuleSpec bisect_module = {
    .name = "_bisect",
    .doc = "Searching sorted sequences by halving.",
    .functions = bisect_functions,
};

}  // namespace minipy
