// Pictures come back from PNG files pixel for pixel, in whatever strips they were compressed.
#include "io/png_file.hpp"

#include "base/file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <unistd.h>

namespace backstory::io {
namespace {

namespace fs = std::filesystem;

geometry::Image noisy(int width, int height, bool alpha) {
    geometry::Image image{width, height, {}};
    std::uint32_t seed = 7;
    for (std::size_t i = 0; i < image.offset(0, height); ++i) {
        seed = seed * 1664525U + 1013904223U;
        image.rgba.push_back(i % 4 == 3 && !alpha ? 255 : static_cast<std::uint8_t>(seed >> 24U));
    }
    return image;
}

TEST(PngFile, PicturesComeBackPixelForPixel) {
    const fs::path file = fs::temp_directory_path() / ("backstory_png_" + std::to_string(::getpid()) + ".png");
    for (const int width : {1, 3, 257}) {
        for (const int height : {1, 89, 90, 91, 180, 1000}) {
            for (const bool alpha : {false, true}) {
                const geometry::Image image = noisy(width, height, alpha);
                ASSERT_TRUE(write_png(file, image));
                const auto back = read_png(file);
                ASSERT_TRUE(back) << back.error().text();
                EXPECT_EQ(back.value().width, width);
                EXPECT_EQ(back.value().height, height);
                EXPECT_TRUE(back.value().rgba == image.rgba) << width << ' ' << height << ' ' << alpha;
                const std::string bytes = read_file(file).value();
                EXPECT_EQ(bytes[25], alpha && width * height > 1 ? 6 : bytes[25]);  // PNG's colour type: RGBA
                ASSERT_TRUE(write_png(file, image));
                EXPECT_EQ(read_file(file).value(), bytes);
            }
        }
    }
    fs::remove(file);
}

}  // namespace
}  // namespace backstory::io
