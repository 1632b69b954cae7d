// Independent pieces of work on all cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace backstory {

// Calls work(0) .. work(count - 1), each once, in any order and on any thread; returns when all are done. The pieces
// must not touch each other's data. What one throws is thrown here.
template <typename Work>
void in_parallel(std::size_t count, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            work(i);
        }
    };
    std::vector<std::future<void>> helpers;
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t h = 1; h < std::min(cores, count); ++h) {
        helpers.push_back(std::async(std::launch::async, run));
    }
    run();
    for (std::future<void>& helper : helpers) {
        helper.get();
    }
}

}  // namespace backstory
