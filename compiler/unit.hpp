// SPDX-License-Identifier: MIT
// A code object in the making: its scope, its flow graph, and the tables its instructions index.
//
// The order of every table is the order in which the code generator asked for its entries, as in CPython: co_names,
// co_varnames and co_consts agree with CPython's because the same questions are asked in the same order. Only cells and
// free variables are sorted by name.
//
// CPython: Python/compile.c (struct compiler_unit). Next: codegen.hpp, assembler.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <vector>

#include "compiler/constants.hpp"
#include "compiler/flow_graph.hpp"
#include "compiler/indexed_list.hpp"
#include "compiler/symbols.hpp"

namespace minipy::compiler {

enum class UnitKind : std::uint8_t { module, class_, function, async_function, lambda, comprehension };

// Names in order of their first use.
class NameTable : public IndexedList<Str*> {
public:
    using IndexedList::IndexedList;
    // Its index, new or known.
    int add(Str* name) {
        int known = find(name);
        return known >= 0 ? known : append(name);
    }
};

// What a return, break or continue must undo on its way out, innermost last.
enum class RegionKind : std::uint8_t {
    while_loop,
    for_loop,  // the iterator lies on the stack
    async_comprehension,
    try_except,   // a handler is in charge
    finally_try,  // a finally body must run
    finally_end,  // inside a finally body that runs because of an exception
    with,         // __exit__ must be called
    async_with,
    handler_cleanup,  // inside an except block: its name must be unbound, the exception popped
    exception_handler,
    exception_group_handler,
    pop_value,  // a value lies on the stack
};

struct Region {
    RegionKind kind;
    Block* start = nullptr;                    // where continue goes
    Block* exit = nullptr;                     // where break goes
    ast::Array<ast::StmtNode*> finally_body;   // finally_try
    const ast::StmtNode* statement = nullptr;  // with, async_with: whose line the clean-up has
    Str* name = nullptr;                       // handler_cleanup: `except … as name`
};

// What grows with a code object lies in the memory of its unit and is freed with it: the first piece is part of the
// unit.
class UnitMemory {
public:
    std::pmr::memory_resource* resource() { return &resource_; }

private:
    static constexpr std::size_t first_piece = 8192;
    alignas(std::max_align_t) std::array<std::byte, first_piece> first_;
    std::pmr::monotonic_buffer_resource resource_{first_.data(), first_.size()};
};

struct Unit {
    UnitMemory memory;
    UnitKind kind;
    Scope* scope;
    Unit* parent;
    Ref<Str> name;
    Ref<Str> qualname;
    Str* class_name = nullptr;  // innermost class around, for mangling
    FlowGraph graph{memory.resource()};
    ConstantPool constants;
    NameTable names{memory.resource()};   // co_names
    NameTable locals{memory.resource()};  // parameters first, then in order of first use
    NameTable cells{memory.resource()};   // sorted
    NameTable frees{memory.resource()};   // sorted; their operands follow the cells'
    int argument_count = 0;               // without the positional-only ones
    int positional_only_count = 0;
    int keyword_only_count = 0;
    int first_line = 0;
    std::pmr::vector<Region> regions{memory.resource()};
    Location location;  // of the instructions that are emitted now

    Unit(UnitKind unit_kind, Scope* unit_scope, Unit* outer, ConstantCache& cache)
        : kind(unit_kind), scope(unit_scope), parent(outer), constants(cache, memory.resource()) {}

    // The operand of a cell or free variable before the assembler merges cells with parameters.
    int deref_index(Str* mangled) const {
        int cell = cells.find(mangled);
        return cell >= 0 ? cell : cells.size() + frees.find(mangled);
    }
};

}  // namespace minipy::compiler
