// What every panel gets for one frame: what is shown, how it looks, and where its commands go.
#pragma once

#include "scene/camera.hpp"
#include "ui/theme.hpp"
#include "workspace/course.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/targets.hpp"
#include "workspace/tracing.hpp"
#include "workspace/workspace.hpp"

#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <imgui.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace backstory::ui {

struct Rect {
    float x = 0, y = 0, width = 0, height = 0;  // window pixels, origin top-left
    float right() const { return x + width; }
    float bottom() const { return y + height; }
    bool contains(ImVec2 p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }
    bool operator==(const Rect&) const = default;
};

// A control and where it is: so that tests click what a person would click.
struct Item {
    std::string name;
    Rect rect;
    bool cut = false;     // scrolled partly out of its panel
    bool chosen = false;  // shown as what is on now
    bool behind = false;  // a dialogue lies over it
    bool operator==(const Item&) const = default;
};

enum class Dialogue : std::uint8_t { none, help, settings, safety, tour, save_view, rename_view, exercise };
enum class ExploreTab : std::uint8_t { regions, layers, parts, build, views };
enum class Tool : std::uint8_t { look, peel, pen, arrow, erase, point };

// What of a section's ring the hand holds.
enum class SectionGrip : std::uint8_t { none, move, first_tilt, second_tilt };

// A key that went down (or repeats) since the last frame; `key` as GLFW numbers them. Taps shorter than a frame count.
struct KeyPress {
    int key = 0;
    bool control = false, shift = false, alt = false;
    bool operator==(const KeyPress&) const = default;
};

// A place on the body under a pixel, as far as it is known.
struct KnownPlace {
    ImVec2 at{-1.0e6f, -1.0e6f};  // px
    std::optional<glm::vec3> world;
};

// The place of a structure that was last tapped on the picture, m in the rest pose.
struct TappedPlace {
    anatomy::StructureIndex structure = anatomy::none;
    glm::vec3 at_rest{0.0f};
};

// What the window can write as a file, and what it shows while that lasts.
enum class Keep : std::uint8_t { none, picture, film };
struct Work {
    std::string what;    // "Saving a film"
    float share = 0.0f;  // 0 .. 1 of it is done
};

// A pin's plate over the picture.
struct ShownPin {
    Rect rect;
    std::size_t index = 0;  // in State::pins
};

// A small picture of a state, asked for by name.
struct WantedPicture {
    std::string name;
    workspace::State state;
};
struct Pictures {
    std::map<std::string, ImTextureID, std::less<>> ready;  // null: cannot be made
    std::vector<WantedPicture> wanted;                      // in this frame
};

// What the interface itself remembers between frames; nothing of it belongs to the state of the body.
struct Memory {
    char search[96] = "";
    std::string searched;  // what `hits` answers
    std::vector<workspace::SearchHit> hits;
    int hit = 0;
    bool focus_search = false;
    bool search_open = false;
    Dialogue dialogue = Dialogue::none;
    std::string wanted_motion;  // waits for the safety questions
    bool safety_applies = false;
    std::vector<std::string> told_motions;  // whose dose and cautions were shown since the start
    std::set<std::string> open_stages;      // folds of the movements
    std::set<std::string> open_branches;    // folds of the tree of parts
    bool only_region = false;               // movements for the lit area only
    int tour_step = 0;
    ExploreTab tab = ExploreTab::regions;
    Tool tool = Tool::look;
    std::vector<glm::vec2> line;  // being drawn; places as in workspace::Stroke
    // The keyboard's pointer, a place as in workspace::Stroke; `cross_draws`: the pen is down there.
    bool cross_shown = false, cross_draws = false;
    glm::vec2 cross{0.0f};
    std::vector<ShownPin> pins;  // of this frame, over the picture
    std::optional<Work> work;
    double work_shown_s = 0.0;  // since it began
    Keep keep = Keep::none;     // wanted in this frame
    bool cancels_work = false;
    std::string wanted_field;  // the text field that the keyboard goes to next
    char view_name[64] = "";
    std::string renamed_view;  // the name it has now
    char tree_filter[64] = "";
    char note[128] = "";
    std::shared_ptr<workspace::Course> course;    // both bodies through the open movement
    bool unfinished = false;                      // something is still being worked out: another frame, please
    std::shared_ptr<workspace::Tracing> tracing;  // what the graph draws
    std::string message;
    bool message_is_error = false;
    double message_left_s = 0.0;
    KnownPlace under_pointer;           // told by whoever can see: Interface::know_place
    std::optional<TappedPlace> tapped;  // as well: Interface::know_tapped
    std::optional<glm::vec3> pivot;     // what a turning hand turns about; the camera's target where nothing was hit
    SectionGrip section_grip = SectionGrip::none;
    bool at_parting = false;        // the hand on the timeline tapped the flag where the bodies part
    std::vector<Rect> angle_pills;  // of this frame, over the picture
    bool dragging_view = false;     // the pointer turns or moves the picture
    float drag_way = 0.0f;          // px since the button went down
    std::optional<ImVec2> pressed_at;
    // Keyboard: the controls that Tab goes through, as drawn in this frame and in the last one, and where it stands.
    std::vector<std::string> stops, stops_before;
    std::string focus;  // empty: nowhere
    bool focus_moved = false, focus_slides = false;
    // The pain map.
    bool map_open = false, map_front = false;
    int room_percent = 250;  // the largest size of everything that this window holds
};

struct Context {
    const workspace::Workspace& workspace;
    const workspace::Library& library;
    const workspace::State& state;
    const workspace::SceneBuilder& scene;
    const scene::Camera& camera;  // as shown
    Theme& theme;
    Memory& memory;
    std::vector<std::string>& commands;
    std::vector<Item>& items;
    Pictures& pictures;
    const std::vector<KeyPress>& keys;
    const scene::Sight& sight;  // of the picture below; unknown unless names are shown
    ImVec2 size;                // of the window, px
    bool narrow = false;        // little room: short labels
    bool compact = false;       // very little: one panel at a time
    bool reachable = true;      // Tab comes here; not behind a dialogue

    void emit(std::string command) { commands.push_back(std::move(command)); }
    float px(float at_100) const { return theme.px(at_100); }
    bool pressed(int key) const {
        return std::any_of(keys.begin(), keys.end(),
                           [key](const KeyPress& press) { return press.key == key && !press.control && !press.alt; });
    }
    bool clinical() const { return state.settings.words == workspace::Words::clinical; }
    std::string name_of(anatomy::StructureIndex structure) const {
        return library.name_of(structure, state.settings.words);
    }
    // The client's or the clinic's words for the same thing; the client's where the clinic has none of its own.
    const std::string& say(const std::string& client, const std::string& clinical) const {
        return this->clinical() && !clinical.empty() ? clinical : client;
    }
    ImU32 colour(const ImVec4& c) const { return ImGui::GetColorU32(c); }
    // Where a world point is in the window; nothing behind the camera.
    std::optional<ImVec2> project(const glm::vec3& world) const;
};

}  // namespace backstory::ui
