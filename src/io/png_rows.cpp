#include "io/png_rows.hpp"

#include "base/assert.hpp"

#include <png.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <vector>

namespace backstory::io {

namespace fs = std::filesystem;

struct PngRows::Data {
    fs::path path, temporary;
    std::FILE* file = nullptr;
    png_structp png = nullptr;
    png_infop info = nullptr;
    int width = 0, height = 0, rows = 0;
    bool alpha = false;
    std::vector<std::uint8_t> row;

    Error broken() const { return Error{"could not be written to its end (is the disk full?)", path.string()}; }
    void close() {
        png_destroy_write_struct(&png, &info);
        if (file != nullptr) {
            std::fclose(file);
            file = nullptr;
        }
    }
};

namespace {

// libpng reports by longjmp: nothing with a destructor may live in the frames that call it.
bool begin(png_structp png, png_infop info, std::FILE* file, std::uint32_t width, std::uint32_t height, bool alpha) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_init_io(png, file);
    png_set_IHDR(png, info, width, height, 8, alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_compression_level(png, 4);
    png_set_filter(png, 0, PNG_FILTER_SUB);
    png_write_info(png, info);
    return true;
}

bool write_row(png_structp png, const std::uint8_t* row) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_write_row(png, row);
    return true;
}

bool end(png_structp png) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_write_end(png, nullptr);
    return true;
}

}  // namespace

Result<std::unique_ptr<PngRows>> PngRows::create(const fs::path& path, int width, int height, bool alpha) {
    BACKSTORY_ASSERT(width > 0 && height > 0);
    std::unique_ptr<PngRows> rows(new PngRows);
    rows->data_ = std::make_unique<Data>();
    Data& d = *rows->data_;
    d.path = path;
    d.temporary = path;
    d.temporary += ".part";
    d.width = width;
    d.height = height;
    d.alpha = alpha;
    d.row.resize(static_cast<std::size_t>(width) * (alpha ? 4 : 3));
    d.file = std::fopen(d.temporary.string().c_str(), "wb");
    if (d.file == nullptr) {
        return Error{std::string("cannot be written: ") + std::strerror(errno), path.string()};
    }
    d.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    d.info = d.png != nullptr ? png_create_info_struct(d.png) : nullptr;
    if (d.info == nullptr ||
        !begin(d.png, d.info, d.file, static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), alpha)) {
        return d.broken();
    }
    return rows;
}

PngRows::~PngRows() {
    if (data_->file != nullptr) {
        data_->close();
        std::error_code code;
        fs::remove(data_->temporary, code);
    }
}

Status PngRows::add(const geometry::Image& strip) {
    Data& d = *data_;
    BACKSTORY_ASSERT(strip.width == d.width && d.rows + strip.height <= d.height);
    const std::size_t channels = d.alpha ? 4 : 3;
    for (int y = 0; y < strip.height; ++y, ++d.rows) {
        for (int x = 0; x < d.width; ++x) {
            std::memcpy(&d.row[static_cast<std::size_t>(x) * channels], &strip.rgba[strip.offset(x, y)], channels);
        }
        if (!write_row(d.png, d.row.data())) {
            return d.broken();
        }
    }
    return Done{};
}

Status PngRows::finish() {
    Data& d = *data_;
    if (d.rows != d.height || !end(d.png) || std::fflush(d.file) != 0) {
        return d.broken();
    }
    d.close();
    std::error_code code;
    fs::rename(d.temporary, d.path, code);
    if (code) {
        const std::string reason = code.message();
        fs::remove(d.temporary, code);
        return Error{"cannot be replaced: " + reason, d.path.string()};
    }
    return Done{};
}

}  // namespace backstory::io
