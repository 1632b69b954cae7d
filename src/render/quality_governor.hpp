// Chooses how finely to draw by how long pictures take here: coarser while something moves on a slow machine, fine
// when still. Pure arithmetic, no OpenGL.
#pragma once

#include "render/renderer.hpp"

#include <span>

namespace backstory::render {

// From quickest to finest.
std::span<const Quality> moving_levels();

class QualityGovernor {
  public:
    // One picture drawn while something moved took this long, milliseconds, all in. Steps down at once when a picture
    // takes far too long, up only after many quick ones, so that the level does not flicker.
    void drew_moving_ms(double time_ms);
    const Quality& moving() const { return moving_levels()[level_]; }
    // The first picture when things come to rest; Renderer::refine(still_samples) then settles it.
    Quality still() const;
    static constexpr int still_samples = 8;
    std::size_t level() const { return level_; }

  private:
    std::size_t level_ = 2;
    int quick_ = 0;  // pictures in a row that left time to spare
    int slow_ = 0;   // pictures in a row that took too long
};

}  // namespace backstory::render
