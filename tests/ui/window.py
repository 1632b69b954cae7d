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

    def __init__(self, size="1280x800", commands="", settings='{"tour_seen": true}', views=None,
                 lose_context_after=0, chooses_size=False):
        self.width, self.height = map(int, size.split("x"))
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
                            "XDG_CACHE_HOME": str(self.folder / "cache"),
                            "XDG_PICTURES_DIR": str(self.folder / "pictures")}
        arguments = [PROGRAM, "--state-log", str(self.log_file)] + ([] if chooses_size else ["--size", size])
        if commands:
            arguments += ["--do", commands]
        if lose_context_after:
            arguments += ["--lose-context", str(lose_context_after)]
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

    def scroll_to(self, name, beside):
        """Turns the wheel over a panel, where `beside` is seen, until the control comes whose name ends so; its name."""
        x, y = self.place(beside)
        self.xdo("mousemove", x, y)
        for _ in range(40):
            # Wholly in sight, not the sliver that comes first.
            found = [i["name"] for i in self.items().values() if i["name"].endswith(name) and i["height"] >= 30]
            if found:
                time.sleep(0.6)  # the panel comes to rest
                return found[0]
            self.xdo("click", 5)
            time.sleep(0.4)
        raise AssertionError(f"{name} is not below {beside}: {sorted(self.items())}")

    def under(self, x, y, aside=(420, 500)):
        """Points at the picture, coming from `aside` the body; the structure whose name the program then shows."""
        self.xdo("mousemove", *aside)
        self.wait(lambda: self.hovered() == "", "nothing lies aside")
        self.xdo("mousemove", x, y)
        return self.wait(self.hovered, f"something at {x}, {y}")

    def hovered(self):
        said = [line["commands"] for line in self.log() if line["commands"].startswith("hover ")]
        return said[-1].removeprefix("hover ").replace("none", "") if said else ""

    def cross_to(self, x, y, step=0.01, leap=0.1):
        """Moves the keyboard's cross to a place of the picture, where it stood at (self.cross) before."""
        height = self.height
        for axis, (wanted, more, less) in enumerate(((x, "Right", "Left"), (y, "Down", "Up"))):
            steps = round((wanted - self.cross[axis]) / (step * height))
            key = more if steps > 0 else less
            leaps, rest = divmod(abs(steps), round(leap / step))
            for keys, count in (("shift+" + key, leaps), (key, rest)):
                if count:
                    self.xdo("key", "--delay", "60", *[keys] * count)
            self.cross[axis] += steps * step * height

    def show_cross(self):
        """By its key; it comes up in the middle of the window."""
        self.key("v")
        self.cross = [self.width / 2, self.height / 2]

    def drag(self, *places):
        """Down at the first place, through the others, up at the last."""
        self.xdo("mousemove", *places[0])
        time.sleep(0.2)
        self.xdo("mousedown", 1)
        for place in places[1:]:
            time.sleep(0.15)
            self.xdo("mousemove", *place)
        time.sleep(0.15)
        self.xdo("mouseup", 1)

    def all_at_once(self, *steps):
        """Moves, presses and releases faster than frames are drawn: ("mousemove", x, y), ("mousedown",), ("mouseup",)."""
        self.xdo(*[part for step in steps for part in (step if step[0] == "mousemove" else (*step, 1))])

    def slide(self, name, share):
        """Presses a slider where its handle stands at `share` of its way (100 %: 9 px of rim)."""
        width = self.wait(lambda: self.items().get(name), f"a slider called {name}")["width"]
        self.click(name, (9 + share * (width - 18)) / width)

    def keep_view(self, name):
        """By keys: the view is named, and kept as the state log says."""
        self.key("ctrl+s")
        self.wait(lambda: "Name of the view" in self.items(), "the view is named")
        time.sleep(1)  # nobody types in the frame in which the field appears
        self.xdo("type", "--delay", "40", name)
        self.key("Return")
        self.expect(f"{name} is kept", lambda line: line["commands"] == "save view " + name and line["ok"])
        self.wait(lambda: "Name of the view" not in self.items(), "the window is closed")

    def focused(self):
        return next((name for name, item in self.items().items() if item.get("focused")), "")

    def tab_to(self, name, back=False):
        """Goes from control to control until the ring stands on `name`."""
        seen = []
        while len(seen) < 120:
            before = self.focused()
            if before == name:
                return
            self.xdo("key", "shift+Tab" if back else "Tab")
            seen.append(self.wait(lambda b=before: self.focused() not in (b, "") and self.focused(), "the ring moves on"))
        raise AssertionError(f"Tab does not reach {name}, only {seen}")

    def press(self, name, back=False):
        """By keys alone: the ring, then Enter."""
        self.tab_to(name, back)
        self.key("Return")

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
class Story(unittest.TestCase):
    """What a person does in one window; closed at the end, however it ends."""

    def window(self, **options):
        window = Window(**options)
        self.addCleanup(window.close)
        return window
