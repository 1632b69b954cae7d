// State + Library -> Scene: which pose, which colours, which opacities. Keeps its buffers between frames and computes
// the pose and the muscles only when the moment or the tightness changed.
#pragma once

#include "muscle/system.hpp"
#include "posture/clip_settler.hpp"
#include "scene/scene.hpp"
#include "workspace/state.hpp"

namespace backstory::workspace {

class SceneBuilder {
  public:
    explicit SceneBuilder(std::shared_ptr<const Library> library);
    // The scene of this moment. The reference stays valid until the next call.
    const scene::Scene& build(const State& state);
    const motion::Pose& pose() const { return pose_; }               // of the last build
    const muscle::MuscleState& muscles() const { return muscles_; }  // of the last build
    const motion::SegmentTransforms& transforms() const { return transforms_; }
    // Where a structure's middle is in the pose of the last build, world.
    glm::vec3 middle_of(anatomy::StructureIndex structure) const;
    // Whether the last build solved the pose anew.
    bool pose_changed() const { return pose_changed_; }

  private:
    struct Moment {
        int clip = -2;  // never a state's value, so that the first build solves
        double time_s = 0.0;
        motion::Tightness tightness;
        PlayedAction action;
        bool operator==(const Moment&) const = default;
    };
    void pose_body(const State& state);
    void dress(const State& state);
    void place_labels(const State& state);

    std::shared_ptr<const Library> library_;
    Moment moment_;
    bool pose_changed_ = false;
    posture::ClipSettler settler_;
    motion::Pose pose_;
    motion::SegmentTransforms transforms_;
    muscle::MuscleState muscles_;
    std::vector<std::uint8_t> lit_, context_, selected_;
    std::vector<std::size_t> middle_station_;  // by structure: global station index
    scene::Scene scene_;
};

// How much of a layer is left at a depth (0 skin .. 4 bones only): 1 whole, 0 peeled.
float share_at_depth(anatomy::Layer layer, float depth);

}  // namespace backstory::workspace
