"""The best rows once more, by integer programs (scipy's HiGHS), level by level: any levels and all limits of section 5.

It shares the limits' own tests (a rule on a set of people, whether a row counts) with `search.py`, and nothing of the
way to the best rows. What it finds is read as rows and must keep every limit by `Problem.broken_limits`; that nothing
is better rests on HiGHS, so the tests compare the two. It serves where people are too many to go through all choices.

A unit is what is chosen and has points: a row or, with groups, a member's place in a possible group. A possible group
is a set of leaders at a slot: there nobody leads two. Without slots there are as many copies as those leaders can lead.
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from rows import Row

BAND = 100
FULL = 10_000
MANY = 10_000  # more rows than there can be


class Unit(NamedTuple):
    variable: int
    rows: tuple
    mentee: int
    score: int


def best_rows(problem, mentors, mentees):
    """The best rows, or None where no rows keep the limits."""
    model = (InGroups if problem.program.groups else InRows)(problem, mentors, mentees)
    found = model.best([])
    levels = list(problem.program.levels)
    if "coverage" not in levels:
        levels.append("fewest")
    for level in levels:
        if found is None:
            return None
        found = model.settle(level, found)
    if found is None:
        return None
    rows = [row for unit in model.units if found[unit.variable] for row in unit.rows]
    wrong = problem.broken_limits(rows)
    assert not wrong, wrong
    return rows


class Program:
    """Variables from 0, whole; lines of factors with bounds."""

    def __init__(self):
        self.most, self.lines = [], []

    def new(self, most=1):
        self.most.append(most)
        return len(self.most) - 1

    def add(self, entries, low=-np.inf, high=np.inf):
        """low <= sum of factor * variable <= high; a variable may be there more than once."""
        self.lines.append((list(entries), low, high))

    def best(self, goal):
        """The values of all variables for the largest sum of the goal, or None where nothing is possible."""
        size = len(self.most)
        if size == 0:
            return [] if all(low <= 0 <= high for _, low, high in self.lines) else None
        factors = np.zeros(size)
        for variable, factor in goal:
            factors[variable] -= factor
        places = [(line, variable, factor) for line, (entries, *_) in enumerate(self.lines)
                  for variable, factor in entries]
        lines, variables, values = zip(*places) if places else ((), (), ())
        matrix = csr_array((np.array(values, dtype=float), (lines, variables)), shape=(len(self.lines), size))
        bounds = np.array([line[1:] for line in self.lines], dtype=float).reshape(len(self.lines), 2)
        answer = milp(factors, integrality=np.ones(size), bounds=Bounds(np.zeros(size), self.most),
                      constraints=LinearConstraint(matrix, bounds[:, 0], bounds[:, 1]), options={"mip_rel_gap": 0})
        if answer.status == 2:
            return None
        assert answer.status == 0, answer.message
        return [round(value) for value in answer.x]


class Model(Program):
    """What rows and groups have in common: units, must-pairs, quotas, minimum caseloads and all levels."""

    def __init__(self, problem, mentors, mentees):
        super().__init__()
        self.problem, self.mentors, self.mentees = problem, mentors, mentees
        self.units = []
        self.load = {mentor: [] for mentor in mentors}  # entries that count against the capacity
        self.make()
        self.of_mentee = {mentee: [unit for unit in self.units if unit.mentee == mentee] for mentee in mentees}
        for mentor in mentors:
            least, most = problem.minimum[mentor], problem.capacity[mentor]
            any_at_all = self.new()
            self.add([*self.load[mentor], (any_at_all, -most)], high=0)
            self.add([*self.load[mentor], (any_at_all, -least)], low=0)
        for mentor, mentee in problem.must:
            self.add([(unit.variable, 1) for unit in self.of_mentee[mentee]
                      if any(row.mentor == mentor for row in unit.rows)], low=1)
        for number, quota in enumerate(problem.program.quotas):
            self.add_quota(number, quota)
        self.filled = self.add_places()

    def add_quota(self, number, quota):
        parts = {} if quota.per else {None: []}
        for unit in self.units:
            for row in unit.rows:
                parts.setdefault(quota.part_of(row), []).append((unit.variable, row))
        for entries in parts.values():
            rows = [(variable, int(self.problem.row_counts(number, row))) for variable, row in entries]
            of = [(variable, 1) for variable, _ in entries]
            if quota.is_share:
                top, bottom = quota.amount.as_integer_ratio()
                entries = [(variable, factor * bottom) for variable, factor in rows]
                entries += [(variable, -top) for variable, _ in of]
                self.add(entries, low=0 if quota.is_least else -np.inf, high=np.inf if quota.is_least else 0)
            elif not quota.is_least:
                self.add(rows, high=int(quota.amount))
            elif not quota.per:
                self.add(rows, low=int(quota.amount))
            else:  # only where the part has rows
                any_at_all = self.new()
                self.add([*of, (any_at_all, -MANY)], high=0)
                self.add([*rows, (any_at_all, -int(quota.amount))], low=0)

    def add_places(self):
        """For each tier of coverage, the variables that say whether a mentee's place of that number is filled."""
        tiers = {tier: [] for tier in self.problem.tiers}
        for mentee in self.mentees:
            steps = [self.new() for _ in range(self.problem.wanted[mentee])]
            self.add([*((unit.variable, 1) for unit in self.of_mentee[mentee]), *((step, -1) for step in steps)], 0, 0)
            for step, following in zip(steps, steps[1:]):
                self.add([(step, 1), (following, -1)], low=0)
            for place, step in enumerate(steps):
                tiers[place + 1, self.problem.priority[mentee]].append((step, 1))
        return list(tiers.values())

    # ------------------------------------------------ levels

    def settle(self, level, found):
        """Makes the level as good as it can be, and keeps it so; returns values that have it."""
        if level == "worst":
            return self.settle_worst(found)
        for goal in self.goals(level):
            found = self.best(goal)
            value = sum(factor * found[variable] for variable, factor in goal)
            self.add(goal, low=value, high=value)
        return found

    def goals(self, level):
        if level == "coverage":
            return self.filled
        if level == "fair":
            bands = sorted({unit.score // BAND for unit in self.units})
            return [[(unit.variable, -1) for unit in self.units if unit.score // BAND == band] for band in bands]
        if level == "continuity":
            return [[(unit.variable, sum(map(self.problem.is_previous, unit.rows))) for unit in self.units]]
        if level == "balance":
            return [self.squares()]
        if level == "total":
            return [[(unit.variable, unit.score) for unit in self.units]]
        assert level == "fewest"
        return [[(unit.variable, -len(unit.rows)) for unit in self.units]]

    def squares(self):
        """The squares of the loads: 1 for the first, 3 for the second, 5 for the third …"""
        goal = []
        for mentor in self.mentors:
            steps = [self.new() for _ in range(self.problem.capacity[mentor])]
            self.add([*self.load[mentor], *((step, -1) for step in steps)], 0, 0)
            for step, following in zip(steps, steps[1:]):
                self.add([(step, 1), (following, -1)], low=0)
            goal += [(step, -2 * place - 1) for place, step in enumerate(steps)]
        return goal

    def settle_worst(self, found):
        """Tries what the lowest could be, halving what is left to try."""
        scores = sorted({unit.score for unit in self.units} | {FULL})
        known = [unit.score for unit in self.units if found[unit.variable]]
        low = scores.index(min(known, default=FULL))
        high = len(scores)
        while high - low > 1:
            middle = (low + high) // 2
            kept = len(self.lines)
            self.keep_out_below(scores[middle])
            better = self.best([])
            del self.lines[kept:]
            if better is None:
                high = middle
            else:
                low, found = middle, better
        self.keep_out_below(scores[low])
        return found

    def keep_out_below(self, least):
        self.add([(unit.variable, 1) for unit in self.units if unit.score < least], 0, 0)


class InRows(Model):
    """Rows, with slots or without, demands and teams."""

    def make(self):
        problem = self.problem
        wanted = {mentee: problem.tags[mentee] if problem.tags is not None else [None] for mentee in self.mentees}
        rows = [Row(mentor, mentee, tag, slot) for mentee in self.mentees for tag in wanted[mentee]
                for mentor in self.mentors if problem.allows_row(Row(mentor, mentee, tag))
                for slot in (problem.shared_slots([mentor], [mentee]) if problem.program.meetings else [None])]
        for row in rows:
            unit = Unit(self.new(), (row,), row.mentee, problem.row_points(row))
            self.units.append(unit)
            self.load[row.mentor].append((unit.variable, 1))
        once = {}  # a pair or, with demands, a tag of a mentee
        for unit in self.units:
            row = unit.rows[0]
            once.setdefault(row.rated if problem.tags is None else row.rated[1:], []).append((unit.variable, 1))
        for entries in once.values():
            self.add(entries, high=1)
        for mentee in self.mentees:
            self.make_team(mentee)
        if problem.program.meetings:
            self.make_meetings()

    def make_team(self, mentee):
        """Which mentors a mentee has, how many there may be, and what holds among them."""
        problem = self.problem
        mine = [unit for unit in self.units if unit.mentee == mentee]
        self.add([(unit.variable, 1) for unit in mine], high=problem.wanted[mentee])
        has = {}
        for unit in mine:
            mentor = unit.rows[0].mentor
            if mentor not in has:
                has[mentor] = self.new()
                of_both = [(each.variable, 1) for each in mine if each.rows[0].mentor == mentor]
                self.add([*of_both, (has[mentor], -1)], low=0)
                self.add([*of_both, (has[mentor], -MANY)], high=0)
        if problem.most_mentors[mentee] is not None:
            self.add([(variable, 1) for variable in has.values()], high=problem.most_mentors[mentee])
        team = problem.program.team
        if team is None:
            return
        there = self.new()
        for variable in has.values():
            self.add([(variable, 1), (there, -1)], high=0)
        self.add([*((variable, -1) for variable in has.values()), (there, 1)], high=0)
        if team.all_or_nothing:
            self.add([*((unit.variable, 1) for unit in mine), (there, -problem.wanted[mentee])], 0, 0)
        people = {mentor: problem.mentors.people[mentor] for mentor in has}
        for rule in team.rules:
            self.add_rule(rule, [(people[mentor], variable) for mentor, variable in has.items()], there)
        for one, other in combinations(has, 2):
            if are_apart(people[one], people[other]):
                self.add([(has[one], 1), (has[other], 1)], high=1)

    def add_rule(self, rule, people, there):
        """A rule on the set of those people whose variable is 1, where `there` is."""
        if is_counted(rule):
            count = [(variable, int(rule.kind.has.qualifies(person, False))) for person, variable in people]
            if rule.kind.at_least:
                self.add([*count, (there, -rule.kind.number)], low=0)
            else:
                self.add(count, high=rule.kind.number)
        else:
            for (one, first), (other, second) in combinations(people, 2):
                if not rule.keeps([one, other]):
                    self.add([(first, 1), (second, 1)], high=1)

    def make_meetings(self):
        problem = self.problem
        at, rooms = {}, {}
        for unit in self.units:
            row = unit.rows[0]
            for key in (problem.mentors.people[row.mentor].key, problem.mentees.people[row.mentee].key):
                at.setdefault((key, row.slot), []).append((unit.variable, 1))
            rooms.setdefault(row.slot, []).append((unit.variable, 1))
        for entries in at.values():
            self.add(entries, high=1)
        for slot, entries in rooms.items():
            room = problem.program.meetings.room_in(slot)
            if room is not None:
                self.add(entries, high=room)


class InGroups(Model):
    """Groups: leaders at a slot, or one of their copies, and who is with them."""

    def make(self):
        problem, groups = self.problem, self.problem.program.groups
        self.at = {}  # (key of a person, slot): entries
        for leaders in combinations(self.mentors, groups.leaders):
            slots = problem.shared_slots(leaders, [])
            copies = range(1) if problem.program.slot_field else range(min(problem.capacity[m] for m in leaders))
            for slot in slots:
                for copy in copies:
                    self.make_group(leaders, slot, copy)
        for mentee in self.mentees:
            self.add([(unit.variable, 1) for unit in self.units if unit.mentee == mentee], high=problem.wanted[mentee])
        for (_, slot), entries in self.at.items():
            if slot is not None:
                self.add(entries, high=1)

    def make_group(self, leaders, slot, copy):
        problem, groups = self.problem, self.problem.program.groups
        led_by = [problem.mentors.people[mentor] for mentor in leaders]
        if any(are_apart(one, other) for one, other in combinations(led_by, 2)):
            return
        open_ = self.new()
        for mentor, person in zip(leaders, led_by):
            self.load[mentor].append((open_, 1))
            self.at.setdefault((person.key, slot), []).append((open_, 1))
        members = []
        for mentee in self.mentees:
            person = problem.mentees.people[mentee]
            if slot not in problem.slots["mentee"][mentee] or any(
                    not problem.allows_row(Row(mentor, mentee)) or are_apart(problem.mentors.people[mentor], person)
                    for mentor in leaders):
                continue
            if any(mentor not in leaders for mentor, other in problem.must if other == mentee):
                continue
            rows = tuple(Row(mentor, mentee, None, slot, (leaders, slot, copy)) for mentor in leaders)
            unit = Unit(self.new(), rows, mentee, problem.member_points(leaders, mentee))
            self.units.append(unit)
            self.add([(unit.variable, 1), (open_, -1)], high=0)
            self.at.setdefault((person.key, slot), []).append((unit.variable, 1))
            members.append((person, unit.variable))
        count = [(variable, 1) for _, variable in members]
        self.add([*count, (open_, -groups.least)], low=0)
        self.add([*count, (open_, -groups.most)], high=0)
        for rule in groups.rules:
            self.add_rule(rule, [(person, open_) for person in led_by] * rule.with_leaders, members, open_)
        for (one, first), (other, second) in combinations(members, 2):
            if are_apart(one, other):
                self.add([(first, 1), (second, 1)], high=1)

    def add_rule(self, rule, leaders, members, open_):
        people = [*leaders, *members]
        if is_counted(rule):
            count = [(variable, int(rule.kind.has.qualifies(person, False))) for person, variable in people]
            if rule.kind.at_least:
                self.add([*count, (open_, -rule.kind.number)], low=0)
            else:
                self.add([*count, (open_, MANY)], high=rule.kind.number + MANY)
        else:
            for (one, first), (other, second) in combinations(people, 2):
                if not rule.keeps([one, other]):
                    # Of two leaders the variable is one: then no such group is open.
                    self.add([(first, 1), (second, 1)], high=1)


def is_counted(rule):
    return hasattr(rule.kind, "number")


def are_apart(one, other):
    """Whether one of two people avoids the other."""
    return other.key in (one.get("avoids") or ()) or one.key in (other.get("avoids") or ())
