// SPDX-License-Identifier: MIT
// Where what comes by a descriptor comes from.
#include "vm/outside.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit/interpreter.hpp"

namespace minipy {
namespace {

struct Descriptors {
    int ends[2] = {-1, -1};
    ~Descriptors() {
        for (int end : ends) {
            if (end >= 0) ::close(end);
        }
    }
};

TEST(Outside, AFileIsNoInputThatChanges) {
    Descriptors file{{::open("/dev/null", O_RDONLY), ::open("/", O_RDONLY)}};
    EXPECT_EQ(source_of(file.ends[0]), std::nullopt);
    EXPECT_EQ(source_of(file.ends[1]), std::nullopt);
}

TEST(Outside, APipeWithBothItsEndsHereIsInside) {
    Descriptors pipe;
    ASSERT_EQ(::pipe(pipe.ends), 0);
    EXPECT_EQ(source_of(pipe.ends[0]), std::nullopt);
    ::close(std::exchange(pipe.ends[1], -1));
    EXPECT_EQ(source_of(pipe.ends[0]), Outside::pipe);
}

TEST(Outside, APairOfSocketsIsInsideAndOneByItselfIsNot) {
    Descriptors pair, alone{{::socket(AF_INET, SOCK_STREAM, 0), -1}};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.ends), 0);
    EXPECT_EQ(source_of(pair.ends[0]), std::nullopt);
    EXPECT_EQ(source_of(alone.ends[0]), Outside::socket);
}

TEST(Outside, AnEpollObjectIsWhatItWatches) {
    Descriptors epoll{{::epoll_create1(0), ::socket(AF_INET, SOCK_STREAM, 0)}}, event{{::eventfd(0, 0), -1}};
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    ASSERT_EQ(::epoll_ctl(epoll.ends[0], EPOLL_CTL_ADD, event.ends[0], &wanted), 0);
    EXPECT_EQ(source_of(epoll.ends[0]), std::nullopt);
    ASSERT_EQ(::epoll_ctl(epoll.ends[0], EPOLL_CTL_ADD, epoll.ends[1], &wanted), 0);
    EXPECT_EQ(source_of(epoll.ends[0]), Outside::socket);
}

TEST(Outside, WhatAChildProcessMayHaveGotIsOutside) {
    Descriptors pipe;
    ASSERT_EQ(::pipe(pipe.ends), 0);
    interpreter.has_started_processes = true;
    EXPECT_EQ(source_of(pipe.ends[0]), Outside::pipe);
    interpreter.has_started_processes = false;
}

TEST(Outside, WithoutAScheduleNobodyNeedsToKnow) { EXPECT_FALSE(are_inside({})); }

}  // namespace
}  // namespace minipy
