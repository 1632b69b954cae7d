// Small pictures of states: saved views, movements. Made one at a time while nothing else is to do, kept in the cache
// folder for the next start, and on the card for as long as the window is open. Needs a current OpenGL context.
#pragma once

#include "gl/handle.hpp"
#include "render/renderer.hpp"
#include "ui/interface.hpp"
#include "workspace/scene_builder.hpp"
#include "workspace/state.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace backstory::app {

class Thumbnails {
  public:
    // `stamp` names what the pictures were made from: another body gives other pictures.
    Thumbnails(std::shared_ptr<const workspace::Library> library, const std::string& stamp);
    // What is to be seen now and has no picture yet; what was wanted before and is not any more is not made.
    void want(std::vector<ui::WantedPicture> wanted) { wanted_ = std::move(wanted); }
    bool has_work() const { return !wanted_.empty(); }
    // Gives up everything on the card, as long as there is one; what is still to be seen will be wanted again.
    void forget();
    // Makes the next one and gives it to the interface.
    void make_one(ui::Interface& interface);

  private:
    geometry::Image picture_of(const ui::WantedPicture& wanted);
    geometry::Image draw(const workspace::State& state);

    std::shared_ptr<const workspace::Library> library_;
    std::filesystem::path folder_;  // empty: nothing is kept
    // Its own, so that the picture on the screen stays as it is; gone again when there is no more to make.
    std::unique_ptr<render::Renderer> renderer_;
    std::unique_ptr<workspace::SceneBuilder> builder_;
    std::vector<ui::WantedPicture> wanted_;
    std::map<std::string, gl::Texture, std::less<>> made_;
};

// Of the files that the pictures come from.
std::string thumbnail_stamp(const std::filesystem::path& assets, const std::filesystem::path& body);

}  // namespace backstory::app
