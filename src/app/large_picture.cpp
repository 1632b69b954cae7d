#include "app/large_picture.hpp"

#include "io/png_file.hpp"

#include <algorithm>

namespace backstory::app {
namespace {

constexpr int shadow_texels = 4096;  // a large picture shows the steps of a small shadow map

}  // namespace

bool LargePicture::Strip::add(const render::Part& part, const geometry::Image& drawn) {
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

LargePicture::LargePicture(Photographer& photographer, workspace::State shown, glm::ivec2 size, int samples)
    : photographer_(photographer), shown_(std::move(shown)), samples_(samples), strip_(size.x) {}

Result<std::unique_ptr<LargePicture>> LargePicture::begin(Photographer& photographer, const workspace::State& state,
                                                          glm::ivec2 size, int samples,
                                                          const std::filesystem::path& file, int side) {
    std::unique_ptr<LargePicture> picture(
        new LargePicture(photographer, photographer.framed(state, size), size, samples));
    picture->words_ = Photographer::has_words(picture->shown_);
    picture->parts_ = render::parts_of(size, side);
    auto png = io::PngRows::create(file, size.x, size.y, state.background == scene::Background::transparent);
    if (!png.ok()) {
        return png.error();
    }
    picture->png_ = std::move(png).value();
    const scene::Scene& scene = photographer.builder_.build(picture->shown_);
    if (picture->words_) {
        // A small picture of the same shape knows what is seen.
        photographer.renderer_->render(scene, glm::max(glm::ivec2(1), size * 1024 / std::max(size.x, size.y)), {});
        photographer.arrange_words(picture->shown_, size);
    }
    return picture;
}

Result<bool> LargePicture::add_part() {
    const render::Part& part = parts_[next_++];
    const render::Quality quality{.samples = samples_, .shadow_size = shadow_texels};
    photographer_.renderer_->render(photographer_.builder_.build(shown_), part.size, quality, part.tile);
    if (words_) {
        photographer_.draw_words(part.tile, part.size);
    }
    const geometry::Image drawn = photographer_.renderer_->read_picture();
    if (drawn.rgba.empty()) {
        return Error{"The graphics driver has not enough memory for a picture of this size."};
    }
    if (strip_.add(part, drawn)) {
        if (Status status = png_->add(strip_.image()); !status.ok()) {
            return status.error();
        }
    }
    if (next_ < parts_.size()) {
        return false;
    }
    if (Status status = png_->finish(); !status.ok()) {
        return status.error();
    }
    return true;
}

Status Photographer::write(const workspace::State& state, int width, int height, int samples,
                           const std::filesystem::path& file) {
    if (std::max(width, height) <= render::largest_part_px) {
        return io::write_png(file, take(state, width, height, samples));
    }
    auto picture = LargePicture::begin(*this, state, {width, height}, samples, file, render::largest_part_px);
    if (!picture.ok()) {
        return picture.error();
    }
    for (;;) {
        const auto whole = picture.value()->add_part();
        if (!whole.ok()) {
            return whole.error();
        }
        if (whole.value()) {
            return Done{};
        }
    }
}

}  // namespace backstory::app
