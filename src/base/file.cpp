#include "base/file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <system_error>

#ifdef _WIN32
#include <process.h>
#define getpid _getpid
#else
#include <unistd.h>
#endif

namespace backstory {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
    std::error_code code;
    if (fs::is_directory(path, code)) {
        return Error{"this is a folder, a file is needed", path.string()};
    }
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return Error{std::string("cannot be opened: ") + std::strerror(errno), path.string()};
    }
    const auto size = fs::file_size(path, code);
    if (code || size > max_bytes) {
        return Error{code ? "its size cannot be read: " + code.message() : "is too large to be what it should be",
                     path.string()};
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (in.gcount() != static_cast<std::streamsize>(size)) {
        return Error{"could not be read to its end", path.string()};
    }
    return text;
}

Status write_file(const fs::path& path, std::span<const std::byte> content) {
    fs::path temporary = path;
    temporary += ".part" + std::to_string(getpid());
    std::error_code code;
    {
        std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
        if (!out) {
            return Error{std::string("cannot be written: ") + std::strerror(errno), path.string()};
        }
        out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
        out.flush();
        if (!out) {
            out.close();
            fs::remove(temporary, code);
            return Error{"could not be written to its end (is the disk full?)", path.string()};
        }
    }
    fs::rename(temporary, path, code);
    if (code) {
        const std::string reason = code.message();
        fs::remove(temporary, code);
        return Error{"cannot be replaced: " + reason, path.string()};
    }
    return Done{};
}

Status write_file(const fs::path& path, std::string_view content) {
    return write_file(path, std::as_bytes(std::span(content.data(), content.size())));
}

}  // namespace backstory
