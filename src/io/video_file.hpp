// Moving pictures: WebM, MP4 and GIF through the program FFmpeg, which is asked for only here; without it a clear
// sentence says so. The film is written under a temporary name and renamed when it is whole.
#pragma once

#include "base/result.hpp"
#include "geometry/image.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

namespace backstory::io {

// Whether a file name ends as one of the kinds of film that can be written.
bool is_video_name(const std::filesystem::path& file);

class VideoFile {
  public:
    // Width and height even, pixels. Errors: FFmpeg is not installed, an ending that is no film's, cannot start.
    static Result<std::unique_ptr<VideoFile>> create(const std::filesystem::path& file, int width, int height,
                                                     double pictures_a_second);
    ~VideoFile();  // an unfinished film is taken away
    VideoFile(const VideoFile&) = delete;
    VideoFile& operator=(const VideoFile&) = delete;

    // Errors: FFmpeg has ended, a picture of another size.
    Status add(const geometry::Image& picture);
    // Closes the film and gives it its name. Errors: FFmpeg could not write it.
    Status finish();

  private:
    VideoFile() = default;
    std::filesystem::path file_, part_;
    int width_ = 0, height_ = 0;
    std::FILE* pipe_ = nullptr;
};

}  // namespace backstory::io
