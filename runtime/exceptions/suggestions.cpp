// SPDX-License-Identifier: MIT
// Suggestions: the candidate with the smallest edit distance, if that is small enough. A change costs 2, a change of
// letter case 1; at most a third of the letters (rounded up) may be moved. CPython: Python/suggestions.c.
#include "runtime/exceptions/suggestions.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "runtime/containers/list.hpp"
#include "runtime/exceptions/exception.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/names.hpp"

namespace minipy {

namespace {

constexpr int move_cost = 2, case_cost = 1;
constexpr std::size_t longest_name = 40;
constexpr std::size_t most_candidates = 750;

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
    if (a.size() > longest_name || b.size() > longest_name) return limit + 1;
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

std::string closest(std::string_view wanted, List* candidates) {
    if (std::size_t(candidates->length) >= most_candidates) return "";
    std::string best;
    int best_distance = -1;
    for (Size index = 0; index < candidates->length; ++index) {
        auto* name = as<Str>((*candidates)[index]);
        if (name == nullptr || name->view() == wanted) continue;
        int limit = int(wanted.size() + name->view().size() + 3) * move_cost / 6;
        if (best_distance >= 0) limit = std::min(limit, best_distance - 1);
        int distance = edit_distance(wanted, name->view(), limit);
        if (distance > limit) continue;
        if (best.empty() || distance < best_distance) {
            best = name->to_string();
            best_distance = distance;
        }
    }
    return best;
}

Ref<List> attribute_candidates(AttributeErrorObject* error) {
    Ref<Object> owner = error->object.hold();
    if (!owner) return nullptr;
    Maybe<Object> names_found = call_special(owner.get(), names::dunder_dir);
    if (names_found.failed()) clear_exception();
    Ref<Object> object = names_found.take();
    if (!object) return nullptr;
    Result<List> list = List::from_iterable(object.get());
    if (list.failed()) {
        clear_exception();
        return nullptr;
    }
    Ref<List> sorted = list.take();
    if (list_sort(sorted.get()).failed()) clear_exception();
    return sorted;
}

// Locals, globals and builtins of the frame where the name was missing.
std::string name_suggestion(ExceptionObject* error, std::string_view wanted) {
    Ref<Traceback> entry = error->traceback.hold();
    if (!entry) return "";
    while (entry->next) entry = entry->next.hold();
    Frame* frame = entry->frame->frame;
    Ref<List> locals = List::create();
    for (int index = 0; index < frame->code->localsplus_count; ++index) {
        if (list_append(locals.get(), frame->code->local_name(index)).failed()) clear_exception();
    }
    std::string found = closest(wanted, locals.get());
    for (const Ref<Object>& names : {share<Object>(frame->globals), share(frame->builtins)}) {
        if (!found.empty()) break;
        Result<List> candidates = List::from_iterable(names.get());
        if (candidates.ok()) found = closest(wanted, candidates.take().get());
        else clear_exception();
    }
    return found;
}

}  // namespace

std::string suggestion_for(Object* exception) {
    PreserveException preserved;
    std::string found;
    if (is_subtype(exception->type, &AttributeError)) {
        auto* error = cast<AttributeErrorObject>(exception);
        Ref<Object> held = error->name.hold();
        auto* name = as<Str>(held.get());
        Ref<List> candidates = name != nullptr ? attribute_candidates(error) : nullptr;
        if (candidates) found = closest(name->view(), candidates.get());
    } else if (is_subtype(exception->type, &NameError)) {
        Ref<Object> held = cast<NameErrorObject>(exception)->name.hold();
        auto* name = as<Str>(held.get());
        if (name != nullptr) found = name_suggestion(cast<ExceptionObject>(exception), name->view());
    }
    return found.empty() ? "" : ". Did you mean: '" + found + "'?";
}

}  // namespace minipy
