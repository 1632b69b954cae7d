// What the window did, line by line, for tests that drive it from outside: performed commands as JSON lines, and beside
// them (FILE.items) where the controls are.
#pragma once

#include "base/result.hpp"
#include "ui/context.hpp"

#include <fstream>
#include <string>
#include <vector>

namespace backstory::app {

class StateLog {
  public:
    Status open(const std::string& path);
    void performed(const std::string& commands, const Result<workspace::Performed>& done,
                   const workspace::Workspace& workspace);
    // Something befell the window that no command asked for.
    void befell(const std::string& what);
    // The controls are at rest where they will be clicked; Tab has put the ring on the one called `focus`.
    void settled(const std::vector<ui::Item>& items, const std::string& focus);

  private:
    std::string path_;
    std::ofstream file_;
    std::vector<ui::Item> written_;
    std::string written_focus_;
};

}  // namespace backstory::app
