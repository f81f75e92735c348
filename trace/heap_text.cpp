// SPDX-License-Identifier: MIT
// Tables, chains and cycles of a map of the heap.
#include "trace/heap_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "trace/value_text.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

std::string reference_text(const HeapMap& map, const HeapReference& reference) {
    std::string from = identity_text(map.nodes()[reference.from].identity);
    bool is_path = reference.name.starts_with('.') || reference.name.starts_with('[');
    if (is_path) return from + reference.name;
    return reference.name == "inside" ? "inside " + from : fmt::format("{} of {}", reference.name, from);
}

namespace {

constexpr std::string_view held_from_elsewhere = "held from elsewhere (the value stack, C++ or the library)";
constexpr std::size_t type_column = 6, bytes_column = 24, held_column = 40;

std::string counted(std::size_t number, std::string_view what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::string held_by(const HeapMap& map, const HeapNode& node, std::size_t most_holders) {
    std::vector<std::string> parts;
    for (const HeapName& name : node.names) parts.push_back(name.text);
    for (const HeapReference& holder : node.holders) parts.push_back(reference_text(map, holder));
    std::size_t more = parts.size() > most_holders ? parts.size() - most_holders : 0;
    if (more > 0) parts.resize(most_holders);
    if (more > 0) parts.push_back(fmt::format("… +{}", more));
    if (node.elsewhere() > 0) parts.push_back(fmt::format("{} from elsewhere", node.elsewhere()));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string name_of(const HeapNode& node) { return fmt::format("{} {}", identity_text(node.identity), node.type); }

bool is_shown(const HeapNode& node, bool definitions) { return definitions || !node.is_definition; }

}  // namespace

std::string heap_table(const HeapMap& map, bool definitions, std::size_t most_holders, const DrawingOptions& drawing) {
    std::string text;
    std::size_t bytes = 0, shown = 0, room = drawing.width > 0 ? std::size_t(drawing.width) : 0;
    auto add_below = [&](std::string_view words) {
        std::size_t width = room > held_column + 10 ? room - held_column : words.size();
        for (const std::string& row : wrap(drawn(words, drawing), width, columns_of))
            text += Line(drawing).to_column(held_column).add(row, Style::dim).take();
    };
    Line heading(drawing);
    heading.add("id", Style::heading).to_column(type_column).add("type", Style::heading);
    heading.to_column(bytes_column).add("bytes   count", Style::heading).to_column(held_column);
    text += heading.add("held by; below it: what it is", Style::heading).take();
    for (const HeapNode& node : map.nodes()) {
        if (!is_shown(node, definitions)) continue;
        ++shown;
        bytes += node.size;
        Line row(drawing);
        row.add(identity_text(node.identity)).to_column(type_column);
        row.add(cut_to(node.type, bytes_column - type_column - 1, drawing)).to_column(bytes_column);
        row.add(fmt::format("{:>5} {:>7}", node.size, node.count)).to_column(held_column);
        std::string held = held_by(map, node, most_holders);
        bool fits = room == 0 || held_column + columns_of(held) <= room;
        text += row.add(fits ? held : "").take();
        if (!fits) add_below(held);
        add_below(node.value);
    }
    std::string sum = fmt::format("{}, {}", counted(shown, "object"), counted(bytes, "byte"));
    if (shown < map.nodes().size())
        sum +=
            fmt::format("; {} more make up classes and functions (--ids=all shows them)", map.nodes().size() - shown);
    for (const std::string& row : wrap(sum, room > 0 ? room : sum.size(), columns_of)) text += row + "\n";
    return text;
}

namespace {

std::string chain_row(std::string_view way, const HeapNode& node) {
    return fmt::format("  {}  is  {}\n", way, name_of(node));
}

// From a root over `last` to what that refers to.
std::string chain_over(const HeapMap& map, const std::vector<const HeapReference*>& ways, const HeapReference& last) {
    std::vector<std::string> rows{chain_row(reference_text(map, last), map.nodes()[last.to])};
    std::uint32_t at = last.from;
    for (; ways[at] != nullptr; at = ways[at]->from)
        rows.push_back(chain_row(reference_text(map, *ways[at]), map.nodes()[at]));
    const HeapNode& root = map.nodes()[at];
    rows.push_back(chain_row(root.names.empty() ? held_from_elsewhere : root.names.front().text, root));
    std::ranges::reverse(rows);
    return fmt::format("{}", fmt::join(rows, ""));
}

}  // namespace

std::string why_alive(const HeapMap& map, std::uint32_t index, std::size_t most_chains) {
    std::vector<bool> reached;
    std::vector<const HeapReference*> ways = map.shortest_ways(reached, int(index));
    const HeapNode& wanted = map.nodes()[index];
    std::vector<std::string> chains;
    for (const HeapName& name : wanted.names) chains.push_back(chain_row(name.text, wanted));
    if (wanted.elsewhere() > 0) chains.push_back(chain_row(held_from_elsewhere, wanted));
    for (const HeapReference& holder : wanted.holders) {
        if (reached[holder.from]) chains.push_back(chain_over(map, ways, holder));
    }
    std::string text =
        fmt::format("{}: count {}, held by {}\n", name_of(wanted), wanted.count, held_by(map, wanted, SIZE_MAX));
    if (chains.empty())
        return text +
               "Nothing from outside leads to it: it is part of a cycle, or held by one. Only the collector frees "
               "it.\n";
    std::size_t more = chains.size() - std::min(chains.size(), most_chains);
    chains.resize(chains.size() - more);
    text += fmt::format("{}", fmt::join(chains, "\n"));
    return more == 0 ? text : text + fmt::format("\n  … and {} more such ways (--max-items=N)\n", more);
}

namespace {

std::string advice(const HeapMap& map, const HeapReference& cut) {
    const HeapNode &from = map.nodes()[cut.from], &to = map.nodes()[cut.to];
    switch (from.kind) {
        case HolderKind::instance:
        case HolderKind::dict:
        case HolderKind::list:
            if (to.can_be_weak)
                return fmt::format(
                    "make it a weak reference (weakref.ref) if something else keeps {} meanwhile, or None when it is "
                    "done",
                    identity_text(to.identity));
            return fmt::format("take it out when it is done; a weak reference to a {} would not do", to.type);
        case HolderKind::cell:
            return to.can_be_weak ? "let the function hold a weak reference (weakref.ref) to it instead"
                                  : "give the variable that functions share another value when it is done";
        case HolderKind::method: return "keep weakref.WeakMethod of the method instead";
        case HolderKind::frame: return "a variable of a call that is over, kept by a traceback: del the exception";
        default: return "let go of what holds it when it is done";
    }
}

std::string wrapped(std::string_view text, std::size_t indent, const DrawingOptions& drawing) {
    std::size_t room = drawing.width > 0 ? std::max(std::size_t(drawing.width), indent + 20) - indent : text.size();
    std::string rows;
    for (const std::string& row : wrap(drawn(text, drawing), room, columns_of))
        rows += std::string(indent, ' ') + row + "\n";
    return rows;
}

std::string cycle_text(const HeapMap& map, const Cycle& cycle, const DrawingOptions& drawing) {
    constexpr std::size_t way_indent = 2, advice_indent = 6, most_steps = 8;
    const HeapNode& oldest = map.nodes()[cycle.oldest];
    if (cycle.references.empty())
        return wrapped(fmt::format("{}: a class refers to itself, there is nothing to cut", oldest.value), way_indent,
                       drawing);
    std::string way;
    std::size_t length = cycle.references.size();
    for (std::size_t index = 0; index < length; ++index) {
        bool left_out = length > most_steps && index >= most_steps / 2 && index < length - most_steps / 2;
        if (!left_out) way += reference_text(map, *cycle.references[index]) + " → ";
        else if (index == most_steps / 2) way += fmt::format("… {} more → ", length - most_steps);
    }
    std::string text = wrapped(way + name_of(oldest), way_indent, drawing);
    text += wrapped(fmt::format("cut {}: {}", reference_text(map, *cycle.cut), advice(map, *cycle.cut)), advice_indent,
                    drawing);
    if (cycle.tangle > 0)
        text += wrapped(fmt::format("and there are more cycles among these {} objects", cycle.tangle), advice_indent,
                        drawing);
    return text;
}

// Types and names; places in lists and tuples are all alike.
std::string shape_of(const HeapMap& map, const Cycle& cycle) {
    if (cycle.references.empty())
        return map.nodes()[cycle.oldest].value.substr(0, map.nodes()[cycle.oldest].value.find('#'));
    std::string shape;
    for (const HeapReference* reference : cycle.references) {
        bool is_place = reference->name.starts_with('[');
        shape += map.nodes()[reference->from].type + (is_place ? "[]" : reference->name) + " ";
    }
    return shape;
}

}  // namespace

void CycleReport::add(const HeapMap& map, const DrawingOptions& drawing) {
    std::set<Identity> before = known_;
    for (const Cycle& cycle : map.abandoned_cycles()) {
        Identity oldest = map.nodes()[cycle.oldest].identity;
        if (before.contains(oldest)) continue;
        known_.insert(oldest);
        std::string shape = shape_of(map, cycle);
        auto known = std::ranges::find(kinds_, shape, &Kind::shape);
        if (known != kinds_.end()) ++known->count;
        else kinds_.push_back({shape, cycle_text(map, cycle, drawing), 1});
    }
}

std::string CycleReport::text() const {
    std::string text;
    for (const Kind& kind : kinds_) {
        text += kind.first;
        if (kind.count > 1) text += fmt::format("      {} more of the same shape\n", kind.count - 1);
    }
    return text;
}

}  // namespace minipy::trace
