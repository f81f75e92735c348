// SPDX-License-Identifier: MIT
// Arguments and environment of a program as the system wants them: pointers to texts, and a null pointer at the end.
// Made before a fork, so that the child needs no memory. Next: fork_exec.cpp, modules/system/posix/programs.cpp.
#pragma once

#include <vector>

#include "runtime/bytes/bytes.hpp"
#include "runtime/kernel/growth.hpp"

namespace minipy {

class TextArray {
public:
    Result<void> add(Ref<Bytes> text) {
        TRY(reserve_more(kept_, 1));
        TRY(reserve_more(pointers_, 2));
        if (!pointers_.empty()) pointers_.pop_back();
        pointers_.push_back(text->data());
        pointers_.push_back(nullptr);
        kept_.push_back(std::move(text));
        return {};
    }
    Size size() const { return Size(kept_.size()); }
    // The first text, "" if it is empty; null without texts.
    const char* first() const { return pointers_.empty() ? nullptr : pointers_.front(); }
    // What execve() takes: it changes nothing, though its type says so.
    char* const* data() const { return pointers_.empty() ? no_texts : pointers_.data(); }

private:
    static constexpr char* no_texts[] = {nullptr};
    std::vector<Ref<Bytes>> kept_;
    std::vector<char*> pointers_;
};

}  // namespace minipy
