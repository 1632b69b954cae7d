// The shipped library without its surface, loaded once a test program, and states that commands lead to.
#pragma once

#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/workspace.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string_view>

namespace backstory::workspace {

inline std::shared_ptr<const Library> library() {
    static const std::shared_ptr<const Library> loaded = [] {
        auto result = load_library_without_surface(BACKSTORY_SOURCE_DIR "/assets");
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().text());
        return result.ok() ? result.value() : nullptr;
    }();
    return loaded;
}

inline State state_after(std::string_view commands) {
    State state = initial_state(*library());
    const Status status = perform_all(*library(), state, commands);
    EXPECT_TRUE(status.ok()) << commands << ": " << (status.ok() ? "" : status.error().text());
    return state;
}

}  // namespace backstory::workspace
