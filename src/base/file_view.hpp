// A whole file to look at, without a copy where the system can map it: only what is looked at is read, and several
// programs share it. The file must not shrink meanwhile; files that this program replaces do not (see file.hpp).
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace backstory {

class FileView {
  public:
    // Errors: missing, unreadable, larger than max_bytes.
    static Result<FileView> open(const std::filesystem::path& path, std::size_t max_bytes = std::size_t{256} << 20);
    FileView(FileView&& other) noexcept;
    FileView& operator=(FileView&& other) noexcept;
    ~FileView();

    std::string_view bytes() const { return mapped_ != nullptr ? std::string_view(mapped_, size_) : copy_; }

  private:
    FileView() = default;
    const char* mapped_ = nullptr;
    std::size_t size_ = 0;
    std::string copy_;  // where the system does not map files
};

}  // namespace backstory
