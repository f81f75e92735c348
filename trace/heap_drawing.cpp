// SPDX-License-Identifier: MIT
// Boxes with fields, and arrows from field to box.
#include "trace/heap_drawing.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "runtime/text/graphviz.hpp"
#include "trace/heap_text.hpp"

namespace minipy::trace {

namespace {

constexpr std::string_view heap_opening =
    R"(    rankdir=LR; fontname="monospace"; fontsize=10; nodesep=0.3; ranksep=0.6;
    node [shape=record, fontname="monospace", fontsize=10, style=filled, color="#707070", fillcolor="#f7f7f2"];
    edge [fontname="monospace", fontsize=9, color="#404040", arrowsize=0.7];
)";
constexpr std::string_view root_style = R"(fillcolor="#dfe9f5")", garbage_style = R"(fillcolor="#f6dcdc")",
                           word_style = R"(shape=plaintext, style="")", dashed_style = "style=dashed",
                           cycle_style = R"(color="#b03030", style=bold)",
                           cut_style = R"(color="#b03030", style="bold,dashed")";

class HeapDrawing {
public:
    HeapDrawing(const HeapMap& map, std::string_view title, const HeapDrawingOptions& options)
        : map_(map),
          options_(options),
          graph_("heap", fmt::format("    label=\"{}\";\n{}", graphviz_text(title), heap_opening)) {
        (void)map.shortest_ways(is_held_);
        for (const Cycle& cycle : map.abandoned_cycles()) {
            cycles_.insert(cycle.references.begin(), cycle.references.end());
            if (cycle.cut != nullptr) cuts_.insert(cycle.cut);
        }
    }

    std::string take() {
        add_roots();
        for (const HeapNode& node : map_.nodes()) {
            if (is_shown(node)) add_box(node);
        }
        for (const HeapNode& node : map_.nodes()) {
            if (is_shown(node)) add_arrows(node);
        }
        return graph_.take();
    }

private:
    bool is_shown(const HeapNode& node) const { return options_.definitions || !node.is_definition; }
    const HeapNode& target(const HeapReference& reference) const { return map_.nodes()[reference.to]; }
    bool is_garbage(const HeapNode& node) const { return !is_held_[std::size_t(&node - map_.nodes().data())]; }
    // o12, oL3: letters and digits of its number.
    static std::string id_of(const HeapNode& node, char letter = 'o') {
        return letter + identity_text(node.identity).substr(1);
    }

    // ---------------------------------------------------------------- names

    void add_roots() {
        struct NamedArrow {
            std::string from, to;
        };
        std::vector<std::string> labels;
        std::vector<std::size_t> names;
        std::vector<NamedArrow> arrows;
        for (const std::string& root : map_.roots()) labels.push_back(graphviz_field(root));
        names.resize(labels.size());
        for (const HeapNode& node : map_.nodes()) {
            for (const HeapName& name : node.names) {
                if (!is_shown(node)) continue;
                std::size_t number = names[name.root]++;
                labels[name.root] += fmt::format("|<n{}> {}", number, graphviz_field(name.name));
                arrows.push_back({fmt::format("r{}:n{}", name.root, number), id_of(node) + ":o"});
            }
        }
        for (std::size_t root = 0; root < labels.size(); ++root) {
            if (names[root] > 0) graph_.box(fmt::format("r{}", root), labels[root], root_style);
        }
        for (const NamedArrow& arrow : arrows) graph_.arrow(arrow.from, arrow.to);
    }

    // ---------------------------------------------------------------- objects

    void add_box(const HeapNode& node) {
        std::string label = fmt::format("<o> {} {}|count {}, {} byte{}", identity_text(node.identity),
                                        graphviz_field(node.type), node.count, node.size, node.size == 1 ? "" : "s");
        bool is_lost = is_garbage(node);
        if (is_lost) label += ", garbage";
        std::string fields = fields_of(node);
        label += fields.empty() ? "|" + graphviz_field(node.shallow_value) : fields;
        graph_.box(id_of(node), label, is_lost ? garbage_style : "");
    }

    // What an object has, in its order: references, and what is no object of the map. `port` is the field that a
    // reference's arrow begins at; "": it has none.
    struct Field {
        std::string_view name, value;
        const HeapReference* reference = nullptr;  // that has an arrow
        std::string port;
    };
    std::vector<Field> items_of(const HeapNode& node) const {
        std::vector<Field> items;
        auto constant = node.constants.begin();
        auto add_constants = [&](std::size_t references) {
            for (; constant != node.constants.end() && constant->references <= references; ++constant)
                items.push_back({constant->name, constant->value});
        };
        for (std::size_t index = 0; index < node.contents.size(); ++index) {
            add_constants(index);
            const HeapReference& reference = node.contents[index];
            const HeapNode& other = target(reference);
            bool has_arrow = is_shown(other);
            if (has_arrow) items.push_back({reference.name, "", &reference, fmt::format("p{}", index)});
            else if (is_named(reference)) items.push_back({reference.name, other.shallow_value});
        }
        add_constants(node.contents.size());
        for (std::size_t index = options_.most_items; index < items.size(); ++index) items[index].port = "more";
        return items;
    }

    std::string fields_of(const HeapNode& node) const {
        std::vector<Field> items = items_of(node);
        std::string fields;
        std::size_t shown = std::min(items.size(), options_.most_items);
        for (std::size_t index = 0; index < shown; ++index) {
            const Field& item = items[index];
            std::string value =
                item.reference == nullptr ? std::string(item.value) : identity_text(target(*item.reference).identity);
            fields += fmt::format("|{{{}|{}{}}}", graphviz_field(item.name),
                                  item.port.empty() ? "" : fmt::format("<{}> ", item.port), graphviz_field(value));
        }
        std::size_t hidden = items.size() - shown + node.more_constants;
        return hidden == 0 ? fields : fields + fmt::format("|<more> … +{}", hidden);
    }

    // Of a class or function without a box: is it part of the data?
    static bool is_named(const HeapReference& reference) {
        return reference.name != "class" && reference.name != "inside";
    }

    // ---------------------------------------------------------------- references

    void add_arrows(const HeapNode& node) {
        std::string box = id_of(node) + ":o";
        if (node.elsewhere() > 0) {
            graph_.box(id_of(node, 'e'), fmt::format("elsewhere: {}", node.elsewhere()), word_style);
            graph_.arrow(id_of(node, 'e'), box, "", dashed_style);
        }
        std::size_t words = 0;
        for (const HeapReference& holder : node.holders) {
            if (is_shown(map_.nodes()[holder.from])) continue;
            std::string id = fmt::format("{}_{}", id_of(node, 'h'), ++words);
            graph_.box(id, graphviz_text(reference_text(map_, holder)), word_style);
            graph_.arrow(id, box);
        }
        for (const Field& item : items_of(node)) {
            if (item.reference != nullptr) add_arrow(node, *item.reference, item.port);
        }
    }

    void add_arrow(const HeapNode& node, const HeapReference& reference, std::string_view port) {
        bool is_cut = cuts_.contains(&reference);
        graph_.arrow(fmt::format("{}:{}", id_of(node), port), id_of(target(reference)) + ":o", is_cut ? "cut here" : "",
                     is_cut                         ? cut_style
                     : cycles_.contains(&reference) ? cycle_style
                                                    : "");
    }

    const HeapMap& map_;
    const HeapDrawingOptions& options_;
    GraphvizGraph graph_;
    std::vector<bool> is_held_;  // by something outside, whatever the way
    std::set<const HeapReference*> cycles_, cuts_;
};

}  // namespace

std::string draw_heap(const HeapMap& map, std::string_view title, const HeapDrawingOptions& options) {
    return HeapDrawing(map, title, options).take();
}

}  // namespace minipy::trace
