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


if __name__ == "__main__":
    unittest.main()
