#include "render/quality_governor.hpp"

#include <array>

namespace backstory::render {

namespace {

constexpr std::array<Quality, 5> levels{{
    {.samples = 1, .shadow_size = 0, .ambient_occlusion = false, .resolution_scale = 0.5f, .coarse_surface = true},
    {.samples = 1, .shadow_size = 512, .ambient_occlusion = false, .resolution_scale = 0.65f, .coarse_surface = true},
    {.samples = 1, .shadow_size = 512, .ambient_occlusion = false, .resolution_scale = 0.8f, .coarse_surface = false},
    {.samples = 1, .shadow_size = 1024, .ambient_occlusion = true, .resolution_scale = 1.0f, .coarse_surface = false},
    {.samples = 4, .shadow_size = 1024, .ambient_occlusion = true, .resolution_scale = 1.0f, .coarse_surface = false},
}};
constexpr double slow_ms = 45.0;  // hands feel it from here on
constexpr double very_slow_ms = 120.0;
constexpr double quick_ms = 14.0;  // so much to spare that three times the work still fits
constexpr int slow_in_a_row = 3;
constexpr int quick_in_a_row = 40;

}  // namespace

std::span<const Quality> moving_levels() {
    return levels;
}

void QualityGovernor::drew_moving_ms(double time_ms) {
    slow_ = time_ms > slow_ms ? slow_ + 1 : 0;
    quick_ = time_ms < quick_ms ? quick_ + 1 : 0;
    if (level_ > 0 && (slow_ >= slow_in_a_row || time_ms > very_slow_ms)) {
        --level_;
        slow_ = 0;
    } else if (level_ + 1 < levels.size() && quick_ >= quick_in_a_row) {
        ++level_;
        quick_ = 0;
    }
}

Quality QualityGovernor::still() const {
    Quality quality;
    quality.samples = 1;
    return quality;
}

}  // namespace backstory::render
