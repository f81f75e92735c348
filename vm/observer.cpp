// SPDX-License-Identifier: MIT
// Who watches: nobody, one observer, or several behind one that passes everything on.
#include "vm/observer.hpp"

#include <algorithm>
#include <vector>

#include "vm/loop.hpp"

namespace minipy {

namespace {

std::vector<Observer*> watching;

// An observer may go while it is being called: so a copy is walked.
struct Several final : Observer {
    Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) override {
        for (Observer* each : std::vector(watching))
            TRY(each->before_instruction(frame, opcode, operand, previous_unit));
        return {};
    }
    Result<void> after_instruction(Frame* frame, int next_unit) override {
        for (Observer* each : std::vector(watching)) TRY(each->after_instruction(frame, next_unit));
        return {};
    }
    Result<void> enter(Frame* frame) override {
        for (Observer* each : std::vector(watching)) TRY(each->enter(frame));
        return {};
    }
    void leave(Object* value, SendStatus status) override {
        for (Observer* each : std::vector(watching)) each->leave(value, status);
    }
    void raised(Frame* frame, bool again) override {
        for (Observer* each : std::vector(watching)) each->raised(frame, again);
    }
    void transferred(TransferKind kind, int descriptor, std::string_view text) override {
        for (Observer* each : std::vector(watching)) each->transferred(kind, descriptor, text);
    }
    void about_to_write() override {
        for (Observer* each : std::vector(watching)) each->about_to_write();
    }
    void process_ends(std::string_view why) override {
        for (Observer* each : std::vector(watching)) each->process_ends(why);
    }
};

Several several;

void tell_loops() {
    observer = watching.empty() ? nullptr : watching.size() == 1 ? watching.front() : &several;
    update_labels();
}

}  // namespace

void watch(Observer* newcomer) {
    watching.push_back(newcomer);
    tell_loops();
}

void unwatch(Observer* leaver) {
    std::erase(watching, leaver);
    tell_loops();
}

}  // namespace minipy
