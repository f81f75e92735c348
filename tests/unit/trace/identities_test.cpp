// SPDX-License-Identifier: MIT
// Births and deaths as the heap tells them: who gets a number, and of whom is told.
#include "trace/identities.hpp"

#include <gtest/gtest.h>

#include "unit/interpreter.hpp"
#include "unit/trace/support.hpp"

namespace minipy::trace {
namespace {

class Lives : public ::testing::Test, public test::Deaf {
protected:
    void died(const DeathReport& report) override { dead_.push_back(report.life.identity); }

    Lives() : program_("x, y = [], []\n") {}
    void* block_of(const char* name) {
        return reinterpret_cast<char*>(program_[name]) - head_size(program_[name]->type);
    }
    void is_born(Identities& identities, const char* name) {
        identities.set_series(Series::program);
        identities.object_born(program_[name], block_of(name), sizeof(void*));
    }

    test::Program program_;
    std::vector<Identity> dead_;
};

TEST_F(Lives, WhoDiesBeforeTheInstructionIsOverHasNoNumber) {
    Identities identities(*this, true);
    is_born(identities, "x");
    identities.block_freed(block_of("x"));
    is_born(identities, "y");
    identities.settle();
    EXPECT_EQ(identities.take_births().size(), 1U);
    EXPECT_EQ(identity_text(identities.identity_of(program_["y"])), "#1");
    EXPECT_TRUE(dead_.empty());
}

TEST_F(Lives, WhoDiesBeforeBirthsAreTakenIsNotAmongThem) {
    Identities identities(*this, true);
    is_born(identities, "x");
    identities.settle();
    identities.block_freed(block_of("x"));
    EXPECT_TRUE(identities.take_births().empty());
    EXPECT_EQ(dead_.size(), 1U);
}

TEST_F(Lives, WithoutReportsOnlyTheDeathsOfTheWatchedAreTold) {
    Identities identities(*this, false);
    is_born(identities, "x");
    is_born(identities, "y");
    identities.settle();
    identities.watch(program_["y"]);
    identities.block_freed(block_of("x"));
    identities.block_freed(block_of("y"));
    EXPECT_EQ(dead_, std::vector<Identity>{make_identity(Series::program, 2)});
}

}  // namespace
}  // namespace minipy::trace
