"""Drawing on the picture, notes on the body: made, kept on what moves, erased, hidden; by mouse and by keys alone."""
import time
import unittest

from window import Story, difference


class Marks(Story):
    def note_goes_along(self, window, step):
        """The note `here it starts` stands on the psoas; `step` takes the movement on. It goes with the body."""
        before = window.wait(lambda: window.items().get("pin: here it starts"), "the note is seen")
        step()
        now = window.wait(lambda: self.moved(before, window.items().get("pin: here it starts")), "the note moves")
        self.assertGreater(now["width"], 60)

    def moved(self, before, now):
        return now if now and abs(now["y"] - before["y"]) > 30 else None

    def drawn(self, window, tool, strokes):
        return window.expect(f"drawn with the {tool}", lambda line: line["commands"].startswith("draw " + tool) and
                             line["ok"] and line["strokes"] == strokes)

    def test_by_mouse(self):
        window = self.window(commands="mode explore; view anterior; open sit_to_stand; pause; at 0.1")
        window.click("Views##tab")
        pen = window.scroll_to("Pen", beside="Front")
        empty = window.screenshot("marks_none", settle=2)
        window.click(pen)
        window.drag((520, 200), (540, 230), (590, 260), (620, 330))
        self.drawn(window, "pen", 1)
        window.click("Arrow")
        window.drag((560, 420), (610, 460))
        self.drawn(window, "arrow", 2)
        window.xdo("mousemove", 5, 5)
        lines = window.screenshot("marks_lines", settle=2)
        self.assertGreater(difference(empty, lines), 0.001)
        window.click("Arrow")
        window.key("slash")
        time.sleep(0.5)
        window.xdo("type", "--delay", "60", "psoas major")
        time.sleep(0.5)
        window.click(window.wait(lambda: next((n for n in window.items() if n.startswith("hit: ")), None), "hits"))
        window.expect("the psoas opens", lambda line: line["selected"].startswith("psoas_major"))
        window.scroll_to("Note", beside="Hide")
        window.click("Note")
        time.sleep(0.5)
        window.xdo("type", "--delay", "40", "here it starts")
        window.click("Pin the note")
        window.expect("it is pinned", lambda line: line["commands"].startswith("pin psoas_major") and line["pins"] == 1)
        self.note_goes_along(window, lambda: window.click("Timeline", across=0.97))
        window.screenshot("marks_note", settle=2)
        before = window.items()["pin: here it starts"]["x"]
        window.xdo("mousemove", 420, 500)
        time.sleep(0.3)
        window.xdo("click", 1)  # beside the body
        window.expect("the card is closed", lambda line: line["commands"] == "deselect")
        window.wait(lambda: abs(window.items()["pin: here it starts"]["x"] - before) > 50,
                    "the body stands in the middle of the wider place")
        closed = len(window.log())
        window.click("pin: here it starts", across=0.8)
        window.wait(lambda: [line for line in window.log()[closed:] if line["selected"].startswith("psoas_major")],
                    "a click on the note opens it")
        window.click(window.scroll_to("Show drawings and pins", beside="Pen"))
        window.expect("hidden", lambda line: line["commands"] == "marks off" and not line["marks"])
        window.wait(lambda: "pin: here it starts" not in window.items(), "it is not to be seen")
        window.click("Show drawings and pins")
        window.click("Erase")
        window.xdo("mousemove", 540, 230)
        window.xdo("click", 1)
        window.expect("the line is rubbed out", lambda line: line["commands"] == "erase 1" and line["strokes"] == 1)
        window.click("pin: here it starts", across=0.8)
        window.expect("and the note", lambda line: line["commands"] == "unpin 1" and line["pins"] == 0)
        window.click("Erase all lines")
        window.expect("and all lines", lambda line: line["commands"] == "erase all" and line["strokes"] == 0)
        for strokes, pins in ((1, 0), (1, 1), (2, 1)):
            window.key("ctrl+z")
            window.expect("one step back", lambda line, s=strokes, p=pins: line["commands"] == "undo" and
                          (line["strokes"], line["pins"]) == (s, p))

    def test_by_keys(self):
        window = self.window()
        window.key("F3", "s")
        window.expect("it plays", lambda line: line["motion"] == "sit_to_stand" and line["playing"])
        window.key("space")
        window.expect("it is paused", lambda line: line["commands"] == "pause")
        window.key("p")
        window.show_cross()
        window.cross_to(520, 240)
        window.key("Return")
        window.cross_to(600, 320)
        window.key("Return")
        self.drawn(window, "pen", 1)
        window.key("a", "Return")
        window.cross_to(560, 440)
        window.key("Return")
        self.drawn(window, "arrow", 2)
        window.screenshot("marks_by_keys", settle=2)
        window.key("Escape", "Escape")  # the arrow, then the cross
        window.key("slash")
        time.sleep(0.5)
        window.xdo("type", "--delay", "60", "psoas major")
        time.sleep(0.5)
        window.key("Return")
        window.expect("the psoas opens", lambda line: line["selected"].startswith("psoas_major"))
        window.press("Note", back=True)
        time.sleep(0.5)
        window.xdo("type", "--delay", "40", "here it starts")
        window.key("Return")
        window.expect("it is pinned", lambda line: line["commands"].startswith("pin psoas_major") and line["pins"] == 1)
        window.key("Escape")
        self.note_goes_along(window, lambda: window.xdo("key", "--delay", "80", *["period"] * 30))
        window.screenshot("marks_note_by_keys", settle=2)
        for shown in (False, True):
            window.key("m")
            window.expect("hidden and shown by one key", lambda line, s=shown: line["marks"] == s)
            window.wait(lambda: ("pin: here it starts" in window.items()) == shown, "the note with them")
        window.press("Take the note away##1", back=True)
        window.expect("the note is gone", lambda line: line["commands"] == "unpin 1" and line["pins"] == 0)
        window.key("e")
        window.expect("all lines are gone", lambda line: line["commands"] == "erase all" and line["strokes"] == 0)
        window.key("ctrl+z")
        window.expect("and come back", lambda line: line["commands"] == "undo" and line["strokes"] == 2)


if __name__ == "__main__":
    unittest.main()
