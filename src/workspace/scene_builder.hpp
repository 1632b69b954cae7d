// State + Library -> Scene: which pose, which colours, which opacities. Keeps its buffers between frames.
#pragma once

#include "muscle/system.hpp"
#include "scene/scene.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

class SceneBuilder {
  public:
    explicit SceneBuilder(std::shared_ptr<const Library> library);
    // The scene of this moment. The reference stays valid until the next call.
    const scene::Scene& build(const State& state);
    const motion::Pose& pose() const;             // of the last build
    const muscle::MuscleState& muscles() const;   // of the last build

  private:
    std::shared_ptr<const Library> library_;
    motion::Pose pose_;
    motion::SegmentTransforms transforms_;
    muscle::MuscleState muscles_;
    scene::Scene scene_;
};

}  // namespace backstory::workspace
