// SPDX-License-Identifier: MIT
// The plain evaluation loop: nobody is told anything (threaded_loop.hpp has it whole).
//
// When somebody begins to watch, every label of its table is replaced by one that leaves the loop, and run_frame() goes
// on in another one. So the plain loop never has to look whether it is watched. In the same way, when memory has ended,
// every label becomes one that raises MemoryError for the instruction before.
//
// CPython: Python/ceval.c (_PyEval_EvalFrameDefault). Next: threaded_loop.hpp, traced_loop.cpp.
#include "vm/observer.hpp"
#include "vm/threaded_loop.hpp"

namespace minipy {

namespace {

LoopLabels plain_labels;

struct TellNobody {
    static constexpr bool asks_for_frame = false;
    static constexpr Fused fused = Fused::all;
    MINIPY_INLINE void begins(Machine&) const {}
    template <int number>
    MINIPY_INLINE void before(Machine&, int) const {}
    template <int number>
    MINIPY_INLINE void after(Machine&, int, Frame*) const {}
    MINIPY_INLINE void switches(Machine&) const {}
    MINIPY_INLINE void left(Machine&) const {}
    MINIPY_INLINE void raised(Frame*, int) const {}
    MINIPY_INLINE void leaves() const {}
    MINIPY_INLINE void handles(Machine&) const {}
};

}  // namespace

Result<Object> run_plain_loop(ThreadState* thread, Frame* frame) {
    return run_threaded_loop<TellNobody, plain_labels>(thread, frame);
}

void update_labels() {
    plain_labels.choose(!execution_watchers.empty());
    if (last_own_loop != nullptr) last_own_loop->labels->choose(own_loop == nullptr);
}

}  // namespace minipy
