// What was freed after loading goes back to the system.
#include "base/memory.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace backstory {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool own_allocator = false;
#else
constexpr bool own_allocator = true;
#endif

// Resident memory in KiB; 0 where the system does not say.
long resident_kib() {
    std::ifstream status("/proc/self/status");
    std::string word;
    long kib = 0;
    while (status >> word) {
        if (word == "VmRSS:") {
            status >> kib;
        }
    }
    return kib;
}

TEST(FreedMemory, GoesBackToTheSystem) {
#ifndef __GLIBC__
    GTEST_SKIP() << "only glibc has a call for it";
#endif
    if (!own_allocator) {
        GTEST_SKIP() << "the sanitizer keeps what is freed, to find uses of it";
    }
    constexpr std::size_t block = std::size_t{64} << 10, blocks = 1024;  // 64 MiB in pieces that are not mapped alone
    std::vector<std::unique_ptr<std::vector<char>>> many;
    for (std::size_t i = 0; i < blocks; ++i) {
        many.push_back(std::make_unique<std::vector<char>>(block, 'x'));
    }
    const auto last = std::make_unique<std::vector<char>>(block, 'x');  // nothing shrinks by itself below it
    many.clear();
    const long before = resident_kib();
    return_freed_memory();
    EXPECT_LT(resident_kib(), before - 48 * 1024);
}

}  // namespace
}  // namespace backstory
