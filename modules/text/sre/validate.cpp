// SPDX-License-Identifier: MIT
// Checks code that is given to _sre.compile(), so that the matcher need not: every skip lands where the layout in
// opcodes.hpp says, groups exist, bodies end with SUCCESS. CPython: Modules/_sre/sre.c (_validate_inner).
#include "modules/text/sre/engine.hpp"
#include "runtime/kernel/thread_state.hpp"

namespace minipy::sre {

namespace {

class Validator {
public:
    Validator(const std::vector<Code>& code, Size groups) : code_(code), groups_(Code(groups)) {}
    bool sequence(std::size_t from, std::size_t to);

private:
    Op op_at(std::size_t place) const { return static_cast<Op>(code_[place]); }
    // Where the skip at `place` leads to; 0 if that is not before or at `limit`.
    std::size_t target(std::size_t place, std::size_t limit) const {
        if (place >= limit || code_[place] > limit - place) return 0;
        return place + code_[place];
    }
    bool charset(std::size_t from, std::size_t to) const;
    bool info(std::size_t place, std::size_t to) const;
    bool branch(std::size_t& place, std::size_t to);
    bool repeat(Op op, std::size_t& place, std::size_t to);
    bool body(std::size_t from, std::size_t end);
    bool conditional(std::size_t& place, std::size_t to);
    bool instruction(std::size_t& place, std::size_t to);

    const std::vector<Code>& code_;
    Code groups_;
};

// [from, to) without the FAILURE that ends it.
bool Validator::charset(std::size_t from, std::size_t to) const {
    while (from < to) {
        std::size_t operands = 0;
        switch (op_at(from++)) {
            case Op::negate: break;
            case Op::literal: operands = 1; break;
            case Op::range:
            case Op::range_uni_ignore: operands = 2; break;
            case Op::charset: operands = 8; break;
            case Op::bigcharset: {
                if (from >= to || to - from < 65 || code_[from] > 256) return false;
                const auto* blocks = reinterpret_cast<const unsigned char*>(code_.data() + from + 1);
                for (int index = 0; index < 256; ++index) {
                    if (blocks[index] >= code_[from]) return false;
                }
                operands = 65 + code_[from] * 8;
                break;
            }
            case Op::category:
                if (from >= to || code_[from] >= category_count) return false;
                operands = 1;
                break;
            default: return false;
        }
        if (operands > to - from) return false;
        from += operands;
    }
    return true;
}

// `place`: of the skip.
bool Validator::info(std::size_t place, std::size_t to) const {
    std::size_t end = target(place, to);
    if (end == 0 || end < place + 4) return false;
    Code flags = code_[place + 1];
    std::size_t details = place + 4;
    if ((flags & ~(info_prefix | info_literal | info_charset)) != 0) return false;
    if ((flags & info_prefix) != 0 && (flags & info_charset) != 0) return false;
    if ((flags & info_literal) != 0 && (flags & info_prefix) == 0) return false;
    if ((flags & info_prefix) != 0) {
        if (end - details < 2) return false;
        Code length = code_[details], skip = code_[details + 1];
        details += 2;
        if (length == 0 || skip > length || length > (end - details) / 2) return false;
        // What the search passes over must be there as instructions.
        for (std::size_t index = 0; index < skip; ++index) {
            std::size_t at = end + 2 * index;
            if (at + 1 >= code_.size() || op_at(at) != Op::literal || code_[at + 1] != code_[details + index])
                return false;
        }
        return details + 2 * length == end;
    }
    if ((flags & info_charset) != 0) return end > details && charset(details, end - 1) && op_at(end - 1) == Op::failure;
    return details == end;
}

// From `from` to the SUCCESS just before `end`.
bool Validator::body(std::size_t from, std::size_t end) {
    return end > from && op_at(end - 1) == Op::success && sequence(from, end - 1);
}

bool Validator::branch(std::size_t& place, std::size_t to) {
    std::size_t end = 0;
    while (place < to && code_[place] != 0) {
        std::size_t next = target(place, to);
        if (next < place + 3 || op_at(next - 2) != Op::jump || !sequence(place + 1, next - 2)) return false;
        std::size_t jump = target(next - 1, to);
        if (jump == 0 || (end != 0 && jump != end)) return false;
        end = jump;
        place = next;
    }
    return place++ < to && place == end;
}

bool Validator::repeat(Op op, std::size_t& place, std::size_t to) {
    std::size_t end = target(place, to);
    if (end < place + 4 || code_[place + 1] > code_[place + 2]) return false;
    std::size_t from = place + 3;
    if (op == Op::repeat_one || op == Op::min_repeat_one || op == Op::possessive_repeat_one) {
        place = end;
        return body(from, end);
    }
    if (end >= to) return false;
    place = end + 1;
    bool good_end = op == Op::possessive_repeat ? op_at(end) == Op::success
                                                : op_at(end) == Op::max_until || op_at(end) == Op::min_until;
    return good_end && sequence(from, end);
}

// `place`: of the group; the skip behind it counts from there.
bool Validator::conditional(std::size_t& place, std::size_t to) {
    if (to - place < 2 || code_[place] >= groups_ || code_[place + 1] > to - place || code_[place + 1] < 2)
        return false;
    std::size_t from = place + 2, otherwise = place + code_[place + 1];
    if (otherwise - from >= 2 && op_at(otherwise - 2) == Op::jump && sequence(from, otherwise - 2)) {
        std::size_t end = target(otherwise - 1, to);
        place = end;
        return end >= otherwise && sequence(otherwise, end);
    }
    place = otherwise;
    return sequence(from, otherwise);
}

bool Validator::instruction(std::size_t& place, std::size_t to) {
    Op op = op_at(place++);
    std::size_t room = to - place;
    switch (op) {
        case Op::success:
        case Op::failure:
        case Op::any:
        case Op::any_all: return true;
        case Op::mark: return room >= 1 && code_[place++] < 2 * groups_;
        case Op::literal:
        case Op::not_literal:
        case Op::literal_ignore:
        case Op::not_literal_ignore:
        case Op::literal_uni_ignore:
        case Op::not_literal_uni_ignore:
        case Op::literal_loc_ignore:
        case Op::not_literal_loc_ignore: ++place; return room >= 1;
        case Op::at: return room >= 1 && code_[place++] < at_count;
        case Op::category: return room >= 1 && code_[place++] < category_count;
        case Op::in:
        case Op::in_ignore:
        case Op::in_uni_ignore:
        case Op::in_loc_ignore: {
            std::size_t from = place + 1, end = target(place, to);
            if (end <= from) return false;
            place = end;
            return charset(from, end - 1) && op_at(end - 1) == Op::failure;
        }
        case Op::info: {
            bool good = place == 1 && info(place, to);
            if (good) place += code_[place];
            return good;
        }
        case Op::branch: return branch(place, to);
        case Op::repeat_one:
        case Op::min_repeat_one:
        case Op::possessive_repeat_one:
        case Op::repeat:
        case Op::possessive_repeat: return repeat(op, place, to);
        case Op::atomic_group: {
            std::size_t from = place + 1, end = target(place, to);
            place = end;
            return end > from && body(from, end);
        }
        case Op::assert_:
        case Op::assert_not: {
            std::size_t from = place + 2, end = target(place, to);
            place = end;
            return end > from && body(from, end);
        }
        case Op::groupref:
        case Op::groupref_ignore:
        case Op::groupref_uni_ignore:
        case Op::groupref_loc_ignore: return room >= 1 && code_[place++] < groups_;
        case Op::groupref_exists: return conditional(place, to);
        default: return false;
    }
}

bool Validator::sequence(std::size_t from, std::size_t to) {
    if (from > to || native_stack_is_low()) return false;
    while (from < to) {
        if (!instruction(from, to)) return false;
    }
    return from == to;
}

}  // namespace

bool is_valid(const std::vector<Code>& code, Size groups) {
    if (groups < 0 || groups > INT32_MAX / 2 || code.empty() || static_cast<Op>(code.back()) != Op::success)
        return false;
    return Validator(code, groups).sequence(0, code.size() - 1);
}

}  // namespace minipy::sre
