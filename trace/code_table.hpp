// SPDX-License-Identifier: MIT
// What is the same each time an instruction runs: its text, its place in the source. Made once for each code object.
// Next: code_table.cpp.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/functions/code.hpp"
#include "trace/show_value.hpp"

namespace minipy::trace {

struct InstructionText {
    int line = -1;
    std::string span;      // "2:11-17"
    std::string text;      // "LOAD_FAST n"
    std::string name;      // the variable, attribute or module that it names
    int target = -1;       // byte offset that it jumps to
};

struct CodeTable {
    std::string name, file;  // co_qualname (shortened to co_name), co_filename
    int first_line = 1;
    std::vector<InstructionText> units;
};

class CodeTables {
public:
    explicit CodeTables(const ValuePrinter& printer) : printer_(printer) {}
    // Stays valid as long as someone holds it, even when the code object is gone.
    std::shared_ptr<const CodeTable> of(Code* code);
    void forget(const Object* code) { tables_.erase(code); }

private:
    const ValuePrinter& printer_;
    std::unordered_map<const Object*, std::shared_ptr<const CodeTable>> tables_;
};

// A line of a source file, read once. Empty when there is none.
class SourceLines {
public:
    std::string_view line(const std::string& file, int number);
    void add(const std::string& file, std::string_view text);

private:
    std::unordered_map<std::string, std::vector<std::string>> files_;
};

}  // namespace minipy::trace
