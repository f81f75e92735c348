// SPDX-License-Identifier: MIT
// A schedule by plan: of the threads that are ready, the one with the highest rank runs; at the places that the plan
// names, the one that runs gets the lowest. So a run under a plan can be made again, and two plans show what the order
// of threads changes.
//
//      T2  ─────●─────●─────●╮         ╭──●────     ● a preemption point in the program's own code, numbered as they
//               1     2     3│         │  5           are reached, while another thread is ready
//      T3                    ╰───●─────╯            ╭ the plan says: at the third one
//                                4
//
// Preemption points are the safe points of the loop, which are CPython 3.11's; or every instruction, which is what the
// language allows. Without a plan, a thread that goes on and on is interrupted now and then, as the system would do.
//
// Source: Burckhardt, Kothari, Musuvathi, Nagarakatti, "A randomized scheduler with probabilistic guarantees of finding
// bugs" (2010): most races need one or two changes of rank at the right place. Next: planned_turns.cpp, cli/races.cpp.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "trace/turns.hpp"

namespace minipy::trace {

struct Plan {
    std::vector<std::uint64_t> preemptions;  // at these points, in their order
    std::uint64_t ranks = 0;             // a seed; 0: the main thread comes first, then the others as they were made
    bool at_instructions = false;        // else at safe points
    bool counts_library = false;         // points of the library, too
    bool lists_lines = false;            // notes each line of the program that runs
    std::uint64_t most_safe_points = 0;  // after which a run counts as endless
    std::string program_name;            // of the code of a program that is no file, as <string>
};

// What happened under a plan.
struct PlannedRun {
    struct Line {
        int thread;
        int line;
        std::string file;
        std::string stops;  // where the plan takes the turn away: before or behind which instruction; empty: nowhere
    };
    std::uint64_t points = 0;
    std::uint64_t safe_points = 0;
    std::uint64_t pauses = 0;  // waits that end by themselves after a time
    std::vector<Line> lines;
};

class PlannedTurns final : public Turns {
public:
    explicit PlannedTurns(Plan plan) : Turns(1), plan_(std::move(plan)) {}
    const PlannedRun& run() const { return run_; }

    // Called when the run has become endless; must not return.
    void (*gives_up)() = nullptr;

    void thread_made(ThreadState* thread) override;
    bool is_turn_over() override;
    void wait(ThreadState* thread, const void* lock, std::int64_t deadline) override;
    void wait_until_ready(ThreadState* thread, const std::function<bool()>& is_ready, std::int64_t deadline) override;
    Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) override;

private:
    ThreadState* choose(const std::vector<ThreadState*>& ready) override;
    ThreadState* first_of(const std::vector<ThreadState*>& ready) const;
    bool is_own(const Frame* frame);
    std::uint64_t rank_of(const ThreadState* thread) const;
    bool passes_point();
    void note_line(const Frame* frame);
    void note_stop(const Frame* frame);

    Plan plan_;
    PlannedRun run_;
    std::size_t next_ = 0;                         // of the plan's preemptions
    std::map<std::uint64_t, std::uint64_t> last_;  // how often those were put last that were, by their number
    std::uint64_t put_last_ = 0;
    std::uint64_t since_switch_ = 0;
    bool is_preempted_ = false;  // at an instruction
    std::unordered_map<const Code*, bool> own_;
    std::unordered_map<int, std::pair<const Code*, int>> last_lines_;  // by thread
};

}  // namespace minipy::trace
