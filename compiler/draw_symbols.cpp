// SPDX-License-Identifier: MIT
// Scopes to tables, names to their homes. Next: runtime/text/graphviz.hpp.
#include "compiler/draw_symbols.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "runtime/text/graphviz.hpp"

namespace minipy::compiler {
namespace {

constexpr std::string_view symbols_opening =
    R"(    rankdir=LR; ranksep=0.6;
    node [shape=record, fontname="monospace", fontsize=10, style=filled, color="#707070", fillcolor="#f7f7f2"];
    edge [fontname="monospace", fontsize=9, color="#404040", arrowsize=0.7];
)";

constexpr std::string_view home_of(Binding binding) {
    switch (binding) {
        case Binding::unknown: return "";
        case Binding::local: return "local";
        case Binding::global_explicit: return "global, declared";
        case Binding::global_implicit: return "global";
        case Binding::free: return "free";
        case Binding::cell: return "cell";
    }
    return "";
}

class SymbolDrawing {
public:
    explicit SymbolDrawing(const std::vector<SymbolRow>& rows) : rows_(rows), graph_("symtable", symbols_opening) {
        for (const SymbolRow& row : rows) {
            if (row.symbol == nullptr) scopes_.emplace(row.scope, scopes_.size() + 1);
            else symbols_[row.scope].push_back(&row);
        }
    }

    std::string take() {
        for (const SymbolRow& row : rows_) {
            if (row.symbol == nullptr) add_table(*row.scope);
        }
        for (const SymbolRow& row : rows_) row.symbol == nullptr ? add_way_inside(*row.scope) : add_way_home(row);
        return graph_.take();
    }

private:
    std::string id_of(const Scope& scope) const { return fmt::format("scope{}", scopes_.at(&scope)); }
    std::string place_of(const SymbolRow& row) const { return fmt::format("{}:S{}", id_of(*row.scope), row.id); }

    void add_table(const Scope& scope) {
        std::string label = fmt::format("<scope> {} {}", word_of(scope.kind), graphviz_field(scope.name->to_string()));
        for (const SymbolRow* row : symbols_[&scope]) {
            label +=
                fmt::format("|{{<S{0}> S{0}|{1}|{2}|{3}}}", row->id, graphviz_field(row->symbol->name->to_string()),
                            home_of(row->symbol->binding), fmt::join(occurrences_of(*row->symbol), ", "));
        }
        graph_.box(id_of(scope), label);
    }

    void add_way_inside(const Scope& scope) {
        if (scope.parent != nullptr)
            graph_.arrow(fmt::format("{}:scope", id_of(*scope.parent)), fmt::format("{}:scope", id_of(scope)));
    }

    void add_way_home(const SymbolRow& row) {
        bool is_free = row.symbol->binding == Binding::free;
        bool is_global =
            row.symbol->binding == Binding::global_explicit || row.symbol->binding == Binding::global_implicit;
        if (!is_free && !is_global) return;
        for (const Scope* outer = row.scope->parent; outer != nullptr; outer = outer->parent) {
            if (is_global && outer->parent != nullptr) continue;
            const SymbolRow* home = find(*outer, row.symbol->name);
            if (home == nullptr || (is_free && home->symbol->binding != Binding::cell)) continue;
            return graph_.arrow(place_of(row), place_of(*home), is_free ? "free" : "global",
                                R"(style=dashed, color="#1f5fbf", constraint=false)");
        }
    }

    const SymbolRow* find(const Scope& scope, const Str* name) {
        for (const SymbolRow* row : symbols_[&scope]) {
            if (row->symbol->name == name) return row;
        }
        return nullptr;
    }

    const std::vector<SymbolRow>& rows_;
    GraphvizGraph graph_;
    std::unordered_map<const Scope*, std::size_t> scopes_;  // numbered from 1
    std::unordered_map<const Scope*, std::vector<const SymbolRow*>> symbols_;
};

}  // namespace

std::string draw_symbols(const std::vector<SymbolRow>& rows) { return SymbolDrawing(rows).take(); }

}  // namespace minipy::compiler
