"""The real window, driven as a person drives it: pointer and keys (xdotool) on a virtual display (Xvfb).

Where the controls are, and what was performed, the program writes with --state-log. Screenshots are kept under the
build folder (ui_screenshots) to be looked at."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["BACKSTORY_PROGRAM"]
BINARY = pathlib.Path(os.environ["BACKSTORY_BINARY_DIR"])
SCREENSHOTS = BINARY / "ui_screenshots"
MISSING = [tool for tool in ("Xvfb", "xdotool", "import") if shutil.which(tool) is None]


class Window:
    """The program on its own display."""

    def __init__(self, size="1280x800", commands="", settings='{"tour_seen": true}', views=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="backstory_ui_"))
        self.log_file = self.folder / "log.jsonl"
        config = self.folder / "config" / "backstory"
        config.mkdir(parents=True)
        if settings is not None:
            (config / "settings.json").write_text(settings)
        if views is not None:
            (config / "views.json").write_text(views)
        self.config = config
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-nolisten", "tcp"],
                                       pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = ":" + pipe.readline().strip()
        self.environment = {**os.environ, "DISPLAY": self.display, "XDG_CONFIG_HOME": str(self.folder / "config"),
                            "XDG_CACHE_HOME": str(self.folder / "cache")}
        arguments = [PROGRAM, "--size", size, "--state-log", str(self.log_file)]
        if commands:
            arguments += ["--do", commands]
        self.program = subprocess.Popen(arguments, env=self.environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        self.wait(lambda: self.items(), "the window shows its controls", seconds=90)

    def close(self):
        self.program.terminate()
        self.program.wait(20)
        self.server.terminate()
        self.server.wait(20)
        self.program.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wait(self, condition, what, seconds=40):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            if self.program.poll() is not None:
                raise AssertionError("the program ended: " + self.program.stderr.read())
            time.sleep(0.1)
        self.screenshot("in_vain")
        raise AssertionError(f"waited {seconds} s in vain: {what}; last lines: {self.log()[-3:]}")

    def items(self):
        try:
            return {i["name"]: i for i in json.loads(pathlib.Path(str(self.log_file) + ".items").read_text())}
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def log(self):
        try:
            lines = self.log_file.read_text().splitlines()
        except FileNotFoundError:
            return []
        out = []
        for line in lines:
            try:
                out.append(json.loads(line))
            except json.JSONDecodeError:
                pass  # being written
        return out

    def xdo(self, *arguments):
        subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, timeout=30)

    def place(self, name, across=0.5):
        item = self.wait(lambda: self.items().get(name), f"a control called {name}")
        return int(item["x"] + across * item["width"]), int(item["y"] + 0.5 * item["height"])

    def click(self, name, across=0.5):
        x, y = self.place(name, across)
        self.xdo("mousemove", x, y)
        time.sleep(0.15)
        self.xdo("click", 1)

    def key(self, *keys):
        for key in keys:
            self.xdo("key", key)
            time.sleep(0.1)

    def expect(self, what, condition, seconds=40):
        """Waits for a performed command after which `condition(line)` holds."""
        return self.wait(lambda: next((line for line in reversed(self.log()) if condition(line)), None), what, seconds)

    def screenshot(self, name, settle=1.2):
        time.sleep(settle)
        SCREENSHOTS.mkdir(exist_ok=True)
        path = SCREENSHOTS / (name + ".png")
        subprocess.run(["import", "-display", self.display, "-window", "root", str(path)], check=True, timeout=60)
        return path


def difference(a, b):
    """Share of clearly different pixels, by ImageMagick."""
    done = subprocess.run(["compare", "-metric", "AE", "-fuzz", "8%", str(a), str(b), "null:"], capture_output=True,
                          text=True, timeout=120)
    size = subprocess.run(["identify", "-format", "%w %h", str(a)], capture_output=True, text=True, check=True).stdout
    width, height = map(int, size.split())
    return float(done.stderr.split()[0]) / (width * height)


@unittest.skipIf(MISSING, "not installed here: " + ", ".join(MISSING) + " (tools/test.sh installs them)")
class Stories(unittest.TestCase):
    def window(self, **options):
        window = Window(**options)
        self.addCleanup(window.close)
        return window

    def test_each_region_lights_by_one_click(self):
        window = self.window()
        before = window.screenshot("start")
        regions = [("Trapezius & neck", "trapezius"), ("Thoracic (mid back)", "thoracic"),
                   ("Lumbar (low back)", "lumbar"), ("Psoas & hip flexors", "psoas"), ("Hip extensors", "hip_extensors")]
        for name, region in regions:
            window.click(name)
            window.expect(f"{region} is lit", lambda line, r=region: line["ok"] and line["region"] == r)
            window.xdo("mousemove", 5, 5)
            now = window.screenshot("region_" + region, settle=3)
            self.assertGreater(difference(before, now), 0.03, f"{region} changes the picture")
            before = now

    def test_sit_to_stand_plays_and_scrubs(self):
        window = self.window()
        before = window.screenshot("standing", settle=0.5)
        window.click("Rising from a chair##sit_to_stand")
        window.expect("it plays", lambda line: line["motion"] == "sit_to_stand" and line["playing"])
        window.click("Pause")
        line = window.expect("it is paused", lambda line: line["commands"] == "pause" and not line["playing"])
        window.click("Timeline", across=0.1)
        early = window.expect("scrubbed to the start", lambda line: line["commands"].startswith("at ") and
                              line["time_s"] < 0.4 and not line["playing"])
        seated = window.screenshot("sit_to_stand_early", settle=3)
        window.click("Timeline", across=0.97)
        late = window.expect("scrubbed to the end", lambda line: line["commands"].startswith("at ") and
                             line["time_s"] > 1.5)
        stood = window.screenshot("sit_to_stand_late", settle=3)
        self.assertGreater(late["time_s"], early["time_s"])
        self.assertGreater(difference(seated, stood), 0.02)
        self.assertGreater(difference(before, seated), 0.02)
        window.click("Tightness", across=0.95)
        window.expect("tight", lambda line: line["tightness"][0] > 0.8 and line["tightness"][1] > 0.8)
        tight = window.screenshot("sit_to_stand_late_tight", settle=3)
        self.assertGreater(difference(stood, tight), 0.004)

    def test_lunge_asks_the_safety_questions_first(self):
        window = self.window()
        window.click("Half-kneeling lunge##half_kneeling_lunge")
        window.wait(lambda: "None of these" in window.items(), "the safety questions")
        self.assertFalse(any(line["motion"] for line in window.log()), "nothing plays before the answer")
        window.screenshot("safety_questions")
        window.click("None of these")
        window.wait(lambda: "Start" in window.items(), "dose and cautions")
        self.assertFalse(any(line["motion"] for line in window.log()), "nothing plays before they are shown")
        window.screenshot("dose_and_cautions")
        window.click("Start")
        window.expect("the lunge plays", lambda line: line["motion"] == "half_kneeling_lunge" and line["playing"])
        window.screenshot("half_kneeling_lunge", settle=3)

    def test_tree_of_parts_shows_and_hides(self):
        window = self.window(commands="mode explore; view anterior")
        window.click("Parts##tab")
        window.click("Filter the list")
        time.sleep(1)
        window.xdo("type", "--delay", "60", "rectus abd")
        window.wait(lambda: "Hide##rectus_abdominis muscle" in window.items(), "the row")
        window.screenshot("tree_filtered")
        window.click("Hide##rectus_abdominis muscle")
        line = window.expect("both sides go", lambda line: line["commands"] == "hide rectus_abdominis" and line["ok"])
        self.assertGreaterEqual(line["hidden"], 2)
        window.click("R##rectus_abdominis_r muscle")
        window.expect("one side comes back", lambda line: line["commands"] == "show rectus_abdominis_r" and
                      line["hidden"] == 1)
        window.key("Escape", "ctrl+z")
        window.expect("undo", lambda line: line["commands"] == "undo" and line["hidden"] == 2)
        window.screenshot("tree_hidden", settle=3)

    def test_movements_by_stage_and_area_with_pictures(self):
        window = self.window(commands="mode explore; highlight psoas; safety asked")
        window.click("Only for: Psoas & hip flexors##only_region")
        name = next(n for n in window.wait(lambda: [n for n in window.items() if n.endswith("##stage stretch")],
                                           "the stretches"))
        window.click(name)
        cards = window.wait(lambda: [n for n in window.items() if n.startswith("motion: ")], "the cards")
        window.screenshot("motion_cards", settle=8)
        self.assertTrue(list((window.folder / "cache").rglob("motion_*.png")), "pictures are made")
        window.click(cards[0])
        window.wait(lambda: "Start" in window.items(), "dose and cautions")
        window.click("Start")
        window.expect("it plays", lambda line: line["motion"] == cards[0][len("motion: "):] and line["playing"])

    def test_click_on_the_body_opens_a_card(self):
        window = self.window(commands="view anterior")
        window.xdo("mousemove", 600, 330)
        time.sleep(0.5)
        window.xdo("click", 1)
        line = window.expect("something is selected", lambda line: line["selected"] != "")
        self.assertTrue(line["commands"].startswith("select "))
        window.wait(lambda: "Hide" in window.items(), "the card")
        window.screenshot("card")
        window.click("Hide")
        window.expect("it is hidden", lambda line: line["hidden"] == 1)
        window.key("ctrl+z")
        window.expect("undo brings it back", lambda line: line["commands"] == "undo" and line["hidden"] == 0)

    def test_pain_then_structure_in_two_clicks(self):
        window = self.window()
        window.click("pain: low_back_r")
        window.expect("the place is marked", lambda line: line["commands"].startswith("pain low_back_r"))
        window.screenshot("pain_low_back")
        window.click("Psoas")
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.screenshot("pain_psoas", settle=3)

    def test_pain_is_pointed_at_on_the_body(self):
        window = self.window(commands="view posterior")
        window.click("On the body")
        window.wait(lambda: "Tap the body" in window.items(), "the body waits for a tap")
        window.xdo("mousemove", 650, 360)
        time.sleep(0.3)
        window.xdo("click", 1)
        window.expect("the place on the body has an area", lambda line: "pain at" in line["commands"] and line["ok"])
        window.screenshot("pain_on_the_body")

    def test_search_by_keyboard(self):
        window = self.window()
        window.key("slash")
        time.sleep(0.5)
        window.xdo("type", "--delay", "60", "posas")
        time.sleep(1)
        window.screenshot("search", settle=0.3)
        window.key("Return")
        window.expect("a typing error still finds the psoas", lambda line: "psoas" in line["selected"] or line["region"] == "psoas")

    def test_keys_alone(self):
        window = self.window(commands="view anterior")
        window.key("3")
        window.expect("the low back by a key", lambda line: line["region"] == "lumbar")
        window.key("s")
        window.expect("sit to stand by a key", lambda line: line["motion"] == "sit_to_stand")
        window.key("space")
        window.expect("paused by a key", lambda line: line["commands"] == "pause")
        window.key("d", "w")
        window.expect("dark", lambda line: line["commands"] == "theme dark")
        window.screenshot("dark_clinical", settle=3)
        window.key("Home")
        window.expect("home", lambda line: line["commands"] == "home" and line["region"] == "" and line["motion"] == "")
        settings = json.loads((window.config / "settings.json").read_text())
        self.assertTrue(settings["dark_theme"])
        self.assertEqual(settings["words"], "clinical")

    def test_damaged_settings_are_replaced_and_said(self):
        window = self.window(settings='{"words": 7, ')
        window.screenshot("damaged_settings", settle=0.5)
        self.assertTrue((window.config / "settings.json.damaged").exists())
        window.key("4")
        window.expect("the window works", lambda line: line["region"] == "psoas")

    def keep_view(self, window, name):
        window.key("ctrl+s")
        window.wait(lambda: "Name of the view" in window.items(), "the view is named")
        time.sleep(1)
        window.xdo("type", "--delay", "40", name)
        window.key("Return")
        window.expect(f"{name} is kept", lambda line: line["commands"] == "save view " + name and line["ok"])
        window.wait(lambda: "Name of the view" not in window.items(), "the window is closed")

    def test_three_views_are_saved_and_presented(self):
        window = self.window()
        for key, name in (("3", "low back"), ("4", "psoas"), ("s", "rising")):
            window.key(key)
            time.sleep(0.5)
            if key == "s":
                window.key("space")
                window.expect("it is paused", lambda line: line["commands"] == "pause")
            self.keep_view(window, name)
        window.key("F3")
        window.click("Views##tab")
        window.wait(lambda: "view: rising" in window.items(), "the views are listed")
        self.assertEqual([v["name"] for v in json.loads((window.config / "views.json").read_text())["views"]],
                         ["low back", "psoas", "rising"])
        window.screenshot("views_listed", settle=6)
        window.click("view: rising")
        window.expect("it opens", lambda line: line["commands"] == "open view rising" and line["motion"] == "sit_to_stand")
        before = window.items()["Rename"]["y"]
        window.click("Move up")
        window.expect("it moves up", lambda line: line["commands"] == "move view rising up" and line["ok"])
        window.wait(lambda: window.items()["Rename"]["y"] < before, "the list is in its new order")
        window.click("Rename")
        window.wait(lambda: "Name of the view" in window.items(), "it is renamed")
        time.sleep(1)  # a person does not type in the frame in which the field appears
        window.xdo("type", "--delay", "40", "standing up")
        window.key("Return")
        window.expect("renamed", lambda line: line["commands"] == "rename view rising to standing up" and line["ok"])
        window.click("Present my views")
        window.expect("the talk begins", lambda line: line["commands"] == "present on")
        window.screenshot("talk_1", settle=3)
        for step, (region, motion) in enumerate((("psoas", "sit_to_stand"), ("psoas", "")), start=2):
            window.key("Next")
            window.expect("on", lambda line, r=region, m=motion: line["commands"] == "next view" and
                          line["region"] == r and line["motion"] == m)
            window.screenshot(f"talk_{step}", settle=3)
        window.key("Next")
        window.expect("the end is said", lambda line: line["said"] == "This is the last view.")
        window.key("Prior")
        window.expect("back", lambda line: line["commands"] == "previous view" and line["motion"] == "sit_to_stand")
        window.key("Escape")
        window.expect("the talk ends", lambda line: line["commands"] == "present off")
        kept = (window.config / "views.json").read_text()
        pictures = list((window.folder / "cache").rglob("*.png"))
        self.assertGreaterEqual(len(pictures), 3, "the small pictures are kept")
        again = self.window(views=kept)
        again.key("Next", "Next")
        again.expect("they are there at the next start", lambda line: line["commands"] == "next view" and
                     line["motion"] == "sit_to_stand")

    def test_damaged_views_are_put_aside_and_said(self):
        good = '{"schema": "views.v1", "views": [{"name": "good", "state": {}}, {"name": "odd", "state": {"depth": 9}}]}'
        window = self.window(views=good)
        window.screenshot("damaged_views", settle=0.5)
        self.assertTrue((window.config / "views.json.damaged").exists())
        kept = json.loads((window.config / "views.json").read_text())
        self.assertEqual([view["name"] for view in kept["views"]], ["good"])
        window.key("Next")
        window.expect("the good one is there", lambda line: line["said"] == "View: good")

    def test_first_run_tour(self):
        window = self.window(settings=None)
        window.screenshot("tour")
        window.click("Next")
        window.wait(lambda: "Next" in window.items(), "the second step")
        window.click("Skip the tour")
        window.expect("seen", lambda line: line["commands"] == "tour seen")

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
