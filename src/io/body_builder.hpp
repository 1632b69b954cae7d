// Forges a whole Body in parallel, with the cache: what backstory_forge does between reading tables and writing glb.
#pragma once

#include "anatomy/body.hpp"
#include "anatomy/body_mesh.hpp"
#include "base/result.hpp"
#include "forge/forge.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace backstory::io {

struct BuildOptions {
    forge::Settings settings;
    std::filesystem::path cache;  // empty: none
    int threads = 2;
    bool keep_going = false;        // leave out what fails
    std::vector<std::string> only;  // ids; empty: all
    bool alone = false;             // each muscle as it was forged alone, without the second stage (forge/borders.hpp)
    // With `only`: the rest is forged as well, though not put into the result, so that muscles have common borders with
    // it. Without neighbours each is as it was forged alone.
    bool with_neighbours = false;
    // Surfaces by key: what an earlier body of the same run made, and what this one makes. Null: none.
    std::map<std::string, forge::Surface>* made = nullptr;
    // Called from one thread at a time: structures done so far, of how many, and the id just done.
    std::function<void(std::size_t, std::size_t, const std::string&)> progress;
};

struct BuiltBody {
    anatomy::BodyMesh mesh;
    std::vector<Error> faults;  // with keep_going: what was left out
    std::size_t forged = 0, cached = 0;
};

// One structure, from the cache where it is there. Errors: as forge::forge_structure.
Result<forge::Surface> forge_with_cache(const anatomy::Structure& structure, const BuildOptions& options);

// Errors: an id in `only` that the body does not have; a structure that cannot be forged.
Result<BuiltBody> build_body(const anatomy::Body& body, const BuildOptions& options);

// One key for the whole: changes when any table or setting does.
std::string body_key(const anatomy::Body& body, const BuildOptions& options);

// One surface as the only part of a BodyMesh, and several joined.
void append_part(anatomy::BodyMesh& mesh, anatomy::StructureIndex structure, const forge::Surface& surface);

}  // namespace backstory::io
