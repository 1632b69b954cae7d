// A short name for a content: equal contents have equal digests, so results can be kept under them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace backstory {

// Fowler-Noll-Vo 1a, two lanes with different starts: enough to tell tables apart, no defence against malice.
class Digest {
  public:
    using Value = std::array<std::uint64_t, 2>;

    template <typename T>
    requires std::is_arithmetic_v<T>
    void add(T value) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(&value);
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            add_piece(bytes[i]);
        }
    }
    // Many bytes at once, a word a step where add() takes a byte; the sum is another one.
    void add_words(std::string_view bytes);

    const Value& value() const { return lanes_; }
    std::string text() const;

  private:
    void add_piece(std::uint64_t piece) {
        for (std::uint64_t& lane : lanes_) {
            lane = (lane ^ piece) * 0x100000001b3u;
        }
    }
    Value lanes_ = {0xcbf29ce484222325u, 0x84222325cbf29ce4u};
};

}  // namespace backstory
