// body.surface: what Assimp makes of body.glb, as the viewer holds it, and what drawing needs of it, written by the
// forge beside it. It is read in a
// tenth of the time and trusted whole or not at all: by a digest of itself, of the glb that it was made of and of what
// of the tables went into it. Without it the program reads the glb, as any other program would.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "scene/rest_surface.hpp"

#include <filesystem>
#include <memory>

namespace backstory::io {

struct BodySurface {
    anatomy::BodyMesh mesh;
    scene::RestSurface rest;
};

// Where it lies for a body.glb.
std::filesystem::path kept_surface_place(const std::filesystem::path& glb);

// Reads the glb and keeps what comes of it; nothing is written where that stands there already. Errors: the glb cannot
// be read or does not fit the body, the file cannot be written.
Status keep_surface(const std::filesystem::path& glb, const anatomy::Body& body);

// The surface of a body.glb, before anything is known of the body: so that it can be read while the tables are.
class SurfaceFile {
  public:
    // Errors: the glb is missing or damaged.
    static Result<SurfaceFile> read(const std::filesystem::path& glb);
    // Once. Errors: surfaces that the body's tables do not know or that do not fit them.
    Result<BodySurface> surface(const anatomy::Body& body) &&;
    // Whether body.surface was believed, as far as the files say.
    bool is_kept() const;

    SurfaceFile(SurfaceFile&&) noexcept;
    SurfaceFile& operator=(SurfaceFile&&) noexcept;
    ~SurfaceFile();

  private:
    struct Data;
    explicit SurfaceFile(std::unique_ptr<Data> data);
    std::unique_ptr<Data> data_;
};

}  // namespace backstory::io
