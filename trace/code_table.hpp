// SPDX-License-Identifier: MIT
// What is the same each time an instruction runs: its text, its place in the source. Made once for each code object,
// and kept when the code object is gone. Next: code_table.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/bytecode/listing.hpp"
#include "trace/snapshot.hpp"
#include "trace/unscanned.hpp"

namespace minipy::trace {

struct InstructionText {
    int id = 0;  // I14
    std::uint8_t opcode = 0;
    int line = -1;
    CodeLocation location;
    std::string span;  // "2:11-17"
    std::string name;  // BINARY_OP
    std::optional<int> operand;
    std::string argument;  // what its operand stands for: "//"
    std::string variable;  // the variable, attribute or module that it names
    int target = -1;       // unit that it jumps to
    int label = 0;         // L1, L2 …: something jumps here
    int depth = -1;        // of the stack behind it; −1: it never runs

    std::string text() const { return argument.empty() ? name : name + " " + argument; }
};

struct CodeTable {
    std::string name, qualified_name, file;
    std::uint32_t parent = UINT32_MAX;  // the code object around it; no number: none
    int first_line = 0, stack_size = 0, flags = 0;
    std::vector<ExceptionRow> handlers;
    bool is_library = false;   // its file lies in the library, or was frozen into the interpreter
    bool has_no_file = false;  // made of a text by exec() or eval(), or the program given with -c
    bool is_body = false;      // of a module or class: its names are in a namespace, not in fast locals
    std::vector<std::string> parameters;
    std::vector<int> lines;   // by unit; −1: none
    int first_traceable = 0;  // unit of the first RESUME
    std::vector<InstructionText> units;
    // Its constants, by their index, as far as they are known from what is here; the others are null. Their texts.
    std::vector<Value> constants;
    Batch texts;

    bool is_listed = false;  // in the section on bytecode, where its labels can be looked up
    // Of the instruction to which this unit belongs, which may be one of its caches, or lie behind the end.
    int instruction_at(int unit) const;
    // The first unit from this one on that is not EXTENDED_ARG.
    int behind_prefixes(int unit) const;
    // "L3", or the offset where no label is.
    std::string place(int unit) const;
};

// The tables of a run by their numbers, in the order in which their code was met.
class CodeTables {
public:
    const CodeTable& operator[](std::uint32_t id) const { return *tables_[id]; }
    std::uint32_t size() const { return std::uint32_t(tables_.size()); }
    void add(std::unique_ptr<const CodeTable> table) { tables_.push_back(std::move(table)); }

private:
    std::vector<std::unique_ptr<const CodeTable>> tables_;
};

// Makes them, while the code objects are there.
class CodeTableMaker : public CodeTables {
public:
    CodeTableMaker(const Snapshot& snapshot, Identities& identities) : snapshot_(snapshot), identities_(identities) {}
    // A code object that is met for the first time is listed with all that are inside it: instructions get their ids as
    // the bytecode dump of that program has them, counting on from the last one.
    std::uint32_t id_of(Code* code) {
        const std::uint32_t* id = ids_.find(code);
        return id != nullptr ? *id : list(code);
    }
    // The same for the code object that the section on bytecode shows, with all that are inside it.
    void add_listed(Code* code);
    void forget(const Object* code) { ids_.erase(code); }

private:
    std::uint32_t list(Code* code);

    const Snapshot& snapshot_;
    Identities& identities_;
    AddressTable<std::uint32_t> ids_;  // by code object
    int instructions_ = 0;
    bool listing_ = false;
};

// The text of a source file as it is now, which is what it was when it was imported, unless somebody has written to it
// since. Nothing: it is no regular file that can be read.
std::optional<std::string> read_source_file(const std::string& name);

// A line of a source file, read once. Empty when there is none.
class SourceLines {
public:
    std::string_view line(const std::string& file, int number);
    // For what is no file: -c, standard input; and for files as they were when a recording was made.
    void add(const std::string& file, std::string_view text);
    // From now on nothing is read from the disk: what has not been added has no lines.
    void leave_disk_alone() { reads_disk_ = false; }

private:
    bool reads_disk_ = true;
    std::unordered_map<std::string, std::vector<std::string>> files_;
};

}  // namespace minipy::trace
