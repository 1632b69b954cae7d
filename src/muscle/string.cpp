#include "muscle/plan.hpp"

#include <algorithm>
#include <cstddef>

namespace backstory::muscle {

void pull_taut(const StationPlan* stations, float* heights, std::size_t count, std::uint32_t* corners) {
    const auto place = [&](std::ptrdiff_t i) {
        return i < 0 ? 0.0f : i >= static_cast<std::ptrdiff_t>(count) ? 1.0f : stations[i].tau;
    };
    const auto height = [&](std::ptrdiff_t i) {
        return i < 0 || i >= static_cast<std::ptrdiff_t>(count) ? 0.0f : heights[i];
    };
    // corners holds indices + 1; 0 is the span's beginning, count + 1 its end.
    std::size_t size = 0;
    corners[size++] = 0;
    for (std::ptrdiff_t i = 0; i <= static_cast<std::ptrdiff_t>(count); ++i) {
        while (size >= 2) {
            const auto a = static_cast<std::ptrdiff_t>(corners[size - 2]) - 1;
            const auto b = static_cast<std::ptrdiff_t>(corners[size - 1]) - 1;
            const float cross =
                (place(b) - place(a)) * (height(i) - height(a)) - (height(b) - height(a)) * (place(i) - place(a));
            if (cross < 0.0f) {
                break;
            }
            --size;
        }
        corners[size++] = static_cast<std::uint32_t>(i + 1);
    }
    for (std::size_t k = 0; k + 1 < size; ++k) {
        const auto a = static_cast<std::ptrdiff_t>(corners[k]) - 1, b = static_cast<std::ptrdiff_t>(corners[k + 1]) - 1;
        const float rise = (height(b) - height(a)) / std::max(place(b) - place(a), 1e-6f);
        const float from = height(a);
        for (std::ptrdiff_t i = a + 1; i < b; ++i) {
            heights[i] = from + rise * (place(i) - place(a));
        }
    }
}

}  // namespace backstory::muscle
