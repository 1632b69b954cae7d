#!/usr/bin/env python3
"""Holds the floors: what a folder under src/ may include.

    check_floors.py [SOURCE_DIR]      prints each fault as FILE:LINE: reason; exit code 1 when there is one

The floors and what each stands on are the `backstory_floor(NAME ON ...)` rows of CMakeLists.txt, nowhere else.
Checked are: a floor includes only itself and the floors below it (transitively); a project header is included by its
path from src/ and exists; a row names only rows above it, so there is no circle; a library is included only by the
floors that own it (LIBRARY_OWNERS), heavy ones not in headers; every floor has a row, and a README that names its files.
"""
import re
import sys
from pathlib import Path

# Library header (by prefix) -> floors and programs that may include it. A library that is not listed is free for all.
LIBRARY_OWNERS = {
    "glad/": {"gl", "render", "platform", "app"},
    "GL/": {"gl", "platform"},
    "GLES": {"gl", "platform"},
    "EGL/": {"platform"},
    "GLFW/": {"platform", "ui", "app"},
    "imgui": {"ui", "app"},
    "backends/imgui": {"ui", "app"},
    "nlohmann/": {"io"},
    "assimp/": {"io"},
    "png.h": {"io"},
    "stb": {"io"},
    "pugixml": {"io"},
    "openvdb/": {"forge"},
    "meshoptimizer": {"forge"},
    "CLI/": {"app", "forge_main.cpp", "audit_main.cpp"},
}
# Slow to compile: only in .cpp files, so that a header stays cheap for everybody.
NOT_IN_HEADERS = ("nlohmann/", "assimp/", "openvdb/", "Eigen/", "CLI/", "ceres/")
# Programs beside the floors, and the floors each may use directly.
PROGRAMS = {"main.cpp": {"app"}, "forge_main.cpp": {"io", "forge"}, "calibrate_main.cpp": {"io", "posture"},
            "audit_main.cpp": {"workspace", "posture"}}
LONGEST_MAIN = 40

FLOOR_ROW = re.compile(r"^\s*backstory_floor\(\s*(\w+)([^)]*)\)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_floors(text):
    """Floor -> floors it stands on directly, in the order of the rows."""
    floors = {}
    for name, rest in FLOOR_ROW.findall(re.sub(r"#.*", "", text)):
        words, lower, key = rest.split(), [], None
        for word in words:
            if word in ("ON", "LIBRARIES"):
                key = word
            elif key == "ON":
                lower.append(word)
        floors[name] = lower
    return floors


def below(floors, name):
    """All floors under `name`, however deep."""
    found, waiting = set(), list(floors.get(name, []))
    while waiting:
        floor = waiting.pop()
        if floor not in found:
            found.add(floor)
            waiting += floors.get(floor, [])
    return found


def check_rows(floors):
    faults, seen = [], set()
    for name, lower in floors.items():
        faults += [f"CMakeLists.txt: floor '{name}' stands on '{floor}', which has no row above it"
                   for floor in lower if floor not in seen]
        seen.add(name)
    return faults


def check_library(header, owner, is_header):
    """A reason why `owner` may not include this library header, or nothing."""
    for prefix, owners in LIBRARY_OWNERS.items():
        if header.startswith(prefix) and owner not in owners:
            return f"<{header}> belongs to {', '.join(sorted(owners))}, not to {owner}"
    if is_header and header.startswith(NOT_IN_HEADERS):
        return f"<{header}> is slow to compile and stays out of headers"
    return None


def check_file(path, source, owner, allowed):
    """Faults of one file; `owner` is its floor or program, `allowed` the floors it may include."""
    faults = []
    shown = path.relative_to(source.parent)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match[2]
        if match[1] == "<":
            reason = check_library(header, owner, path.suffix == ".hpp")
        else:
            floor = header.split("/")[0]
            if not (source / header).is_file():
                reason = check_library(header, owner, path.suffix == ".hpp") or f'"{header}" is not a file under src/'
            elif floor not in allowed:
                reason = f'"{header}": floor \'{owner}\' does not stand on \'{floor}\''
            else:
                reason = None
        if reason:
            faults.append(f"{shown}:{number}: {reason}")
    return faults


def check_readme(folder, source):
    readme = folder / "README.md"
    shown = folder.relative_to(source.parent)
    if not readme.is_file():
        return [f"{shown}: has no README.md"]
    text = readme.read_text(encoding="utf-8")
    # A row may name a pair of files once: `system.hpp / .cpp`.
    return [f"{shown}/README.md: does not name {path.name}" for path in sorted(folder.iterdir())
            if path.suffix in (".hpp", ".cpp") and f"{path.stem}." not in text]


def check_readmes(root):
    """Every floor's README names its files."""
    source = Path(root) / "src"
    return [fault for folder in sorted(source.iterdir()) if folder.is_dir() for fault in check_readme(folder, source)]


def check(root):
    """All faults of rows and includes of the project at `root`."""
    root = Path(root)
    source = root / "src"
    floors = read_floors((root / "CMakeLists.txt").read_text(encoding="utf-8"))
    if not floors:
        return ["CMakeLists.txt: no backstory_floor(...) rows found"]
    faults = check_rows(floors)
    for path in sorted(source.iterdir()):
        if path.is_dir():
            if path.name not in floors:
                faults.append(f"src/{path.name}: has no backstory_floor(...) row in CMakeLists.txt")
                continue
            allowed = below(floors, path.name) | {path.name}
            for file in sorted(path.rglob("*.[ch]pp")):
                faults += check_file(file, source, path.name, allowed)
        elif path.suffix == ".cpp":
            if path.name not in PROGRAMS:
                faults.append(f"src/{path.name}: programs are listed in PROGRAMS of tools/check_floors.py")
                continue
            uses = set(PROGRAMS[path.name])
            for floor in PROGRAMS[path.name]:
                uses |= below(floors, floor)
            faults += check_file(path, source, path.name, uses)
            length = len(path.read_text(encoding="utf-8").splitlines())
            if path.name == "main.cpp" and length >= LONGEST_MAIN:
                faults.append(f"src/main.cpp: {length} lines; it only starts app and stays under {LONGEST_MAIN}")
    return faults


if __name__ == "__main__":
    project = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    found = check(project) + check_readmes(project)
    print("\n".join(found) if found else "The floors hold.")
    sys.exit(1 if found else 0)
