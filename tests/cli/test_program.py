"""The program as people run it: exit codes, messages, files. Needs no display."""
import csv
import json
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import unittest
import zlib

PROGRAM = os.environ["BACKSTORY_PROGRAM"]
SOURCE = pathlib.Path(os.environ["BACKSTORY_SOURCE_DIR"])
BINARY = pathlib.Path(os.environ["BACKSTORY_BINARY_DIR"])


def run(*arguments, **environment):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=240,
                          env={**os.environ, **environment})


def read_png(path):
    """(width, height, rows of bytes, channels) of an 8-bit PNG."""
    data = pathlib.Path(path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, width, height, channels = 8, b"", 0, 0, 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        at += 12 + size
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
            assert depth == 8
            channels = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += body
    raw, stride = zlib.decompress(packed), width * channels
    rows, before = [], bytearray(stride)
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left = row[i - channels] if i >= channels else 0
            up, corner = before[i], before[i - channels] if i >= channels else 0
            if kind == 1:
                row[i] = (row[i] + left) & 255
            elif kind == 2:
                row[i] = (row[i] + up) & 255
            elif kind == 3:
                row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                p = left + up - corner
                near = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
                row[i] = (row[i] + near) & 255
        rows.append(bytes(row))
        before = row
    return width, height, rows, channels


def read_stl(path):
    """Triangles of a binary STL, each three corners."""
    data = pathlib.Path(path).read_bytes()
    count = struct.unpack("<I", data[80:84])[0]
    assert len(data) == 84 + 50 * count
    triangles = []
    for i in range(count):
        numbers = struct.unpack("<12f", data[84 + 50 * i:132 + 50 * i])
        triangles.append((numbers[3:6], numbers[6:9], numbers[9:12]))
    return triangles


def open_edges(triangles):
    """Edges without exactly two triangles; corners at one place are one."""
    uses = {}
    for corners in triangles:
        for a, b in ((0, 1), (1, 2), (2, 0)):
            edge = tuple(sorted((corners[a], corners[b])))
            uses[edge] = uses.get(edge, 0) + 1
    return sum(count != 2 for count in uses.values())


def differing_share(a, b):
    """Share of pixels that differ clearly between two pictures of one size."""
    (w, h, rows_a, n), (_, _, rows_b, m) = a, b
    different = 0
    for row_a, row_b in zip(rows_a, rows_b):
        for x in range(w):
            if any(abs(row_a[x * n + k] - row_b[x * m + k]) > 24 for k in range(3)):
                different += 1
    return different / (w * h)


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backstory_cli_"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def fails(self, code, *arguments, says=(), **environment):
        done = run(*arguments, **environment)
        self.assertEqual(done.returncode, code, done.stderr)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, "one sentence: " + done.stderr)
        return done


class Lists(Case):
    def test_structures_are_all_there_once(self):
        done = run("list", "structures", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = json.loads(done.stdout)
        for row in rows:
            for key in ("id", "name", "latin", "kind", "side", "layer", "regions"):
                self.assertIn(key, row)
        ids = [row["id"] for row in rows]
        self.assertEqual(len(ids), len(set(ids)))
        kinds = {}
        for row in rows:
            kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
        # What the survey measured, both sides together; later tables only add.
        self.assertGreaterEqual(kinds["bone"] + kinds["disc"] + kinds["cartilage"], 222)
        self.assertGreaterEqual(kinds["muscle"], 290)
        self.assertGreaterEqual(kinds["ligament"], 57)
        right = {i[:-2] for i in ids if i.endswith("_r")}
        left = {i[:-2] for i in ids if i.endswith("_l")}
        self.assertEqual(right, left)

    def test_the_five_regions(self):
        rows = json.loads(run("list", "regions", "--json").stdout)
        self.assertEqual([row["id"] for row in rows], ["trapezius", "thoracic", "lumbar", "psoas", "hip_extensors"])
        self.assertIn("psoas_major_r", rows[3]["structures"])
        self.assertIn("psoas_major_l", rows[3]["structures"])

    def test_motions_and_views(self):
        motions = {row["id"] for row in json.loads(run("list", "motions", "--json").stdout)}
        self.assertLessEqual({"sit_to_stand", "half_kneeling_lunge"}, motions)
        views = {row["id"] for row in json.loads(run("list", "views", "--json").stdout)}
        self.assertLessEqual({"anterior", "posterior", "left", "right"}, views)

    def test_plain_lists_and_help(self):
        for what in ("structures", "regions", "groups", "motions", "views", "lessons", "pain", "commands"):
            done = run("list", what)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(done.stdout.strip())
        for arguments in (["--help"], ["render", "--help"], ["list", "--help"], ["motion", "--help"],
                          ["export", "--help"], ["check", "--help"], ["tour", "--help"], ["--version"]):
            done = run(*arguments)
            self.assertEqual(done.returncode, 0, arguments)
            self.assertTrue(done.stdout.strip())

    def test_unknown_list_is_wrong_usage(self):
        self.fails(2, "list", "stars")


class Pictures(Case):
    def picture(self, name, *arguments):
        out = self.folder / name
        done = run("render", "--out", str(out), "--size", "240x180", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return read_png(out)

    def test_size_and_that_commands_show(self):
        plain = self.picture("a.png", "--view", "anterior")
        self.assertEqual(plain[:2], (240, 180))
        again = self.picture("b.png", "--view", "anterior")
        self.assertEqual(plain[2], again[2], "the same picture twice")
        lit = self.picture("c.png", "--view", "anterior", "--do", "highlight psoas; fade others 0.15")
        self.assertGreater(differing_share(plain, lit), 0.02)
        back = self.picture("d.png", "--view", "posterior")
        self.assertGreater(differing_share(plain, back), 0.02)

    def test_names_and_legends_stand_in_the_picture(self):
        plain = self.picture("a.png", "--do", "highlight psoas")
        named = self.picture("b.png", "--do", "highlight psoas", "--labels")
        again = self.picture("c.png", "--do", "highlight psoas; labels on")
        self.assertGreater(differing_share(plain, named), 0.005)
        self.assertEqual(named[2], again[2], "the flag and the command mean the same")
        clinical = self.picture("d.png", "--do", "highlight psoas; words clinical", "--labels")
        self.assertGreater(differing_share(named, clinical), 0.002)

    def test_motion_moves_and_tightness_changes_it(self):
        standing = self.picture("a.png", "--view", "right")
        free = self.picture("b.png", "--view", "right", "--motion", "sit_to_stand", "--at", "0.95")
        seated = self.picture("c.png", "--view", "right", "--motion", "sit_to_stand", "--at", "0")
        tight = self.picture("d.png", "--view", "right", "--motion", "sit_to_stand", "--at", "0.95", "--tightness", "1")
        self.assertGreater(differing_share(standing, seated), 0.02)
        self.assertGreater(differing_share(free, tight), 0.005)

    def test_a_large_picture_in_parts_is_the_same_twice_and_has_no_seam(self):
        out = [self.folder / name for name in ("a.png", "b.png")]
        for path in out:
            done = run("render", "--out", str(path), "--size", "2400x300", "--samples", "2", "--labels",
                       "--do", "highlight psoas; background transparent")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(out[0].read_bytes(), out[1].read_bytes())
        width, height, rows, channels = read_png(out[0])
        self.assertEqual((width, height, channels), (2400, 300, 4))
        self.assertEqual(rows[0][3], 0)
        self.assertFalse(list(self.folder.glob("*.part*")), "nothing half written is left")

    def test_transparent_background(self):
        width, height, rows, channels = self.picture("a.png", "--do", "background transparent")
        self.assertEqual(channels, 4)
        self.assertEqual(rows[0][3], 0)

    def test_bad_input(self):
        out = str(self.folder / "p.png")
        self.fails(2, "render")
        self.fails(2, "render", "--out", out, "--size", "10")
        self.fails(2, "render", "--out", out, "--size", "99999x20")
        self.fails(2, "render", "--out", out, "--size", "1280 x 720")
        self.fails(2, "render", "--out", out, "--at", "2")
        self.fails(2, "render", "--out", out, "--tightness", "nan")
        self.fails(1, "render", "--out", out, "--view", "anterio", says=["anterior"])
        self.fails(1, "render", "--out", out, "--do", "highlite psoas", says=["highlight"])
        self.fails(1, "render", "--out", out, "--do", "highlight psoass", says=["psoas"])
        self.fails(1, "render", "--out", out, "--do", "fade others 7", says=["0"])
        self.fails(1, "render", "--out", out, "--motion", "sit_to_stan", says=["sit_to_stand"])
        self.fails(1, "render", "--out", str(self.folder / "no" / "p.png"), says=["folder"])
        self.fails(1, "render", "--out", str(self.folder), says=["folder"])
        self.assertFalse(os.path.exists(out), "nothing is written when something failed")

    def test_nothing_is_overwritten_on_failure(self):
        out = self.folder / "p.png"
        out.write_text("mine")
        self.fails(1, "render", "--out", str(out), "--do", "nonsense")
        self.assertEqual(out.read_text(), "mine")


class BrokenFiles(Case):
    def test_missing_and_damaged_body(self):
        self.fails(1, "render", "--out", str(self.folder / "p.png"), says=["body.glb"],
                   BACKSTORY_BODY=str(self.folder / "body.glb"))
        good = (BINARY / "body.glb").read_bytes()
        for name, content in (("empty.glb", b""), ("text.glb", b"not a body"), ("cut.glb", good[:200000])):
            path = self.folder / name
            path.write_bytes(content)
            self.fails(1, "check", says=[name], BACKSTORY_BODY=str(path))

    def test_missing_and_damaged_assets(self):
        self.fails(1, "list", "regions", says=["ssets"], BACKSTORY_ASSETS=str(self.folder / "none"))
        assets = self.folder / "assets"
        shutil.copytree(SOURCE / "assets", assets)
        (assets / "look.json").write_text('{"tissue": {"bone": "blue"}}')
        self.fails(1, "list", "regions", says=["look.json:1"], BACKSTORY_ASSETS=str(assets))
        look = (SOURCE / "assets" / "look.json").read_text()
        for spoilt, says in (('"external_obliqe": 5', "external_obliqe"), ('"external_oblique": 50', "0 to 8 mm")):
            (assets / "look.json").write_text(look.replace('"external_oblique": 5', spoilt))
            self.fails(1, "list", "regions", says=["look.json", says], BACKSTORY_ASSETS=str(assets))
        (assets / "views.json").write_text("{")
        self.fails(1, "list", "views", says=["views.json"], BACKSTORY_ASSETS=str(assets))


class Tables(Case):
    def table(self, *arguments):
        out = self.folder / "m.csv"
        done = run("motion", "sit_to_stand", "--csv", str(out), *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, newline="") as file:
            return list(csv.DictReader(line for line in file if not line.startswith("#")))

    def test_rows_and_columns(self):
        rows = self.table("--rate", "20")
        for column in ("time_s", "pelvis_tilt", "hip_flexion_r", "knee_angle_r", "ankle_angle_r", "lumbar_extension"):
            self.assertIn(column, rows[0])
        times = [float(row["time_s"]) for row in rows]
        self.assertEqual(times[0], 0.0)
        self.assertAlmostEqual(times[1], 0.05, places=6)
        self.assertTrue(all(b > a for a, b in zip(times, times[1:])))
        # Seated the knee is bent to about a right angle, standing it is nearly straight.
        self.assertGreater(float(rows[0]["knee_angle_r"]), 70.0)
        self.assertLess(float(rows[-1]["knee_angle_r"]), 20.0)

    def test_tightness_leaves_the_hip_bent(self):
        free, tight = self.table(), self.table("--tightness", "1")
        self.assertGreater(float(tight[-1]["hip_flexion_r"]), float(free[-1]["hip_flexion_r"]) + 5.0)

    def test_lengths_and_opensim_file(self):
        mot = self.folder / "m.mot"
        rows = self.table("--rate", "10", "--lengths", "--mot", str(mot))
        # From sitting to standing the psoas grows longer, the gluteus shorter.
        for muscle, longer in (("psoas_major_r", True), ("gluteus_maximus_r", False)):
            column = f"{muscle}_length_m"
            self.assertIn(column, rows[0])
            self.assertEqual(float(rows[-1][column]) > float(rows[0][column]), longer, muscle)
        lines = mot.read_text().splitlines()
        end = lines.index("endheader")
        self.assertIn("inDegrees=yes", lines[:end])
        names = lines[end + 1].split("\t")
        self.assertEqual(names[0], "time")
        self.assertIn(f"nColumns={len(names)}", lines[:end])
        self.assertIn(f"nRows={len(lines) - end - 2}", lines[:end])
        self.assertTrue(all(len(line.split("\t")) == len(names) for line in lines[end + 2:]))

    def test_bad_input(self):
        self.fails(2, "motion", "sit_to_stand")
        self.fails(2, "motion", "sit_to_stand", "--mot", str(self.folder / "m.mot"), "--lengths")
        self.fails(1, "motion", "sit_to_stnd", "--csv", str(self.folder / "m.csv"), says=["sit_to_stand"])
        self.fails(1, "motion", "sit_to_stand", "--csv", str(self.folder / "no" / "m.csv"))
        self.fails(2, "motion", "sit_to_stand", "--csv", str(self.folder / "m.csv"), "--rate", "0")
        self.fails(2, "motion", "sit_to_stand")


class Exports(Case):
    def test_one_file_a_structure(self):
        done = run("export", "--format", "ply", "--out", str(self.folder / "out"), "--only", "psoas_major", "--only", "l4")
        self.assertEqual(done.returncode, 0, done.stderr)
        names = sorted(p.name for p in (self.folder / "out").iterdir())
        self.assertEqual(names, ["l4.ply", "psoas_major_l.ply", "psoas_major_r.ply"])
        head = (self.folder / "out" / "l4.ply").read_bytes()[:300].decode("ascii", "replace")
        self.assertTrue(head.startswith("ply\n"))

    def export(self, *arguments):
        done = run("export", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def test_stl_is_closed_and_in_millimetres(self):
        out = self.folder / "pelvis.stl"
        self.export("--out", str(out), "--only", "hip_bone", "--only", "sacrum")
        corners = read_stl(out)
        self.assertEqual(open_edges(corners), 0)
        heights = [y for triangle in corners for _, y, _ in triangle]
        self.assertGreater(max(heights) - min(heights), 180.0)
        self.assertLess(max(heights) - min(heights), 280.0)

    def test_the_whole_of_what_is_shown_in_parts(self):
        self.export("--out", str(self.folder), "--only", "longissimus_thoracis", "--side", "right", "--format", "stl",
                    "--unit", "m")
        names = sorted(p.name for p in self.folder.iterdir())
        self.assertEqual(names, ["longissimus_thoracis_lower_r.stl", "longissimus_thoracis_r.stl",
                                 "longissimus_thoracis_upper_r.stl"])
        sizes = []
        for name in names:
            corners = read_stl(self.folder / name)
            self.assertEqual(open_edges(corners), 0, name)
            heights = [y for triangle in corners for _, y, _ in triangle]
            sizes.append((min(heights), max(heights)))
        lower, whole, upper = sizes
        self.assertAlmostEqual(whole[0], min(lower[0], upper[0]), delta=0.003)
        self.assertAlmostEqual(whole[1], max(lower[1], upper[1]), delta=0.003)
        self.export("--out", str(self.folder / "part"), "--only", "longissimus_thoracis_upper_r")
        self.assertEqual([p.name for p in (self.folder / "part").iterdir()], ["longissimus_thoracis_upper_r.ply"])

    def test_a_pose_moves_what_is_written(self):
        def highest(name, *arguments):
            out = self.folder / name
            self.export("--out", str(out), "--only", "parietal_bone", *arguments)
            return max(float(line.split()[2]) for line in out.read_text().splitlines() if line.startswith("v "))
        standing = highest("standing.obj", "--standing")
        seated = highest("seated.obj", "--motion", "sit_to_stand", "--at", "0")
        self.assertGreater(standing, 1.6)
        self.assertLess(seated, standing - 0.2)
        self.assertAlmostEqual(highest("mm.obj", "--standing", "--unit", "mm"), 1000.0 * standing, delta=0.01)

    def test_glb_at_rest_has_a_skin_and_in_a_pose_none(self):
        for name, arguments, skins in (("rest.glb", [], True), ("seated.glb", ["--motion", "sit_to_stand"], False)):
            out = self.folder / name
            self.export("--out", str(out), "--only", "psoas_major", *arguments)
            data = out.read_bytes()
            length = struct.unpack("<I", data[12:16])[0]
            content = json.loads(data[20:20 + length])
            self.assertEqual([mesh["name"] for mesh in content["meshes"]], ["psoas_major_r", "psoas_major_l"])
            self.assertEqual("skins" in content, skins)

    def test_kind_and_side(self):
        self.export("--out", str(self.folder), "--only", "low back", "--kind", "bone,disc", "--side", "midline")
        names = {p.stem for p in self.folder.iterdir()}
        self.assertLessEqual({"l1", "l5", "disc_l4_l5"}, names)
        self.assertFalse([n for n in names if n.endswith(("_r", "_l"))])

    def test_bad_input(self):
        (self.folder / "file").write_text("x")
        out = str(self.folder / "o")
        self.fails(1, "export", "--out", str(self.folder / "file"))
        self.fails(1, "export", "--out", out, "--only", "psoas_mayor", says=["psoas_major"])
        self.fails(1, "export", "--out", out, "--only", "psoas_major", "--kind", "bone", says=["kind"])
        self.fails(1, "export", "--out", out, "--motion", "sit_to_stan", says=["sit_to_stand"])
        self.fails(1, "export", "--out", str(self.folder / "no" / "a.stl"), says=["folder"])
        self.fails(2, "export", "--format", "doc", "--out", out)
        self.fails(2, "export", "--format", "glb", "--out", out, says=["one file"])
        self.fails(2, "export", "--format", "stl", "--out", out + ".ply", says=["stl"])
        self.fails(2, "export", "--out", out + ".glb", "--unit", "mm", says=["metres"])
        self.fails(2, "export", "--out", out, "--unit", "inch")
        self.fails(2, "export", "--out", out, "--at", "nan")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["file"])


class WholeProgram(Case):
    def test_check_finds_no_fault(self):
        done = run("check")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_no_display_is_said(self):
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
        done = subprocess.run([PROGRAM], capture_output=True, text=True, timeout=120, env=environment)
        self.assertEqual(done.returncode, 1)
        self.assertIn("display", done.stderr.lower())
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)

    def test_wrong_words(self):
        self.fails(2, "rendr")
        self.fails(2, "--sise", "3x3")

    def test_tour(self):
        done = run("tour", "--out", str(self.folder / "tour"))
        self.assertEqual(done.returncode, 0, done.stderr)
        pictures = sorted((self.folder / "tour").glob("*.png"))
        self.assertGreaterEqual(len(pictures), 8)
        page = (self.folder / "tour" / "index.html").read_text()
        for picture in pictures:
            self.assertIn(picture.name, page)


if __name__ == "__main__":
    unittest.main()
