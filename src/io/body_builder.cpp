#include "io/body_builder.hpp"

#include "forge/borders.hpp"
#include "io/settled_surfaces.hpp"
#include "io/surface_cache.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace backstory::io {

namespace {

// Structures that are mirror images share one surface and so one task.
struct Task {
    std::string key;
    std::vector<anatomy::StructureIndex> structures;
    std::optional<forge::Surface> right;
    std::optional<Error> fault;
    bool from_cache = false;
};

bool is_settled(const BuildOptions& options) {
    return !options.alone && (options.only.empty() || options.with_neighbours);
}

bool is_wanted(const anatomy::Structure& structure, const BuildOptions& options) {
    return options.only.empty() ||
           std::find(options.only.begin(), options.only.end(), structure.id) != options.only.end();
}

// What is forged: all that is wanted, and all else where that has a say in it.
Result<std::vector<anatomy::StructureIndex>> chosen(const anatomy::Body& body, const BuildOptions& options) {
    std::vector<anatomy::StructureIndex> result;
    for (const std::string& id : options.only) {
        const anatomy::StructureIndex found = body.find_structure(id);
        if (found == anatomy::none) {
            return Error{"There is no structure “" + id + "” in the tables."};
        }
        result.push_back(found);
    }
    if (options.only.empty() || options.with_neighbours) {
        for (std::size_t i = 0; i < body.structures.size(); ++i) {
            result.push_back(static_cast<anatomy::StructureIndex>(i));
        }
    }
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

std::string key_of(const anatomy::Body& body, const anatomy::Structure& structure, const forge::Settings& settings) {
    return structure.kind == anatomy::Kind::skin ? forge::envelope_key(body, settings)
                                                 : forge::content_key(structure, settings);
}

// The right-sided surface, into the cache.
Result<forge::Surface> kept(Result<forge::Surface> surface, anatomy::Side side, const std::string& key,
                            const BuildOptions& options) {
    if (!surface) {
        return surface;
    }
    if (side == anatomy::Side::left) {
        surface = forge::mirrored(surface.value());
    }
    if (!options.cache.empty()) {
        // A cache that cannot be written costs time only.
        static_cast<void>(write_cached_surface(options.cache, key, surface.value()));
    }
    return surface;
}

Result<forge::Surface> forge_right(const anatomy::Structure& structure, const std::string& key,
                                   const BuildOptions& options) {
    return kept(forge::forge_structure(structure, options.settings), structure.side, key, options);
}

void work(Task& task, const anatomy::Body& body, const BuildOptions& options) {
    if (options.made != nullptr) {
        const auto made = options.made->find(task.key);
        if (made != options.made->end()) {
            task.right = made->second;
            task.from_cache = true;
            return;
        }
    }
    if (!options.cache.empty()) {
        task.right = read_cached_surface(options.cache, task.key);
        task.from_cache = task.right.has_value();
    }
    if (task.right) {
        return;
    }
    const anatomy::Structure& structure = body.structures[task.structures.front()];
    auto surface = structure.kind == anatomy::Kind::skin
                       ? kept(forge::forge_envelope(body, options.settings), structure.side, task.key, options)
                       : forge_right(structure, task.key, options);
    if (!surface) {
        task.fault = surface.error();
        return;
    }
    task.right = std::move(surface).value();
}

void work_all(std::vector<Task>& tasks, const anatomy::Body& body, const BuildOptions& options) {
    std::atomic<std::size_t> next = 0;
    std::size_t done = 0;
    std::mutex reporting;
    const auto run = [&] {
        for (std::size_t i = next++; i < tasks.size(); i = next++) {
            work(tasks[i], body, options);
            const std::lock_guard lock(reporting);
            ++done;
            if (options.progress && !tasks[i].from_cache) {
                options.progress(done, tasks.size(), body.structures[tasks[i].structures.front()].id);
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < std::max(1, options.threads); ++i) {
        threads.emplace_back(run);
    }
    run();
    for (std::thread& thread : threads) {
        thread.join();
    }
}

// Keeps what was made for the next body, then gives muscles their common borders.
void settle_all(std::vector<Task>& tasks, const anatomy::Body& body, const BuildOptions& options) {
    std::vector<SettledSurface> surfaces;
    for (Task& task : tasks) {
        if (!task.right) {
            continue;
        }
        if (options.made != nullptr) {
            options.made->emplace(task.key, *task.right);
        }
        const anatomy::Structure& structure = body.structures[task.structures.front()];
        if (structure.side != anatomy::Side::left) {
            const bool yields =
                std::find(body.unyielding.begin(), body.unyielding.end(), structure.id) == body.unyielding.end();
            surfaces.push_back({&structure, task.key, &*task.right, yields});
        }
    }
    if (is_settled(options)) {
        settle(surfaces, body.borders, options.cache);
    }
}

}  // namespace

Result<forge::Surface> forge_with_cache(const anatomy::Structure& structure, const BuildOptions& options) {
    const std::string key = forge::content_key(structure, options.settings);
    std::optional<forge::Surface> cached;
    if (!options.cache.empty()) {
        cached = read_cached_surface(options.cache, key);
    }
    auto right = cached ? Result<forge::Surface>(std::move(*cached)) : forge_right(structure, key, options);
    if (right && structure.side == anatomy::Side::left) {
        return forge::mirrored(right.value());
    }
    return right;
}

void append_part(anatomy::BodyMesh& mesh, anatomy::StructureIndex structure, const forge::Surface& surface) {
    anatomy::BodyMesh::Part part;
    part.structure = structure;
    part.first_vertex = static_cast<std::uint32_t>(mesh.positions.size());
    part.vertex_count = static_cast<std::uint32_t>(surface.mesh.positions.size());
    part.first_index = static_cast<std::uint32_t>(mesh.indices.size());
    part.index_count = static_cast<std::uint32_t>(surface.mesh.indices.size());
    part.bounds = geometry::bounds_of(surface.mesh);
    mesh.positions.insert(mesh.positions.end(), surface.mesh.positions.begin(), surface.mesh.positions.end());
    mesh.normals.insert(mesh.normals.end(), surface.mesh.normals.begin(), surface.mesh.normals.end());
    mesh.fibre_uv.insert(mesh.fibre_uv.end(), surface.fibre_uv.begin(), surface.fibre_uv.end());
    mesh.fibre.insert(mesh.fibre.end(), surface.fibre.begin(), surface.fibre.end());
    mesh.fibre_uv.resize(mesh.positions.size(), glm::vec2(0.0f));
    mesh.fibre.resize(mesh.positions.size());
    if (!surface.carriers.empty()) {
        part.first_carrier = static_cast<std::int64_t>(mesh.carriers.size());
        mesh.carriers.insert(mesh.carriers.end(), surface.carriers.begin(), surface.carriers.end());
    }
    for (std::uint32_t index : surface.mesh.indices) {
        mesh.indices.push_back(part.first_vertex + index);
    }
    if (mesh.part_of_structure.size() <= structure) {
        mesh.part_of_structure.resize(structure + std::size_t{1}, -1);
    }
    mesh.part_of_structure[structure] = static_cast<std::int32_t>(mesh.parts.size());
    mesh.parts.push_back(part);
}

std::string body_key(const anatomy::Body& body, const BuildOptions& options) {
    std::string all = "glb 3\n";  // counts up with every change of what is written
    if (is_settled(options)) {
        all += forge::borders_key(body.borders) + '\n';
        for (const std::string& id : body.unyielding) {
            all += id + '\n';
        }
    }
    const auto segment = [&body](anatomy::SegmentIndex index) {
        return index == anatomy::none ? std::string("-") : body.segments[index].id;
    };
    for (const anatomy::Structure& structure : body.structures) {
        if (!is_settled(options) && !is_wanted(structure, options)) {
            continue;
        }
        all += structure.id + ' ' + key_of(body, structure, options.settings) + ' ' +
               std::string(to_text(structure.kind)) + ' ' + segment(structure.segment);
        for (const anatomy::Fascicle& fascicle : structure.bundle.fascicles) {
            all += ' ' + segment(fascicle.origin.segment);
            for (const anatomy::Via& via : fascicle.via) {
                all += ' ' + segment(via.segment) + ' ' + std::to_string(via.s);
            }
            all += ' ' + segment(fascicle.insertion.segment);
        }
        all += '\n';
    }
    return forge::digest(all);
}

Result<BuiltBody> build_body(const anatomy::Body& body, const BuildOptions& options) {
    const auto selection = chosen(body, options);
    if (!selection) {
        return selection.error();
    }
    std::vector<Task> tasks;
    std::map<std::string, std::size_t> task_of_key;
    std::vector<std::size_t> task_of;
    for (const anatomy::StructureIndex index : selection.value()) {
        const std::string key = key_of(body, body.structures[index], options.settings);
        const auto [it, fresh] = task_of_key.emplace(key, tasks.size());
        if (fresh) {
            tasks.push_back({key, {}, {}, {}, false});
        }
        tasks[it->second].structures.push_back(index);
        task_of.push_back(it->second);
    }
    work_all(tasks, body, options);
    settle_all(tasks, body, options);
    BuiltBody result;
    for (std::size_t i = 0; i < task_of.size(); ++i) {
        const anatomy::StructureIndex index = selection.value()[i];
        const Task& task = tasks[task_of[i]];
        if (!is_wanted(body.structures[index], options)) {
            continue;
        }
        if (task.fault) {
            if (!options.keep_going) {
                return *task.fault;
            }
            result.faults.push_back(*task.fault);
            continue;
        }
        const bool left = body.structures[index].side == anatomy::Side::left;
        append_part(result.mesh, index, left ? forge::mirrored(*task.right) : *task.right);
    }
    for (const Task& task : tasks) {
        ++(task.from_cache ? result.cached : result.forged);
    }
    result.mesh.part_of_structure.resize(body.structures.size(), -1);
    return result;
}

}  // namespace backstory::io
