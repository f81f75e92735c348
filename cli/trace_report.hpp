// SPDX-License-Identifier: MIT
// What a trace shows, in six sections and in all its formats: five stages, made from the program's text, then the run.
// Who tells of the run need not be there: it may be the program while it runs (tracing.cpp), or a recording (view.cpp).
//
//      write_head ─▶ write_stages (sections 1, 2) ─▶ write_stages (3 … 5) ─▶ begin_run (6) ─▶ events ─▶ end
//
// CPython: none. Next: trace_report.cpp, stages.hpp, stage_records.hpp.
#pragma once

#include "cli/stage_records.hpp"
#include "trace/filter.hpp"
#include "trace/json_view.hpp"
#include "trace/page_file.hpp"
#include "trace/perfetto_view.hpp"
#include "trace/text_view.hpp"

namespace minipy::cli {

// What it asks of who tells of the run.
struct ToldRun {
    trace::Recording& events;
    const trace::Filter& filter;
    const trace::CodeTables& codes;
    // "not reproducible: clock, socket", as far as is known by now, or nothing.
    std::function<std::string()> differences;
    // "ValueError: message"
    std::function<std::string(Object*)> describe_exception;
    // The text of a source file, if it is to be had.
    std::function<std::optional<std::string>(const std::string& file)> source;
};

class TraceReport {
public:
    // Opens the outputs that `options` name; all that is handed over outlives it.
    TraceReport(const CommandLine& line, const ProgramText& text, const trace::Options& options, const ToldRun& run);
    ~TraceReport();

    // The first of its outputs that cannot be written; empty: all can.
    const std::string& error() const;
    // Is there any output that shows events?
    bool shows_events() const;
    // Lines of source files that are not on the disk.
    trace::SourceLines& sources() { return sources_; }
    void write_head(const CommandLine& line);
    void write_stages(std::size_t first, std::size_t last);
    // The heading of the run, before its first event.
    void begin_run();

private:
    class Complaints;
    class Head;
    // As JSON lines or in a page, which has the same.
    bool tells_json() const { return !json_output_.is_nowhere() || !page_output_.is_nowhere(); }
    void write_line(std::string_view text, trace::Style style);
    void write_sentence(std::string_view name, std::string_view sentence);
    void write_heading(std::size_t index, std::string_view sentence);
    void write_stage(std::size_t index);
    void write_rows(std::string_view text, std::string_view stage);

    const ProgramText& text_;
    const trace::Options& options_;
    ToldRun run_;
    trace::TextOutput output_, json_output_, perfetto_output_, page_output_;
    trace::SourceLines sources_;
    Stages stages_;
    trace::TextView view_;
    trace::PageFile page_;
    trace::JsonView json_;
    trace::PerfettoView perfetto_;
    StageRecords records_;
    std::unique_ptr<trace::View> complaints_;
    std::unique_ptr<Head> head_;
    bool has_own_seed_;  // not the environment's
    bool shows_run_only_;
};

}  // namespace minipy::cli
