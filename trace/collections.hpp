// SPDX-License-Identifier: MIT
// A collection of the cycle collector as events: only steps that concern objects which are followed. A collection that
// nobody asked for and that has none of them is not told at all, nor is the one at the program's end if it finds
// nothing.
//
//      gc start      generation 2, gc.collect()
//      gc copy       #1 Node: 1
//      gc minus      #2 Node → #1 Node: 1→0
//      gc unreachable #1 Node …
//
// Next: collections.cpp, runtime/memory/gc.cpp (the steps themselves).
#pragma once

#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "trace/event.hpp"
#include "trace/identities.hpp"

namespace minipy::trace {

class Collections final : public gc::CollectorObserver {
public:
    // Takes an event (kind and fields) with those that it is about; adds its place.
    using Sink = std::function<void(Event, std::span<const Life* const>)>;
    // `garbage_found` is called when one has found some and not touched it yet. Who does not want the `steps` is only
    // told that.
    Collections(Identities& identities, bool steps, std::function<bool(const Life&)> is_followed, Sink sink,
                std::function<void(gc::Reason)> garbage_found)
        : identities_(identities),
          steps_(steps),
          is_followed_(std::move(is_followed)),
          sink_(std::move(sink)),
          garbage_found_(std::move(garbage_found)) {
        gc::observer = this;
    }
    ~Collections() { gc::observer = nullptr; }
    Collections(const Collections&) = delete;
    Collections& operator=(const Collections&) = delete;

    void collection_begins(int generation, gc::Reason reason) override;
    void counted(Object* object, std::intptr_t count) override;
    void subtracted(Object* from, Object* to, std::intptr_t count_left) override;
    void reached(Object* from, Object* to) override;
    void reachable(Object* object) override;
    void unreachable(Object* object) override;
    void finalizer_runs(Object* object) override;
    void resurrected(Object* object) override { tell(EventKind::gc_resurrected, object); }
    void cleared(Object* object) override;
    void collection_ends(std::intptr_t collected) override;
    bool is_under_way() const { return collecting_; }

private:
    // Null: nobody follows it, or wants to know.
    const Life* followed(Object* object) const;
    void tell(EventKind kind, Object* object);
    void tell_start();
    // The steps of the first round come again, with the same answers.
    bool is_repetition() const { return round_ == Round::second && !finalizers_ran_; }
    // Nobody needs to be told these steps; or the interpreter ends and takes everything apart.
    bool is_quiet() const { return is_repetition() || collection_.reason == gc::Reason::interpreter_ends; }
    void send(Event event, std::initializer_list<const Life*> lives);
    void send_held_back();

    Identities& identities_;
    bool steps_;
    std::function<bool(const Life&)> is_followed_;
    Sink sink_;
    std::function<void(gc::Reason)> garbage_found_;
    field::CollectedFields collection_ = {};  // the one under way
    // Of what is followed: what is left of the copied count, and who is the first to hold it that is reachable.
    std::unordered_map<const Object*, std::intptr_t> left_;
    std::unordered_map<const Object*, Object*> reached_from_;
    struct Step {
        Event event;
        std::vector<const Life*> lives;  // good as long as nothing dies: the collector only looks
    };
    std::vector<Step> held_back_;  // of the collection at the program's end, until garbage that is followed is found
    // What is unreachable is looked at again when finalizers may have brought something back; the second round is only
    // told when some have run.
    enum class Round : std::uint8_t { first, garbage_found, second } round_ = Round::first;
    bool collecting_ = false, told_ = false, finalizers_ran_ = false, holds_back_ = false;
};

}  // namespace minipy::trace
