// SPDX-License-Identifier: MIT
// re.Match. CPython: Modules/_sre/sre.c (MatchObject).
#include <algorithm>

#include "modules/text/sre/pattern.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/kernel/text.hpp"
#include "runtime/memory/gc.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/int.hpp"
#include "runtime/types/generic_alias.hpp"

namespace minipy::sre {

namespace {

Match* match_of(Object* self) { return static_cast<Match*>(self); }
Size group_count(Match* self) { return self->mark_count / 2; }

Result<Object> slice(Match* self, Size group, Object* otherwise) {
    Size from = self->marks()[group * 2], to = self->marks()[group * 2 + 1];
    if (from < 0) return share(otherwise);
    Object* string = self->string.get();
    if (auto* str = as<Str>(string)) {
        // The text may be a str subclass that is the same object still: its length cannot have changed.
        return str_substring(str, std::min(from, str->length),
                             std::clamp(to, std::min(from, str->length), str->length));
    }
    if (is_exact<Bytes>(string) && from == 0 && to == cast<Bytes>(string)->length) return share(string);
    // A bytearray may have become shorter meanwhile.
    Buffer buffer;
    TRY(buffer.acquire(string));
    Size begin = std::min(from, buffer.length()), end = std::clamp(to, begin, buffer.length());
    return Bytes::copy(buffer.text().substr(std::size_t(begin), std::size_t(end - begin)));
}

// A group by number or name.
Result<Size> group_number(Match* self, Object* key) {
    Size number = -1;
    if (key->type->slots.index != nullptr) {
        number = TRY(to_size(key, nullptr));
    } else {
        Maybe<Object> found = dict_get(self->pattern->group_index.get(), key);
        if (found.failed()) {
            if (!catch_exception(TypeError)) return Failure{};
        } else if (Ref<Object> index = found.take()) {
            if (is<Int>(index.get())) number = TRY(to_size(index.get(), nullptr));
        }
    }
    if (number < 0 || number >= group_count(self)) return raise(IndexError, "no such group");
    return number;
}

Result<Object> match_get_item(Object* self, Object* key) {
    return slice(match_of(self), TRY(group_number(match_of(self), key)), &None);
}

Result<Object> match_group(Match* self, const Arguments& arguments) {
    TRY(check_no_keywords("re.Match.group", arguments));
    if (arguments.positional == 0) return slice(self, 0, &None);
    if (arguments.positional == 1) return match_get_item(self, arguments[0]);
    Ref<Tuple> groups = TRY(Tuple::create(arguments.positional));
    for (Size index = 0; index < arguments.positional; ++index)
        groups->initialize(index, TRY(match_get_item(self, arguments[index])));
    return groups->track();
}

Result<Object> match_groups(Match* self, Object* otherwise) {
    Ref<Tuple> groups = TRY(Tuple::create(group_count(self) - 1));
    for (Size group = 1; group < group_count(self); ++group)
        groups->initialize(group - 1, TRY(slice(self, group, otherwise)));
    return groups->track();
}

Result<Object> match_groupdict(Match* self, Object* otherwise) {
    Ref<Dict> groups = Dict::create();
    Ref<Dict> names = TRY(dict_copy(self->pattern->group_index.get()));
    Size position = 0;
    Object *name, *number;
    while (dict_next(names.get(), position, name, number)) {
        Ref<Object> value = TRY(slice(self, TRY(group_number(self, name)), otherwise));
        TRY(dict_set(groups.get(), name, value.get()));
    }
    return groups;
}

Result<Size> match_start(Match* self, Object* group) { return self->marks()[TRY(group_number(self, group)) * 2]; }
Result<Size> match_end(Match* self, Object* group) { return self->marks()[TRY(group_number(self, group)) * 2 + 1]; }

Ref<Tuple> span_of(Match* self, Size group) {
    Ref<Int> from = Int::from(self->marks()[group * 2]), to = Int::from(self->marks()[group * 2 + 1]);
    return Tuple::of({from.get(), to.get()});
}
Result<Object> match_span(Match* self, Object* group) { return span_of(self, TRY(group_number(self, group))); }

Result<Object> match_expand(Match* self, Object* pattern_template) {
    Ref<Module> re = TRY(import_module("re"));
    Ref<Object> expand = TRY(import_from(re.get(), Str::interned_from("_expand").get()));
    return call(expand.get(), {self->pattern.get(), self, pattern_template});
}

Result<Object> match_copy(Match* self) { return share<Object>(self); }
Result<Object> match_deepcopy(Match* self, Object*) { return share<Object>(self); }

Result<Object> match_repr(Object* object) {
    Match* self = match_of(object);
    Ref<Object> text = TRY(slice(self, 0, &None));
    Ref<Str> shown = TRY(repr(text.get()));
    if (shown->length > 50) shown = TRY(str_substring(shown.get(), 0, 50));
    return Str::from(format_text("<{} object; span=({}, {}), match={}>", type_name(object), self->marks()[0],
                                 self->marks()[1], shown.get()));
}

Result<Object> get_lastindex(Object* self) {
    Size index = match_of(self)->last_index;
    return index < 0 ? none() : Ref<Object>(Int::from(index));
}
Result<Object> get_lastgroup(Object* self) {
    Tuple* names = match_of(self)->pattern->index_group.get();
    Size index = match_of(self)->last_index;
    return index >= 0 && index < names->length ? share((*names)[index]) : none();
}
Result<Object> get_regs(Object* object) {
    Match* self = match_of(object);
    if (!self->regs) {
        Ref<Tuple> regs = TRY(Tuple::create(group_count(self)));
        for (Size group = 0; group < group_count(self); ++group) regs->initialize(group, span_of(self, group));
        self->regs = regs->track();
    }
    return self->regs;
}

void match_deallocate(Object* object) {
    Match* self = match_of(object);
    Size size = Size(sizeof(Match)) + self->mark_count * Size(sizeof(Size));
    self->~Match();
    free_object(object, std::size_t(size));
}

const Method methods[] = {
    {"group(self, /, *args)", bind<match_group>,
     "Gives what a group has matched, by number or name, None if it took no part; 0 is all. Several give a tuple."},
    {"start(self, group=0, /)", bind<match_start>, "Gives the index where a group begins, or -1 if it took no part."},
    {"end(self, group=0, /)", bind<match_end>, "Gives the index behind a group, or -1 if it took no part."},
    {"span(self, group=0, /)", bind<match_span>, "Gives start and end of a group."},
    {"groups(self, /, default=None)", bind<match_groups>,
     "Gives what all groups have matched, from 1 on; default stands for those that took no part."},
    {"groupdict(self, /, default=None)", bind<match_groupdict>,
     "Gives what the named groups have matched; default stands for those that took no part."},
    {"expand(self, /, template)", bind<match_expand>,
     "Fills a template such as r'\\2 \\1' with what the groups have matched."},
    {"__copy__(self, /)", bind<match_copy>},
    {"__deepcopy__(self, memo, /)", bind<match_deepcopy>},
    {"__class_getitem__(type, item, /)", bind<make_generic_alias>,
     "Makes an alias with type arguments, such as Match[str].", MethodKind::class_method},
};
const Getter getters[] = {
    {"lastindex", get_lastindex, nullptr, "Number of the group that was closed last, or None."},
    {"lastgroup", get_lastgroup, nullptr, "Name of the group that was closed last, or None."},
    {"regs", get_regs},
};
const Member members[] = {
    member<&Match::string>("string", "Text that was searched."),
    member<&Match::pattern>("re", "Pattern that was used."),
    member<&Match::start>("pos", "Index where the search began."),
    member<&Match::end>("endpos", "Index where the search had to end."),
};

const TypeSpec match_spec = {
    .name = "re.Match",
    .doc = "What a pattern has found, and where. It always counts as true, so that `if` tells it from None.",
    .size = sizeof(Match),
    .item_size = sizeof(Size),
    .flags = TypeFlag::gc | TypeFlag::no_instantiation,
    .slots = {.deallocate = match_deallocate,
              .traverse = traverse_references<Match>,
              .clear = clear_references<Match>,
              .repr = match_repr,
              .get_item = match_get_item},
    .methods = methods,
    .getters = getters,
    .members = members,
};

}  // namespace

Type Match::type_object(match_spec);

}  // namespace minipy::sre
