// SPDX-License-Identifier: MIT
// Observers that only count, and the report that they make together.
#include "cli/heap_counter.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <unordered_map>
#include <utility>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/frame.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/thread_state.hpp"
#include "runtime/memory/boehm.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/memory/observer.hpp"
#include "vm/observer.hpp"
#include "vm/process_observer.hpp"

namespace minipy::cli {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// An object's count up and down again, as the loop does it; the object lies in the cache. The quickest of some rounds:
// the others were disturbed.
double measure_counting() {
    constexpr int times = 200'000, rounds = 10;
    double best = 1;
    for (int round = 0; round < rounds; ++round) {
        Clock::time_point begin = Clock::now();
        for (int index = 0; index < times; ++index) {
            Object* counted = &None;
            incref(counted);
            asm volatile("" : : "r"(counted) : "memory");  // or the compiler sees that nothing is to be done
            decref(counted);
        }
        best = std::min(best, seconds_since(begin) / times);
    }
    return best;
}

class HeapCounter final : heap::HeapObserver, gc::CollectorObserver, ExecutionObserver {
public:
    explicit HeapCounter(HeapReport& report) : HeapObserver(false), report_(report) {
        heap::observer = this;
        gc::observer = this;
        watch(this);
    }
    ~HeapCounter() {
        unwatch(this);
        gc::observer = nullptr;
        heap::observer = nullptr;
    }
    HeapCounter(const HeapCounter&) = delete;
    HeapCounter& operator=(const HeapCounter&) = delete;

private:
    void object_born(Object*, void* block, std::size_t size) override {
        ++report_.objects_made;
        if (heap::state.mode != heap::Mode::boehm) living_[block] = size;
    }
    void block_freed(void* block) override {
        auto found = living_.find(block);
        if (found == living_.end()) return;
        if (is_clearing_) {
            ++report_.freed_by_collections;
            report_.bytes_reclaimed += found->second;
        } else {
            ++report_.freed_at_zero;
        }
        living_.erase(found);
    }
    void deallocation_begins(Object*) override {}
    void deallocation_ends() override {}
    void weak_reference_cleared(Object*, Object*) override {}
    void weak_reference_calls(Object*) override {}
    void interned(Object*) override {}

    void collection_begins(int, gc::Reason) override {}
    void counted(Object*, std::intptr_t) override {}
    void subtracted(Object*, Object*, std::intptr_t) override {}
    void reached(Object*, Object*) override {}
    void reachable(Object*) override {}
    void unreachable(Object*) override {}
    void resurrected(Object*) override {}
    void cleared(Object*) override { is_clearing_ = true; }
    void collection_ends(std::intptr_t) override { is_clearing_ = false; }
    // Both observers are told, each of its own occasions: count zero, or a collection.
    void finalizer_runs(Object* object) override {
        if (!object->type->has(TypeFlag::heap)) return;
        ++report_.finalizers;
        Frame* frame = current_thread->frame;
        note_finalizer(frame == nullptr ? 0 : frame->line());
    }
    void note_finalizer(int line) {
        std::size_t& count = report_.place_count;
        bool same = count > 0 && report_.finalizer_places[count - 1].line == line;
        if (same) ++report_.finalizer_places[count - 1].times;
        else if (count < HeapReport::most_places) report_.finalizer_places[count++] = {line, 1};
    }

    Result<void> before_instruction(Frame*, int opcode, int operand, int) override {
        if (opcode_info(std::uint8_t(opcode)) == nullptr) return {};
        StackEffect effect = stack_effect(static_cast<Opcode>(opcode), operand);
        report_.references_moved += std::uint64_t(effect.pops + effect.pushes);
        return {};
    }
    Result<void> after_instruction(Frame*, int) override { return {}; }
    // What was made before the first frame is the interpreter's, and the program's code.
    Result<void> enter(Frame*) override {
        if (std::exchange(report_.has_run, true)) return {};
        report_.objects_made = report_.freed_at_zero = report_.freed_by_collections = report_.bytes_reclaimed = 0;
        living_.clear();
        return {};
    }
    void leave(Object*, SendStatus) override {}
    void raised(Frame*, int, bool) override {}

    HeapReport& report_;
    std::unordered_map<const void*, std::size_t> living_;  // block to bytes
    bool is_clearing_ = false;
};

class Reporter final : ProcessObserver {
public:
    explicit Reporter(const CommandLine& line) : pipe_(line.report_pipe) {
        report_.seconds_per_count = measure_counting();
        if (line.counts_heap) counter_ = std::make_unique<HeapCounter>(report_);
        process_watchers.add(this);
    }
    ~Reporter() { process_watchers.remove(this); }
    Reporter(const Reporter&) = delete;
    Reporter& operator=(const Reporter&) = delete;

    void write() {
        if (pipe_ < 0) return;  // a child
        report_.seconds = seconds_since(begin_);
        if (heap::state.mode == heap::Mode::boehm) {
            heap::boehm::Statistics statistics = heap::boehm::statistics();
            report_.collections = statistics.collections;
            report_.pauses = statistics.all_pauses;
            report_.longest_pause = statistics.longest_pause;
            report_.bytes_reclaimed = statistics.bytes_reclaimed;
        } else {
            for (const gc::Statistics& generation : gc::state.statistics)
                report_.collections += std::uint64_t(generation.collections);
            report_.pauses = gc::state.pauses.all;
            report_.longest_pause = gc::state.pauses.longest;
        }
        HeapReport whole = report_;
        [[maybe_unused]] ssize_t written = ::write(pipe_, &whole, sizeof whole);
    }

    void process_ends(std::string_view) override { write(); }
    void process_forked() override { pipe_ = -1; }

private:
    int pipe_;
    HeapReport report_;
    Clock::time_point begin_ = Clock::now();
    std::unique_ptr<HeapCounter> counter_;
};

std::unique_ptr<Reporter> reporter;

}  // namespace

void begin_heap_report(const CommandLine& line) {
    if (line.report_pipe >= 0) reporter = std::make_unique<Reporter>(line);
}

void end_heap_report() {
    if (!reporter) return;
    reporter->write();
    reporter.reset();
}

}  // namespace minipy::cli
