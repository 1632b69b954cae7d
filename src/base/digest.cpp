#include "base/digest.hpp"

#include <cstring>

namespace backstory {

void Digest::add_words(std::string_view bytes) {
    add(bytes.size());
    std::uint64_t word = 0;
    for (; bytes.size() >= sizeof(word); bytes.remove_prefix(sizeof(word))) {
        std::memcpy(&word, bytes.data(), sizeof(word));
        add_piece(word);
        // The product carries upwards only: brought down, the word's upper half reaches all of the sum.
        lanes_[0] ^= lanes_[0] >> 32U;
        lanes_[1] ^= lanes_[1] >> 29U;
    }
    for (const char c : bytes) {
        add(c);
    }
}

std::string Digest::text() const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    for (const std::uint64_t lane : lanes_) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            result += digits[lane >> static_cast<unsigned>(shift) & 15u];
        }
    }
    return result;
}

}  // namespace backstory
