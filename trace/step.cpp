// SPDX-License-Identifier: MIT
// Copying the part of the value stack that an instruction works on.
#include "trace/step.hpp"

#include <algorithm>
#include <array>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/functions/native_function.hpp"
#include "trace/words.hpp"

namespace minipy::trace {

namespace {

constexpr int most_kept = 4;            // untouched items that are shown
constexpr std::size_t most_items = 24;  // taken or put ones

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
    std::vector<std::string_view> before = split(info->picture.substr(0, arrow), " "),
                                  after = split(info->picture.substr(arrow + 3), " ");
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

// Calls the built-in id()?
bool calls_id(const UnscannedVector<Object*>& touched) {
    if (touched.size() < 2) return false;
    auto* function = as<NativeFunction>(touched[0] == nullptr ? touched[1] : touched[0]);
    return function != nullptr && function->method->name()->equals("id") && function->method->shown_name() == "id";
}

// Is the answer about which objects these are, or may somebody confuse it with that?
bool asks_for_identity(int opcode, int operand, const UnscannedVector<Object*>& touched) {
    switch (static_cast<Opcode>(opcode)) {
        case Opcode::IS_OP: return true;
        case Opcode::COMPARE_OP: return comparison_text(operand) == "==";
        case Opcode::CALL: return calls_id(touched);
        default: return false;
    }
}

}  // namespace

Value Step::copy_touched(Object* object, Frame* frame) {
    if (!asks_for_identity_) return snapshot_.of(object, draft_);
    return snapshot_.identified(object, frame->code->parts.constants.get(), draft_);
}

void Step::begin(Frame* frame, int opcode, int operand) {
    Object** base = frame->stack_base();
    fields_ = {};
    fields_.opcode = std::uint8_t(opcode);
    fields_.operand = operand;
    unit_ = frame->unit();
    values_.clear();
    draft_.clear();
    int depth = int(frame->stack_pointer - base);
    bool known = opcode_info(std::uint8_t(opcode)) != nullptr;
    int pops = known ? int(stack_effect(static_cast<Opcode>(opcode), operand).pops) : 0;
    fixed_ = std::max(0, depth - pops);
    int first_kept = std::max(0, fixed_ - most_kept);
    fields_.hidden = std::uint32_t(first_kept);
    fields_.kept = std::uint32_t(fixed_ - first_kept);
    for (int index = first_kept; index < fixed_; ++index) values_.push_back(snapshot_.of(base[index], draft_));
    touched_.assign(base + fixed_, frame->stack_pointer);
    asks_for_identity_ = asks_for_identity(opcode, operand, touched_);
    std::size_t copied = std::min(touched_.size(), most_items);
    for (std::size_t index = 0; index < copied; ++index) values_.push_back(copy_touched(touched_[index], frame));
    fields_.popped = std::uint32_t(copied);
    fields_.more_popped = std::uint32_t(touched_.size() - copied);
}

std::uint32_t Step::count_stayed(Frame* frame) const {
    Object** bottom = frame->stack_base() + fixed_;
    std::size_t limit = std::min({std::size_t(may_stay(fields_.opcode)), touched_.size(),
                                  std::size_t(std::max<std::ptrdiff_t>(frame->stack_pointer - bottom, 0))});
    std::size_t count = 0;
    while (count < limit && bottom[count] == touched_[count]) ++count;
    return std::uint32_t(count);
}

// Where nothing changes that can be seen it has not finished, unless it takes nothing: RESUME, a jump.
bool Step::has_finished(Frame* frame) const {
    if (opcode_info(fields_.opcode) == nullptr) return false;
    StackEffect effect = stack_effect(static_cast<Opcode>(fields_.opcode), fields_.operand);
    std::int64_t before = fixed_ + std::int64_t(touched_.size()), now = frame->stack_pointer - frame->stack_base();
    auto is_left_by = [&](Jump jump) { return now == before + effect.change(jump); };
    bool shows = effect.pops == 0 || effect.change() != 0;
    return shows && (is_left_by(Jump::not_taken) || is_left_by(Jump::taken));
}

void Step::finish(Frame* frame) {
    std::uint32_t stayed = count_stayed(frame);
    fields_.stayed = std::min(stayed, fields_.popped);
    fields_.more_stayed = stayed - fields_.stayed;
    fields_.popped -= fields_.stayed;
    fields_.more_popped -= fields_.more_stayed;
    // What stayed may have changed: LIST_APPEND's list.
    for (std::uint32_t index = 0; index < fields_.stayed; ++index) {
        Value& value = values_[fields_.kept + index];
        if (is_container(value.kind) || is_instance(value.kind)) value = snapshot_.of(touched_[index], draft_);
    }
    copy_put(frame, fixed_ + int(stayed));
}

void Step::finish_late(Frame* frame) {
    std::uint32_t stayed = count_stayed(frame);
    fields_.hidden = std::uint32_t(fixed_);
    fields_.kept = fields_.popped = fields_.more_popped = fields_.more_stayed = 0;
    fields_.stayed = std::min(stayed, std::uint32_t(most_items));
    values_.clear();
    draft_.clear();
    for (std::uint32_t index = 0; index < fields_.stayed; ++index)
        values_.push_back(snapshot_.of(touched_[index], draft_));
    copy_put(frame, fixed_ + int(stayed));
}

void Step::copy_put(Frame* frame, int from) {
    Object** base = frame->stack_base();
    int depth = int(frame->stack_pointer - base);
    int count = std::clamp(depth - from, 0, int(most_items));
    for (int index = from; index < from + count; ++index) values_.push_back(snapshot_.of(base[index], draft_));
    fields_.pushed = std::uint32_t(count);
    fields_.more_pushed = std::uint32_t(std::max(0, depth - from - count));
}

Outcome Step::outcome(int next_unit) const {
    return next_unit == unit_ + 1 + caches_of(fields_.opcode) ? Outcome::went_on : Outcome::jumped;
}

}  // namespace minipy::trace
