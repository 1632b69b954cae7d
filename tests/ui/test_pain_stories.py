"""From where it hurts to what can be felt there, and what helps."""
import json
import os
import pathlib
import time
import unittest

from window import Story

SOURCE = pathlib.Path(os.environ["BACKSTORY_SOURCE_DIR"])



class Pain(Story):
    def test_pain_then_structure_in_two_clicks(self):
        window = self.window()
        window.click("pain: low_back_r")
        window.expect("the place is marked", lambda line: line["commands"].startswith("pain low_back_r"))
        window.screenshot("pain_low_back")
        window.click("Psoas")
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.screenshot("pain_psoas", settle=3)

    def stretch_plays(self, window):
        line = window.expect("its stretch plays", lambda line: line["motion"] and line["playing"])
        self.assertEqual(line["selected"], "psoas_major_r", "the card stays open")
        motion = json.loads((SOURCE / "assets" / "motions" / (line["motion"] + ".json")).read_text())
        self.assertEqual(motion["stage"], "stretch")
        self.assertIn("psoas_major", motion["targets"])

    def test_from_pain_to_a_stretch_by_mouse(self):
        window = self.window()
        window.click("pain: low_back_r")
        window.click("Psoas")
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.scroll_to("Half-kneeling lunge##helps", beside="Hide")
        window.screenshot("pain_card_stretches")
        window.click("Half-kneeling lunge##helps")
        window.click("None of these")
        window.click("Start")
        self.stretch_plays(window)
        window.screenshot("pain_stretch", settle=3)

    def test_from_pain_to_a_stretch_by_keys(self):
        window = self.window()
        if "pain: low_back_r" not in window.items():
            window.key("b")
        window.press("pain: low_back_r", back=True)
        window.expect("the place is marked", lambda line: line["commands"].startswith("pain low_back_r"))
        window.press("Psoas", back=True)
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.press("Half-kneeling lunge##helps", back=True)
        window.press("None of these")
        window.press("Start")
        self.stretch_plays(window)
        window.screenshot("pain_stretch_by_keys", settle=3)

    def test_pain_is_pointed_at_on_the_body(self):
        window = self.window(commands="view posterior")
        window.click("On the body")
        window.wait(lambda: "Tap the body" in window.items(), "the body waits for a tap")
        window.xdo("mousemove", 650, 360)
        time.sleep(0.3)
        window.xdo("click", 1)
        window.expect("the place on the body has an area", lambda line: "pain at" in line["commands"] and line["ok"])
        window.screenshot("pain_on_the_body")


if __name__ == "__main__":
    unittest.main()
