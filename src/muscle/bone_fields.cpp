#include "muscle/bone_fields.hpp"

#include "base/parallel.hpp"

#include <optional>
#include <string_view>

namespace backstory::muscle {

namespace {

template <typename T>
std::string_view bytes_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

BoneFields::Key BoneFields::key_of(const anatomy::SphereMesh& shape) {
    Digest digest;
    digest.add(BoneField::version);
    digest.add(BoneField::band_m);
    digest.add(BoneField::cell_m);
    digest.add_words(bytes_of(shape.spheres));
    digest.add_words(bytes_of(shape.edges));
    digest.add_words(bytes_of(shape.triangles));
    return digest.value();
}

std::vector<BoneField> BoneFields::of(std::span<const anatomy::SphereMesh> shapes) {
    std::vector<Key> keys;
    std::map<Key, const anatomy::SphereMesh*> lacking;
    for (const anatomy::SphereMesh& shape : shapes) {
        keys.push_back(key_of(shape));
        if (!fields_.contains(keys.back())) {
            lacking.emplace(keys.back(), &shape);
        }
    }
    const std::vector<std::pair<Key, const anatomy::SphereMesh*>> work(lacking.begin(), lacking.end());
    std::vector<std::optional<BoneField>> made(work.size());
    in_parallel(work.size(), [&](std::size_t i) { made[i].emplace(*work[i].second); });
    for (std::size_t i = 0; i < work.size(); ++i) {
        keep(work[i].first, std::move(*made[i]));
    }
    std::vector<BoneField> found;
    found.reserve(keys.size());
    for (const Key& key : keys) {
        found.push_back(fields_.at(key));
    }
    return found;
}

const std::vector<float>* BoneFields::shares(const Key& key) const {
    const auto found = shares_.find(key);
    return found == shares_.end() ? nullptr : &found->second;
}

}  // namespace backstory::muscle
