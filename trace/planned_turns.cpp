// SPDX-License-Identifier: MIT
// Keeping to a plan: planned_turns.hpp has the idea.
#include "trace/planned_turns.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "runtime/bytecode/code.hpp"
#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/frame.hpp"
#include "vm/gil.hpp"

namespace minipy::trace {

namespace {

// Preemption points, after which a thread has had its share: about what CPython reaches in five milliseconds.
constexpr std::uint64_t longest_turn = 20'000;

}  // namespace

void PlannedTurns::thread_made(ThreadState* thread) {
    bool is_first = !has_company();
    Turns::thread_made(thread);
    if (!is_first) return;
    if (!plan_.at_instructions && !plan_.lists_lines) unwatch(this);
    eval_breaker = true;
}

bool PlannedTurns::is_own(const Frame* frame) {
    auto [found, is_new] = own_.try_emplace(frame->code, false);
    if (is_new) {
        std::string_view file = frame->code->parts.filename->view();
        bool is_of_file = !file.starts_with('<') && !is_library_code(*frame->code);
        found->second = is_of_file || file == plan_.program_name;
    }
    return found->second;
}

// The lowest number is the highest rank.
std::uint64_t PlannedTurns::rank_of(const ThreadState* thread) const {
    constexpr std::uint64_t behind_all = std::uint64_t(1) << 32;
    if (auto found = last_.find(thread->number); found != last_.end()) return behind_all + found->second;
    if (plan_.ranks == 0) return thread->number;
    constexpr std::uint64_t mixing = 0x9E3779B97F4A7C15;  // the golden ratio: neighbours come to lie far apart
    return (plan_.ranks * 1000 + thread->number) * mixing >> 33;
}

// Counts it. True: the thread is put last.
bool PlannedTurns::passes_point() {
    ++run_.points;
    bool planned = next_ < plan_.preemptions.size() && plan_.preemptions[next_] == run_.points;
    if (!planned && ++since_switch_ < longest_turn) return false;
    if (planned) {
        ++next_;
        note_stop(current_thread->frame);
    }
    last_[current_thread->number] = ++put_last_;
    return true;
}

// Every safe point comes here, since the eval breaker is set again and again.
bool PlannedTurns::is_turn_over() {
    eval_breaker = true;
    (void)Turns::is_turn_over();  // looks for signals
    if (std::exchange(is_preempted_, false)) return true;
    if (++run_.safe_points > plan_.most_safe_points && gives_up != nullptr) gives_up();
    std::vector<ThreadState*> ready = ready_now();
    if (current_thread->frame == nullptr) return false;
    if (ready.empty()) {
        if (++since_switch_ % longest_turn == 0) wake_a_sleeper();
        return false;
    }
    if (rank_of(first_of(ready)) < rank_of(current_thread)) return true;
    return !plan_.at_instructions && (plan_.counts_library || is_own(current_thread->frame)) && passes_point();
}

// Only who has the turn comes here.
void PlannedTurns::wait(ThreadState* thread, const void* lock, std::int64_t deadline) {
    if (deadline != never) ++run_.pauses;
    Turns::wait(thread, lock, deadline);
}

void PlannedTurns::wait_until_ready(ThreadState* thread, const std::function<bool()>& is_ready, std::int64_t deadline) {
    if (deadline != never) ++run_.pauses;
    Turns::wait_until_ready(thread, is_ready, deadline);
}

ThreadState* PlannedTurns::choose(const std::vector<ThreadState*>& ready) {
    since_switch_ = 0;
    return first_of(ready);
}

ThreadState* PlannedTurns::first_of(const std::vector<ThreadState*>& ready) const {
    return *std::ranges::min_element(ready, {}, [this](const ThreadState* thread) { return rank_of(thread); });
}

Result<void> PlannedTurns::before_instruction(Frame* frame, int, int, int) {
    if (!is_own(frame)) return {};
    if (plan_.lists_lines) note_line(frame);
    if (plan_.at_instructions && somebody_is_ready() && passes_point()) {
        is_preempted_ = true;
        minipy::gil.give_way();
        if (plan_.lists_lines) note_line(frame);
    }
    return {};
}

void PlannedTurns::note_line(const Frame* frame) {
    int number = int(current_thread->number), line = frame->line();
    std::pair<const Code*, int>& last = last_lines_[number];
    bool is_new = last != std::pair<const Code*, int>(frame->code, line);
    bool goes_on = !run_.lines.empty() && run_.lines.back().thread == number;
    if (line < 0 || (!is_new && goes_on)) return;
    last = {frame->code, line};
    run_.lines.push_back({number, line, std::string(frame->code->parts.filename->view()), ""});
}

void PlannedTurns::note_stop(const Frame* frame) {
    if (!plan_.lists_lines || run_.lines.empty()) return;
    // A safe point is behind the instruction that it belongs to.
    const CodeUnit* unit = frame->code->units() + frame->unit();
    const OpcodeInfo* info = opcode_info(unit->opcode);
    run_.lines.back().stops =
        info == nullptr ? "?" : fmt::format("{} {}", plan_.at_instructions ? "before" : "behind", info->name);
}

}  // namespace minipy::trace
