// SPDX-License-Identifier: MIT
// The matcher; engine.hpp has the idea. CPython: Modules/_sre/sre_lib.h.
#include "modules/text/sre/engine.hpp"

#include <cstdlib>
#include <cstring>

#include "modules/text/sre/one_character.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::sre {

namespace {

// A stack that says when there is no memory.
template <class T>
class GrowingStack {
public:
    GrowingStack() = default;
    ~GrowingStack() { std::free(items_); }
    GrowingStack(const GrowingStack&) = delete;
    GrowingStack& operator=(const GrowingStack&) = delete;

    [[nodiscard]] bool make_room(Size count) {
        if (capacity_ - size >= count) [[likely]]
            return true;
        Size grown = std::max<Size>(capacity_ * 2, 256);
        void* moved = std::realloc(static_cast<void*>(items_), std::size_t(grown) * sizeof(T));
        if (moved == nullptr) return false;
        items_ = static_cast<T*>(moved);
        capacity_ = grown;
        return true;
    }
    void push(const T& item) { items_[size++] = item; }
    T pop() { return items_[--size]; }
    T& operator[](Size index) { return items_[index]; }
    Size size = 0;

private:
    T* items_ = nullptr;
    Size capacity_ = 0;
};

enum class Kind : std::uint32_t {
    // old values
    mark,
    last_index,
    repeat_count,
    current_repeat,
    repeat_entered,
    // choices
    branch,
    shorter_run,
    longer_run,
    leave_repeat,
    repeat_again,
    // barriers
    look,
    look_not,
    atomic,
    possessive,
};
bool is_old_value(Kind kind) { return kind <= Kind::repeat_entered; }

struct Entry {
    Kind kind;
    std::uint32_t index;  // of a mark or repeat; barriers: one more than the place of the barrier before, 0 for none
    const Code* code;
    Size position;
    Size extra;
};

// One (…)* that is under way. `code` points to the skip of its REPEAT.
struct Repeat {
    const Code* code;
    Size count;     // bodies matched
    Size last;      // where the last one began: a body that matches nothing is not repeated
    Size previous;  // the repeat around it, −1: none
};

constexpr Size most_pushed_by_one_instruction = 4;

template <class Character>
class Matcher {
public:
    Matcher(const Subject& subject, Anchor anchor, Size not_empty_at, Groups& groups)
        : text_(reinterpret_cast<const Character*>(subject.data)),
          end_(subject.end),
          anchor_(anchor),
          not_empty_at_(not_empty_at),
          groups_(groups) {}

    // Runs `code` from a position; when it fails, all marks are as they were.
    Outcome run(const Code* code, Size position);
    Outcome search(const Code* code, Size start);

private:
    bool at(Code where, Size position) const;
    template <class IsWord>
    bool at_boundary(Size position, IsWord is_word) const {
        bool before = position > 0 && is_word(text_[position - 1]);
        bool behind = position < end_ && is_word(text_[position]);
        return before != behind;
    }
    template <class Fold>
    bool match_group_again(Code group, Size& position, Fold fold) const;
    bool group_matched(Code group) const { return groups_.marks[group * 2] >= 0 && groups_.marks[group * 2 + 1] >= 0; }
    void set_mark(Code mark, Size position);
    void push(Kind kind, const Code* code, Size position, Size extra = 0, Size index = 0) {
        stack_.push({kind, std::uint32_t(index), code, position, extra});
    }
    void set_repeat(Size repeat) {
        push(Kind::current_repeat, nullptr, 0, repeat_);
        repeat_ = repeat;
    }
    void push_barrier(Kind kind, const Code* code, Size position, Size count = 0) {
        push(kind, code, position, count, barrier_ + 1);
        barrier_ = stack_.size - 1;
    }
    void begin_body(Size repeat, Size count, Size last);
    bool enter_branch(const Code*& code, Size position);
    bool begin_shorter_runs(const Code*& code, Size& position);
    bool begin_longer_runs(const Code*& code, Size& position);
    bool next_shorter_run(const Code*& code, Size& position, Entry entry);
    bool next_longer_run(const Code*& code, Size& position, Entry entry);
    enum class Greed : std::uint8_t { greedy, lazy };
    bool repeat_until(const Code*& code, Size position, Greed greed);
    void possessive_step(const Code*& code, Size position, Size count, Size before);
    bool body_matched(const Code*& code, Size& position);
    void keep_body();
    bool backtrack(const Code*& code, Size& position);
    bool resume(const Entry& entry, const Code*& code, Size& position);
    Size find_prefix(const Code* prefix, Size length, Size from, Size last) const;

    const Character* text_;
    Size end_;
    Anchor anchor_;
    Size not_empty_at_;
    Groups& groups_;
    GrowingStack<Entry> stack_;
    GrowingStack<Repeat> repeats_;
    Size repeat_ = -1;   // the innermost under way
    Size barrier_ = -1;  // the innermost barrier on the stack
    unsigned steps_ = 0;
};

// ---------------------------------------------------------------- places and groups

template <class Character>
bool Matcher<Character>::at(Code where, Size position) const {
    auto is_newline = [&](Size index) { return text_[index] == '\n'; };
    switch (static_cast<At>(where)) {
        case At::beginning:
        case At::beginning_string: return position == 0;
        case At::beginning_line: return position == 0 || is_newline(position - 1);
        case At::end: return position == end_ || (position == end_ - 1 && is_newline(position));
        case At::end_line: return position == end_ || is_newline(position);
        case At::end_string: return position == end_;
        case At::boundary: return end_ > 0 && at_boundary(position, is_word_ascii);
        case At::non_boundary: return end_ > 0 && !at_boundary(position, is_word_ascii);
        case At::loc_boundary: return end_ > 0 && at_boundary(position, is_word_locale);
        case At::loc_non_boundary: return end_ > 0 && !at_boundary(position, is_word_locale);
        case At::uni_boundary: return end_ > 0 && at_boundary(position, is_word_unicode);
        case At::uni_non_boundary: return end_ > 0 && !at_boundary(position, is_word_unicode);
    }
    return false;
}

template <class Character>
template <class Fold>
bool Matcher<Character>::match_group_again(Code group, Size& position, Fold fold) const {
    if (!group_matched(group)) return false;
    Size from = groups_.marks[group * 2], to = groups_.marks[group * 2 + 1];
    for (; from < to; ++from, ++position) {
        if (position >= end_ || fold(text_[position]) != fold(text_[from])) return false;
    }
    return true;
}

template <class Character>
void Matcher<Character>::set_mark(Code mark, Size position) {
    push(Kind::mark, nullptr, groups_.marks[mark], 0, Size(mark));
    groups_.marks[mark] = position;
    if (mark % 2 == 0) return;
    push(Kind::last_index, nullptr, groups_.last_index);
    groups_.last_index = Size(mark) / 2 + 1;
}

// ---------------------------------------------------------------- alternatives and runs of one character

// `code` points to the skip of an alternative; tries it, with the next one as a choice. False: there is none left.
template <class Character>
bool Matcher<Character>::enter_branch(const Code*& code, Size position) {
    for (; code[0] != 0; code += code[0]) {
        // An alternative whose first character cannot match is passed over.
        auto first = static_cast<Op>(code[1]);
        if (first == Op::literal && (position >= end_ || Code(text_[position]) != code[2])) continue;
        if (first == Op::in && (position >= end_ || !in_charset(code + 3, text_[position]))) continue;
        const Code* next = code + code[0];
        if (next[0] != 0) push(Kind::branch, next, position);
        ++code;
        return true;
    }
    return false;
}

template <class Character>
bool Matcher<Character>::begin_shorter_runs(const Code*& code, Size& position) {
    Size least = Size(code[1]);
    if (least > end_ - position) return false;
    Size count = count_run(code + 3, text_, position, end_, code[2]);
    if (count < least) return false;
    // One step back first, because the next shorter run is one step further back.
    return next_shorter_run(code, position, {Kind::shorter_run, 0, code, position + count + 1, position + least});
}

template <class Character>
bool Matcher<Character>::next_shorter_run(const Code*& code, Size& position, Entry entry) {
    const Code* tail = entry.code + entry.code[0];
    Size here = entry.position - 1, least = entry.extra;
    if (static_cast<Op>(tail[0]) == Op::literal) {
        while (here >= least && (here >= end_ || Code(text_[here]) != tail[1])) --here;
    }
    if (here < least) return false;
    if (here > least) push(Kind::shorter_run, entry.code, here, least);
    position = here;
    code = tail;
    return true;
}

template <class Character>
bool Matcher<Character>::begin_longer_runs(const Code*& code, Size& position) {
    Size least = Size(code[1]);
    if (least > end_ - position) return false;
    if (least > 0 && count_run(code + 3, text_, position, end_, code[1]) < least) return false;
    position += least;
    push(Kind::longer_run, code, position, least);
    code += code[0];
    return true;
}

template <class Character>
bool Matcher<Character>::next_longer_run(const Code*& code, Size& position, Entry entry) {
    Code most = entry.code[2];
    if (most != max_repeat && entry.extra >= Size(most)) return false;
    if (!matches_one(entry.code + 3, text_, entry.position, end_)) return false;
    position = entry.position + 1;
    push(Kind::longer_run, entry.code, position, entry.extra + 1);
    code = entry.code + entry.code[0];
    return true;
}

// ---------------------------------------------------------------- repeats of anything

template <class Character>
void Matcher<Character>::begin_body(Size repeat, Size count, Size last) {
    Repeat& state = repeats_[repeat];
    push(Kind::repeat_count, nullptr, state.last, state.count, repeat);
    state.count = count;
    state.last = last;
}

// At MAX_UNTIL or MIN_UNTIL: `code` points behind it, to the tail.
template <class Character>
bool Matcher<Character>::repeat_until(const Code*& code, Size position, Greed greed) {
    bool greedy = greed == Greed::greedy;
    Size repeat = repeat_;
    Repeat state = repeats_[repeat];
    Size count = state.count + 1;
    bool below_least = count < Size(state.code[1]);
    bool more = (state.code[2] == max_repeat || count < Size(state.code[2])) && position != state.last;
    if (below_least || (greedy && more)) {
        if (!below_least) push(Kind::leave_repeat, code, position, 0, repeat);
        begin_body(repeat, count, below_least ? state.last : position);
        code = state.code + 3;
        return true;
    }
    if (!greedy && more) push(Kind::repeat_again, state.code + 3, position, count, repeat);
    set_repeat(state.previous);
    return true;
}

template <class Character>
void Matcher<Character>::possessive_step(const Code*& code, Size position, Size count, Size before) {
    bool below_least = count < Size(code[1]);
    bool more = (code[2] == max_repeat || count < Size(code[2])) && (count == 0 || position != before);
    if (below_least || more) {
        push_barrier(Kind::possessive, code, position, count);
        code += 3;
    } else {
        code += code[0] + 1;
    }
}

// ---------------------------------------------------------------- barriers

// Takes the innermost barrier and the choices above it off the stack, and keeps the old values.
template <class Character>
void Matcher<Character>::keep_body() {
    Size kept = barrier_, size = stack_.size;
    Size outer = Size(stack_[barrier_].index) - 1;
    for (Size index = barrier_ + 1; index < size; ++index) {
        if (is_old_value(stack_[index].kind)) stack_[kept++] = stack_[index];
    }
    stack_.size = kept;
    barrier_ = outer;
}

// SUCCESS inside a barrier. False: matching must not go on here.
template <class Character>
bool Matcher<Character>::body_matched(const Code*& code, Size& position) {
    Entry barrier = stack_[barrier_];
    if (barrier.kind == Kind::look_not) {
        // Everything in the body is taken back; then the barrier is gone and what is before it fails.
        Size place = barrier_;
        while (stack_.size > place + 1) {
            const Code* ignored_code;
            Size ignored_position;
            Entry entry = stack_.pop();
            if (is_old_value(entry.kind)) resume(entry, ignored_code, ignored_position);
        }
        stack_.pop();
        barrier_ = Size(barrier.index) - 1;
        return false;
    }
    keep_body();
    code = barrier.code;
    if (barrier.kind == Kind::look) position = barrier.position;
    if (barrier.kind == Kind::possessive) possessive_step(code, position, barrier.extra + 1, barrier.position);
    return true;
}

// ---------------------------------------------------------------- failing

// Deals with an entry taken off the stack. True: matching goes on at `code` and `position`.
template <class Character>
bool Matcher<Character>::resume(const Entry& entry, const Code*& code, Size& position) {
    switch (entry.kind) {
        case Kind::mark: groups_.marks[entry.index] = entry.position; return false;
        case Kind::last_index: groups_.last_index = entry.position; return false;
        case Kind::repeat_count:
            repeats_[entry.index].count = entry.extra;
            repeats_[entry.index].last = entry.position;
            return false;
        case Kind::current_repeat: repeat_ = entry.extra; return false;
        case Kind::repeat_entered:
            repeat_ = entry.extra;
            --repeats_.size;
            return false;
        case Kind::branch:
            code = entry.code;
            position = entry.position;
            return enter_branch(code, position);
        case Kind::shorter_run: return next_shorter_run(code, position, entry);
        case Kind::longer_run: return next_longer_run(code, position, entry);
        case Kind::leave_repeat:
            set_repeat(repeats_[entry.index].previous);
            code = entry.code;
            position = entry.position;
            return true;
        case Kind::repeat_again:
            begin_body(entry.index, entry.extra, entry.position);
            code = entry.code;
            position = entry.position;
            return true;
        case Kind::look:
        case Kind::atomic: barrier_ = Size(entry.index) - 1; return false;
        case Kind::look_not:
            barrier_ = Size(entry.index) - 1;
            code = entry.code;
            position = entry.position;
            return true;
        case Kind::possessive:
            barrier_ = Size(entry.index) - 1;
            if (entry.extra < Size(entry.code[1])) return false;
            code = entry.code + entry.code[0] + 1;
            position = entry.position;
            return true;
    }
    return false;
}

template <class Character>
bool Matcher<Character>::backtrack(const Code*& code, Size& position) {
    while (stack_.size > 0) {
        if (resume(stack_.pop(), code, position)) return true;
    }
    return false;
}

// ---------------------------------------------------------------- the loop

template <class Character>
Outcome Matcher<Character>::run(const Code* code, Size position) {
    auto itself = [](CodePoint character) { return character; };
    auto fail_unless = [&](bool good) { return good || backtrack(code, position); };
    for (;;) {
        if (!stack_.make_room(most_pushed_by_one_instruction) || !repeats_.make_room(1)) {
            (void)raise_no_memory();
            return Outcome::error;
        }
        if ((++steps_ & 0xFFFF) == 0 && eval_breaker && handle_pending().failed()) return Outcome::error;
        bool good = true;
        switch (static_cast<Op>(*code++)) {
            case Op::success:
                if (barrier_ >= 0) {
                    good = body_matched(code, position);
                } else if ((anchor_ == Anchor::whole_text && position != end_) || position == not_empty_at_) {
                    good = false;
                } else {
                    groups_.end = position;
                    return Outcome::matched;
                }
                break;
            case Op::any:
            case Op::any_all:
                good = matches_one(code - 1, text_, position, end_);
                ++position;
                break;
            case Op::literal:
                good = position < end_ && Code(text_[position]) == code[0];
                ++position;
                ++code;
                break;
            case Op::not_literal:
            case Op::category:
            case Op::literal_ignore:
            case Op::not_literal_ignore:
            case Op::literal_uni_ignore:
            case Op::not_literal_uni_ignore:
            case Op::literal_loc_ignore:
            case Op::not_literal_loc_ignore:
                good = matches_one(code - 1, text_, position, end_);
                ++position;
                ++code;
                break;
            case Op::in:
            case Op::in_ignore:
            case Op::in_uni_ignore:
            case Op::in_loc_ignore:
                good = matches_one(code - 1, text_, position, end_);
                ++position;
                code += code[0];
                break;
            case Op::at: good = at(*code++, position); break;
            case Op::mark: set_mark(*code++, position); break;
            case Op::jump: code += code[0]; break;
            case Op::info:
                good = Size(code[2]) <= end_ - position;
                code += code[0];
                break;
            case Op::branch: good = enter_branch(code, position); break;
            case Op::repeat_one: good = begin_shorter_runs(code, position); break;
            case Op::min_repeat_one: good = begin_longer_runs(code, position); break;
            case Op::possessive_repeat_one: {
                Size count = count_run(code + 3, text_, position, end_, code[2]);
                good = count >= Size(code[1]);
                position += count;
                code += code[0];
                break;
            }
            case Op::repeat:
                push(Kind::repeat_entered, nullptr, 0, repeat_);
                repeats_.push({code, -1, -1, repeat_});
                repeat_ = repeats_.size - 1;
                code += code[0];
                break;
            case Op::max_until: good = repeat_until(code, position, Greed::greedy); break;
            case Op::min_until: good = repeat_until(code, position, Greed::lazy); break;
            case Op::possessive_repeat: possessive_step(code, position, 0, position); break;
            case Op::groupref: good = match_group_again(*code++, position, itself); break;
            case Op::groupref_ignore: good = match_group_again(*code++, position, lower_ascii); break;
            case Op::groupref_uni_ignore: good = match_group_again(*code++, position, lower_unicode); break;
            case Op::groupref_loc_ignore: good = match_group_again(*code++, position, lower_locale); break;
            case Op::groupref_exists: code += group_matched(code[0]) ? 2 : code[1]; break;
            case Op::assert_:
                good = position >= Size(code[1]);
                if (!good) break;
                push_barrier(Kind::look, code + code[0], position);
                position -= Size(code[1]);
                code += 2;
                break;
            case Op::assert_not:
                if (position < Size(code[1])) {
                    code += code[0];
                    break;
                }
                push_barrier(Kind::look_not, code + code[0], position);
                position -= Size(code[1]);
                code += 2;
                break;
            case Op::atomic_group:
                push_barrier(Kind::atomic, code + code[0], position);
                ++code;
                break;
            default: good = false; break;  // FAILURE; others cannot be: the code has been validated
        }
        if (!fail_unless(good)) return Outcome::failed;
    }
}

// ---------------------------------------------------------------- searching

// The first place from `from` to `last` where the prefix stands, −1: nowhere.
template <class Character>
Size Matcher<Character>::find_prefix(const Code* prefix, Size length, Size from, Size last) const {
    for (Size place = from; place <= last; ++place) {
        if constexpr (sizeof(Character) == 1) {
            if (prefix[0] > 255) return -1;
            const void* found = std::memchr(text_ + place, int(prefix[0]), std::size_t(last - place + 1));
            if (found == nullptr) return -1;
            place = static_cast<const Character*>(found) - text_;
        } else if (Code(text_[place]) != prefix[0]) {
            continue;
        }
        Size matched = 1;
        while (matched < length && Code(text_[place + matched]) == prefix[matched]) ++matched;
        if (matched == length) return place;
    }
    return -1;
}

template <class Character>
Outcome Matcher<Character>::search(const Code* code, Size start) {
    Code flags = 0;
    Size least = 0, prefix_length = 0, prefix_skip = 0;
    const Code* details = nullptr;
    if (static_cast<Op>(code[0]) == Op::info) {
        flags = code[2];
        least = Size(code[3]);
        details = code + 5;
        if ((flags & info_prefix) != 0) {
            prefix_length = Size(details[0]);
            prefix_skip = Size(details[1]);
            details += 2;
        }
        code += 1 + code[1];
    }
    Size last = end_ - std::max(least, prefix_length);
    bool only_at_start = static_cast<Op>(code[0]) == Op::at && (static_cast<At>(code[1]) == At::beginning ||
                                                                static_cast<At>(code[1]) == At::beginning_string);
    if (only_at_start) last = std::min(last, start);
    for (Size place = start; place <= last; ++place) {
        if (prefix_length > 0) {
            place = find_prefix(details, prefix_length, place, last);
            if (place < 0) return Outcome::failed;
        } else if ((flags & info_charset) != 0) {
            while (place < end_ && !in_charset(details, text_[place])) ++place;
            if (place > last || place >= end_) return Outcome::failed;
        }
        groups_.begin = place;
        Outcome outcome = run(code + 2 * prefix_skip, place + prefix_skip);
        if (outcome != Outcome::failed) return outcome;
    }
    return Outcome::failed;
}

template <class Use>
Outcome with_matcher(const Subject& subject, Anchor anchor, Size not_empty_at, Groups& groups, Use use) {
    if (subject.width == 1) return use(Matcher<std::uint8_t>(subject, anchor, not_empty_at, groups));
    if (subject.width == 2) return use(Matcher<std::uint16_t>(subject, anchor, not_empty_at, groups));
    return use(Matcher<CodePoint>(subject, anchor, not_empty_at, groups));
}

}  // namespace

Outcome match_at(const Subject& subject, const Code* code, Anchor anchor, Size not_empty_at, Groups& groups) {
    groups.begin = subject.start;
    return with_matcher(subject, anchor, not_empty_at, groups,
                        [&](auto&& matcher) { return matcher.run(code, subject.start); });
}

Outcome search_from(const Subject& subject, const Code* code, Size not_empty_at, Groups& groups) {
    return with_matcher(subject, Anchor::none, not_empty_at, groups,
                        [&](auto&& matcher) { return matcher.search(code, subject.start); });
}

}  // namespace minipy::sre
