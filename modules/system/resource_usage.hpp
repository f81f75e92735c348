// SPDX-License-Identifier: MIT
// What a process has used of the machine, as Python shows it: shared by os.wait3(), os.wait4() and the module resource.
// Next: resource.cpp.
#pragma once

#include "runtime/object/result.hpp"

struct rusage;

namespace minipy {

// A resource.struct_rusage.
Result<Object> make_resource_usage(const rusage& used);

}  // namespace minipy
