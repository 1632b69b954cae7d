#include "render/renderer.hpp"

#include <glad/gl.h>

#include <algorithm>
#include <string_view>

namespace backstory::render {

namespace {
constexpr double slow_s = 1.0 / 22.0;   // slower than this looks like steps
constexpr double quick_s = 1.0 / 32.0;  // faster than this leaves room for more pixels
constexpr float step = 0.1f;
constexpr float smallest = 0.7f, largest = 1.0f;
constexpr int settle_pictures = 6;
}  // namespace

bool draws_in_software() {
    const auto* told = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view name = told != nullptr ? told : "";
    const auto is = [name](std::string_view one) { return name.find(one) != std::string_view::npos; };
    return is("llvmpipe") || is("softpipe") || is("SWR") || is("SwiftShader");
}

Quality moving_quality(bool software, float scale) {
    Quality quality;
    quality.samples = 1;
    quality.ambient_occlusion = false;
    quality.shadow_size = software ? 512 : 1024;
    quality.resolution_scale = software ? scale : 1.0f;
    quality.coarse_surface = software;
    quality.quick_light = software;
    return quality;
}

void MovingScale::took(double seconds) {
    mean_s_ += 0.3 * (std::clamp(seconds, 0.001, 0.5) - mean_s_);
    if (++patience_ < settle_pictures) {
        return;
    }
    if (mean_s_ > slow_s && scale_ > smallest) {
        scale_ = std::max(smallest, scale_ - step);
        patience_ = 0;
    } else if (mean_s_ < quick_s && scale_ < largest && patience_ > 4 * settle_pictures) {
        scale_ = std::min(largest, scale_ + step);
        patience_ = 0;
    }
}

}  // namespace backstory::render
