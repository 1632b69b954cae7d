"""Films and measurements as people run them. Needs no display; parts that need FFmpeg skip where it is not."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["BACKSTORY_PROGRAM"]


def run(*arguments, **environment):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=240,
                          env={**os.environ, **environment})


def a_motion():
    return json.loads(run("list", "motions", "--json").stdout)[0]["id"]


class Film(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def film(self, name, *more, **environment):
        return run("film", a_motion(), "--out", str(self.folder / name), "--size", "64x48", "--samples", "1",
                   "--rate", "2", *more, **environment)

    def test_a_folder_gets_numbered_pictures_that_differ(self):
        done = self.film("frames", "--turn", "90")
        self.assertEqual(done.returncode, 0, done.stderr)
        pictures = sorted((self.folder / "frames").iterdir())
        self.assertGreater(len(pictures), 2)
        self.assertEqual(pictures[0].name, "frame_00001.png")
        self.assertNotEqual(pictures[0].read_bytes(), pictures[1].read_bytes())

    def test_an_ending_that_is_no_film_is_refused(self):
        done = self.film("film.avi")
        self.assertEqual(done.returncode, 1)
        self.assertIn(".webm", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_an_unknown_movement_is_named(self):
        done = run("film", "no_such_motion", "--out", str(self.folder / "x.webm"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("no_such_motion", done.stderr)

    def test_without_ffmpeg_one_sentence_says_what_to_do(self):
        done = self.film("film.webm", PATH=str(self.folder))
        self.assertEqual(done.returncode, 1)
        self.assertIn("FFmpeg", done.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    @unittest.skipUnless(shutil.which("ffmpeg") and shutil.which("ffprobe"), "FFmpeg is not installed")
    def test_films_play_as_long_as_the_movement(self):
        for name in ("film.webm", "film.mp4", "film.gif"):
            done = self.film(name)
            self.assertEqual(done.returncode, 0, name + ": " + done.stderr)
            probe = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v", "-count_frames", "-show_entries",
                                    "stream=width,height,nb_read_frames", "-of", "json", str(self.folder / name)],
                                   capture_output=True, text=True)
            stream = json.loads(probe.stdout)["streams"][0]
            self.assertEqual((stream["width"], stream["height"]), (64, 48), name)
            self.assertGreater(int(stream["nb_read_frames"]), 2, name)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["film.gif", "film.mp4", "film.webm"])


class Bench(unittest.TestCase):
    def test_figures_are_written(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "bench.json"
            done = run("bench", "--json", str(file), "--size", "64x48", "--frames", "3")
            self.assertEqual(done.returncode, 0, done.stderr)
            figures = json.loads(file.read_text())
            self.assertGreater(figures["full_camera_turns"]["triangles"], figures["moving_0_70"]["triangles"])
            self.assertGreater(figures["first_picture_s"], 0.0)


if __name__ == "__main__":
    unittest.main()
