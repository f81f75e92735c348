// SPDX-License-Identifier: MIT
// The lines of JSON lines that are no events, as structures: made from records.def, filled by who knows the stages
// (cli/stage_records.cpp) and by the view, written by append_line(). They only borrow their texts.
//
// Next: records.def, json_view.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/bytecode/code.hpp"
#include "trace/json_text.hpp"

namespace minipy::trace {

namespace record {

// T10, A8, S3, B2, C1, I14, F1; number 0: nobody's.
struct Id {
    char letter = ' ';
    std::uint32_t number = 0;
};
using Span = CodeLocation;  // "2:11-17"; line below 1: none
using Text = std::string_view;
using Texts = std::vector<std::string>;
using Number = std::int64_t;
using MaybeNumber = std::optional<std::int64_t>;
using Flag = bool;

// As it is written; empty: none.
struct Value {
    std::string json;
};
struct ObjectNumber {
    std::string json;
};

struct Edge;
struct Handler;
using Edges = std::vector<Edge>;
using Handlers = std::vector<Handler>;
struct Variable;
struct StackItem;
struct FrameState;
struct ThreadState;
struct NamesOfFile;
struct LockState;
struct TaskState;
struct ObjectState;
using Variables = std::vector<Variable>;
using StackItems = std::vector<StackItem>;
using Frames = std::vector<FrameState>;
using Threads = std::vector<ThreadState>;
using Globals = std::vector<NamesOfFile>;
using Locks = std::vector<LockState>;
using Tasks = std::vector<TaskState>;
using Objects = std::vector<ObjectState>;

#define KEY(type, name, sentence) type name{};
#define MAY KEY
#define PART(name, sentence, keys) \
    struct name {                  \
        keys                       \
    };
#define RECORD(kind, sentence, keys) PART(kind, sentence, keys)
#include "trace/records.def"
#undef KEY
#undef MAY

#define RECORD(kind, sentence, keys) void append_line(JsonText& out, const kind& record);
#include "trace/records.def"

}  // namespace record

// The union of spans; of none nothing.
void extend_span(CodeLocation& span, const CodeLocation& by);

}  // namespace minipy::trace
