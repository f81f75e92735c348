// SPDX-License-Identifier: MIT
// All references that an object holds, each with the name under which a reader knows it: `[0]`, `['key']`, `.name`.
// What has no name that one could write, such as the class of an instance, has a description: `class`.
// Read where they lie; nothing of the program runs. Next: parts.cpp, heap_map.hpp.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "trace/snapshot.hpp"

namespace minipy::trace {

struct Part {
    std::string name;
    Object* target;  // borrowed; good until the program goes on
};

// Only references to objects that are `wanted`.
std::vector<Part> parts_of(Object* object, const Snapshot& snapshot, const std::function<bool(Object*)>& wanted);

}  // namespace minipy::trace
