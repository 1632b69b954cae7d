#include "motion/contact.hpp"

#include "base/assert.hpp"
#include "motion/jacobian.hpp"
#include "motion/player.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace backstory::motion {

namespace {

constexpr int most_rounds = 30;
constexpr double most_turn_rad = 0.3;  // of one angle in one round, so that far starts do not overshoot
constexpr double firm_m = 2e-4;        // a held point may give this much against one `give` of an angle
constexpr double loose_m = 1.0;        // a contact that has just begun or nearly ended
constexpr double settled = 1e-7;       // rad or m: the pose has stopped changing

double smooth_step(double x) {
    x = std::clamp(x, 0.0, 1.0);
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0);
}

// Two directions that span the surface with this normal.
void tangents(const glm::dvec3& normal, glm::dvec3& a, glm::dvec3& b) {
    a = std::abs(normal.x) < 0.9 ? glm::normalize(glm::cross(normal, glm::dvec3(1, 0, 0))) : glm::dvec3(0, 1, 0);
    b = glm::cross(normal, a);
}

// A contact that lasts over the end of a periodic clip counts its time on into the next round.
double on_contact_clock(const Clip& clip, const Contact& contact, double time_s) {
    const bool next_round = clip.periodic && time_s < contact.start_s && time_s + clip.duration_s <= contact.end_s;
    return next_round ? time_s + clip.duration_s : time_s;
}

}  // namespace

double contact_strength(const Clip& clip, const Contact& contact, double time_s) {
    const bool always = clip.periodic && contact.end_s - contact.start_s >= clip.duration_s;
    const double moment_s = on_contact_clock(clip, contact, time_s);
    double strength = 1.0;
    if (clip.periodic ? !always : contact.start_s > 0.0) {
        strength = std::min(strength, smooth_step((moment_s - contact.start_s) / contact.ramp_s));
    }
    if (clip.periodic ? !always : contact.end_s < clip.duration_s) {
        strength = std::min(strength, smooth_step((contact.end_s - moment_s) / contact.ramp_s));
    }
    return strength;
}

glm::dvec3 contact_target(const Clip& clip, const Contact& contact, std::size_t point, double time_s) {
    const double since_s = on_contact_clock(clip, contact, time_s) - contact.anchor_s;
    return contact.targets[point] - glm::dvec3(clip.belt_m_per_s * since_s, 0.0, 0.0);
}

struct ContactSolver::Data {
    // One held direction of one point.
    struct Row {
        std::size_t point = 0;  // in `points`
        glm::dvec3 direction{0.0};
        double tolerance_m = firm_m;
    };
    struct HeldPoint {
        const ContactPad::Point* point = nullptr;
        glm::dvec3 target{0.0};
    };

    explicit Data(const Skeleton& s) : skeleton(&s), columns(s.coordinates.size()) {
        for (std::size_t i = 0; i < s.coordinates.size(); ++i) {
            if (s.coordinates[i].give > 0.0) {
                variables.push_back(static_cast<CoordinateIndex>(i));
            }
        }
        const auto n = static_cast<Eigen::Index>(variables.size());
        x.resize(n);
        next.resize(n);
    }

    void gather(const Clip& clip, double time_s);
    Deviation solve(Pose& pose);
    double fill(const Pose& pose);
    void solve_linear();
    double step(Pose& pose, double damping);
    void place_root(Pose& pose);

    const Skeleton* skeleton;
    std::vector<CoordinateIndex> variables;
    Pose wanted;
    SegmentTransforms transforms;
    std::vector<glm::dvec3> columns;  // of one point's jacobian
    std::vector<HeldPoint> points;
    std::vector<Row> rows;
    std::vector<bool> frozen;
    Eigen::MatrixXd jacobian, masked, system;
    Eigen::VectorXd residual, right_side, x, next;
};

void ContactSolver::Data::gather(const Clip& clip, double time_s) {
    points.clear();
    rows.clear();
    for (const Contact& contact : clip.contacts) {
        const double strength = contact_strength(clip, contact, time_s);
        if (strength <= 0.0 || contact.targets.empty()) {
            continue;
        }
        const ContactPad* pad = skeleton->find_pad(contact.pad);
        BACKSTORY_ASSERT(pad != nullptr && pad->points.size() == contact.targets.size());
        const double tolerance = firm_m * std::pow(loose_m / firm_m, 1.0 - strength);
        glm::dvec3 a, b;
        tangents(contact.normal, a, b);
        for (std::size_t i = 0; i < pad->points.size(); ++i) {
            points.push_back({&pad->points[i], contact_target(clip, contact, i, time_s)});
            rows.push_back({points.size() - 1, contact.normal, tolerance});
            if (!contact.slides) {
                rows.push_back({points.size() - 1, a, tolerance});
                rows.push_back({points.size() - 1, b, tolerance});
            }
        }
    }
    const auto m = static_cast<Eigen::Index>(rows.size());
    if (jacobian.rows() < m) {
        const auto n = static_cast<Eigen::Index>(variables.size());
        jacobian.resize(m, n);
        masked.resize(m, n);
        system.resize(m, m);
        residual.resize(m);
        right_side.resize(m);
    }
}

// Residuals and their slopes in units of each variable's give; returns the largest residual of a firm row.
double ContactSolver::Data::fill(const Pose& pose) {
    skeleton->forward(pose, transforms);
    double largest = 0.0;
    std::size_t row = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ContactPad::Point& point = *points[i].point;
        const glm::dvec3 place = transforms[point.segment].point(point.point);
        std::fill(columns.begin(), columns.end(), glm::dvec3(0.0));
        add_point_jacobian(*skeleton, pose, transforms, point.segment, place, columns);
        for (; row < rows.size() && rows[row].point == i; ++row) {
            const auto r = static_cast<Eigen::Index>(row);
            residual(r) = glm::dot(rows[row].direction, place - points[i].target);
            if (rows[row].tolerance_m <= firm_m) {
                largest = std::max(largest, std::abs(residual(r)));
            }
            for (std::size_t v = 0; v < variables.size(); ++v) {
                const double give = skeleton->coordinates[variables[v]].give;
                jacobian(r, static_cast<Eigen::Index>(v)) = give * glm::dot(rows[row].direction, columns[variables[v]]);
            }
        }
    }
    return largest;
}

// Shifts the whole body so that held points lie on their places in the mean: what is left for the angles is small.
void ContactSolver::Data::place_root(Pose& pose) {
    skeleton->forward(pose, transforms);
    glm::dvec3 sum(0.0), weight(1e-12);
    for (const Row& row : rows) {
        const HeldPoint& held = points[row.point];
        const glm::dvec3 place = transforms[held.point->segment].point(held.point->point);
        const double firmness = firm_m / row.tolerance_m;
        const glm::dvec3 along = row.direction * row.direction * firmness;
        sum += along * (held.target - place);
        weight += along;
    }
    const char* const shifts[] = {"pelvis_tx", "pelvis_ty", "pelvis_tz"};
    for (int axis = 0; axis < 3; ++axis) {
        const CoordinateIndex shift = skeleton->find(shifts[axis]);
        if (shift == no_coordinate || skeleton->coordinates[shift].give <= 0.0) {
            continue;
        }
        pose[shift] += sum[axis] / weight[axis];
        const auto v =
            static_cast<std::size_t>(std::find(variables.begin(), variables.end(), shift) - variables.begin());
        x(static_cast<Eigen::Index>(v)) = (pose[shift] - wanted[shift]) / skeleton->coordinates[shift].give;
    }
}

// Least squares of changes (in gives) and of residuals (in tolerances), linear about the pose; frozen variables stay.
void ContactSolver::Data::solve_linear() {
    const auto m = static_cast<Eigen::Index>(rows.size());
    auto j = masked.topRows(m);
    auto a = system.topLeftCorner(m, m);
    auto b = right_side.head(m);
    j = jacobian.topRows(m);
    for (std::size_t v = 0; v < variables.size(); ++v) {
        if (frozen[v]) {
            j.col(static_cast<Eigen::Index>(v)).setZero();
        }
    }
    a.noalias() = j * j.transpose();
    for (Eigen::Index r = 0; r < m; ++r) {
        const double tolerance = rows[static_cast<std::size_t>(r)].tolerance_m;
        a(r, r) += tolerance * tolerance;
    }
    b.noalias() = j * x;
    b -= residual.head(m);
    Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factor(a);
    factor.solveInPlace(b);
    next.noalias() = j.transpose() * b;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        if (frozen[v]) {
            next(static_cast<Eigen::Index>(v)) = x(static_cast<Eigen::Index>(v));
        }
    }
}

// One Gauss-Newton step. What would leave its limits stops there, and the others take up the rest. `damping`
// shortens the step. Returns the largest change of a coordinate.
double ContactSolver::Data::step(Pose& pose, double damping) {
    frozen.assign(variables.size(), false);
    for (int round = 0; round < 3; ++round) {
        solve_linear();
        bool more = false;
        for (std::size_t v = 0; v < variables.size(); ++v) {
            const auto i = static_cast<Eigen::Index>(v);
            const Coordinate& coordinate = skeleton->coordinates[variables[v]];
            const double low = (coordinate.hard_low - wanted[variables[v]]) / coordinate.give;
            const double high = (coordinate.hard_high - wanted[variables[v]]) / coordinate.give;
            if (!frozen[v] && (next(i) < low || next(i) > high)) {
                x(i) = std::clamp(next(i), low, high);
                frozen[v] = true;
                more = true;
            }
        }
        if (!more) {
            break;
        }
    }
    double turn = 0.0;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        const Coordinate& coordinate = skeleton->coordinates[variables[v]];
        if (!coordinate.is_length) {
            const double value = wanted[variables[v]] + coordinate.give * next(static_cast<Eigen::Index>(v));
            turn = std::max(turn, std::abs(value - pose[variables[v]]));
        }
    }
    const double share = damping * (turn > most_turn_rad ? most_turn_rad / turn : 1.0);
    double largest = 0.0;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        const auto i = static_cast<Eigen::Index>(v);
        const Coordinate& coordinate = skeleton->coordinates[variables[v]];
        double& value = pose[variables[v]];
        const double target = wanted[variables[v]] + coordinate.give * next(i);
        const double moved = std::clamp(value + share * (target - value), coordinate.hard_low, coordinate.hard_high);
        largest = std::max(largest, std::abs(moved - value));
        value = moved;
        x(i) = (value - wanted[variables[v]]) / coordinate.give;
    }
    return largest;
}

Deviation ContactSolver::Data::solve(Pose& pose) {
    BACKSTORY_ASSERT(pose.size() == skeleton->coordinates.size());
    Deviation deviation;
    if (rows.empty()) {
        return deviation;
    }
    wanted = pose;
    x.setZero();
    place_root(pose);
    deviation.contact_error_m = fill(pose);
    double damping = 1.0, before = 1e9;
    for (int round = 0; round < most_rounds; ++round) {
        const double change = step(pose, damping);
        deviation.contact_error_m = fill(pose);
        if (change < settled * damping) {
            break;
        }
        // A nearly straight elbow or knee makes full steps swing to and fro: shorter ones settle.
        if (change > 0.5 * before) {
            damping = std::max(0.1, 0.5 * damping);
        }
        before = change;
    }
    double sum = 0.0;
    int count = 0;
    for (const CoordinateIndex variable : variables) {
        if (skeleton->coordinates[variable].is_length) {
            continue;
        }
        const double off = pose[variable] - wanted[variable];
        sum += off * off;
        ++count;
        if (std::abs(off) > std::abs(deviation.worst_rad)) {
            deviation.worst_rad = off;
            deviation.worst = variable;
        }
    }
    deviation.rms_rad = count > 0 ? std::sqrt(sum / count) : 0.0;
    return deviation;
}

ContactSolver::ContactSolver(const Skeleton& skeleton) : data_(std::make_unique<Data>(skeleton)) {}
ContactSolver::~ContactSolver() = default;
ContactSolver::ContactSolver(ContactSolver&&) noexcept = default;
ContactSolver& ContactSolver::operator=(ContactSolver&&) noexcept = default;

Deviation ContactSolver::hold(const Clip& clip, double time_s, Pose& pose) {
    data_->gather(clip, time_s);
    return data_->solve(pose);
}

void settle_contacts(const Skeleton& skeleton, Clip& clip) {
    // An anchor in the next round of a periodic clip is the same moment of this one.
    const auto anchor_in_clip = [&](const Contact& contact) {
        return clip.periodic && contact.anchor_s >= clip.duration_s ? contact.anchor_s - clip.duration_s
                                                                    : contact.anchor_s;
    };
    std::vector<std::size_t> order(clip.contacts.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return anchor_in_clip(clip.contacts[a]) < anchor_in_clip(clip.contacts[b]);
    });
    for (Contact& contact : clip.contacts) {
        contact.targets.clear();  // not held while others are worked out
    }
    ContactSolver solver(skeleton);
    SegmentTransforms transforms;
    std::vector<std::pair<std::size_t, std::vector<glm::dvec3>>> found;
    for (std::size_t k = 0; k < order.size();) {
        // Contacts with one anchor moment are worked out together, from the pose that the earlier ones hold.
        const double moment = anchor_in_clip(clip.contacts[order[k]]);
        Pose pose = sample(skeleton, clip, moment);
        solver.hold(clip, moment, pose);
        skeleton.forward(pose, transforms);
        found.clear();
        for (; k < order.size() && anchor_in_clip(clip.contacts[order[k]]) == moment; ++k) {
            Contact& contact = clip.contacts[order[k]];
            const ContactPad* pad = skeleton.find_pad(contact.pad);
            BACKSTORY_ASSERT(pad != nullptr);
            const Prop* prop = clip.find_prop(contact.on);
            glm::dvec3 surface(0.0);
            if (prop != nullptr) {
                surface = prop->position + glm::dvec3(0.0, prop->kind == "wall" ? 0.0 : prop->height, 0.0);
                contact.normal = prop->kind == "wall" ? glm::dvec3(-1.0, 0.0, 0.0) : glm::dvec3(0.0, 1.0, 0.0);
            }
            std::vector<glm::dvec3> targets;
            for (const ContactPad::Point& point : pad->points) {
                const glm::dvec3 place = transforms[point.segment].point(point.point);
                const double off = glm::dot(contact.normal, place - surface) - point.radius_m;
                targets.push_back(place - off * contact.normal);
            }
            if (contact.at) {
                const glm::dvec3 shift(contact.at->x - targets.front().x, 0.0, contact.at->y - targets.front().z);
                for (glm::dvec3& target : targets) {
                    target += shift;
                }
            }
            found.emplace_back(order[k], std::move(targets));
        }
        for (auto& [index, targets] : found) {
            clip.contacts[index].targets = std::move(targets);
        }
    }
}

}  // namespace backstory::motion
