#include "io/json_file.hpp"

#include <gtest/gtest.h>

namespace backstory::io {
namespace {

using Type = JsonValue::Type;

TEST(JsonFile, KnowsTheLineOfEveryValue) {
    const auto json = parse_json("{\n \"a\": 1,\n \"b\": [\n  2,\n  \"three\"\n ],\n \"c\": {}\n}\n", "x.json");
    ASSERT_TRUE(json.ok()) << json.error().text();
    const JsonValue root = json.value();
    EXPECT_EQ(root.line(), 1);
    EXPECT_EQ(root["a"].line(), 2);
    EXPECT_EQ(root["b"].line(), 3);
    EXPECT_EQ(root["b"][0].line(), 4);
    EXPECT_EQ(root["b"][1].line(), 5);
    EXPECT_EQ(root["c"].line(), 7);
    EXPECT_EQ(root.keys(), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(root["b"][1].string("b").value(), "three");
}

TEST(JsonFile, ANumberBeforeANewlineStandsOnItsOwnLine) {
    const auto json = parse_json("[1\n,\n2\n\n,3]", "x");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json.value()[0].line(), 1);
    EXPECT_EQ(json.value()[1].line(), 3);
    EXPECT_EQ(json.value()[2].line(), 5);
}

TEST(JsonFile, MissingAndWrongValuesNameThePlace) {
    const auto json = parse_json("{\n \"a\": {\n  \"b\": \"text\"}}", "dir/x.json");
    ASSERT_TRUE(json.ok());
    const JsonValue a = json.value()["a"];
    EXPECT_FALSE(a.has("nothing"));
    EXPECT_EQ(a["nothing"].type(), Type::null);
    EXPECT_EQ(a["nothing"].number("size").error().text(), "dir/x.json:2: 'size' must be a number but is missing");
    EXPECT_EQ(a["b"].number("b").error().text(), "dir/x.json:3: 'b' must be a number but is a text");
    EXPECT_EQ(a["nothing"]["deeper"][3].line(), 2);
    EXPECT_FALSE(JsonValue().number("x").ok());
    EXPECT_EQ(a["b"].string_or("-"), "text");
    EXPECT_EQ(a["b"].number_or(4.0), 4.0);
}

TEST(JsonFile, IndicesAreWholeAndInRange) {
    const auto json = parse_json("[0, 2, 3, -1, 1.5, 1e300]", "x");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json.value()[1].index("i", 3).value(), 2u);
    for (const std::size_t bad : {2u, 3u, 4u, 5u}) {
        EXPECT_FALSE(json.value()[bad].index("i", 3).ok()) << bad;
    }
}

TEST(JsonFile, MalformedTextIsAnErrorWithALine) {
    for (const char* text :
         {"", " ", "{", "[1, 2", "{\"a\": }", "[1,]", "nan", "[NaN]", "[Infinity]", "[1e999]", "{'a': 1}", "[\"\x01\"]",
          "\"\xff\"", "[1] [2]", "{\"a\": 1 \"b\": 2}", "{\"a\"", "tru", "[\"\\u12\"]", "// comment\n1"}) {
        const auto json = parse_json(text, "bad.json");
        ASSERT_FALSE(json.ok()) << text;
        EXPECT_EQ(json.error().file, "bad.json");
        EXPECT_GE(json.error().line, 1);
        EXPECT_FALSE(json.error().message.empty());
    }
    EXPECT_EQ(parse_json("{\n\"a\": 1,\n\"b\": ?\n}", "bad.json").error().line, 3);
}

TEST(JsonFile, EveryTruncationOfAGoodFileIsAnError) {
    const std::string text = R"({"id": "a_r", "list": [1, -2.5e3, true, null], "o": {"k": "v\u00e9"}})";
    ASSERT_TRUE(parse_json(text, "x").ok());
    for (std::size_t n = 0; n < text.size(); ++n) {
        EXPECT_FALSE(parse_json(std::string_view(text).substr(0, n), "x").ok()) << n;
    }
}

TEST(JsonFile, AMemberNamedTwiceIsAnError) {
    const auto json = parse_json("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "x");
    ASSERT_FALSE(json.ok());
    EXPECT_NE(json.error().message.find("'a' twice"), std::string::npos);
    EXPECT_TRUE(parse_json("[{\"a\": 1}, {\"a\": 2}]", "x").ok());
}

TEST(JsonFile, DepthIsLimited) {
    EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']'), "x").ok());
    EXPECT_FALSE(parse_json(std::string(65, '[') + std::string(65, ']'), "x").ok());
    EXPECT_FALSE(parse_json(std::string(5'000'000, '['), "x").ok());
}

TEST(JsonFile, TheNumberOfValuesIsLimited) {
    std::string text = "[0";
    for (int i = 0; i < 5'000'000; ++i) {
        text += ",0";
    }
    const auto json = parse_json(text + "]", "x");
    ASSERT_FALSE(json.ok());
    EXPECT_NE(json.error().message.find("more values"), std::string::npos);
}

TEST(JsonFile, MissingFilesAndFoldersAreErrors) {
    EXPECT_FALSE(read_json("/nowhere/at/all.json").ok());
    EXPECT_FALSE(read_json("/").ok());
}

}  // namespace
}  // namespace backstory::io
