// SPDX-License-Identifier: MIT
// What a program gets from outside, beside files and the passing of time: it can be another thing the next time the
// program runs, whatever schedule its threads follow. A trace says at its end what there was of it.
//
// What comes by a descriptor is from outside unless both of its ends are in this process: a pipe, a pair of sockets.
// Who waits for such a descriptor waits for another thread, or for a moment; a schedule can decide when that is over.
//
// CPython: none. Next: outside.cpp, schedule.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "vm/watchers.hpp"

namespace minipy {

// The last two are no inputs: hashes of text may have a seed by chance, and threads may have the system's turns.
enum class Outside : std::uint8_t {
    socket,
    child_process,
    pipe,
    terminal,
    device,
    system_file,
    signal,
    clock,
    random,
    hash_seed,
    turns
};

struct OutsideObserver {
    virtual void outside_used(Outside what) = 0;

protected:
    ~OutsideObserver() = default;
};

// Told under the GIL.
inline Watchers<OutsideObserver> outside_watchers;

inline void note_outside(Outside what) {
    if (!outside_watchers.empty()) outside_watchers.tell<&OutsideObserver::outside_used>(what);
}
// A process has been started: descriptors may have been handed to it.
void note_child_process();

// Where what comes by a descriptor comes from; nothing: from this process, or a file. It touches no object.
std::optional<Outside> source_of(int descriptor);

// Something is about to be read there. Who has to wait for it does so as long as the system likes, whoever writes it.
void note_reading(int descriptor, bool waits);

// Is there a schedule, and can none of these descriptors become ready but by this process? Notes the others.
bool are_inside(std::span<const int> descriptors);

}  // namespace minipy
