// SPDX-License-Identifier: MIT
// Values as a state keeps them: one level deep. What has a number of its own stands for what is in it.
//
//      [1, [2]]    {"o":3,"type":"list"}    and of object 3 {"type":"list","items":[1,{"o":4,"type":"list"}],"len":2}
//
// Next: state_value.cpp, json_value.hpp, state.hpp.
#pragma once

#include "trace/event.hpp"
#include "trace/json_text.hpp"

namespace minipy::trace {

// In a frame, or in another object: containers and instances are who they are.
void append_shallow(JsonText& out, const Value& value, const Batch& batch);
// Of an object what is in it.
void append_contents(JsonText& out, const Value& value, const Batch& batch);
void append_name_of_attribute(JsonText& out, const Value& name, const Batch& batch);
// A value that is cut so short that it says nothing of what is in it.
bool is_too_deep(const Value& value);

// Calls `visit` with each value that is directly in this one.
template <class Visit>
void for_each_part(const Value& value, const Batch& batch, Visit visit) {
    if (is_container(value.kind)) {
        std::uint32_t parts = value.kind == ValueKind::dict ? 2U * value.shown : value.shown;
        for (std::uint32_t index = 0; index < parts; ++index) visit(batch.values[value.object.begin + index]);
    } else if (is_instance(value.kind)) {
        const Value* part = &batch.values[value.object.begin] + 1;
        if ((value.shown & has_contents) != 0) visit(*part++);
        for (unsigned index = 0; index < 2 * (value.shown & ~unsigned(has_contents)); ++index) visit(part[index]);
    }
}

}  // namespace minipy::trace
