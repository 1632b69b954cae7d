// The user's saved views between starts: views.json in the settings folder.
#pragma once

#include "workspace/workspace.hpp"

#include <string>

namespace backstory::app {

class KeptViews {
  public:
    // Gives the workspace the views of last time. What cannot be read is said in the sentence (empty: all is well), the
    // file is put aside and the views that could be read stay.
    std::string load(workspace::Workspace& workspace);
    // Writes them when they changed since. Errors: the platform names no place, the folder cannot be written.
    Status keep(const workspace::Workspace& workspace);

  private:
    int version_ = 0;
};

}  // namespace backstory::app
