#!/usr/bin/env python3
"""A second, independent implementation of the pairing contract: its sections 1 to 4, levels `coverage` and `total`.

As a command it pairs mentors and mentees and prints the result as JSON; with `--check RESULT.json` it checks a result
of the real tool instead. As a library: `load` -> `Problem`, then `Problem.result` or `check_result`.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import random
import sys
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

from kinds import NEVER, is_week, named_table, pair_table
from optimum import Infeasible, Task, best_of
from people import read_one_roster, read_two_files
from program import DEFAULT_PROGRAM, NotCovered, parse_program
from tables import Rejected, fold, natural_key, read_number, read_table, trim

SCHEMA = "pairwright/result/1"
LAST = 10  # the priority of a blank: after 9


# ---------------------------------------------------------------- the files beside the rosters

class Facts:
    """What is known about pairs: ratings (None without `--ratings`), previous and never pairs, must-pairs."""

    def __init__(self, mentors, mentees, ratings=None, previous=None, must=None, never=None):
        self.notices = []
        self.ratings = self.read_ratings(ratings, mentors, mentees) if ratings else None
        self.previous = set(self.read_pairs(previous, mentors, mentees)) if previous else set()
        self.never = set(self.read_pairs(never, mentors, mentees)) if never else set()
        self.must = list(dict.fromkeys(self.read_pairs(must, mentors, mentees, strict=True))) if must else []

    def read_pairs(self, path, mentors, mentees, strict=False):
        """The pairs of a file `mentor,mentee`, or of a result of the command, whose unmatched rows are skipped."""
        table = read_table(path)
        names = [fold(header) for header in table.headers]
        pair = next((pair for pair in (("mentor", "mentee"), ("mentor_id", "mentee_id"))
                     if all(name in names for name in pair)), None)
        if pair is None:
            raise Rejected(f"{path}: no columns `mentor` and `mentee`")
        status = names.index("status") if "status" in names else None
        for row in table.rows:
            if status is not None and fold(row[status]) == "unmatched":
                continue
            keys = [side.key_of(row[names.index(name)]) for side, name in zip((mentors, mentees), pair)]
            unknown = [key for side, key in zip((mentors, mentees), keys) if key not in side.index]
            if unknown and strict:
                raise Rejected(f"{path}: `{unknown[0]}` is not in the rosters")
            if unknown:
                self.notices.append(f"{path}: `{unknown[0]}` is not in the rosters; ignored")
                continue
            yield tuple(keys)

    def read_ratings(self, path, mentors, mentees):
        """Pair -> number, None (blank) or NEVER."""
        table = read_table(path)
        names = [fold(header) for header in table.headers]
        if not {"mentor", "mentee", "rating"} <= set(names):
            raise Rejected(f"{path}: no columns `mentor`, `mentee`, `rating`")
        ratings = {}
        for row in table.rows:
            mentor, mentee, cell = (row[names.index(name)] for name in ("mentor", "mentee", "rating"))
            pair = mentors.key_of(mentor), mentees.key_of(mentee)
            if pair[0] not in mentors.index or pair[1] not in mentees.index:
                self.notices.append(f"{path}: {pair} is not in the rosters; ignored")
                continue
            number = NEVER if fold(cell) == NEVER else read_number(cell)
            known = ratings.get(pair)
            if known is not None and number is not None and known != number:
                raise Rejected(f"{path}: two ratings of {pair}")
            ratings[pair] = known if number is None else number
        return ratings


# ---------------------------------------------------------------- the problem

class Problem:
    """Everything that follows from the input; tables have a row for each mentor and a column for each mentee."""

    def __init__(self, program, mentors, mentees, facts, notices=()):
        self.program, self.mentors, self.mentees, self.facts = program, mentors, mentees, facts
        self.notices = [*notices, *facts.notices]
        self.criteria = self.in_use(program.criteria)
        self.rules = self.in_use(program.rules)
        for criterion in self.criteria:
            if criterion.kind.needs_ratings:
                criterion.kind.check_numbers(facts)
        self.check_slots()
        self.broken = {side.role: [self.broken_alone(side.role, person) for person in side.people]
                       for side in (mentors, mentees)}
        self.capacity = [self.given(person, "capacity", program.capacity) for person in mentors.people]
        self.wanted = [self.given(person, "mentors_wanted", program.mentors_wanted) for person in mentees.people]
        self.priority = [self.given(person, "priority", LAST) for person in mentees.people]
        if any((person.get("minimum") or 0) > 1 for person in mentors.people):
            raise NotCovered("a minimum caseload")
        self.must = [(mentors.index[mentor], mentees.index[mentee]) for mentor, mentee in facts.must]
        for mentor, mentee in self.must:
            broken = (self.broken["mentor"][mentor] + self.broken["mentee"][mentee]
                      + self.broken_rules(mentor, mentee))
            if broken:
                raise Rejected(f"the must-pair {self.names(mentor, mentee)} breaks {', '.join(broken)}")

    @staticmethod
    def given(person, field, default):
        value = person.get(field)
        return default if value is None else value

    def names(self, mentor, mentee):
        return self.mentors.people[mentor].id, self.mentees.people[mentee].id

    def in_use(self, entries):
        """The criteria or rules whose columns are there; the optional ones without are left out."""
        sides = {"mentor": self.mentors, "mentee": self.mentees}
        kept = []
        for entry in entries:
            missing = [f"{sides[role].path} has no column `{name}`"
                       for role, name in entry.kind.reads if name not in sides[role].fields]
            if entry.kind.needs_ratings and self.facts.ratings is None:
                missing.append("there is no --ratings file")
            if not missing:
                kept.append(entry)
            elif entry.optional:
                self.notices.append(f"`{entry.name}` is left out: {missing[0]}")
            else:
                raise Rejected(f"`{entry.name}`: {missing[0]}")
        return kept

    def check_slots(self):
        """`minutes` wants ranges, a count wants tags, and both sides are of one kind."""
        for entry in (*self.criteria, *self.rules):
            if not hasattr(entry.kind, "in_minutes"):
                continue
            name = entry.kind.mentor_field
            for value in (*self.mentors.column(name), *self.mentees.column(name)):
                if value is not None and is_week(value) != entry.kind.in_minutes:
                    raise Rejected(f"`{entry.name}`: `{name}` has {'ranges' if is_week(value) else 'tags'}")

    # ------------------------------------------------ the plain path, one person or pair at a time

    def broken_alone(self, role, person):
        """The rules that a person breaks, whoever the partner; with any, the person is not eligible."""
        broken = ["active"] if person.get("active") is False else []
        return broken + [rule.name for rule in self.rules if rule.is_personal and rule.kind.role == role
                         and not rule.kind.qualifies(person, rule.pass_blank)]

    def rate_pair(self, mentor, mentee):
        """The points of a pair and of each of its criteria, in fractions, by indices."""
        people = self.mentors.people[mentor], self.mentees.people[mentee]
        parts = [criterion.points(*people, self.facts) for criterion in self.criteria]
        weights = [Fraction(criterion.weight, 1000) for criterion in self.criteria]
        if not sum(weights):
            return 0, parts
        mean = sum(weight * part for weight, part in zip(weights, parts)) / sum(weights)
        return floor(mean + Fraction(1, 2)), parts

    def broken_rules(self, mentor, mentee):
        """The rules between two people that the pair breaks, built-in ones too."""
        a, b = self.mentors.people[mentor], self.mentees.people[mentee]
        broken = [rule.name for rule in self.rules if not rule.is_personal and not rule.allows(a, b, self.facts)]
        built_in = {
            "self": a.key == b.key,
            "avoids": b.key in (a.get("avoids") or ()) or a.key in (b.get("avoids") or ()),
            "never": (a.key, b.key) in self.facts.never,
            "rated-never": (self.facts.ratings or {}).get((a.key, b.key)) is NEVER,
            "minimum_score": self.rate_pair(mentor, mentee)[0] < self.program.minimum_points,
        }
        return broken + [name for name, breaks in built_in.items() if breaks]

    # ------------------------------------------------ the table path, all pairs at once

    @cached_property
    def criterion_points(self):
        return [criterion.points_table(self.mentors, self.mentees, self.facts) for criterion in self.criteria]

    @cached_property
    def points(self):
        weights = [criterion.weight for criterion in self.criteria]
        summed = np.zeros((len(self.mentors.people), len(self.mentees.people)), dtype=np.int64)
        for weight, table in zip(weights, self.criterion_points):
            summed += table.astype(np.int64) * weight
        whole = sum(weights)
        return (2 * summed + whole) // (2 * whole) if whole else summed

    def rule_tables(self):
        """Name and table of forbidden pairs of each rule between two people."""
        for rule in self.rules:
            if not rule.is_personal:
                yield rule.name, rule.forbids_table(self.mentors, self.mentees, self.facts)
        mentors, mentees = self.mentors, self.mentees
        yield "self", pair_table([(key, key) for key in mentors.index], mentors, mentees)
        yield "avoids", named_table("avoids", mentors, mentees)
        yield "never", pair_table(self.facts.never, mentors, mentees)
        yield "rated-never", pair_table([pair for pair, rating in (self.facts.ratings or {}).items()
                                         if rating is NEVER], mentors, mentees)
        yield "minimum_score", self.points < self.program.minimum_points

    @cached_property
    def eligible(self):
        return {role: np.array([not broken for broken in lists], dtype=bool) for role, lists in self.broken.items()}

    @cached_property
    def _forbidden(self):
        """All forbidden pairs, and for each rule how many eligible mentors it excludes for each mentee."""
        forbidden = ~(self.eligible["mentor"][:, None] & self.eligible["mentee"][None, :])
        counts = {}
        for name, table in self.rule_tables():
            forbidden |= table
            counts[name] = table[self.eligible["mentor"]].sum(axis=0)
        return forbidden, counts

    @cached_property
    def allowed(self):
        return ~self._forbidden[0]

    def excludes(self, mentee):
        """For a mentee (by index): each rule that excludes an eligible mentor, and how many it excludes."""
        return {name: int(counts[mentee]) for name, counts in self._forbidden[1].items() if counts[mentee]}

    # ------------------------------------------------ the best pairs

    @cached_property
    def tiers(self):
        """(place, priority) of every place that some mentee has, in the order of `coverage`."""
        return sorted({(place, priority) for wanted, priority in zip(self.wanted, self.priority)
                       for place in range(1, wanted + 1)})

    def best(self, seed=0):
        """The best pairs as (mentor, mentee); ties are settled by the seed and the ids, not by the order of rows."""
        columns, rows = (sorted(range(len(side.people)), key=lambda index: lottery(seed, side, index))
                         for side in (self.mentors, self.mentees))
        row_of, column_of = ({index: place for place, index in enumerate(order)} for order in (rows, columns))
        task = Task(
            allowed=self.allowed.T[np.ix_(rows, columns)], points=self.points.T[np.ix_(rows, columns)],
            capacity=[self.capacity[index] for index in columns],
            wanted=[self.wanted[index] if self.eligible["mentee"][index] else 0 for index in rows],
            tiers=self.tiers, tier_of=lambda row, place: (place, self.priority[rows[row]]),
            must=[(row_of[mentee], column_of[mentor]) for mentor, mentee in self.must])
        best = best_of(task, self.program.levels)
        best.pairs = [(columns[column], rows[row]) for row, column in best.pairs]
        return best

    @cached_property
    def optimum(self):
        """The best values, or None where the must-pairs exceed a limit."""
        try:
            return self.best()
        except Infeasible:
            return None

    def coverage_of(self, pairs):
        partners = [0] * len(self.wanted)
        counts = dict.fromkeys(self.tiers, 0)
        for _, mentee in pairs:
            partners[mentee] += 1
            tier = partners[mentee], self.priority[mentee]
            counts[tier] = counts.get(tier, 0) + 1
        return list(counts.values())

    # ------------------------------------------------ the result

    def mentor_order(self, mentor):
        return natural_key(self.mentors.people[mentor].id)

    def mentee_order(self, mentee):
        return natural_key(self.mentees.people[mentee].id)

    def unmatched(self, pairs, feasible=True):
        """Every empty place with its reason, in the order of the output."""
        load = np.zeros(len(self.capacity), dtype=np.int64)
        partners = [set() for _ in self.wanted]
        for mentor, mentee in pairs:
            load[mentor] += 1
            partners[mentee].add(mentor)
        spare = load < np.array(self.capacity, dtype=np.int64)
        entries = []
        for mentee in sorted(range(len(self.wanted)), key=self.mentee_order):
            if not feasible:
                why = {"reason": "limit"}
            elif len(partners[mentee]) < self.wanted[mentee]:
                why = self.why_unmatched(mentee, partners[mentee], spare)
            for place in range(len(partners[mentee]) + 1, self.wanted[mentee] + 1):
                entries.append({"mentee": self.mentees.people[mentee].id, "place": place, **why})
        return entries

    def why_unmatched(self, mentee, partners, spare):
        if not self.eligible["mentee"][mentee]:
            return {"reason": "not-eligible"}
        others = self.allowed[:, mentee].copy()
        others[list(partners)] = False
        if not others.any():
            rules = [{"rule": name, "excludes": count} for name, count in self.excludes(mentee).items()]
            return {"reason": "no-allowed-mentor", "rules": rules}
        if "coverage" not in self.program.levels and (others & spare).any():
            return {"reason": "left-out"}
        return {"reason": "no-place-left"}

    def not_eligible(self):
        return [{"role": side.role, "id": side.people[index].id, "rules": self.broken[side.role][index]}
                for side in (self.mentors, self.mentees)
                for index in sorted(range(len(side.people)), key=lambda index: natural_key(side.people[index].id))
                if self.broken[side.role][index]]

    def summary(self, pairs, unmatched):
        points = [int(self.points[pair]) for pair in pairs]
        return {
            "mentors": len(self.mentors.people), "mentees": len(self.mentees.people),
            "places_wanted": sum(self.wanted),
            "places_offered": sum(capacity for capacity, fit in zip(self.capacity, self.eligible["mentor"]) if fit),
            "pairs": len(pairs), "unmatched": len(unmatched),
            "total_points": sum(points), "lowest_points": min(points, default=None),
            "allowed_pairs": int(self.allowed.sum()),
        }

    def level_values(self, best):
        values = {"coverage": best.coverage, "total": best.total}
        return [{"level": level, "value": values[level]} for level in self.program.levels]

    def sorted_pairs(self, pairs):
        return sorted(pairs, key=lambda pair: (self.mentee_order(pair[1]), self.mentor_order(pair[0])))

    def result(self, seed=0):
        """The result in the JSON form of section 4."""
        try:
            best = self.best(seed)
        except Infeasible:
            best = None
        pairs = self.sorted_pairs(best.pairs) if best else []
        unmatched = self.unmatched(pairs, feasible=best is not None)
        return {
            "schema": SCHEMA,
            "summary": self.summary(pairs, unmatched),
            "solve": {"status": "optimal" if best else "infeasible", "method": "levels", "seed": seed,
                      "levels": self.level_values(best) if best else []},
            "pairs": [self.pair_entry(*pair) for pair in pairs],
            "unmatched": unmatched,
            "not_eligible": self.not_eligible(),
        }

    def pair_entry(self, mentor, mentee):
        mentor_id, mentee_id = self.names(mentor, mentee)
        return {"mentor": mentor_id, "mentee": mentee_id, "points": int(self.points[mentor, mentee]),
                "criteria": [{"name": criterion.name, "weight": plain_number(Fraction(criterion.weight, 1000)),
                              "points": int(table[mentor, mentee])}
                             for criterion, table in zip(self.criteria, self.criterion_points)]}

    def pair_points(self):
        """[mentor id, mentee id, points] of every allowed pair."""
        return [[*self.names(*pair), int(self.points[pair])]
                for pair in self.sorted_pairs(zip(*map(list, map(np.ndarray.tolist, np.nonzero(self.allowed)))))]


def lottery(seed, side, index):
    key = side.people[index].key
    return hashlib.sha256(f"{seed}\n{side.role}\n{key}".encode()).digest(), key


def plain_number(value):
    return int(value) if value.denominator == 1 else float(value)


# ---------------------------------------------------------------- checks

def self_check(problem, samples=200, seed=0):
    """Compares the plain path with the table path on random pairs; returns what disagrees."""
    wrong, rng = [], random.Random(seed)
    if not problem.mentors.people or not problem.mentees.people:
        return wrong
    tables = dict(problem.rule_tables())
    for _ in range(samples):
        mentor, mentee = rng.randrange(len(problem.mentors.people)), rng.randrange(len(problem.mentees.people))
        points, parts = problem.rate_pair(mentor, mentee)
        if points != problem.points[mentor, mentee] or any(
                part != table[mentor, mentee] for part, table in zip(parts, problem.criterion_points)):
            wrong.append(f"{problem.names(mentor, mentee)}: points {points} {parts} against the tables")
        broken = set(problem.broken_rules(mentor, mentee))
        if broken != {name for name, table in tables.items() if table[mentor, mentee]}:
            wrong.append(f"{problem.names(mentor, mentee)}: rules {sorted(broken)} against the tables")
    return wrong


def check_result(problem, result, seed=None):
    """What is wrong with a result of the real tool, as a list of sentences; empty where all is well.

    `result` is parsed JSON (with `parse_float=Decimal` weights are compared exactly).
    """
    wrong = self_check(problem, samples=50)

    def equal(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: {difference(found, expected)}")

    best = problem.optimum
    solve = result.get("solve", {})
    equal("schema", result.get("schema"), SCHEMA)
    equal("status", solve.get("status"), "optimal" if best else "infeasible")
    equal("method", solve.get("method"), "levels")
    if seed is not None:
        equal("seed", solve.get("seed"), seed)
    equal("levels", solve.get("levels"), problem.level_values(best) if best else [])

    pairs = known_pairs(problem, result, wrong)
    equal("number of pairs", len(pairs), len(best.pairs) if best else 0)
    check_limits(problem, pairs, best is not None, wrong)
    for pair, entry in zip(pairs, result.get("pairs", [])):
        check_pair(problem, pair, entry, wrong)
    if best:
        if "coverage" in problem.program.levels:
            equal("coverage of the pairs", problem.coverage_of(pairs), best.coverage)
        if "total" in problem.program.levels:
            equal("total of the pairs", sum(int(problem.points[pair]) for pair in pairs), best.total)
    equal("order of pairs", [problem.names(*pair) for pair in pairs],
          [problem.names(*pair) for pair in problem.sorted_pairs(pairs)])

    unmatched = problem.unmatched(pairs, feasible=best is not None)
    equal("unmatched", comparable(result.get("unmatched", []), ("mentee", "place", "reason", "rules")),
          comparable(unmatched, ("mentee", "place", "reason", "rules")))
    equal("not_eligible", sorted(comparable(result.get("not_eligible", []), ("role", "id", "rules")), key=repr),
          sorted(comparable(problem.not_eligible(), ("role", "id", "rules")), key=repr))
    summary = problem.summary(pairs, unmatched)
    found = result.get("summary", {})
    for key, value in summary.items():
        equal(f"summary.{key}", found.get(key, "nothing"), value)
    return wrong


def check_csv(result, text):
    """What is wrong with the CSV of a run, given the JSON of the same run."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    header = ["status", "mentor_id", "mentor_name", "mentee_id", "mentee_name", "score", "why"]
    if not rows or rows[0] != header:
        return [f"csv: header {rows[:1]}"]
    # The reason's word stands before the colon, the same in a sentence after it.
    found = [(row[0], row[1], row[3], row[5]) if row[0] == "proposed" else (row[0], row[1], row[3], row[6].split(":")[0])
             for row in rows[1:]]
    expected = [("proposed", pair["mentor"], pair["mentee"], f"{pair['points'] // 100}.{pair['points'] % 100:02}")
                for pair in result["pairs"]]
    expected += [("unmatched", "", place["mentee"], place["reason"]) for place in result["unmatched"]]
    return [] if found == expected else [f"csv: {difference(found, expected)}"]


def known_pairs(problem, result, wrong):
    """The pairs of a result as indices; what is not in the rosters is reported and dropped."""
    by_id = [{person.id: index for index, person in enumerate(side.people)}
             for side in (problem.mentors, problem.mentees)]
    pairs, kept = [], []
    for entry in result.get("pairs", []):
        pair = by_id[0].get(entry.get("mentor")), by_id[1].get(entry.get("mentee"))
        if None in pair:
            wrong.append(f"pair of unknown people: {entry.get('mentor')}, {entry.get('mentee')}")
        else:
            pairs.append(pair)
            kept.append(entry)
    result["pairs"] = kept
    return pairs


def check_limits(problem, pairs, feasible, wrong):
    """Every pair once and allowed, capacities and wishes kept, must-pairs made."""
    if len(set(pairs)) < len(pairs):
        wrong.append("a pair is there twice")
    for pair in sorted(set(pairs)):
        if not problem.allowed[pair]:
            broken = problem.broken["mentor"][pair[0]] + problem.broken["mentee"][pair[1]]
            wrong.append(f"pair {problem.names(*pair)} is forbidden by {broken + problem.broken_rules(*pair)}")
    for what, limits, side, people in (("capacity", problem.capacity, 0, problem.mentors.people),
                                       ("mentors_wanted", problem.wanted, 1, problem.mentees.people)):
        counts = [0] * len(limits)
        for pair in pairs:
            counts[pair[side]] += 1
        wrong += [f"{people[index].id} has {count} partners, {what} {limit}"
                  for index, (count, limit) in enumerate(zip(counts, limits)) if count > limit]
    if feasible:
        wrong += [f"the must-pair {problem.names(*pair)} is missing" for pair in problem.must if pair not in pairs]


def check_pair(problem, pair, entry, wrong):
    """The points of one pair of a result, by the plain path."""
    points, parts = problem.rate_pair(*pair)
    expected = [(criterion.name, Fraction(criterion.weight, 1000), part)
                for criterion, part in zip(problem.criteria, parts)]
    found = [(part.get("name"), as_fraction(part.get("weight")), part.get("points"))
             for part in entry.get("criteria", [])]
    if entry.get("points") != points:
        wrong.append(f"pair {problem.names(*pair)}: {entry.get('points')} points instead of {points}")
    if found != expected:
        wrong.append(f"pair {problem.names(*pair)}: criteria {shorten(found)} instead of {shorten(expected)}")


def as_fraction(value):
    """A JSON number as it is written."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    return Fraction(str(value))


def comparable(entries, keys):
    """Entries with the keys that count; the order of the rules in an entry does not."""
    def tidy(value):
        return sorted(value, key=repr) if isinstance(value, list) else value

    found = []
    for entry in entries:
        kept = {key: tidy(entry[key]) for key in keys if key in entry}
        if kept.get("reason", "no-allowed-mentor") != "no-allowed-mentor":
            kept.pop("rules", None)
        if isinstance(kept.get("rules"), list) and kept["rules"] and isinstance(kept["rules"][0], dict):
            kept["rules"] = sorted((rule.get("rule"), rule.get("excludes")) for rule in kept["rules"])
        found.append(kept)
    return found


def difference(found, expected):
    """What to say of two values that differ; of two lists, where they part."""
    if not (isinstance(found, list) and isinstance(expected, list)):
        return f"{shorten(found)} instead of {shorten(expected)}"
    at = next((place for place, (one, other) in enumerate(zip(found, expected)) if one != other),
              min(len(found), len(expected)))
    one, other = ([shorten(items[at])] if at < len(items) else ["nothing more"] for items in (found, expected))
    lengths = f"; {len(found)} entries instead of {len(expected)}" if len(found) != len(expected) else ""
    return f"at {at}: {one[0]} instead of {other[0]}{lengths}"


def shorten(value):
    """A value for a message; of two long lists the reader wants to see no more than the start."""
    text = repr(value)
    return text if len(text) <= 600 else text[:600] + " ..."


# ---------------------------------------------------------------- the command

def load(program=None, mentors=None, mentees=None, roster=None, ratings=None, previous=None, must=None, never=None):
    """Reads all files (by path) and returns the problem."""
    if program is None:
        text = DEFAULT_PROGRAM
    else:
        with open(program, encoding="utf-8-sig") as file:
            text = file.read()
    parsed = parse_program(text)
    notices = []
    if roster is not None:
        sides = read_one_roster(roster, parsed.own_fields, notices)
    else:
        sides = read_two_files(mentors, mentees, parsed.own_fields, notices)
    return Problem(parsed, *sides, Facts(*sides, ratings, previous, must, never), notices)


FILE_OPTIONS = ("program", "mentors", "mentees", "roster", "ratings", "previous", "must", "never")


def arguments():
    parser = argparse.ArgumentParser(description="Pair mentors and mentees as the contract says; print JSON.")
    for name in FILE_OPTIONS:
        parser.add_argument(f"--{name}", metavar="FILE")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--all-pairs", action="store_true", help="also print the points of every allowed pair")
    parser.add_argument("--check", metavar="RESULT", help="check this result (JSON) of the real tool instead")
    return parser


def read_result(path_or_text):
    text = path_or_text
    if os.path.exists(path_or_text):
        with open(path_or_text, encoding="utf-8") as file:
            text = file.read()
    return json.loads(text, parse_float=Decimal)


def main(argv=None):
    parser = arguments()
    options = parser.parse_args(argv)
    if (options.roster is None) == (options.mentors is None or options.mentees is None):
        parser.error("give --mentors and --mentees, or --roster")
    try:
        problem = load(**{name: getattr(options, name) for name in FILE_OPTIONS})
    except Rejected as error:
        print(f"rejected: {error}", file=sys.stderr)
        return 1
    except NotCovered as error:
        print(f"not part of this second implementation: {error}", file=sys.stderr)
        return 70
    except OSError as error:
        print(error, file=sys.stderr)
        return 5
    for notice in problem.notices:
        print(f"notice: {notice}", file=sys.stderr)
    if options.check:
        wrong = check_result(problem, read_result(options.check))
        print("\n".join(wrong) or "all is as the contract says")
        return 1 if wrong else 0
    result = problem.result(options.seed)
    if options.all_pairs:
        result["pair_points"] = problem.pair_points()
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 3 if result["solve"]["status"] == "infeasible" else 0


if __name__ == "__main__":
    sys.exit(main())
