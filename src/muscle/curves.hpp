// Curves of a muscle over a coordinate: length and moment arm, as anatomy papers and OpenSim plot them.
#pragma once

#include "motion/skeleton.hpp"
#include "muscle/system.hpp"

#include <span>
#include <vector>

namespace backstory::muscle {

struct CurvePoint {
    double value = 0.0;         // of the coordinate, rad or m
    double length_m = 0.0;      // mean of the fascicles, attachment to attachment
    double stretch = 1.0;       // mean of length / rest length
    double moment_arm_m = 0.0;  // -d length / d value: positive where the muscle's pull raises the coordinate
};

struct Sweep {
    motion::CoordinateIndex coordinate = motion::no_coordinate;
    double from = 0.0, to = 0.0;  // rad or m
    std::size_t points = 2;       // at least two
    motion::Pose base;            // the other coordinates; empty: neutral standing
};

std::vector<CurvePoint> sweep(const MuscleSystem& system, const motion::Skeleton& skeleton,
                              std::span<const std::uint32_t> fascicles, const Sweep& sweep);

}  // namespace backstory::muscle
