"""The window itself: first start, damaged settings, sizes, idle, any input."""
import json
import os
import pathlib
import subprocess
import time
import unittest

from window import Story, Window


class Whole(Story):
    def test_first_run_tour(self):
        window = self.window(settings=None)
        window.screenshot("tour")
        window.click("Next")
        window.wait(lambda: "Next" in window.items(), "the second step")
        window.click("Skip the tour")
        window.expect("seen", lambda line: line["commands"] == "tour seen")

    def test_damaged_settings_are_replaced_and_said(self):
        window = self.window(settings='{"words": 7, ')
        window.screenshot("damaged_settings", settle=0.5)
        self.assertTrue((window.config / "settings.json.damaged").exists())
        window.key("4")
        window.expect("the window works", lambda line: line["region"] == "psoas")

    def test_small_window_and_large_scale(self):
        for size, percent in (("1024x640", 100), ("1600x1000", 200)):
            window = Window(size=size, commands="highlight psoas; view psoas",
                            settings=json.dumps({"tour_seen": True, "scale_percent": percent}))
            try:
                width, height = map(int, size.split("x"))
                for name, item in window.items().items():
                    self.assertGreaterEqual(item["x"], 0, name)
                    self.assertLessEqual(item["x"] + item["width"], width + 0.5, f"{name} is cut off at {size}")
                    self.assertLessEqual(item["y"] + item["height"], height + 0.5, f"{name} is cut off at {size}")
                window.screenshot(f"size_{size}_{percent}")
            finally:
                window.close()

    def test_the_window_fits_on_a_small_laptop(self):
        window = Window(size="1366x768", chooses_size=True)
        self.addCleanup(window.close)
        shell = ["xdotool", "search", "--name", "Backstory", "getwindowgeometry", "--shell"]
        told = subprocess.run(shell, env=window.environment, check=True, capture_output=True, text=True).stdout
        place = dict(line.split("=") for line in told.splitlines() if "=" in line)
        self.assertEqual(int(place["WIDTH"]), 1366)
        self.assertGreater(int(place["HEIGHT"]), 600)
        self.assertLess(int(place["HEIGHT"]), 768)  # the title bar needs room as well

    def test_nothing_moves_nothing_works(self):
        window = self.window()
        time.sleep(3)
        clock = lambda: sum(map(int, pathlib.Path(f"/proc/{window.program.pid}/stat").read_text().split()[13:15]))
        before, seconds = clock(), 5
        time.sleep(seconds)
        share = (clock() - before) / os.sysconf("SC_CLK_TCK") / seconds
        self.assertLess(share, 0.01, "a still picture costs under 1 % of a core")

    def test_three_hundred_random_inputs(self):
        import random
        window = self.window()
        dice = random.Random(7)
        script = []
        keys = ["1", "2", "3", "4", "5", "s", "space", "d", "w", "n", "h", "r", "F2", "F3", "F4", "Escape", "Left", "Up",
                "plus", "minus", "ctrl+z", "ctrl+y", "bracketleft", "bracketright", "Prior", "Next", "c", "comma", "F5",
                "slash", "o", "p", "m", "Return"]
        for _ in range(300):
            what = dice.random()
            if what < 0.45:
                script += ["key", dice.choice(keys)]
            elif what < 0.9:
                script += ["mousemove", str(dice.randrange(1280)), str(dice.randrange(800)), "click",
                           str(dice.choice([1, 1, 1, 3, 4, 5]))]
            else:
                script += ["mousedown", "1", "mousemove", str(dice.randrange(1280)), str(dice.randrange(800)), "mouseup", "1"]
        for at in range(0, len(script), 40):
            window.xdo("sleep", "0.05")
            self.assertIsNone(window.program.poll(), "the program still runs")
        chunk, count = [], 0
        for word in script:
            chunk.append(word)
            if word in ("key", "mousemove", "mousedown", "mouseup", "click"):
                count += 1
        # One xdotool call performs the whole sequence.
        subprocess.run(["xdotool", *script], env=window.environment, check=True, timeout=300)
        time.sleep(2)
        self.assertIsNone(window.program.poll(), "the program still runs")
        window.key("Escape", "Escape", "Escape", "Escape")
        window.key("Home")
        window.expect("home still works", lambda line: line["commands"] == "home" and line["motion"] == "", seconds=90)


if __name__ == "__main__":
    unittest.main()
