// SPDX-License-Identifier: MIT
// except and except* clauses. Next: check_exc_match.cpp, before_with.hpp.
#pragma once

#include "runtime/object/result.hpp"

namespace minipy {

// except pattern: … TypeError when the pattern is no exception class (or tuple of such).
Result<bool> exception_matches_pattern(Object* exception, Object* pattern);
// except* pattern: … TypeError also for exception groups.
Result<void> check_except_star_pattern(Object* pattern);

}  // namespace minipy
