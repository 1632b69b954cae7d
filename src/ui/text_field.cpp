// Lines to type in.
#include "ui/widgets.hpp"

namespace backstory::ui {

bool text_field(Context& c, const std::string& name, const char* hint, char* words, std::size_t size) {
    Memory& m = c.memory;
    if (m.wanted_field == name) {
        ImGui::SetKeyboardFocusHere();
        m.wanted_field.clear();
    }
    const bool entered =
        ImGui::InputTextWithHint(("##" + name).c_str(), hint, words, size,
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    note_item(c, name, low, high);
    if (focus_stop(c, name, low, high)) {
        m.wanted_field = name;
    }
    return entered;
}

}  // namespace backstory::ui
