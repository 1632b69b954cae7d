// Pictures too large to be drawn at once: part by part, strip by strip into the file.
#include "app/picture.hpp"
#include "io/png_file.hpp"
#include "io/png_rows.hpp"
#include "render/tiles.hpp"

#include <algorithm>

namespace backstory::app {
namespace {

constexpr int shadow_texels = 4096;  // a large picture shows the steps of a small shadow map

// The parts of a picture side by side, until they are as wide as it is.
class Strip {
  public:
    explicit Strip(int width) : width_(width) {}
    // True when the strip is whole.
    bool add(const render::Part& part, const geometry::Image& drawn) {
        const glm::ivec2 kept = part.keep_high - part.keep_low;
        if (filled_ == 0) {
            image_ = {width_, kept.y, {}};
            image_.rgba.resize(4 * static_cast<std::size_t>(width_) * static_cast<std::size_t>(kept.y));
        }
        for (int y = 0; y < kept.y; ++y) {
            const auto* from = &drawn.rgba[drawn.offset(part.keep_low.x, part.keep_low.y + y)];
            std::copy(from, from + 4 * static_cast<std::size_t>(kept.x), &image_.rgba[image_.offset(filled_, y)]);
        }
        filled_ = (filled_ + kept.x) % width_;
        return filled_ == 0;
    }
    const geometry::Image& image() const { return image_; }

  private:
    int width_, filled_ = 0;
    geometry::Image image_;
};

}  // namespace

Status Photographer::write(const workspace::State& state, int width, int height, int samples,
                           const std::filesystem::path& file) {
    const glm::ivec2 whole(width, height);
    if (std::max(width, height) <= render::largest_part_px) {
        return io::write_png(file, take(state, width, height, samples));
    }
    const workspace::State shown = framed(state, whole);
    const scene::Scene& scene = builder_.build(shown);
    const bool words = has_words(shown);
    if (words) {
        // A small picture of the same shape knows what is seen.
        renderer_->render(scene, glm::max(glm::ivec2(1), whole * 1024 / std::max(width, height)), {});
        arrange_words(shown, whole);
    }
    auto png = io::PngRows::create(file, width, height, shown.background == scene::Background::transparent);
    if (!png.ok()) {
        return png.error();
    }
    const render::Quality quality{.samples = samples, .shadow_size = shadow_texels};
    Strip strip(width);
    for (const render::Part& part : render::parts_of(whole)) {
        renderer_->render(scene, part.size, quality, part.tile);
        if (words) {
            draw_words(part.tile, part.size);
        }
        const geometry::Image drawn = renderer_->read_picture();
        if (drawn.rgba.empty()) {
            return Error{"The graphics driver has not enough memory for a picture of this size."};
        }
        if (strip.add(part, drawn)) {
            if (Status status = png.value()->add(strip.image()); !status.ok()) {
                return status;
            }
        }
    }
    return png.value()->finish();
}

}  // namespace backstory::app
