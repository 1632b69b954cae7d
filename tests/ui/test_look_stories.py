"""Looking: areas, the tree of parts, cards, search, keys."""
import json
import time
import unittest

from window import Story, difference


class Looking(Story):
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

    def test_search_by_mouse(self):
        window = self.window()
        window.click("Search")
        time.sleep(0.5)
        window.xdo("type", "--delay", "60", "hip flexor")
        hit = window.wait(lambda: next((n for n in window.items() if n.startswith("hit: ")), None), "hits")
        window.screenshot("search_hip_flexor", settle=0.3)
        window.click(hit)
        window.expect("the hip flexors are lit", lambda line: line["ok"] and line["region"] == "psoas")

    def test_words_by_mouse_and_by_key(self):
        window = self.window(commands="highlight psoas; view psoas")
        client = set(window.items())
        self.assertIn("Psoas & hip flexors", client)
        window.click("Clinical##words")
        window.expect("clinical", lambda line: line["commands"] == "words clinical" and line["ok"])
        window.wait(lambda: "Psoas & hip flexors" not in window.items(), "the areas have their clinical names")
        window.screenshot("words_clinical", settle=2)
        window.key("w")
        window.expect("client", lambda line: line["commands"] == "words client" and line["ok"])
        window.wait(lambda: set(window.items()) == client, "all words are the client's again")
        window.press("Clinical##words")
        window.wait(lambda: "Psoas & hip flexors" not in window.items(), "by Tab and Enter as well")

    def click_away(self, window, x, y, until, gone):
        """Clicks away what lies at a place, layer by layer, and writes down what went."""
        for _ in range(10):
            name = window.under(x, y)
            if until(name):
                return
            window.xdo("click", 1)
            gone.append(name)
            window.expect(f"{gone} went", lambda line: line["commands"] == "hide " + name and
                          line["hidden"] == len(gone))
        raise AssertionError(f"not reached after {gone}")

    def test_abdominal_wall_is_clicked_away_down_to_the_psoas(self):
        window = self.window(commands="mode explore; view psoas")
        window.click("Layers##tab")
        window.scroll_to("Hide what I click", beside="Bones")
        window.click("Hide what I click")
        window.wait(lambda: window.items()["Hide what I click"].get("chosen"), "the tool is in hand")
        gone = []
        self.click_away(window, 815, 250, lambda name: "rectus_abdominis_r" in gone, gone)
        self.click_away(window, 780, 290, lambda name: name == "psoas_major_r", gone)
        for name in ("rectus_abdominis", "external_oblique_r", "internal_oblique_r"):
            self.assertTrue([one for one in gone if one.startswith(name)], f"{name} is among {gone}")
        window.screenshot("wall_clicked_away", settle=2)
        window.key("Escape")
        window.wait(lambda: not window.items()["Hide what I click"].get("chosen"), "the tool is put down")
        window.under(780, 290)
        window.xdo("click", 1)
        window.expect("the psoas opens", lambda line: line["selected"] == "psoas_major_r")
        window.wait(lambda: "Close the card" in window.items(), "its card")
        window.screenshot("wall_psoas", settle=2)
        for left in range(len(gone), -1, -1):
            window.click(next(name for name in window.items() if name.startswith("Undo")))
            window.expect("one step back", lambda line, n=left: line["commands"] == "undo" and line["hidden"] == n)


if __name__ == "__main__":
    unittest.main()
