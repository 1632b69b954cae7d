// A glb file after its outer shell was checked, and looks into its accessors.
#pragma once

#include "base/file_view.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace backstory::io {

// Numbers that the glTF 2.0 specification gives.
inline constexpr int gltf_byte = 5121, gltf_index = 5125, gltf_float = 5126;

struct CheckedGlb {
    FileView file;
    std::shared_ptr<const void> root;  // a nlohmann::json, whose header stays out of headers
    std::string_view binary;           // into `file`
};

// Checked are header, chunks, and that every accessor lies in its buffer view and every view in the buffer. Errors:
// missing, not a glb, damaged.
Result<CheckedGlb> read_checked_glb(const std::filesystem::path& path);

// The elements of one accessor.
struct GlbColumn {
    const char* first = nullptr;
    std::size_t stride = 0, count = 0;  // bytes, elements

    // Element i < count. T is as large as an element.
    template <typename T>
    T at(std::size_t i) const {
        T value;
        std::memcpy(&value, first + i * stride, sizeof(T));
        return value;
    }
    template <typename T>
    void copy_to(T* out) const {
        if (stride == sizeof(T)) {
            std::memcpy(out, first, count * sizeof(T));
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = at<T>(i);
        }
    }
};

// Nothing when there is no such accessor or it holds something else. Throws nlohmann's exceptions on wrong types.
std::optional<GlbColumn> glb_column(const CheckedGlb& glb, std::uint64_t accessor, int component,
                                    std::string_view type);

}  // namespace backstory::io
