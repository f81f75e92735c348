// SPDX-License-Identifier: MIT
// What the runtime's unit tests share: the object system is up while they run.
#pragma once

#include <gtest/gtest.h>

#include "runtime/threads/interpreter.hpp"
#include "values.hpp"

namespace minipy::test {

class RuntimeEnvironment : public ::testing::Environment {
public:
    void SetUp() override { initialize_runtime(); }
    void TearDown() override { finalize_runtime(); }
};
inline ::testing::Environment* const environment = ::testing::AddGlobalTestEnvironment(new RuntimeEnvironment);

}  // namespace minipy::test
