"""The graphics driver starts anew under the running program: a new window stands in the old one's place, as it was."""
import unittest

from window import Story, difference


class Driver(Story):
    def anew(self, window):
        return any("started anew" in line.get("befell", "") for line in window.log())

    def test_starts_anew(self):
        window = self.window(commands="mode explore; view anterior; select psoas_major_r", lose_context_after=20)
        before = window.screenshot("driver_before", settle=2)
        window.xdo("mousemove", 620, 400)  # the keys go to where the hand is
        # Each change is some pictures; in one of them the context is lost.
        turns = 0
        while not self.anew(window):
            self.assertIsNone(window.program.poll(), "the program goes on")
            self.assertLess(turns, 300, f"the context is lost after twenty pictures; last lines: {window.log()[-3:]}")
            window.key("Left" if turns % 2 == 0 else "Right")
            turns += 1
        if turns % 2 == 1:
            window.key("Right")
        window.wait(lambda: window.items().get("Hide"), "its card is still open")
        after = window.screenshot("driver_after", settle=8)
        self.assertLess(difference(before, after), 0.05, "the same picture, but for the sentence about it")
        window.click("Hide")
        window.expect("the new window obeys", lambda line: line["commands"].startswith("hide psoas_major_r") and line["ok"])
        window.key("ctrl+z")
        window.expect("and the steps of the old one are there", lambda line: line["commands"] == "undo" and line["ok"])


if __name__ == "__main__":
    unittest.main()
