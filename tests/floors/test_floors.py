"""The floors hold, and the checker notices when they do not (each fault is planted in a small made-up project)."""
import os
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("BACKSTORY_SOURCE_DIR", Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(ROOT / "tools"))
import check_floors  # noqa: E402

ROWS = """
backstory_floor(base LIBRARIES fmt::fmt)
backstory_floor(geometry ON base LIBRARIES glm::glm)
backstory_floor(io ON geometry)
backstory_floor(ui ON geometry)
# backstory_floor(commented ON base)
backstory_floor(app ON ui io)
"""
FILES = {
    "base/file.hpp": "#pragma once\n",
    "geometry/mesh.hpp": '#pragma once\n#include <vector>\n#include "base/file.hpp"\n',
    "io/reader.hpp": '#pragma once\n#include "geometry/mesh.hpp"\n#include "base/file.hpp"\n',
    "io/reader.cpp": '#include "io/reader.hpp"\n#include <nlohmann/json.hpp>\n',
    "ui/panel.cpp": "#include <imgui.h>\n",
    "app/app.hpp": '#pragma once\n#include "io/reader.hpp"\n',
    "main.cpp": '#include "app/app.hpp"\n',
}


class TheProject(unittest.TestCase):
    def test_floors_hold(self):
        self.assertEqual([], check_floors.check(ROOT))

    def test_rows_are_read(self):
        floors = check_floors.read_floors((ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
        self.assertGreaterEqual(len(floors), 12)
        self.assertIn("base", check_floors.below(floors, "app"))
        for floor in ("gl", "platform", "render", "ui", "app", "io"):
            self.assertNotIn(floor, check_floors.below(floors, "scene"), "scene is a domain floor")


class TheChecker(unittest.TestCase):
    def faults(self, changes=None, rows=ROWS):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "CMakeLists.txt").write_text(rows, encoding="utf-8")
            for name, text in {**FILES, **(changes or {})}.items():
                path = root / "src" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                if path.parent != root / "src" and path.suffix in (".hpp", ".cpp"):
                    with open(path.parent / "README.md", "a", encoding="utf-8") as readme:
                        readme.write(f"| {path.name} | what it is |\n")
            if changes and changes.get("base/README.md") == "":
                (root / "src/base/README.md").write_text("", encoding="utf-8")
            return check_floors.check(root) + check_floors.check_readmes(root)

    def assert_fault(self, expected, changes=None, rows=ROWS):
        faults = self.faults(changes, rows)
        self.assertEqual(1, len(faults), faults)
        self.assertIn(expected, faults[0])

    def test_accepts_a_sound_project(self):
        self.assertEqual([], self.faults())

    def test_upward_include(self):
        self.assert_fault("src/base/up.hpp:2: \"geometry/mesh.hpp\": floor 'base' does not stand on 'geometry'",
                          {"base/up.hpp": '#pragma once\n#include "geometry/mesh.hpp"\n'})

    def test_sideways_include(self):
        self.assert_fault("floor 'ui' does not stand on 'io'", {"ui/side.cpp": '  #  include "io/reader.hpp"\n'})

    def test_main_knows_only_app(self):
        self.assertEqual([], self.faults({"main.cpp": '#include "app/app.hpp"\n#include "base/file.hpp"\n'}))
        self.assert_fault("under 40", {"main.cpp": '#include "app/app.hpp"\n' + "\n" * 40})

    def test_library_of_another_floor(self):
        self.assert_fault("src/geometry/draw.cpp:1: <glad/gl.h> belongs to", {"geometry/draw.cpp": "#include <glad/gl.h>\n"})
        self.assert_fault("<imgui.h> belongs to", {"geometry/draw.cpp": '#include "imgui.h"\n'.replace('"', "<", 1).replace('"', ">")})
        self.assert_fault("<nlohmann/json.hpp> belongs to io", {"ui/save.cpp": "#include <nlohmann/json.hpp>\n"})

    def test_heavy_header(self):
        self.assert_fault("stays out of headers", {"io/heavy.hpp": "#include <nlohmann/json.hpp>\n"})

    def test_missing_file(self):
        self.assert_fault("is not a file under src/", {"io/lost.cpp": '#include "io/gone.hpp"\n'})

    def test_relative_include(self):
        self.assert_fault("is not a file under src/", {"io/near.cpp": '#include "reader.hpp"\n'})

    def test_folder_without_row(self):
        self.assert_fault("src/stray: has no backstory_floor", {"stray/stray.cpp": ""})

    def test_row_on_a_later_row(self):
        self.assert_fault("floor 'base' stands on 'app', which has no row above it",
                          rows=ROWS.replace("backstory_floor(base LIBRARIES", "backstory_floor(base ON app LIBRARIES"))

    def test_commented_row_does_not_count(self):
        self.assert_fault("src/commented: has no", {"commented/a.cpp": ""})

    def test_file_not_in_readme(self):
        self.assert_fault("does not name file.hpp", {"base/README.md": ""})

    def test_no_rows(self):
        self.assertIn("no backstory_floor", self.faults(rows="")[0])


if __name__ == "__main__":
    unittest.main()
