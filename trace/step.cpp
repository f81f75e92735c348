// SPDX-License-Identifier: MIT
// Copying the part of the value stack that an instruction works on.
#include "trace/step.hpp"

#include <algorithm>
#include <array>

#include "runtime/bytecode/opcode.hpp"

namespace minipy::trace {

namespace {

constexpr int most_kept = 4;            // untouched items that are shown
constexpr std::size_t most_items = 24;  // taken or put ones

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        std::size_t space = text.find(' ');
        if (space != 0) words.push_back(text.substr(0, space));
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    }
    return words;
}

// How many touched items, from the lowest, an instruction may leave where they are. What really stayed is seen
// afterwards; without this limit `x - 0` that gives x again would look as if it had not taken x.
constexpr int any = 1 << 20;

int items_that_may_stay(std::uint8_t number) {
    const OpcodeInfo* info = opcode_info(number);
    if (info == nullptr || info->pseudo) return 0;
    auto opcode = static_cast<Opcode>(number);
    using enum Opcode;
    if (opcode == PRECALL || opcode == JUMP_IF_FALSE_OR_POP || opcode == JUMP_IF_TRUE_OR_POP) return any;
    std::size_t arrow = info->picture.find("→");
    std::vector<std::string_view> before = words_of(info->picture.substr(0, arrow)),
                                  after = words_of(info->picture.substr(arrow + 3));
    bool has_gap = std::ranges::find(before, "…") != before.end();
    bool builds = info->name.starts_with("BUILD_");
    if (has_gap && !builds) return any;
    std::size_t same = 0;
    while (same < before.size() && same < after.size() && before[same] == after[same]) ++same;
    return int(same);
}

int may_stay(int opcode) {
    static const std::array<int, 256> table = [] {
        std::array<int, 256> made{};
        for (int number = 0; number < 256; ++number)
            made[std::size_t(number)] = items_that_may_stay(std::uint8_t(number));
        return made;
    }();
    return table[std::size_t(opcode)];
}

}  // namespace

void Step::begin(Frame* frame, int opcode, int operand, Batch& batch) {
    Object** base = frame->stack_base();
    opcode_ = opcode;
    operand_ = operand;
    unit_ = frame->unit();
    values_.clear();
    int depth = int(frame->stack_pointer - base);
    bool known = opcode_info(std::uint8_t(opcode)) != nullptr;
    int pops = known ? int(stack_effect(static_cast<Opcode>(opcode), operand).pops) : 0;
    fixed_ = std::max(0, depth - pops);
    int first_kept = std::max(0, fixed_ - most_kept);
    hidden_ = std::uint32_t(first_kept);
    kept_ = std::uint32_t(fixed_ - first_kept);
    for (int index = first_kept; index < fixed_; ++index) values_.push_back(snapshot_.of(base[index], batch));
    touched_.assign(base + fixed_, frame->stack_pointer);
    std::size_t copied = std::min(touched_.size(), most_items);
    for (std::size_t index = 0; index < copied; ++index) values_.push_back(snapshot_.of(touched_[index], batch));
    taken_ = std::uint32_t(copied);
    more_taken_ = std::uint32_t(touched_.size() - copied);
    stayed_ = put_ = more_stayed_ = more_put_ = 0;
}

std::uint32_t Step::count_stayed(Frame* frame) const {
    Object** bottom = frame->stack_base() + fixed_;
    std::size_t limit = std::min({std::size_t(may_stay(opcode_)), touched_.size(),
                                  std::size_t(std::max<std::ptrdiff_t>(frame->stack_pointer - bottom, 0))});
    std::size_t count = 0;
    while (count < limit && bottom[count] == touched_[count]) ++count;
    return std::uint32_t(count);
}

void Step::finish(Frame* frame, Batch& batch) {
    std::uint32_t stayed = count_stayed(frame);
    stayed_ = std::min(stayed, taken_);
    more_stayed_ = stayed - stayed_;
    taken_ -= stayed_;
    more_taken_ -= more_stayed_;
    // What stayed may have changed: LIST_APPEND's list.
    for (std::uint32_t index = 0; index < stayed_; ++index) {
        Value& value = values_[kept_ + index];
        if (is_container(value.kind)) value = snapshot_.of(touched_[index], batch);
    }
    copy_put(frame, fixed_ + int(stayed), batch);
}

void Step::finish_late(Frame* frame, Batch& batch) {
    std::uint32_t stayed = count_stayed(frame);
    hidden_ = std::uint32_t(fixed_);
    kept_ = taken_ = more_taken_ = more_stayed_ = 0;
    stayed_ = std::min(stayed, std::uint32_t(most_items));
    values_.clear();
    for (std::uint32_t index = 0; index < stayed_; ++index) values_.push_back(snapshot_.of(touched_[index], batch));
    copy_put(frame, fixed_ + int(stayed), batch);
}

void Step::copy_put(Frame* frame, int from, Batch& batch) {
    Object** base = frame->stack_base();
    int depth = int(frame->stack_pointer - base);
    int count = std::clamp(depth - from, 0, int(most_items));
    for (int index = from; index < from + count; ++index) values_.push_back(snapshot_.of(base[index], batch));
    put_ = std::uint32_t(count);
    more_put_ = std::uint32_t(std::max(0, depth - from - count));
}

bool Step::falls_to(int next_unit) const { return next_unit == unit_ + 1 + caches_of(std::uint8_t(opcode_)); }

void Step::describe(Event& event) const {
    event.unit = unit_;
    field::InstructionFields& fields = event.instruction;
    fields.opcode = std::uint8_t(opcode_);
    fields.operand = operand_;
    fields.hidden = hidden_;
    fields.kept = kept_;
    fields.stayed = stayed_;
    fields.taken = taken_;
    fields.put = put_;
    fields.more_stayed = more_stayed_;
    fields.more_taken = more_taken_;
    fields.more_put = more_put_;
}

}  // namespace minipy::trace
