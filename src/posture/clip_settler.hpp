// A clip played by a body with tight muscles: sampled, held by its contacts, then settled.
#pragma once

#include "motion/clip.hpp"
#include "motion/player.hpp"
#include "posture/solver.hpp"
#include "posture/walks.hpp"

#include <memory>

namespace backstory::posture {

class ClipSettler {
  public:
    // Keeps references: both must outlive it.
    ClipSettler(const Model& model, const motion::Skeleton& skeleton);

    // The pose at that moment of the clip; standing without one. With all dials at 0 exactly the player's pose. Depends
    // on nothing but its arguments; the same question asked again costs nothing. Valid until the next call.
    const Settled& at(const motion::Clip* clip, double time_s, const Dials& dials);

    // How the body stands without a clip, free of tight muscles; Skeleton::relaxed() until then.
    void set_standing(motion::Pose standing);

    // The clip as a body with these dials makes it. On a belt that is a walk with shorter strides: with one foot in
    // front and the other free to slide, the body settles, and as near as it draws the feet together the stride
    // becomes. Any other clip is itself. Valid until the next call.
    const motion::Clip& made_by(const motion::Clip& clip, const Dials& dials);

    // From now on walks are worked out beside the caller: until one is there the last one of the clip stands for it, or
    // the free one, and waits() says so.
    void work_beside(std::shared_ptr<Walks> walks) { walks_ = std::move(walks); }
    // The last answer was not yet the one asked for.
    bool waits() const { return waits_; }

    const Model& model() const { return solver_.model(); }

  private:
    Circumstances circumstances(const motion::Clip* clip, double time_s);
    motion::Clip walk_with(const motion::Clip& clip, const Dials& dials);
    double stride_share(const motion::Clip& clip, const Dials& dials);
    void settle_round(motion::Clip& walk, const Dials& dials);
    void lift_feet(motion::Clip& walk);
    double lift_needed(const Model::AboveFloor& above, motion::Pose& pose);
    glm::dvec3 centre_of_mass(const motion::Clip& clip, double time_s);

    const motion::Skeleton& skeleton_;
    Solver solver_;
    motion::Player player_;
    motion::Pose standing_;
    Settled settled_;
    // What the last answer was for.
    std::string last_clip_;
    double last_time_s_ = 0.0;
    Dials last_dials_;
    bool has_last_ = false;
    std::shared_ptr<Walks> walks_;
    bool waits_ = false;
    std::shared_ptr<const motion::Clip> walk_;  // made_by()'s last answer that was not the clip itself
    Dials walk_dials_;
    motion::SegmentTransforms transforms_;
};

}  // namespace backstory::posture
