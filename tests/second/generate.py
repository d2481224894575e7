#!/usr/bin/env python3
"""Makes random instances: rosters, a program file and what goes with it. Everybody and everything in them is invented.

    generate.py --seed 1 --mentors 20 --mentees 30 --shape all-kinds -o FOLDER

writes `mentors.csv` and `mentees.csv` (or `roster.csv`), and `program.toml`, `ratings.csv`, `previous.csv`, `must.csv`
and `never.csv` where the instance has them, and prints the options for the command. The same arguments give the same
files. Spelling and dialect are as untidy as real spreadsheets are.
"""

import argparse
import csv
import io
import json
import os
import random
import shlex
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

import contract

SHAPES = ("plain", "all-kinds", "total-alone", "coverage-alone", "one-roster", "ranges", "tight", "dense")


# ---------------------------------------------------------------- files

@dataclass
class Sheet:
    """A table to be written, with its dialect."""

    header: list
    rows: list
    delimiter: str = ","
    newline: str = "\n"
    mark: bool = False  # a byte order mark in front

    def to_bytes(self, shuffle=None):
        rows = list(self.rows)
        if shuffle is not None:
            shuffle.shuffle(rows)
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerow(self.header)
        writer.writerows(rows)
        return (b"\xef\xbb\xbf" if self.mark else b"") + text.getvalue().encode()


@dataclass
class Instance:
    sheets: dict = field(default_factory=dict)
    program: str | None = None

    def options(self, folder=None):
        """The options of the command, with paths inside `folder` (or bare file names)."""
        names = list(self.sheets) + (["program.toml"] if self.program is not None else [])
        return [word for name in names
                for word in ("--" + name.split(".")[0], os.path.join(folder, name) if folder else name)]

    def write(self, folder, shuffle=None):
        """Writes all files; with a random generator as `shuffle`, the rows of every table in another order."""
        os.makedirs(folder, exist_ok=True)
        for name, sheet in self.sheets.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(sheet.to_bytes(shuffle))
        if self.program is not None:
            with open(os.path.join(folder, "program.toml"), "w", encoding="utf-8", newline="") as file:
                file.write(self.program)

    def load(self):
        """The problem of this instance."""
        with tempfile.TemporaryDirectory() as folder:
            self.write(folder)
            options = self.options(folder)
            return contract.load(**{name[2:]: path for name, path in zip(options[::2], options[1::2])})


# ---------------------------------------------------------------- TOML

def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(item)}" for key, item in value.items()) + " }" if value else "{}"
    return str(value)  # int or Decimal


def program_text(tables):
    """Tables by name; a list of tables is written as [[name]]."""
    lines = []
    for name, content in tables.items():
        for table in content if isinstance(content, list) else [content]:
            lines.append(f"[[{name}]]" if isinstance(content, list) else f"[{name}]")
            lines += [f"{key} = {toml(value)}" for key, value in table.items()]
            lines.append("")
    return "\n".join(lines)


# ---------------------------------------------------------------- words

WORDS = {
    "interests": ["chess", "robotics", "film", "baking", "fußball", "board games", "café culture", "3d printing",
                  "hip hop", "naïve painting", "σκάκι", "knitting", "rock, paper, scissors", "orienteering", "karting",
                  "ﬂoristry", "crème caramel", "moss gardens", "kite repair", "jugglery", "bell ringing", "ölmalerei"],
    "subjects": ["maths", "english", "physics", "history", "français", "biology", "chemistry", "geography", "art",
                 "latin", "economics", "straßenkunde"],
    "support": ["exam stress", "settling in", "homesickness", "reading aloud", "organisation", "anxiety", "dyslexia",
                "loss"],
    "languages": ["english", "español", "deutsch", "français", "polski", "中文", "العربية", "türkçe", "ελληνικά"],
    "careers": ["nurse", "engineer", "teacher", "baker", "pilot", "judge", "gärtner"],
    "sites": ["north hill", "südtor", "lake side"],
    "genders": ["woman", "man", "non-binary"],
    "colours": ["blue", "grün", "red", "türkis"],
    "mottos": ["onwards", "slow and steady", "why not?", "Füße hoch"],
    "levels": ["beginner", "some", "club player", "master"],
    "badges": ["blue", "silver", "red", "swimmer"],
    "slots": [f"{day} P{lesson}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for lesson in (1, 2, 3)],
    "names": ["Ada", "Bo", "Çelik", "Dario", "Émile", "Freya", "Gustaf", "Hana", "Ines", "Jörg", "Kim", "Lwazi"],
    "surnames": ["Almund", "Bexter", "Corvale", "Dunmarsh", "Ellbank", "Fenwold", "Grauheim", "Hollowey"],
}
BLANKS = ["", "", "", "", "none", "N/A", "-", "No Preference", "  ", "NONE "]


def full_width(text):
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


def decomposed(text):
    return unicodedata.normalize("NFD", text)


class Writer:
    """Writes cells, as untidily as asked."""

    def __init__(self, rng, mess):
        self.rng, self.mess = rng, mess

    def spelled(self, text):
        """The same tag, choice or step, spelled otherwise."""
        rng = self.rng
        if rng.random() >= self.mess:
            return text
        return rng.choice([
            str.upper, str.title, str.swapcase, full_width, decomposed,
            lambda text: text.replace("ß", "ss"), lambda text: text.replace("ss", "ß"),
            lambda text: text.replace(" ", "  "), lambda text: text.replace(" ", "\u00a0"),
            lambda text: f" {text} ", lambda text: unicodedata.normalize("NFKC", text).upper(),
        ])(text)

    def blank(self):
        return self.rng.choice(BLANKS) if self.mess else ""

    def picks(self, words, least, most):
        """Different words, the first ones of the list much more often."""
        weights = [1 / (place + 1) for place in range(len(words))]
        count = self.rng.randint(least, most)
        return list(dict.fromkeys(self.rng.choices(words, weights, k=count * 2)))[:count]

    def column_style(self):
        """How the cells of one column are joined."""
        styles = [["; "], [";"], ["|", " | "], [";", "|", "; ", "；", "｜", "\n", ";;"], [",", ", ", "，"]]
        return self.rng.choice(styles if self.mess else styles[:1])

    def joined(self, parts, style):
        if style[0] == ",":
            parts = [part for part in parts if "," not in part]
        text = ""
        for place, part in enumerate(parts):
            text += (self.rng.choice(style) if place else "") + part
        return text


def grade_cell(writer, step):
    rng = writer.rng
    if rng.random() < writer.mess / 3:
        return rng.choice(["UG", "Other", "", "none"])
    if step <= 0:
        return rng.choice({0: ["K", "KG", "k"], -1: ["TK"], -2: ["PK", "pk"], -3: ["PR"], -4: ["IT"]}[step])
    if step == 14:
        return "PS"
    if rng.random() >= writer.mess:
        return str(step)
    end = {1: "st", 2: "nd", 3: "rd"}.get(step, "th")
    return rng.choice([f"{step:02}", f"{step}{end}", f"Grade {step}", f"grade {step:02}", f"{step}{end} grade",
                       f"{step} Grade", full_width(str(step)), f" {step} "])


def range_cell(writer):
    rng = writer.rng
    day = rng.choice(["Mon", "Tue", "Wed", "Thu", "Friday", "Saturday", "Sunday", "Monday", "wed"])
    start = rng.choice([8, 9, 13, 14, 15, 16]) * 60 + rng.choice([0, 0, 15, 30, 35])
    end = min(start + rng.choice([30, 45, 60, 90, 120]), 1440)
    if rng.random() < 0.05:
        start, end = 22 * 60, 24 * 60
    dash = rng.choice(["-", "-", "–"])
    return f"{day} {start // 60:02}:{start % 60:02}{dash}{end // 60:02}:{end % 60:02}"


# ---------------------------------------------------------------- people

def make_ids(rng, letter, count):
    """Ids in one of a few styles, so that natural order has something to do."""
    style = rng.randrange(6)
    numbers = rng.sample(range(1, 4 * count + 10), count)
    if style == 0:
        return [f"{letter}{number}" for number in numbers]
    if style == 1:
        return [f"{letter}{number:04}" for number in numbers]
    if style == 2:
        return [str(number + (0 if letter == "M" else 100_000)) for number in numbers]
    if style == 3:
        return [f"{letter}-{rng.choice('abZé')}{number}-{rng.randint(1, 20)}" for number in numbers]
    if style == 4:  # some that are equal as numbers, not as text
        return list(dict.fromkeys([f"{letter} {number:0{rng.randint(1, 3)}}" for number in
                                   (rng.randint(1, count) for _ in range(20 * count))]))[:count]
    return [f"{letter.lower()}{number}.{rng.randint(0, 99):02}x{number}" for number in numbers]


class Cells:
    """Makes the cells of each field; `partners` are the ids that its lists of ids may name."""

    def __init__(self, writer, role, partners, ranges=False, blank=0.15):
        self.writer, self.rng, self.role = writer, writer.rng, role
        self.partners, self.ranges, self.blank = partners, ranges, blank
        self.styles = {}

    def style(self, name):
        return self.styles.setdefault(name, self.writer.column_style())

    def many(self, name, words, least=1, most=4):
        if self.rng.random() < self.blank:
            return self.writer.blank()
        parts = [self.writer.spelled(word) for word in self.writer.picks(words, least, most)]
        if self.rng.random() < self.writer.mess / 4:
            parts.append(self.writer.spelled(parts[0]))  # a repeated tag counts once
        return self.writer.joined(parts, self.style(name))

    def one(self, words):
        if self.rng.random() < self.blank:
            return self.writer.blank()
        return self.writer.spelled(self.writer.picks(words, 1, 1)[0])

    def ids(self, name, most, repeat=False):
        pool = self.partners
        chosen = self.rng.sample(pool, min(len(pool), self.rng.randint(0, most)))
        if chosen and self.rng.random() < 0.1:
            chosen.insert(self.rng.randint(0, len(chosen)), "nobody-77")
        if repeat and chosen and self.rng.random() < 0.2:
            chosen.append(chosen[0])
        return self.writer.joined(chosen, self.style(name))

    def maybe(self, chance, make):
        return make() if self.rng.random() < chance else ""

    def cell(self, name):
        rng, mentor = self.rng, self.role == "mentor"
        words = {"interests": "interests", "dislikes": "interests", "goals": "careers", "careers": "careers",
                 "subject_strengths": "subjects", "subject_needs": "subjects", "support_skills": "support",
                 "support_needs": "support", "languages": "languages", "learning_languages": "languages",
                 "badges": "badges"}
        if name in words:
            least, most = {"support_needs": (1, 2), "subject_needs": (1, 3), "support_skills": (2, 5),
                           "subject_strengths": (2, 5), "interests": (1, 6)}.get(name, (1, 3))
            return self.many(name, WORDS[words[name]], least, most)
        if name in ("site", "gender", "favourite_colour", "motto", "chess_level"):
            return self.one(WORDS[{"site": "sites", "gender": "genders", "favourite_colour": "colours",
                                   "motto": "mottos", "chess_level": "levels"}[name]])
        if name == "gender_wish":
            return self.maybe(0.3, lambda: self.many(name, WORDS["genders"], 1, 2))
        if name in ("availability", "club_nights"):
            if self.ranges and name == "availability":
                if rng.random() < self.blank:
                    return self.writer.blank()
                return self.writer.joined([range_cell(self.writer) for _ in range(rng.randint(2, 6))],
                                          self.style(name))
            return self.many(name, WORDS["slots"], 2, 7)
        if name in ("grade", "stage"):
            low, high = (8, 13) if mentor else (5, 11)
            if rng.random() < 0.05:
                low, high = (13, 14) if mentor else (-4, 4)
            return self.maybe(1 - self.blank / 3, lambda: grade_cell(self.writer, rng.randint(low, high)))
        if name == "distance_km":
            return self.maybe(1 - self.blank, lambda: rng.choice([
                str(rng.randint(0, 20)), f"{rng.randint(-5, 20)}.{rng.randint(0, 9)}", f"{rng.randint(0, 20)}.5",
                f"{rng.randint(0, 20)}.{rng.randint(0, 999999):06}"]))
        if name in ("trained", "consent", "first_aid"):
            return self.maybe(1 - self.blank, lambda: rng.choice(["yes", "Yes", "y", "TRUE", "1", "yes", "no", "N", "0"]))
        if name == "active":
            return rng.choice(["", "yes", "yes", "Y", "1", "true", "yes", "yes", "yes", "no"])
        if name in ("cleared_until", "insured_until"):
            return self.maybe(1 - self.blank, lambda: f"20{rng.randint(26, 29)}-{rng.randint(1, 12):02}-"
                                                      f"{rng.randint(1, 28):02}")
        if name == "mode":
            return self.many(name, ["in-person", "virtual"], 1, 2)
        if name == "prefers":
            return self.maybe(0.6, lambda: self.ids(name, 6, repeat=True))
        if name == "avoids":
            return self.maybe(0.2, lambda: self.ids(name, 2))
        if name == "previous_partners":
            return self.maybe(0.3, lambda: self.ids(name, 2))
        if name == "remarks":
            return rng.choice(["", "late on Tuesdays", "said: \"any time\"", "a, b; c"])
        raise KeyError(name)


def capacity_cell(rng, shape):
    return rng.choice({"tight": ["0", "1", "1", "2", ""]}.get(shape, ["", "0", "1", "1", "2", "2", "3", "4", " 1 "]))


def wanted_cell(rng, shape):
    if shape == "plain":
        return rng.choice(["", "", "", "1", "1", "2"])
    return rng.choice(["", "", "1", "1", "1", "1", "2", "2", "0", "3"])


# ---------------------------------------------------------------- programs

OWN_FIELDS = {
    "favourite_colour": "choice", "badges": "tags", "distance_km": "number", "stage": "grade", "first_aid": "yes-no",
    "insured_until": "date", "club_nights": "slots", "motto": "text",
    "chess_level": {"ladder": ["beginner", "some", "club player", "master"]},
}
EVERY_FIELD = ["site", "grade", "gender", "gender_wish", "languages", "learning_languages", "interests", "careers",
               "goals", "subject_strengths", "subject_needs", "support_skills", "support_needs", "availability", "mode",
               "trained", "consent", "cleared_until", "prefers", "avoids", "previous_partners", *OWN_FIELDS]


def decimal(rng, low, high, places=1):
    """A random decimal as it would be written."""
    return Decimal(rng.randint(low * 10**places, high * 10**places)).scaleb(-places)


def random_weight(rng):
    return rng.choice([1, 2, 30, 15, Decimal("12.375"), Decimal("0.5"), Decimal("7.1"), Decimal("33.333"),
                       Decimal("0.001"), 1000, 0, None])


def random_criteria(rng, ranges, count):
    """Criteria of as many kinds as there is room for, with random keys."""
    level_field = lambda: rng.choice(["grade", "distance_km", "chess_level", "stage"])
    makers = {
        "overlap": lambda: rng.choice([{"field": "interests"}, {"field": "site"},
                                       {"mentor": "languages", "mentee": "learning_languages"},
                                       {"mentor": "favourite_colour", "mentee": "badges"}]),
        "covers": lambda: rng.choice([{"need": "subject_needs", "offer": "subject_strengths"},
                                      {"need": "support_needs", "offer": "support_skills"},
                                      {"need": "favourite_colour", "offer": "badges"}]),
        "mutual": lambda: {"mentor_offers": "languages", "mentee_wants": "learning_languages",
                           "mentee_offers": rng.choice(["languages", "subject_strengths"]),
                           "mentor_wants": rng.choice(["learning_languages", "subject_needs"])},
        "gap": lambda: {"field": level_field(), "ideal": sorted([decimal(rng, -3, 4), decimal(rng, -3, 4)]),
                        "falloff": rng.choice([1, 3, 7, Decimal("2.5"), Decimal("0.3")])},
        "same": lambda: rng.choice([{"field": "site"}, {"field": "first_aid"}, {"field": "motto"}, {"field": "grade"},
                                    {"mentor": "favourite_colour", "mentee": "site"},
                                    {"mentor": "trained", "mentee": "first_aid"}]),
        "differ": lambda: {"field": rng.choice(["gender", "chess_level", "consent", "motto"])},
        "common": lambda: ({"field": "availability", "minutes": rng.choice([45, 60, 100])} if ranges else
                           rng.choice([{"field": "availability", "full": rng.choice([2, 3])}, {"field": "interests"},
                                       {"field": "club_nights", "full": 3}])),
        "near": lambda: {"field": level_field(), "range": rng.choice([2, 7, Decimal("7.5"), Decimal("0.7")])},
        "prefers": lambda: {"by": rng.choice(["mentee", "mentor"])},
        "rated": lambda: {"scale": rng.choice([[1, 5], [5, 1], [0, Decimal("5.5")]])},
    }
    kinds = rng.sample(list(makers), min(count, len(makers)))
    kinds += rng.choices(list(makers), k=max(0, count - len(makers)))
    entries = []
    for place, kind in enumerate(kinds):
        entry = {"name": f"{kind.title()} {place + 1}", kind: makers[kind]()}
        weight = random_weight(rng)
        if weight is not None:
            entry["weight"] = weight
        if rng.random() < 0.6:
            entry["blank"] = rng.choice([Decimal("0.3"), 0, 1, Decimal("0.5"), Decimal("0.33335"), Decimal("0.00005")])
        if rng.random() < 0.2:
            entry["view"] = rng.choice(["mentee", "mentor", "both"])
        entries.append(entry)
    return entries


def random_rules(rng, ranges, count):
    makers = {
        "gap": lambda: {"field": rng.choice(["grade", "stage", "distance_km", "chess_level"]),
                        **rng.choice([{"min": -2}, {"min": Decimal("-10.5"), "max": 9}, {"max": 7}])},
        "same": lambda: rng.choice([{"field": "site"}, {"field": "trained"}, {"field": "motto"}]),
        "differ": lambda: {"field": rng.choice(["grade", "favourite_colour", "stage", "motto"])},
        "overlap": lambda: {"field": "interests", **rng.choice([{}, {"at_least": 1}, {"at_least": 2}])},
        "covers": lambda: {"need": "subject_needs", "offer": "subject_strengths",
                           **rng.choice([{}, {"at_least": 2}, {"at_least": "all"}])},
        "mutual": lambda: {"mentor_offers": "languages", "mentee_wants": "learning_languages",
                           "mentee_offers": "languages", "mentor_wants": "learning_languages"},
        "common": lambda: ({"field": "availability", "minutes": rng.choice([15, 40])} if ranges else
                           {"field": "availability", **rng.choice([{}, {"at_least": 2}])}),
        "wish": lambda: rng.choice([{"by": "mentee"}, {"by": "both"}, {"by": "mentor"},
                                    {"by": "mentee", "wish": "badges", "about": "favourite_colour"}]),
        "mentor_has": lambda: has(rng, "mentor"),
        "mentee_has": lambda: has(rng, "mentee"),
        "new_partner": lambda: {},
        "listed": lambda: {},
    }
    kinds = rng.sample(list(makers), min(count, len(makers)))
    entries = []
    for place, kind in enumerate(kinds):
        entry = {"name": f"Rule {place + 1} ({kind})", kind: makers[kind]()}
        blank = rng.choice(["allow", "allow", "forbid", None])
        if blank and kind not in ("new_partner", "listed"):
            entry["if_blank"] = blank
        entries.append(entry)
    return entries


def has(rng, role):
    return rng.choice([
        {"field": "trained", "is": "yes"}, {"field": "consent", "none_of": ["no"]},
        {"field": "site", "any_of": ["North  HILL", "SÜDTOR"]}, {"field": "interests", "none_of": ["kite repair"]},
        {"field": "grade", "at_least": 7 if role == "mentor" else 5}, {"field": "chess_level", "at_least": "some"},
        {"field": "insured_until", "at_least": "2026-09-01"}, {"field": "distance_km", "at_least": Decimal("0.5")},
        {"field": "mode", "is": "in-person"}])


def fields_of(entry):
    """(role, field) of everything an entry reads."""
    kind, keys = next((kind, value) for kind, value in entry.items() if isinstance(value, dict))
    both = lambda name: [("mentor", name), ("mentee", name)]
    if kind in ("mentor_has", "mentee_has"):
        return [(kind[:6], keys["field"])]
    if kind == "wish":
        return both(keys.get("wish", "gender_wish")) + both(keys.get("about", "gender"))
    if kind == "prefers":
        return [(keys["by"], "prefers")]
    if kind == "mutual":
        return [(key[:6], value) for key, value in keys.items()]
    found = both(keys["field"]) if "field" in keys else []
    return found + [("mentor" if key in ("mentor", "offer") else "mentee", keys[key])
                    for key in ("mentor", "mentee", "need", "offer") if key in keys]


# ---------------------------------------------------------------- instances

class Maker:
    def __init__(self, seed, mentors, mentees, shape):
        self.rng = random.Random(f"{seed} {mentors} {mentees} {shape}")
        self.counts = {"mentor": mentors, "mentee": mentees}
        self.shape = shape
        self.ranges = shape == "ranges"
        self.writer = Writer(self.rng, 0.05 if shape == "dense" else 0.3)
        self.instance = Instance()
        self.tables = None  # of the program file
        self.missing = set()  # (role, field) that the rosters do not have

    def make(self):
        rng = self.rng
        self.ids = {"mentor": make_ids(rng, "M", self.counts["mentor"]),
                    "mentee": make_ids(rng, "E", self.counts["mentee"])}
        self.pool = {role: list(ids) for role, ids in self.ids.items()}  # whom lists of ids may name
        if self.shape in ("all-kinds", "ranges") and rng.random() < 0.3:
            self.make_one_person_both()
        self.make_program()
        if self.shape == "one-roster":
            self.make_roster()
        else:
            self.make_two_files()
        if self.shape != "dense":
            self.make_pair_files()
        self.loosen()
        if self.shape != "dense" and rng.random() < 0.5:
            self.make_must()
        return self.instance

    def make_one_person_both(self):
        """One mentee is one of the mentors too; nobody's lists name that person, who could be meant in either role."""
        self.pool = {role: ids[1:] for role, ids in self.ids.items()}
        self.ids["mentee"][0] = self.ids["mentor"][0]

    # ------------------------------------------------ program

    def make_program(self):
        rng, shape = self.rng, self.shape
        if shape in ("plain", "dense") or (shape == "tight" and rng.random() < 0.4):
            return  # the built-in default program, no program file
        rich = shape in ("all-kinds", "one-roster")
        criteria = random_criteria(rng, self.ranges, rng.randint(4, 12) if rich else rng.randint(1, 4))
        rules = random_rules(rng, self.ranges, rng.randint(2, 6) if rich else rng.randint(0, 2))
        if self.ranges:
            criteria.append({"name": "Time together", "weight": 10,
                             "common": {"field": "availability", "minutes": rng.choice([50, 90])}})
            rules.append({"name": "Half an hour", "common": {"field": "availability", "minutes": 30}})
        if shape == "total-alone" and rng.random() < 0.5:  # many equal totals and pairs worth nothing
            criteria = [{"name": "Same site", "same": {"field": "site"}, "blank": 0}]
        if rng.random() < 0.05:
            for entry in criteria:
                entry["weight"] = 0
        self.drop_columns(criteria, rules)
        tables = {"program": {"name": "Invented", **rng.choice([{}, {"mentor": "buddy", "mentee": "newcomer"}])}}
        if rng.random() < 0.5:
            tables["mentors"] = {"capacity": rng.choice([1, 2, 3])}
        if rng.random() < 0.3:
            tables["mentees"] = {"mentors_wanted": rng.choice([1, 2])}
        tables["fields"] = OWN_FIELDS
        tables["criteria"] = criteria
        tables["rules"] = rules
        levels = {"total-alone": ["total"], "coverage-alone": ["coverage"]}.get(shape)
        objective = {"levels": levels} if levels else rng.choice([{}, {"levels": ["coverage", "total"]}])
        if rng.random() < 0.4:
            objective["minimum_score"] = rng.choice([5, Decimal("12.34"), Decimal("33.3"), 40])
        tables["objective"] = objective
        self.tables = tables
        self.set_program()

    def drop_columns(self, criteria, rules):
        """Some columns are in one file only; what reads them is optional."""
        rng = self.rng
        entries = criteria + rules
        readable = sorted({both for entry in entries for both in fields_of(entry)})
        if readable and rng.random() < 0.5:
            self.missing = set(rng.sample(readable, min(len(readable), rng.randint(1, 2))))
            if self.shape == "one-roster":
                self.missing |= {(role, name) for role in ("mentor", "mentee") for _, name in set(self.missing)}
        for entry in entries:
            if rng.random() < 0.2 or any(both in self.missing for both in fields_of(entry)):
                entry["optional"] = True

    def set_program(self):
        self.instance.program = None if self.tables is None else program_text(
            {name: content for name, content in self.tables.items() if content})

    def reads_of_kind(self, kind):
        entries = (self.tables["criteria"] + self.tables["rules"]) if self.tables else []
        return [entry for entry in entries if kind in entry]

    # ------------------------------------------------ rosters

    def fields_for(self, role):
        rng = self.rng
        if self.shape == "dense":
            return ["grade", "interests", "subject_strengths" if role == "mentor" else "subject_needs",
                    "support_skills" if role == "mentor" else "support_needs"]
        if self.tables is None:
            needed = ["grade", "interests", "subject_strengths", "subject_needs", "support_skills", "support_needs"]
            names = [name for name in needed if rng.random() < 0.85]
            names += [name for name in ("avoids", "active", "site", "remarks") if rng.random() < 0.3]
        else:
            needed = {name for entry in self.tables["criteria"] + self.tables["rules"]
                      for side, name in fields_of(entry)}
            names = [name for name in EVERY_FIELD if name in needed or rng.random() < 0.3]
            names += [name for name in ("active", "remarks") if rng.random() < 0.4]
            if self.reads_of_kind("new_partner") and "previous_partners" not in names:
                names.append("previous_partners")
        return [name for name in names if (role, name) not in self.missing]

    def role_cells(self, role):
        """Makers of the columns that only one role has."""
        rng, shape = self.rng, self.shape
        if shape == "dense":
            return {}
        if role == "mentor":
            return {"capacity": lambda: capacity_cell(rng, shape)} if rng.random() < 0.9 or shape == "tight" else {}
        cells = {}
        if rng.random() < 0.7:
            cells["mentors_wanted"] = lambda: wanted_cell(rng, shape)
        if rng.random() < 0.7:
            cells["priority"] = lambda: rng.choice(["", "", "", "1", "2", "2", "7"])
        return cells

    def rows(self, role, ids, names, own, cells):
        """Rows of `id`, name, and the fields."""
        rows = []
        for person in ids:
            full_name = f"{self.rng.choice(WORDS['names'])} {self.rng.choice(WORDS['surnames'])}"
            rows.append([person, full_name] + [cells.cell(name) for name in names] + [make() for make in own.values()])
        return rows

    def sheet(self, header, rows):
        rng = self.rng
        if self.shape == "dense":
            return Sheet(header, rows)
        order = list(range(len(header)))
        rng.shuffle(order)
        header = [header[index] for index in order]
        if rng.random() < 0.1:
            header = [name.replace("_", " ").capitalize() if name not in OWN_FIELDS else name for name in header]
        return Sheet(header, [[row[index] for index in order] for row in rows],
                     rng.choice([",", ",", ",", ";", "\t"]), rng.choice(["\n", "\n", "\r\n"]), rng.random() < 0.2)

    def make_two_files(self):
        rng = self.rng
        serves = rng.choice(["id"] * 8 + ["email", "name"]) if self.shape == "plain" else "id"
        if serves == "email":
            self.ids = {role: [f"{key.replace(' ', '_')}.{place}@Example.org" for place, key in enumerate(ids)]
                        for role, ids in self.ids.items()}
            self.pool = self.ids
        for role, other in (("mentor", "mentee"), ("mentee", "mentor")):
            names = self.fields_for(role)
            own = self.role_cells(role)
            cells = Cells(self.writer, role, self.pool[other], self.ranges)
            rows = self.rows(role, self.ids[role], names, own, cells)
            header = [serves, "name" if serves != "name" else "nickname", *names, *own]
            self.instance.sheets[f"{role}s.csv"] = self.sheet(header, rows)

    def make_roster(self):
        """One table; some are both, and some have a row in each role."""
        rng = self.rng
        everybody = self.ids["mentor"] + self.ids["mentee"]
        names = self.fields_for("mentor")
        own = self.role_cells("mentor") | self.role_cells("mentee")
        cells = Cells(self.writer, "mentor", everybody, self.ranges)
        rows = []
        for role in ("mentor", "mentee"):
            cells.role = role
            for row in self.rows(role, self.ids[role], names, own, cells):
                chance = rng.random()
                if chance < 0.2:
                    rows.append([*row, "both"])
                elif chance < 0.25:
                    rows += [[*row, "mentor"], [*row, "mentee"]]
                else:
                    rows.append([*row, role])
        self.instance.sheets["roster.csv"] = self.sheet(["id", "name", *names, *own, "role"], rows)

    # ------------------------------------------------ pair files

    def random_pairs(self, count, strangers=0.05):
        rng = self.rng
        pairs = set()
        for _ in range(count):
            mentor, mentee = rng.choice(self.ids["mentor"]), rng.choice(self.ids["mentee"])
            if rng.random() < strangers:
                mentor = "stranger-1"
            pairs.add((mentor, mentee))
        return sorted(pairs)

    def pair_sheet(self, pairs):
        """Pairs as `mentor,mentee`, or in the form of a result of the command."""
        rng = self.rng
        dialect = rng.choice([",", ",", ";", "\t"]), rng.choice(["\n", "\r\n"]), rng.random() < 0.2
        if rng.random() < 0.7:
            return Sheet(["mentor", "mentee"], [[mentor, f" {mentee}"] for mentor, mentee in pairs], *dialect)
        rows = [["proposed", mentor, "Some Name", mentee, "Other Name", "81.25", "why not"] for mentor, mentee in pairs]
        rows.append(["unmatched", "", "", rng.choice(self.ids["mentee"]), "Other Name", "", "no-place-left"])
        return Sheet(["status", "mentor_id", "mentor_name", "mentee_id", "mentee_name", "score", "why"], rows, *dialect)

    def make_pair_files(self):
        rng, people = self.rng, sum(self.counts.values())
        if self.reads_of_kind("rated") or self.reads_of_kind("listed") or rng.random() < 0.15:
            self.instance.sheets["ratings.csv"] = self.ratings_sheet()
        if self.reads_of_kind("new_partner") or rng.random() < 0.2:
            self.instance.sheets["previous.csv"] = self.pair_sheet(self.random_pairs(people // 3 + 1))
        if rng.random() < 0.3:
            self.instance.sheets["never.csv"] = self.pair_sheet(self.random_pairs(people // 4 + 1))

    def ratings_sheet(self):
        rng = self.rng
        product = self.counts["mentor"] * self.counts["mentee"]
        many = min(product * 2, 200_000) if self.reads_of_kind("listed") else min(product // 2, 20_000)
        rows = []
        for mentor, mentee in self.random_pairs(many + 1, strangers=0.01):
            rating = rng.choice(["1", "2", "3", "4", "5", "4.5", "2.250001", "", "never"])
            rows.append([mentor, mentee, rating])
            if rating and rng.random() < 0.1:  # the same again, or a blank, which yields
                again = {"4": "4.0", "3": "3.00"}.get(rating, rating)
                rows.append([mentor, mentee, rng.choice([again, ""]) if rating != "never" else again])
        rng.shuffle(rows)
        return Sheet(["mentor", "mentee", "rating"], rows, rng.choice([",", ";"]))

    def make_must(self):
        """A few must-pairs that are allowed; rarely so many that a capacity is exceeded."""
        rng = self.rng
        problem = self.instance.load()
        too_many = rng.random() < 0.05
        allowed = list(zip(*(axis.tolist() for axis in problem.allowed.nonzero())))
        rng.shuffle(allowed)
        left, open_places = list(problem.capacity), list(problem.wanted)
        chosen = []
        for mentor, mentee in allowed:
            if len(chosen) >= rng.randint(1, 4) and not too_many:
                break
            if left[mentor] > 0 and open_places[mentee] > 0:
                left[mentor] -= 1
                open_places[mentee] -= 1
                chosen.append(problem.names(mentor, mentee))
            elif too_many:
                chosen.append(problem.names(mentor, mentee))
                break
        if chosen:
            self.instance.sheets["must.csv"] = self.pair_sheet(chosen)

    # ------------------------------------------------ not too strict

    def loosen(self):
        """Takes rules away until a tenth of all pairs is allowed and half of each side is eligible."""
        if self.tables is None:
            return
        while True:
            problem = self.instance.load()
            eligible = {role: found.mean() for role, found in problem.eligible.items()}
            personal = [rule for rule in self.tables["rules"] if "mentor_has" in rule or "mentee_has" in rule]
            if min(eligible.values()) < 0.5 and personal:
                self.tables["rules"].remove(self.rng.choice(personal))
            elif problem.allowed.mean() >= 0.1:
                return
            elif self.tables["rules"]:
                self.tables["rules"].remove(self.rng.choice(self.tables["rules"]))
            elif self.tables["objective"].pop("minimum_score", None) is None:
                return
            self.set_program()


def make(seed, mentors, mentees, shape):
    return Maker(seed, mentors, mentees, shape).make()


def main(argv=None):
    parser = argparse.ArgumentParser(description="Make a random instance.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mentors", type=int, default=20)
    parser.add_argument("--mentees", type=int, default=30)
    parser.add_argument("--shape", choices=SHAPES, default="plain")
    parser.add_argument("-o", "--output", metavar="FOLDER", required=True)
    options = parser.parse_args(argv)
    instance = make(options.seed, options.mentors, options.mentees, options.shape)
    instance.write(options.output)
    print(shlex.join(instance.options(options.output)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
