// Keys that went down since the last frame, and releases that wait until a frame has seen them down: a tap shorter
// than a frame must not be lost.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

namespace backstory::app {

class KeyTaps {
  public:
    struct Release {
        int key, scancode, mods;
    };
    void went_down(int key) { fresh_.push_back(key); }
    // True when the release has to wait for the frame's end.
    bool waits(const Release& release) {
        if (std::find(fresh_.begin(), fresh_.end(), release.key) == fresh_.end()) {
            return false;
        }
        releases_.push_back(release);
        return true;
    }
    // At a frame's end: what was waiting.
    std::vector<Release> frame_done() {
        fresh_.clear();
        return std::exchange(releases_, {});
    }

  private:
    std::vector<int> fresh_;
    std::vector<Release> releases_;
};

}  // namespace backstory::app
