// SPDX-License-Identifier: MIT
// For tests that run Python: a whole interpreter is up while they run, and a Program is a namespace that pieces of
// source are run in.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "modules/code/compile_text.hpp"
#include "modules/startup.hpp"
#include "modules/system/startup_options.hpp"
#include "runtime/functions/function.hpp"
#include "runtime/kernel/calls.hpp"
#include "runtime/memory/reserve.hpp"
#include "runtime/modules/module.hpp"
#include "runtime/threads/interpreter.hpp"
#include "runtime/values.hpp"
#include "vm/vm.hpp"

namespace minipy::test {

class InterpreterEnvironment : public ::testing::Environment {
public:
    void SetUp() override {
        heap::fill_reserve();
        initialize_runtime();
        initialize_vm();
        StartupOptions options;
        options.ignore_environment = options.no_site = true;
        ASSERT_TRUE(initialize_modules(options).ok());
    }
    void TearDown() override { finalize_runtime(); }
};
inline ::testing::Environment* const interpreter_environment =
    ::testing::AddGlobalTestEnvironment(new InterpreterEnvironment);

// Borrowed from the function, which may get another one.
inline Code* code_of(const Function* function) { return function->code.borrow(); }

class Program {
public:
    explicit Program(std::string_view source = "") : globals_(Dict::create()) {
        dict_set_name(globals_.get(), Str::interned_from("__name__").get(), Str::from("program").get());
        run(source);
    }

    Ref<Code> compile(std::string_view source) {
        Result<Code> code = compile_text(source, Str::interned_from("<test>").get(), CompileMode::exec);
        if (code.failed()) ADD_FAILURE() << taken_error();
        return code.take();
    }
    // Runs more of it; an exception is a failure of the test.
    void run(std::string_view source) {
        std::string problem = error_of(source);
        EXPECT_EQ(problem, "") << source;
    }
    // "ValueError: …", or empty.
    std::string error_of(std::string_view source) {
        Ref<Code> code = compile(source);
        if (!code) return "it does not compile";
        return run_code(code.get(), globals_.get(), nullptr).failed() ? taken_error() : "";
    }
    // Borrowed; null when the program has no such name.
    Object* operator[](const char* name) { return dict_get_name(globals_.get(), Str::interned_from(name).get()); }
    std::string repr_of(const char* name) { return shown(share((*this)[name])); }
    Function* function(const char* name) {
        auto* found = as<Function>((*this)[name]);
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

private:
    Ref<Dict> globals_;
};

}  // namespace minipy::test
