// SPDX-License-Identifier: MIT
// Universal newlines. CPython: Modules/_io/textio.c.
#include "modules/io/newlines.hpp"

#include <vector>

#include "modules/native.hpp"
#include "runtime/bytes/bytes.hpp"
#include "runtime/text/str_builder.hpp"

namespace minipy::io {

Result<Str> NewlineState::decode(Str* text, Input input) {
    bool final = input == Input::last;
    bool starts_with_cr = pending_cr && (final || text->length > 0);
    if (starts_with_cr) pending_cr = false;
    Size length = text->length;
    if (!final && length > 0 && (*text)[length - 1] == '\r') {
        --length;
        pending_cr = true;
    }
    bool has_cr = starts_with_cr;
    for (Size index = 0; index < length && !has_cr; ++index) has_cr = (*text)[index] == '\r';
    if (!has_cr) {
        if (!seen_lf && text->view().find('\n') != std::string_view::npos) seen_lf = true;
        return length == text->length ? Result<Str>(share(text)) : str_substring(text, 0, length);
    }
    StrBuilder out;
    auto character_at = [&](Size index) { return index < 0 ? CodePoint('\r') : (*text)[index]; };
    for (Size index = starts_with_cr ? -1 : 0; index < length; ++index) {
        CodePoint character = character_at(index);
        if (character == '\n') seen_lf = true;
        if (character != '\r') {
            out.append(character);
            continue;
        }
        bool pair = index + 1 < length && (*text)[index + 1] == '\n';
        (pair ? seen_crlf : seen_cr) = true;
        out.append(translate ? CodePoint('\n') : CodePoint('\r'));
        if (pair && !translate) out.append(CodePoint('\n'));
        if (pair) ++index;
    }
    return out.finish();
}

Ref<Object> NewlineState::seen() const {
    std::vector<Ref<Str>> kinds;
    if (seen_cr) kinds.push_back(Str::from("\r"));
    if (seen_lf) kinds.push_back(Str::from("\n"));
    if (seen_crlf) kinds.push_back(Str::from("\r\n"));
    if (kinds.empty()) return none();
    if (kinds.size() == 1) return kinds[0];
    std::vector<Object*> items;
    items.reserve(kinds.size());
    for (const Ref<Str>& kind : kinds) items.push_back(kind.get());
    return Tuple::copy(items).take();
}

Result<NewlineMode> newline_mode(const char* caller, Object* newline) {
    NewlineMode mode;
    if (is_none(newline)) return mode;
    auto* text = as<Str>(newline);
    if (text == nullptr)
        return raise(TypeError, "{}() argument 'newline' must be str or None, not {}", caller, type_name(newline));
    std::string_view value = text->view();
    if (value != "" && value != "\n" && value != "\r" && value != "\r\n") {
        bool quotes = std::string_view(caller) == "StringIO";
        return raise(ValueError, "illegal newline value: {}", quotes ? quoted(text) : text->to_string());
    }
    mode.translate = false;
    if (value.empty()) return mode;
    mode.universal = false;
    mode.line_end = share(text);
    if (value != "\n") mode.written = share(text);
    return mode;
}

Size find_line_end(const NewlineMode& mode, Str* text, Size start, Size& searched) {
    Size length = text->length;
    searched = length;
    bool only_lf = mode.translate || (!mode.universal && mode.line_end->equals("\n"));
    if (only_lf) {
        for (Size index = start; index < length; ++index) {
            if ((*text)[index] == '\n') return index + 1;
        }
        return -1;
    }
    if (mode.universal) {
        for (Size index = start; index < length; ++index) {
            CodePoint character = (*text)[index];
            if (character == '\n') return index + 1;
            if (character == '\r') return index + 1 < length && (*text)[index + 1] == '\n' ? index + 2 : index + 1;
        }
        return -1;
    }
    Size wanted = mode.line_end->length;
    for (Size index = start; index + wanted <= length; ++index) {
        if ((*text)[index] == '\r' && (wanted == 1 || (*text)[index + 1] == '\n')) return index + wanted;
    }
    bool half = wanted == 2 && length > start && (*text)[length - 1] == '\r';
    if (half) searched = length - 1;
    return -1;
}

Result<Str> with_line_ends(Ref<Str> text, const NewlineMode& mode) {
    if (!mode.written || text->view().find('\n') == std::string_view::npos) return text;
    StrBuilder out;
    for (Size index = 0; index < text->length; ++index) {
        CodePoint character = (*text)[index];
        if (character == '\n') out.append(mode.written.get());
        else out.append(character);
    }
    return out.finish();
}

namespace {

// ---------------------------------------------------------------- the type

Result<void> newlines_initialize(NewlineDecoder* self, Object* decoder, bool translate, Object*) {
    self->decoder = is_none(decoder) ? nullptr : share(decoder);
    self->ok = true;
    self->state = {};
    self->state.translate = translate;
    return {};
}

Result<Object> decoder_new(Type* type, const Arguments&) { return allocate_instance(type); }

// The decoder below, kept alive: it may make this one anew. Null: there is none.
Result<Ref<Object>> decoder_below(NewlineDecoder* self) {
    if (!self->ok) return raise(ValueError, "IncrementalNewlineDecoder.__init__() not called");
    return self->decoder.hold();
}

Result<Object> decode(NewlineDecoder* self, Object* input, bool final) {
    Ref<Object> output = share(input);
    if (Ref<Object> decoder = TRY(decoder_below(self))) {
        Ref<Object> is_final = to_bool(final);
        output = TRY(call_named(decoder.get(), "decode", {input, is_final.get()}));
    }
    if (!is<Str>(output.get())) {
        return raise(TypeError, "decoder should return a string result, not '{}'", type_name(output.get()));
    }
    return self->state.decode(cast<Str>(output.get()), final ? Input::last : Input::part);
}

Result<Object> newlines_getstate(NewlineDecoder* self) {
    Ref<Object> buffer = TRY(Bytes::copy({}));
    std::int64_t flags = 0;
    if (Ref<Object> decoder = TRY(decoder_below(self))) {
        Ref<Object> inner = TRY(call_named(decoder.get(), "getstate"));
        auto* pair = as<Tuple>(inner.get());
        if (pair == nullptr || pair->length != 2) return raise(TypeError, "illegal decoder state");
        buffer = share((*pair)[0]);
        flags = TRY(to_int64((*pair)[1]));
    }
    Ref<Int> combined = Int::from(flags << 1 | (self->state.pending_cr ? 1 : 0));
    return Tuple::of({buffer.get(), combined.get()});
}

Result<Object> newlines_setstate(NewlineDecoder* self, Object* state) {
    auto* pair = as<Tuple>(state);
    if (pair == nullptr) return raise(TypeError, "state argument must be a tuple");
    if (pair->length != 2) return raise(TypeError, "setstate(): illegal state argument");
    Ref<Object> decoder = TRY(decoder_below(self));
    auto* given = as<Int>((*pair)[1]);
    if (given == nullptr) return raise(TypeError, "setstate(): illegal state argument");
    Ref<Int> flags = TRY(int_and(given, Int::from_unsigned(UINT64_MAX).get()));  // what is beyond 64 bits is dropped
    self->state.pending_cr = !TRY(int_and(flags.get(), &shared_ints[1]))->is_zero();
    if (!decoder) return none();
    Ref<Int> rest = TRY(int_rshift(flags.get(), &shared_ints[1]));
    Ref<Tuple> inner = Tuple::of({(*pair)[0], rest.get()});
    return call_named(decoder.get(), "setstate", {inner.get()});
}

Result<Object> reset(NewlineDecoder* self) {
    Ref<Object> decoder = TRY(decoder_below(self));
    self->state.reset();
    return decoder ? call_named(decoder.get(), "reset") : none();
}

Result<Object> get_seen_newlines(Object* object) {
    auto* self = cast<NewlineDecoder>(object);
    TRY(decoder_below(self));
    return self->state.seen();
}

const Method newlines_methods[] = {
    {"decode(self, /, input, final=False)", bind<decode>},
    {"getstate(self, /)", bind<newlines_getstate>},
    {"setstate(self, state, /)", bind<newlines_setstate>},
    {"reset(self, /)", bind<reset>},
};
const Getter newlines_getters[] = {{"newlines", get_seen_newlines}};

const TypeSpec newlines_spec = {
    .name = "_io.IncrementalNewlineDecoder",
    .doc = "Turns all ends of lines into '\\n' as text comes in piece by piece, and notes which it has met.",
    .size = sizeof(NewlineDecoder),
    .flags = TypeFlag::gc | TypeFlag::base_type,
    .slots = {.deallocate = destroy<NewlineDecoder>,
              .traverse = traverse_references<NewlineDecoder>,
              .clear = clear_references<NewlineDecoder>,
              .new_ = decoder_new,
              .init = init_by_signature<"IncrementalNewlineDecoder(self, /, decoder, translate, errors='strict')",
                                        newlines_initialize>},
    .methods = newlines_methods,
    .getters = newlines_getters,
    .text_signature = "(decoder, translate, errors='strict')",
};

}  // namespace

Type NewlineDecoder::type_object(newlines_spec);

}  // namespace minipy::io
