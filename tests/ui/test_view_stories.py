"""Views kept, listed, presented; damaged ones put aside."""
import json
import time
import unittest

from window import Story


class Views(Story):
    def test_three_views_are_saved_and_presented(self):
        window = self.window()
        for key, name in (("3", "low back"), ("4", "psoas"), ("s", "rising")):
            window.key(key)
            time.sleep(0.5)
            if key == "s":
                window.key("space")
                window.expect("it is paused", lambda line: line["commands"] == "pause")
            window.keep_view(name)
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


if __name__ == "__main__":
    unittest.main()
