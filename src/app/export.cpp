// `backstory export`: surfaces as files for other programs and for printing.
#include "app/commands.hpp"
#include "app/export_selection.hpp"
#include "io/body_glb.hpp"
#include "io/surface_file.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/scene_builder.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace backstory::app {
namespace {

namespace fs = std::filesystem;
using workspace::Library;

constexpr std::array<std::pair<std::string_view, io::SurfaceFormat>, 3> surface_formats = {
    {{"ply", io::SurfaceFormat::ply}, {"stl", io::SurfaceFormat::stl}, {"obj", io::SurfaceFormat::obj}}};

bool is_format(const std::string& name) {
    return name == "glb" || name == "ply" || name == "stl" || name == "obj";
}

// Where the body stands: the palette that carries rest positions there. Empty for the rest pose itself.
Result<std::vector<muscle::PaletteMatrix>> palette_of(const std::shared_ptr<const Library>& library,
                                                      const ExportOptions& options) {
    if (options.motion.empty() && options.tightness == 0.0 && !options.standing) {
        return std::vector<muscle::PaletteMatrix>();
    }
    std::string commands = "set tightness " + std::to_string(options.tightness);
    if (!options.motion.empty()) {
        commands += "; open " + options.motion + "; at " + std::to_string(options.at);
    }
    workspace::State state = workspace::initial_state(*library);
    if (const Status status = workspace::perform_all(*library, state, commands); !status.ok()) {
        return status.error();
    }
    workspace::SceneBuilder builder(library);
    return builder.build(state).palette;
}

// Muscles in one piece that the body shows in parts, as the forge wrote them.
Result<anatomy::BodyMesh> read_wholes(const anatomy::Body& body, const fs::path& file) {
    anatomy::Body wholes = body;
    wholes.structures = body.wholes;
    wholes.index();
    return io::read_body_glb(file, wholes);
}

// Writes what is chosen into a folder, one file a structure, and the wholes of structures that are shown in parts.
class Export {
  public:
    Export(const Library& library, const ExportOptions& options, io::SurfaceFormat format,
           std::vector<muscle::PaletteMatrix> palette, fs::path wholes_file)
        : library_(library),
          options_(options),
          wholes_file_(std::move(wholes_file)),
          format_(format),
          palette_(std::move(palette)),
          scale_(options.unit == "mm" ? 1000.0f : 1.0f),
          skin_(library.muscles->bind(library.mesh)) {}

    Status write_folder(const std::vector<std::uint8_t>& wanted, const fs::path& folder) {
        for (const auto& part : library_.mesh.parts) {
            if (wanted[part.structure] != 0) {
                const auto one = part_of(library_.mesh, part);
                const std::span skin(skin_.data() + part.first_vertex, part.vertex_count);
                if (Status s = write(folder, library_.body.structures[part.structure].id, one, skin); !s) {
                    return s;
                }
            }
        }
        for (const auto& whole : library_.body.wholes) {
            if (Status s = write_whole(whole, wanted, folder); !s) {
                return s;
            }
        }
        return Done{};
    }

    Status write_together(const std::vector<std::uint8_t>& wanted, const fs::path& file) {
        const Chosen chosen = subset(library_.mesh, skin_, wanted);
        count_ = chosen.mesh.parts.size();
        return io::write_surface(file, format_, posed(chosen.mesh, chosen.skin), {options_.unit, scale_});
    }

    Status write_glb(const std::vector<std::uint8_t>& wanted, const fs::path& file) {
        Chosen chosen = subset(library_.mesh, skin_, wanted);
        count_ = chosen.mesh.parts.size();
        io::GlbOptions glb;
        glb.pivots = io::segment_pivots(library_.skeleton);
        glb.still = !palette_.empty();
        if (glb.still) {
            geometry::Mesh moved = posed(chosen.mesh, chosen.skin);
            chosen.mesh.positions = std::move(moved.positions);
            chosen.mesh.normals = std::move(moved.normals);
            for (auto& part : chosen.mesh.parts) {
                part.bounds = {};
                for (std::uint32_t v = 0; v < part.vertex_count; ++v) {
                    part.bounds.add(chosen.mesh.positions[part.first_vertex + v]);
                }
            }
        }
        return io::write_body_glb(file, library_.body, chosen.mesh, glb);
    }

    std::size_t count() const { return count_; }

  private:
    geometry::Mesh posed(const anatomy::BodyMesh& mesh, std::span<const muscle::SkinVertex> skin) const {
        geometry::Mesh result{mesh.positions, mesh.normals, mesh.indices};
        if (!palette_.empty()) {
            muscle::deform(mesh, skin, palette_, result.positions, result.normals);
        }
        return result;
    }

    Status write(const fs::path& folder, const std::string& id, const anatomy::BodyMesh& mesh,
                 std::span<const muscle::SkinVertex> skin) {
        ++count_;
        return io::write_surface(folder / (id + "." + options_.format), format_, posed(mesh, skin),
                                 {options_.unit, scale_});
    }

    // A whole is written where all its parts are.
    Status write_whole(const anatomy::Structure& whole, const std::vector<std::uint8_t>& wanted,
                       const fs::path& folder) {
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (library_.body.structures[i].part_of == whole.id && wanted[i] == 0) {
                return Done{};
            }
        }
        if (!wholes_) {
            wholes_ = read_wholes(library_.body, wholes_file_);
        }
        if (!wholes_->ok()) {
            return wholes_->error();
        }
        const anatomy::BodyMesh& all = wholes_->value();
        const auto part = all.part_of_structure[static_cast<std::size_t>(&whole - library_.body.wholes.data())];
        if (part < 0) {
            return Error{"The surface of “" + whole.id + "” is missing; build the project again.",
                         wholes_file_.string()};
        }
        const anatomy::BodyMesh mesh = part_of(all, all.parts[static_cast<std::size_t>(part)]);
        const auto skin = skin_like_parts(library_, skin_, whole.id, mesh.positions);
        return write(folder, whole.id, mesh, skin);
    }

    const Library& library_;
    const ExportOptions& options_;
    fs::path wholes_file_;
    std::optional<Result<anatomy::BodyMesh>> wholes_;  // read when one is asked for; parts by place in Body::wholes
    io::SurfaceFormat format_;
    std::vector<muscle::PaletteMatrix> palette_;
    float scale_;
    std::vector<muscle::SkinVertex> skin_;
    std::size_t count_ = 0;
};

// What the command line left open: the format from the file's name, the unit from the format.
Status complete(ExportOptions& options) {
    std::string ending = fs::path(options.out).extension().string();
    ending.erase(0, ending.empty() ? 0 : 1);
    options.together = is_format(ending);
    if (options.format.empty()) {
        options.format = options.together ? ending : "ply";
    }
    if (options.together && ending != options.format) {
        return Error{"The file's name ends with ." + ending + " but the format is " + options.format + "; name it ." +
                         options.format + " or leave --format out.",
                     options.out};
    }
    if (options.format == "glb" && !options.together) {
        return Error{"A glb holds everything in one file; name it, for example --out body.glb.", options.out};
    }
    if (options.format == "glb" && options.unit == "mm") {
        return Error{"glb files are in metres, as the format says; leave --unit out.", options.out};
    }
    if (options.unit.empty()) {
        options.unit = options.format == "stl" ? "mm" : "m";
    }
    return Done{};
}

Status make_room(const ExportOptions& options) {
    std::error_code fault;
    if (!options.together) {
        fs::create_directories(options.out, fault);
        return fs::is_directory(options.out, fault)
                   ? Status(Done{})
                   : Error{"The folder cannot be made; choose another with --out.", options.out};
    }
    const fs::path folder = fs::path(options.out).has_parent_path() ? fs::path(options.out).parent_path() : ".";
    return fs::is_directory(folder, fault)
               ? Status(Done{})
               : Error{"The folder does not exist; make it first or choose another.", folder.string()};
}

Result<std::size_t> write_all(const ExportOptions& options) {
    const auto places = workspace::find_places();
    if (!places.ok()) {
        return places.error();
    }
    const auto loaded = workspace::load_library(places.value());
    if (!loaded.ok()) {
        return loaded.error();
    }
    const auto wanted = choose(*loaded.value(), options);
    if (!wanted.ok()) {
        return wanted.error();
    }
    auto palette = palette_of(loaded.value(), options);
    if (!palette.ok()) {
        return palette.error();
    }
    if (Status room = make_room(options); !room.ok()) {
        return room.error();
    }
    auto format = io::SurfaceFormat::ply;
    for (const auto& [name, value] : surface_formats) {
        format = name == options.format ? value : format;
    }
    Export out(*loaded.value(), options, format, std::move(palette).value(),
               places.value().body.parent_path() / "wholes.glb");
    const Status status = options.format == "glb" ? out.write_glb(wanted.value(), options.out)
                          : options.together      ? out.write_together(wanted.value(), options.out)
                                                  : out.write_folder(wanted.value(), options.out);
    if (!status.ok()) {
        return status.error();
    }
    return out.count();
}

}  // namespace

int export_surfaces(ExportOptions options) {
    if (const Status status = complete(options); !status.ok()) {
        std::fprintf(stderr, "backstory: %s\n", status.error().text().c_str());
        return 2;
    }
    const auto count = write_all(options);
    if (!count.ok()) {
        return fail(count.error());
    }
    std::printf("Wrote %zu surface%s to %s, in %s\n", count.value(), count.value() == 1 ? "" : "s", options.out.c_str(),
                options.unit == "mm" ? "millimetres" : "metres");
    return 0;
}

}  // namespace backstory::app
