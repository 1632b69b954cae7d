// State + Library -> Scene: which pose, which colours, which opacities. Keeps its buffers between frames and computes
// the pose and the muscles only when the moment or the tightness changed.
#pragma once

#include "muscle/system.hpp"
#include "scene/scene.hpp"
#include "workspace/balance.hpp"
#include "workspace/labels.hpp"
#include "workspace/performer.hpp"
#include "workspace/state.hpp"

#include <optional>

namespace backstory::workspace {

class SceneBuilder {
  public:
    static constexpr glm::vec3 default_prop_colour{0.45f, 0.42f, 0.38f};  // where the look has none

    explicit SceneBuilder(std::shared_ptr<const Library> library);
    // The scene of this moment. The reference stays valid until the next call.
    const scene::Scene& build(const State& state);
    const motion::Pose& pose() const { return pose_; }               // of the last build
    const muscle::MuscleState& muscles() const { return muscles_; }  // of the last build
    const motion::SegmentTransforms& transforms() const { return transforms_; }
    // How many times the measured body everything is tall: pose, muscles and transforms are in the measured size, the
    // scene and what middle_of() gives in that of the picture.
    float scale() const { return scale_; }
    // Where a structure's middle is in the pose of the last build, world.
    glm::vec3 middle_of(anatomy::StructureIndex structure) const;
    // As the last build took the picture: the state's, going along with what it follows.
    const scene::Camera& camera() const { return scene_.camera; }
    // Places on its surface in the pose of the last build, for the line of its name; none where it has no surface.
    std::vector<SurfaceSpot> surface_spots(anatomy::StructureIndex structure) const;
    // Where a place on a structure, given in the rest pose, is in the picture of the last build, and
    // back (nothing where the structure is not near); both m.
    glm::vec3 posed_place(anatomy::StructureIndex structure, const glm::vec3& at_rest) const;
    std::optional<glm::vec3> place_at_rest(anatomy::StructureIndex structure, const glm::vec3& posed) const;
    // Where a note is pinned, in the picture of the last build.
    glm::vec3 place_of(const Pin& pin) const;
    // Of the last build, where the state shows it; in the measured size.
    const Balance& balance() const { return balance_; }
    // From now on the walk of a tight body is worked out beside the caller (see posture::Walks); walks() is then what
    // others may share, and while waits() the scene is not yet the one asked for: build again.
    void work_beside();
    const std::shared_ptr<posture::Walks>& walks() const { return walks_; }
    bool waits() const { return poser_.waits() || (!scene_.others.empty() && other_poser_.waits()); }
    // Whether the last build solved the pose anew.
    bool pose_changed() const { return pose_changed_; }

    // The camera that shows both bodies where two stand side by side, and the whole spine where its levels are apart;
    // else the same camera. Fit it to the picture after.
    scene::Camera framing_both(const State& state, const scene::Camera& camera);
    // The middle of where the open movement takes the first body, and the second where there is one, m.
    glm::vec3 middle_of_first() const { return scale_ * middle_of_reach(); }
    std::optional<glm::vec3> middle_of_second() const { return second_middle_; }

  private:
    struct Moment {
        Performer performer{-2, -1, {}};  // never a state's value, so that the first build solves
        double time_s = 0.0;
        PlayedAction action;
        float spine_apart = 0.0f;
        bool operator==(const Moment&) const = default;
    };
    // A body solved for a moment.
    struct Posed {
        Moment moment;
        motion::SegmentTransforms transforms;
        muscle::MuscleState muscles;
    };
    void pose_body(const State& state);
    void pose_other(const State& state);
    void spread_layers(const State& state);
    std::size_t layers_apart(const State& state) const;                     // how many stand beside the bones
    glm::vec3 layer_step(const State& state, const scene::Camera& camera);  // from a layer to the next outwards
    float width_across(const scene::Camera& camera) const;                  // of what reach_ holds, with room, m
    void add_boards(const State& state);
    void resize(std::vector<muscle::PaletteMatrix>& palette) const;
    void place_props(const State& state, const glm::vec3& beside);
    void add_held_band(const motion::Prop& band, const motion::SegmentTransforms& body);
    void add_things(const State& state, const motion::Clip* clip, const motion::SegmentTransforms& body,
                    const glm::vec3& beside);
    void measure_reach(int clip);
    glm::vec3 middle_of_reach() const;
    glm::vec3 offset_of_second(const State& state, const scene::Camera& camera);
    std::vector<float> stretch_of_all(const muscle::MuscleState& muscles) const;
    const SurfaceSpots& spots() const;
    void dress(const State& state);
    void paint_surface(const State& state);

    std::shared_ptr<const Library> library_;
    Moment moment_;
    bool pose_changed_ = false;
    float scale_ = 1.0f;
    std::shared_ptr<posture::Walks> walks_;
    Poser poser_, other_poser_;
    Posed other_;
    int reach_clip_ = -2;           // what reach_ was measured for
    std::vector<glm::vec3> reach_;  // where joints and furniture come to be in the movement
    std::optional<glm::vec3> second_middle_;
    Balance balance_;
    motion::Pose pose_;
    motion::SegmentTransforms transforms_;
    muscle::MuscleState muscles_;
    std::vector<std::uint8_t> lit_, context_, selected_;
    std::vector<std::size_t> middle_station_;            // by structure: global station index
    std::vector<anatomy::StructureIndex> painted_;       // whose attachments scene_.paint holds
    std::vector<anatomy::StructureIndex> painted_skin_;  // whose referred pain
    mutable std::optional<SurfaceSpots> spots_;          // made when first asked for
    scene::Scene scene_;
};

// How much of a layer is left at a depth (0 skin .. 4 bones only): 1 whole, 0 peeled.
float share_at_depth(anatomy::Layer layer, float depth);

}  // namespace backstory::workspace
