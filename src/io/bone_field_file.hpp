// The file of bone fields beside body.glb, and of shares in the joints' motions, written by the forge: what the viewer
// would otherwise work out at every start. It holds results only: without it, and without any part of it, the program
// does the same, later.
#pragma once

#include "base/result.hpp"
#include "muscle/bone_fields.hpp"

#include <filesystem>

namespace backstory::io {

// Where it lies for a body.glb.
std::filesystem::path bone_field_place(const std::filesystem::path& body);

// Empty when absent, damaged or of another kind of machine: nothing of a file that is not whole is believed.
muscle::BoneFields read_bone_fields(const std::filesystem::path& path);
// Same fields, same bytes. Errors: not writable.
Status write_bone_fields(const std::filesystem::path& path, const muscle::BoneFields& fields);

}  // namespace backstory::io
