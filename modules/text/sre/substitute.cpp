// SPDX-License-Identifier: MIT
// Pattern.findall, split, sub and subn: what is made of all matches in a text. CPython: Modules/_sre/sre.c.
#include <algorithm>

#include "modules/text/sre/pattern.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/containers/list.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/kernel/errors.hpp"
#include "runtime/kernel/names.hpp"
#include "runtime/kernel/singletons.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/numbers/int.hpp"

namespace minipy::sre {

namespace {

// Calls visit(search) for every match; at most `most` of them, 0: all.
template <class Visit>
Result<Size> each_match(Search& search, Size most, Visit visit) {
    Size count = 0;
    while (most == 0 || count < most) {
        if (!TRY(search.next())) break;
        TRY(visit());
        ++count;
        search.advance();
    }
    return count;
}

Result<Object> groups_of(const Search& search) {
    Size groups = search.pattern->groups;
    if (groups <= 1) return search.group(groups, nullptr);
    Ref<Tuple> found = TRY(Tuple::create(groups));
    for (Size group = 0; group < groups; ++group) found->initialize(group, TRY(search.group(group + 1, nullptr)));
    return found->track();
}

// ---------------------------------------------------------------- replacing

bool has_backslash(const Text& text) {
    if (text.is_bytes)
        return std::string_view(text.subject.data, std::size_t(text.subject.length)).find('\\') !=
               std::string_view::npos;
    auto* str = cast<Str>(text.object.get());
    for (Size index = 0; index < str->length; ++index) {
        if ((*str)[index] == '\\') return true;
    }
    return false;
}

// A replacement is a function of the match, or a text. A text with backslashes is a template, which the library
// compiles: the result is again one or the other.
Result<Object> prepared_replacement(Pattern* self, Object* replacement) {
    if (replacement->type->slots.call != nullptr) return share(replacement);
    if (is<Str>(replacement) || supports_buffer(replacement)) {
        Text text;
        if (is<Str>(replacement)) {
            text.object = share(replacement);
        } else {
            TRY(text.buffer.acquire(replacement));
            text.subject = {text.buffer.data(), 1, text.buffer.length()};
            text.is_bytes = true;
        }
        if (!has_backslash(text)) return share(replacement);
    }
    Ref<Module> re = TRY(import_module("re"));
    Ref<Object> compile_template = TRY(import_from(re.get(), Str::interned_from("_subx").get()));
    return call(compile_template.get(), {self, replacement});
}

Result<Object> joined(const Text& text, List* pieces) {
    Ref<Object> separator = TRY(text.slice(0, 0));
    if (pieces->length == 0) return separator;
    if (text.is_bytes) return call_method(separator.get(), names::join, {pieces});
    return str_join(cast<Str>(separator.get()), pieces);
}

Result<Object> substitute(Pattern* self, Object* replacement, Object* string, Size most, Size& count) {
    Ref<Object> filter = TRY(prepared_replacement(self, replacement));
    bool is_function = filter->type->slots.call != nullptr;
    Text text;
    TRY(text.acquire(self, string, 0, PTRDIFF_MAX));
    Search search(self, text);
    Ref<List> pieces = List::create();
    Size copied = 0;
    count = TRY(each_match(search, most, [&]() -> Result<void> {
        if (copied < search.groups.begin) TRY(list_append(pieces.get(), TRY(text.slice(copied, search.groups.begin))));
        copied = search.groups.end;
        Ref<Object> item = filter;
        if (is_function) {
            Ref<Object> match = TRY(search.make_match());
            item = TRY(call(filter.get(), {match.get()}));
        }
        return is_none(item.get()) ? Result<void>() : list_append(pieces.get(), std::move(item));
    }));
    if (copied < text.subject.end) TRY(list_append(pieces.get(), TRY(text.slice(copied, text.subject.end))));
    return joined(text, pieces.get());
}

}  // namespace

Result<Object> pattern_sub(Pattern* self, Object* repl, Object* string, Size most) {
    Size count;
    return substitute(self, repl, string, most, count);
}

Result<Object> pattern_subn(Pattern* self, Object* repl, Object* string, Size most) {
    Size count;
    Ref<Object> text = TRY(substitute(self, repl, string, most, count));
    Ref<Int> number = Int::from(count);
    return Tuple::of({text.get(), number.get()});
}

Result<Object> pattern_findall(Pattern* self, Object* string, Size pos, Size endpos) {
    Text text;
    TRY(text.acquire(self, string, pos, endpos));
    Search search(self, text);
    Ref<List> found = List::create();
    TRY(each_match(search, 0, [&]() -> Result<void> { return list_append(found.get(), TRY(groups_of(search))); }));
    return found;
}

Result<Object> pattern_split(Pattern* self, Object* string, Size maxsplit) {
    Text text;
    TRY(text.acquire(self, string, 0, PTRDIFF_MAX));
    Search search(self, text);
    Ref<List> parts = List::create();
    Size last = 0;
    TRY(each_match(search, maxsplit, [&]() -> Result<void> {
        TRY(list_append(parts.get(), TRY(text.slice(last, search.groups.begin))));
        for (Size group = 1; group <= self->groups; ++group)
            TRY(list_append(parts.get(), TRY(search.group(group, &None))));
        last = search.groups.end;
        return {};
    }));
    TRY(list_append(parts.get(), TRY(text.slice(last, text.subject.end))));
    return parts;
}

}  // namespace minipy::sre
