#!/usr/bin/env python3
"""The texts as data: every structure has a card, every claim a known source, and no text alarms or is a placeholder.

Needs nothing but the source tree. The program's own reader checks form; this checks what a therapist would.
"""
import json
import os
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(os.environ.get("BACKSTORY_SOURCE_DIR") or pathlib.Path(__file__).resolve().parents[2])
KNOWLEDGE = ROOT / "assets" / "knowledge"
LESSONS = ROOT / "assets" / "lessons"
ANATOMY = ROOT / "assets" / "anatomy"

CLIENT_FIELDS = ("sentence", "why", "helps")
CLINICAL_FIELDS = ("origin", "insertion", "action", "innervation", "blood_supply", "referred_pain")
KNOWN_FIELDS = {"id", "plain", "short", "ta2", "synonyms", "sources", "claims", *CLIENT_FIELDS, *CLINICAL_FIELDS}
LONGEST_SENTENCE = 160  # characters; more does not fit beside the body in large type
PLACEHOLDERS = re.compile(r"\b(as above|todo|tbd|lorem|placeholder|see above|n/?a|xxx)\b|\?\?|^\W*$", re.IGNORECASE)
STATUSES = {"found", "from_memory", "derived", "modelled"}


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def base_of(structure_id):
    return re.sub(r"_[rl]$", "", structure_id)


def banned_pattern():
    words = sorted(load(KNOWLEDGE / "words.json")["banned"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)


def cards():
    for path in sorted(KNOWLEDGE.glob("*.json")):
        for card in load(path).get("cards", []):
            yield path.name, card


def texts_of(value, path=""):
    """Every string in a tree with the path to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_of(inner, f"{path}/{number}")
    elif isinstance(value, str):
        yield path, value


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith("le") and groups > 1:
        groups -= 1
    return max(groups, 1)


def school_grade(text):
    """Flesch-Kincaid grade; 7 is about an age of 12. Colons and semicolons end a thought as full stops do."""
    sentences = [part for part in re.split(r"[.!?;:]+\s*", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def table_ids(folder):
    return {base_of(path.stem) for path in (ANATOMY / folder).glob("*.json")}


def structure_bases():
    """Base ids of what the body holds: tables, with wholes replaced by their display parts."""
    ids = set()
    for folder in ("bones", "muscles", "ligaments", "nerves", "skin"):
        ids |= table_ids(folder)
    parts = ANATOMY / "parts.json"
    if parts.exists():
        for part in load(parts)["parts"]:
            ids.discard(base_of(part["whole"]))
            ids.add(base_of(part["id"]))
    return ids


class Knowledge(unittest.TestCase):
    def test_every_structure_has_one_card(self):
        ids = [card["id"] for _, card in cards()]
        self.assertEqual(len(ids), len(set(ids)), "an id has two cards")
        wanted = structure_bases()
        self.assertGreater(len(wanted), 300, "the anatomy tables were not found")
        missing = sorted(wanted - set(ids))
        self.assertFalse(missing, f"no card for {missing}")

    def test_cards_are_well_formed(self):
        sources = load(KNOWLEDGE / "sources.json")["sources"]
        for file, card in cards():
            with self.subTest(file=file, id=card["id"]):
                self.assertFalse(set(card) - KNOWN_FIELDS)
                self.assertTrue(card["sources"], "a card names its sources")
                for source in card["sources"]:
                    self.assertIn(source, sources)
                self.assertEqual(len(card["sources"]), len(set(card["sources"])))
                if "referred_pain" in card and file.startswith("muscles_"):
                    self.assertIn("travell1999", card["sources"])
                for field, claimed in card.get("claims", {}).items():
                    self.assertIn(field, card)
                    self.assertLessEqual(set(claimed), set(card["sources"]))
                for field in ("why", "helps", "referred_pain", "ta2"):
                    if field in card and file.startswith("muscles_"):
                        self.assertIn(field, card["claims"], "more than anatomy: its own source")
                for key, text in card.items():
                    if isinstance(text, str):
                        self.assertEqual(text, text.strip())
                        self.assertFalse(PLACEHOLDERS.search(text), f"{key}: {text}")
                synonyms = [word.lower() for word in card.get("synonyms", [])]
                self.assertEqual(len(synonyms), len(set(synonyms)), "a synonym is there twice")

    def test_sentences_are_single_short_and_individual(self):
        seen = {}
        for file, card in cards():
            with self.subTest(file=file, id=card["id"]):
                sentence = card["sentence"]
                self.assertLessEqual(len(sentence), LONGEST_SENTENCE)
                self.assertGreater(len(sentence), 25)
                self.assertTrue(sentence.endswith("."))
                self.assertTrue(sentence[0].isupper())
                self.assertNotIn(sentence, seen, f"the same words as {seen.get(sentence)}")
                seen[sentence] = card["id"]

    def test_plain_names_tell_structures_apart(self):
        names = {}
        for _, card in cards():
            if "plain" in card:
                self.assertLessEqual(len(card["plain"]), 50)
                self.assertNotRegex(card["plain"], r"\b([Rr]ight|[Ll]eft)\b")
                self.assertNotIn(card["plain"], names, f"{card['id']} and {names.get(card['plain'])}")
                names[card["plain"]] = card["id"]
        self.assertGreater(len(names), 150)

    def test_client_words_are_easy_to_read(self):
        grades = []
        for _, card in cards():
            for field in CLIENT_FIELDS:
                if card.get(field):
                    grades.append(school_grade(card[field]))
                    self.assertLess(grades[-1], 9, f"{card['id']}/{field}: {card[field]}")
        self.assertLess(sum(grades) / len(grades), 5)

    def test_muscles_have_their_clinical_fields(self):
        for file, card in cards():
            if file.startswith("muscles_"):
                with self.subTest(id=card["id"]):
                    for field in ("origin", "insertion", "action", "innervation", "synonyms"):
                        self.assertTrue(card.get(field), field)
            if file == "ligaments.json":
                with self.subTest(id=card["id"]):
                    self.assertTrue(card.get("origin") and card.get("insertion"))

    def test_story_structures_say_why_and_what_helps(self):
        stories = """trapezius_descending trapezius_transverse trapezius_ascending levator_scapulae sternocleidomastoid
            splenius_capitis splenius_cervicis semispinalis_capitis semispinalis_cervicis scalenus_anterior
            scalenus_medius scalenus_posterior rectus_capitis_posterior_major obliquus_capitis_inferior rhomboid_major
            rhomboid_minor multifidus_lumbar longissimus_thoracis_lower iliocostalis_lumborum quadratus_lumborum
            psoas_major iliacus rectus_femoris tensor_fasciae_latae sartorius pectineus gluteus_maximus gluteus_medius
            gluteus_minimus piriformis biceps_femoris_long semitendinosus semimembranosus adductor_magnus l1 l2 l3 l4 l5
            disc_l4_l5 disc_l5_s1 sacrum_s1_s5 thoracolumbar_fascia_posterior iliolumbar_ligament""".split()
        by_id = {card["id"]: card for _, card in cards()}
        for name in stories:
            with self.subTest(id=name):
                self.assertTrue(by_id[name].get("why"))
                self.assertTrue(by_id[name].get("helps"))
        for name in ("trapezius_descending", "levator_scapulae", "quadratus_lumborum", "psoas_major", "gluteus_medius",
                     "piriformis", "iliocostalis_lumborum"):
            self.assertTrue(by_id[name].get("referred_pain"), name)

    def test_no_text_alarms(self):
        pattern = banned_pattern()
        self.assertTrue(pattern.search("a Weak muscle"), "the pattern itself works")
        self.assertFalse(pattern.search("five weeks"), "only whole words")
        for folder in (KNOWLEDGE, LESSONS, ROOT / "assets" / "motions", ROOT / "assets"):
            for path in sorted(folder.glob("*.json")) if folder.exists() else []:
                if path.name == "sources.json":
                    continue  # citations keep their titles
                for where, text in texts_of(load(path)):
                    if where.startswith("/banned/") or where.startswith("/sources/"):
                        continue
                    found = pattern.search(text)
                    self.assertIsNone(found, f"{path.name}{where}: \"{text[:90]}\"")

    def test_sources_have_a_status(self):
        for name, source in load(KNOWLEDGE / "sources.json")["sources"].items():
            with self.subTest(source=name):
                self.assertIn(source["status"], STATUSES)
                self.assertTrue(source["citation"])


class Screen(unittest.TestCase):
    def test_groups_name_known_structures(self):
        known = structure_bases()
        ids = set()
        for group in load(KNOWLEDGE / "groups.json")["groups"]:
            with self.subTest(group=group["id"]):
                self.assertNotIn(group["id"], ids)
                ids.add(group["id"])
                self.assertGreater(len(group["members"]), 1)
                self.assertEqual(len(group["members"]), len(set(group["members"])))
                self.assertFalse(set(group["members"]) - known)
        self.assertLessEqual({"erector_spinae", "hip_flexors", "rotator_cuff", "hamstrings", "gluteals", "suboccipitals"}, ids)

    def test_pain_areas_are_on_the_right_side(self):
        data = load(KNOWLEDGE / "pain_areas.json")
        sources = load(KNOWLEDGE / "sources.json")["sources"]
        known = structure_bases()
        names = set()
        for area in data["areas"]:
            with self.subTest(area=area["id"]):
                names.add(base_of(area["id"]))
                self.assertTrue(2 <= len(area["offers"]) <= 4)
                for offer in area["offers"]:
                    self.assertTrue(offer["structures"] and offer["why"] and offer["sources"])
                    self.assertFalse(set(offer["structures"]) - known)
                    for source in offer["sources"]:
                        self.assertIn(source, sources)
                for outline in area["outlines"]:
                    self.assertGreater(len(outline), 2)
                    for x, y in outline:
                        self.assertTrue(0 <= x <= 1 and 0 <= y <= 1)
                        # Front picture: the client's right is at the picture's left; back picture: at its right.
                        right_of_middle = x > 0.5
                        if area["side"] != "midline":
                            self.assertEqual(right_of_middle, (area["side"] == "right") == (area["face"] == "back"))
        self.assertLessEqual({"neck", "shoulder", "mid_back", "low_back", "buttock", "groin", "front_of_thigh"}, names)

    def test_actions_move_known_coordinates_within_comfort(self):
        coordinates = {c["id"]: c for c in load(ROOT / "assets" / "skeleton" / "coordinates.json")["coordinates"]}
        ids = {card["id"] for _, card in cards()}
        listed = load(KNOWLEDGE / "actions.json")["actions"]
        self.assertGreater(len(listed), 100)
        for action in listed:
            self.assertIn(action["id"], ids)
            for move in action["moves"]:
                for name, (start, end) in move["coordinates"].items():
                    with self.subTest(muscle=action["id"], coordinate=name):
                        self.assertIn(name, coordinates)
                        low, high = coordinates[name]["soft_deg"]
                        self.assertTrue(low <= min(start, end) and max(start, end) <= high)
                        self.assertNotEqual(start, end)

    def test_actions_go_the_way_the_words_say(self):
        moves = {a["id"]: a["moves"][0]["coordinates"] for a in load(KNOWLEDGE / "actions.json")["actions"]}
        # Signs of the skeleton: hip flexion, turning to the left, bending to the right and turning in are positive.
        for muscle, coordinate, sign in (("psoas_major", "hip_flexion_r", 1), ("gluteus_maximus", "hip_flexion_r", -1),
                                         ("sternocleidomastoid", "neck_axial_rotation", 1),
                                         ("splenius_capitis", "neck_axial_rotation", -1),
                                         ("quadratus_lumborum", "lumbar_lateral_bending", 1),
                                         ("external_oblique", "thoracic_axial_rotation", 1),
                                         ("internal_oblique", "thoracic_axial_rotation", -1),
                                         ("piriformis", "hip_rotation_r", -1), ("infraspinatus", "arm_rot_r", -1),
                                         ("gluteus_medius", "hip_adduction_r", -1), ("soleus", "ankle_angle_r", -1)):
            start, end = moves[muscle][coordinate]
            self.assertGreater((end - start) * sign, 0, f"{muscle} {coordinate}")

    def test_supply_and_referred_pain_name_known_structures(self):
        ids = {card["id"] for _, card in cards()}
        for entry in load(KNOWLEDGE / "nerve_supply.json")["supply"]:
            self.assertLessEqual({entry["id"], *entry["nerves"]}, ids, entry["id"])
        with_text = {card["id"] for _, card in cards() if card.get("referred_pain")}
        for pattern in load(KNOWLEDGE / "referred_pain.json")["patterns"]:
            with self.subTest(muscle=pattern["id"]):
                self.assertIn(pattern["id"], with_text)
                for spot in pattern["spots"]:
                    self.assertIn(spot["face"], ("front", "back"))
                    self.assertTrue(abs(spot["centre"][0]) < 0.2 and 0 < spot["centre"][1] < 1)
                    self.assertTrue(0 < spot["strength"] <= 1 and min(spot["half_size"]) > 0)

    def test_red_flags_are_complete_and_calm(self):
        flags = load(KNOWLEDGE / "words.json")["red_flags"]
        ids = {item["id"] for part in ("emergency", "soon") for item in flags[part]["items"]}
        self.assertLessEqual({"saddle_numbness", "bladder_bowel", "both_legs", "chest_pain", "pulsating_belly",
                              "fever_groin_flank", "known_fracture", "cancer_weight"}, ids)
        self.assertTrue(flags["emergency"]["advice"] and flags["soon"]["advice"] and flags["none"])

    def test_movements_are_dosed_cautious_and_sourced(self):
        sources = load(KNOWLEDGE / "sources.json")["sources"]
        views = {view["id"] for view in load(ROOT / "assets" / "views.json")["views"]}
        known = structure_bases()
        paths = sorted((ROOT / "assets" / "motions").glob("*.json"))
        self.assertTrue(paths)
        for path in paths:
            motion = load(path)
            with self.subTest(motion=path.stem):
                self.assertTrue(motion["client"] and motion["clinical"] and motion["dose"] and motion["cautions"])
                self.assertIn(motion["camera"], views)
                self.assertFalse(set(motion["targets"]) - known)
                self.assertFalse(set(motion["sources"]) - set(sources))
                for phase in motion["phases"]:
                    self.assertTrue(phase["client"] and phase["clinical"])
                if motion["stage"] == "settle":
                    self.assertFalse(motion.get("advanced"))

    def test_lessons_have_text_and_commands(self):
        sources = load(KNOWLEDGE / "sources.json")["sources"]
        lessons = sorted(LESSONS.glob("*.json"))
        self.assertTrue(lessons)
        for path in lessons:
            lesson = load(path)
            self.assertEqual(lesson["id"], path.stem)
            for step in lesson["steps"]:
                with self.subTest(lesson=path.name, step=step["title"]):
                    self.assertTrue(step["client"] and step["clinical"] and step["commands"])
                    self.assertFalse(any(";" in line or "\n" in line for line in step["commands"]))
                    for source in step["sources"]:
                        self.assertIn(source, sources)


if __name__ == "__main__":
    sys.exit(unittest.main())
