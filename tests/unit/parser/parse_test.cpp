// SPDX-License-Identifier: MIT
#include "parser/parse.hpp"

#include "tests/unit/parser/support.hpp"

namespace minipy::parser {

TEST(Parse, OperatorsBindAsTheReferenceSays) {
    EXPECT_EQ(tree("-a ** b"),
              "Expression(body=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
              "right=Name(id='b', ctx=Load()))))");
    EXPECT_EQ(tree("a ** -b"),
              "Expression(body=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
              "right=UnaryOp(op=USub(), operand=Name(id='b', ctx=Load()))))");
    EXPECT_EQ(tree("not a in b"),
              "Expression(body=UnaryOp(op=Not(), operand=Compare(left=Name(id='a', ctx=Load()), ops=[In()], "
              "comparators=[Name(id='b', ctx=Load())])))");
}

TEST(Parse, ChainsAreOneNodeUnlessInParentheses) {
    EXPECT_EQ(tree("1 < 2 < 3"),
              "Expression(body=Compare(left=Constant(value=1), ops=[Lt(), Lt()], comparators=[Constant(value=2), "
              "Constant(value=3)]))");
    EXPECT_EQ(
        tree("(1 < 2) < 3"),
        "Expression(body=Compare(left=Compare(left=Constant(value=1), ops=[Lt()], comparators=[Constant(value=2)]), "
        "ops=[Lt()], comparators=[Constant(value=3)]))");
    EXPECT_EQ(tree("1 or 2 or 3"),
              "Expression(body=BoolOp(op=Or(), values=[Constant(value=1), Constant(value=2), Constant(value=3)]))");
    EXPECT_EQ(tree("(1 or 2) or 3"),
              "Expression(body=BoolOp(op=Or(), values=[BoolOp(op=Or(), values=[Constant(value=1), Constant(value=2)]), "
              "Constant(value=3)]))");
}

TEST(Parse, AnOperatorsSpanIncludesTheParenthesesOfItsOperands) {
    Outcome outcome = parsed("(a) + (b)", Mode::expression);
    ASSERT_TRUE(outcome.parsed.ok());
    auto* sum = static_cast<ast::BinOp*>(static_cast<ast::Expression*>(outcome.parsed.tree)->body);
    EXPECT_EQ(sum->span, (ast::Span{1, 0, 1, 9}));
    EXPECT_EQ(sum->left->span, (ast::Span{1, 1, 1, 2}));
    EXPECT_EQ(sum->right->span, (ast::Span{1, 7, 1, 8}));
}

TEST(Parse, AStatementEndsWithItsLastBlock) {
    Outcome outcome = parsed("if a:\n    b\nelse:\n    c\n\n\nd\n");
    ASSERT_TRUE(outcome.parsed.ok());
    EXPECT_EQ(static_cast<ast::Module*>(outcome.parsed.tree)->body[0]->span, (ast::Span{1, 0, 4, 5}));
}

TEST(Parse, DelTellsATupleFromAList) {
    EXPECT_EQ(tree("del (a), b\n", Mode::file),
              "Module(body=[Delete(targets=[Name(id='a', ctx=Del()), Name(id='b', ctx=Del())])], type_ignores=[])");
    EXPECT_EQ(tree("del (a, b)\n", Mode::file),
              "Module(body=[Delete(targets=[Tuple(elts=[Name(id='a', ctx=Del()), Name(id='b', ctx=Del())], "
              "ctx=Del())])], type_ignores=[])");
}

TEST(Parse, AnAnnotatedNameInParenthesesIsNotSimple) {
    EXPECT_NE(tree("x: int\n", Mode::file).find("simple=1"), std::string::npos);
    EXPECT_NE(tree("(x): int\n", Mode::file).find("simple=0"), std::string::npos);
}

TEST(Parse, ASubscriptWithAStarIsATuple) {
    EXPECT_EQ(tree("a[*b]"),
              "Expression(body=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Starred(value=Name(id='b', "
              "ctx=Load()), "
              "ctx=Load())], ctx=Load()), ctx=Load()))");
}

TEST(Parse, ParametersGoToTheirKinds) {
    EXPECT_EQ(tree("lambda a, b=1, /, c=2, *d, e, f=3, **g: 0"),
              "Expression(body=Lambda(args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b')], args=[arg(arg='c')], "
              "vararg=arg(arg='d'), kwonlyargs=[arg(arg='e'), arg(arg='f')], kw_defaults=[None, Constant(value=3)], "
              "kwarg=arg(arg='g'), defaults=[Constant(value=1), Constant(value=2)]), body=Constant(value=0)))");
}

TEST(Parse, PatternsHaveTheirOwnNodes) {
    EXPECT_EQ(tree("match x:\n case [1, *_] | C(a=_) | {'k': v, **r}: pass\n", Mode::file),
              "Module(body=[Match(subject=Name(id='x', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=["
              "MatchSequence(patterns=[MatchValue(value=Constant(value=1)), MatchStar()]), "
              "MatchClass(cls=Name(id='C', ctx=Load()), patterns=[], kwd_attrs=['a'], kwd_patterns=[MatchAs()]), "
              "MatchMapping(keys=[Constant(value='k')], patterns=[MatchAs(name='v')], rest='r')]), body=[Pass()])])], "
              "type_ignores=[])");
}

TEST(Parse, SoftKeywordsAreNamesElsewhere) {
    EXPECT_EQ(tree("match = case = _\n", Mode::file),
              "Module(body=[Assign(targets=[Name(id='match', ctx=Store()), Name(id='case', ctx=Store())], "
              "value=Name(id='_', ctx=Load()))], type_ignores=[])");
}

TEST(Parse, InteractiveInputIsOneStatement) {
    EXPECT_EQ(tree("a; b\n", Mode::single),
              "Interactive(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))])");
    EXPECT_EQ(tree("if a:\n  b\n", Mode::single).substr(0, 20), "Interactive(body=[If");
}

TEST(Parse, TypeCommentsAreReadOnRequest) {
    Outcome outcome = parsed("x = 1  # type: int\n", Mode::file, {.type_comments = true});
    ASSERT_TRUE(outcome.parsed.ok());
    EXPECT_NE(dump_ast(outcome.parsed.tree, false)->find("type_comment='int'"), std::string::npos);
}

// The depths at which python3.11 -m ast gives up.
TEST(Parse, TreesAreDumpedAsDeepAsCPythonCan) {
    auto minuses = [](int count) {
        return tree(std::string(static_cast<std::size_t>(count), '-') + "a\n", Mode::file);
    };
    EXPECT_TRUE(minuses(985).starts_with("Module("));
    EXPECT_TRUE(minuses(986).starts_with("too deep"));
    auto branches = [](int count) {
        std::string text = "if a: b\n";
        for (int index = 0; index < count; ++index) text += "elif a: b\n";
        return tree(text, Mode::file);
    };
    EXPECT_TRUE(branches(245).starts_with("Module("));
    EXPECT_TRUE(branches(246).starts_with("too deep"));
}

TEST(Parse, DeepNestingIsAnErrorNotACrash) {
    EXPECT_EQ(error(std::string(100'000, '(')), "SyntaxError 1:201-1:201 too many nested parentheses");
    EXPECT_EQ(error(std::string(100'000, '-') + "x").substr(0, 11), "MemoryError");
    std::string lambdas;
    for (int i = 0; i < 100'000; ++i) lambdas += "lambda:";
    EXPECT_EQ(error(lambdas + "x").substr(0, 11), "MemoryError");
}

TEST(Parse, LeftChainsMayBeLong) {
    std::string sum = "x";
    for (int i = 0; i < 100'000; ++i) sum += "+x";
    EXPECT_TRUE(parsed(sum).parsed.ok());
}

TEST(Parse, AnUnfinishedTextIsToldFromAWrongOne) {
    auto incomplete = [](const char* text) { return parsed(text, Mode::single).parsed.incomplete; };
    for (const char* text : {"if a:\n", "(1,\n", "x = \"\"\"a\n", "a \\\n", "try:\n  a\n", "@a\n", "class C:\n"}) {
        EXPECT_TRUE(incomplete(text)) << text;
    }
    for (const char* text : {"a b\n", "x = 'a\n", ")\n", "if a\n", "a +\n"}) EXPECT_FALSE(incomplete(text)) << text;
}

TEST(Parse, AnEmptyLineEndsABlockButNotALineThatGoesOn) {
    auto goes_on = [](const char* text) { return parsed(text, Mode::single).parsed.ends_within_line; };
    for (const char* text : {"(1,\n\n", "x = \"\"\"a\n\n", "a \\\n", "if a:\n  [b,\n\n"})
        EXPECT_TRUE(goes_on(text)) << text;
    for (const char* text : {"if a:\n\n", "try:\n  a\n\n", "@a\n\n", "x = 'a\n", ")\n"})
        EXPECT_FALSE(goes_on(text)) << text;
}

TEST(Parse, NumbersThatTouchKeywordsAreWarnedOf) {
    Outcome outcome = parsed("x = 1if 0x1or 2 else f'{3in a}'\n");
    ASSERT_EQ(outcome.parsed.warnings.size(), 3U);
    for (const lexer::Diagnostic& warning : outcome.parsed.warnings)
        EXPECT_EQ(warning.kind, lexer::ErrorKind::syntax_warning);
}

// ---------------------------------------------------------------- strings

TEST(Strings, NeighboursAreJoined) {
    EXPECT_EQ(tree("'a' \"b\" '''c'''"), "Expression(body=Constant(value='abc'))");
    EXPECT_EQ(tree("b'a' rb'\\x'"), "Expression(body=Constant(value=b'a\\\\x'))");
    EXPECT_EQ(tree("u'a' 'b'"), "Expression(body=Constant(value='ab', kind='u'))");
    EXPECT_EQ(tree("'a' b'b'"), "error: cannot mix bytes and nonbytes literals");
}

TEST(Strings, FormattedPartsHaveNodes) {
    EXPECT_EQ(tree("f'{a!r:>{w}}b' 'c'"),
              "Expression(body=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=114, "
              "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), "
              "conversion=-1)])), "
              "Constant(value='bc')]))");
    EXPECT_EQ(tree("f'{a = }'"),
              "Expression(body=JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', "
              "ctx=Load()), conversion=114)]))");
    EXPECT_EQ(tree("f''"), "Expression(body=JoinedStr(values=[]))");
    EXPECT_EQ(tree("f'{{}}'"), "Expression(body=JoinedStr(values=[Constant(value='{}')]))");
}

TEST(Strings, ExpressionsInThemStandWhereTheyAreWritten) {
    Outcome outcome = parsed("x = f'ab{c}'\n");
    ASSERT_TRUE(outcome.parsed.ok());
    auto* assign = static_cast<ast::Assign*>(static_cast<ast::Module*>(outcome.parsed.tree)->body[0]);
    auto* value = static_cast<ast::FormattedValue*>(static_cast<ast::JoinedStr*>(assign->value)->values[1]);
    EXPECT_EQ(value->value->span, (ast::Span{1, 9, 1, 10}));
}

TEST(Strings, CharactersHaveNames) {
    EXPECT_EQ(tree("'\\N{GREEK SMALL LETTER ALPHA}'"), "Expression(body=Constant(value='α'))");
}

TEST(Strings, UnknownEscapesAreWarnedOf) {
    Outcome outcome = parsed("'\\d'\n");
    ASSERT_EQ(outcome.parsed.warnings.size(), 1U);
    EXPECT_EQ(outcome.parsed.warnings[0].message, "invalid escape sequence '\\d'");
}

}  // namespace minipy::parser
