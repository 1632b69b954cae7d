"""By keys alone: the pointer is never moved."""
import json
import time
import unittest

from window import Story


class KeysAlone(Story):
    def take_away(self, window, until):
        """Hides what lies under the cross, layer by layer, until `until` lies there; what went."""
        gone = []
        for _ in range(12):
            name = window.wait(lambda: window.hovered() not in ("", *gone) and window.hovered(), f"what lies under {gone}")
            if until(name, gone):
                return gone
            window.key("Delete")
            gone.append(name)
            window.expect(f"{name} went", lambda line, n=name: line["commands"] == "hide " + n and
                          line["hidden"] == len(set(gone)))
        raise AssertionError(f"not reached after {gone}")

    def test_abdominal_wall_is_taken_away_down_to_the_psoas(self):
        window = self.window()
        window.key("F3", "4")
        window.expect("the hip flexors", lambda line: line["region"] == "psoas")
        window.key("Escape")
        window.expect("nothing is lit", lambda line: line["commands"] == "highlight none")
        window.show_cross()
        time.sleep(2)  # the camera arrives
        window.cross_to(780, 290)
        window.screenshot("keys_cross", settle=1)
        gone = self.take_away(window, lambda name, _: name == "psoas_major_r")
        for name in ("external_oblique_r", "internal_oblique_r"):
            self.assertTrue([one for one in gone if one.startswith(name)], f"{name} is among {gone}")
        window.screenshot("keys_wall_away", settle=2)
        window.key("Return")
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.wait(lambda: "Close the card" in window.items(), "its card")
        window.key("ctrl+z")  # the selection
        for left in range(len(gone) - 1, -1, -1):
            window.key("ctrl+z")
            window.expect("one step back", lambda line, n=left: line["commands"] == "undo" and line["hidden"] == n)

    def test_three_views_are_saved_ordered_and_presented(self):
        window = self.window()
        for key, name in (("3", "low back"), ("4", "psoas"), ("s", "rising")):
            window.key(key)
            time.sleep(0.5)
            if key == "s":
                window.key("space")
                window.expect("it is paused", lambda line: line["commands"] == "pause")
            window.keep_view(name)
        window.key("F3")
        window.press("Views##tab")
        window.wait(lambda: "view: rising" in window.items(), "the views are listed")
        window.press("Move up")
        window.expect("it moves up", lambda line: line["commands"] == "move view rising up" and line["ok"])
        window.press("Present my views")
        window.expect("the talk begins with the first", lambda line: line["commands"] == "open view low back" and
                      line["region"] == "lumbar")
        window.expect("all controls are hidden", lambda line: line["commands"] == "present on")
        for name, motion in (("rising", "sit_to_stand"), ("psoas", "")):
            window.key("Next")
            window.expect(f"on to {name}", lambda line, n=name, m=motion: line["commands"] == "next view" and
                          line["said"] == "View: " + n and line["motion"] == m)
        window.key("Escape")
        window.expect("the talk ends", lambda line: line["commands"] == "present off")
        self.assertEqual([v["name"] for v in json.loads((window.config / "views.json").read_text())["views"]],
                         ["low back", "rising", "psoas"])
        window.press("Delete")
        window.expect("the open one is gone", lambda line: line["commands"] == "delete view psoas" and line["ok"])

    def test_tab_leaves_the_line_that_is_typed(self):
        window = self.window(commands="mode explore")
        window.press("Parts##tab")
        window.press("Filter the list")
        time.sleep(1)
        window.xdo("type", "--delay", "60", "psoas maj")
        row = window.wait(lambda: next((n for n in window.items() if "##psoas_major_r muscle" in n and
                                        not n.startswith("R##")), None), "the row")
        window.key("Tab")
        window.press(row)
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")


if __name__ == "__main__":
    unittest.main()
