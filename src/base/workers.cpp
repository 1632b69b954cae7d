#include "base/workers.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace backstory {

namespace {

class Workers {
  public:
    Workers() {
        for (std::size_t worker = 1; worker < worker_count(); ++worker) {
            threads_.emplace_back([this, worker] { live(worker); });
        }
    }
    ~Workers() {
        {
            const std::lock_guard lock(guard_);
            ends_ = true;
        }
        begins_.notify_all();
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // False, and nothing is done, while they work for another.
    bool share_out(std::size_t count, detail::Piece piece, const void* work) {
        const std::unique_lock mine(in_use_, std::try_to_lock);
        if (!mine.owns_lock()) {
            return false;
        }
        {
            const std::lock_guard lock(guard_);
            piece_ = piece;
            work_ = work;
            count_ = count;
            next_ = 0;
            busy_ = threads_.size();
            ++round_;
        }
        begins_.notify_all();
        take_pieces(0);
        std::unique_lock lock(guard_);
        done_.wait(lock, [this] { return busy_ == 0; });
        return true;
    }

  private:
    void take_pieces(std::size_t worker) {
        for (std::size_t i = next_++; i < count_; i = next_++) {
            piece_(work_, i, worker);
        }
    }
    void live(std::size_t worker) {
        std::uint64_t seen = 0;
        std::unique_lock lock(guard_);
        while (true) {
            begins_.wait(lock, [&] { return ends_ || round_ != seen; });
            if (ends_) {
                return;
            }
            seen = round_;
            lock.unlock();
            take_pieces(worker);
            lock.lock();
            if (--busy_ == 0) {
                done_.notify_one();
            }
        }
    }

    std::mutex in_use_;  // by one caller at a time
    std::mutex guard_;   // of what follows, but for next_
    std::condition_variable begins_, done_;
    std::uint64_t round_ = 0;
    std::size_t busy_ = 0, count_ = 0;
    detail::Piece piece_ = nullptr;
    const void* work_ = nullptr;
    bool ends_ = false;
    std::atomic<std::size_t> next_{0};
    std::vector<std::thread> threads_;
};

// Set while this thread works on a piece: a piece that shares out its own work does it alone. (Trying a mutex that one
// holds oneself is undefined.)
thread_local bool within_piece = false;

}  // namespace

std::size_t worker_count() {
    // More than this wait for each other longer than they work: a frame has few milliseconds of it.
    constexpr std::size_t most = 8;
    static const std::size_t count = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most);
    return count;
}

void detail::share_out(std::size_t count, Piece piece, const void* work) {
    static Workers workers;
    struct Marked {
        Piece piece;
        const void* work;
    };
    const Marked marked{piece, work};
    const Piece run = [](const void* self, std::size_t i, std::size_t worker) {
        within_piece = true;
        const Marked& m = *static_cast<const Marked*>(self);
        m.piece(m.work, i, worker);
        within_piece = false;
    };
    if (count > 1 && !within_piece && workers.share_out(count, run, &marked)) {
        return;
    }
    for (std::size_t i = 0; i < count; ++i) {
        piece(work, i, 0);
    }
}

}  // namespace backstory
