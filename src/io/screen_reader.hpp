// Reads what the screen offers: groups, pain map, lessons and standing texts. Every fault is named with file and line.
#pragma once

#include "anatomy/screen.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <vector>

namespace backstory::io {

// assets/knowledge/groups.json. Errors: a member that the body does not have.
Result<std::vector<anatomy::Group>> read_groups(const std::filesystem::path& assets, const anatomy::Body& body);
// assets/knowledge/pain_areas.json. Errors: an offer of structures that the body does not have, an outline with fewer
// than three corners or outside of the picture.
Result<anatomy::PainMap> read_pain_map(const std::filesystem::path& assets, const anatomy::Body& body);
// assets/lessons/*.json, by file name. The commands are checked where commands are known (workspace).
// One such file.
Result<anatomy::Lesson> read_lesson(const std::filesystem::path& path);
Result<std::vector<anatomy::Lesson>> read_lessons(const std::filesystem::path& assets);
// assets/knowledge/words.json.
Result<anatomy::Texts> read_texts(const std::filesystem::path& assets);

}  // namespace backstory::io
