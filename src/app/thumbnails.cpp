#include "app/thumbnails.hpp"

#include "app/user_folders.hpp"
#include "io/png_file.hpp"
#include "render/embedded_shaders.hpp"
#include "scene/camera_motion.hpp"
#include "workspace/state_text.hpp"

#include <algorithm>
#include <system_error>

namespace backstory::app {
namespace {

namespace fs = std::filesystem;

// Twice what a card shows at 100 %, so that it stays crisp on a fine monitor.
constexpr int width_px = 240, height_px = 180;
constexpr render::Quality quality{.samples = 4, .shadow_size = 0, .ambient_occlusion = false, .coarse_surface = true};

gl::Texture uploaded(const geometry::Image& image) {
    GLuint name = 0;
    glGenTextures(1, &name);
    gl::Texture texture(name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image.width, image.height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 image.rgba.data());
    glBindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

}  // namespace

std::string thumbnail_stamp(const fs::path& assets, const fs::path& body) {
    std::error_code fault;
    std::string text;
    const auto add = [&](const fs::path& file) {
        text += file.filename().string() + " " + std::to_string(fs::file_size(file, fault)) + " " +
                std::to_string(fs::last_write_time(file, fault).time_since_epoch().count()) + "\n";
    };
    add(body);
    // All of them: colours, regions and views change a picture as a movement does.
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(assets, fault)) {
        if (entry.is_regular_file(fault)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::for_each(files.begin(), files.end(), add);
    for (const auto& shader : render::embedded_shaders()) {
        text += shader.text;
    }
    return workspace::fingerprint(text);
}

Thumbnails::Thumbnails(std::shared_ptr<const workspace::Library> library, const std::string& stamp)
    : library_(std::move(library)) {
    const fs::path root = cache_folder();
    if (root.empty()) {
        return;
    }
    // Pictures of another body are of no use any more.
    const fs::path all = root / "pictures";
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(all, fault)) {
        if (entry.path().filename() != stamp) {
            fs::remove_all(entry.path(), fault);
        }
    }
    folder_ = all / stamp;
    fs::create_directories(folder_, fault);
    if (fault) {
        folder_.clear();
    }
}

geometry::Image Thumbnails::draw(const workspace::State& state) {
    if (renderer_ == nullptr) {
        auto renderer = render::Renderer::create();
        if (!renderer.ok() ||
            !renderer.value()
                 ->take_surface(library_->mesh, library_->rest_surface, library_->muscles->bind(library_->mesh))
                 .ok()) {
            return {};
        }
        renderer_ = std::move(renderer).value();
        builder_ = std::make_unique<workspace::SceneBuilder>(library_);
    }
    workspace::State shown = state;
    shown.background = scene::Background::transparent;
    shown.show_labels = false;
    shown.camera = scene::fitted(builder_->framing_both(shown, shown.camera),
                                 static_cast<float>(width_px) / static_cast<float>(height_px));
    renderer_->render(builder_->build(shown), {width_px, height_px}, quality);
    return renderer_->read_picture();
}

geometry::Image Thumbnails::picture_of(const ui::WantedPicture& wanted) {
    const fs::path file = folder_.empty() ? fs::path() : folder_ / (wanted.name + ".png");
    std::error_code fault;
    if (!file.empty() && fs::exists(file, fault)) {
        auto kept = io::read_png(file);
        if (kept.ok()) {
            return std::move(kept).value();
        }
    }
    geometry::Image image = draw(wanted.state);
    if (!file.empty() && !image.rgba.empty() && !io::write_png(file, image).ok()) {
        folder_.clear();  // no room or no right: not tried again and again
    }
    return image;
}

void Thumbnails::forget() {
    renderer_.reset();
    builder_.reset();
    made_.clear();
    wanted_.clear();
}

void Thumbnails::make_one(ui::Interface& interface) {
    const ui::WantedPicture wanted = std::move(wanted_.front());
    wanted_.erase(wanted_.begin());
    const geometry::Image image = picture_of(wanted);
    gl::Texture texture = image.rgba.empty() ? gl::Texture() : uploaded(image);
    // Without a picture the card keeps its plain ground; it is not asked for again.
    interface.take_picture(wanted.name, ui::texture_id(texture.name()));
    made_[wanted.name] = std::move(texture);
    if (wanted_.empty()) {
        renderer_.reset();
        builder_.reset();
    }
}

}  // namespace backstory::app
