// SPDX-License-Identifier: MIT
// Programs that run for a view.
#pragma once

#include <gtest/gtest.h>

#include "trace/recorder.hpp"
#include "unit/interpreter.hpp"

namespace minipy::test {

// Runs a program and lets the view see what the recorder has made of it.
template <class MakeView>
auto run_recorded(const char* source, const trace::Options& options, MakeView make_view) {
    Program program;
    trace::Recorder recorder(options);
    auto view = make_view(recorder);
    recorder.recording().attach(view);
    recorder.start();
    EXPECT_EQ(program.error_of(source), "");
    recorder.program_ended("done");
    recorder.finish();
    return view;
}

}  // namespace minipy::test
