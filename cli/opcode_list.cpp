// SPDX-License-Identifier: MIT
// The rows of the listing, from runtime/bytecode/opcodes.def.
#include "cli/opcode_list.hpp"

#include <fmt/core.h>
#include <fnmatch.h>

#include <algorithm>
#include <cctype>

#include "runtime/bytecode/opcode.hpp"
#include "runtime/text/spelling.hpp"

namespace minipy::cli {

namespace {

constexpr std::string_view operand_words(OperandKind kind) {
    switch (kind) {
        case OperandKind::none: return "";
        case OperandKind::constant: return "constant";
        case OperandKind::name: return "name";
        case OperandKind::global_name: return "name, null";
        case OperandKind::local: return "local";
        case OperandKind::cell: return "cell";
        case OperandKind::forward: return "forward";
        case OperandKind::backward: return "backward";
        case OperandKind::count: return "count";
        case OperandKind::flags: return "flags";
        case OperandKind::comparison: return "comparison";
        case OperandKind::inversion: return "inversion";
        case OperandKind::binary_operator: return "operator";
        case OperandKind::format: return "format";
        case OperandKind::function: return "parts";
    }
    return "";
}

bool is_listed(int number, const std::string& pattern) {
    const OpcodeInfo* info = opcode_info(static_cast<std::uint8_t>(number));
    return info != nullptr && !info->pseudo &&
           fnmatch(pattern.c_str(), std::string(info->name).c_str(), FNM_CASEFOLD) == 0;
}

}  // namespace

std::string list_opcodes(const std::string& pattern) {
    std::string text, heading = fmt::format("{:>3}  {:<29}  {:<10}  {:>5}  {}\n", "no.", "instruction", "operand",
                                            "cache", "stack before → after");
    for (int number = 0; number < 256; ++number) {
        if (!is_listed(number, pattern)) continue;
        const OpcodeInfo* info = opcode_info(static_cast<std::uint8_t>(number));
        text +=
            fmt::format("{:>3}  {:<29}  {:<10}  {:>5}  {}\n     {}\n", number, info->name, operand_words(info->operand),
                        info->caches == 0 ? "" : std::to_string(info->caches), info->picture, info->sentence);
    }
    return text.empty() ? "" : heading + text;
}

std::string suggest_opcode(std::string_view mistyped) {
    std::string upper(mistyped);
    std::ranges::transform(upper, upper.begin(), [](unsigned char letter) { return char(std::toupper(letter)); });
    ClosestName near(upper);
    for (const OpcodeInfo& info : opcode_table) {
        if (!info.name.empty() && !info.pseudo) near.offer(info.name);
    }
    return near.question();
}

}  // namespace minipy::cli
