#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>

namespace backstory::ui {
namespace {

constexpr std::array<float, 6> text_sizes = {25.0f, 19.0f, 16.0f, 16.0f, 13.5f, 11.5f};

ImVec4 rgb(unsigned hex, float alpha = 1.0f) {
    return {static_cast<float>(hex >> 16U & 255U) / 255.0f, static_cast<float>(hex >> 8U & 255U) / 255.0f,
            static_cast<float>(hex & 255U) / 255.0f, alpha};
}

Palette light_palette() {
    return {.panel = rgb(0xfcfbf9, 0.97f),
            .panel_edge = rgb(0xddd8cf),
            .well = rgb(0xf1eee8),
            .text = rgb(0x23272b),
            .text_soft = rgb(0x5b6268),
            .text_on_accent = rgb(0xffffff),
            .control = rgb(0xefece5),
            .control_hover = rgb(0xe5e0d6),
            .control_press = rgb(0xd9d3c6),
            .accent = rgb(0x1f6f78),
            .accent_hover = rgb(0x185a62),
            .accent_soft = rgb(0xd6e8e9),
            .caution = rgb(0x8a4b12),
            .caution_soft = rgb(0xfbeedd),
            .shade = rgb(0x23272b, 0.35f)};
}

Palette dark_palette() {
    return {.panel = rgb(0x23282c, 0.97f),
            .panel_edge = rgb(0x3b4348),
            .well = rgb(0x1b2023),
            .text = rgb(0xecebe7),
            .text_soft = rgb(0xa9b1b6),
            .text_on_accent = rgb(0x0d1f21),
            .control = rgb(0x31383d),
            .control_hover = rgb(0x3d464c),
            .control_press = rgb(0x49545b),
            .accent = rgb(0x6ec3cb),
            .accent_hover = rgb(0x8ad3da),
            .accent_soft = rgb(0x27474b),
            .caution = rgb(0xf0bd80),
            .caution_soft = rgb(0x43351f),
            .shade = rgb(0x000000, 0.5f)};
}

void set_colours(ImGuiStyle& style, const Palette& p) {
    ImVec4* c = style.Colors;
    c[ImGuiCol_Text] = p.text;
    c[ImGuiCol_TextDisabled] = p.text_soft;
    c[ImGuiCol_WindowBg] = c[ImGuiCol_PopupBg] = p.panel;
    c[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
    c[ImGuiCol_Border] = p.panel_edge;
    c[ImGuiCol_FrameBg] = p.well;
    c[ImGuiCol_FrameBgHovered] = p.control;
    c[ImGuiCol_FrameBgActive] = p.control_hover;
    c[ImGuiCol_Button] = p.control;
    c[ImGuiCol_ButtonHovered] = p.control_hover;
    c[ImGuiCol_ButtonActive] = p.control_press;
    c[ImGuiCol_Header] = p.accent_soft;
    c[ImGuiCol_HeaderHovered] = p.control_hover;
    c[ImGuiCol_HeaderActive] = p.control_press;
    c[ImGuiCol_CheckMark] = c[ImGuiCol_SliderGrab] = p.accent;
    c[ImGuiCol_SliderGrabActive] = p.accent_hover;
    c[ImGuiCol_Separator] = p.panel_edge;
    c[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
    c[ImGuiCol_ScrollbarGrab] = p.control_press;
    c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = p.text_soft;
    c[ImGuiCol_TextSelectedBg] = p.accent_soft;
    c[ImGuiCol_ModalWindowDimBg] = p.shade;
    c[ImGuiCol_NavHighlight] = p.accent;
}

bool is_there(const std::filesystem::path& path) {
    std::error_code fault;
    return std::filesystem::is_regular_file(path, fault);
}

}  // namespace

void Theme::apply(bool dark, float scale) {
    dark_ = dark;
    scale_ = scale;
    palette_ = dark ? dark_palette() : light_palette();
    ImGuiStyle style;
    style.WindowRounding = 14.0f;
    style.ChildRounding = 10.0f;
    style.FrameRounding = 9.0f;
    style.PopupRounding = 12.0f;
    style.GrabRounding = 9.0f;
    style.ScrollbarRounding = 5.0f;
    style.ScrollbarSize = 10.0f;
    style.GrabMinSize = 18.0f;
    style.WindowPadding = {18.0f, 16.0f};
    style.FramePadding = {12.0f, 8.0f};
    style.ItemSpacing = {8.0f, 8.0f};
    style.ItemInnerSpacing = {8.0f, 6.0f};
    style.WindowBorderSize = 1.0f;
    style.PopupBorderSize = 1.0f;
    style.FrameBorderSize = 0.0f;
    style.AntiAliasedLinesUseTex = false;  // keeps lines crisp at fractional scales
    set_colours(style, palette_);
    style.ScaleAllSizes(scale);
    style.WindowBorderSize = style.PopupBorderSize = std::max(1.0f, scale * 0.8f);
    ImGui::GetStyle() = style;
}

std::string Theme::load_fonts(const std::filesystem::path& folder, float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    const auto text = folder / "Inter-Regular.otf";
    const auto strong = folder / "Inter-SemiBold.otf";
    const auto icons = folder / "forkawesome-webfont.ttf";
    // Latin with marks, general punctuation, arrows, mathematical signs that texts use.
    static const ImWchar letters[] = {0x20,   0x17f,  0x2010, 0x2027, 0x2030, 0x203a, 0x2190,
                                      0x2193, 0x2212, 0x2212, 0x2264, 0x2265, 0};
    static const ImWchar icon_letters[] = {0xf000, 0xf2ff, 0};
    const bool has_text = is_there(text) && is_there(strong);
    has_icons_ = is_there(icons);
    for (std::size_t i = 0; i < fonts_.size(); ++i) {
        const float size = std::floor(text_sizes[i] * scale + 0.5f);
        ImFontConfig config;
        config.OversampleH = 2;
        config.OversampleV = 1;
        if (has_text) {
            const bool heavy = static_cast<TextStyle>(i) <= TextStyle::strong;
            fonts_[i] = atlas.AddFontFromFileTTF((heavy ? strong : text).string().c_str(), size, &config, letters);
        } else {
            config.SizePixels = size;
            fonts_[i] = atlas.AddFontDefault(&config);
        }
        if (has_icons_) {
            ImFontConfig merged;
            merged.MergeMode = true;
            merged.GlyphMinAdvanceX = size;
            merged.GlyphOffset.y = std::floor(size * 0.06f);
            atlas.AddFontFromFileTTF(icons.string().c_str(), size, &merged, icon_letters);
        }
    }
    ImGui::GetIO().FontDefault = font(TextStyle::body);
    atlas.Build();
    if (has_text && has_icons_) {
        return {};
    }
    return "Some fonts are missing; a plain one is used. On Debian install fonts-inter and fonts-fork-awesome and "
           "build again.";
}

}  // namespace backstory::ui
