#include "anatomy/names.hpp"

#include <gtest/gtest.h>

namespace backstory::anatomy {
namespace {

TEST(Names, ClientsReadThePlainNameWithItsSide) {
    Structure scapula;
    scapula.name = "Left scapula";
    scapula.side = Side::left;
    Card card;
    EXPECT_EQ(client_name(scapula, nullptr), "Left scapula");
    EXPECT_EQ(client_name(scapula, &card), "Left scapula");
    card.plain_name = "shoulder blade";
    EXPECT_EQ(client_name(scapula, &card), "Left shoulder blade");
    scapula.side = Side::right;
    EXPECT_EQ(client_name(scapula, &card), "Right shoulder blade");
}

TEST(Names, MidlineNamesBeginWithACapital) {
    Structure sternum;
    sternum.name = "Sternum";
    Card card;
    card.plain_name = "breastbone";
    EXPECT_EQ(client_name(sternum, &card), "Breastbone");
    card.plain_name = "L5 nerve root";
    EXPECT_EQ(client_name(sternum, &card), "L5 nerve root");
}

}  // namespace
}  // namespace backstory::anatomy
