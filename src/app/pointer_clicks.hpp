// The pointer's buttons as frames may see them: in the order in which a hand moved and pressed, at most one press or
// release a frame. What comes faster than frames are drawn (a slow machine, a quick hand) waits, each with the place
// where it happened: a tap lands where it was made, and what is dragged is seen where it is let go, still held.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>

namespace backstory::app {

class PointerClicks {
  public:
    struct Place {
        double x = 0.0, y = 0.0;  // as the window system counts
        bool operator==(const Place&) const = default;
    };
    static constexpr std::size_t most_buttons = 5;

    // The hand's events, as they come.
    void move(Place to) { at_ = to; }
    void change(std::size_t button, bool down) {
        if (button < most_buttons) {
            waiting_.push_back({button, down, at_});
        }
    }
    // Begins a frame: where it must see the pointer, or nothing where no change waits (it is where it is).
    std::optional<Place> next_frame() {
        if (waiting_.empty()) {
            seen_ = at_;
            return std::nullopt;
        }
        const Change change = waiting_.front();
        const bool let_go_elsewhere = !change.down && !(change.at == seen_);
        seen_ = change.at;
        if (!let_go_elsewhere) {
            waiting_.pop_front();
            down_[change.button] = change.down;
        }
        return seen_;
    }
    bool down(std::size_t button) const { return button < most_buttons && down_[button]; }
    bool waits() const { return !waiting_.empty(); }

  private:
    struct Change {
        std::size_t button;
        bool down;
        Place at;
    };
    std::deque<Change> waiting_;
    Place at_, seen_;
    std::array<bool, most_buttons> down_{};
};

}  // namespace backstory::app
