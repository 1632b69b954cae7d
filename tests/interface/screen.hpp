// The whole interface without a window: ImGui fed by hand, commands carried out as the window does.
#pragma once

#include "ui/interface.hpp"
#include "workspace/library_loader.hpp"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace backstory::ui {

inline std::shared_ptr<const workspace::Library> library() {
    static const auto loaded = [] {
        auto result = workspace::load_library_without_surface(BACKSTORY_SOURCE_DIR "/assets");
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().text());
        return result.ok() ? result.value() : nullptr;
    }();
    return loaded;
}

class Screen {
  public:
    // Without a folder of fonts with ImGui's own, which is made much faster.
    explicit Screen(std::filesystem::path fonts = {})
        : fonts_(std::move(fonts)), workspace_(library()), builder_(library()) {
        prepare({1280.0f, 800.0f});
    }

    FrameResult frame(ImVec2 size) {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = size;
        io.DeltaTime = 1.0f / 30.0f;
        prepare(size);
        workspace_.advance(1.0 / 30.0);
        ImGui::NewFrame();
        builder_.build(workspace_.state());
        auto result = interface_.draw(workspace_, builder_, workspace_.state().camera, size);
        ImGui::Render();
        for (const auto& command : result.commands) {
            said_.push_back(command);
            const auto done = workspace_.perform(command);
            if (!done.ok()) {
                interface_.say(done.error().text(), true);
                ++refused_;
            }
            ++performed_;
        }
        picture_clicks_ += result.clicked ? 1 : 0;
        if (result.hand_let_go) {
            workspace_.end_step();
        }
        return result;
    }

    // As a hand does it: the pointer arrives, the button goes down, and up; each in a frame of its own.
    void click(const std::string& name, float across = 0.5f) {
        ASSERT_NO_FATAL_FAILURE(point(name, across));
        ImGui::GetIO().MouseDown[0] = true;
        frame(size_);
        ImGui::GetIO().MouseDown[0] = false;
        frame(size_);
        frame(size_);
        ++clicks_;
    }
    void drag(const std::string& name, std::initializer_list<float> across) {
        ASSERT_NO_FATAL_FAILURE(point(name, *across.begin()));
        ImGui::GetIO().MouseDown[0] = true;
        frame(size_);
        const Item item = *find(name);
        for (const float share : across) {
            ImGui::GetIO().MousePos.x = item.rect.x + share * item.rect.width;
            frame(size_);
        }
        ImGui::GetIO().MouseDown[0] = false;
        frame(size_);
    }
    void press(const KeyPress& key) {
        interface_.press(key);
        frame(size_);
        frame(size_);
    }
    // Tab until the ring stands on it; how often.
    int tab_to(const std::string& name) {
        for (int i = 1; i < 200; ++i) {
            press({GLFW_KEY_TAB});
            if (interface_.focus() == name) {
                return i;
            }
        }
        ADD_FAILURE() << "Tab never reaches " << name;
        return -1;
    }
    void settle(int frames = 3) {
        for (int i = 0; i < frames; ++i) {
            frame(size_);
        }
    }
    void resize(ImVec2 size) {
        size_ = size;
        settle();
    }
    const Item* find(const std::string& name) const {
        for (const auto& item : interface_.items()) {
            if (item.name == name) {
                return &item;
            }
        }
        return nullptr;
    }
    std::string item_names() const {
        std::string all;
        for (const auto& item : interface_.items()) {
            all += item.name + " | ";
        }
        return all;
    }
    // Lines that the interface sent since the start.
    const std::vector<std::string>& said() const { return said_; }
    int clicks() const { return clicks_; }
    void count_from_zero() { clicks_ = 0; }

    Interface& interface() { return interface_; }
    const Interface& interface() const { return interface_; }
    workspace::Workspace& workspace() { return workspace_; }
    int performed() const { return performed_; }
    int refused() const { return refused_; }
    // How often the interface asked what lies at a place of the picture.
    int picture_clicks() const { return picture_clicks_; }

  private:
    void prepare(ImVec2 size) {
        if (interface_.prepare(workspace_.state().settings, fonts_, 1.0f, size)) {
            unsigned char* pixels = nullptr;
            int width = 0, height = 0;
            ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        }
    }
    void point(const std::string& name, float across) {
        const Item* item = find(name);
        ASSERT_NE(item, nullptr) << name << " is not among " << item_names();
        ImGui::GetIO().MousePos = {item->rect.x + across * item->rect.width, item->rect.y + 0.5f * item->rect.height};
        frame(size_);
    }

    std::filesystem::path fonts_;
    ImVec2 size_{1280.0f, 800.0f};
    int clicks_ = 0;
    std::vector<std::string> said_;
    Interface interface_;
    workspace::Workspace workspace_;
    workspace::SceneBuilder builder_;
    int performed_ = 0, refused_ = 0, picture_clicks_ = 0;
};

}  // namespace backstory::ui
