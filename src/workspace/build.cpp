// What the settings of the body do to the picture besides its pose: its size, and the board under a foot.
#include "workspace/scene_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace backstory::workspace {
namespace {

constexpr double toes_m = 0.075;   // in front of the ball of the foot
constexpr double margin_m = 0.02;  // of the board round the foot

}  // namespace

void SceneBuilder::resize(std::vector<muscle::PaletteMatrix>& palette) const {
    if (scale_ != 1.0f) {
        std::for_each(palette.begin(), palette.end(), [this](muscle::PaletteMatrix& matrix) { matrix *= scale_; });
    }
}

// Lies where the foot stands, also while an action lifts it.
void SceneBuilder::add_boards(const State& state) {
    for (std::size_t i = 0; i < state.body.size(); ++i) {
        const motion::BodySetting& setting = library_->body_settings[i];
        const double value = state.body[i] - setting.measured;
        const auto* pad = library_->skeleton.find_pad(value > 0.0 ? setting.board_more : setting.board_less);
        if (value == 0.0 || pad == nullptr) {
            continue;
        }
        motion::SegmentTransforms transforms;
        library_->skeleton.forward(motion::standing(library_->skeleton, library_->body_settings, state.body),
                                   transforms);
        glm::dvec3 low(std::numeric_limits<double>::max()), high(-low);
        for (const auto& point : pad->points) {
            const glm::dvec3 at = transforms[point.segment].point(point.point);
            low = glm::min(low, at);
            high = glm::max(high, at);
        }
        low -= glm::dvec3(margin_m);
        high += glm::dvec3(toes_m, 0.0, margin_m);
        const auto half = glm::vec3(0.5 * (high - low));
        const auto height = static_cast<float>(0.5 * std::abs(value));
        const auto colour = library_->look.props.find("board");
        scene_.props.push_back(
            {scene::Prop::Shape::box,
             {0.5f * static_cast<float>(low.x + high.x), height, 0.5f * static_cast<float>(low.z + high.z)},
             {half.x, height, half.z},
             colour == library_->look.props.end() ? default_prop_colour : colour->second});
    }
}

}  // namespace backstory::workspace
