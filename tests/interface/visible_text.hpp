// What a person can read on the drawn frame, taken from the triangles that ImGui hands to the card: every glyph has its
// place in the font atlas, so no control can show words that are not seen here.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace backstory::ui {

// Words in one line, as they were drawn together.
struct Line {
    std::string words;
    float x = 0, y = 0, right = 0, bottom = 0;  // px, around the drawn glyphs
    float top = 0, size = 0;                    // of the line itself, px
    std::string window;                         // ImGui's name of the list it was drawn into
    bool scrolls = false;  // that window can be scrolled: what is cut above or below comes in sight
    bool cut_sideways = false, cut_upright = false;
    const ImFont* font = nullptr;
};

class VisibleText {
  public:
    // Of the frame that ImGui::Render() finished last.
    VisibleText() {
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int i = 0; i < data.CmdListsCount; ++i) {
            read(*data.CmdLists[i]);
        }
    }
    const std::vector<Line>& lines() const { return lines_; }
    // Lines that follow each other as one wrapped paragraph are joined.
    std::vector<std::string> paragraphs() const {
        std::vector<std::string> all;
        const Line* before = nullptr;
        for (const Line& line : lines_) {
            const bool goes_on = before != nullptr && before->window == line.window && before->font == line.font &&
                                 std::abs(line.top - before->top - line.size) < 2.5f && line.x < before->right;
            if (goes_on) {
                all.back() += " " + line.words;
            } else {
                all.push_back(line.words);
            }
            before = &line;
        }
        return all;
    }

  private:
    struct Known {
        const ImFont* font = nullptr;
        const ImFontGlyph* glyph = nullptr;
    };
    using Corner = std::tuple<float, float, float, float>;

    static std::map<Corner, Known> glyphs_of(const ImFontAtlas& atlas) {
        std::map<Corner, Known> known;
        for (const ImFont* font : atlas.Fonts) {
            for (const ImFontGlyph& glyph : font->Glyphs) {
                if (glyph.Visible) {
                    known[{glyph.U0, glyph.V0, glyph.U1, glyph.V1}] = {font, &glyph};
                }
            }
        }
        return known;
    }
    // Kept until the fonts are made anew.
    static const std::map<Corner, Known>& learnt() {
        static std::map<Corner, Known> known;
        static std::vector<std::tuple<const void*, const void*, float>> of;
        const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
        std::vector<std::tuple<const void*, const void*, float>> now;
        for (const ImFont* font : atlas.Fonts) {
            now.emplace_back(font, font->Glyphs.Data, font->FontSize);
        }
        if (now != of) {
            known = glyphs_of(atlas);
            of = now;
        }
        return known;
    }
    // A glyph of which ImGui left only a part: its corner lies inside the whole one's.
    Known part_of(const ImDrawVert& low, const ImDrawVert& high) const {
        if (!(high.uv.x > low.uv.x) || !(high.uv.y > low.uv.y)) {
            return {};
        }
        for (const auto& [corner, known] : known_) {
            const auto [u0, v0, u1, v1] = corner;
            if (low.uv.x >= u0 && low.uv.y >= v0 && high.uv.x <= u1 && high.uv.y <= v1) {
                return known;
            }
        }
        return {};
    }
    void read(const ImDrawList& list) {
        const ImGuiWindow* window = list._OwnerName == nullptr ? nullptr : ImGui::FindWindowByName(list._OwnerName);
        bool begun = false;
        for (const ImDrawCmd& command : list.CmdBuffer) {
            for (unsigned i = 0; i + 5 < command.ElemCount; ++i) {
                const auto* index = &list.IdxBuffer[static_cast<int>(command.IdxOffset + i)];
                // A rectangle with a picture: two triangles over four corners.
                if (index[1] != index[0] + 1 || index[2] != index[0] + 2 || index[3] != index[0] ||
                    index[4] != index[0] + 2 || index[5] != index[0] + 3) {
                    continue;
                }
                const auto* corner = &list.VtxBuffer[static_cast<int>(command.VtxOffset + index[0])];
                const auto found = known_.find({corner[0].uv.x, corner[0].uv.y, corner[2].uv.x, corner[2].uv.y});
                const bool whole = found != known_.end();
                const Known known = whole ? found->second : part_of(corner[0], corner[2]);
                if (known.glyph == nullptr || (corner[0].col & IM_COL32_A_MASK) == 0) {
                    continue;
                }
                add(known, corner[0].pos, corner[2].pos, command.ClipRect, whole, list, window, begun);
                begun = true;
                i += 5;
            }
        }
    }
    void add(const Known& known, ImVec2 low, ImVec2 high, const ImVec4& clip, bool whole, const ImDrawList& list,
             const ImGuiWindow* window, bool same_list) {
        if (high.x < clip.x || low.x > clip.z || high.y < clip.y || low.y > clip.w) {
            return;  // nothing of it is seen
        }
        const float pen_x = low.x - known.glyph->X0, top = low.y - known.glyph->Y0;
        const float space = known.font->GetCharAdvance(' ');
        // Words drawn together go on at the pen, or a blank after it; others begin wherever they begin.
        const float jump = pen_x - pen_x_, blanks = std::round(jump / space);
        const bool at_pen = blanks >= 0.0f && blanks <= 1.0f && std::abs(jump - blanks * space) < 0.15f;
        const bool goes_on = same_list && !lines_.empty() && lines_.back().font == known.font &&
                             std::abs(top - lines_.back().top) < 0.6f && at_pen && whole;
        if (!goes_on) {
            Line line;
            line.x = low.x;
            line.y = low.y;
            line.top = top;
            line.size = known.font->FontSize;
            line.font = known.font;
            line.window = list._OwnerName == nullptr ? "" : list._OwnerName;
            line.scrolls = window != nullptr && window->ScrollMax.y > 0.0f;
            lines_.push_back(line);
        } else if (jump > 0.5f * space) {
            lines_.back().words += ' ';
        }
        Line& line = lines_.back();
        append(line.words, known.glyph->Codepoint);
        line.right = std::max(line.right, high.x);
        line.bottom = std::max(line.bottom, high.y);
        line.y = std::min(line.y, low.y);
        constexpr float slack = 0.75f;  // px: the glyph's soft rim
        line.cut_sideways |= low.x < clip.x - slack || high.x > clip.z + slack;
        line.cut_upright |= low.y < clip.y - slack || high.y > clip.w + slack;
        pen_x_ = pen_x + known.glyph->AdvanceX;
    }
    static void append(std::string& words, unsigned code) {
        if (code < 0x80U) {
            words += static_cast<char>(code);
        } else if (code < 0x800U) {
            words += static_cast<char>(0xC0U | (code >> 6U));
            words += static_cast<char>(0x80U | (code & 0x3FU));
        } else {
            words += static_cast<char>(0xE0U | (code >> 12U));
            words += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
            words += static_cast<char>(0x80U | (code & 0x3FU));
        }
    }

    const std::map<Corner, Known>& known_ = learnt();
    std::vector<Line> lines_;
    float pen_x_ = 0.0f;
};

}  // namespace backstory::ui
