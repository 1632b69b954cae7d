// `backstory list`: what there is, for people and (JSON) for programs.
#include "app/commands.hpp"
#include "io/json_text.hpp"
#include "workspace/command.hpp"
#include "workspace/library_loader.hpp"
#include "workspace/workspace.hpp"

#include <cstdio>

namespace backstory::app {
namespace {

using io::json_quoted;
using workspace::Library;

// One thing: pairs of key and text, in order; a list of texts is given as ready JSON.
struct Row {
    std::vector<std::pair<std::string, std::string>> texts;
    std::vector<std::pair<std::string, std::vector<std::string>>> lists = {};
    std::string line;  // for people
};

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size()), ' ');
    return text + "  ";
}

Row plain_row(const std::string& id, const std::string& name) {
    return {{{"id", id}, {"name", name}}, {}, padded(id, 28) + name};
}

Row structure_row(const Library& library, const anatomy::Structure& s) {
    std::vector<std::string> regions;
    for (const auto r : s.regions) {
        regions.push_back(library.body.regions[r].id);
    }
    const std::string kind(anatomy::to_text(s.kind)), side(anatomy::to_text(s.side)), layer(anatomy::to_text(s.layer));
    std::vector<std::pair<std::string, std::string>> texts = {{"id", s.id},   {"name", s.name}, {"latin", s.latin},
                                                              {"kind", kind}, {"side", side},   {"layer", layer}};
    if (!s.part_of.empty()) {
        texts.emplace_back("part_of", s.part_of);
    }
    return {texts, {{"regions", regions}}, padded(s.id, 40) + padded(kind, 9) + s.name};
}

std::vector<Row> rows_of(const Library& library, const std::string& what) {
    std::vector<Row> rows;
    if (what == "structures") {
        for (const auto& s : library.body.structures) {
            rows.push_back(structure_row(library, s));
        }
    } else if (what == "regions") {
        for (const auto& r : library.body.regions) {
            Row row = plain_row(r.id, r.name);
            std::vector<std::string> ids;
            for (const auto s : r.structures) {
                ids.push_back(library.body.structures[s].id);
            }
            row.texts.emplace_back("view", r.view);
            row.lists.emplace_back("synonyms", r.synonyms);
            row.lists.emplace_back("structures", ids);
            rows.push_back(row);
        }
    } else if (what == "groups") {
        for (const auto& g : library.groups) {
            rows.push_back(plain_row(g.id, g.name));
        }
    } else if (what == "motions") {
        for (const auto& c : library.clips) {
            Row row = plain_row(c.id, c.name);
            row.texts.emplace_back("stage", c.stage);
            row.line += "  (" + c.stage + ")";
            rows.push_back(row);
        }
    } else if (what == "views") {
        for (const auto& v : library.views) {
            rows.push_back(plain_row(v.id, v.name));
        }
    } else if (what == "lessons") {
        for (const auto& l : library.lessons) {
            rows.push_back(plain_row(l.id, l.name));
        }
    } else {
        for (const auto& a : library.pain_map.areas) {
            rows.push_back(plain_row(a.id, a.name));
        }
    }
    return rows;
}

std::vector<Row> command_rows() {
    std::vector<Row> rows;
    auto all = workspace::command_help();
    const auto& views = workspace::Workspace::view_command_help();
    all.insert(all.end(), views.begin(), views.end());
    rows.reserve(all.size());
    for (const auto& help : all) {
        rows.push_back({{{"form", std::string(help.form)},
                         {"meaning", std::string(help.meaning)},
                         {"example", std::string(help.example)}},
                        {},
                        padded(std::string(help.form), 44) + std::string(help.meaning)});
    }
    return rows;
}

void print_json(const std::vector<Row>& rows) {
    std::string out = "[\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out += "  {";
        bool first = true;
        for (const auto& [key, text] : rows[i].texts) {
            out += (first ? "" : ", ") + json_quoted(key) + ": " + json_quoted(text);
            first = false;
        }
        for (const auto& [key, list] : rows[i].lists) {
            out += ", " + json_quoted(key) + ": [";
            for (std::size_t j = 0; j < list.size(); ++j) {
                out += (j == 0 ? "" : ", ") + json_quoted(list[j]);
            }
            out += "]";
        }
        out += i + 1 < rows.size() ? "},\n" : "}\n";
    }
    std::printf("%s]\n", out.c_str());
}

}  // namespace

int list_things(const std::string& what, bool json) {
    std::vector<Row> rows;
    if (what == "commands") {
        rows = command_rows();
    } else {
        const auto places = workspace::find_places(workspace::Need::assets);
        if (!places.ok()) {
            return fail(places.error());
        }
        const auto library = workspace::load_library_without_surface(places.value().assets);
        if (!library.ok()) {
            return fail(library.error());
        }
        rows = rows_of(*library.value(), what);
    }
    if (json) {
        print_json(rows);
    } else {
        for (const auto& row : rows) {
            std::printf("%s\n", row.line.c_str());
        }
    }
    return 0;
}

}  // namespace backstory::app
