// SPDX-License-Identifier: MIT
// Identities of which nobody wants to hear. (The heap of unit tests is not watched: all objects are met, none is born,
// so that they have numbers of start-up, #S1.)
#pragma once

#include "trace/identities.hpp"

namespace minipy::test {

struct Deaf : trace::LifeObserver {
    void died(const trace::DeathReport&) override {}
    void finalizer_runs(const trace::Life&) override {}
    void weak_reference_cleared(Object*, Object*) override {}
    void weak_reference_calls(Object*) override {}
    void interned(Object*) override {}
};

}  // namespace minipy::test
