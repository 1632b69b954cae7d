// The program without a window: what is loaded (Library) and what the user has set (State).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "anatomy/knowledge.hpp"
#include "motion/clip.hpp"
#include "motion/player.hpp"
#include "motion/skeleton.hpp"
#include "muscle/system.hpp"
#include "scene/scene.hpp"

namespace backstory::workspace {

// Everything that was loaded from files; immutable and shared.
struct Library {
    anatomy::Body body;
    anatomy::BodyMesh mesh;
    anatomy::Knowledge knowledge;
    motion::Skeleton skeleton;
    std::vector<motion::Clip> clips;
    std::vector<scene::ViewPreset> views;
    std::unique_ptr<muscle::MuscleSystem> muscles;
};

enum class Words : std::uint8_t { client, clinical };

// The small, copyable part that undo keeps and saved views hold.
struct State {
    std::vector<float> opacity;          // by structure: 1 shown, 0 hidden
    int region = -1;                     // lit region, -1 for none
    float fade_others = 0.12f;           // opacity of what is not lit while something is
    std::vector<anatomy::StructureIndex> selection;
    anatomy::StructureIndex hovered = anatomy::none;
    int clip = -1;                       // playing or paused motion, -1 for standing
    double time_s = 0.0;                 // moment in the clip
    bool playing = false, looping = true;
    double speed = 1.0;                  // 0.1 .. 2
    motion::Tightness tightness;
    Words words = Words::client;
    scene::Camera camera;
    scene::Background background = scene::Background::studio_light;
    bool show_labels = false;
    bool colour_by_stretch = false;
};

}  // namespace backstory::workspace
