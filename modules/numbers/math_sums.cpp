// SPDX-License-Identifier: MIT
// Exact addition of floats: Shewchuk's partial sums, and vectors' lengths with a double's worth of extra digits
// (Dekker). CPython: Modules/mathmodule.c (math_fsum, vector_norm).
#include "modules/numbers/math_sums.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/iteration.hpp"
#include "runtime/numbers/float.hpp"

namespace minipy::math {

namespace {

// Non-overlapping partial sums of increasing size; together they are exactly the sum so far.
struct PartialSums {
    std::vector<double> parts;
    double special = 0, infinities = 0;

    Result<void> add(double value) {
        double original = value;
        std::size_t kept = 0;
        for (double part : parts) {
            if (std::fabs(value) < std::fabs(part)) std::swap(value, part);
            double high = value + part, low = part - (high - value);
            if (low != 0) parts[kept++] = low;
            value = high;
        }
        parts.resize(kept);
        if (value == 0) return {};
        if (std::isfinite(value)) {
            parts.push_back(value);
            return {};
        }
        if (std::isfinite(original)) return raise(OverflowError, "intermediate overflow in fsum");
        if (std::isinf(original)) infinities += original;
        special += original;
        parts.clear();
        return {};
    }

    // The partial sums rounded once, half to even: when the rest below the rounded sum lies exactly halfway, the sign
    // of the next part decides.
    Result<double> total() const {
        if (special != 0) {
            if (std::isnan(infinities)) return raise(ValueError, "-inf + inf in fsum");
            return special;
        }
        if (parts.empty()) return 0.0;
        std::size_t count = parts.size();
        double high = parts[--count], low = 0;
        while (count > 0) {
            double before = high, part = parts[--count];
            high = before + part;
            low = part - (high - before);
            if (low != 0) break;
        }
        bool same_sign = count > 0 && ((low < 0 && parts[count - 1] < 0) || (low > 0 && parts[count - 1] > 0));
        if (same_sign) {
            double doubled = low * 2, sum = high + doubled;
            if (doubled == sum - high) high = sum;
        }
        return high;
    }
};

struct Pair {
    double high, low;
};

// a + b exactly, when |a| ≥ |b|.
Pair fast_sum(double a, double b) {
    double sum = a + b;
    return {sum, (a - sum) + b};
}

Pair split(double value) {
    double scaled = value * 134217729.0;  // 2^27 + 1
    double high = scaled - (scaled - value);
    return {high, value - high};
}

// a · b exactly.
Pair product(double a, double b) {
    Pair x = split(a), y = split(b);
    double p = x.high * y.high, q = x.high * y.low + x.low * y.high;
    double sum = p + q;
    return {sum, p - sum + q + x.low * y.low};
}

}  // namespace

Result<Object> fsum(Object* iterable) {
    PartialSums sums;
    TRY(for_each(iterable, [&](Ref<Object> item) -> Result<void> { return sums.add(TRY(to_double(item.get()))); }));
    return Float::from(TRY(sums.total()));
}

double vector_length(std::vector<double>& coordinates) {
    double largest = 0;
    bool has_nan = false;
    for (double& coordinate : coordinates) {
        coordinate = std::fabs(coordinate);
        has_nan = has_nan || std::isnan(coordinate);
        if (coordinate > largest) largest = coordinate;
    }
    if (std::isinf(largest)) return largest;
    if (has_nan) return NAN;
    if (largest == 0 || coordinates.size() <= 1) return largest;
    int exponent;
    std::frexp(largest, &exponent);
    if (exponent < -1023) {  // subnormal: the scale below would overflow
        for (double& coordinate : coordinates) coordinate /= DBL_MIN;
        return DBL_MIN * vector_length(coordinates);
    }
    double scale = std::ldexp(1.0, -exponent), sum = 1.0, low_products = 0, low_sums = 0;
    auto add = [&](Pair square) {
        Pair added = fast_sum(sum, square.high);
        sum = added.high;
        low_products += square.low;
        low_sums += added.low;
    };
    for (double coordinate : coordinates) add(product(coordinate * scale, coordinate * scale));
    double root = std::sqrt(sum - 1.0 + (low_products + low_sums));
    add(product(-root, root));
    double rest = sum - 1.0 + (low_products + low_sums);
    root += rest / (2.0 * root);
    return root / scale;
}

}  // namespace minipy::math
