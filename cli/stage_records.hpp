// SPDX-License-Identifier: MIT
// A program and what the stages make of it as records of JSON lines: what the text of a trace shows in its sections 1
// to 4, and a dump of them alone. (Code and instructions are told by the view, as it meets them.)
//
//      head │ src │ tok … │ ast … │ sym … │ blk …      then trace/json_view.cpp: code │ ins … │ events │ end
//
// Next: stage_records.cpp, stages.hpp (the rows), trace/records.def.
#pragma once

#include "cli/command_line.hpp"
#include "cli/stages.hpp"
#include "trace/json_view.hpp"

namespace minipy::cli {

// The first line, which borrows from what it is made of.
class HeadRecord {
public:
    HeadRecord(const CommandLine& line, const trace::Options& options);
    const trace::record::head& get() const { return head_; }

private:
    trace::record::head head_;
};

// Tells the view of the stages, and what links instructions to them. All outlive it. `names` are the stages that are
// told: none links to others.
class StageRecords {
public:
    StageRecords(Stages& stages, const std::vector<std::string>& names, trace::JsonView& view);
    // What a section of the text shows: 0 tokens, 1 tree, 2 symbols, 3 flow graph. Others have no records here.
    void tell_section(std::size_t index);
    // The program's text; needed for the instructions' links, whatever sections there are.
    void tell_source();
    // Of a module that has been imported, if it is in a file.
    void tell_file(const std::string& name);

private:
    void tell_tokens();
    void tell_nodes();
    void tell_symbols();
    void tell_blocks();
    void write_source(const lexer::Source& source);
    trace::record::Id node_id(std::uint32_t number) const { return {'A', tells_nodes_ ? number : 0}; }

    Stages& stages_;
    trace::JsonView& view_;
    bool tells_nodes_;
    std::uint32_t files_ = 0;  // that have been told
};

// --dump=… -o FILE.jsonl: head, the stages, end. Returns the exit code; what is wrong has been said.
int dump_records(const CommandLine& line, const ProgramText& text, const std::string& output, Stages& stages);

}  // namespace minipy::cli
