// SPDX-License-Identifier: MIT
// Both forms. CPython: Lib/symtable.py, whose predicates these are.
#include "compiler/dump_symbols.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

namespace minipy::compiler {
namespace {

// In order of first occurrence; then those that only scopes inside use, by name.
std::vector<const Symbol*> in_order(const Scope& scope) {
    std::vector<const Symbol*> symbols, passing_through;
    for (const Symbol& symbol : scope.symbols) (symbol.flags == 0 ? passing_through : symbols).push_back(&symbol);
    std::ranges::sort(passing_through,
                      [](const Symbol* left, const Symbol* right) { return str_compare(left->name, right->name) < 0; });
    symbols.insert(symbols.end(), passing_through.begin(), passing_through.end());
    return symbols;
}

void add_word(std::string& text, std::string_view word, std::string_view separator = " ") {
    if (!text.empty()) text += separator;
    text += word;
}

bool is_global(const Symbol& symbol) {
    return symbol.binding == Binding::global_explicit || symbol.binding == Binding::global_implicit;
}
bool is_local(const Symbol& symbol) { return symbol.binding == Binding::local || symbol.binding == Binding::cell; }

// ---------------------------------------------------------------- as the symtable module tells it

class PlainDump {
public:
    std::string take() { return std::move(text_); }

    void scope(const Scope& scope, int indent) {
        std::string nature = scope.is_function() ? "optimized" : "";
        if (scope.nested) add_word(nature, "nested");
        line(indent, fmt::format("{} {}, line {}{}{}", word_of(scope.kind), scope.name->view(), scope.span.lineno,
                                 nature.empty() ? "" : ": ", nature));
        std::vector<const Symbol*> symbols = in_order(scope);
        if (scope.is_function()) function_lists(symbols, indent + 4);
        if (scope.is_class()) methods(scope, indent + 4);
        for (const Symbol* symbol : symbols)
            line(indent + 4, fmt::format("{}: {}", symbol->name->view(), words_of(*symbol, scope)));
        for (const Scope* child : scope.children) this->scope(*child, indent + 4);
    }

private:
    void line(int indent, std::string_view text) { text_ += fmt::format("{:{}}{}\n", "", indent, text); }

    template <class Accepts>
    void list(std::string_view title, const std::vector<const Symbol*>& symbols, int indent, Accepts accepts) {
        std::string names;
        for (const Symbol* symbol : symbols) {
            if (accepts(*symbol)) add_word(names, symbol->name->view(), ", ");
        }
        if (!names.empty()) line(indent, fmt::format("{}: {}", title, names));
    }

    void function_lists(const std::vector<const Symbol*>& symbols, int indent) {
        list("parameters", symbols, indent,
             [](const Symbol& symbol) { return (symbol.flags & symbol_parameter) != 0; });
        list("locals", symbols, indent, is_local);
        list("globals", symbols, indent, is_global);
        list("nonlocals", symbols, indent, [](const Symbol& symbol) { return (symbol.flags & symbol_nonlocal) != 0; });
        list("frees", symbols, indent, [](const Symbol& symbol) { return symbol.binding == Binding::free; });
    }

    // Every scope right inside the class counts, each name once.
    void methods(const Scope& scope, int indent) {
        std::vector<Str*> names;
        std::string text;
        for (const Scope* child : scope.children) {
            if (std::ranges::find(names, child->name) != names.end()) continue;
            names.push_back(child->name);
            add_word(text, child->name->view(), ", ");
        }
        if (!names.empty()) line(indent, fmt::format("methods: {}", text));
    }

    // The predicates that are true of a symbol. A table named "top" counts as the module's, as it does for CPython.
    static std::string words_of(const Symbol& symbol, const Scope& scope) {
        bool bound_in_module = scope.name->view() == "top" && (symbol.flags & symbol_bound) != 0;
        bool is_namespace =
            std::ranges::any_of(scope.children, [&](const Scope* child) { return child->name == symbol.name; });
        const std::pair<bool, std::string_view> predicates[] = {
            {(symbol.flags & symbol_use) != 0, "referenced"},
            {(symbol.flags & symbol_parameter) != 0, "parameter"},
            {is_global(symbol) || bound_in_module, "global"},
            {(symbol.flags & symbol_nonlocal) != 0, "nonlocal"},
            {symbol.binding == Binding::global_explicit, "declared_global"},
            {is_local(symbol) || bound_in_module, "local"},
            {(symbol.flags & symbol_annotation) != 0, "annotated"},
            {symbol.binding == Binding::free, "free"},
            {(symbol.flags & symbol_import) != 0, "imported"},
            {(symbol.flags & symbol_local) != 0, "assigned"},
            {is_namespace, "namespace"},
        };
        std::string words;
        for (auto [holds, word] : predicates) {
            if (holds) add_word(words, word);
        }
        return words;
    }

    std::string text_;
};

// ---------------------------------------------------------------- for readers

std::string_view home_word(Binding binding, const Scope& scope) {
    switch (binding) {
        case Binding::unknown: return "";
        case Binding::local: return scope.is_function() ? "fast local" : "in the namespace";
        case Binding::global_explicit: return "global, declared";
        case Binding::global_implicit:
            return scope.is_function() ? "global or built-in" : "namespace, global or built-in";
        case Binding::free: return "free: cell of an outer scope";
        case Binding::cell: return "cell, shared with inner scopes";
    }
    return "";
}

std::string show_occurrences(const Symbol& symbol) {
    std::string text;
    for (std::string_view word : occurrences_of(symbol)) add_word(text, word, ", ");
    return text.empty() ? "only used inside" : text;
}

std::string place_of(const ast::Span& span) { return span.lineno == 0 ? "" : parser::show_span(span); }

class RichDump {
public:
    explicit RichDump(const parser::SpanLinks& nodes) : nodes_(nodes) {
        row("symtable", "span", "scope, symbol", "→ node", "lives", "occurs as");
    }
    std::string take() { return std::move(text_); }

    void add(const SymbolRow& row) { row.symbol == nullptr ? add_scope(row) : add_symbol(row); }

private:
    void add_scope(const SymbolRow& shown) {
        const Scope& scope = *shown.scope;
        std::string nature;
        if (scope.nested) nature += ", nested";
        if (scope.generator) nature += ", generator";
        if (scope.coroutine) nature += ", coroutine";
        if (scope.needs_class_closure) nature += ", has a cell __class__";
        row("", place_of(scope.span),
            fmt::format("{:{}}{} {}{}", "", 2 * shown.depth, word_of(scope.kind), scope.name->view(), nature));
    }

    void add_symbol(const SymbolRow& shown) {
        const Symbol& symbol = *shown.symbol;
        auto node = nodes_.find(symbol.span);
        row(fmt::format("S{}", shown.id), place_of(symbol.span),
            fmt::format("{:{}}{}", "", 2 * shown.depth + 2, symbol.name->view()),
            node == nodes_.end() ? "" : node->second, home_word(symbol.binding, *shown.scope),
            show_occurrences(symbol));
    }

    void row(std::string_view id, std::string_view span, std::string_view name, std::string_view node = "",
             std::string_view home = "", std::string_view occurrences = "") {
        std::string line = fmt::format("{:<10}{:<12}{:<36} {:<8}{:<31} {}", id, span, name, node, home, occurrences);
        line.resize(line.find_last_not_of(' ') + 1);
        text_ += line;
        text_ += '\n';
    }

    const parser::SpanLinks& nodes_;
    std::string text_;
};

void add_rows(std::vector<SymbolRow>& rows, int& next_id, const Scope& scope, int depth) {
    rows.push_back({0, &scope, nullptr, depth});
    for (const Symbol* symbol : in_order(scope)) rows.push_back({next_id++, &scope, symbol, depth});
    for (const Scope* child : scope.children) add_rows(rows, next_id, *child, depth + 1);
}

}  // namespace

std::vector<SymbolRow> symbol_rows(const Symbols& symbols) {
    std::vector<SymbolRow> rows;
    int next_id = 1;
    add_rows(rows, next_id, *symbols.top(), 0);
    return rows;
}

std::string_view word_of(ScopeKind kind) {
    switch (kind) {
        case ScopeKind::function: return "function";
        case ScopeKind::class_: return "class";
        case ScopeKind::module: return "module";
        case ScopeKind::annotation: return "annotation";
    }
    return "";
}

std::vector<std::string_view> occurrences_of(const Symbol& symbol) {
    static constexpr std::pair<int, std::string_view> words[] = {
        {symbol_parameter, "parameter"},
        {symbol_local, "assigned"},
        {symbol_import, "imported"},
        {symbol_annotation, "annotated"},
        {symbol_global, "global"},
        {symbol_nonlocal, "nonlocal"},
        {symbol_use, "referenced"},
        {symbol_iteration, "iteration target"},
        {symbol_free_class, "free in a method"},
    };
    std::vector<std::string_view> found;
    for (auto [flag, word] : words) {
        if ((symbol.flags & flag) != 0) found.push_back(word);
    }
    return found;
}

std::string dump_symbols(const Symbols& symbols) {
    PlainDump dump;
    dump.scope(*symbols.top(), 0);
    return dump.take();
}

std::string dump_symbols_rich(const Symbols& symbols, const parser::SpanLinks& nodes) {
    RichDump dump(nodes);
    for (const SymbolRow& row : symbol_rows(symbols)) dump.add(row);
    return dump.take();
}

}  // namespace minipy::compiler
