#include "workspace/library_loader.hpp"

#include "anatomy/names.hpp"
#include "io/body_reader.hpp"
#include "io/body_settings_reader.hpp"
#include "io/bone_field_file.hpp"
#include "io/clip_reader.hpp"
#include "io/function_reader.hpp"
#include "io/kept_surface.hpp"
#include "io/knowledge_reader.hpp"
#include "io/look_reader.hpp"
#include "io/posture_file.hpp"
#include "io/screen_reader.hpp"
#include "io/skeleton_reader.hpp"
#include "io/views_reader.hpp"
#include "io/wraps_reader.hpp"
#include "muscle/bone_fields.hpp"
#include "muscle/system.hpp"
#include "workspace/command.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <future>
#include <system_error>

namespace backstory::workspace {
namespace {

namespace fs = std::filesystem;

fs::path program_folder() {
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    return fault ? fs::path() : program.parent_path();
}

bool is_there(const fs::path& path) {
    std::error_code fault;
    return !path.empty() && fs::exists(path, fault);
}

// The first that is there; the environment is taken at its word, so that its mistakes are named.
fs::path first_place(const char* variable, const std::vector<fs::path>& candidates) {
    if (const char* given = std::getenv(variable); given != nullptr && *given != '\0') {
        return given;
    }
    const auto found = std::find_if(candidates.begin(), candidates.end(), is_there);
    return found == candidates.end() ? fs::path() : *found;
}

template <typename T>
bool take(Result<T> read, T& out, Status& status) {
    if (!read.ok()) {
        status = read.error();
        return false;
    }
    out = std::move(read).value();
    return true;
}

// A lesson whose commands do not work would fail in front of a client: they are tried here.
Status try_lessons(const Library& library) {
    for (const auto& lesson : library.lessons) {
        State state = initial_state(library);
        for (const auto& step : lesson.steps) {
            if (const Status status = perform_all(library, state, step.commands); !status.ok()) {
                return Error{"In the lesson \"" + lesson.id + "\", step \"" + step.title +
                             "\": " + status.error().message};
            }
        }
    }
    return Done{};
}

// What muscles are planned from.
Status load_frame(const fs::path& assets, std::vector<Error>* faults, Library& library) {
    if (!is_there(assets / "anatomy")) {
        return Error{
            "This is not the program's assets folder (it has no anatomy); install the program again or set "
            "BACKSTORY_ASSETS.",
            assets.string()};
    }
    Status status = Done{};
    take(io::read_body(assets, faults), library.body, status) &&
        take(io::read_skeleton(assets, library.body), library.skeleton, status) &&
        take(io::read_wraps(assets, library.body), library.rules, status);
    return status;
}

// The body, the skeleton and the rules stay as they are: others read them at the same time.
Status load_rest(const fs::path& assets, std::vector<Error>* faults, Library& library) {
    const anatomy::Body& body = library.body;
    Status status = Done{};
    take(io::read_knowledge(assets, faults), library.knowledge, status) &&
        take(io::read_body_settings(assets, library.skeleton), library.body_settings, status) &&
        take(io::read_clips(assets, library.skeleton, faults), library.clips, status) &&
        take(io::read_posture(assets, library.skeleton), library.posture, status) &&
        take(io::read_views(assets), library.views, status) &&
        take(io::read_look(assets, body), library.look, status) &&
        take(io::read_texts(assets), library.texts, status) &&
        take(io::read_groups(assets, body), library.groups, status) &&
        take(io::read_pain_map(assets, body), library.pain_map, status) &&
        take(io::read_lessons(assets), library.lessons, status);
    if (status.ok()) {
        status = io::read_functions(assets, body, library.skeleton, library.knowledge);
    }
    if (!status.ok()) {
        return status;
    }
    if (library.views.empty()) {
        return Error{"There is no view; at least one is needed.", (assets / "views.json").string()};
    }
    return try_lessons(library);
}

}  // namespace

const anatomy::Card* Library::card_of(anatomy::StructureIndex structure) const {
    return knowledge.find(body.structures[structure].base_id);
}

std::string Library::name_of(anatomy::StructureIndex structure, Words words) const {
    const auto& s = body.structures[structure];
    if (words == Words::clinical) {
        return s.latin.empty() ? s.name : s.latin;
    }
    return anatomy::client_name(s, card_of(structure));
}

std::string Library::label_of(anatomy::StructureIndex structure, Words words) const {
    const anatomy::Card* card = card_of(structure);
    return card != nullptr && !card->short_name.empty() ? card->short_name : name_of(structure, words);
}

int Library::find_clip(std::string_view id) const {
    const auto it = std::find_if(clips.begin(), clips.end(), [id](const auto& clip) { return clip.id == id; });
    return it == clips.end() ? -1 : static_cast<int>(it - clips.begin());
}

int Library::find_view(std::string_view id) const {
    const auto it = std::find_if(views.begin(), views.end(), [id](const auto& view) { return view.id == id; });
    return it == views.end() ? -1 : static_cast<int>(it - views.begin());
}

int Library::find_lesson(std::string_view id) const {
    const auto it = std::find_if(lessons.begin(), lessons.end(), [id](const auto& lesson) { return lesson.id == id; });
    return it == lessons.end() ? -1 : static_cast<int>(it - lessons.begin());
}

int Library::find_pain_area(std::string_view id) const {
    const auto& areas = pain_map.areas;
    const auto it = std::find_if(areas.begin(), areas.end(), [id](const auto& area) { return area.id == id; });
    return it == areas.end() ? -1 : static_cast<int>(it - areas.begin());
}

double thigh_above_bench_deg(double tightness) {
    // Hip extension 12 - 32 t: what is left of it lets the thigh hang below the bench.
    return 32.0 * tightness - 12.0;
}

double tightness_from_thigh_deg(double above_bench_deg) {
    return std::clamp((above_bench_deg + 12.0) / 32.0, 0.0, 1.0);
}

Result<Places> find_places(Need need) {
    const fs::path here = program_folder();
    const fs::path installed = here / ".." / "share" / "backstory";
    Places places;
    places.assets = first_place("BACKSTORY_ASSETS", {here / "assets", installed / "assets", BACKSTORY_SOURCE_ASSETS});
    places.body = first_place("BACKSTORY_BODY", {here / "body.glb", installed / "body.glb", BACKSTORY_BUILT_BODY});
    places.fonts = first_place("BACKSTORY_FONTS", {here / "fonts", installed / "fonts", BACKSTORY_BUILT_FONTS});
    if (!is_there(places.assets)) {
        return Error{"The assets folder is missing; install the program again or set BACKSTORY_ASSETS to it.",
                     places.assets.string()};
    }
    if (need == Need::assets_and_body && !is_there(places.body)) {
        return Error{
            "The body (body.glb) is missing; build the project (tools/run.sh does) or set BACKSTORY_BODY to it.",
            places.body.string()};
    }
    return places;
}

Result<std::shared_ptr<const Library>> load_library(const Places& places, std::vector<Error>* faults) {
    const auto library = std::make_shared<Library>();
    // The surface is read while the tables are, and muscles are planned while the rest of them is.
    auto reading = std::async(std::launch::async, [&places] { return io::SurfaceFile::read(places.body); });
    if (const Status frame = load_frame(places.assets, faults, *library); !frame.ok()) {
        return frame.error();
    }
    auto planning = std::async(std::launch::async, [&l = *library, &places] {
        muscle::BoneFields fields = io::read_bone_fields(io::bone_field_place(places.body));
        return std::make_unique<muscle::MuscleSystem>(l.body, l.skeleton, l.rules, fields);
    });
    if (const Status rest = load_rest(places.assets, faults, *library); !rest.ok()) {
        return rest.error();
    }
    auto surface = reading.get();
    if (!surface.ok()) {
        return surface.error();
    }
    auto read = std::move(surface).value().surface(library->body);
    library->muscles = planning.get();
    if (!read.ok()) {
        return read.error();
    }
    library->mesh = std::move(read.value().mesh);
    library->rest_surface = std::move(read.value().rest);
    library->muscles->keep_volumes(library->body, library->mesh);
    for (anatomy::BodyMesh::Part& part : library->mesh.parts) {
        const auto over = library->look.drawn_over.find(library->body.structures[part.structure].base_id);
        part.lift = over == library->look.drawn_over.end() ? 0.0f : over->second;
    }
    return std::shared_ptr<const Library>(library);
}

Result<std::shared_ptr<const Library>> load_library_without_surface(const fs::path& assets) {
    const auto library = std::make_shared<Library>();
    for (const auto load : {load_frame, load_rest}) {
        if (const Status status = load(assets, nullptr, *library); !status.ok()) {
            return status.error();
        }
    }
    library->mesh.part_of_structure.assign(library->body.structures.size(), -1);
    library->muscles = std::make_unique<muscle::MuscleSystem>(library->body, library->skeleton, library->rules);
    return std::shared_ptr<const Library>(library);
}

State initial_state(const Library& library) {
    State state;
    state.opacity.assign(library.body.structures.size(), 1.0f);
    const int home = library.find_view("three_quarter");
    if (!library.views.empty()) {
        state.camera = library.views[static_cast<std::size_t>(home < 0 ? 0 : home)].camera;
    }
    return state;
}

}  // namespace backstory::workspace
