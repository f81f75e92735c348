// SPDX-License-Identifier: MIT
//
// Both dumps walk the field lists of parser/nodes.def; neither knows any node by name.
//
// CPython's dump leaves out optional fields that are absent, and writes a node on one line if nothing in it is a node
// that shows fields of its own.
// It is a recursive Python function, so it gives up at a certain depth, and ours does at the same.
//
// CPython: Lib/ast.py. Next: parser/ast.hpp.
#include "parser/dump.hpp"

#include <fmt/core.h>

#include <iterator>
#include <type_traits>

#include "parser/objects.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy::parser {

using namespace ast;

namespace {

constexpr int deepest = 992;  // calls within each other that CPython's dump() can make

// ---------------------------------------------------------------- as CPython prints it

class Dump {
public:
    explicit Dump(bool positions) : positions_(positions) {}

    template <class N>
    void node(const N* node, int level) {
        Deeper here(*this);
        if (too_deep_) return;
        visit(*node, [&](const auto& concrete) { fields(concrete, level + 1); });
    }
    // Nothing: the tree is too deep.
    std::optional<std::string> take() { return too_deep_ ? std::nullopt : std::optional(std::move(out_)); }

private:
    class Deeper {
    public:
        explicit Deeper(Dump& dump, int calls = 1) : dump_(dump), calls_(calls) {
            dump_.depth_ += calls_;
            dump_.too_deep_ |= dump_.depth_ > deepest || native_stack_is_low();
        }
        ~Deeper() { dump_.depth_ -= calls_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;

    private:
        Dump& dump_;
        int calls_;
    };

    // One line if there are at most three values and each of them is a single word; else a line for each value.
    template <class N>
    void fields(const N& node, int level) {
        bool compact = fits_on_a_line(node);
        out_ += node_info(N::own_kind).name;
        out_ += '(';
        bool first = true;
        for_each_field(node, [&](const FieldInfo& field, const auto& value) {
            if (left_out(field, value)) return;
            separate(first, compact ? Places::one_line : Places::lines, level);
            out_ += field.name;
            out_ += '=';
            write(value, level);
        });
        if constexpr (std::is_base_of_v<LocatedNode, N>) {
            if (positions_) position(node.span, first, level);
        }
        out_ += ')';
    }

    template <class N>
    bool fits_on_a_line(const N& node) const {
        if (positions_ && std::is_base_of_v<LocatedNode, N>) return false;
        int values = 0;
        bool simple = true;
        for_each_field(node, [&](const FieldInfo& field, const auto& value) {
            if (left_out(field, value)) return;
            ++values;
            simple = simple && is_word(value);
        });
        return simple && values <= 3;
    }

    template <class T>
    bool is_word(const Array<T>& items) const {
        return items.empty();
    }
    template <class T>
    bool is_word(const T& value) const {
        if constexpr (is_node<T>) {
            return !value || visit(*value, [&](const auto& concrete) { return shows_nothing(concrete); });
        } else {
            return true;
        }
    }
    // A class and its parentheses, as of Load() or a bare yield.
    template <class N>
    bool shows_nothing(const N& node) const {
        bool nothing = !(positions_ && std::is_base_of_v<LocatedNode, N>);
        for_each_field(node, [&](const FieldInfo& field, const auto& value) { nothing &= left_out(field, value); });
        return nothing;
    }

    template <class T>
    static bool left_out(const FieldInfo& field, const T& value) {
        if constexpr (std::is_pointer_v<T>) {
            return field.cardinality == Cardinality::optional && value == nullptr;
        } else {
            return false;
        }
    }

    enum class Places : std::uint8_t { one_line, lines };
    void separate(bool& first, Places places, int level) {
        if (!first) out_ += places == Places::one_line ? ", " : ",";
        first = false;
        if (places == Places::lines) line(level);
    }
    void line(int level) {
        out_ += '\n';
        out_.append(static_cast<std::size_t>(level) * 3, ' ');
    }
    void position(const Span& span, bool& first, int level) {
        auto attribute = [&](const char* name, int value) {
            separate(first, Places::lines, level);
            out_ += fmt::format("{}={}", name, value);
        };
        attribute("lineno", span.lineno);
        attribute("col_offset", span.col_offset);
        attribute("end_lineno", span.end_lineno);
        attribute("end_col_offset", span.end_col_offset);
    }

    template <class T>
    void write(const Array<T>& items, int level) {
        Deeper here(*this, items.empty() ? 1 : 3);  // a list is joined by a generator, which takes two more calls
        if (items.empty()) {
            out_ += "[]";
            return;
        }
        out_ += '[';
        bool first = true;
        for (const T& item : items) {
            separate(first, Places::lines, level + 1);
            write(item, level + 1);
        }
        out_ += ']';
    }
    template <class T>
    void write(const T& value, int level) {
        if constexpr (is_node<T>) {
            if (value) return node(value, level);
        }
        Deeper here(*this);
        if constexpr (std::is_same_v<T, int>) {
            out_ += std::to_string(value);
        } else if constexpr (std::is_enum_v<T>) {
            out_ += name_of(value);
            out_ += "()";
        } else if constexpr (std::is_same_v<T, Str*>) {
            out_ += value ? repr_of(reinterpret_cast<const Object*>(value)) : "None";
        } else if constexpr (std::is_same_v<T, Object*>) {
            out_ += repr_of(value);
        } else {
            out_ += "None";
        }
    }

    template <class T>
    static constexpr bool is_node = std::is_pointer_v<T> && !std::is_same_v<T, Str*> && !std::is_same_v<T, Object*>;

    bool positions_;
    std::string out_;
    int depth_ = 0;
    bool too_deep_ = false;
};

}  // namespace

std::optional<std::string> dump_ast(const ModNode* tree, bool positions) {
    Dump dump(positions);
    dump.node(tree, 0);
    std::optional<std::string> text = dump.take();
    if (text) *text += '\n';
    return text;
}

}  // namespace minipy::parser
