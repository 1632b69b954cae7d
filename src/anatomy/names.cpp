#include "anatomy/names.hpp"

namespace backstory::anatomy {

std::string client_name(const Structure& structure, const Card* card) {
    if (card == nullptr || card->plain_name.empty()) {
        return structure.name;
    }
    if (structure.side == Side::midline) {
        std::string name = card->plain_name;
        if (name[0] >= 'a' && name[0] <= 'z') {
            name[0] = static_cast<char>(name[0] - 'a' + 'A');
        }
        return name;
    }
    return (structure.side == Side::right ? "Right " : "Left ") + card->plain_name;
}

}  // namespace backstory::anatomy
