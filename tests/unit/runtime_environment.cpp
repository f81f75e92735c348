// SPDX-License-Identifier: MIT
// Starts the runtime before the first test of a stage that makes Python objects.
#include <gtest/gtest.h>

#include "runtime/threads/interpreter.hpp"

namespace {

class RuntimeEnvironment : public testing::Environment {
    void SetUp() override { minipy::initialize_runtime(); }
};

[[maybe_unused]] const auto* const environment = testing::AddGlobalTestEnvironment(new RuntimeEnvironment);

}  // namespace
