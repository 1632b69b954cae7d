#include "io/png_file.hpp"

#include "base/file.hpp"

#include <png.h>

#include <algorithm>
#include <cstring>

namespace backstory::io {

namespace {

bool opaque(const geometry::Image& image) {
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) {
        if (image.rgba[i] != 255) {
            return false;
        }
    }
    return true;
}

std::vector<std::uint8_t> without_alpha(const geometry::Image& image) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(image.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
        rgb.insert(rgb.end(), image.rgba.begin() + static_cast<std::ptrdiff_t>(i),
                   image.rgba.begin() + static_cast<std::ptrdiff_t>(i) + 3);
    }
    return rgb;
}

void append_bytes(png_structp png, png_bytep data, png_size_t size) {
    auto& bytes = *static_cast<std::vector<std::byte>*>(png_get_io_ptr(png));
    const auto* first = reinterpret_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), first, first + size);
}

void flush_nothing(png_structp) {}

// libpng reports by longjmp: nothing with a destructor may live in the frame that calls it.
bool encode_rows(png_structp png, png_infop info, const std::uint8_t* pixels, std::uint32_t width, std::uint32_t height,
                 int channels) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_set_IHDR(png, info, width, height, 8, channels == 4 ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    // Smooth shaded pictures: one good filter and little effort are as small and several times quicker.
    png_set_compression_level(png, 4);
    png_set_filter(png, 0, PNG_FILTER_SUB | PNG_FILTER_UP);
    png_write_info(png, info);
    for (std::uint32_t y = 0; y < height; ++y) {
        png_write_row(png, pixels + std::size_t{y} * width * static_cast<std::size_t>(channels));
    }
    png_write_end(png, info);
    return true;
}

}  // namespace

Status write_png(const std::filesystem::path& path, const geometry::Image& image) {
    BACKSTORY_ASSERT(image.width > 0 && image.height > 0);
    BACKSTORY_ASSERT(image.rgba.size() ==
                     4 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    const bool rgb = opaque(image);
    const std::vector<std::uint8_t> packed = rgb ? without_alpha(image) : std::vector<std::uint8_t>{};
    std::vector<std::byte> bytes;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    bool ok = false;
    if (info != nullptr) {
        png_set_write_fn(png, &bytes, append_bytes, flush_nothing);
        ok = encode_rows(png, info, rgb ? packed.data() : image.rgba.data(), static_cast<std::uint32_t>(image.width),
                         static_cast<std::uint32_t>(image.height), rgb ? 3 : 4);
    }
    png_destroy_write_struct(&png, &info);
    if (!ok) {
        return Error{"The picture could not be compressed.", path.string()};
    }
    return write_file(path, bytes);
}

Result<geometry::Image> read_png(const std::filesystem::path& path) {
    Result<std::string> file = read_file(path);
    if (!file.ok()) {
        return file.error();
    }
    png_image png;
    std::memset(&png, 0, sizeof png);
    png.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&png, file.value().data(), file.value().size()) == 0) {
        return Error{std::string("This is not a readable PNG picture: ") + png.message + ".", path.string()};
    }
    constexpr png_uint_32 largest = 16384;
    if (png.width > largest || png.height > largest) {
        png_image_free(&png);
        return Error{"The picture is larger than 16384 x 16384 pixels.", path.string()};
    }
    png.format = PNG_FORMAT_RGBA;
    geometry::Image image;
    image.width = static_cast<int>(png.width);
    image.height = static_cast<int>(png.height);
    image.rgba.resize(PNG_IMAGE_SIZE(png));
    if (png_image_finish_read(&png, nullptr, image.rgba.data(), 0, nullptr) == 0) {
        return Error{std::string("The picture is damaged: ") + png.message + ".", path.string()};
    }
    return image;
}

}  // namespace backstory::io
