// SPDX-License-Identifier: MIT
// A code object in the making: its scope, its flow graph, and the tables its instructions index.
//
// The order of every table is the order in which the code generator asked for its entries, as in CPython: co_names,
// co_varnames and co_consts agree with CPython's because the same questions are asked in the same order. Only cells and
// free variables are sorted by name.
//
// CPython: Python/compile.c (struct compiler_unit). Next: codegen.hpp, assembler.hpp.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "compiler/constants.hpp"
#include "compiler/flow_graph.hpp"
#include "compiler/symbols.hpp"

namespace minipy::compiler {

enum class UnitKind : std::uint8_t { module, class_, function, async_function, lambda, comprehension };

// Names in order of their first use, each with its index. Few are searched, many are indexed.
class NameTable {
public:
    int add(Str* name);              // its index, new or known
    int find(Str* name) const;       // −1: not there
    Str* operator[](int index) const { return names_[static_cast<std::size_t>(index)]; }
    int size() const { return static_cast<int>(names_.size()); }

private:
    static constexpr std::size_t SEARCHED = 8;
    std::vector<Str*> names_;
    std::unordered_map<Str*, int> index_;
};

// What a return, break or continue must undo on its way out, innermost last.
enum class RegionKind : std::uint8_t {
    while_loop,
    for_loop,                       // the iterator lies on the stack
    async_comprehension,
    try_except,                     // a handler is in charge
    finally_try,                    // a finally body must run
    finally_end,                    // inside a finally body that runs because of an exception
    with,                           // __exit__ must be called
    async_with,
    handler_cleanup,                // inside an except block: its name must be unbound, the exception popped
    exception_handler,
    exception_group_handler,
    pop_value,                      // a value lies on the stack
};

struct Region {
    RegionKind kind;
    Block* start = nullptr;                           // where continue goes
    Block* exit = nullptr;                            // where break goes
    ast::Array<ast::StmtNode*> finally_body;          // finally_try
    const ast::StmtNode* statement = nullptr;         // with, async_with: whose line the clean-up has
    Str* name = nullptr;                              // handler_cleanup: `except … as name`
};

struct Unit {
    UnitKind kind;
    Scope* scope;
    Unit* parent;
    Ref<Str> name;
    Ref<Str> qualname;
    Str* class_name = nullptr;  // innermost class around, for mangling
    FlowGraph graph;
    ConstantPool constants;
    NameTable names;            // co_names
    NameTable locals;           // parameters first, then in order of first use
    NameTable cells;            // sorted
    NameTable frees;            // sorted; their operands follow the cells'
    int argument_count = 0;     // without the positional-only ones
    int positional_only_count = 0;
    int keyword_only_count = 0;
    int first_line = 0;
    std::vector<Region> regions;
    Location location;          // of the instructions that are emitted now

    Unit(UnitKind unit_kind, Scope* unit_scope, Unit* outer, ConstantCache& cache)
        : kind(unit_kind), scope(unit_scope), parent(outer), constants(cache) {}

    // The operand of a cell or free variable before the assembler merges cells with parameters.
    int deref_index(Str* mangled) const {
        int cell = cells.find(mangled);
        return cell >= 0 ? cell : cells.size() + frees.find(mangled);
    }
};

}  // namespace minipy::compiler
