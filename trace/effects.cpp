// SPDX-License-Identifier: MIT
// Steps in words. How many items an instruction touches comes from opcodes.def, and so does which of them stay: those that
// its picture names on both sides ("iterator → iterator item").
#include "trace/effects.hpp"

#include <fmt/format.h>

#include "compiler/opcode.hpp"

namespace minipy::trace {

using compiler::Opcode;

namespace {

constexpr int most_kept_shown = 4;
constexpr int most_touched_shown = 24;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        std::size_t space = text.find(' ');
        if (space != 0) words.push_back(text.substr(0, space));
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    }
    return words;
}

struct Picture {
    int stay = 0;          // leading items named on both sides
    bool compare = false;  // has an ellipsis: look which items are still the same
};

Picture read_picture(Opcode opcode, std::string_view picture) {
    std::size_t arrow = picture.find("→");
    if (arrow == std::string_view::npos) return {};
    std::vector<std::string_view> before = words_of(picture.substr(0, arrow)), after = words_of(picture.substr(arrow + 3));
    Picture result;
    result.compare = opcode == Opcode::PRECALL || opcode == Opcode::JUMP_IF_FALSE_OR_POP || opcode == Opcode::JUMP_IF_TRUE_OR_POP;
    for (std::string_view word : before) {
        if (word == "…" && opcode != Opcode::BUILD_MAP && opcode != Opcode::BUILD_STRING && opcode != Opcode::BUILD_CONST_KEY_MAP &&
            opcode != Opcode::BUILD_TUPLE && opcode != Opcode::BUILD_LIST && opcode != Opcode::BUILD_SET) {
            result.compare = true;
        }
    }
    if (result.compare) return result;
    while (std::size_t(result.stay) < before.size() && std::size_t(result.stay) < after.size() &&
           before[std::size_t(result.stay)] == after[std::size_t(result.stay)] && before[std::size_t(result.stay)].find("…") == std::string_view::npos) {
        ++result.stay;
    }
    return result;
}

bool is_operator(Opcode opcode) {
    using enum Opcode;
    return opcode == BINARY_OP || opcode == COMPARE_OP || opcode == IS_OP || opcode == CONTAINS_OP;
}

std::string join(const std::vector<std::string>& parts, std::size_t from, std::size_t to) {
    return fmt::format("{}", fmt::join(parts.begin() + std::ptrdiff_t(from), parts.begin() + std::ptrdiff_t(to), ", "));
}

}  // namespace

void Effects::begin(Step& step, Frame* frame, int opcode, int operand) const {
    auto code = static_cast<Opcode>(opcode);
    const compiler::OpcodeInfo* info = compiler::opcode_info(static_cast<std::uint8_t>(opcode));
    Object** base = frame->stack_base();
    step.opcode = opcode;
    step.operand = operand;
    step.unit = frame->unit();
    step.depth = int(frame->stack_pointer - base);
    Picture picture = info == nullptr ? Picture{} : read_picture(code, info->picture);
    int pops = info == nullptr ? 0 : int(compiler::stack_effect(code, operand).pops);
    step.fixed = std::max(0, step.depth - pops);
    step.compare = picture.compare;
    step.items.assign(base + step.fixed, frame->stack_pointer);
    step.shown.clear();
    for (std::size_t index = 0; index < step.items.size(); ++index) {
        step.shown.push_back(index < most_touched_shown ? printer_.show(step.items[index]) : "…");
    }
    // Items that the picture keeps count as kept, once they have been looked at.
    int first_kept = std::max(0, step.fixed - most_kept_shown);
    step.hidden = first_kept;
    step.kept.clear();
    for (int index = first_kept; index < step.fixed; ++index) step.kept.push_back(printer_.show(base[index]));
}

std::string Effects::stack_column(const Step& step, Frame* frame, bool finished) const {
    Object** base = frame->stack_base();
    int depth = finished ? int(frame->stack_pointer - base) : step.fixed;
    auto touched = int(step.items.size());
    int stay = 0;
    if (finished) {
        const compiler::OpcodeInfo* info = compiler::opcode_info(static_cast<std::uint8_t>(step.opcode));
        int named = info == nullptr || step.compare ? touched : read_picture(static_cast<Opcode>(step.opcode), info->picture).stay;
        while (stay < named && stay < touched && step.fixed + stay < depth && base[step.fixed + stay] == step.items[std::size_t(stay)]) ++stay;
    }
    std::vector<std::string> parts;
    if (step.hidden > 0) parts.push_back(fmt::format("…{}", step.hidden));
    parts.insert(parts.end(), step.kept.begin(), step.kept.end());
    for (int index = 0; index < stay; ++index) parts.push_back(step.shown[std::size_t(index)]);
    for (int index = stay; index < touched; ++index) parts.push_back("-" + step.shown[std::size_t(index)]);
    for (int index = step.fixed + stay, count = 0; index < depth; ++index, ++count) {
        parts.push_back(count < most_touched_shown ? "+" + printer_.show(base[index]) : "+…");
    }
    return fmt::format("[{}]", fmt::join(parts, " "));
}

std::string Effects::describe_operator(const Step& step, const std::string& result, const InstructionText& instruction) const {
    const std::string &left = step.shown[0], &right = step.shown[1];
    switch (static_cast<Opcode>(step.opcode)) {
        case Opcode::BINARY_OP: return fmt::format("{} {} {} = {}", left, instruction.text.substr(10), right, result);
        case Opcode::COMPARE_OP: return fmt::format("{} {} {} is {}", left, instruction.text.substr(11), right, result);
        case Opcode::IS_OP: return fmt::format("{} is {}{}: {}", left, step.operand != 0 ? "not " : "", right, result);
        default: return fmt::format("{} {}in {}: {}", left, step.operand != 0 ? "not " : "", right, result);
    }
}

// The stack was: null, callable, arguments; or callable, self, arguments.
std::string Effects::describe_call(const Step& step, const std::string& result) const {
    if (step.shown.size() < 2) return "";
    bool plain = step.items[0] == nullptr;
    std::string arguments = join(step.shown, plain ? 2 : 1, step.shown.size());
    return fmt::format("{}({}){}", step.shown[plain ? 1 : 0], arguments, result.empty() ? "" : " = " + result);
}

std::string Effects::describe(const Step& step, Frame* frame, const InstructionText& instruction, bool with_locals) const {
    using enum Opcode;
    auto opcode = static_cast<Opcode>(step.opcode);
    const std::vector<std::string>& took = step.shown;
    bool has_top = frame != nullptr && frame->stack_pointer > frame->stack_base();
    auto result = [&] { return has_top ? printer_.show(frame->stack_pointer[-1]) : std::string(); };
    if (is_operator(opcode) && took.size() == 2) return describe_operator(step, result(), instruction);
    auto needs = [&](std::size_t count) { return took.size() >= count; };
    switch (opcode) {
        case STORE_FAST:
        case STORE_NAME:
        case STORE_GLOBAL:
        case STORE_DEREF: return with_locals && needs(1) ? fmt::format("{} = {}", instruction.name, took[0]) : "";
        case DELETE_FAST:
        case DELETE_NAME:
        case DELETE_GLOBAL:
        case DELETE_DEREF: return with_locals ? "del " + instruction.name : "";
        case UNARY_NEGATIVE: return needs(1) ? fmt::format("-{} = {}", took[0], result()) : "";
        case UNARY_POSITIVE: return needs(1) ? fmt::format("+{} = {}", took[0], result()) : "";
        case UNARY_INVERT: return needs(1) ? fmt::format("~{} = {}", took[0], result()) : "";
        case UNARY_NOT: return needs(1) ? fmt::format("not {} is {}", took[0], result()) : "";
        case BINARY_SUBSCR: return needs(2) ? fmt::format("{}[{}] is {}", took[0], took[1], result()) : "";
        case STORE_SUBSCR: return needs(3) ? fmt::format("{}[{}] = {}", took[1], took[2], took[0]) : "";
        case DELETE_SUBSCR: return needs(2) ? fmt::format("del {}[{}]", took[0], took[1]) : "";
        case LOAD_ATTR: return needs(1) ? fmt::format("{}.{} is {}", took[0], instruction.name, result()) : "";
        case STORE_ATTR: return needs(2) ? fmt::format("{}.{} = {}", took[1], instruction.name, took[0]) : "";
        case DELETE_ATTR: return needs(1) ? fmt::format("del {}.{}", took[0], instruction.name) : "";
        case CALL: return describe_call(step, result());
        case FOR_ITER: {
            bool got = frame != nullptr && frame->stack_pointer - frame->stack_base() > step.depth;
            return got ? "next: " + result() : fmt::format("no more items: goes to {}", instruction.target);
        }
        case POP_JUMP_FORWARD_IF_FALSE:
        case POP_JUMP_BACKWARD_IF_FALSE:
            return took.size() != 1 ? "" : took[0] == "False" ? fmt::format("false: goes to {}", instruction.target) : took[0] == "True" ? "true: goes on" : "";
        case POP_JUMP_FORWARD_IF_TRUE:
        case POP_JUMP_BACKWARD_IF_TRUE:
            return took.size() != 1 ? "" : took[0] == "True" ? fmt::format("true: goes to {}", instruction.target) : took[0] == "False" ? "false: goes on" : "";
        case PUSH_EXC_INFO: return needs(1) ? "handling " + took[0] : "";
        case CHECK_EXC_MATCH: return needs(2) ? fmt::format("{} matches {}: {}", took[0], took[1], result()) : "";
        case IMPORT_NAME: return "imported " + result();
        default: return "";
    }
}

}  // namespace minipy::trace
