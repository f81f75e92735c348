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

bool is_binding(int opcode) {
    using enum Opcode;
    switch (static_cast<Opcode>(opcode)) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF:
        case STORE_ATTR:
        case STORE_SUBSCR:
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF:
        case DELETE_ATTR:
        case DELETE_SUBSCR: return true;
        default: return false;
    }
}

void Step::begin(Frame* frame, int opcode, int operand) {
    opcode_ = opcode;
    operand_ = operand;
    next_ = frame->unit() + 1 + caches_of(std::uint8_t(opcode));
    Object** base = frame->stack_base();
    int depth = int(frame->stack_pointer - base);
    bool known = opcode_info(std::uint8_t(opcode)) != nullptr;
    int pops = known ? int(stack_effect(static_cast<Opcode>(opcode), operand).pops) : 0;
    fixed_ = std::max(0, depth - pops);
    touched_.assign(base + fixed_, frame->stack_pointer);
    asks_for_identity_ = trace::asks_for_identity(opcode, operand, touched_);
}

std::size_t Step::count_stayed(Frame* frame) const {
    Object** bottom = frame->stack_base() + fixed_;
    std::size_t limit = std::min({std::size_t(may_stay(opcode_)), touched_.size(),
                                  std::size_t(std::max<std::ptrdiff_t>(frame->stack_pointer - bottom, 0))});
    std::size_t count = 0;
    while (count < limit && bottom[count] == touched_[count]) ++count;
    return count;
}

// Where nothing changes that can be seen it has not finished, unless it takes nothing: RESUME, a jump.
bool Step::has_finished(Frame* frame) const {
    if (opcode_info(std::uint8_t(opcode_)) == nullptr) return false;
    StackEffect effect = stack_effect(static_cast<Opcode>(opcode_), operand_);
    std::int64_t before = fixed_ + std::int64_t(touched_.size()), now = frame->stack_pointer - frame->stack_base();
    auto is_left_by = [&](Jump jump) { return now == before + effect.change(jump); };
    bool shows = effect.pops == 0 || effect.change() != 0;
    return shows && (is_left_by(Jump::not_taken) || is_left_by(Jump::taken));
}

}  // namespace minipy::trace
