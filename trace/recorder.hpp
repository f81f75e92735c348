// SPDX-License-Identifier: MIT
// The recorder: watches the evaluation loop, input and output, and turns what happens into events.
//
// An instruction's event is added when it has run. If Python code runs before that (a callee's frame begins, C++ calls
// back), its event is added first, with the call as its outcome: so events come in the order in which they happen, and
// at any time at most one instruction, the innermost, waits for its event. What such an instruction gives in the end is
// a `done` event, or is seen where it is used.
//
// The recorder never runs Python code and holds no counted reference. Next: recorder.cpp, journal.hpp, recording.hpp.
#pragma once

#include <map>
#include <set>

#include "modules/io/observer.hpp"
#include "trace/collections.hpp"
#include "trace/heap_map.hpp"
#include "trace/ledger.hpp"
#include "trace/outside_text.hpp"
#include "trace/recording_file.hpp"
#include "trace/replay.hpp"
#include "trace/running.hpp"
#include "trace/side_effects.hpp"
#include "vm/observer.hpp"
#include "vm/outside.hpp"
#include "vm/process_observer.hpp"
#include "vm/thread_observer.hpp"

namespace minipy::trace {

class Recorder final : public ExecutionObserver,
                       public io::TransferObserver,
                       public ProcessObserver,
                       public ThreadObserver,
                       public TaskObserver,
                       public SignalObserver,
                       public OutsideObserver,
                       private LifeObserver,
                       private Running {
public:
    explicit Recorder(const Options& options);

    Recording& recording() { return replay_.events().recording(); }
    CodeTableMaker& codes() { return codes_; }
    const Filter& filter() const { return replay_.events().filter(); }
    // What is recorded goes to this file, which outlives the recorder; without `replays` only there.
    void keep_in(RecordingFile& file, bool replays);
    // Starts to watch; call it while no Python code runs.
    void start();
    // The program is over, why; what runs from now on is the interpreter's end (finalizers).
    void program_ended(const std::string& reason);
    // Closes the record. Does nothing the second time.
    void finish();
    void finish(const std::string& reason);
    // "ValueError: message", as the record's end says it.
    std::string describe_exception(Object* exception);

    // The objects that are followed, as they are now; to be called between two instructions, or when no loop runs.
    HeapMap map_heap();
    // Called when a line of a program's own file begins, and when a collection has found garbage, which is all there
    // still; they must not run Python code.
    std::function<void(const CodeTable& code, int line)> line_begins;
    std::function<void(gc::Reason reason)> garbage_found;
    // Called when --on-limit=stop ends the run; must not return.
    void (*end_process)() = nullptr;

    Result<void> before_instruction(Frame* frame, int opcode, int operand, int previous_unit) override;
    void sent_elsewhere(Frame* frame, int opcode, int operand) override;
    Result<void> after_instruction(Frame* frame, int next_unit) override;
    Result<void> enter(Frame* frame) override;
    void leave(Object* value, SendStatus status) override;
    void raised(Frame* frame, int unit, bool again) override;
    void transferred(io::TransferKind kind, int descriptor, std::string_view text) override;
    void about_to_write() override;
    void process_ends(std::string_view why) override;
    void process_forks() override;
    void process_forked() override;
    void thread_made(ThreadState* maker, ThreadState* thread) override;
    void thread_begins(ThreadState* thread) override;
    void thread_ends(ThreadState* thread) override;
    void gil_dropped(ThreadState* thread, Blocking reason) override;
    void gil_taken(ThreadState* thread) override;
    void lock_changes(LockEvent event, Object* lock) override;
    void task_made(const TaskNews& task, const TaskNews& maker) override;
    void task_named(const TaskNews& task, Object* name) override;
    void task_runs(const TaskNews& task, Object* thrown) override;
    void task_waits(const TaskNews& task, const TaskNews& future) override;
    void task_woken(const TaskNews& task, const TaskNews& future, FutureEnd end, Waker waker,
                    const TaskNews& by) override;
    void task_cancel_asked(const TaskNews& task, const TaskNews& by) override;
    void task_done(const TaskNews& task, FutureEnd end, Object* outcome) override;
    void signal_arrived(const SignalNews& news) override;
    void signal_handler_begins(int number, Object* handler) override;
    void signal_handler_ends(int number, bool has_raised) override;
    void outside_used(Outside what) override;

    // What the recording loop tells (recording_loop.cpp) instead of the above about instructions.
    const OwnLoop* own_loop() const override;
    void loop_enters(Frame* frame);
    void loop_leaves(Object* value, SendStatus status) { leave(value, status); }
    void loop_raised(Frame* frame, int unit);
    void loop_handles();
    // While the frame waited for a call, code has run that may have changed what lies on its stack.
    bool loop_stack_may_have_changed() const {
        return !activations_.empty() && activations_.back().epoch != shapes_.epoch();
    }
    void loop_imports(bool imports);
    // From now on the frame says how far it has come.
    void loop_begins(Frame* frame) { activation_of(frame).progress = running_where_frame_is; }
    // At this instruction other threads or signals have had their turn, and what it did is written.
    bool loop_was_interrupted() const { return activations_.back().progress != running_where_frame_is; }
    void loop_goes_on() {
        activations_.back().progress = running_where_frame_is;
        loop_changes_nothing(false);
    }
    void loop_writes_operands(Frame* frame, int first);
    // The instruction that runs calls C++ code that changes nothing, or does not do so any more.
    void loop_changes_nothing(bool so) { activations_.back().changes_nothing = so; }
    // What the instruction has made gets its numbers.
    void loop_settles() {
        loop_changes_nothing(false);
        passing_ = nullptr;
        tell_newborn();
    }
    void loop_may_have_changed_anything() { shapes_.begin_epoch(); }
    std::uint32_t loop_handle_of(Object* object) { return shapes_.handle_of(object); }
    // This object, if it still has this handle; `part` of it.
    void loop_changed(int unit, Object* object, std::uint32_t handle, Size part) {
        if (shapes_.handle_of(object) != handle) return;
        if (!has_stack()) return shapes_.note_change_for_later(object, part);
        shapes_.set_progress(running_at(unit));
        shapes_.note_change(object, part);
    }
    // It may have changed any object: is the frame's stack, of so many items, what it was?
    void loop_looks_at_stack(Frame* frame, std::uint64_t progress, int items);
    void loop_writes_way(bool jumps) { journal_.byte(std::uint8_t(jumps ? Record::jumped : Record::went_on)); }
    void loop_writes(int unit, Object* object) {
        shapes_.set_progress(running_at(unit));
        shapes_.write(object);
    }
    // A variable is loaded of which the journal may say all that there is to say.
    void loop_loads(const Frame* frame, int unit, Object* object) {
        if (frame->generator == nullptr && !has_unknown_locals_ && Snapshot::stays_what_it_is(object)) [[likely]]
            return;
        loop_writes_local(unit, object);
    }
    void loop_writes_local(int unit, Object* object);
    bool loop_has_transfers() const { return !transfers_.empty(); }
    void loop_tells_transfers(int next_unit);
    // Another loop will go on.
    void loop_stops(int next_unit) { activations_.back().progress = about_to_run(next_unit); }
    void loop_has_written() { written(); }
    // "not reproducible: socket, child process", if the program has used such; else nothing.
    std::string differences_of_runs() const { return outside_.text(); }

private:
    bool wants(unsigned categories) const { return (options_.categories & categories) != 0; }
    bool runs_in_library(const CodeTable& table, bool for_library) const;
    // Of a frame that begins, or is met for the first time: the innermost from now on, of which nothing is written yet.
    Activation& begin_activation(Frame* frame);
    // The frames that run are known from enter() and leave(); one that was running before is met at its next
    // instruction.
    Activation& activation_of(Frame* frame) {
        if (activations_.empty() || activations_.back().frame != frame) [[unlikely]]
            return meet(frame);
        return activations_.back();
    }
    Activation& meet(Frame* frame);
    void add(const Event& event, std::span<const Value> values, const Batch& draft);
    // With values in draft_, which is empty afterwards.
    void add(const Event& event, std::span<const Value> values) {
        add(event, values, draft_);
        draft_.clear();
    }
    void add(const Event& event, std::initializer_list<Value> values = {}) {
        add(event, std::span(values.begin(), values.size()));
    }
    void note_line(Activation& activation, int opcode, int unit, int previous_unit);
    Result<void> begin_instruction(Activation& activation, int opcode, int operand);
    Result<void> end_instruction(Activation& activation, int next_unit);
    void add_transfers(Activation& activation) {
        if (!transfers_.empty()) tell_transfers(activation);
    }
    void tell_transfers(Activation& activation);
    // The stacks of frames are followed.
    bool has_stack() const { return wants(op | locals); }
    // Its instruction runs, and will have an event that says what it did.
    bool waits_for_event(const Activation& activation) const { return has_stack() && is_running(activation.progress); }
    static Place place_of(const Activation& activation);
    void note_instruction(Activation& activation, int unit);
    static int unit_behind(const Activation& activation) { return activation.unit + 1 + caches_of(activation.opcode); }
    // How far the innermost frame has come: what is written next happens there.
    void write_progress();
    void write_progress(const Activation& activation);
    void write_operands(const Activation& activation, Opcode opcode, int operand);
    void write_changed_item(Frame* frame, int index, std::uint64_t progress);
    void write_identified(Frame* frame, int first, int end);
    bool pushes_known_item(const Activation& activation, Object** end);
    void write_end(Activation& activation, int next_unit);
    bool is_entered_by_loop(const Activation& fresh) const;
    void write_entered(const Activation& fresh);
    void write_frame(const Activation& fresh, std::uint64_t flags);
    void tell_transfers_of_caller(Activation& fresh);
    // What has been written becomes events, at the latest when it is this much.
    static constexpr std::size_t most_waiting = 1 << 16;
    void play();
    void forget_dead();
    void written() {
        if (journal_.size() > most_waiting) play();
    }
    bool is_here(const Place& place) const;
    bool is_recording(unsigned categories) const;
    bool is_followed(const Life& life) const;
    void arrive(const Activation& activation) { in_library_ = activation.in_library && !options_.library; }
    void set_series(const Activation& activation) {
        identities_.set_series(activation.imports || activation.in_library ? Series::library : Series::program);
    }
    // Where the next memory events happen: at the instruction that begins.
    void note_place(const Activation& activation) {
        if (wants(told_by_heap) && (!activation.in_library || options_.library)) place_ = activation;
    }
    // What has been born gets its number; then the rest of what the heap has done, for who wants to know.
    void settle() {
        tell_newborn();
        if (wants(told_by_heap)) settle_followed();
    }
    // What was born and is alive, and what the heap has told meanwhile, in the order in which it was.
    void tell_newborn() {
        identities_.settle();
        if (wants(told_by_heap)) tell_births();
    }
    void settle_followed();
    // The instruction has been executed.
    void settle_instruction(Frame* frame) { wants(followed) ? settle_reached(frame) : settle(); }
    void settle_reached(Frame* frame);
    void tell_births();
    void follow(const Life& life);
    void add_changes(const std::vector<LedgerChange>& changes);
    void add_mutation(const Life& life);
    void begin_reach(Frame* frame, int opcode, int operand);
    void note_touched(Frame* frame);
    void add_moves(const Life& life, Size before, Size now, const Moves& moves);
    void add_count(EventKind kind, const Life& life, Size& count, Size change);
    void note_more_happens() { by_itself_ = compared_ = false; }
    void add_deaths();
    void add_count_event(EventKind kind, Category category, const Life& life, Size before, Size now);
    void add_weak_event(EventKind kind, Object* reference, Object* referent);
    void note_event(Event event, std::vector<Value> values);
    void add_noted(std::uint64_t births);
    void note_zero(Object* object);
    void died(const DeathReport& report) override;
    void finalizer_runs(const Life& life) override;
    void weak_reference_cleared(Object* reference, Object* referent) override;
    void weak_reference_calls(Object* reference) override;
    void interned(Object* text) override;
    void add_lookup(const Activation& activation, int opcode, int operand);
    void add_collection_step(Event step, std::span<const Life* const> lives);
    Event thread_event(EventKind kind, unsigned categories) const;
    // Something else happens before the instruction that is under way is over: its event comes first.
    void interrupt(Blocking reason);
    bool has_finished(const Activation& activation) const;
    struct Standing {
        Generator* own = nullptr;     // the innermost coroutine of the program's own code
        Generator* called = nullptr;  // that of the library which it awaits
    };
    Standing standing_of(Object* coroutine);
    Event task_event(EventKind kind, Generator* generator);
    Event event_in_program(EventKind kind);
    Event handled_signal_event(EventKind kind, int number, bool has_raised) const;
    Value task_value(const TaskNews& news);
    void add_call_of(Generator* generator, Event& event, std::vector<Value>& values);
    void put_aside();
    void bring_back(int thread);
    void note_end();
    bool stops_at_limit() const { return options_.stop_at_limit && end_process != nullptr; }
    void end_recording();
    void stop();

    Options options_;
    Identities identities_;
    Ledger ledger_;
    Snapshot snapshot_;
    Collections collections_;
    CodeTableMaker codes_;
    ByteWriter journal_;
    ShapeWriter shapes_;
    Replay replay_;
    // Handles of which the replay is not told yet: since the last time, earlier.
    std::vector<std::uint32_t> dead_, dead_before_;
    Batch draft_;                     // of an event that is added as soon as its values are copied
    std::map<int, Running> others_;   // threads that do not run, by their number
    std::set<Identity> begun_tasks_;  // that have run and are not done
    OutsideText outside_;
    RecordingFile* file_ = nullptr;    // null: nothing is kept
    bool replays_ = true;              // what is recorded becomes events
    int ran_last_ = 1;                 // thread
    bool has_unknown_locals_ = false;  // there was a frame, no generator's, whose variables the journal does not know
    bool is_alone_ = false;            // the only thread has let go of the GIL
    // Since the last look: what the heap has told itself, with its values in noted_draft_; who has died.
    struct Note {
        Event event;
        std::vector<Value> values;
        std::uint64_t births;  // how many objects had been born
    };
    std::deque<Note> noted_;
    Batch noted_draft_;
    std::vector<DeathReport> deaths_;
    bool ended_ = false, stopped_ = false, finished_ = false;
    std::string reason_;
};

}  // namespace minipy::trace
