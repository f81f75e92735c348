// SPDX-License-Identifier: MIT
// What slices and instants of a timeline say of the event that they are made of: {"n":12,"line":2,"what":"return 3 …"},
// in the words of the text. Next: effects.hpp, perfetto_file.hpp.
#pragma once

#include "trace/effects.hpp"
#include "trace/event.hpp"
#include "trace/json_text.hpp"

namespace minipy::trace {

inline void append_text_member(JsonText& out, std::string_view name, std::string_view text) {
    out.member(name);
    out.string(text);
}

inline void append_number_of(JsonText& out, const Event& event) {
    out.member("n");
    out.number(event.number);
}

inline void append_event(JsonText& out, const Event& event, const Batch& batch, const Effects& effects) {
    append_number_of(out, event);
    if (event.unit != no_unit && event.line > 0) {
        out.member("line");
        out.number(event.line);
    }
    if (event.kind == EventKind::line) return;
    if (std::string effect = effects.describe(event, batch); !effect.empty()) append_text_member(out, "what", effect);
}

}  // namespace minipy::trace
