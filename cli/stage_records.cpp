// SPDX-License-Identifier: MIT
// Rows to records. Next: trace/json_view.cpp.
#include "cli/stage_records.hpp"

#if MINIPY_WITH_TRACE

#include <charconv>
#include <cstdlib>

#include "cli/run.hpp"
#include "trace/enumerators.hpp"

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

}  // namespace

HeadRecord::HeadRecord(const CommandLine& line, const trace::Options& options)
    : head_{.schema = trace::json_schema_name,
            .version = trace::json_schema_version,
            .minipy = minipy_version,
            .python = python_version,
            .program = program_record(line),
            .options = settings_record(options),
            .hash_seed = chosen_hash_seed(line)} {}

}  // namespace minipy::cli

#endif
