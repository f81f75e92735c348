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
// Next: dump_graph.cpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/passes.hpp"

namespace minipy::compiler {

// A block as it is shown, with its edges in the heading. Two stages of a graph are compared through this.
struct ShownBlock {
    int id;
    std::string heading;
    std::vector<std::string> rows;

    friend bool operator==(const ShownBlock&, const ShownBlock&) = default;
};

class GraphDump final : public GraphObserver {
public:
    void after_pass(const Unit& unit, std::string_view pass) override;
    void assembled(const Unit& unit, Ref<Code> code) override;

    // The graphs of a compilation's code objects, in the order and with the ids of the listing (listing.hpp).
    std::string text(const Code& top) const;

private:
    struct Record {
        Ref<Code> code;
        std::string text;
        int block_count;
    };

    std::vector<Record> records_;       // inner code objects are finished first
    std::string current_;               // the text of the one that is being compiled
    std::vector<ShownBlock> previous_;  // its graph after the last pass
};

}  // namespace minipy::compiler
