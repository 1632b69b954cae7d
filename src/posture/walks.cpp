#include "posture/walks.hpp"

#include "posture/clip_settler.hpp"

#include <chrono>

namespace backstory::posture {

void Walks::take_finished() {
    if (result_.valid() && result_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        underway_.walk = std::make_shared<motion::Clip>(result_.get());
        kept_[oldest_] = std::move(underway_);
        oldest_ = (oldest_ + 1) % kept_.size();
    }
}

std::shared_ptr<const motion::Clip> Walks::find(const motion::Clip& clip, const Dials& dials) {
    take_finished();
    for (const Kept& kept : kept_) {
        if (kept.walk != nullptr && kept.id == clip.id && kept.dials == dials) {
            return kept.walk;
        }
    }
    if (!result_.valid()) {
        underway_ = {clip.id, dials, nullptr};
        result_ = std::async(std::launch::async, [this, clip, dials] {
            ClipSettler settler(model_, skeleton_);
            return settler.made_by(clip, dials);
        });
    }
    return nullptr;
}

}  // namespace backstory::posture
