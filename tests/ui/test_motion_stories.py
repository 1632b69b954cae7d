"""Movements: choose, scrub, tighten, compare; the questions before an exercise."""
import unittest

from window import Story, difference


class Moving(Story):
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

    def test_a_hand_quicker_than_frames(self):
        """A slow machine sees a whole drag and a click elsewhere at once; each must count where it was made."""
        window = self.window(commands="open sit_to_stand; at 0.5")
        window.wait(lambda: "Tightness" in window.items(), "the dial is there")
        window.click("Play")
        window.expect("it plays", lambda line: line["playing"])
        low, high, pause = window.place("Tightness", 0.05), window.place("Tightness", 0.5), window.place("Pause")
        window.all_at_once(("mousemove", *low), ("mousedown",), ("mousemove", *high), ("mouseup",),
                           ("mousemove", *pause), ("mousedown",), ("mouseup",))
        line = window.expect("paused", lambda line: line["commands"] == "pause" and not line["playing"])
        self.assertAlmostEqual(line["tightness"][0], 0.5, delta=0.04)

    def test_a_dial_is_dragged_while_the_body_walks(self):
        window = self.window(commands="open gait; at 0.5")
        window.wait(lambda: "Tightness" in window.items(), "the dial is there")
        free = window.screenshot("walk_free", settle=3)
        window.click("Play")
        window.expect("it walks", lambda line: line["motion"] == "gait" and line["playing"])
        window.drag(window.place("Tightness", 0.05), *[window.place("Tightness", x) for x in (0.3, 0.5, 0.7, 0.95)])
        window.expect("tight, and still walking", lambda line: line["tightness"][0] > 0.8 and line["playing"])
        window.click("Pause")
        window.expect("it stands still", lambda line: not line["playing"])
        window.click("Timeline", across=0.5)
        window.expect("half way", lambda line: line["commands"].startswith("at "))
        tight = window.screenshot("walk_tight", settle=3)
        self.assertGreater(difference(free, tight), 0.01)

    def test_the_seat_is_raised_and_the_weight_shown(self):
        window = self.window()
        window.click("Rising from a chair##sit_to_stand")
        window.expect("it plays", lambda line: line["motion"] == "sit_to_stand" and line["playing"])
        window.click("Pause")
        window.click("Timeline", across=0.05)
        window.expect("it sits", lambda line: line["commands"].startswith("at "))
        usual = window.screenshot("seat_usual", settle=3)
        window.click(window.scroll_to("##seat and feet", beside="Rising from a chair##sit_to_stand"))
        window.wait(lambda: "Seat height" in window.items(), "the fold is open")
        window.scroll_to("The usual seat", beside="Rising from a chair##sit_to_stand")
        window.slide("Seat height", 0.97)
        window.expect("the seat is high", lambda line: line["commands"].startswith("set seat 5"))
        self.assertGreater(difference(usual, window.screenshot("seat_high", settle=3)), 0.005)
        window.click("The usual seat")
        window.expect("the usual seat", lambda line: "set seat usual" in line["commands"])
        window.key("u")
        window.expect("the mark stands", lambda line: line["commands"] == "balance on")
        self.assertGreater(difference(usual, window.screenshot("balance_mark", settle=3)), 0.0)

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

    def test_movements_by_stage_and_area_with_pictures(self):
        window = self.window(commands="mode explore; highlight psoas; safety asked")
        window.click("Only for: Psoas & hip flexors##only_region")
        # The list moves up when what is for other areas goes.
        window.wait(lambda: not any(n.endswith("##stage settle") for n in window.items()), "only these are left")
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

    # The thigh of the right leg 10 degrees above the bench, of the left 10 below: the dial's 12 - 32 t degrees.
    RIGHT, LEFT = 22 / 32, 2 / 32

    def sides_are_compared(self, window, name):
        line = window.expect("free and tight", lambda line: line["commands"] == "compare tight" and line["ok"])
        self.assertEqual(line["motion"], "sit_to_stand")
        self.assertAlmostEqual(line["tightness"][0], self.LEFT, places=3)
        self.assertAlmostEqual(line["tightness"][1], self.RIGHT, places=3)
        window.wait(lambda: "Where they part" in window.items(), "where the bodies part")
        window.screenshot(name, settle=3)

    def test_right_and_left_hip_are_set_and_compared_by_mouse(self):
        window = self.window()
        window.click("Explore##mode")
        window.wait(lambda: "Areas##tab" in window.items(), "Explore")
        daily = window.scroll_to("##stage daily", beside="Trapezius & neck")
        window.click(daily)
        window.scroll_to("motion: sit_to_stand", beside=daily)
        window.click("motion: sit_to_stand")
        window.expect("it plays", lambda line: line["motion"] == "sit_to_stand" and line["playing"])
        window.click("Pause")
        window.expect("it is paused", lambda line: line["commands"] == "pause" and not line["playing"])
        window.scroll_to("Tightness, right", beside="motion: sit_to_stand")
        window.slide("Tightness, right", self.RIGHT)
        window.expect("the right", lambda line: abs(line["tightness"][1] - self.RIGHT) < 0.001)
        window.scroll_to("Tightness, left", beside="Tightness, right")
        window.slide("Tightness, left", self.LEFT)
        window.expect("the left", lambda line: abs(line["tightness"][0] - self.LEFT) < 0.001)
        window.click("Free and tight##compare")
        self.sides_are_compared(window, "compare_sides")

    def test_right_and_left_hip_are_set_and_compared_by_keys(self):
        window = self.window()
        window.key("F3", "s")
        window.expect("it plays", lambda line: line["motion"] == "sit_to_stand" and line["playing"])
        window.key("space")
        window.expect("it is paused", lambda line: line["commands"] == "pause")
        for side, index, wanted in (("right", 1, self.RIGHT), ("left", 0, self.LEFT)):
            window.tab_to("Tightness, " + side)
            for _ in range(40):
                now = next((line["tightness"][index] for line in reversed(window.log())), 0.0)
                if now > wanted - 0.001:
                    break
                window.key("Right")
                window.expect("the dial moves on", lambda line, i=index, n=now: line["tightness"][i] > n)
        window.key("c")
        self.sides_are_compared(window, "compare_sides_by_keys")


if __name__ == "__main__":
    unittest.main()
