// Bone fields by what they are made of. To make them is the most of what planning the muscles takes, and they depend on
// bones that hardly ever change: the build makes them once and keeps them beside the surface (io/bone_field_file.hpp).
#pragma once

#include "base/digest.hpp"
#include "muscle/bone_field.hpp"

#include <map>
#include <span>
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

  private:
    std::map<Key, BoneField> fields_;
};

}  // namespace backstory::muscle
