// The command line and the main loop.
#pragma once

namespace backstory::app {

// Parses the command line and runs; returns the exit code (0 fine, 1 failed with a sentence on stderr, 2 wrong usage).
int run(int argc, char** argv);

}  // namespace backstory::app
