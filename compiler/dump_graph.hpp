// SPDX-License-Identifier: MIT
// Flow graphs as text (--dump=cfg): after code generation, then after every pass what it changed.
//
//      after remove_unreachable
//        B3    from B1, B2   falls to B4
//              4:8-14        LOAD_FAST 0 (n)
//            - 4:8-14        NOP
//        B1, B2, B4 as before
//
// Blocks are B1, B2 … through the whole program. Passes know nothing of this: it watches between them (passes.hpp).
// Next: shown_graph.hpp, dump_graph.cpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/passes.hpp"
#include "compiler/shown_graph.hpp"

namespace minipy::compiler {

struct BlockRow {
    int code;  // the id of its code object
    ShownBlock block;
};

// What a pass changed in the flow graph of a code object.
struct PassRow {
    int code, number;                // the id of the code object; of the pass, from 1
    std::string_view name;           // "generate" is the first one, "assembled" what came of all of them
    std::vector<std::string> lines;  // as in text()
};

class GraphDump final : public GraphObserver {
public:
    void after_pass(const Unit& unit, std::string_view pass) override;
    void assembled(const Unit& unit, Ref<Code> code) override;

    // The graphs of a compilation's code objects, in the order and with the ids of the listing (listing.hpp).
    std::string text(const Code& top) const;
    // The blocks as they are at the end, numbered through the whole program, their edges too.
    std::vector<BlockRow> rows(const Code& top) const;
    // What each pass changed, code object by code object; without those that changed nothing.
    std::vector<PassRow> passes(const Code& top) const;
    // The graphs as they were generated and as they are at the end, in Graphviz's language (draw_graph.hpp).
    std::string drawing(const Code& top) const;

private:
    struct Pass {
        std::string_view name;
        std::string text;  // empty: no change
    };
    struct Record {
        Ref<Code> code;
        std::vector<Pass> passes;
        std::vector<ShownBlock> generated, blocks;  // before the passes; at the end
        int block_count;
    };

    // Calls visit(record, its listed code, number of its first block).
    template <class Visit>
    void each_code(const Code& top, Visit visit) const;

    std::vector<Record> records_;                   // inner code objects are finished first
    std::vector<Pass> current_;                     // of the one that is being compiled
    std::vector<ShownBlock> generated_, previous_;  // its graph before the passes; after the last one
};

}  // namespace minipy::compiler
