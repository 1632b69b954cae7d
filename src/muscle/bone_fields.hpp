// Bone fields by what they are made of. To make them is the most of what planning the muscles takes, and they depend on
// bones that hardly ever change: the build makes them once and keeps them beside the surface (io/bone_field_file.hpp).
#pragma once

#include "base/digest.hpp"
#include "muscle/bone_field.hpp"

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace backstory::muscle {

class BoneFields {
  public:
    // One for each shape, in their order: as it is kept, else made (on all cores) and kept from now on.
    std::vector<BoneField> of(std::span<const anatomy::SphereMesh> shapes);

    using Key = Digest::Value;
    // Of a shape, and of how fields are made.
    static Key key_of(const anatomy::SphereMesh& shape);
    void keep(const Key& key, BoneField field) { fields_.insert_or_assign(key, std::move(field)); }
    const std::map<Key, BoneField>& all() const { return fields_; }

    // The shares that layers which move as one take in the joints' motions (plan_as_one.cpp), likewise by what they are
    // made of; null where they are not kept.
    const std::vector<float>* shares(const Key& key) const;
    const std::vector<float>& keep_shares(const Key& key, std::vector<float> shares) {
        return shares_.insert_or_assign(key, std::move(shares)).first->second;
    }
    const std::map<Key, std::vector<float>>& all_shares() const { return shares_; }

  private:
    std::map<Key, BoneField> fields_;
    std::map<Key, std::vector<float>> shares_;
};

}  // namespace backstory::muscle
