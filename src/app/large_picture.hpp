// Pictures too large to be drawn at once: part by part, strip by strip into the file.
#pragma once

#include "app/picture.hpp"
#include "io/png_rows.hpp"
#include "render/tiles.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace backstory::app {

class LargePicture {
  public:
    // `side`: of a part, px. The photographer must outlive it. Errors: the file cannot be written.
    static Result<std::unique_ptr<LargePicture>> begin(Photographer& photographer, const workspace::State& state,
                                                       glm::ivec2 size, int samples, const std::filesystem::path& file,
                                                       int side);
    // The next part; true when the picture is whole and stands under its name.
    Result<bool> add_part();
    float share() const { return static_cast<float>(next_) / static_cast<float>(parts_.size()); }

  private:
    // The parts of a picture side by side, until they are as wide as it is.
    class Strip {
      public:
        explicit Strip(int width) : width_(width) {}
        // True when the strip is whole.
        bool add(const render::Part& part, const geometry::Image& drawn);
        const geometry::Image& image() const { return image_; }

      private:
        int width_, filled_ = 0;
        geometry::Image image_;
    };

    LargePicture(Photographer& photographer, workspace::State shown, glm::ivec2 size, int samples);

    Photographer& photographer_;
    workspace::State shown_;
    bool words_ = false;
    int samples_ = 8;
    std::vector<render::Part> parts_;
    std::size_t next_ = 0;
    Strip strip_;
    std::unique_ptr<io::PngRows> png_;
};

}  // namespace backstory::app
