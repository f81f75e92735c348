// SPDX-License-Identifier: MIT
// For the time of a scope, `look` is called at every safe point of the loop, with the frame that is running: a signal
// handler that is always due.
#pragma once

#include <functional>
#include <utility>

#include "runtime/functions/frame.hpp"
#include "runtime/threads/interpreter.hpp"

namespace minipy::test {

class AtSafePoints {
public:
    explicit AtSafePoints(std::function<void(Frame*)> look)
        : look_(std::move(look)), before_(std::exchange(run_signal_handlers, call)) {
        current_ = this;
        eval_breaker = true;
    }
    ~AtSafePoints() {
        run_signal_handlers = before_;
        current_ = nullptr;
        eval_breaker = false;
    }
    AtSafePoints(const AtSafePoints&) = delete;
    AtSafePoints& operator=(const AtSafePoints&) = delete;

private:
    static Result<void> call() {
        current_->look_(current_thread->frame);
        eval_breaker = true;
        return {};
    }
    std::function<void(Frame*)> look_;
    Result<void> (*before_)();
    inline static AtSafePoints* current_ = nullptr;
};

inline std::string name_of(const Frame* frame) { return frame->code->parts.name->to_string(); }

}  // namespace minipy::test
