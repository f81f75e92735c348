// SPDX-License-Identifier: MIT
// Where a trace is written: stderr, files, or several of them. A closed pipe ends the output there in silence; other
// errors are kept for the end. Next: text_output.cpp.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "trace/drawing.hpp"
#include "trace/options.hpp"

namespace minipy::trace {

// As CPython asks (shutil.get_terminal_size): COLUMNS, then the terminal, if it is one. 0: nobody knows.
int columns_of_terminal(int descriptor);

// The format of an output is its extension: .txt (and "-"), .jsonl, .perfetto.json, .html, .trace.
enum class OutputFormat : std::uint8_t { text, json_lines, perfetto, page, recording };
// Those in `outputs` that have this one; without any outputs text goes to "-".
std::vector<std::string> files_of_format(OutputFormat format, const std::vector<std::string>& outputs);

class TextOutput {
public:
    // Opens files; "-" is stderr. None: what is written goes nowhere.
    TextOutput(const Options& options, const std::vector<std::string>& files);
    ~TextOutput();
    TextOutput(const TextOutput&) = delete;
    TextOutput& operator=(const TextOutput&) = delete;

    // "can't write 'x': No space left on device"; empty: all is well.
    const std::string& error() const { return error_; }
    // How it is to be drawn: with colours and at a terminal's width if it all goes to one, or as the options say.
    const DrawingOptions& drawing() const { return drawing_; }
    bool is_nowhere() const { return targets_.empty(); }
    // Does it all go to a terminal?
    bool is_terminal() const { return is_terminal_; }
    void write(std::string_view text);
    // In files: what is written here may be another thing later, when it is known.
    void keep_place();
    void replace_at_place(std::size_t size, const std::string& text);
    void flush();

private:
    void add_file(std::FILE* file, const std::string& name);
    void note_error(const std::string& name);
    struct Target {
        std::FILE* file;  // null: given up
        std::string name;
        long place = -1;  // that was kept; −1: it is no file on a disk
    };
    std::vector<Target> targets_;
    std::string error_;
    DrawingOptions drawing_;
    bool is_terminal_ = false;
};

}  // namespace minipy::trace
