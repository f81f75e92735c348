// SPDX-License-Identifier: MIT
// Writing expressions. `around` is how tightly what surrounds an expression binds: a looser expression gets
// parentheses. CPython: Python/ast_unparse.c.
#include "compiler/unparse.hpp"

#include <string>
#include <utility>

#include "compiler/errors.hpp"
#include "compiler/operators.hpp"
#include "parser/operators.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/numbers/complex.hpp"
#include "runtime/numbers/float.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::compiler {
namespace {

// From loosest to tightest.
enum Binds : int {
    as_tuple,
    as_test,
    as_or,
    as_and,
    as_not,
    as_comparison,
    as_bit_or,
    as_bit_xor,
    as_bit_and,
    as_shift,
    as_sum,
    as_product,
    as_factor,
    as_power,
    as_await,
    as_atom,
};
constexpr Binds as_expression = as_bit_or;
constexpr Binds tighter(Binds binds) { return static_cast<Binds>(binds + 1); }

constexpr Binds binds_as(ast::Operator operation) {
    static_assert(as_power - as_bit_or == int(Precedence::power));
    return static_cast<Binds>(as_bit_or + int(binary_operators[int(operator_of(operation))].precedence));
}

class Unparser {
public:
    Result<Str> run(ast::ExprNode& node) {
        TRY(write(&node, as_test));
        return Str::from(text_);
    }

private:
    using Expressions = ast::Array<ast::ExprNode*>;

    Result<void> write(ast::ExprNode* node, Binds around) {
        CompilationDepth::Level level(depth_);
        TRY(level.check());
        return ast::visit(*node, [&](auto& concrete) { return visit(concrete, around); });
    }
    void put_operator(std::string_view symbol) {
        text_ += ' ';
        text_ += symbol;
        text_ += ' ';
    }
    // Writes between parentheses if `needed`.
    template <class Write>
    Result<void> parenthesized(bool needed, Write write_inside) {
        if (needed) text_ += '(';
        TRY(write_inside());
        if (needed) text_ += ')';
        return {};
    }
    Result<void> list(Expressions nodes, std::string_view separator, Binds around) {
        bool first = true;
        for (ast::ExprNode* node : nodes) {
            if (!std::exchange(first, false)) text_ += separator;
            TRY(write(node, around));
        }
        return {};
    }
    // Separates the items of a list that has no one array.
    void comma(bool& first) {
        if (!std::exchange(first, false)) text_ += ", ";
    }
    Result<void> default_value(ast::ExprNode* value) {
        if (value == nullptr) return {};
        text_ += '=';
        return write(value, as_test);
    }
    Result<void> parameters(ast::Arguments& arguments);
    Result<void> comprehensions(ast::Array<ast::Comprehension*> parts);
    Result<void> field(ast::FormattedValue& node);
    Result<void> field_body(ast::ExprNode* node);
    Result<void> field_bodies(Expressions nodes);

    Result<void> visit(ast::BoolOp& node, Binds around) {
        bool is_and = node.op == ast::BoolOperator::And;
        Binds binds = is_and ? as_and : as_or;
        return parenthesized(around > binds,
                             [&] { return list(node.values, is_and ? " and " : " or ", tighter(binds)); });
    }
    Result<void> visit(ast::NamedExpr& node, Binds around) {
        return parenthesized(around > as_tuple, [&]() -> Result<void> {
            TRY(write(node.target, as_atom));
            text_ += " := ";
            return write(node.value, as_atom);
        });
    }
    Result<void> visit(ast::BinOp& node, Binds around) {
        Binds binds = binds_as(node.op);
        bool from_right = node.op == ast::Operator::Pow;
        return parenthesized(around > binds, [&]() -> Result<void> {
            TRY(write(node.left, from_right ? tighter(binds) : binds));
            put_operator(ast::symbol_of(node.op));
            return write(node.right, from_right ? binds : tighter(binds));
        });
    }
    Result<void> visit(ast::UnaryOp& node, Binds around) {
        static constexpr std::string_view texts[] = {"~", "not ", "+", "-"};
        Binds binds = node.op == ast::UnaryOperator::Not ? as_not : as_factor;
        return parenthesized(around > binds, [&]() -> Result<void> {
            text_ += texts[static_cast<int>(node.op)];
            return write(node.operand, binds);
        });
    }
    Result<void> visit(ast::Lambda& node, Binds around) {
        return parenthesized(around > as_test, [&]() -> Result<void> {
            bool positional = !node.args->args.empty() || !node.args->posonlyargs.empty();
            text_ += positional ? "lambda " : "lambda";
            TRY(parameters(*node.args));
            text_ += ": ";
            return write(node.body, as_test);
        });
    }
    Result<void> visit(ast::IfExp& node, Binds around) {
        return parenthesized(around > as_test, [&]() -> Result<void> {
            TRY(write(node.body, tighter(as_test)));
            text_ += " if ";
            TRY(write(node.test, tighter(as_test)));
            text_ += " else ";
            return write(node.orelse, as_test);
        });
    }
    Result<void> visit(ast::Dict& node, Binds);
    Result<void> visit(ast::Set& node, Binds) {
        text_ += '{';
        TRY(list(node.elts, ", ", as_test));
        text_ += '}';
        return {};
    }
    Result<void> comprehension(char open, ast::ExprNode* element, ast::Array<ast::Comprehension*> parts, char close) {
        text_ += open;
        TRY(write(element, as_test));
        TRY(comprehensions(parts));
        text_ += close;
        return {};
    }
    Result<void> visit(ast::ListComp& node, Binds) { return comprehension('[', node.elt, node.generators, ']'); }
    Result<void> visit(ast::SetComp& node, Binds) { return comprehension('{', node.elt, node.generators, '}'); }
    Result<void> visit(ast::GeneratorExp& node, Binds) { return comprehension('(', node.elt, node.generators, ')'); }
    Result<void> visit(ast::DictComp& node, Binds) {
        text_ += '{';
        TRY(write(node.key, as_test));
        text_ += ": ";
        TRY(write(node.value, as_test));
        TRY(comprehensions(node.generators));
        text_ += '}';
        return {};
    }
    Result<void> visit(ast::Await& node, Binds around) {
        return parenthesized(around > as_await, [&] {
            text_ += "await ";
            return write(node.value, as_atom);
        });
    }
    Result<void> visit(ast::Yield& node, Binds) {
        text_ += "(yield";
        if (node.value != nullptr) {
            text_ += ' ';
            TRY(write(node.value, as_test));
        }
        text_ += ')';
        return {};
    }
    Result<void> visit(ast::YieldFrom& node, Binds) {
        text_ += "(yield from ";
        TRY(write(node.value, as_test));
        text_ += ')';
        return {};
    }
    Result<void> visit(ast::Compare& node, Binds around) {
        return parenthesized(around > as_comparison, [&]() -> Result<void> {
            TRY(write(node.left, tighter(as_comparison)));
            for (std::size_t index = 0; index < node.ops.size(); ++index) {
                put_operator(ast::symbol_of(node.ops[index]));
                TRY(write(node.comparators[index], tighter(as_comparison)));
            }
            return {};
        });
    }
    Result<void> visit(ast::Call& node, Binds);
    Result<void> visit(ast::FormattedValue& node, Binds) { return field(node); }
    Result<void> visit(ast::JoinedStr& node, Binds);
    Result<void> visit(ast::Constant& node, Binds);
    Result<void> visit(ast::Attribute& node, Binds);
    Result<void> visit(ast::Subscript& node, Binds) {
        TRY(write(node.value, as_atom));
        text_ += '[';
        TRY(write(node.slice, as_tuple));
        text_ += ']';
        return {};
    }
    Result<void> visit(ast::Starred& node, Binds) {
        text_ += '*';
        return write(node.value, as_expression);
    }
    Result<void> visit(ast::Name& node, Binds) {
        text_ += node.id->view();
        return {};
    }
    Result<void> visit(ast::List& node, Binds) {
        text_ += '[';
        TRY(list(node.elts, ", ", as_test));
        text_ += ']';
        return {};
    }
    Result<void> visit(ast::Tuple& node, Binds around) {
        return parenthesized(around > as_tuple || node.elts.empty(), [&]() -> Result<void> {
            TRY(list(node.elts, ", ", as_test));
            if (node.elts.size() == 1) text_ += ',';
            return {};
        });
    }
    Result<void> visit(ast::Slice& node, Binds) {
        if (node.lower != nullptr) TRY(write(node.lower, as_test));
        text_ += ':';
        if (node.upper != nullptr) TRY(write(node.upper, as_test));
        if (node.step == nullptr) return {};
        text_ += ':';
        return write(node.step, as_test);
    }

    std::string text_;
    CompilationDepth depth_;
};

Result<void> Unparser::parameters(ast::Arguments& arguments) {
    bool first = true;
    std::size_t before = arguments.posonlyargs.size(), count = before + arguments.args.size();
    std::size_t without_default = count - arguments.defaults.size();
    for (std::size_t index = 0; index < count; ++index) {
        comma(first);
        text_ += (index < before ? arguments.posonlyargs[index] : arguments.args[index - before])->arg->view();
        if (index >= without_default) TRY(default_value(arguments.defaults[index - without_default]));
        if (index + 1 == before) text_ += ", /";
    }
    if (arguments.vararg != nullptr || !arguments.kwonlyargs.empty()) {
        comma(first);
        text_ += '*';
        if (arguments.vararg != nullptr) text_ += arguments.vararg->arg->view();
    }
    for (std::size_t index = 0; index < arguments.kwonlyargs.size(); ++index) {
        comma(first);
        text_ += arguments.kwonlyargs[index]->arg->view();
        TRY(default_value(arguments.kw_defaults[index]));
    }
    if (arguments.kwarg != nullptr) {
        comma(first);
        text_ += "**";
        text_ += arguments.kwarg->arg->view();
    }
    return {};
}

Result<void> Unparser::comprehensions(ast::Array<ast::Comprehension*> parts) {
    for (ast::Comprehension* part : parts) {
        text_ += part->is_async ? " async for " : " for ";
        TRY(write(part->target, as_tuple));
        text_ += " in ";
        TRY(write(part->iter, tighter(as_test)));
        for (ast::ExprNode* condition : part->ifs) {
            text_ += " if ";
            TRY(write(condition, tighter(as_test)));
        }
    }
    return {};
}

Result<void> Unparser::visit(ast::Dict& node, Binds) {
    bool first = true;
    text_ += '{';
    for (std::size_t index = 0; index < node.values.size(); ++index) {
        comma(first);
        if (node.keys[index] == nullptr) {
            text_ += "**";
            TRY(write(node.values[index], as_expression));
            continue;
        }
        TRY(write(node.keys[index], as_test));
        text_ += ": ";
        TRY(write(node.values[index], as_test));
    }
    text_ += '}';
    return {};
}

Result<void> Unparser::visit(ast::Call& node, Binds) {
    TRY(write(node.func, as_atom));
    if (node.args.size() == 1 && node.keywords.empty() && ast::is<ast::GeneratorExp>(node.args[0])) {
        return write(node.args[0], as_test);  // brings its own parentheses
    }
    bool first = true;
    text_ += '(';
    for (ast::ExprNode* argument : node.args) {
        comma(first);
        TRY(write(argument, as_test));
    }
    for (ast::Keyword* keyword : node.keywords) {
        comma(first);
        if (keyword->arg == nullptr) {
            text_ += "**";
        } else {
            text_ += keyword->arg->view();
            text_ += '=';
        }
        TRY(write(keyword->value, as_test));
    }
    text_ += ')';
    return {};
}

Result<void> Unparser::visit(ast::Attribute& node, Binds) {
    TRY(write(node.value, as_atom));
    auto* constant = ast::as<ast::Constant>(node.value);
    text_ += constant != nullptr && is_exact<Int>(constant->value) ? " ." : ".";  // 1 .real
    text_ += node.attr->view();
    return {};
}

Result<void> Unparser::visit(ast::Constant& node, Binds) {
    if (node.value == &Ellipsis) {
        text_ += "...";
        return {};
    }
    if (node.kind != nullptr) text_ += node.kind->view();
    Ref<Str> shown_value = TRY(repr(node.value));
    std::string text = shown_value->to_string();
    if (is_exact<Float>(node.value) || is_exact<Complex>(node.value)) {
        // There is no literal for infinity, but a number too large becomes one.
        for (std::size_t at = text.find("inf"); at != std::string::npos; at = text.find("inf", at + 5)) {
            text.replace(at, 3, "1e309");
        }
    }
    text_ += text;
    return {};
}

// ---------------------------------------------------------------- f-strings

Result<void> Unparser::visit(ast::JoinedStr& node, Binds) {
    std::string outer = std::exchange(text_, {});
    TRY(field_bodies(node.values));
    Ref<Str> body = Str::from(text_);
    Ref<Str> literal = TRY(repr(body.get()));
    text_ = outer + "f" + literal->to_string();
    return {};
}

Result<void> Unparser::field_bodies(Expressions nodes) {
    for (ast::ExprNode* node : nodes) TRY(field_body(node));
    return {};
}

// A piece of an f-string, inside its quotes.
Result<void> Unparser::field_body(ast::ExprNode* node) {
    if (auto* value = ast::as<ast::FormattedValue>(node)) return field(*value);
    if (auto* joined = ast::as<ast::JoinedStr>(node)) return field_bodies(joined->values);
    auto* constant = ast::as<ast::Constant>(node);
    if (constant == nullptr || !is_exact<Str>(constant->value)) return write(node, as_test);
    for (char character : static_cast<Str*>(constant->value)->view()) {
        text_ += character;
        if (character == '{' || character == '}') text_ += character;
    }
    return {};
}

Result<void> Unparser::field(ast::FormattedValue& node) {
    std::string outer = std::exchange(text_, {});
    TRY(write(node.value, tighter(as_test)));
    std::string value = std::exchange(text_, std::move(outer));
    text_ += value.starts_with('{') ? "{ " : "{";
    text_ += value;
    if (node.conversion > 0) {
        text_ += '!';
        text_ += static_cast<char>(node.conversion);
    }
    if (node.format_spec != nullptr) {
        text_ += ':';
        TRY(field_body(node.format_spec));
    }
    text_ += '}';
    return {};
}

}  // namespace

Result<Str> unparse(ast::ExprNode& expression) { return Unparser().run(expression); }

}  // namespace minipy::compiler
