// A PNG picture written row by row, so that the largest need little memory. Nothing stands under the name until
// finish(): an old file stays whole, and one that was begun and never finished goes.
#pragma once

#include "base/result.hpp"
#include "geometry/image.hpp"

#include <filesystem>
#include <memory>

namespace backstory::io {

class PngRows {
  public:
    // `alpha`: with transparency. Errors: folder missing or not writable.
    static Result<std::unique_ptr<PngRows>> create(const std::filesystem::path& path, int width, int height,
                                                   bool alpha);
    ~PngRows();
    PngRows(const PngRows&) = delete;
    PngRows& operator=(const PngRows&) = delete;

    // The next rows, from the top; as wide as the picture. Errors: disk full.
    Status add(const geometry::Image& strip);
    // Errors: rows are missing, disk full, the file cannot be replaced.
    Status finish();

  private:
    PngRows() = default;
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace backstory::io
