// base/workers.hpp: every piece once, workers apart, and no deadlock when pieces share out their own work.
#include "base/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace backstory {
namespace {

TEST(Workers, EveryPieceIsDoneOnce) {
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> done(97);
        on_all_cores(done.size(), [&](std::size_t piece, std::size_t worker) {
            EXPECT_LT(worker, worker_count());
            ++done[piece];
        });
        for (const auto& times : done) {
            ASSERT_EQ(times, 1);
        }
    }
}

TEST(Workers, NoTwoCallsAtATimeHaveTheSameWorker) {
    std::vector<std::atomic<int>> inside(worker_count());
    on_all_cores(2000, [&](std::size_t, std::size_t worker) {
        EXPECT_EQ(inside[worker]++, 0);
        std::this_thread::yield();
        --inside[worker];
    });
}

TEST(Workers, PiecesMayShareOutTheirOwnWork) {
    std::atomic<int> done{0};
    on_all_cores(20, [&](std::size_t, std::size_t) {
        on_all_cores(10, [&](std::size_t, std::size_t worker) {
            EXPECT_EQ(worker, 0u);
            ++done;
        });
    });
    EXPECT_EQ(done, 200);
}

TEST(Workers, SeveralCallersAtATimeAllGetTheirWorkDone) {
    std::atomic<int> done{0};
    std::vector<std::thread> callers;
    callers.reserve(4);
    for (int caller = 0; caller < 4; ++caller) {
        callers.emplace_back([&] {
            for (int round = 0; round < 50; ++round) {
                on_all_cores(11, [&](std::size_t, std::size_t) { ++done; });
            }
        });
    }
    for (std::thread& caller : callers) {
        caller.join();
    }
    EXPECT_EQ(done, 4 * 50 * 11);
}

}  // namespace
}  // namespace backstory
