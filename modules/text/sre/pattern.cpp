// SPDX-License-Identifier: MIT
// re.Pattern, and the searches that all its methods are made of. CPython: Modules/_sre/sre.c.
#include "modules/text/sre/pattern.hpp"

#include <algorithm>

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/iterators.hpp"
#include "runtime/kernel/growth.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/namespace.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy::sre {

// ---------------------------------------------------------------- texts

Result<void> Text::acquire(Pattern* pattern, Object* string, Size start, Size end) {
    if (auto* str = as<Str>(string)) {
        if (pattern->kind == TextKind::bytes)
            return raise(TypeError, "cannot use a bytes pattern on a string-like object");
        subject = {str->data(), str->kind, str->length};
    } else {
        if (!supports_buffer(string))
            return raise(TypeError, "expected string or bytes-like object, got '{}'", type_name(string));
        TRY(buffer.acquire(string));
        if (pattern->kind == TextKind::str)
            return raise(TypeError, "cannot use a string pattern on a bytes-like object");
        subject = {buffer.data(), 1, buffer.length()};
        is_bytes = true;
    }
    object = share(string);
    subject.start = std::clamp<Size>(start, 0, subject.length);
    subject.end = std::clamp<Size>(end, 0, subject.length);
    return {};
}

Result<Object> Text::slice(Size from, Size to) const {
    to = std::max(from, to);
    if (!is_bytes) return str_substring(cast<Str>(object.get()), from, to);
    if (is_exact<Bytes>(object.get()) && from == 0 && to == subject.length) return object;
    return Bytes::copy({subject.data + from, std::size_t(to - from)});
}

// ---------------------------------------------------------------- searches

Result<bool> Search::answer(Outcome outcome) {
    if (outcome == Outcome::error) return Failure{};
    return outcome == Outcome::matched;
}

// A match's marks are left as they are; the next attempt begins with none.
Result<void> Search::forget_groups() {
    auto count = std::size_t(pattern->groups) * 2;
    TRY(reserve_room(groups.marks, count));
    groups.marks.assign(count, -1);
    groups.last_index = -1;
    return {};
}

Result<bool> Search::next() {
    if (text.subject.start > text.subject.end) return false;
    TRY(forget_groups());
    return answer(search_from(text.subject, pattern->code->data(), not_empty_at, groups));
}

Result<bool> Search::match_here(Anchor anchor) {
    if (text.subject.start > text.subject.end) return false;
    TRY(forget_groups());
    return answer(match_at(text.subject, pattern->code->data(), anchor, not_empty_at, groups));
}

void Search::advance() {
    text.subject.start = groups.end;
    not_empty_at = groups.begin == groups.end ? groups.end : -1;
}

Result<Object> Search::group(Size number, Object* otherwise) const {
    if (number == 0) return text.slice(groups.begin, groups.end);
    auto place = std::size_t(number - 1) * 2;
    Size from = groups.marks[place], to = groups.marks[place + 1];
    if (from >= 0 && to >= 0) return text.slice(from, to);
    return otherwise == nullptr ? text.slice(0, 0) : Result<Object>(share(otherwise));
}

Result<Object> Search::make_match() const {
    Size count = 2 * (pattern->groups + 1);
    Ref<Object> object = TRY(allocate_instance(&Match::type_object, count));
    auto* match = cast<Match>(object.get());
    match->mark_count = count;
    match->string = text.object;
    match->pattern = share(pattern);
    match->start = text.subject.start;
    match->end = text.subject.end;
    match->last_index = groups.last_index;
    match->marks()[0] = groups.begin;
    match->marks()[1] = groups.end;
    for (Size index = 2; index < count; index += 2) {
        Size from = groups.marks[std::size_t(index - 2)], to = groups.marks[std::size_t(index - 1)];
        bool matched = from >= 0 && to >= 0;
        match->marks()[index] = matched ? from : -1;
        match->marks()[index + 1] = matched ? to : -1;
    }
    return object;
}

namespace {

// ---------------------------------------------------------------- scanner

struct Scanner : Object {
    Ref<Pattern> pattern;
    Text* text;      // owned
    Search* search;  // owned; null: exhausted
    ~Scanner() {
        delete search;
        delete text;
    }
    template <class Visit>
    void each_reference(Visit visit) {
        visit(pattern);
        if (text != nullptr) visit(text->object);
    }
    static constexpr Type& type_object = scanner_type;
};

Result<Object> scan(Scanner* self, Result<bool> (*step)(Search&)) {
    if (self->search == nullptr) return none();
    Ref<Object> kept = share<Object>(self);
    Search& search = *self->search;
    if (!TRY(step(search))) {
        delete std::exchange(self->search, nullptr);
        return none();
    }
    Ref<Object> match = TRY(search.make_match());
    search.advance();
    return match;
}

Result<Object> scanner_search(Scanner* self) {
    return scan(self, [](Search& search) { return search.next(); });
}
Result<Object> scanner_match(Scanner* self) {
    return scan(self, [](Search& search) { return search.match_here(Anchor::none); });
}

const Method scanner_methods[] = {
    {"match(self, /)", bind<scanner_match>},
    {"search(self, /)", bind<scanner_search>},
};
const Member scanner_members[] = {member<&Scanner::pattern>("pattern")};

const TypeSpec scanner_spec = {
    .name = "_sre.SRE_Scanner",
    .size = sizeof(Scanner),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = destroy<Scanner>,
              .traverse = traverse_references<Scanner>,
              .clear = clear_references<Scanner>},
    .methods = scanner_methods,
    .members = scanner_members,
};

// ---------------------------------------------------------------- Pattern

Result<Object> match_once(Pattern* self, Object* string, Size pos, Size endpos, Anchor anchor) {
    Text text;
    TRY(text.acquire(self, string, pos, endpos));
    Search search(self, text);
    if (!TRY(search.match_here(anchor))) return none();
    return search.make_match();
}

Result<Object> pattern_match(Pattern* self, Object* string, Size pos, Size endpos) {
    return match_once(self, string, pos, endpos, Anchor::none);
}
Result<Object> pattern_fullmatch(Pattern* self, Object* string, Size pos, Size endpos) {
    return match_once(self, string, pos, endpos, Anchor::whole_text);
}

Result<Object> pattern_search(Pattern* self, Object* string, Size pos, Size endpos) {
    Text text;
    TRY(text.acquire(self, string, pos, endpos));
    Search search(self, text);
    if (!TRY(search.next())) return none();
    return search.make_match();
}

Result<Object> pattern_finditer(Pattern* self, Object* string, Size pos, Size endpos) {
    Ref<Object> scanner = TRY(make_scanner(self, string, pos, endpos));
    Ref<Object> search = TRY(get_attribute(scanner.get(), Str::interned_from("search").get()));
    return make_callable_iterator(search.get(), &None);
}

Result<Object> pattern_copy(Pattern* self) { return share<Object>(self); }
Result<Object> pattern_deepcopy(Pattern* self, Object*) { return share<Object>(self); }

Result<Object> pattern_repr(Object* object) {
    static constexpr struct {
        int flag;
        const char* name;
    } named[] = {{flag_template, "re.TEMPLATE"},   {flag_ignorecase, "re.IGNORECASE"}, {flag_locale, "re.LOCALE"},
                 {flag_multiline, "re.MULTILINE"}, {flag_dotall, "re.DOTALL"},         {flag_unicode, "re.UNICODE"},
                 {flag_verbose, "re.VERBOSE"},     {flag_debug, "re.DEBUG"},           {flag_ascii, "re.ASCII"}};
    auto* self = cast<Pattern>(object);
    int flags = self->flags;
    // UNICODE goes without saying for a str.
    if (self->kind == TextKind::str && (flags & (flag_locale | flag_unicode | flag_ascii)) == flag_unicode)
        flags &= ~flag_unicode;
    std::string shown_flags;
    for (const auto& entry : named) {
        if ((flags & entry.flag) == 0) continue;
        shown_flags += (shown_flags.empty() ? "" : "|") + std::string(entry.name);
        flags &= ~entry.flag;
    }
    if (flags != 0) shown_flags += (shown_flags.empty() ? "" : "|") + format_text("{:#x}", flags);
    Ref<Str> shown = TRY(repr(self->pattern.get()));
    if (shown->length > 200) shown = TRY(str_substring(shown.get(), 0, 200));
    if (shown_flags.empty()) return Str::from(format_text("re.compile({})", shown.get()));
    return Str::from(format_text("re.compile({}, {})", shown.get(), shown_flags));
}

Result<Hash> pattern_hash(Object* object) {
    auto* self = cast<Pattern>(object);
    Hash code_hash = hash_bytes(self->code->data(), Size(self->code->size() * sizeof(Code)));
    Hash value = TRY(hash(self->pattern.get())) ^ code_hash ^ self->flags ^ Hash(self->kind) ^ self->groups;
    return value == -1 ? -2 : value;
}

Result<Object> pattern_compare(Object* left, Object* right, Comparison operation) {
    bool asks_equality = operation == Comparison::equal || operation == Comparison::not_equal;
    if (!asks_equality || !is<Pattern>(left) || !is<Pattern>(right)) return not_implemented();
    auto *first = cast<Pattern>(left), *second = cast<Pattern>(right);
    bool same =
        first == second || (first->flags == second->flags && first->kind == second->kind &&
                            *first->code == *second->code && TRY(equal(first->pattern.get(), second->pattern.get())));
    return to_bool(same == (operation == Comparison::equal));
}

Result<Object> get_groupindex(Object* self) { return create<MappingProxy>(static_cast<Pattern*>(self)->group_index); }

const Method pattern_methods[] = {
    {"match(self, /, string, pos=0, endpos=sys.maxsize)", bind<pattern_match>,
     "Tries at pos only, the start by default; gives a Match or None."},
    {"fullmatch(self, /, string, pos=0, endpos=sys.maxsize)", bind<pattern_fullmatch>,
     "Tries whether all from pos to endpos matches; gives a Match or None."},
    {"search(self, /, string, pos=0, endpos=sys.maxsize)", bind<pattern_search>,
     "Tries at each index in turn until one works; gives a Match or None."},
    {"sub(self, /, repl, string, count=0)", bind<pattern_sub>,
     "Puts repl, a template or a function of the Match, in place of each match, at most count times."},
    {"subn(self, /, repl, string, count=0)", bind<pattern_subn>,
     "Does what sub() does, and gives the number of replacements along with the text."},
    {"findall(self, /, string, pos=0, endpos=sys.maxsize)", bind<pattern_findall>,
     "Lists what matches, from left to right without overlaps: texts, or with several groups tuples."},
    {"split(self, /, string, maxsplit=0)", bind<pattern_split>,
     "Cuts at each match; what groups have matched is put between the pieces."},
    {"finditer(self, /, string, pos=0, endpos=sys.maxsize)", bind<pattern_finditer>,
     "Walks over the matches, from left to right without overlaps."},
    {"scanner(self, /, string, pos=0, endpos=sys.maxsize)", bind<make_scanner>},
    {"__copy__(self, /)", bind<pattern_copy>},
    {"__deepcopy__(self, memo, /)", bind<pattern_deepcopy>},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as Pattern[str].", MethodKind::class_method},
};
const Getter pattern_getters[] = {{"groupindex", get_groupindex, nullptr, "Numbers of the named groups."}};
const Member pattern_members[] = {
    member<&Pattern::pattern>("pattern", "Text it was compiled from."),
    member<&Pattern::flags>("flags", "Flags, those written inside the pattern included."),
    member<&Pattern::groups>("groups", "Number of groups."),
};

const TypeSpec pattern_spec = {
    .name = "re.Pattern",
    .doc = "A regular expression, compiled to codes for a small machine that backtracks.",
    .size = sizeof(Pattern),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .weakrefs_offset = offsetof(Pattern, weakrefs),
    .slots = {.deallocate = destroy<Pattern>,
              .traverse = traverse_references<Pattern>,
              .clear = clear_references<Pattern>,
              .repr = pattern_repr,
              .hash = pattern_hash,
              .compare = pattern_compare},
    .methods = pattern_methods,
    .getters = pattern_getters,
    .members = pattern_members,
};

}  // namespace

Type scanner_type(scanner_spec);
Type Pattern::type_object(pattern_spec);

Result<Object> make_scanner(Pattern* self, Object* string, Size pos, Size endpos) {
    Ref<Object> object = TRY(allocate_instance(&scanner_type));
    auto* scanner = cast<Scanner>(object.get());
    scanner->text = new Text;
    TRY(scanner->text->acquire(self, string, pos, endpos));
    scanner->pattern = share(self);
    scanner->search = new Search(self, *scanner->text);
    return object;
}

}  // namespace minipy::sre
