// SPDX-License-Identifier: MIT
// Instructions one by one, and the tables. Next: verify_flow.cpp.
#include "vm/verify.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "runtime/kernel/errors.hpp"

namespace minipy {
namespace {

using enum Opcode;

class Verifier {
public:
    explicit Verifier(const Code& code) : test_(code) {}

    Defect find_defect() {
        check_variables();
        check_instructions();
        if (!defect_) find_prologue();
        check_jumps();
        check_handlers();
        return defect_ ? defect_ : find_flow_defect(test_);
    }

private:
    const CodeParts& parts() const { return test_.code.parts; }
    const std::vector<DecodedInstruction>& instructions() const { return test_.instructions; }

    // The first complaint counts.
    template <typename... Details>
    void require(bool condition, int unit, fmt::format_string<Details...> text, Details&&... details) {
        if (!condition && !defect_) defect_ = {fmt::format(text, std::forward<Details>(details)...), unit};
    }

    // ------------------------------------------------------------ variables

    // Plain variables first, parameters in front; then cells; then free variables.
    void check_variables() {
        int rank = 0;
        for (int index = 0; index < test_.code.localsplus_count; ++index) {
            std::uint8_t kind = test_.code.local_kind(index);
            bool known =
                kind == local_plain || kind == (local_plain | local_cell) || kind == local_cell || kind == local_free;
            int own_rank = (kind & local_plain) != 0 ? 0 : kind == local_cell ? 1 : 2;
            require(known && own_rank >= rank, 0, "variable {} is of an impossible kind", index);
            rank = std::max(rank, own_rank);
        }
    }

    // ------------------------------------------------------------ instructions

    void check_instructions() {
        require(!instructions().empty(), 0, "there are no instructions");
        int extensions = 0;
        for (const DecodedInstruction& instruction : instructions()) {
            const OpcodeInfo* info = instruction.info();
            bool exists = info != nullptr && !info->pseudo && !instruction.is(CACHE);
            require(exists, instruction.unit, "{} is no instruction", instruction.number);
            require(instruction.end() <= test_.code.unit_count, instruction.unit, "the last instruction is incomplete");
            if (defect_ || info == nullptr) return;
            extensions = instruction.is(EXTENDED_ARG) ? extensions + 1 : 0;
            require(extensions <= 3, instruction.unit, "too many EXTENDED_ARG");
            require(operand_fits(instruction, *info), instruction.unit, "operand {} of {} is out of range",
                    instruction.operand, info->name);
        }
        require(extensions == 0, test_.code.unit_count, "EXTENDED_ARG at the end");
    }

    bool operand_fits(const DecodedInstruction& instruction, const OpcodeInfo& info) {
        std::int64_t operand = instruction.operand;
        if (operand < 0) return false;
        switch (info.operand) {
            case OperandKind::constant: return operand < parts().constants->length && keywords_fit(instruction);
            case OperandKind::name: return operand < parts().names->length;
            case OperandKind::global_name: return operand >> 1 < parts().names->length;
            case OperandKind::local:
                return has_kind(operand, local_plain) && !has_kind(operand, local_cell | local_free);
            case OperandKind::cell:
                return has_kind(operand, instruction.is(MAKE_CELL) ? local_cell : local_cell | local_free);
            case OperandKind::comparison: return !comparison_text(instruction.operand).empty();
            case OperandKind::binary_operator: return !binary_operator_text(instruction.operand).empty();
            case OperandKind::format: return operand < 8;
            case OperandKind::function: return operand < 16;
            case OperandKind::inversion: return operand < 2;
            default: return count_fits(instruction);
        }
    }

    bool has_kind(std::int64_t index, int kinds) const {
        return index < test_.code.localsplus_count && (test_.code.local_kind(static_cast<int>(index)) & kinds) != 0;
    }

    static bool count_fits(const DecodedInstruction& instruction) {
        switch (instruction.opcode()) {
            case SWAP:
            case COPY:
            case LIST_APPEND:
            case LIST_EXTEND:
            case SET_ADD:
            case SET_UPDATE:
            case MAP_ADD:
            case DICT_UPDATE:
            case DICT_MERGE: return instruction.operand >= 1;
            case BUILD_SLICE: return instruction.operand == 2 || instruction.operand == 3;
            case RAISE_VARARGS: return instruction.operand <= 2;
            default: return true;
        }
    }

    // KW_NAMES speaks to the call that follows at once, and names at most its arguments.
    bool keywords_fit(const DecodedInstruction& instruction) {
        if (!instruction.is(KW_NAMES)) return true;
        auto* names = as<Tuple>((*parts().constants)[instruction.operand]);
        if (names == nullptr || !std::ranges::all_of(*names, [](Object* name) { return is_exact<Str>(name); }))
            return false;
        int row = test_.row_at(instruction.end());
        for (; row >= 0 && row < static_cast<int>(instructions().size()); ++row) {
            const DecodedInstruction& next = instructions()[static_cast<std::size_t>(row)];
            inside_call_.push_back(next.unit);
            if (next.is(CALL)) return next.operand >= names->length;
            if (!next.is(PRECALL) && !next.is(EXTENDED_ARG)) return false;
        }
        return false;
    }

    // ------------------------------------------------------------ the start

    // Every call begins with these, in this order: COPY_FREE_VARS, MAKE_CELL for each cell, RETURN_GENERATOR. Nowhere
    // else may they stand, and nothing may jump back among them.
    void find_prologue() {
        std::size_t row = 0;
        auto at = [&](Opcode opcode) { return row < instructions().size() && instructions()[row].is(opcode); };
        auto skip_extensions = [&] {
            while (at(EXTENDED_ARG)) ++row;
        };
        std::vector<bool> made(static_cast<std::size_t>(test_.code.localsplus_count));
        skip_extensions();
        int free_variables = 0;
        if (at(COPY_FREE_VARS)) free_variables = instructions()[row++].operand;
        require(free_variables == test_.code.free_count, 0, "COPY_FREE_VARS does not fetch all free variables");
        for (skip_extensions(); at(MAKE_CELL); skip_extensions())
            made[static_cast<std::size_t>(instructions()[row++].operand)] = true;
        for (int index = 0; index < test_.code.localsplus_count; ++index) {
            bool is_cell = (test_.code.local_kind(index) & local_cell) != 0;
            require(!is_cell || made[static_cast<std::size_t>(index)], 0, "no MAKE_CELL for variable {}", index);
        }
        bool returns_generator = at(RETURN_GENERATOR);
        if (returns_generator) ++row;
        bool is_generator = (parts().flags & (code_generator | code_coroutine | code_async_generator)) != 0;
        require(is_generator == returns_generator, 0,
                "generator flags without RETURN_GENERATOR, or the other way round");
        prologue_end_ = row < instructions().size() ? instructions()[row].unit : test_.code.unit_count;
        for (; row < instructions().size(); ++row) check_behind_prologue(instructions()[row], is_generator);
    }

    void check_behind_prologue(const DecodedInstruction& instruction, bool is_generator) {
        bool is_misplaced =
            instruction.is(COPY_FREE_VARS) || instruction.is(MAKE_CELL) || instruction.is(RETURN_GENERATOR);
        require(!is_misplaced, instruction.unit, "stands behind the prologue");
        require(!instruction.is(YIELD_VALUE) || is_generator, instruction.unit, "YIELD_VALUE outside a generator");
        // These look into the namespace of a module or class body, which a function does not have.
        bool wants_namespace = instruction.is(LOAD_CLASSDEREF) || instruction.is(IMPORT_STAR);
        require(!wants_namespace || (parts().flags & code_optimized) == 0, instruction.unit,
                "a function has no namespace");
    }

    // ------------------------------------------------------------ jumps and handlers

    // A place where the loop can go on: the start of an instruction, its EXTENDED_ARGs included.
    bool is_start(std::int64_t unit) const {
        int row = test_.row_at(unit);
        if (row < 0 || unit < prologue_end_ || std::ranges::binary_search(inside_call_, unit)) return false;
        return row == 0 || !instructions()[static_cast<std::size_t>(row) - 1].is(EXTENDED_ARG);
    }

    void check_jumps() {
        for (const DecodedInstruction& instruction : instructions()) {
            bool jumps = !defect_ && instruction.info()->jumps;
            require(!jumps || is_start(instruction.target), instruction.unit, "jumps into an instruction");
        }
    }

    void check_handlers() {
        std::int64_t end = 0;
        for (const ExceptionRow& row : test_.handlers) {
            int unit = static_cast<int>(std::clamp<std::int64_t>(row.start, 0, test_.code.unit_count));
            require(row.start >= end && row.end > row.start && row.end <= test_.code.unit_count, unit,
                    "the exception table is out of order");
            require(test_.row_at(row.start) >= 0 && is_start(row.target), unit,
                    "a row of the exception table points into an instruction");
            end = row.end;
        }
    }

    CodeUnderTest test_;
    std::vector<std::int64_t> inside_call_;  // units between KW_NAMES and the end of its call, sorted
    int prologue_end_ = 0;
    Defect defect_;
};

}  // namespace

CodeUnderTest::CodeUnderTest(const Code& tested)
    : code(tested),
      instructions(decode(tested)),
      rows(static_cast<std::size_t>(tested.unit_count), -1),
      handlers(exception_rows(tested)) {
    for (std::size_t row = 0; row < instructions.size(); ++row) {
        rows[static_cast<std::size_t>(instructions[row].unit)] = static_cast<int>(row);
    }
}

Result<void> verify(Code& code) {
    if (code.verified) return {};
    TRY(check_room_to_analyse(code));
    Defect defect = Verifier(code).find_defect();
    if (defect) {
        return raise(ValueError, "bad code object '{}': {} (offset {})", code.parts.name.get(), defect.text,
                     2 * defect.unit);
    }
    code.verified = true;
    return {};
}

Result<void> verify_all(Code& code) {
    TRY(verify(code));
    for (Object* constant : *code.parts.constants) {
        if (auto* inner = as<Code>(constant)) TRY(verify_all(*inner));
    }
    return {};
}

}  // namespace minipy
