// SPDX-License-Identifier: MIT
// All ways through a code object, with a shape for every stack slot instead of a value.
//
// Each place where ways meet (the target of a jump, a handler) keeps the join of all the stacks that were seen there;
// when a join loses knowledge, the way from there is walked again. Shapes only ever lose knowledge, so this ends.
//
// An exception leaves behind the bottom of the stack as it was before the instruction: what an instruction takes off
// must lie above the depth that its handler wants.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

#include "runtime/bytecode/stack_shape.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/memory/reserve.hpp"
#include "vm/verify.hpp"

namespace minipy {
namespace {

using enum Opcode;
using Kind = Shape::Kind;
using Stack = ShapedStack;

Shape shape_of(const Tuple& constants, int index) {
    Object* constant = constants[index];
    if (is_exact<Str>(constant)) return {Kind::text};
    if (is_exact<Tuple>(constant)) return {Kind::tuple, static_cast<std::int32_t>(cast<Tuple>(constant)->length)};
    if (is_exact<Code>(constant)) return {Kind::code, index};
    return {is_none(constant) ? Kind::none : Kind::value};
}

// How many slots an instruction has taken off at most when it raises; −1: it cannot raise.
std::int64_t taken_when_raising(const DecodedInstruction& instruction) {
    switch (instruction.opcode()) {
        case NOP:
        case POP_TOP:
        case PUSH_NULL:
        case SWAP:
        case COPY:
        case EXTENDED_ARG:
        case LOAD_CONST:
        case STORE_FAST:
        case STORE_DEREF:
        case MAKE_CELL:
        case COPY_FREE_VARS:
        case JUMP_FORWARD:
        case KW_NAMES:
        case PRECALL:
        case IS_OP:
        case PUSH_EXC_INFO:
        case POP_EXCEPT:
        case LOAD_ASSERTION_ERROR:
        case RETURN_VALUE:
        case RETURN_GENERATOR:
        case BUILD_SLICE:
        case MATCH_MAPPING:
        case MATCH_SEQUENCE:
        case ASYNC_GEN_WRAP: return -1;
        // These only look at what lies deeper.
        case RERAISE:
        case LIST_APPEND:
        case LIST_EXTEND:
        case SET_ADD:
        case SET_UPDATE:
        case DICT_UPDATE:
        case DICT_MERGE:
        case CHECK_EXC_MATCH: return 1;
        case MAP_ADD: return 2;
        case IMPORT_FROM:
        case GET_LEN:
        case GET_ANEXT:
        case MATCH_KEYS:
        case WITH_EXCEPT_START: return 0;
        default: return stack_effect(instruction.opcode(), instruction.operand).pops;
    }
}

class FlowVerifier {
public:
    explicit FlowVerifier(const CodeUnderTest& test) : test_(test), entries_(test.instructions.size()) {
        handler_of_.assign(test.instructions.size(), nullptr);
        for (const ExceptionRow& row : test.handlers) {
            for (std::int64_t unit = row.start; unit < row.end; ++unit) {
                if (int covered = test.row_at(unit); covered >= 0)
                    handler_of_[static_cast<std::size_t>(covered)] = &row;
            }
        }
        // Wherever ways can meet there is an entry.
        for (const DecodedInstruction& instruction : test.instructions) {
            if (instruction.info()->jumps) entry_at(instruction.target);
        }
    }

    // Keeps the stack before this unit, too.
    void watch(int unit) { entry_at(unit); }
    // Nothing: no way leads there.
    std::optional<Stack> stack_before(int unit) {
        const Entry& entry = entry_at(unit);
        return entry.reached ? std::optional(entry.stack) : std::nullopt;
    }

    Defect find_defect() {
        reach(0, {});
        while (!pending_.empty() && !defect_) {
            std::size_t row = pending_.back();
            pending_.pop_back();
            entries_[row]->queued = false;
            walk(row);
        }
        return defect_;
    }

private:
    struct Entry {
        bool reached = false;
        bool queued = false;
        Stack stack;
    };

    bool fail(std::string text) {
        if (!defect_) defect_ = {std::move(text), instruction_ == nullptr ? 0 : instruction_->unit};
        return false;
    }
    bool require(bool condition, std::string_view text) { return condition || fail(std::string(text)); }

    // ------------------------------------------------------------ ways

    Entry& entry_at(std::int64_t unit) {
        std::unique_ptr<Entry>& entry = entries_[static_cast<std::size_t>(test_.row_at(unit))];
        if (!entry) entry = std::make_unique<Entry>();
        return *entry;
    }

    // A way comes to `unit` with this stack.
    void reach(std::int64_t unit, std::span<const Shape> stack) {
        Entry& entry = entry_at(unit);
        work_ += static_cast<std::int64_t>(stack.size()) + 1;
        if (work_ > most_work || heap::exhausted) {
            fail("too many ways to check");
            return;
        }
        bool changed = !entry.reached;
        if (!entry.reached) {
            entry.reached = true;
            entry.stack.assign(stack.begin(), stack.end());
        } else if (entry.stack.size() != stack.size()) {
            fail(fmt::format("the stack is {} or {} deep", entry.stack.size(), stack.size()));
            return;
        }
        for (std::size_t slot = 0; slot < stack.size(); ++slot) {
            Shape joined = join(entry.stack[slot], stack[slot]);
            changed = changed || joined != entry.stack[slot];
            entry.stack[slot] = joined;
        }
        if (!changed || entry.queued) return;
        entry.queued = true;
        pending_.push_back(static_cast<std::size_t>(test_.row_at(unit)));
    }

    // From an entry to the end of its way, or to the next entry.
    void walk(std::size_t row) {
        stack_ = entries_[row]->stack;
        for (;; ++row) {
            instruction_ = &test_.instructions[row];
            if (!reach_handler(row) || !step() ||
                !require(depth() <= test_.code.parts.stack_size, "the stack gets too deep"))
                return;
            if (ends_flow(instruction_->opcode())) return;
            if (row + 1 == test_.instructions.size()) return void(fail("runs off the end"));
            if (entries_[row + 1]) return reach(test_.instructions[row + 1].unit, stack_);
        }
    }

    bool reach_handler(std::size_t row) {
        const ExceptionRow* handler = handler_of_[row];
        std::int64_t taken = handler == nullptr ? -1 : taken_when_raising(*instruction_);
        if (taken < 0) return true;
        if (!require(handler->depth <= depth() - taken, "its handler wants a deeper stack")) return false;
        Stack stack(stack_.begin(), stack_.begin() + handler->depth);
        if (handler->push_lasti) stack.push_back({Kind::raised_at});
        stack.push_back({Kind::exception});
        if (!require(static_cast<std::int64_t>(stack.size()) <= test_.code.parts.stack_size,
                     "its handler needs a larger stack"))
            return false;
        reach(handler->target, stack);
        return !defect_;
    }

    // ------------------------------------------------------------ the stack

    std::int64_t depth() const { return static_cast<std::int64_t>(stack_.size()); }

    // The slot so deep, 1 is the top. The caller has made sure that it is there.
    Shape& peek(std::int64_t position) { return stack_[static_cast<std::size_t>(depth() - position)]; }
    bool has(std::int64_t count) { return require(count <= depth(), "the stack is not deep enough"); }
    void push(Shape shape) { stack_.push_back(shape); }

    // Takes off `count` slots, none of which may be null.
    bool pop(std::int64_t count) {
        if (!has(count)) return false;
        for (std::int64_t position = 1; position <= count; ++position) {
            if (peek(position).can_be_null()) return fail("takes a null for a value");
        }
        stack_.resize(static_cast<std::size_t>(depth() - count));
        return true;
    }

    bool expect(std::int64_t position, Kind kind, std::string_view what) {
        return has(position) && (peek(position).kind == kind || fail(fmt::format("expects {}", what)));
    }
    bool pop_kind(Kind kind, std::string_view what) { return expect(1, kind, what) && pop(1); }
    bool pop_exception() { return has(1) && require(peek(1).is_exception_or_none(), "expects an exception") && pop(1); }

    // ------------------------------------------------------------ instructions

    bool step() {
        std::int64_t n = instruction_->operand;
        switch (instruction_->opcode()) {
            case PUSH_NULL: return push({Kind::null}), true;
            case SWAP: return has(n) && (std::swap(peek(1), peek(n)), true);
            case COPY:
                return has(n) && require(!peek(n).can_be_null(), "copies a null") && (push(Shape(peek(n))), true);
            case LOAD_CONST: return push(shape_of(*test_.code.parts.constants, instruction_->operand)), true;
            case LOAD_CLOSURE: return push({Kind::cell}), true;
            case LOAD_GLOBAL: return (n & 1) != 0 ? push_callable(Kind::null) : push_values(1);
            case LOAD_METHOD: return pop(1) && push_callable(Kind::value_or_null);
            case PRECALL: return can_call(n);
            case CALL: return can_call(n) && pop(n + 1) && (stack_.pop_back(), push({}), true);
            case CALL_FUNCTION_EX: return pop(2 + (n & 1)) && has(1) && (stack_.pop_back(), push({}), true);
            case MAKE_FUNCTION: return make_function(instruction_->operand);
            case BUILD_TUPLE: return build_tuple(n);
            case BUILD_LIST: return pop(n) && (push({Kind::list}), true);
            case BUILD_SET: return pop(n) && (push({Kind::set}), true);
            case BUILD_MAP: return pop(2 * n) && (push({Kind::dict}), true);
            case BUILD_CONST_KEY_MAP: return build_map_of_keys(n);
            case BUILD_STRING: return build_string(n);
            case FORMAT_VALUE:
                return ((n & 4) == 0 || pop_kind(Kind::text, "a format specification")) && pop(1) &&
                       (push({Kind::text}), true);
            case LIST_TO_TUPLE: return pop_kind(Kind::list, "a list") && (push({Kind::tuple, -1}), true);
            case LIST_APPEND:
            case LIST_EXTEND: return pop(1) && expect(n, Kind::list, "a list");
            case SET_ADD:
            case SET_UPDATE: return pop(1) && expect(n, Kind::set, "a set");
            case MAP_ADD: return pop(2) && expect(n, Kind::dict, "a dict");
            case DICT_UPDATE: return pop(1) && expect(n, Kind::dict, "a dict");
            case DICT_MERGE:
                return pop(1) && expect(n, Kind::dict, "a dict") && has(n + 2) &&
                       require(!peek(n + 2).can_be_null(), "expects a callable");
            case MATCH_KEYS:
                return has(1) && require(peek(1).is_tuple(), "expects a tuple of keys") && pop_and_push(2, 3);
            case MATCH_CLASS:
                return has(1) && require(peek(1).is_tuple(), "expects a tuple of names") && pop_and_push(3, 1);
            case YIELD_VALUE: return yield_value();
            case GET_ITER:
            case GET_AITER: return pop(1) && (push({Kind::iterator}), true);
            case FOR_ITER: return for_iter();
            case GET_ANEXT:
                return has(1) && require(!peek(1).can_be_null(), "iterates over a null") && (push({}), true);
            default: return step_exception();
        }
    }

    bool step_exception() {
        std::int64_t n = instruction_->operand;
        switch (instruction_->opcode()) {
            case PUSH_EXC_INFO:
                return pop_kind(Kind::exception, "an exception") &&
                       (push({Kind::exception_or_none}), push({Kind::exception}), true);
            case POP_EXCEPT: return pop_exception();
            case CHECK_EXC_MATCH: return pop(1) && expect(1, Kind::exception, "an exception") && (push({}), true);
            case CHECK_EG_MATCH:
                return pop(1) && pop_exception() &&
                       (push({Kind::exception_or_none}), push({Kind::exception_or_none}), true);
            case PREP_RERAISE_STAR:
                return pop_kind(Kind::list, "a list") && pop_exception() && (push({Kind::exception_or_none}), true);
            case RERAISE:
                return (n == 0 || expect(n + 1, Kind::raised_at, "the place of the exception")) && pop_exception();
            case WITH_EXCEPT_START:
                return expect(1, Kind::exception, "an exception") && has(4) &&
                       require(!peek(4).can_be_null(), "expects an exit function") && (push({}), true);
            case END_ASYNC_FOR: return pop_kind(Kind::exception, "an exception") && pop(1);
            default: return step_plainly();
        }
    }

    // Everything else takes values and leaves values.
    bool step_plainly() {
        StackEffect effect = stack_effect(instruction_->opcode(), instruction_->operand);
        if (!pop(effect.pops)) return false;
        if (instruction_->info()->jumps) {
            Stack jumping = stack_;
            jumping.resize(jumping.size() + static_cast<std::size_t>(effect.pushes_when_jumping));
            reach(instruction_->target, jumping);
        }
        return push_values(effect.pushes) && !defect_;
    }

    bool push_values(std::int64_t count) {
        if (!require(depth() + count <= test_.code.parts.stack_size, "the stack gets too deep")) return false;
        stack_.resize(static_cast<std::size_t>(depth() + count));
        return true;
    }
    bool pop_and_push(std::int64_t pops, std::int64_t pushes) { return pop(pops) && push_values(pushes); }

    bool push_callable(Kind below) {
        push({below});
        push({});
        return true;
    }

    // callable or null, callable or self, arguments
    bool can_call(std::int64_t arguments) {
        if (!has(arguments + 2)) return false;
        for (std::int64_t position = 1; position <= arguments + 1; ++position) {
            if (peek(position).can_be_null()) return fail("calls with a null");
        }
        return true;
    }

    bool build_tuple(std::int64_t count) {
        if (!has(count)) return false;
        bool all_cells = count > 0;
        for (std::int64_t position = 1; position <= count; ++position)
            all_cells = all_cells && peek(position).kind == Kind::cell;
        return pop(count) && (push({all_cells ? Kind::cells : Kind::tuple, static_cast<std::int32_t>(count)}), true);
    }

    bool build_map_of_keys(std::int64_t count) {
        bool has_keys = has(1) && peek(1).is_tuple() && peek(1).number == count;
        return require(has_keys, "expects a tuple of keys") && pop(count + 1) && (push({Kind::dict}), true);
    }

    bool build_string(std::int64_t count) {
        for (std::int64_t position = 1; position <= count; ++position) {
            if (!expect(position, Kind::text, "strings")) return false;
        }
        return pop(count) && (push({Kind::text}), true);
    }

    // [defaults] [keyword defaults] [annotations] [closure] code
    bool make_function(int parts) {
        if (!expect(1, Kind::code, "a code object")) return false;
        const Tuple& constants = *test_.code.parts.constants;
        int free_variables = cast<Code>(constants[peek(1).number])->free_count;
        if (!pop(1)) return false;
        bool has_closure = (parts & 8) != 0;
        if (has_closure && !(expect(1, Kind::cells, "a closure") &&
                             require(peek(1).number == free_variables, "the closure has another length") && pop(1)))
            return false;
        if (!require(has_closure || free_variables == 0, "the closure is missing")) return false;
        if ((parts & 4) != 0 &&
            !(has(1) && require(peek(1).is_tuple() && peek(1).number % 2 == 0, "expects annotations") && pop(1)))
            return false;
        if ((parts & 2) != 0 && !pop_kind(Kind::dict, "a dict of defaults")) return false;
        if ((parts & 1) != 0 && !(has(1) && require(peek(1).is_tuple(), "expects a tuple of defaults") && pop(1)))
            return false;
        return push({}), true;
    }

    // Goes on with the next item, or jumps without the iterator.
    bool for_iter() {
        if (!has(1)) return false;
        Shape iterator = peek(1);
        if (!pop(1)) return false;
        reach(instruction_->target, stack_);
        push(iterator);
        return push_values(1) && !defect_;
    }

    // While a generator delegates, what it delegates to lies on top of its stack: RESUME says so (generator.cpp).
    bool yield_value() {
        if (!pop(1)) return false;
        const CodeUnit* next = test_.code.units() + instruction_->end();
        bool delegates = instruction_->end() < test_.code.unit_count &&
                         next->opcode == static_cast<std::uint8_t>(RESUME) && (next->operand & 3) >= 2;
        if (delegates && !(has(1) && require(!peek(1).can_be_null(), "delegates to a null"))) return false;
        return push({}), true;
    }

    // Enough for any program that a compiler made, and less than a second.
    static constexpr std::int64_t most_work = 50'000'000;

    const CodeUnderTest& test_;
    std::vector<std::unique_ptr<Entry>> entries_;  // by row; null where no ways meet
    std::vector<const ExceptionRow*> handler_of_;  // by row
    std::vector<std::size_t> pending_;
    Stack stack_;  // of the way that is being walked
    const DecodedInstruction* instruction_ = nullptr;
    std::int64_t work_ = 0;
    Defect defect_;
};

}  // namespace

Defect find_flow_defect(const CodeUnderTest& test) { return FlowVerifier(test).find_defect(); }

std::vector<std::optional<ShapedStack>> stacks_before(const Code& code, const std::vector<int>& units) {
    CodeUnderTest test(code);
    FlowVerifier verifier(test);
    for (int unit : units) verifier.watch(unit);
    std::vector<std::optional<ShapedStack>> stacks(units.size());
    if (verifier.find_defect()) return stacks;
    for (std::size_t place = 0; place < units.size(); ++place) stacks[place] = verifier.stack_before(units[place]);
    return stacks;
}

}  // namespace minipy
