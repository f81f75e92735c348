// SPDX-License-Identifier: MIT
// The recorder's own evaluation loop: the plain one's specialised handlers, and behind each a few lines that write into
// the journal what the code does not tell. Fused instructions run one by one, so that each has its value.
//
// It runs when the recorder is the only one who watches, and neither counts nor look-ups are asked for; else the traced
// loop does, and tells the recorder of every instruction before and after (recorder.cpp). The journal is the same.
//
// CPython: none. Next: recording_loop.cpp, vm/threaded_loop.hpp.
#pragma once

#include "vm/observer.hpp"

namespace minipy::trace {

class Recorder;

// `recorder` is the one whose loop runs from now on. With the value stack, or only with the ways that instructions take.
const OwnLoop* recording_loop(Recorder& recorder, bool has_stack);

}  // namespace minipy::trace
