// SPDX-License-Identifier: MIT
// repr(), str(), ascii(), format() of any object. CPython: Objects/object.c. Next: text.cpp.
#pragma once

#include <string>

#include "runtime/object/result.hpp"

namespace minipy {

Result<Str> repr(Object* object);
Result<Str> to_str(Object* object);
Result<Str> ascii(Object* object);
Result<Str> format(Object* object, Str* specification);  // specification may be null: empty

// repr() as UTF-8 for C++ callers that only show it (dumps, messages); "<… object>" when repr raises.
std::string repr_for_display(Object* object);

// Marks `object` as being printed in this thread, so that a container inside itself prints as [...].
class ReprGuard {
public:
    explicit ReprGuard(Object* object);
    ~ReprGuard();
    ReprGuard(const ReprGuard&) = delete;
    ReprGuard& operator=(const ReprGuard&) = delete;
    bool entered_before() const { return entered_before_; }

private:
    Ref<Object> object_;  // held, as in CPython
    ReprGuard* outer_;    // further up on the native stack
    bool entered_before_ = false;
};

}  // namespace minipy
