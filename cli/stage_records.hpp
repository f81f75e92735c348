// SPDX-License-Identifier: MIT
// A program and what the stages make of it as records of JSON lines: what the text of a trace shows in its sections 1
// to 4. (Code and instructions are told by the view, as it meets them.)
//
//      head │ src │ tok … │ ast … │ sym … │ blk …      then trace/json_view.cpp: code │ ins … │ events │ end
//
// Next: stage_records.cpp, stages.hpp (the rows), trace/records.def.
#pragma once

#include "cli/command_line.hpp"
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

}  // namespace minipy::cli
