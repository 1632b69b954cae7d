#include "io/png_file.hpp"

#include "base/file.hpp"
#include "base/parallel.hpp"

#include <png.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>
#include <vector>
#include <zlib.h>

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

// Rows are filtered and compressed by strips, on all cores; their height does not depend on how many there are, so that
// the same picture gives the same file.
constexpr int strip_rows = 90;

struct Strip {
    std::vector<Bytef> packed;
    uLong check = 0, length = 0;  // of the filtered rows
    bool ok = false;
};

// Every pixel less its neighbour on the left: for smooth shaded pictures the best filter by far, in size and in time.
std::vector<Bytef> filtered_rows(const geometry::Image& image, int first, int end, std::size_t channels) {
    const std::size_t width = static_cast<std::size_t>(image.width);
    std::vector<Bytef> rows((width * channels + 1) * static_cast<std::size_t>(end - first));
    Bytef* out = rows.data();
    for (int y = first; y < end; ++y) {
        const std::uint8_t* pixel = &image.rgba[image.offset(0, y)];
        *out++ = PNG_FILTER_VALUE_SUB;
        for (std::size_t c = 0; c < channels; ++c) {
            *out++ = pixel[c];
        }
        for (std::size_t x = 1; x < width; ++x) {
            pixel += 4;
            for (std::size_t c = 0; c < channels; ++c) {
                *out++ = static_cast<Bytef>(pixel[c] - pixel[static_cast<std::ptrdiff_t>(c) - 4]);
            }
        }
    }
    return rows;
}

// A piece of one deflate stream: it ends at a whole byte, the last one ends the stream.
void compress(std::vector<Bytef> rows, int flush, Strip& strip) {
    constexpr int effort = 4, raw_window_bits = -15, memory = 9;
    strip.length = static_cast<uLong>(rows.size());
    strip.check = adler32(adler32(0, nullptr, 0), rows.data(), static_cast<uInt>(rows.size()));
    z_stream stream{};
    if (deflateInit2(&stream, effort, Z_DEFLATED, raw_window_bits, memory, Z_FILTERED) != Z_OK) {
        return;
    }
    constexpr std::size_t flush_marker = 16;
    strip.packed.resize(deflateBound(&stream, strip.length) + flush_marker);
    stream.next_in = rows.data();
    stream.avail_in = static_cast<uInt>(rows.size());
    stream.next_out = strip.packed.data();
    stream.avail_out = static_cast<uInt>(strip.packed.size());
    const int done = deflate(&stream, flush);
    strip.ok = stream.avail_in == 0 && done == (flush == Z_FINISH ? Z_STREAM_END : Z_OK);
    strip.packed.resize(stream.total_out);
    deflateEnd(&stream);
}

// The compressed picture as zlib's format has it; empty when there is not enough memory.
std::vector<Bytef> compressed(const geometry::Image& image, std::size_t channels) {
    std::vector<Strip> strips(static_cast<std::size_t>((image.height + strip_rows - 1) / strip_rows));
    in_parallel(strips.size(), [&](std::size_t i) {
        const int first = static_cast<int>(i) * strip_rows, end = std::min(first + strip_rows, image.height);
        const int flush = i + 1 == strips.size() ? Z_FINISH : Z_SYNC_FLUSH;
        compress(filtered_rows(image, first, end, channels), flush, strips[i]);
    });
    std::vector<Bytef> whole{0x78, 0x5e};  // deflate, window of 32 KiB, quick
    uLong check = adler32(0, nullptr, 0);
    for (const Strip& strip : strips) {
        if (!strip.ok) {
            return {};
        }
        whole.insert(whole.end(), strip.packed.begin(), strip.packed.end());
        check = adler32_combine(check, strip.check, static_cast<z_off_t>(strip.length));
    }
    for (int shift = 24; shift >= 0; shift -= 8) {
        whole.push_back(static_cast<Bytef>(check >> static_cast<unsigned>(shift) & 0xffU));
    }
    return whole;
}

void append_bytes(png_structp png, png_bytep data, png_size_t size) {
    auto& bytes = *static_cast<std::vector<std::byte>*>(png_get_io_ptr(png));
    const auto* first = reinterpret_cast<const std::byte*>(data);
    bytes.insert(bytes.end(), first, first + size);
}

void flush_nothing(png_structp) {}

// libpng reports by longjmp: nothing with a destructor may live in the frame that calls it.
bool write_chunks(png_structp png, png_infop info, const Bytef* packed, std::size_t size, std::uint32_t width,
                  std::uint32_t height, bool alpha) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_set_IHDR(png, info, width, height, 8, alpha ? PNG_COLOR_TYPE_RGBA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_write_info(png, info);
    png_write_chunk(png, reinterpret_cast<png_const_bytep>("IDAT"), packed, size);
    png_write_chunk(png, reinterpret_cast<png_const_bytep>("IEND"), nullptr, 0);
    return true;
}

}  // namespace

Status write_png(const std::filesystem::path& path, const geometry::Image& image) {
    BACKSTORY_ASSERT(image.width > 0 && image.height > 0);
    BACKSTORY_ASSERT(image.rgba.size() ==
                     4 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    const bool alpha = !opaque(image);
    const std::vector<Bytef> packed = compressed(image, alpha ? 4 : 3);
    std::vector<std::byte> bytes;
    bytes.reserve(packed.size() + 256);  // and the other chunks
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    bool ok = false;
    if (info != nullptr && !packed.empty()) {
        png_set_write_fn(png, &bytes, append_bytes, flush_nothing);
        ok = write_chunks(png, info, packed.data(), packed.size(), static_cast<std::uint32_t>(image.width),
                          static_cast<std::uint32_t>(image.height), alpha);
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
