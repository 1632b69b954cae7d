// What the body is: segments, structures, regions, and the tables that the forge and the muscle solver work from.
// Immutable after load; indices are valid for one Body only, files and commands use ids.
// Frame of everything here: the survey's rest pose, metres, X anterior, Y up, Z to the subject's right, soles at Y = 0.
// Left sides are already mirrored (Z -> -Z, _r -> _l, segments too): both sides are complete structures.
// Source: assets/anatomy (see assets/LICENSES.md), read by io/body_reader.hpp.
#pragma once

#include <glm/vec3.hpp>
#include <glm/vec4.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace backstory::anatomy {

using StructureIndex = std::uint16_t;
using SegmentIndex = std::uint16_t;
using RegionIndex = std::uint8_t;
inline constexpr std::uint16_t none = 0xffff;  // no structure, no segment

enum class Kind : std::uint8_t { bone, cartilage, disc, muscle, ligament, nerve, skin, tooth };
inline constexpr std::size_t kind_count = 8;
enum class Side : std::uint8_t { midline, right, left };
enum class Layer : std::uint8_t { skin, superficial, intermediate, deep, skeleton };

std::string_view to_text(Kind kind);
std::string_view to_text(Side side);
std::string_view to_text(Layer layer);

// A soft part that swells by itself (the belly with the breath) draws along what lies round its middle: layers that
// move as one, and skin.
struct Swell {
    glm::vec3 centre{0.0f};  // m, rest pose
    glm::vec3 reach{0.0f};   // m, half axes; nothing goes along farther away
    float most = 0.0f;       // share of its motion that the middle takes, 0 .. 1

    // Share of its motion that a place takes.
    float share(const glm::vec3& place) const;
};

// A rigid part of the skeleton (pelvis, l5 .. c1, head, femur_r ...). Parents come before children.
struct Segment {
    std::string id;
    SegmentIndex parent = none;                 // none for the root (pelvis)
    bool level = false;                         // of the spine: an exploded view moves it away from its parent
    std::optional<Swell> swell = std::nullopt;  // of soft parts without bones
};

// Landmarks with thickness: bone as the union of spheres, tapered capsules (edges) and slabs (triangles).
struct SphereMesh {
    std::vector<glm::vec4> spheres;  // x, y, z, radius (m)
    std::vector<std::array<std::uint32_t, 2>> edges;
    std::vector<std::array<std::uint32_t, 3>> triangles;  // their edges are implied
    // Half-spaces (unit normal, offset): only what has dot(normal, p) >= offset is kept. Parts of a bone have some.
    std::vector<glm::vec4> cuts;
    // A whole that grew together from several bones (the skull) says which spheres lie in which. Spheres that no piece
    // names lie in others (of the left side); undecided ones lie across a border and have no say where it runs.
    struct Piece {
        std::string id;
        std::vector<std::uint32_t> spheres;
    };
    std::vector<Piece> pieces;
    std::vector<std::uint32_t> undecided;
    // One for each sphere of a single piece, which has its neighbours' spheres near the border too: what lies nearer
    // to those is not kept. Empty for all else.
    enum class Owner : std::uint8_t { own, neighbour, undecided };
    std::vector<Owner> owners;

    bool is_own(std::size_t sphere) const { return owners.empty() || owners[sphere] == Owner::own; }
};

struct Station {
    glm::vec3 centre;  // m
    float radius;      // half thickness, m
    float s;           // 0 at the origin .. 1 at the insertion, along the fibre
};

struct Attachment {
    SegmentIndex segment = none;
    glm::vec3 point{0.0f};  // on the bone, m
};

// Where the path bends round bone. Two vias of one point and one s on neighbouring segments (femur and tibia behind the
// knee) share the bend: it follows the mean of both segments.
struct Via {
    SegmentIndex segment = none;
    glm::vec3 point{0.0f};  // m; moves with the segment
    float s = 0.0f;
};

struct Fascicle {
    Attachment origin, insertion;
    std::vector<Via> via;           // rising s
    std::vector<Station> stations;  // at least two, ascending s
    std::uint16_t belly_first = 0;  // stations of the fleshy part
    std::uint16_t belly_last = 0;
    std::optional<float> tendon_to_s;    // no red muscle before
    std::optional<float> tendon_from_s;  // no red muscle after
};

// Fascicles that make one muscle, ligament, or nerve; neighbours join into a sheet.
struct FibreBundle {
    enum class Layout : std::uint8_t { bundle, sheet, slips };
    Layout layout = Layout::bundle;
    std::vector<Fascicle> fascicles;
    struct Neighbours {
        std::uint16_t a, b;                                         // fascicle indices
        std::optional<std::array<std::uint16_t, 2>> stations = {};  // limits, both inclusive
    };
    std::vector<Neighbours> neighbours;
    // Where fibres arise from (end on) the bone that they lie on, not only at their first (last) station: up to (from)
    // this place along them. For attachment areas.
    float fleshy_origin_to_s = 0.0f, fleshy_insertion_from_s = 1.0f;
    // Id of the structure that the tendon of insertion runs in and is shown as (calcaneal tendon, iliotibial tract):
    // the paths run on through it, the surface ends with the flesh. Empty for most.
    std::string tendon_shown_as;
};

struct Structure {
    std::string id;       // "psoas_major_r"
    std::string base_id;  // "psoas_major": the key of texts, the same for both sides
    std::string name;     // "Right psoas major"
    std::string latin;
    std::string fma;  // digits, empty where none exists
    Kind kind = Kind::bone;
    Side side = Side::midline;
    Layer layer = Layer::skeleton;
    std::string part_of;               // id of the table's whole when this is a display part of it, else empty
    SegmentIndex segment = none;       // bones, cartilage, discs: the segment that carries them
    std::vector<RegionIndex> regions;  // regions that light it
    std::string source;                // the table's own words on where it comes from
    SphereMesh sphere_mesh;            // bone, cartilage, disc; else empty
    FibreBundle bundle;                // muscle, ligament, nerve; else empty
};

// One of the five areas that are one click away.
struct Region {
    std::string id;    // "psoas"
    std::string name;  // client words: "Psoas & hip flexors"
    std::string clinical_name;
    std::string client_text;  // what it is, calm and plain
    std::string clinical_text;
    std::string view;                        // camera preset that shows it, e.g. "psoas"
    glm::vec3 colour{1.0f};                  // linear RGB
    std::vector<StructureIndex> structures;  // lit
    std::vector<StructureIndex> context;     // shown unlit beside them, not faded
    std::vector<std::string> synonyms;       // for commands and search: "low back"
};

struct Joint {
    std::string id;          // "hip_r"
    glm::dvec3 centre{0.0};  // m
    // "axis", "flexion", "endplate_normal" ...: geometric directions, unit. Those of the left are mirror images of the
    // right (z -> -z): an axis from medial to lateral stays one; they carry no sense of turning.
    std::map<std::string, glm::dvec3> axes;
    std::map<std::string, glm::dvec3> points;  // "acetabulum_centre", "dens_tip" ...: m
    double radius = 0.0;                       // m, 0 where unknown
};

// How the skin is made: everything under it in zones, each thickened by the soft tissue over it and closed over its own
// gaps only, so that fingers, thighs, arms and trunk do not grow together. Both sides. Metres.
struct Envelope {
    struct Zone {
        std::string id;
        std::vector<SegmentIndex> segments;   // what lies nearest to these belongs to the zone
        std::vector<std::string> structures;  // ids that belong to this zone (and others that name them) only
        std::vector<SegmentIndex> carriers;   // segments that may move its skin
        float closing = 0.0f;                 // gaps up to twice this wide are bridged
    };
    struct Pad {
        std::size_t zone = 0;
        SphereMesh solid;  // up to the skin: no thickness is added
    };
    std::vector<Zone> zones;
    // Segments that move nearly as one (the rib cage): where a place has more carriers than can be kept, these stand in
    // for each other before any other is left out.
    std::vector<std::vector<SegmentIndex>> together;
    std::vector<float> thickness;                      // by segment
    std::map<std::string, float> structure_thickness;  // by base id, before that of the segment
    std::vector<Pad> pads;
};

// Two muscles that touch in life, and roughly where; away from their attachments. Right side and midline.
struct Border {
    std::string a, b;               // ids of muscles, or of the tables whose parts they are
    std::vector<glm::vec3> places;  // m; each stands for what lies within 10 mm of it
};

class Body {
  public:
    std::vector<Segment> segments;
    std::vector<Structure> structures;
    std::vector<Region> regions;
    // The tables of structures that are shown in parts (their `part_of`), both sides: to measure and to export. Not
    // among `structures`.
    std::vector<Structure> wholes;
    // Ids of muscles that keep the shape they are forged in alone, whatever their neighbours need.
    std::vector<std::string> unyielding;
    std::vector<Border> borders;                  // none in a body without them
    Envelope envelope;                            // of the structure of kind skin; no zones where there is none
    std::map<std::string, Joint> joints;          // both sides
    std::map<std::string, glm::dvec3> landmarks;  // both sides

    // After filling the vectors: makes ids findable.
    void index();
    StructureIndex find_structure(std::string_view id) const;  // `none` when unknown
    SegmentIndex find_segment(std::string_view id) const;      // `none` when unknown
    int find_region(std::string_view id_or_synonym) const;     // -1 when unknown
    // The table that a structure is shown as a part of; the structure itself where it is none.
    const Structure& whole_of(const Structure& structure) const;
    // What is solid on a segment (bones, cartilage ...), each table once, in the order of `structures`.
    std::vector<const Structure*> solids_on(SegmentIndex segment, Kind kind) const;
    // The same structure on the other side; itself for midline ones.
    StructureIndex mirror(StructureIndex structure) const;

  private:
    std::unordered_map<std::string, StructureIndex> structure_by_id_;
    std::unordered_map<std::string, SegmentIndex> segment_by_id_;
};

}  // namespace backstory::anatomy
