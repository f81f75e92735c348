// SPDX-License-Identifier: MIT
// Module _tracemalloc, of which Lib/tracemalloc.py makes snapshots and statistics. CPython: Modules/_tracemalloc.c.
// What is known of the blocks is in block_traces.cpp.
#include "modules/system/tracemalloc.hpp"

#include <unordered_map>
#include <vector>

#include "modules/native.hpp"
#include "modules/native_modules.hpp"
#include "modules/system/block_traces.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/text/str.hpp"

namespace minipy {

namespace {

struct TracemallocState {
    static constexpr auto module = NativeModule::tracemalloc_module;
    BlockTraces blocks;
    static constexpr auto references = field_list<>;
    void clear() { blocks.stop(); }
};

BlockTraces& blocks() { return module_state<TracemallocState>().blocks; }

Result<bool> is_tracing() { return blocks().is_on(); }

Result<void> tracemalloc_start(int nframe) { return start_tracing_blocks(nframe); }

Result<void> stop() {
    blocks().stop();
    return {};
}

Result<void> clear_traces() {
    if (blocks().is_on()) blocks().clear();
    return {};
}

Result<Size> get_traceback_limit() { return blocks().limit(); }

Result<Object> get_traced_memory() {
    Ref<Int> size = Int::from(std::int64_t(blocks().traced_bytes()));
    Ref<Int> peak = Int::from(std::int64_t(blocks().peak()));
    return Tuple::of({size.get(), peak.get()});
}

Result<void> reset_peak() {
    blocks().reset_peak();
    return {};
}

Result<Size> get_tracemalloc_memory() { return Size(blocks().own_bytes()); }

// ((filename, line), …). What was allocated when no Python code ran has one place that nobody knows.
Result<Tuple> sites_of(const BlockTraceback& traceback) {
    if (traceback.sites.empty()) {
        Ref<Str> unknown = Str::interned_from("<unknown>");
        Ref<Tuple> site = Tuple::of({unknown.get(), Int::from(0).get()});
        return Tuple::of({site.get()});
    }
    Ref<Tuple> sites = TRY(Tuple::create(Size(traceback.sites.size())));
    for (std::size_t index = 0; index < traceback.sites.size(); ++index) {
        const CallSite& site = traceback.sites[index];
        Ref<Int> line = Int::from(site.line);
        sites->initialize(Size(index), Tuple::of({site.filename.get(), line.get()}));
    }
    return sites->track();
}

// One tuple for each traceback, however many blocks have it.
using SharedSites = std::unordered_map<const BlockTraceback*, Ref<Tuple>>;

Result<Tuple> shared_sites(SharedSites& known, const BlockTraceback* traceback) {
    auto found = known.find(traceback);
    if (found != known.end()) return found->second;
    TRY(reserve_key(known));
    return known[traceback] = TRY(sites_of(*traceback));
}

// The traces are copied first: what is made of them is not to be found among them.
Result<Object> get_traces() {
    Ref<List> list = List::create();
    BlockTraces::Pause pause(blocks());
    std::vector<BlockTrace> traces;
    TRY(reserve_room(traces, blocks().traces().size()));
    for (const auto& [block, trace] : blocks().traces()) traces.push_back(trace);
    SharedSites known;
    Ref<Int> domain = Int::from(0);  // of Python's own memory; nobody here has another
    for (const BlockTrace& trace : traces) {
        Ref<Int> size = Int::from(std::int64_t(trace.size));
        Ref<Tuple> sites = TRY(shared_sites(known, trace.traceback));
        Ref<Int> depth = Int::from(std::max(trace.traceback->depth, Size(1)));
        TRY(list_append(list.get(), Tuple::of({domain.get(), size.get(), sites.get(), depth.get()})));
    }
    return list;
}

Result<Object> get_object_traceback(Object* object) {
    const void* block =
        reinterpret_cast<const char*>(object) - (gc::is_container(object) ? head_size(object->type) : 0);
    const BlockTraceback* traceback = blocks().find(block);
    if (traceback == nullptr) return none();
    return sites_of(*traceback);
}

const Method tracemalloc_functions[] = {
    {"is_tracing()", bind<is_tracing>, "Tells whether allocations are being traced."},
    {"clear_traces()", bind<clear_traces>, "Forgets the traces of all blocks that have been allocated so far."},
    {"_get_traces()", bind<get_traces>,
     "Lists the blocks in use, each as (domain, size, ((file, line), ...), depth), the innermost line first."},
    {"_get_object_traceback(obj, /)", bind<get_object_traceback>,
     "Gives the lines that allocated obj as ((file, line), ...), or None if it was not traced."},
    {"start(nframe=1, /)", bind<tracemalloc_start>,
     "Begins to trace allocations, with so many lines to each traceback."},
    {"stop()", bind<stop>, "Ceases to trace allocations, and forgets all traces."},
    {"get_traceback_limit()", bind<get_traceback_limit>, "Tells how many lines a traceback has at the most."},
    {"get_tracemalloc_memory()", bind<get_tracemalloc_memory>, "Tells how many bytes the traces themselves take up."},
    {"get_traced_memory()", bind<get_traced_memory>,
     "Gives the bytes in all traced blocks, as they are now and as they were at the most."},
    {"reset_peak()", bind<reset_peak>, "Makes the size of now the largest so far."},
};

}  // namespace

Result<void> start_tracing_blocks(Size frames) {
    if (frames < 1 || frames > BlockTraces::largest_limit)
        return raise(ValueError, "the number of frames must be in range [1; {}]", BlockTraces::largest_limit);
    blocks().start(frames);
    return {};
}

extern const ModuleSpec tracemalloc_module = {
    .name = "_tracemalloc",
    .doc = "Which line allocated which block of memory.",
    .state = &state_spec<TracemallocState>,
    .functions = tracemalloc_functions,
};

}  // namespace minipy
