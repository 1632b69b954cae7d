#include "base/file_view.hpp"

#include "base/file.hpp"

#include <utility>

#ifndef _WIN32
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace backstory {

namespace {

// Null where that does not go: then the file is read.
const char* map_file([[maybe_unused]] const std::filesystem::path& path, [[maybe_unused]] std::size_t size) {
#ifdef _WIN32
    return nullptr;
#else
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return nullptr;
    }
#ifdef MAP_POPULATE
    constexpr int at_once = MAP_POPULATE;  // one call instead of a fault every few pages
#else
    constexpr int at_once = 0;
#endif
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | at_once, file, 0);
    ::close(file);
    return mapped == MAP_FAILED ? nullptr : static_cast<const char*>(mapped);
#endif
}

}  // namespace

Result<FileView> FileView::open(const std::filesystem::path& path, std::size_t max_bytes) {
    FileView view;
    std::error_code code;
    const bool is_file = std::filesystem::is_regular_file(path, code);
    const auto size = is_file ? std::filesystem::file_size(path, code) : 0;
    if (is_file && !code && size > 0 && size <= max_bytes) {
        view.mapped_ = map_file(path, static_cast<std::size_t>(size));
        view.size_ = static_cast<std::size_t>(size);
    }
    if (view.mapped_ == nullptr) {
        auto read = read_file(path, max_bytes);
        if (!read.ok()) {
            return read.error();
        }
        view.copy_ = std::move(read).value();
    }
    return view;
}

FileView::FileView(FileView&& other) noexcept
    : mapped_(std::exchange(other.mapped_, nullptr)), size_(other.size_), copy_(std::move(other.copy_)) {}

FileView& FileView::operator=(FileView&& other) noexcept {
    std::swap(mapped_, other.mapped_);
    std::swap(size_, other.size_);
    std::swap(copy_, other.copy_);
    return *this;
}

FileView::~FileView() {
#ifndef _WIN32
    if (mapped_ != nullptr) {
        ::munmap(const_cast<char*>(mapped_), size_);
    }
#endif
}

}  // namespace backstory
