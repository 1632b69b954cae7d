// Pictures and films that the window writes as files, a little at a time, so that the window stays alive, shows how far
// it is, and can stop it; nothing half written stays. Needs a current OpenGL context.
#pragma once

#include "app/picture.hpp"
#include "base/result.hpp"
#include "io/video_file.hpp"
#include "ui/interface.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace backstory::app {

class LargePicture;

class Keeper {
  public:
    Keeper(std::shared_ptr<const workspace::Library> library, std::filesystem::path fonts);
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    // What a frame of the window wants: begins with what is shown now, as wide against its height as `window`, stops,
    // or goes on by one part of the picture or one picture of the film. Says how it ended.
    void serve(const ui::FrameResult& frame, const workspace::State& state, glm::ivec2 window,
               ui::Interface& interface);
    bool busy() const { return picture_ != nullptr || film_ != nullptr; }
    void cancel();  // what is unfinished takes its file away

  private:
    Status begin(ui::Keep what, const workspace::State& state, glm::ivec2 window);
    Status begin_picture(const workspace::State& state, glm::ivec2 window);
    Status begin_film(const workspace::State& state, glm::ivec2 window);
    // A sentence when it is whole.
    Result<std::optional<std::string>> go_on();
    Result<bool> next_picture();
    ui::Work work() const;  // while busy

    std::shared_ptr<const workspace::Library> library_;
    std::filesystem::path fonts_, file_;
    std::unique_ptr<Photographer> photographer_;  // while busy
    std::unique_ptr<LargePicture> picture_;
    std::unique_ptr<io::VideoFile> film_;
    workspace::State state_;  // as filmed
    glm::ivec2 size_{0};
    int taken_ = 0, all_ = 0;
};

}  // namespace backstory::app
