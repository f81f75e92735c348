// SPDX-License-Identifier: MIT
// The tables of traces, and how a traceback is taken. Next: tracemalloc.cpp.
#include "modules/system/block_traces.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "runtime/functions/frame.hpp"
#include "runtime/memory/reserve.hpp"

namespace minipy {

namespace {

// May a table take one key more? It grows as a whole.
template <class Table>
bool has_room_for_key(const Table& table) {
    if (table.size() < table.bucket_count()) return true;
    return heap::has_room(2 * table.bucket_count() * sizeof(void*));
}

// A frame whose arguments are still being put in place; a generator's begins behind that.
bool is_incomplete(Frame* frame) { return frame->generator == nullptr && frame->unit() < frame->code->first_traceable; }

}  // namespace

std::size_t BlockTraces::HashTraceback::operator()(const BlockTraceback& traceback) const {
    auto hash = std::size_t(traceback.depth);
    for (const CallSite& site : traceback.sites) {
        hash = (hash ^ std::hash<const void*>()(site.filename.get())) * 1'000'003 + std::size_t(site.line);
    }
    return hash;
}

void BlockTraces::start(Size limit) {
    if (is_on_) return;
    limit_ = limit;
    is_on_ = true;
    watch(this);
    heap::trace_blocks(this);
}

void BlockTraces::stop() {
    if (!is_on_) return;
    heap::trace_blocks(nullptr);
    unwatch(this);
    is_on_ = false;
    clear();
}

// Letting go of the file names may free blocks: their traces are gone by then.
void BlockTraces::clear() {
    traced_bytes_ = peak_ = 0;
    traces_.clear();
    running_.sites.clear();
    auto dropped = std::exchange(tracebacks_, {});
}

std::size_t BlockTraces::own_bytes() const {
    constexpr std::size_t node_overhead = 2 * sizeof(void*);  // the link and the hash
    std::size_t bytes = (traces_.bucket_count() + tracebacks_.bucket_count()) * sizeof(void*);
    bytes += traces_.size() * (sizeof(*traces_.begin()) + node_overhead);
    for (const BlockTraceback& traceback : tracebacks_)
        bytes += sizeof traceback + node_overhead + traceback.sites.size() * sizeof(CallSite);
    return bytes;
}

const BlockTraceback* BlockTraces::find(const void* block) const {
    auto found = traces_.find(block);
    return found == traces_.end() ? nullptr : found->second.traceback;
}

// Null: there is no memory to keep it.
const BlockTraceback* BlockTraces::running_traceback() {
    running_.sites.clear();
    running_.depth = 0;
    for (Frame* frame = current_thread->frame; frame != nullptr; frame = frame->previous) {
        if (is_incomplete(frame)) continue;
        if (running_.depth++ >= limit_) continue;
        if (running_.sites.size() == running_.sites.capacity() &&
            !heap::has_room(2 * running_.sites.size() * sizeof(CallSite)))
            return nullptr;
        running_.sites.push_back({frame->code->parts.filename, std::max(frame->line(), 0)});
    }
    auto known = tracebacks_.find(running_);
    if (known == tracebacks_.end()) {
        if (!has_room_for_key(tracebacks_) || !heap::has_room(running_.sites.size() * sizeof(CallSite))) return nullptr;
        known = tracebacks_.insert(running_).first;
    }
    return &*known;
}

void BlockTraces::allocated(void* block, std::size_t size) {
    freed(block);
    if (is_paused_ || current_thread == nullptr || !has_room_for_key(traces_)) return;
    const BlockTraceback* traceback = running_traceback();
    if (traceback == nullptr) return;
    traces_.insert({block, {size, traceback}});
    traced_bytes_ += size;
    peak_ = std::max(peak_, traced_bytes_);
}

void BlockTraces::freed(void* block) {
    auto found = traces_.find(block);
    if (found == traces_.end()) return;
    traced_bytes_ -= found->second.size;
    traces_.erase(found);
}

}  // namespace minipy
