// Four floats that go through the same arithmetic side by side, and points and turns of them: SSE where the machine has
// it (every x86-64), else plain loops that a compiler may turn into whatever it has. Internal to the floor.
#pragma once

#include <glm/vec3.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__) || defined(_M_X64)
#include <xmmintrin.h>
#define BACKSTORY_SSE 1
#else
#define BACKSTORY_SSE 0
#endif

namespace backstory::muscle {

inline constexpr std::size_t lane_count = 4;
using LaneIndices = std::array<std::uint32_t, lane_count>;

#if BACKSTORY_SSE

struct Lanes {
    __m128 v;

    Lanes() : v(_mm_setzero_ps()) {}
    Lanes(float all) : v(_mm_set1_ps(all)) {}  // NOLINT(google-explicit-constructor): numbers mix with lanes
    explicit Lanes(__m128 lanes) : v(lanes) {}
    static Lanes load(const float* from) { return Lanes(_mm_loadu_ps(from)); }
    static Lanes gather(const float* from, const LaneIndices& at) {
        return Lanes(_mm_setr_ps(from[at[0]], from[at[1]], from[at[2]], from[at[3]]));
    }
    void store(float* to) const { _mm_storeu_ps(to, v); }
};

inline Lanes operator+(Lanes a, Lanes b) {
    return Lanes(_mm_add_ps(a.v, b.v));
}
inline Lanes operator-(Lanes a, Lanes b) {
    return Lanes(_mm_sub_ps(a.v, b.v));
}
inline Lanes operator*(Lanes a, Lanes b) {
    return Lanes(_mm_mul_ps(a.v, b.v));
}
inline Lanes operator/(Lanes a, Lanes b) {
    return Lanes(_mm_div_ps(a.v, b.v));
}
inline Lanes min(Lanes a, Lanes b) {
    return Lanes(_mm_min_ps(a.v, b.v));
}
inline Lanes max(Lanes a, Lanes b) {
    return Lanes(_mm_max_ps(a.v, b.v));
}
inline Lanes sqrt(Lanes a) {
    return Lanes(_mm_sqrt_ps(a.v));
}
inline Lanes abs(Lanes a) {
    return Lanes(_mm_andnot_ps(_mm_set1_ps(-0.0f), a.v));
}
// a < b ? yes : no, lane by lane.
inline Lanes if_less(Lanes a, Lanes b, Lanes yes, Lanes no) {
    const __m128 mask = _mm_cmplt_ps(a.v, b.v);
    return Lanes(_mm_or_ps(_mm_and_ps(mask, yes.v), _mm_andnot_ps(mask, no.v)));
}
// A bit for each lane, the first the lowest: a < b.
inline unsigned less(Lanes a, Lanes b) {
    return static_cast<unsigned>(_mm_movemask_ps(_mm_cmplt_ps(a.v, b.v)));
}
// Rows become columns.
inline void transpose(Lanes& a, Lanes& b, Lanes& c, Lanes& d) {
    _MM_TRANSPOSE4_PS(a.v, b.v, c.v, d.v);
}

#else

struct Lanes {
    std::array<float, lane_count> v{};

    Lanes() = default;
    Lanes(float all) { v.fill(all); }  // NOLINT(google-explicit-constructor): numbers mix with lanes
    static Lanes load(const float* from) {
        return each([from](std::size_t i) { return from[i]; });
    }
    static Lanes gather(const float* from, const LaneIndices& at) {
        return each([from, &at](std::size_t i) { return from[at[i]]; });
    }
    void store(float* to) const {
        for (std::size_t i = 0; i < lane_count; ++i) {
            to[i] = v[i];
        }
    }
    template <typename Value>
    static Lanes each(const Value& value) {
        Lanes out;
        for (std::size_t i = 0; i < lane_count; ++i) {
            out.v[i] = value(i);
        }
        return out;
    }
};

inline Lanes operator+(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] + b.v[i]; });
}
inline Lanes operator-(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] - b.v[i]; });
}
inline Lanes operator*(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] * b.v[i]; });
}
inline Lanes operator/(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] / b.v[i]; });
}
inline Lanes min(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
}
inline Lanes max(const Lanes& a, const Lanes& b) {
    return Lanes::each([&](std::size_t i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}
inline Lanes sqrt(const Lanes& a) {
    return Lanes::each([&](std::size_t i) { return std::sqrt(a.v[i]); });
}
inline Lanes abs(const Lanes& a) {
    return Lanes::each([&](std::size_t i) { return std::abs(a.v[i]); });
}
inline Lanes if_less(const Lanes& a, const Lanes& b, const Lanes& yes, const Lanes& no) {
    return Lanes::each([&](std::size_t i) { return a.v[i] < b.v[i] ? yes.v[i] : no.v[i]; });
}
inline unsigned less(const Lanes& a, const Lanes& b) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < lane_count; ++i) {
        bits |= a.v[i] < b.v[i] ? 1u << i : 0u;
    }
    return bits;
}
inline void transpose(Lanes& a, Lanes& b, Lanes& c, Lanes& d) {
    const std::array<Lanes, lane_count> rows{a, b, c, d};
    std::array<Lanes*, lane_count> columns{&a, &b, &c, &d};
    for (std::size_t i = 0; i < lane_count; ++i) {
        *columns[i] = Lanes::each([&](std::size_t k) { return rows[k].v[i]; });
    }
}

#endif

inline Lanes clamp(const Lanes& a, const Lanes& low, const Lanes& high) {
    return min(max(a, low), high);
}
// 0 .. 1 to 0 .. 1, flat at both ends.
inline Lanes eased(const Lanes& t) {
    return t * t * (3.0f - 2.0f * t);
}

struct LanePoint {
    Lanes x, y, z;
};
inline LanePoint operator+(const LanePoint& a, const LanePoint& b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline LanePoint operator-(const LanePoint& a, const LanePoint& b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline LanePoint operator*(const Lanes& a, const LanePoint& b) {
    return {a * b.x, a * b.y, a * b.z};
}
inline Lanes dot(const LanePoint& a, const LanePoint& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline LanePoint cross(const LanePoint& a, const LanePoint& b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline Lanes length(const LanePoint& a) {
    return sqrt(dot(a, a));
}
inline LanePoint mix(const LanePoint& a, const LanePoint& b, const Lanes& share) {
    return (1.0f - share) * a + share * b;
}

// Unit quaternions.
struct LaneTurn {
    Lanes x, y, z, w;
};
inline LaneTurn operator+(const LaneTurn& a, const LaneTurn& b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w};
}
inline LaneTurn operator*(const Lanes& a, const LaneTurn& b) {
    return {a * b.x, a * b.y, a * b.z, a * b.w};
}
// b first.
inline LaneTurn operator*(const LaneTurn& a, const LaneTurn& b) {
    return {a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y + a.y * b.w + a.z * b.x - a.x * b.z,
            a.w * b.z + a.z * b.w + a.x * b.y - a.y * b.x, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z};
}
inline Lanes dot(const LaneTurn& a, const LaneTurn& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
}
inline LaneTurn normalized(const LaneTurn& a) {
    return (1.0f / sqrt(dot(a, a))) * a;
}
inline LanePoint operator*(const LaneTurn& a, const LanePoint& p) {
    const LanePoint axis{a.x, a.y, a.z}, beside = cross(axis, p);
    return p + 2.0f * (a.w * beside + cross(axis, beside));
}

// Where a turn takes the three axes: cheaper than the turn itself for more than two points.
struct LaneMatrix {
    LanePoint x, y, z;
};
inline LaneMatrix matrix_of(const LaneTurn& q) {
    const Lanes xx = q.x * q.x, yy = q.y * q.y, zz = q.z * q.z, xy = q.x * q.y, xz = q.x * q.z, yz = q.y * q.z,
                wx = q.w * q.x, wy = q.w * q.y, wz = q.w * q.z;
    return {{1.0f - 2.0f * (yy + zz), 2.0f * (xy + wz), 2.0f * (xz - wy)},
            {2.0f * (xy - wz), 1.0f - 2.0f * (xx + zz), 2.0f * (yz + wx)},
            {2.0f * (xz + wy), 2.0f * (yz - wx), 1.0f - 2.0f * (xx + yy)}};
}
inline LanePoint operator*(const LaneMatrix& m, const LanePoint& p) {
    return p.x * m.x + p.y * m.y + p.z * m.z;
}

// Has memory that is read soon brought near.
inline void expect(const void* memory, std::size_t size) {
#if BACKSTORY_SSE
    for (std::size_t i = 0; i < size; i += 64) {
        _mm_prefetch(static_cast<const char*>(memory) + i, _MM_HINT_T0);
    }
#else
    static_cast<void>(memory);
    static_cast<void>(size);
#endif
}

// Four records of four numbers each.
inline LaneTurn turns_of(const float* a, const float* b, const float* c, const float* d) {
    LaneTurn out{Lanes::load(a), Lanes::load(b), Lanes::load(c), Lanes::load(d)};
    transpose(out.x, out.y, out.z, out.w);
    return out;
}
// One record for all.
inline LaneTurn turns_of(const float* all) {
    return {all[0], all[1], all[2], all[3]};
}
inline LanePoint points_of(const float* all) {
    return {all[0], all[1], all[2]};
}
inline LanePoint points_of(const float* a, const float* b, const float* c, const float* d) {
    const LaneTurn all = turns_of(a, b, c, d);
    return {all.x, all.y, all.z};
}

// Points in memory: all x, all y, all z.
struct PointRow {
    float *x = nullptr, *y = nullptr, *z = nullptr;

    LanePoint load(std::size_t i) const { return {Lanes::load(x + i), Lanes::load(y + i), Lanes::load(z + i)}; }
    void store(std::size_t i, const LanePoint& p) const {
        p.x.store(x + i);
        p.y.store(y + i);
        p.z.store(z + i);
    }
    LanePoint gather(const LaneIndices& at) const {
        return {Lanes::gather(x, at), Lanes::gather(y, at), Lanes::gather(z, at)};
    }
    glm::vec3 at(std::size_t i) const { return {x[i], y[i], z[i]}; }
    void put(std::size_t i, const glm::vec3& p) const {
        x[i] = p.x;
        y[i] = p.y;
        z[i] = p.z;
    }
    void copy(std::size_t to, std::size_t from) const { put(to, at(from)); }
};
struct TurnRow {
    float *x = nullptr, *y = nullptr, *z = nullptr, *w = nullptr;

    LaneTurn load(std::size_t i) const {
        return {Lanes::load(x + i), Lanes::load(y + i), Lanes::load(z + i), Lanes::load(w + i)};
    }
    void store(std::size_t i, const LaneTurn& q) const {
        q.x.store(x + i);
        q.y.store(y + i);
        q.z.store(z + i);
        q.w.store(w + i);
    }
    void copy(std::size_t to, std::size_t from) const {
        x[to] = x[from];
        y[to] = y[from];
        z[to] = z[from];
        w[to] = w[from];
    }
};

}  // namespace backstory::muscle
