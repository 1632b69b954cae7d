#include "io/kept_file.hpp"

#include "base/file.hpp"

#include <system_error>

namespace backstory::io {

KeptReader::KeptReader(const std::filesystem::path& path) : file_(path, std::ios::binary) {
    std::error_code fault;
    const std::uint64_t size = std::filesystem::file_size(path, fault);
    if (!fault && size >= sizeof(sum_) && file_.read(reinterpret_cast<char*>(&sum_), sizeof(sum_))) {
        left_ = size - sizeof(sum_);
    }
}

bool KeptReader::take_bytes(char* out, std::size_t bytes) {
    if (bytes > left_ || !file_.read(out, static_cast<std::streamsize>(bytes))) {
        return false;
    }
    left_ -= bytes;
    digest_.add_words({out, bytes});
    return true;
}

void KeptWriter::add_bytes(std::string_view bytes) {
    digest_.add_words(bytes);
    bytes_ += bytes;
}

Status KeptWriter::write(const std::filesystem::path& path) const {
    const Digest::Value sum = digest_.value();
    return write_file(path, std::string(reinterpret_cast<const char*>(&sum), sizeof(sum)) + bytes_);
}

Result<Digest::Value> digest_of_file(const std::filesystem::path& path) {
    constexpr std::size_t piece_bytes = std::size_t{1} << 18U;
    std::ifstream file(path, std::ios::binary);
    std::vector<char> piece(piece_bytes);
    Digest digest;
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        digest.add_words({piece.data(), static_cast<std::size_t>(file.gcount())});
    }
    if (!file.eof()) {
        return Error{"cannot be read", path.string()};
    }
    return digest.value();
}

}  // namespace backstory::io
