// SPDX-License-Identifier: MIT
// The recorder: watches the evaluation loop and turns what happens into events.
//
// An instruction is seen twice: before it runs, when what it is about to take from the stack is still there to be shown, and
// after it, when its result is. What an instruction makes is often known only then; but a call's own events come first, so
// its row is written when the callee's frame begins, and the result is seen where it is used.
//
// It never runs Python code and holds no counted reference. Next: recorder.cpp, effects.cpp.
#pragma once

#include "trace/effects.hpp"
#include "trace/filter.hpp"
#include "trace/text_writer.hpp"
#include "vm/observer.hpp"

namespace minipy::trace {

class Recorder final : public Observer {
public:
    explicit Recorder(Options options);
    ~Recorder() = default;

    TextWriter& writer() { return writer_; }
    SourceLines& sources() { return sources_; }
    // Starts to watch; call it while no Python code runs.
    void start();
    // The run is over: why. The pending exception, if any, is told.
    void stop();
    // Called when --on-limit=stop ends the run; must not return.
    void (*end_process)() = nullptr;

    Result<void> before_instruction(Frame* frame, int opcode, int operand) override;
    void after_instruction(Frame* frame) override;
    Result<void> enter(Frame* frame) override;
    void leave(Object* value, bool yields) override;
    void raised(Frame* frame) override;

private:
    // A frame that is running, as far as the events so far say.
    struct Activation {
        Frame* frame;
        std::shared_ptr<const CodeTable> code;
        std::uint64_t called_at = 0;   // event of the call
        int line = -1, unit = -1;      // where it is
        bool pending = false;          // an instruction has begun and has no row yet
        bool row_written = false;      // its row was written when a callee began
        bool raising = false;          // an exception is passing through
        Step step;
    };

    bool wants(unsigned category) const { return (options_.categories & category) != 0; }
    Activation& activation_of(Frame* frame);
    Event event_at(const Activation& activation, Category category);
    void emit(Event event);
    void note_line(Activation& activation, int opcode, int unit);
    void write_pending(Activation& activation, const std::string& effect);
    void reach_limit();
    std::string arguments_of(Frame* frame) const;
    void return_to_caller(Activation& finished, Object* value, bool yields);

    Options options_;
    Identities identities_;
    ValuePrinter printer_;
    CodeTables codes_;
    SourceLines sources_;
    Filter filter_;
    TextWriter writer_;
    Effects effects_;
    std::vector<Activation> activations_;
    std::uint64_t clock_ = 0;
    bool muted_ = false;
};

}  // namespace minipy::trace
