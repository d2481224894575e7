"""Random instances of few people for the levels, the stable method and section 5, small enough to go through them all.

A shape is one of `SINGLE`, or several of `LIMITS` joined with `+`, or `meetings` or `groups` with the limits that they
go with; `rejected` makes inputs that break the contract.
Weights are alike, values are few and amounts are close to what there is, so that ties and binding limits are common.
"""

import random
from decimal import Decimal
from itertools import combinations

from generate import Instance, Sheet, program_text
from program import LEADERS, LED, LEVELS
from tables import Rejected

LIMITS = ("minimum", "demands", "teams", "quotas")
SINGLE = ("levels", "stable", *LIMITS)
COMBINED = (*("+".join(pair) for pair in combinations(LIMITS, 2)), "+".join(LIMITS))
MEETINGS = tuple("+".join(("meetings", *some)) for count in range(5) for some in combinations(LIMITS, count))
GROUPS = ("groups", "groups+minimum", "groups+quotas", "groups+minimum+quotas")
SHAPES = (*SINGLE, *COMBINED, *MEETINGS, *GROUPS, "rejected")
SCALING = ("levels", "stable")  # need not be gone through
MOST_PEOPLE = {"small": 5, "medium": 7}
MANY_PEOPLE = {"medium": (8, 60), "large": (60, 160)}

SITES = ["north", "south", "lake side"]
TAGS = ["chess", "film", "baking", "karting"]
SUBJECTS = ["maths", "art", "latin", "straßenkunde"]
SLOTS = ["Mon P1", "Tue P2", "Tue P10", "Fri lunch"]
STEPS = ["beginner", "some", "master"]
FIELDS = {"experienced": "yes-no", "km": "number", "skill": {"ladder": STEPS}}


def allowed_order(levels):
    """Whether the contract takes these levels in this order."""
    return bool(levels) and "coverage" not in levels[1:] and all(
        set(LEADERS) & set(levels[:place]) for place, level in enumerate(levels) if level in LED)


class Small:
    def __init__(self, seed, mentors, mentees, shape):
        self.rng = random.Random(f"small {seed} {mentors} {mentees} {shape}")
        rng = self.rng
        self.parts = set(shape.split("+"))
        self.full_rankings = "stable" in self.parts and rng.random() < 0.6  # and each side has its own view
        self.even = self.full_rankings and rng.random() < 0.7  # as many of both, one place each: the sides fall out
        if self.even:
            mentors = mentees = max(mentors, mentees)
        self.in_slots = not {"meetings", "groups"}.isdisjoint(self.parts)
        self.one_file = rng.random() < (0.25 if self.in_slots else 0.12) and not self.even
        if self.one_file:  # where many may be both
            mentors, mentees = min(mentors, 3), min(mentees, 3)
        self.ids = {"mentor": [f"M{number}" for number in rng.sample(range(1, 4 * mentors + 1), mentors)],
                    "mentee": [f"E{number}" for number in rng.sample(range(1, 4 * mentees + 1), mentees)]}
        self.pool = {role: list(ids) for role, ids in self.ids.items()}
        if not self.one_file and rng.random() < (0.25 if self.in_slots else 0.1):
            # One person in both files, whom no list of ids names.
            self.pool = {role: ids[1:] for role, ids in self.ids.items()}
            self.ids["mentee"][0] = self.ids["mentor"][0]
        self.blank = rng.choice([0, 0.1, 0.25])
        self.dull = rng.random() < 0.3  # nearly everybody is alike
        self.slot_field = "free" if self.in_slots and rng.random() < 0.2 else "availability"  # tags serve as well
        self.columns = {}
        self.slots = rng.sample(SLOTS, rng.choice([1, 2, 2, 3, 3, 4])) if self.in_slots else []
        self.instance = Instance()

    def make(self):
        self.make_columns()
        self.tables = self.make_program()
        if self.one_file:
            self.make_roster()
        else:
            for role in ("mentor", "mentee"):
                self.instance.sheets[f"{role}s.csv"] = self.sheet(role, self.columns[role])
        self.make_pairs()
        self.set_program()
        if self.maybe(0.2 if self.in_slots else 0.35):
            self.make_must()
        return self.instance

    def set_program(self):
        tables = dict(self.tables)
        rules = tables.get("team", {}).get("rules")
        if rules is not None:
            tables["team"] = {key: value for key, value in tables["team"].items() if key != "rules"}
            tables["team.rules"] = rules
        for table in ("groups", "meetings"):
            for name in ("rules", "rooms_at"):
                if name in tables.get(table, {}):
                    tables[f"{table}.{name}"] = tables[table][name]
                    tables[table] = {key: value for key, value in tables[table].items() if key != name}
        if isinstance(tables.get("meetings.rooms_at"), dict):
            tables["meetings.rooms_at"] = {f'"{slot}"': room for slot, room in tables["meetings.rooms_at"].items()}
        order = sorted(tables, key=lambda name: ("." in name, list(tables).index(name)))
        self.instance.program = program_text({name: tables[name] for name in order})

    # ------------------------------------------------ rosters

    def maybe(self, chance):
        return self.rng.random() < chance

    def one(self, words):
        if self.maybe(self.blank):
            return ""
        return words[0] if self.dull and self.maybe(0.7) else self.rng.choice(words)

    def many(self, words, least, most):
        if self.maybe(self.blank):
            return ""
        chosen = self.rng.sample(words, min(len(words), self.rng.randint(least, most)))
        if self.maybe(0.2):
            chosen = [self.rng.choice([str.upper, str.title, "{} ".format])(word) for word in chosen]
        if chosen and self.maybe(0.05):
            chosen.append(chosen[0].swapcase())  # a repeated tag counts once
        return self.rng.choice([";", "; "]).join(chosen)

    def some_ids(self, pool, most):
        return ";".join(self.rng.sample(pool, min(len(pool), self.rng.randint(0, most))))

    def ranking(self, partners):
        """Where everybody ranks everybody, nobody is indifferent."""
        if self.full_rankings:
            return ";".join(self.rng.sample(partners, len(partners)))
        return self.some_ids(partners, 4) if self.maybe(0.8) else ""

    def make_columns(self):
        """Which columns each role has, and what fills their cells."""
        rng, limits = self.rng, self.parts
        other = {"mentor": "mentee", "mentee": "mentor"}
        for role in ("mentor", "mentee"):
            partners = self.pool[other[role]]
            cells = {
                "site": lambda: self.one(SITES), "grade": lambda: self.one(["8", "9", "10", "11"]),
                "gender": lambda: self.one(["woman", "man"]),
                "gender_wish": lambda: self.many(["woman", "man"], 0, 1) if self.maybe(0.3) else "",
                "interests": lambda: self.many(TAGS, 1, 3), "skill": lambda: self.one(STEPS),
                "km": lambda: self.one(["0", "1.5", "2", "2.5"]), "experienced": lambda: self.one(["yes", "no"]),
                "subject_strengths": lambda: self.many(SUBJECTS, 1, 3),
                "subject_needs": lambda: self.many(SUBJECTS, 1, 3),
                "prefers": lambda partners=partners: self.ranking(partners),
            }
            avoiding = role == "mentor" and "teams" in limits or "groups" in limits
            chances = {"avoids": 0.6 if avoiding else 0.2, "previous_partners": 0.4,
                       "active": 0.15, "trained": 0.3}
            more = {"avoids": lambda role=role, partners=partners: self.avoided(role, partners),
                    "previous_partners": lambda partners=partners: self.some_ids(partners, 1),
                    "active": lambda: rng.choice(["yes", "", "", "no"]),
                    "trained": lambda: rng.choice(["yes", "yes", "no"])}
            if self.in_slots:
                cells[self.slot_field] = lambda: self.many(self.slots, 1, 4)
            cells |= {name: more[name] for name, chance in chances.items() if self.maybe(chance)}
            self.columns[role] = cells
        mentor, mentee = self.columns["mentor"], self.columns["mentee"]
        if self.maybe(0.85) and not self.even:
            capacities = ["", "1", "2", "3", "4"] if "minimum" in limits else ["", "0", "1", "1", "2", "2", "3"]
            if self.in_slots:
                capacities += ["2", "3", "4"]
            if self.full_rankings:
                capacities = ["1", "1", "1", "2"]
            mentor["capacity"] = lambda: rng.choice(capacities)
        if "minimum" in limits and self.maybe(0.7):
            mentor["minimum"] = lambda: rng.choice(["", "0", "1", "2", "2", "3"])
        elif self.maybe(0.05):
            mentor["minimum"] = lambda: rng.choice(["", "0", "1"])
        if "demands" in limits:
            wanted, chance = ["", "", "1", "1", "2", "0", "3"], 0.4
        elif "groups" in limits:
            wanted, chance = ["", "1", "1", "1", "2", "0"], 0.3
        elif "teams" in limits:
            wanted, chance = ["", "1", "2", "2", "3", "3"], 0.9
        else:
            wanted, chance = ["", "0", "1", "1", "1", "2", "2", "3"], 0.4 if self.full_rankings else 0.7
        if self.maybe(chance) and not self.even:
            mentee["mentors_wanted"] = lambda: rng.choice(wanted)
        if self.maybe(0.5):
            mentee["priority"] = lambda: rng.choice(["", "1", "2"])

    def avoided(self, role, partners):
        """Now and then a mentor avoids a mentor and, in groups, a mentee a mentee."""
        if "groups" in self.parts and self.maybe(0.6):
            return self.some_ids(self.pool[role], 1)
        if role == "mentor" and "teams" in self.parts and self.maybe(0.6):
            return self.some_ids(self.pool["mentor"], 1)
        return self.some_ids(partners, 1) if self.maybe(0.4) else ""

    def sheet(self, role, columns):
        rows = [[person, f"{role} {person}", *(make() for make in columns.values())] for person in self.ids[role]]
        return Sheet(["id", "name", *columns], rows, self.rng.choice([",", ",", ";", "\t"]))

    def make_roster(self):
        """One table for both; some are both."""
        columns = self.columns["mentor"] | self.columns["mentee"]
        twins = 0.35 if self.in_slots else 0.15
        rows = [[person, f"{role} {person}", *(make() for make in columns.values()),
                 "both" if self.maybe(twins) else role] for role in ("mentor", "mentee") for person in self.ids[role]]
        self.instance.sheets["roster.csv"] = Sheet(["id", "name", *columns, "role"], rows)

    # ------------------------------------------------ the program

    def make_program(self):
        rng, limits = self.rng, self.parts
        tables = {"program": {"name": "Small"}}
        mentors = {"capacity": rng.choice([1, 2, 2, 3])} if self.maybe(0.6) else {}
        if "minimum" in limits and ("minimum" not in self.columns["mentor"] or self.maybe(0.3)):
            mentors["minimum"] = rng.choice([2, 2, 3])
        if mentors and not self.even:
            tables["mentors"] = mentors
        if not self.even and self.maybe(0.2 if "demands" in limits else 0.4):
            tables["mentees"] = {"mentors_wanted": rng.choice([1, 2, 2, 3])}
        tables["fields"] = FIELDS | ({"free": "tags"} if self.slot_field == "free" else {})
        tables["criteria"] = self.make_criteria()
        counts = [0, 0, 0, 1] if "groups" in limits else [0, 0, 0, 1, 1, 2]
        rules = [self.make_rule(place) for place in range(rng.choice(counts))]
        if rules and not self.even:
            tables["rules"] = rules
        objective = self.make_objective()
        if objective:
            tables["objective"] = objective
        if "demands" in limits:
            tables["demands"] = self.make_demands(tables["criteria"])
        if "teams" in limits:
            tables["team"] = self.make_team()
        if "meetings" in limits:
            tables["meetings"] = self.make_meetings()
        if "groups" in limits:
            tables["groups"] = self.make_groups()
        self.has_slots = "field" in {**tables.get("meetings", {}), **tables.get("groups", {})}
        if "quotas" in limits:
            tables["quotas"] = [self.make_quota(place) for place in range(rng.choice([1, 1, 2, 3]))]
        return tables

    def make_criteria(self):
        rng = self.rng
        kinds = [{"overlap": {"field": "interests"}}, {"same": {"field": "site"}},
                 {"near": {"field": "grade", "range": 4}},
                 {"covers": {"need": "subject_needs", "offer": "subject_strengths"}}, {"prefers": {"by": "mentee"}},
                 {"prefers": {"by": "mentor"}}, {"differ": {"field": "skill"}},
                 {"gap": {"field": "km", "ideal": [0, 1], "falloff": Decimal("1.5")}}]
        chosen = rng.sample(kinds, rng.choice([1, 1, 2, 2, 3]))
        if self.full_rankings:
            return [{"name": f"Choice of the {side}", "prefers": {"by": side}, "view": side}
                    for side in rng.sample(["mentee", "mentor"], 2)]
        if "stable" in self.parts and self.maybe(0.7):
            chosen = [kind for kind in kinds if "prefers" in kind] + chosen[:1] * ("prefers" not in chosen[0])
        elif "demands" in self.parts and self.maybe(0.6) and kinds[3] not in chosen:
            chosen.append(kinds[3])
        criteria = []
        for place, kind in enumerate(chosen):
            entry = {"name": f"Criterion {place + 1}", **kind}
            if self.maybe(0.5):
                entry["weight"] = rng.choice([1, 2, 3, Decimal("0.5"), 10])
            if self.maybe(0.4):
                entry["blank"] = rng.choice([0, 1, Decimal("0.3")])
            if self.maybe(0.6 if "stable" in self.parts else 0.05):
                entry["view"] = kind["prefers"]["by"] if "prefers" in kind and self.maybe(0.7) else \
                    rng.choice(["mentee", "mentor", "both"])
            criteria.append(entry)
        return criteria

    def make_rule(self, place):
        rng = self.rng
        kind = rng.choice([
            {"gap": {"field": "grade", "min": -1}}, {"gap": {"field": "km", "max": 1}}, {"differ": {"field": "skill"}},
            {"overlap": {"field": "interests"}}, {"wish": {"by": rng.choice(["mentee", "mentor", "both"])}},
            {"covers": {"need": "subject_needs", "offer": "subject_strengths"}}, {"new_partner": {}},
            {"mentor_has": {"field": "skill", "at_least": "some"}},
            {"mentee_has": {"field": "site", "none_of": ["south"]}}])
        entry = {"name": f"Rule {place + 1}", **kind}
        if "new_partner" not in kind and self.maybe(0.7):
            entry["if_blank"] = "allow"
        return entry

    def make_objective(self):
        rng = self.rng
        objective = {}
        if "stable" in self.parts:
            objective["method"] = "stable"
            if self.maybe(0.5):
                objective["proposing"] = rng.choice(["mentor", "mentee"])
        elif "levels" in self.parts or self.maybe(0.75):
            while True:
                levels = rng.sample(LEVELS, rng.randint(1, len(LEVELS)))
                if "coverage" in levels and self.maybe(0.7):
                    levels.remove("coverage")
                    levels.insert(0, "coverage")
                if allowed_order(levels):
                    break
            objective["levels"] = levels
        if self.maybe(0.1):
            objective["minimum_score"] = rng.choice([10, Decimal("33.33"), 50])
        return objective

    def make_demands(self, criteria):
        table = {"field": "subject_needs", "offer": "subject_strengths"}
        if any("covers" in entry for entry in criteria) and self.maybe(0.5):
            del table["offer"]
        return table

    def has(self, fields):
        """A test of one person by one of the fields."""
        return self.rng.choice([test for test in (
            {"field": "site", "is": "north"}, {"field": "experienced", "is": "yes"},
            {"field": "experienced", "is": True},
            {"field": "site", "any_of": ["north", "Lake Side"]}, {"field": "skill", "none_of": ["beginner"]},
            {"field": "interests", "is": "chess"}, {"field": "gender", "is": "woman"},
            {"field": "subject_needs", "is": "maths"}) if test["field"] in fields])

    def make_team(self):
        rng = self.rng
        team = {"all_or_nothing": True} if self.maybe(0.4) else rng.choice([{}, {"all_or_nothing": False}])
        rules = self.make_set_rules()
        return {**team, "rules": rules} if rules else team

    def make_set_rules(self):
        """Rules on a team or a group."""
        rng, rules = self.rng, []
        for _ in range(rng.choice([0, 0, 1, 2] if "groups" in self.parts else [0, 1, 1, 2])):
            kind = rng.choice(["at_least", "at_most", "differ", "same", "span"])
            if kind in ("at_least", "at_most"):
                tests = {"site", "experienced", "skill", "interests", "gender"}
                rule = {kind: {"n": rng.choice([1, 1, 1, 2]), **self.has(tests)}}
            elif kind == "span":
                rule = {kind: rng.choice([{"field": "grade", "max": 1}, {"field": "km", "max": Decimal("0.5")},
                                          {"field": "skill", "max": 1}])}
            else:
                rule = {kind: {"field": rng.choice(["site", "gender", "skill", "grade", "experienced"])}}
            if kind in ("differ", "same", "span") and self.maybe(0.4):
                rule["if_blank"] = rng.choice(["allow", "allow", "forbid"])
            rules.append(rule)
        return rules

    def make_meetings(self):
        table = {"field": self.slot_field}
        if self.maybe(0.4):
            table["rooms"] = self.rng.choice([1, 1, 2, 3])
        if self.maybe(0.3):
            some = self.rng.sample(self.slots, self.rng.randint(1, len(self.slots)))
            table["rooms_at"] = {self.rng.choice([slot, slot.upper()]): self.rng.choice([0, 1, 1, 2]) for slot in some}
        return table

    def make_groups(self):
        rng = self.rng
        least = rng.choice([1, 1, 1, 2, 2, 3])
        table = {"size": [least, least + rng.choice([0, 1, 1, 2, 3])]}
        if self.maybe(0.55):
            table["leaders"] = rng.choice([1, 2, 2, 2, 3])
            if self.maybe(0.9):
                table["leaders"] = min(table["leaders"], len(self.ids["mentor"]))
        if self.maybe(0.7):
            table["field"] = self.slot_field
        rules = self.make_set_rules()
        for rule in rules:
            if self.maybe(0.4):
                rule["leaders"] = rng.choice([True, True, False])
        return {**table, "rules": rules} if rules else table

    def make_quota(self, place):
        rng = self.rng
        people = {"site", "experienced", "skill", "interests", "gender"}
        kinds = [{"differ": {"field": "site"}}, {"same": {"field": "site"}}, {"gap": {"field": "grade", "min": 1}},
                 {"overlap": {"field": "interests", "at_least": rng.choice([1, 2])}},
                 {"covers": {"need": "subject_needs", "offer": "subject_strengths",
                             "at_least": rng.choice([1, "all"])}},
                 {"wish": {"by": rng.choice(["mentee", "mentor", "both"])}}, {"new_partner": {}},
                 {"common": {"field": "interests"}},
                 {"mutual": {"mentor_offers": "subject_strengths", "mentee_wants": "subject_needs",
                             "mentee_offers": "interests", "mentor_wants": "interests"}},
                 {"mentor": self.has(people)}, {"mentee": self.has(people | {"subject_needs"})},
                 {"mentor_has": self.has(people)}]
        where = {}
        for kind in rng.sample(kinds, rng.choice([1, 1, 1, 2])):
            where |= kind
        quota = {"name": f"Quota {place + 1}", "where": where}
        per_mentor = self.maybe(0.4)
        most = self.maybe(0.6)
        share = self.maybe(0.5)
        if share:
            amount = rng.choice(["50%", "25%", "60%", "30%", "33.3%", "12.5%", "0%", "100%"] if most else
                                ["50%", "25%", "30%", "40%", "12.5%", "33.3%"])
        else:
            amount = rng.choice([0, 1, 1, 2] if most else [1, 1, 2])
        quota["at_most" if most else "at_least"] = amount
        if per_mentor:
            quota["per"] = rng.choice(["mentor", "slot"]) if self.has_slots else "mentor"
        if self.maybe(0.3):
            quota["if_blank"] = rng.choice(["allow", "allow", "forbid"])
        return quota

    # ------------------------------------------------ pairs

    def pairs(self, count):
        rng = self.rng
        return sorted({(rng.choice(self.ids["mentor"]), rng.choice(self.ids["mentee"])) for _ in range(count)})

    def pair_sheet(self, pairs):
        """Pairs as `mentor,mentee`, or as in a result of the command with demands, where a pair may be there twice."""
        if self.maybe(0.75):
            return Sheet(["mentor", "mentee"], [list(pair) for pair in pairs])
        rows = [["proposed", mentor, "A Name", mentee, "", "50.00", tag, "why not"]
                for mentor, mentee in pairs for tag in ("art", "maths")[:self.rng.randint(1, 2)]]
        rows.append(["unmatched", "", "", self.ids["mentee"][0], "", "", "latin", "no-place-left"])
        return Sheet(["status", "mentor_id", "mentor_name", "mentee_id", "mentee_name", "score", "for", "why"], rows)

    def make_pairs(self):
        people = len(self.ids["mentor"]) + len(self.ids["mentee"])
        continuity = "continuity" in self.tables.get("objective", {}).get("levels", ())
        if self.maybe(0.7 if continuity else 0.2):
            self.instance.sheets["previous.csv"] = self.pair_sheet(self.pairs(people // 2 + 1))
        if self.maybe(0.2):
            self.instance.sheets["never.csv"] = self.pair_sheet(self.pairs(people // 4 + 1))

    def make_must(self):
        """One or two must-pairs: allowed ones, whatever the limits say."""
        problem = self.instance.load()
        pairs = [tuple(map(int, pair)) for pair in zip(*problem.allowed.nonzero())
                 if not problem.is_below_minimum_score(*map(int, pair))]
        meeting = [pair for pair in pairs if problem.shared_slots(pair[:1], pair[1:])]
        allowed = [problem.names(*pair) for pair in (pairs if self.maybe(0.1) else meeting)]
        chosen = self.rng.sample(allowed, min(len(allowed), self.rng.choice([1, 1, 2])))
        if chosen:
            self.instance.sheets["must.csv"] = self.pair_sheet(chosen)


# ---------------------------------------------------------------- inputs that break the contract

class Faulty(Small):
    """A small instance of any shape, with one fault."""

    def __init__(self, seed, mentors, mentees, shape):
        rng = random.Random(f"faulty {seed}")
        self.fault = rng.choice(list(FAULTS))
        super().__init__(seed, mentors, mentees, FAULTS[self.fault][0])
        self.one_file = False

    def make(self):
        FAULTS[self.fault][1](self, super().make())
        self.set_program()
        try:
            self.instance.load()
        except Rejected:
            return self.instance
        raise AssertionError(f"{self.fault} is no fault")

    def drop(self, role, name):
        sheet = self.instance.sheets[f"{role}s.csv"]
        at = sheet.header.index(name)
        sheet.header.pop(at)
        for row in sheet.rows:
            row.pop(at)

    def set_cell(self, role, name, value):
        sheet = self.instance.sheets[f"{role}s.csv"]
        if name not in sheet.header:
            sheet.header.append(name)
            for row in sheet.rows:
                row.append("")
        self.rng.choice(sheet.rows)[sheet.header.index(name)] = value


def in_table(shape, table, **keys):
    """A fault of one table: some keys set, or with None taken away."""
    def spoil(small, instance):
        entry = small.tables.setdefault(table, {})
        entry = entry[0] if isinstance(entry, list) else entry
        for key, value in keys.items():
            entry.pop(key, None)
            if value is not None:
                entry[key] = value
    return shape, spoil


def team_rule(**rule):
    return "teams", lambda small, instance: small.tables["team"].setdefault("rules", []).append(rule)


def quota(**keys):
    """One more quota, with keys set or (None) taken away."""
    def spoil(small, instance):
        made = {"name": "One more", "where": {"same": {"field": "site"}}, "at_most": 1, **keys}
        small.tables["quotas"].append({key: value for key, value in made.items() if value is not None})
    return "quotas", spoil


def dropped(shape, role, name, table=None, entry=None):
    """A column that only this part of the program is sure to read."""
    def spoil(small, instance):
        if table in ("team", "groups"):
            small.tables[table].setdefault("rules", []).append(entry)
        elif table is not None:
            small.tables[table].append(entry)
        small.drop(role, name)
    return shape, spoil


def must(pairs, never=()):
    def spoil(small, instance):
        known = small.ids["mentor"][0], small.ids["mentee"][0]
        instance.sheets["must.csv"] = small.pair_sheet([pairs or known])
        if never:
            instance.sheets["never.csv"] = small.pair_sheet([known])
    return "levels", spoil


def group_rule(**rule):
    return "groups", lambda small, instance: small.tables["groups"].setdefault("rules", []).append(rule)


def without_slots(role):
    return "meetings", lambda small, instance: small.drop(role, small.slot_field)


def with_ranges(shape):
    """All slots of one column as ranges of times, which meetings and groups do not read."""
    def spoil(small, instance):
        small.tables[shape]["field"] = "evenings"
        small.tables["fields"] = {**small.tables["fields"], "evenings": "slots"}
        for sheet in (instance.sheets["mentors.csv"], instance.sheets["mentees.csv"]):
            sheet.header.append("evenings")
            for row in sheet.rows:
                row.append("Mon 15:00-16:00")
    return shape, spoil


FAULTS = {
    **{f"levels {' '.join(levels) or 'none'}": in_table("levels", "objective", levels=list(levels)) for levels in (
        (), ("total", "coverage"), ("worst",), ("fair", "total"), ("balance", "coverage"), ("total", "total"),
        ("coverage", "fairness"), ("balance",), ("worst", "continuity"))},
    "no such method": in_table("stable", "objective", method="unstable"),
    "levels beside stable": in_table("stable", "objective", levels=["coverage"]),
    "no such side": in_table("stable", "objective", proposing="both"),
    "no such view": in_table("stable", "criteria", view="all"),
    "stable with a minimum": in_table("stable", "mentors", minimum=2),
    "stable with a minimum in the roster": ("stable", lambda small, _: small.set_cell("mentor", "minimum", "2")),
    "stable with quotas": in_table("quotas", "objective", method="stable", levels=None),
    "stable with teams": in_table("teams", "objective", method="stable", levels=None),
    "stable with demands": in_table("demands", "objective", method="stable", levels=None),
    "negative minimum": in_table("minimum", "mentors", minimum=-1),
    "minimum in words": ("minimum", lambda small, _: small.set_cell("mentor", "minimum", "two")),
    "unknown key of mentors": in_table("minimum", "mentors", minimun=2),
    "demands without a field": in_table("demands", "demands", field=None),
    "demands with an unknown key": in_table("demands", "demands", offers="subject_strengths"),
    "demands without an offer": in_table("demands", "demands", field="interests", offer=None),
    "demands on a grade": in_table("demands", "demands", field="grade", offer="subject_strengths"),
    "demands on no field": in_table("demands", "demands", field="hats", offer="subject_strengths"),
    "demands without their column": dropped("demands", "mentee", "subject_needs"),
    "demands without the offers' column": dropped("demands", "mentor", "subject_strengths"),
    "a team with an unknown key": in_table("teams", "team", all_or_none=True),
    "all or nothing in words": in_table("teams", "team", all_or_nothing="yes"),
    "a team rule of two kinds": team_rule(same={"field": "site"}, differ={"field": "gender"}),
    "a team rule of no kind": team_rule(if_blank="allow"),
    "a team rule of an unknown kind": team_rule(overlap={"field": "interests"}),
    "a team rule without n": team_rule(at_least={"field": "site", "is": "north"}),
    "a team rule without a test": team_rule(at_least={"n": 1, "field": "site"}),
    "a team rule with half a mentor": team_rule(at_most={"n": Decimal("0.5"), "field": "site", "is": "north"}),
    "a team that differs in tags": team_rule(differ={"field": "interests"}),
    "a team that is the same in numbers": team_rule(same={"field": "km"}),
    "a team that spans a choice": team_rule(span={"field": "site", "max": 1}),
    "a span without a maximum": team_rule(span={"field": "grade"}),
    "a team rule with an odd if_blank": team_rule(same={"field": "site"}, if_blank="never"),
    "a team rule without its column": dropped("teams", "mentor", "km", "team", {"span": {"field": "km", "max": 1}}),
    "a quota without a name": quota(name=None),
    "a quota without where": quota(where=None),
    "a quota without an amount": quota(at_most=None),
    "a quota with both amounts": quota(at_least=1),
    "a quota per slot": quota(per="slot"),
    "a quota per site": quota(per="site"),
    "a quota of an unknown kind": quota(where={"near": {"field": "grade", "range": 2}}),
    "a quota on no field": quota(where={"mentor": {"field": "hats", "is": "red"}}),
    "a quota with a share in words": quota(at_most="half"),
    "a quota below zero": quota(at_most=-1),
    "a quota of half a row": quota(at_most=Decimal("1.5")),
    "a quota with an unknown key": quota(maximum=3),
    "a quota with an odd if_blank": quota(if_blank="never"),
    "a name twice": ("quotas", lambda small, _: small.tables["quotas"].append(dict(small.tables["quotas"][0]))),
    "a quota without its column": dropped("quotas", "mentee", "km", "quotas", {
        "name": "One more", "where": {"mentee": {"field": "km", "at_least": 1}}, "at_most": 1}),
    "meetings without a field": in_table("meetings", "meetings", field=None),
    "meetings on a choice": in_table("meetings", "meetings", field="site"),
    "meetings with an unknown key": in_table("meetings", "meetings", room=3),
    "meetings in rooms below zero": in_table("meetings", "meetings", rooms=-1),
    "meetings in half a room": in_table("meetings", "meetings", rooms=Decimal("0.5")),
    "meetings in rooms in words": in_table("meetings", "meetings", rooms_at={"Mon P1": "two"}),
    "meetings at ranges": with_ranges("meetings"),
    "meetings without the mentors' slots": without_slots("mentor"),
    "meetings without the mentees' slots": without_slots("mentee"),
    "stable with meetings": in_table("meetings", "objective", method="stable", levels=None),
    "stable with groups": in_table("groups", "objective", method="stable", levels=None),
    "groups with meetings": ("groups", lambda small, _: small.tables.update(meetings={"field": small.slot_field})),
    "groups with demands": in_table("groups", "demands", field="subject_needs", offer="subject_strengths"),
    "groups with teams": in_table("groups", "team", all_or_nothing=True),
    "groups without a size": in_table("groups", "groups", size=None),
    "groups of one number": in_table("groups", "groups", size=[3]),
    "groups of more to fewer": in_table("groups", "groups", size=[4, 3]),
    "groups without leaders": in_table("groups", "groups", leaders=0),
    "groups with an unknown key": in_table("groups", "groups", leader=2),
    "groups at a choice": in_table("groups", "groups", field="site"),
    "groups at ranges": with_ranges("groups"),
    "a group rule of two kinds": group_rule(same={"field": "site"}, differ={"field": "gender"}),
    "a group rule of no kind": group_rule(leaders=True),
    "a group rule for leaders in words": group_rule(same={"field": "site"}, leaders="yes"),
    "a group rule without n": group_rule(at_most={"field": "site", "is": "north"}),
    "a group that spans a choice": group_rule(span={"field": "site", "max": 1}),
    "a group rule without its column": dropped("groups", "mentee", "km", "groups", {"span": {"field": "km", "max": 1}}),
    "a group rule without the leaders' column": dropped("groups", "mentor", "km", "groups", {
        "span": {"field": "km", "max": 1}, "leaders": True}),
    "groups at no time with a quota per slot": ("groups+quotas", lambda small, _: (
        small.tables["groups"].pop("field", None), small.tables["quotas"].append(
            {"name": "One more", "where": {}, "at_most": 3, "per": "slot"}))),
    "a must-pair of strangers": must(("Nobody", "Noone")),
    "a must-pair that must never be": must(None, never=True),
}


def sizes(rng, size, shape):
    """How many mentors and mentees: the most that there may be more often than a few."""
    if shape in SCALING and size in MANY_PEOPLE:
        return rng.randint(*MANY_PEOPLE[size]), rng.randint(*MANY_PEOPLE[size])
    most = MOST_PEOPLE.get(size, max(MOST_PEOPLE.values()))
    if "meetings" in shape or "groups" in shape:
        most = most + 1, most + ("groups" in shape) + 1
        return tuple(max(rng.randint(1, people) for _ in range(3)) for people in most)
    return tuple(max(rng.randint(1, most), rng.randint(1, most)) for _ in range(2))


def make(seed, mentors, mentees, shape):
    return (Faulty if shape == "rejected" else Small)(seed, mentors, mentees, shape).make()
