// The camera that is shown: flies to where a command put the state's camera, follows the hand at once.
#pragma once

#include "scene/camera_motion.hpp"

namespace backstory::app {

class Flight {
  public:
    void jump(const scene::Camera& to) {
        now_ = to_ = to;
        t_ = 1.0f;
    }
    void fly(const scene::Camera& to) {
        from_ = now_;
        to_ = to;
        t_ = from_ == to_ ? 1.0f : 0.0f;
        duration_s_ = scene::flight_duration_s(from_, to_);
    }
    // A camera moved by hand: no flight, and a flight under way ends there.
    void follow(const scene::Camera& to) {
        if (!(to == to_)) {
            jump(to);
        }
    }
    void advance(double seconds) {
        if (flying()) {
            t_ += static_cast<float>(seconds) / duration_s_;
            now_ = t_ >= 1.0f ? to_ : scene::flight(from_, to_, t_);
        }
    }
    bool flying() const { return t_ < 1.0f; }
    const scene::Camera& now() const { return now_; }

  private:
    scene::Camera from_, to_, now_;
    float t_ = 1.0f, duration_s_ = 1.0f;
};

}  // namespace backstory::app
