// SPDX-License-Identifier: MIT
// The table of addresses against the standard's: what is put in is found, what is erased is not, whatever has moved.
#include "trace/address_table.hpp"

#include <random>
#include <unordered_map>

#include <gtest/gtest.h>

namespace minipy::trace {
namespace {

const void* address_of(std::uintptr_t number) { return reinterpret_cast<const void*>(0x1000 + 16 * number); }

TEST(AddressTable, AnEmptyOneHasNothing) {
    AddressTable<int> table;
    table.erase(address_of(1));
    EXPECT_EQ(table.find(address_of(1)), nullptr);
    EXPECT_EQ(table.size(), 0U);
}

TEST(AddressTable, AnswersAsTheStandardsTable) {
    AddressTable<std::uint64_t> table;
    std::unordered_map<const void*, std::uint64_t> expected;
    std::mt19937_64 random(1);
    for (std::uint64_t step = 0; step < 200'000; ++step) {
        const void* address = address_of(random() % 3000);
        if (random() % 2 == 0) {
            table[address] = expected[address] = step;
        } else {
            table.erase(address);
            expected.erase(address);
        }
        const void* asked = address_of(random() % 3000);
        const std::uint64_t* found = table.find(asked);
        auto known = expected.find(asked);
        ASSERT_EQ(found == nullptr, known == expected.end()) << step;
        if (found != nullptr) {
            ASSERT_EQ(*found, known->second) << step;
        }
    }
    std::uint64_t sum = 0, expected_sum = 0;
    table.each([&](std::uint64_t value) { sum += value; });
    for (const auto& [address, value] : expected) expected_sum += value;
    EXPECT_EQ(table.size(), expected.size());
    EXPECT_EQ(sum, expected_sum);
}

TEST(AddressTable, AnAddressMayBeUsedAgain) {
    AddressTable<int> table;
    table[address_of(7)] = 1;
    table.erase(address_of(7));
    EXPECT_EQ(table.find(address_of(7)), nullptr);
    EXPECT_EQ(table[address_of(7)], 0);
}

}  // namespace
}  // namespace minipy::trace
