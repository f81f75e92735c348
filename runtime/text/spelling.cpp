// SPDX-License-Identifier: MIT
// The candidate with the smallest edit distance, if that is small enough. A change costs 2, a change of letter case 1;
// at most a third of the letters (rounded up) may be moved. CPython: Python/suggestions.c.
#include "runtime/text/spelling.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace minipy {

namespace {

constexpr int move_cost = 2, case_cost = 1;
constexpr std::size_t longest_suggested_name = 40;

int substitution_cost(char a, char b) {
    if (a == b) return 0;
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)) ? case_cost
                                                                                                      : move_cost;
}

// Levenshtein distance over the part that differs; above `limit` the exact value does not matter.
int edit_distance(std::string_view a, std::string_view b, int limit) {
    while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    if (a.empty() || b.empty()) return int(a.size() + b.size()) * move_cost;
    if (a.size() > longest_suggested_name || b.size() > longest_suggested_name) return limit + 1;
    std::vector<int> row(a.size() + 1);
    for (std::size_t index = 0; index <= a.size(); ++index) row[index] = int(index) * move_cost;
    for (std::size_t line = 1; line <= b.size(); ++line) {
        int diagonal = row[0];
        row[0] = int(line) * move_cost;
        for (std::size_t index = 1; index <= a.size(); ++index) {
            int substituted = diagonal + substitution_cost(a[index - 1], b[line - 1]);
            diagonal = row[index];
            row[index] = std::min({substituted, row[index] + move_cost, row[index - 1] + move_cost});
        }
    }
    return row.back();
}

}  // namespace

void ClosestName::offer(std::string_view name) {
    if (name == wanted_) return;
    int limit = int(wanted_.size() + name.size() + 3) * move_cost / 6;
    if (best_distance_ >= 0) limit = std::min(limit, best_distance_ - 1);
    int distance = edit_distance(wanted_, name, limit);
    if (distance > limit) return;
    best_ = name;
    best_distance_ = distance;
}

}  // namespace minipy
