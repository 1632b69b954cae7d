// body.glb: the rigged surface of the whole body, written by the forge and read through Assimp.
// One node and mesh a structure, named by its id. Attributes: POSITION, NORMAL, TEXCOORD_0 = (across, s),
// TEXCOORD_1 = (fascicle, tendon weight), TEXCOORD_2 = (second fascicle, blend), TEXCOORD_3 = (second s, 0),
// JOINTS_0 / WEIGHTS_0 as a plain skin over the segments for other programs.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "motion/skeleton.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace backstory::io {

// The file in memory, before anything is known of the body: so that it can be read while the tables are.
class ParsedGlb {
  public:
    // Errors: missing, damaged.
    static Result<ParsedGlb> read(const std::filesystem::path& path);
    // Errors: surfaces that the body's tables do not know or that do not fit them.
    Result<anatomy::BodyMesh> mesh(const anatomy::Body& body) const;
    ParsedGlb(ParsedGlb&&) noexcept;
    ParsedGlb& operator=(ParsedGlb&&) noexcept;
    ~ParsedGlb();

  private:
    struct Data;
    explicit ParsedGlb(std::unique_ptr<Data> data);
    std::unique_ptr<Data> data_;
};

// Errors: missing, damaged, not ours (a structure unknown to `body`).
Result<anatomy::BodyMesh> read_body_glb(const std::filesystem::path& path, const anatomy::Body& body);

// By segment: the centre of its first turning drive, where other programs turn it; the origin where it has none.
std::vector<glm::vec3> segment_pivots(const motion::Skeleton& skeleton);

struct GlbOptions {
    std::vector<glm::vec3> pivots;  // by segment: where its node stands, about which other programs turn it; m
    std::string key;                // kept in the file, see read_glb_key
    bool still = false;             // no segments and no skin: positions are those of a pose
};

// Only structures with a part in `mesh` are written. Same input, same bytes.
Status write_body_glb(const std::filesystem::path& path, const anatomy::Body& body, const anatomy::BodyMesh& mesh,
                      const GlbOptions& options = {});

// The key a glb was written with; empty when there is none or no such file.
std::string read_glb_key(const std::filesystem::path& path);

}  // namespace backstory::io
