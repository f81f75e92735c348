// SPDX-License-Identifier: MIT
// Where the blocks of memory in use were allocated: what tracemalloc knows.
//
//      traces_      block ─▶ size, traceback            one for each block that is in use and was allocated meanwhile
//      tracebacks_  (file, line) (file, line) …         each kept once, until the traces are cleared
//
// While it is on, the heap tells of every block (runtime/memory/heap.hpp, BlockTracer), and the loop is the traced one:
// only that one has saved each frame's position before an instruction allocates. Off, it costs nothing.
//
// The tables lie outside the heap, so they do not show up in themselves. If there is no memory for a trace it is left
// out: an allocation never fails for that.
//
// CPython: Modules/_tracemalloc.c. Next: block_traces.cpp, tracemalloc.cpp.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "runtime/memory/heap.hpp"
#include "runtime/text/str.hpp"
#include "vm/observer.hpp"

namespace minipy {

struct CallSite {
    Ref<Str> filename;
    int line;
    bool operator==(const CallSite& other) const {
        return filename.get() == other.filename.get() && line == other.line;
    }
};

struct BlockTraceback {
    std::vector<CallSite> sites;  // the innermost first, up to the limit
    Size depth = 0;               // how many there were
    bool operator==(const BlockTraceback&) const = default;
};

struct BlockTrace {
    std::size_t size;
    const BlockTraceback* traceback;  // borrowed from tracebacks_
};

class BlockTraces final : heap::BlockTracer, ExecutionObserver {
public:
    static constexpr Size largest_limit = 65535;

    BlockTraces() = default;
    ~BlockTraces() { stop(); }
    BlockTraces(const BlockTraces&) = delete;
    BlockTraces& operator=(const BlockTraces&) = delete;

    bool is_on() const { return is_on_; }
    void start(Size limit);  // of a traceback's length; changes nothing when it is on
    void stop();
    void clear();

    Size limit() const { return limit_; }
    std::size_t traced_bytes() const { return traced_bytes_; }
    std::size_t peak() const { return peak_; }
    void reset_peak() { peak_ = traced_bytes_; }
    std::size_t own_bytes() const;  // roughly, of the tables

    const std::unordered_map<const void*, BlockTrace>& traces() const { return traces_; }
    // Null: the block is not known.
    const BlockTraceback* find(const void* block) const;

    // What is allocated in the time of a scope is not traced.
    class Pause {
    public:
        explicit Pause(BlockTraces& traces) : traces_(traces), before_(traces.is_paused_) { traces.is_paused_ = true; }
        ~Pause() { traces_.is_paused_ = before_; }
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        BlockTraces& traces_;
        bool before_;
    };

private:
    struct HashTraceback {
        std::size_t operator()(const BlockTraceback& traceback) const;
    };

    void allocated(void* block, std::size_t size) override;
    void freed(void* block) override;
    const BlockTraceback* running_traceback();

    Result<void> before_instruction(Frame*, int, int, int) override { return {}; }
    Result<void> after_instruction(Frame*, int) override { return {}; }
    Result<void> enter(Frame*) override { return {}; }
    void leave(Object*, SendStatus) override {}
    void raised(Frame*, int, bool) override {}

    std::unordered_map<const void*, BlockTrace> traces_;
    std::unordered_set<BlockTraceback, HashTraceback> tracebacks_;
    BlockTraceback running_;  // its memory is used again and again
    std::size_t traced_bytes_ = 0, peak_ = 0;
    Size limit_ = 1;
    bool is_on_ = false;
    bool is_paused_ = false;
};

}  // namespace minipy
