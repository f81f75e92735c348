// SPDX-License-Identifier: MIT
// A record as JSON lines, schema `minipy-trace` 1: one object a line, keys always in the same order.
//
//      {"kind":"op","event":"op","n":12,"thread":1,"depth":1,"code":"C2","ins":"I17","span":"2:11-17","line":2,…}
//
// What is empty, false or nobody's is left out. A code object, its instructions and its source file are told before the
// first event that names them, so that no id is unknown where it is read.
//
// Next: json_view.cpp, json_value.hpp, records.def (other lines), json_schema.hpp (what promises all this).
#pragma once

#include <array>
#include <functional>
#include <map>
#include <vector>

#include "trace/effects.hpp"
#include "trace/json_text.hpp"
#include "trace/page_file.hpp"
#include "trace/recording.hpp"
#include "trace/records.hpp"
#include "trace/state.hpp"
#include "trace/text_output.hpp"

namespace minipy::trace {

inline constexpr std::string_view json_schema_name = "minipy-trace";
inline constexpr int json_schema_version = 1;

// What links the program's instructions to the stages before: filled while those are told.
struct StageLinks {
    std::map<std::array<int, 4>, std::uint32_t> nodes;              // by span: the outermost
    std::map<std::pair<std::uint32_t, int>, std::uint32_t> blocks;  // by code object's id and first unit
    std::map<std::string, std::uint32_t, std::less<>> files;        // by name; 0: not told
    static std::array<int, 4> key_of(const CodeLocation& span) {
        return {span.line, span.column, span.end_line, span.end_column};
    }
};

class JsonView final : public View {
public:
    // The page has the same lines as the output; either may be nowhere.
    JsonView(const Options& options, const CodeTables& codes, TextOutput& output, PageFile& page)
        : explains_(options.explain), codes_(codes), effects_(codes), output_(output), page_(page), state_(codes) {}

    // Both may be empty. Tells the source of a file that no `src` has told yet, if it can be read: once for each file.
    std::function<void(const std::string& file)> tell_source;
    // What came from outside; asked at the end.
    std::function<std::vector<std::string>()> outside;

    template <class Record>
    void write(const Record& record) {
        append_line(text_, record);
        write_if_full();
    }
    StageLinks& links() { return links_; }
    // Tells of all code objects that are known so far, without their instructions.
    void tell_codes();

    // Tells of all code that is known so far: the program's own.
    void begin() override;
    void show(const Event& event, const Batch& batch) override;
    void gap(std::uint64_t events_left_out) override;
    void end(std::uint64_t last_number, const std::string& reason) override;
    void flush() override;

private:
    // What is told of a code object; its instructions are not while only others inside it are named.
    struct Told {
        bool code = false, instructions = false;
        std::vector<std::string> places;  // by unit: ,"code":"C2","ins":"I14","span":"2:11-17"
    };
    class EventLine;

    Told& told_of(std::uint32_t code);
    void tell_code(std::uint32_t code);
    std::uint32_t source_of(const std::string& file);
    void tell_instructions(std::uint32_t code);
    const std::string& place_of(std::uint32_t code, int unit);
    void write_if_full() {
        if (text_.view().size() >= std::size_t(1) << 16) write_text();
    }
    void write_text();
    void begin_chunk(std::uint64_t first);

    bool explains_;
    const CodeTables& codes_;
    Effects effects_;
    TextOutput& output_;
    PageFile& page_;
    StageLinks links_;
    JsonText text_;
    std::vector<Told> told_;  // by code object
    State state_;
    std::uint64_t events_ = 0, last_ = 0;  // how many, and the number of the last one
};

}  // namespace minipy::trace
