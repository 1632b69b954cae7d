// Files of results that the build works out and the viewer reads back: numbers as the machine keeps them, one array
// after the other, behind a digest of them all. What is read may be used only once the whole file has proved right.
#pragma once

#include "base/digest.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace backstory::io {

class KeptReader {
  public:
    explicit KeptReader(const std::filesystem::path& path);
    // False when the file holds less: nothing is made that it could not fill.
    template <typename T>
    bool take(T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        return take_bytes(reinterpret_cast<char*>(&value), sizeof(T));
    }
    template <typename T>
    bool take(std::vector<T>& values, std::uint64_t count) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (count > left_ / sizeof(T)) {
            return false;
        }
        values.resize(static_cast<std::size_t>(count));
        return take_bytes(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
    }
    // All of it was taken, and it is what was written.
    bool is_whole() const { return left_ == 0 && digest_.value() == sum_; }

  private:
    bool take_bytes(char* out, std::size_t bytes);
    std::ifstream file_;
    std::uint64_t left_ = 0;
    Digest digest_;
    Digest::Value sum_{};
};

class KeptWriter {
  public:
    template <typename T>
    void add(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        add_bytes({reinterpret_cast<const char*>(&value), sizeof(T)});
    }
    template <typename T>
    void add(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        add_bytes({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
    }
    // Same additions, same bytes. Errors: not writable.
    Status write(const std::filesystem::path& path) const;

  private:
    void add_bytes(std::string_view bytes);
    std::string bytes_;
    Digest digest_;
};

// A piece at a time, for files of which nothing is kept. Errors: missing, unreadable.
Result<Digest::Value> digest_of_file(const std::filesystem::path& path);

}  // namespace backstory::io
