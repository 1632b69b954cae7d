// backstory_calibrate ASSETS: fits the muscle length curves and the dials of assets/posture to the body in ASSETS.
// Run it after a change of a dialled muscle's table, of the skeleton, or of assets/posture/model.json.
#include "io/body_reader.hpp"
#include "io/posture_file.hpp"
#include "io/skeleton_reader.hpp"
#include "io/wraps_reader.hpp"
#include "posture/fit.hpp"
#include "posture/virtual_tests.hpp"

#include <cstdio>
#include <filesystem>

namespace {

using namespace backstory;
constexpr double degrees = 57.29577951308232;

int fail(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text().c_str());
    return 1;
}

void print_tests(const posture::Model& model, const motion::Skeleton& skeleton) {
    std::printf("dial  hip extension  knee  abduction  leg raise   shortening of the groups\n");
    for (double dial = 0.0; dial <= 1.001; dial += 0.125) {
        posture::Dials dials = posture::Dials::hip_flexors({dial, dial});
        dials.of(posture::Side::right, posture::Group::hamstrings) = dial;
        const posture::Shortenings shortened = posture::shortenings(model, dials, posture::Side::right);
        const posture::ThomasAngles found = posture::thomas_test(model, skeleton, shortened);
        std::printf("%4.3f %13.2f %6.2f %9.2f %10.2f   %6.3f %6.3f %6.3f %6.3f\n", dial,
                    degrees * found.hip_extension_rad, degrees * found.knee_rad, degrees * found.abduction_rad,
                    degrees * posture::leg_raise(model, skeleton, shortened), shortened[0], shortened[1], shortened[2],
                    shortened[3]);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: backstory_calibrate ASSETS\n");
        return 2;
    }
    const std::filesystem::path assets = argv[1];
    const auto body = io::read_body(assets);
    if (!body) {
        return fail(body.error());
    }
    const auto skeleton = io::read_skeleton(assets, body.value());
    if (!skeleton) {
        return fail(skeleton.error());
    }
    const auto rules = io::read_wraps(assets, body.value());
    if (!rules) {
        return fail(rules.error());
    }
    auto model = io::read_posture_settings(assets, skeleton.value());
    if (!model) {
        return fail(model.error());
    }
    const muscle::MuscleSystem muscles(body.value(), skeleton.value(), rules.value());
    const auto quality = posture::fit_lengths(model.value(), body.value(), skeleton.value(), muscles, [](double share) {
        std::fprintf(stderr, "\rSolving poses: %3.0f %%", 100.0 * share);
    });
    std::fprintf(stderr, "\n");
    for (const posture::FitQuality& q : quality) {
        std::printf("%-26s off by %.2f mm rms, %.2f mm at worst\n", q.muscle.c_str(), 1e3 * q.rms_m, 1e3 * q.worst_m);
    }
    posture::calibrate(model.value(), skeleton.value());
    print_tests(model.value(), skeleton.value());
    const Status written = io::write_posture_curves(assets, model.value(), skeleton.value());
    return written ? 0 : fail(written.error());
}
