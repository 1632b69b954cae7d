// Walks as bodies with tight muscles make them, worked out beside the caller: a dial that is dragged while a body walks
// costs no frame. For one caller's thread.
#pragma once

#include "motion/clip.hpp"
#include "posture/model.hpp"

#include <array>
#include <future>
#include <memory>
#include <string>

namespace backstory::posture {

class Walks {
  public:
    // Keeps references: both must outlive it. Its end waits for what is being worked out.
    Walks(const Model& model, const motion::Skeleton& skeleton) : model_(model), skeleton_(skeleton) {}

    // The walk, where it is there; else nothing, and it is begun as soon as no other one is being worked out. So ask
    // again.
    std::shared_ptr<const motion::Clip> find(const motion::Clip& clip, const Dials& dials);

  private:
    struct Kept {
        std::string id;
        Dials dials;
        std::shared_ptr<const motion::Clip> walk;
    };

    void take_finished();

    const Model& model_;
    const motion::Skeleton& skeleton_;
    // Two bodies that are compared, and again for their graphs; the oldest gives way.
    std::array<Kept, 4> kept_;
    std::size_t oldest_ = 0;
    Kept underway_;
    std::future<motion::Clip> result_;
};

}  // namespace backstory::posture
