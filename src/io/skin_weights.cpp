#include "io/skin_weights.hpp"

#include <algorithm>
#include <vector>

namespace backstory::io {

namespace {

void add(std::vector<std::pair<anatomy::SegmentIndex, float>>& sum, anatomy::SegmentIndex segment, float weight) {
    if (segment == anatomy::none || weight <= 0.0f) {
        return;
    }
    for (auto& [known, value] : sum) {
        if (known == segment) {
            value += weight;
            return;
        }
    }
    sum.emplace_back(segment, weight);
}

void add_fascicle(std::vector<std::pair<anatomy::SegmentIndex, float>>& sum, const anatomy::Fascicle& fascicle, float s,
                  float weight) {
    anatomy::SegmentIndex before = fascicle.origin.segment, after = fascicle.insertion.segment;
    float low = 0.0f, high = 1.0f;
    for (const anatomy::Via& via : fascicle.via) {
        if (via.s <= s) {
            before = via.segment;
            low = via.s;
        } else {
            after = via.segment;
            high = via.s;
            break;
        }
    }
    const float t = high > low ? std::clamp((s - low) / (high - low), 0.0f, 1.0f) : 0.0f;
    add(sum, before, weight * (1.0f - t));
    add(sum, after, weight * t);
}

}  // namespace

anatomy::Carriers skin_weights(const anatomy::Structure& structure, const anatomy::FibrePlace& place) {
    std::vector<std::pair<anatomy::SegmentIndex, float>> sum;
    if (structure.bundle.fascicles.empty()) {
        add(sum, structure.segment, 1.0f);
    } else {
        add_fascicle(sum, structure.bundle.fascicles[place.fascicle], place.s, 1.0f - place.blend);
        add_fascicle(sum, structure.bundle.fascicles[place.second], place.second_s, place.blend);
    }
    if (sum.empty()) {
        sum.emplace_back(anatomy::SegmentIndex{0}, 1.0f);
    }
    std::stable_sort(sum.begin(), sum.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    anatomy::Carriers result;
    float total = 0.0f;
    for (std::size_t i = 0; i < std::min<std::size_t>(4, sum.size()); ++i) {
        total += sum[i].second;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(4, sum.size()); ++i) {
        result.segments[i] = sum[i].first;
        result.weights[i] = sum[i].second / total;
    }
    return result;
}

}  // namespace backstory::io
