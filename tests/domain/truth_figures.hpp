// Figures of the facts that several tests compare with.
#pragma once

#include <utility>

namespace backstory::test {

// Every twentieth of the rise: hip centre (x from the ankle, y from the floor) and centre of mass (the same), m, for a
// hip height of 0.900 standing; the modelled chain of the sit-to-stand facts (planar, Winter segments).
inline constexpr double sit_to_stand_chain_m[21][4] = {
    {-0.308, 0.47, -0.239, 0.649},  {-0.308, 0.47, -0.235, 0.65},   {-0.308, 0.47, -0.217, 0.653},
    {-0.308, 0.47, -0.186, 0.654},  {-0.308, 0.47, -0.15, 0.649},   {-0.308, 0.47, -0.119, 0.64},
    {-0.304, 0.469, -0.093, 0.629}, {-0.29, 0.467, -0.069, 0.621},  {-0.259, 0.483, -0.038, 0.631},
    {-0.237, 0.535, -0.023, 0.674}, {-0.217, 0.613, -0.016, 0.741}, {-0.192, 0.688, -0.01, 0.808},
    {-0.158, 0.756, 0.002, 0.869},  {-0.121, 0.812, 0.014, 0.919},  {-0.082, 0.851, 0.027, 0.955},
    {-0.049, 0.876, 0.037, 0.978},  {-0.021, 0.89, 0.043, 0.992},   {0, 0.897, 0.045, 0.998},
    {0.015, 0.9, 0.045, 1.001},     {0.024, 0.9, 0.046, 1.001},     {0.029, 0.9, 0.047, 1.001}};

// The half-kneeling lunge, right knee down, at its hold.
inline constexpr std::pair<const char*, double> lunge_hold_deg[] = {
    {"hip_flexion_r", -16}, {"knee_angle_r", 82}, {"hip_flexion_l", 83.8},  {"knee_angle_l", 99.8},
    {"ankle_angle_l", 8},   {"pelvis_tilt", 8},   {"lumbar_extension", -6},
};

}  // namespace backstory::test
