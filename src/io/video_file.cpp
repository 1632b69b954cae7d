#include "io/video_file.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

namespace backstory::io {
namespace {

#ifdef _WIN32
constexpr const char* quiet = " >NUL 2>&1";
std::FILE* open_pipe(const std::string& command) {
    return _popen(command.c_str(), "wb");
}
int close_pipe(std::FILE* pipe) {
    return _pclose(pipe);
}
std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}
#else
constexpr const char* quiet = " >/dev/null 2>&1";
std::FILE* open_pipe(const std::string& command) {
    std::signal(SIGPIPE, SIG_IGN);  // an encoder that ends early is an error to report, not the end of this program
    return popen(command.c_str(), "w");
}
int close_pipe(std::FILE* pipe) {
    return pclose(pipe);
}
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}
#endif

struct Kind {
    std::string_view ending;
    const char* options;
};
// Small files that play everywhere; a GIF gets a palette of its own.
constexpr std::array<Kind, 3> kinds{
    {{".webm", "-c:v libvpx-vp9 -crf 32 -b:v 0 -deadline realtime -cpu-used 5 -row-mt 1 -pix_fmt yuv420p"},
     {".mp4", "-c:v libx264 -preset veryfast -crf 19 -pix_fmt yuv420p -movflags +faststart"},
     {".gif",
      "-filter_complex \"split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer\" -loop 0"}}};

const Kind* kind_of(const std::filesystem::path& file) {
    const std::string ending = file.extension().string();
    for (const Kind& kind : kinds) {
        if (kind.ending == ending) {
            return &kind;
        }
    }
    return nullptr;
}

}  // namespace

bool is_video_name(const std::filesystem::path& file) {
    return kind_of(file) != nullptr;
}

Result<std::unique_ptr<VideoFile>> VideoFile::create(const std::filesystem::path& file, int width, int height,
                                                     double pictures_a_second) {
    const Kind* kind = kind_of(file);
    if (kind == nullptr) {
        return Error{"A film ends with .webm, .mp4 or .gif.", file.string()};
    }
    if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
        return Error{"A film's width and height are even numbers of pixels.", file.string()};
    }
    if (std::system((std::string("ffmpeg -hide_banner -version") + quiet).c_str()) != 0) {
        return Error{
            "Films need the program FFmpeg, which is not installed; install it (package ffmpeg), or give a folder with "
            "--out to get single pictures.",
            file.string()};
    }
    std::unique_ptr<VideoFile> video(new VideoFile);
    video->file_ = file;
    video->part_ = file;
    video->part_.replace_extension(".part" + std::string(kind->ending));
    video->width_ = width;
    video->height_ = height;
    const std::string command = "ffmpeg -hide_banner -loglevel error -y -f rawvideo -pix_fmt rgba -s " +
                                std::to_string(width) + "x" + std::to_string(height) + " -r " +
                                std::to_string(pictures_a_second) + " -i - " + kind->options + " " +
                                quoted(video->part_.string());
    video->pipe_ = open_pipe(command);
    if (video->pipe_ == nullptr) {
        return Error{"FFmpeg could not be started.", file.string()};
    }
    return video;
}

VideoFile::~VideoFile() {
    if (pipe_ != nullptr) {
        close_pipe(pipe_);
        std::error_code fault;
        std::filesystem::remove(part_, fault);
    }
}

Status VideoFile::add(const geometry::Image& picture) {
    if (picture.width != width_ || picture.height != height_) {
        return Error{"A picture of another size does not fit into the film.", file_.string()};
    }
    if (std::fwrite(picture.rgba.data(), 1, picture.rgba.size(), pipe_) != picture.rgba.size()) {
        return Error{"FFmpeg ended before the film was whole; is there room on the disk?", file_.string()};
    }
    return Done{};
}

Status VideoFile::finish() {
    const int code = close_pipe(pipe_);
    pipe_ = nullptr;
    std::error_code fault;
    if (code != 0) {
        std::filesystem::remove(part_, fault);
        return Error{"FFmpeg could not write the film; what it said stands above.", file_.string()};
    }
    std::filesystem::rename(part_, file_, fault);
    if (fault) {
        return Error{"The film cannot be given its name: " + fault.message(), file_.string()};
    }
    return Done{};
}

}  // namespace backstory::io
