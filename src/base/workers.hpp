// Pieces of a frame on all cores: the same few threads, frame after frame, so that in steady state nothing is allocated
// and no thread is made. For work done once (loading) see parallel.hpp.
#pragma once

#include <cstddef>

namespace backstory {

// How many may work at a time, the caller among them; at least 1.
std::size_t worker_count();

namespace detail {
using Piece = void (*)(const void* work, std::size_t piece, std::size_t worker);
void share_out(std::size_t count, Piece piece, const void* work);
}  // namespace detail

// Calls work(piece, worker) for piece 0 .. count - 1, each once, in any order; returns when all are done. `worker` is
// below worker_count() and the same for no two calls at a time, so that each may have room of its own. The pieces must
// not touch each other's data and must not throw. While the threads work for another caller, this one works alone (as
// worker 0), so it may be called from anywhere, also from within a piece.
template <typename Work>
void on_all_cores(std::size_t count, const Work& work) {
    detail::share_out(
        count,
        [](const void* self, std::size_t piece, std::size_t worker) {
            (*static_cast<const Work*>(self))(piece, worker);
        },
        &work);
}

}  // namespace backstory
