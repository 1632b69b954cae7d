// The whole window content besides the body: reads the workspace, emits command lines. No OpenGL, no window: it draws
// through ImGui only, so that tests can drive it without a display.
#pragma once

#include "ui/context.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backstory::ui {

// What the main loop learns from a drawn frame.
struct FrameResult {
    std::vector<std::string> commands;           // to perform, in order
    std::optional<ImVec2> clicked;               // on the picture: pick here, px
    std::optional<ImVec2> pointed;               // hovering the picture: name what is here, px
    bool add_to_selection = false;               // the click wants to add
    bool points_at_pain = false;                 // the click says where it hurts
    std::optional<ImVec2> asks_place;            // which place on the body is here, px; answered by know_place
    bool hide_clicked = false;                   // the click wants what it hits to be hidden
    bool wants_text = false;                     // a text field has the keyboard
    bool busy_hands = false;                     // the view is being turned or a handle dragged: draw quickly
    bool hand_let_go = false;                    // what follows is a step of its own (Workspace::end_step)
    Keep keep = Keep::none;                      // to write what is shown as a file
    bool cancels_work = false;                   // to stop what is being written
    bool unfinished = false;                     // something is still being worked out: draw another frame
    Rect free;                                   // where the body should be, px
    std::vector<WantedPicture> wanted_pictures;  // of this frame, for take_picture()
};

// An OpenGL texture's name as ImGui's backend takes it: in a pointer.
inline ImTextureID texture_id(unsigned int name) {
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name));  // NOLINT(performance-no-int-to-ptr)
}

class Interface {
  public:
    Interface();
    ~Interface();
    Interface(const Interface&) = delete;
    Interface& operator=(const Interface&) = delete;

    // Fonts and colours for the settings, the monitor's scale and the window's size in px; returns whether the font
    // atlas was built anew (its texture must be sent to the card again).
    bool prepare(const workspace::Settings& settings, const std::filesystem::path& fonts, float content_scale,
                 ImVec2 size);

    // Begins ImGui's frame, after its backends. Everything is laid out in pixels of the picture (`size`), also where
    // the window system counts in larger units.
    static void begin(ImVec2 size);

    // A key for the next frame.
    void press(const KeyPress& key) { keys_.push_back(key); }

    // Between begin() and ImGui::Render(). `sight` is asked only where names are shown.
    FrameResult draw(const workspace::Workspace& workspace, const workspace::SceneBuilder& scene,
                     const scene::Camera& camera, ImVec2 size, const scene::Sight& sight = {});
    // Only what belongs to the picture itself: names, legends, pins, drawings. Between the same two.
    void draw_over_picture(const workspace::Workspace& workspace, const workspace::State& state,
                           const workspace::SceneBuilder& scene, const scene::Camera& camera, ImVec2 size,
                           const scene::Sight& sight);

    // What lies under a pixel; nothing where the body is not.
    void know_place(ImVec2 at, std::optional<glm::vec3> world) { memory_.under_pointer = {at, world}; }
    // Where the structure that a click selected was hit: a note on it is pinned there.
    void know_tapped(const std::optional<TappedPlace>& tapped) { memory_.tapped = tapped; }
    // A small picture that was wanted; null where it cannot be made.
    void take_picture(const std::string& name, ImTextureID texture) { pictures_.ready[name] = texture; }

    // All of them are gone from the card: they are wanted again when they are to be seen.
    void forget_pictures() { pictures_ = {}; }

    // A sentence at the foot of the window for a while.
    void say(std::string sentence, bool is_error);
    // Where the controls of the last frame are.
    const std::vector<Item>& items() const { return items_; }
    // Where the angles of the open movement are written over the picture.
    const std::vector<Rect>& angle_pills() const { return memory_.angle_pills; }
    // The control that Tab has put the ring on; empty for none.
    const std::string& focus() const { return memory_.focus; }
    const Theme& theme() const { return theme_; }
    bool message_showing() const { return memory_.message_left_s > 0.0; }

    // Where there is more than one, ImGui's calls go to this one's context until the next becomes the current one.
    void make_current() { ImGui::SetCurrentContext(context_); }
    // What is being written as a file, and how far it is; nothing when nothing is.
    void show_work(std::optional<Work> work) { memory_.work = std::move(work); }

  private:
    ImGuiContext* context_ = nullptr;
    Theme theme_;
    Memory memory_;
    std::vector<Item> items_;
    Pictures pictures_;
    std::vector<KeyPress> keys_;
    float prepared_scale_ = 0.0f;
    int prepared_dark_ = -1;
    std::string font_fault_;
};

}  // namespace backstory::ui
