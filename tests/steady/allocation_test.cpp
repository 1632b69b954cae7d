// A frame of a playing movement takes no memory from the heap once its buffers have grown: pose, contacts, joints,
// fascicle paths, palette. Every operator new of this program is counted.
#include "motion/player.hpp"
#include "muscle/system.hpp"
#include "workspace/library_loader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <vector>

namespace {

std::atomic<long> allocations{0};

void* counted(std::size_t size, std::size_t alignment = 0) {
    ++allocations;
    void* memory = alignment == 0 ? std::malloc(std::max<std::size_t>(size, 1))
                                  : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace backstory {
namespace {

TEST(SteadyState, TheCounterCounts) {
    const long before = allocations;
    const auto memory = std::make_unique<std::vector<int>>(3);
    EXPECT_EQ(memory->size(), 3u);
    EXPECT_EQ(allocations - before, 2);
}

TEST(SteadyState, AFrameTakesNothingFromTheHeap) {
    const auto loaded = workspace::load_library_without_surface(std::filesystem::path(BACKSTORY_SOURCE_DIR) / "assets");
    ASSERT_TRUE(loaded.ok()) << loaded.error().text();
    const workspace::Library& library = *loaded.value();
    motion::Player player(library.skeleton);
    motion::SegmentTransforms transforms;
    muscle::MuscleState state;
    std::vector<muscle::PaletteMatrix> palette;
    for (const motion::Clip& clip : library.clips) {
        const auto frame = [&](double share) {
            library.skeleton.forward(player.pose(clip, share * clip.duration_s), transforms);
            library.muscles->solve(transforms, state, muscle::MuscleSystem::Cores::all);
            palette = state.palette;
        };
        // Buffers grow with what is held, which differs along the movement.
        for (double share = 0.0; share <= 1.0; share += 0.1) {
            frame(share);
        }
        const long before = allocations;
        for (double share = 0.05; share <= 1.0; share += 0.1) {
            frame(share);
        }
        EXPECT_EQ(allocations - before, 0) << clip.id;
    }
}

}  // namespace
}  // namespace backstory
