#include "motion/mirror.hpp"

#include "anatomy/derive.hpp"
#include "base/assert.hpp"

namespace backstory::motion {

namespace {

CoordinateIndex other_side(const Skeleton& skeleton, CoordinateIndex coordinate) {
    const CoordinateIndex other = skeleton.find(anatomy::mirrored_id(skeleton.coordinates[coordinate].id));
    BACKSTORY_ASSERT(other != no_coordinate);
    return other;
}

glm::dvec3 other_side(const glm::dvec3& p) {
    return {p.x, p.y, -p.z};
}

}  // namespace

Pose mirrored(const Skeleton& skeleton, const Pose& pose) {
    Pose out(pose.size());
    for (std::size_t i = 0; i < pose.size(); ++i) {
        const auto coordinate = static_cast<CoordinateIndex>(i);
        out[other_side(skeleton, coordinate)] = skeleton.coordinates[i].flips ? -pose[i] : pose[i];
    }
    return out;
}

Clip mirrored(const Skeleton& skeleton, const Clip& clip) {
    Clip out = clip;
    const auto flip = [&](CoordinateIndex coordinate, std::vector<double>& values) {
        if (skeleton.coordinates[coordinate].flips) {
            for (double& value : values) {
                value = -value;
            }
        }
    };
    for (std::size_t i = 0; i < out.columns.size(); ++i) {
        flip(out.columns[i], out.values[i]);
        for (auto& level : out.tight_values) {
            flip(out.columns[i], level[i]);
        }
        out.columns[i] = other_side(skeleton, out.columns[i]);
    }
    for (Contact& contact : out.contacts) {
        contact.pad = anatomy::mirrored_id(contact.pad);
        contact.normal = other_side(contact.normal);
        if (contact.at) {
            contact.at->y = -contact.at->y;
        }
        for (glm::dvec3& target : contact.targets) {
            target = other_side(target);
        }
    }
    for (Prop& prop : out.props) {
        prop.position = other_side(prop.position);
        for (std::string& pad : prop.held_by) {
            pad = anatomy::mirrored_id(pad);
        }
    }
    for (MotionError& error : out.errors) {
        for (std::size_t i = 0; i < error.columns.size(); ++i) {
            error.added[i] *= skeleton.coordinates[error.columns[i]].flips ? -1.0 : 1.0;
            error.columns[i] = other_side(skeleton, error.columns[i]);
        }
    }
    return out;
}

}  // namespace backstory::motion
