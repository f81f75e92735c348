// SPDX-License-Identifier: MIT
// Rows to records. Next: trace/json_view.cpp.
#include "cli/stage_records.hpp"

#include "cli/print_to.hpp"

#if MINIPY_WITH_TRACE

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <unordered_map>

#include "cli/run.hpp"
#include "cli/tracing.hpp"
#include "cli/uncaught.hpp"
#include "lexer/token.hpp"
#include "runtime/bytecode/listing.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "trace/enumerators.hpp"
#include "trace/recorder.hpp"

namespace minipy::cli {

namespace {

namespace record = trace::record;

record::Program program_record(const CommandLine& line) {
    std::string_view name = line.program == Program::command ? "-c" : std::string_view(line.operand);
    return {trace::enumerators<Program>[std::size_t(line.program)], name, line.arguments};
}

record::Settings settings_record(const trace::Options& options) {
    record::Settings settings;
    for (unsigned bits = options.categories; bits != 0; bits &= bits - 1)
        settings.categories.emplace_back(trace::category_name(trace::Category(bits & -bits)));
    settings.max_events = std::int64_t(options.max_events);
    settings.keep = trace::enumerators<trace::Options::Keep>[std::size_t(options.keep)];
    settings.on_limit = options.stop_at_limit ? "stop" : "mute";
    settings.max_items = options.max_items;
    settings.max_str = options.max_str;
    settings.max_depth = options.max_depth;
    settings.switch_every = std::int64_t(options.switch_every);
    settings.wall = options.wall;
    settings.library = options.library;
    settings.all_ids = options.all_ids;
    settings.all_references = options.all_references;
    settings.only = options.only;
    settings.skip = options.skip;
    settings.from = options.from;
    settings.until = options.until;
    return settings;
}

// Of a traced program: 0, if nobody has chosen one.
record::MaybeNumber chosen_hash_seed(const CommandLine& line) {
    if (!environment_flag(line, "PYTHONHASHSEED")) return 0;
    std::string_view text = std::getenv("PYTHONHASHSEED");
    std::int64_t seed = 0;
    if (text == "random") return std::nullopt;
    (void)std::from_chars(text.data(), text.data() + text.size(), seed);
    return seed;
}

CodeLocation location_of(const ast::Span& span) {
    return {span.lineno, span.end_lineno, span.col_offset, span.end_col_offset};
}
CodeLocation location_of(const lexer::Span& span) {
    return {int(span.start.line), int(span.end.line), int(span.start.column), int(span.end.column)};
}

// A string made of words with a space in front.
std::string_view without_space(std::string_view words) { return words.substr(std::min<std::size_t>(1, words.size())); }

}  // namespace

StageRecords::StageRecords(Stages& stages, const std::vector<std::string>& names, trace::JsonView& view)
    : stages_(stages), view_(view), tells_nodes_(std::ranges::find(names, "ast") != names.end()) {}

void StageRecords::tell_section(std::size_t index) {
    switch (index) {
        case 0: return tell_tokens();
        case 1: return tell_nodes();
        case 2: return tell_symbols();
        case 3: return tell_blocks();
        default: return;
    }
}

void StageRecords::tell_source() {
    if (const lexer::Source* source = stages_.source()) write_source(*source);
}

void StageRecords::tell_file(const std::string& name, const std::string& text) {
    lexer::Diagnostic error;
    auto source = lexer::Source::from_bytes(text, name, error);
    if (source) write_source(*source);
}

void StageRecords::write_source(const lexer::Source& source) {
    std::uint32_t last = source.line_count();
    record::src told{.id = {'F', ++files_}, .file = source.name()};
    for (std::uint32_t line = 1; line <= last; ++line) told.lines.emplace_back(source.line_text(line));
    told.span = {1, int(last), 0, int(source.line_text(last).size())};
    view_.links().files[source.name()] = files_;
    view_.write(told);
}

void StageRecords::tell_tokens() {
    const lexer::Source* source = stages_.source();
    std::vector<lexer::TokenRow> tokens = stages_.token_rows();
    std::vector<std::uint32_t> nodes = parser::nodes_of_tokens(tokens, stages_.node_rows());
    for (const lexer::TokenRow& token : tokens) {
        std::string_view text = token.text.empty() ? "" : lexer::text_of(*source, token.token);
        view_.write(record::tok{.id = {'T', token.id},
                                .span = location_of(token.span),
                                .parent = node_id(nodes[token.id - 1]),
                                .type = token.type,
                                .text = text});
    }
}

void StageRecords::tell_nodes() {
    for (const parser::NodeRow& row : stages_.node_rows()) {
        CodeLocation span = location_of(row.span);
        if (row.span.lineno > 0) view_.links().nodes.try_emplace(trace::StageLinks::key_of(span), row.id);
        view_.write(record::ast{.id = node_id(row.node == nullptr ? 0 : row.id),
                                .span = span,
                                .parent = node_id(row.parent),
                                .field = row.field,
                                .type = row.name,
                                .text = without_space(row.simple)});
    }
}

void StageRecords::tell_symbols() {
    std::unordered_map<const ast::Node*, std::uint32_t> nodes;
    for (const parser::NodeRow& row : stages_.node_rows()) nodes.emplace(row.node, row.id);
    const auto& by_span = view_.links().nodes;
    for (const compiler::SymbolRow& row : stages_.symbol_rows()) {
        if (row.symbol == nullptr) continue;
        CodeLocation span = location_of(row.symbol->span);
        record::sym told{.id = {'S', std::uint32_t(row.id)}, .span = span};
        if (auto node = nodes.find(row.scope->node); node != nodes.end()) told.parent = node_id(node->second);
        if (auto node = by_span.find(trace::StageLinks::key_of(span)); node != by_span.end())
            told.node = node_id(node->second);
        told.scope = compiler::word_of(row.scope->kind);
        std::string name = row.symbol->name->to_string();
        told.name = name;
        told.binding = trace::enumerators<compiler::Binding>[std::size_t(row.symbol->binding)];
        for (std::string_view word : compiler::occurrences_of(*row.symbol)) told.occurs.emplace_back(word);
        view_.write(told);
    }
}

void StageRecords::tell_blocks() {
    Stages::Blocks blocks = stages_.block_rows();
    if (!blocks.code) return;
    std::vector<ListedCode> codes = list_code(*blocks.code);
    for (std::size_t index = 0; index < blocks.rows.size(); ++index) {
        const auto& [code, block] = blocks.rows[index];
        bool is_last = index + 1 == blocks.rows.size() || blocks.rows[index + 1].code != code;
        record::blk told{.id = {'B', std::uint32_t(block.id)}, .parent = {'C', std::uint32_t(code)}};
        for (const ListedInstruction& row : codes[std::size_t(code) - 1].instructions) {
            bool is_inside = row.instruction.unit >= block.offset &&
                             (is_last || row.instruction.unit < blocks.rows[index + 1].block.offset);
            if (is_inside) trace::extend_span(told.span, row.location);
        }
        told.offset = 2 * block.offset;
        if (block.depth >= 0) told.depth = block.depth;
        told.exits = block.exits;
        for (const compiler::ShownEdge& edge : block.edges)
            told.edges.push_back(
                {{'B', std::uint32_t(edge.target)}, trace::enumerators<compiler::EdgeKind>[std::size_t(edge.kind)]});
        view_.links().blocks[{std::uint32_t(code), block.offset}] = std::uint32_t(block.id);
        view_.write(told);
    }
    for (compiler::PassRow& row : blocks.passes) {
        view_.write(record::pass{.parent = {'C', std::uint32_t(row.code)},
                                 .number = row.number,
                                 .name = row.name,
                                 .lines = std::move(row.lines)});
    }
}

HeadRecord::HeadRecord(const CommandLine& line, const trace::Options& options)
    : head_{.schema = trace::json_schema_name,
            .version = trace::json_schema_version,
            .minipy = minipy_version,
            .python = python_version,
            .program = program_record(line),
            .options = settings_record(options),
            .dump = line.traces ? std::vector<std::string>() : line.dump_stages,
            .hash_seed = chosen_hash_seed(line)} {}

int dump_records(const CommandLine& line, const ProgramText& text, const std::string& output, Stages& stages) {
    trace::Options options = recorder_options(line);
    trace::TextOutput file(options, {output});
    trace::Recorder recorder(options);  // of nothing: it knows how to list code, and to word an exception
    trace::TextOutput nowhere(options, {});
    trace::PageFile page(nowhere);
    trace::JsonView view(options, recorder.codes(), file, page);
    StageRecords records(stages, line.dump_stages, view);
    view.write(HeadRecord(line, options).get());
    records.tell_source();
    std::string reason = "nothing has run: --dump";
    int exit_code = 0;
    Result<Code> compiled = program_code(text, Warnings::dropped);
    if (compiled.ok()) {
        recorder.codes().add_listed(compiled.take().get());
    } else {
        reason = "ended by " + recorder.describe_exception(current_thread->exception.get());
        exit_code = report_uncaught();
    }
    auto is_wanted = [&](std::string_view name) {
        return std::ranges::find(line.dump_stages, name) != line.dump_stages.end();
    };
    for (std::size_t index = 0; index < std::size(stage_names); ++index) {
        if (is_wanted(stage_names[index])) records.tell_section(index);
    }
    if (is_wanted("bytecode")) view.begin();
    else if (is_wanted("cfg")) view.tell_codes();  // whose blocks they are
    view.end(0, reason);
    view.flush();
    if (file.error().empty()) return exit_code;
    print_to(stderr, "minipy: {}\n", file.error());
    return 1;
}

}  // namespace minipy::cli

#else

namespace minipy::cli {

int dump_records(const CommandLine&, const ProgramText&, const std::string& output, Stages&) {
    print_to(stderr, "minipy: -o {}: this minipy was built without JSON lines (MINIPY_WITH_TRACE)\n", output);
    return 1;
}

}  // namespace minipy::cli

#endif
