// Everything that is shown in every corner of the interface.
#pragma once

#include "screen.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <string>

namespace backstory::ui {

inline const char* const corners[] = {
    "mode explain",
    "mode explain; highlight psoas",
    "mode explain; select psoas_major_r",
    "mode explain; pain low_back_r",
    "mode explain; words clinical; select psoas_major_r",
    "mode explore",
    "mode explore; open sit_to_stand; set tightness 0.8; compare tight; compare side",
    "mode explore; words clinical; open half_kneeling_lunge; select rectus_femoris_r",
    "mode explore; section sagittal 0",
    "mode learn",
    "mode learn; lesson low_back_and_psoas",
    "present on",
};

// Looks at every tab.
template <typename Look>
void look_around(Screen& screen, const Look& look) {
    screen.settle();
    look();
    for (const char* tab : {"Areas##tab", "Layers##tab", "Parts##tab", "Body##tab", "Views##tab"}) {
        if (screen.find(tab) != nullptr) {
            screen.click(tab);
            look();
        }
    }
}

// Looks at everything in the panels that can be scrolled, a panel's height at a time.
template <typename Look>
void look_through(Screen& screen, const Look& look) {
    look();
    for (int page = 1; page < 40; ++page) {
        bool more = false;
        for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
            if (window->Active && window->Scroll.y + 1.0f < window->ScrollMax.y) {
                ImGui::SetScrollY(
                    window, std::min(window->Scroll.y + 0.7f * window->InnerClipRect.GetHeight(), window->ScrollMax.y));
                more = true;
            }
        }
        if (!more) {
            break;
        }
        screen.settle(2);
        look();
    }
    for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
        ImGui::SetScrollY(window, 0.0f);
    }
    screen.settle(2);
}

}  // namespace backstory::ui
