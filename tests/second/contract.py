#!/usr/bin/env python3
"""A second, independent implementation of the pairing contract.

As a command it pairs mentors and mentees and prints the result as JSON; with `--check RESULT.json` it checks a result
of the real tool instead. As a library: `load` -> `Problem`, then `Problem.result`, or `checks.check_result`.
"""

import argparse
import hashlib
import json
import os
import sys
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

import numpy as np

import flow
import linear
import search
from checks import SCHEMA, check_result
from facts import Facts
from kinds import NEVER, NewPartnerRule, is_week, named_table, pair_table
from meetings import met_twice
from optimum import Infeasible, Task, best_of
from people import read_one_roster, read_two_files
from program import DEFAULT_PROGRAM, parse_program
from reasons import Reasons
from rows import Row, groups_of
from stable import Market
from tables import Rejected, fold, natural_key

LAST = 10  # the priority of a blank: after 9
BANDS = 101
FULL = 10_000


@dataclass
class Found:
    """The best rows, and the value of each level."""

    rows: list
    values: dict


class Problem:
    """Everything that follows from the input; tables have a row for each mentor and a column for each mentee."""

    def __init__(self, program, mentors, mentees, facts, notices=()):
        self.program, self.mentors, self.mentees, self.facts = program, mentors, mentees, facts
        self.notices = [*notices, *facts.notices]
        self.criteria = self.in_use(program.criteria)
        self.rules = self.in_use(program.rules)
        self.need_columns(filter(None, [program.demands, *(program.team.rules if program.team else ()),
                                        program.meetings, program.groups,
                                        *(program.groups.rules if program.groups else ()), *program.quotas]))
        for criterion in self.criteria:
            if criterion.kind.needs_ratings:
                criterion.kind.check_numbers(facts)
        self.check_slots()
        self.slots = {side.role: [self.slots_of(person) for person in side.people] for side in (mentors, mentees)}
        self.broken = {side.role: [self.broken_alone(side.role, person) for person in side.people]
                       for side in (mentors, mentees)}
        self.capacity = [self.given(person, "capacity", program.capacity) for person in mentors.people]
        self.minimum = [self.given(person, "minimum", program.minimum) for person in mentors.people]
        self.priority = [self.given(person, "priority", LAST) for person in mentees.people]
        if program.is_stable and any(minimum > 1 for minimum in self.minimum):
            raise Rejected("the stable method with a `minimum` above 1")
        self.set_places()
        self._rated, self._counted = {}, {}
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

    def names(self, mentor, mentee, *_):
        return self.mentors.people[mentor].id, self.mentees.people[mentee].id

    def missing_columns(self, entry):
        sides = {"mentor": self.mentors, "mentee": self.mentees}
        return [f"{sides[role].path} has no column `{name}`"
                for role, name in entry.reads if name not in sides[role].fields]

    def in_use(self, entries):
        """The criteria or rules whose columns are there; the optional ones without are left out."""
        kept = []
        for entry in entries:
            missing = self.missing_columns(entry.kind)
            if entry.kind.needs_ratings and self.facts.ratings is None:
                missing.append("there is no --ratings file")
            if not missing:
                kept.append(entry)
            elif entry.optional:
                self.notices.append(f"`{entry.name}` is left out: {missing[0]}")
            else:
                raise Rejected(f"`{entry.name}`: {missing[0]}")
        return kept

    def need_columns(self, entries):
        for entry in entries:
            missing = self.missing_columns(entry)
            if any(kind.needs_ratings for kind in getattr(entry, "kinds", ())) and self.facts.ratings is None:
                missing.append("there is no --ratings file")
            if missing:
                raise Rejected(f"`{entry.name}`: {missing[0]}")

    def check_slots(self):
        """`minutes` wants ranges, a count wants tags, and both sides are of one kind."""
        kinds = [(entry.name, entry.kind) for entry in (*self.criteria, *self.rules)]
        kinds += [(quota.name, kind) for quota in self.program.quotas for kind in quota.kinds]
        for name, kind in kinds:
            if not hasattr(kind, "in_minutes"):
                continue
            field = kind.mentor_field
            for value in (*self.mentors.column(field), *self.mentees.column(field)):
                if value is not None and is_week(value) != kind.in_minutes:
                    raise Rejected(f"`{name}`: `{field}` has {'ranges' if is_week(value) else 'tags'}")

        field = self.program.slot_field
        if field and any(map(is_week, (*self.mentors.column(field), *self.mentees.column(field)))):
            raise Rejected(f"`{field}` has ranges, and meetings and groups need tags")

    def slots_of(self, person):
        """When a person can meet; a blank is never. Without slots: one time, that all have."""
        field = self.program.slot_field
        return frozenset([None]) if field is None else person.get(field) or frozenset()

    def shared_slots(self, mentors, mentees):
        """The slots that all of these have, in natural order."""
        shared = frozenset.intersection(*(self.slots["mentor"][index] for index in mentors),
                                        *(self.slots["mentee"][index] for index in mentees))
        return [None] if shared == {None} else sorted(shared, key=natural_key)

    def set_places(self):
        """How many places each mentee wants and, with demands, which tags, and how many mentors at most."""
        demands, default = self.program.demands, self.program.mentors_wanted
        people = self.mentees.people
        if demands is None:
            self.tags = None
            self.most_mentors = [None] * len(people)
            self.wanted = [self.given(person, "mentors_wanted", 1 if default is None else default)
                           for person in people]
            if self.program.groups:  # a mentee is in one group or in none
                self.wanted = [min(1, wanted) for wanted in self.wanted]
        else:
            self.most_mentors = [self.given(person, "mentors_wanted", default) for person in people]
            self.tags = [{} if most == 0 else demands.tags_of(person)
                         for person, most in zip(people, self.most_mentors)]
            self.wanted = [len(tags) for tags in self.tags]

    def places(self, mentee):
        """The places of a mentee: numbers from 1, or tags."""
        return list(range(1, self.wanted[mentee] + 1)) if self.tags is None else list(self.tags[mentee])

    # ------------------------------------------------ the plain path, one person or pair at a time

    def broken_alone(self, role, person):
        """The rules that a person breaks, whoever the partner; with any, the person is not eligible."""
        broken = ["active"] if person.get("active") is False else []
        return broken + [rule.name for rule in self.rules if rule.is_personal and rule.kind.role == role
                         and not rule.kind.qualifies(person, rule.pass_blank)]

    def rate_criteria(self, mentor, mentee, tag=None):
        """The points of each criterion for a pair; with a tag, a criterion about it rates the tag alone."""
        people = self.mentors.people[mentor], self.mentees.people[mentee]
        parts = []
        for criterion in self.criteria:
            if tag is not None and self.program.demands.is_about(criterion):
                offer = people[0].get(criterion.kind.mentor_field)
                has = tag == offer if isinstance(offer, str) else tag in (offer or ())
                parts.append(FULL if has else 0)
            else:
                parts.append(criterion.points(*people, self.facts))
        return parts

    def mean(self, parts, view=None):
        """The points of a pair from those of its criteria; with a view, from those in that side's view."""
        weights = [Fraction(criterion.weight, 1000) if view is None or criterion.view in (view, "both") else Fraction(0)
                   for criterion in self.criteria]
        if not sum(weights):
            return 0
        return floor(sum(weight * part for weight, part in zip(weights, parts)) / sum(weights) + Fraction(1, 2))

    def rate_pair(self, mentor, mentee, tag=None):
        """The points of a pair and of each of its criteria, in fractions, by indices."""
        key = mentor, mentee, tag
        if key not in self._rated:
            parts = self.rate_criteria(*key)
            self._rated[key] = self.mean(parts), parts
        return self._rated[key]

    def row_points(self, row):
        return self.rate_pair(*row.rated)[0]

    def member_points(self, leaders, mentee):
        """The mean of the points with the leaders, halves up."""
        return floor(Fraction(sum(self.rate_pair(mentor, mentee)[0] for mentor in leaders), len(leaders))
                     + Fraction(1, 2))

    def is_previous(self, row):
        """A pair of `--previous` or of a `previous_partners` of the two."""
        people = self.mentors.people[row.mentor], self.mentees.people[row.mentee]
        return not NewPartnerRule({}).holds(*people, self.facts, False)

    def row_counts(self, number, row):
        """Whether a row counts for a quota."""
        key = number, *row.pair
        if key not in self._counted:
            self._counted[key] = self.program.quotas[number].counts(self.mentors.people[row.mentor],
                                                                    self.mentees.people[row.mentee], self.facts)
        return self._counted[key]

    def offered_tags(self, mentor, mentee):
        return [tag for tag in self.tags[mentee] if self.program.demands.offers(self.mentors.people[mentor], tag)]

    def is_below_minimum_score(self, mentor, mentee):
        """Under demands a pair is below where it has rows to make and all of them are."""
        least = self.program.minimum_points
        if self.tags is None:
            return self.rate_pair(mentor, mentee)[0] < least
        tags = self.offered_tags(mentor, mentee)
        return bool(tags) and all(self.rate_pair(mentor, mentee, tag)[0] < least for tag in tags)

    def broken_rules(self, mentor, mentee):
        """The rules between two people that the pair breaks, built-in ones too."""
        a, b = self.mentors.people[mentor], self.mentees.people[mentee]
        broken = [rule.name for rule in self.rules if not rule.is_personal and not rule.allows(a, b, self.facts)]
        built_in = {
            "self": a.key == b.key,
            "avoids": b.key in (a.get("avoids") or ()) or a.key in (b.get("avoids") or ()),
            "never": (a.key, b.key) in self.facts.never,
            "rated-never": (self.facts.ratings or {}).get((a.key, b.key)) is NEVER,
            "minimum_score": self.is_below_minimum_score(mentor, mentee),
        }
        return broken + [name for name, breaks in built_in.items() if breaks]

    # ------------------------------------------------ the table path, all pairs at once

    @cached_property
    def criterion_points(self):
        return [criterion.points_table(self.mentors, self.mentees, self.facts) for criterion in self.criteria]

    @cached_property
    def points(self):
        """The points of all pairs; not those of rows where there are demands."""
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
        if self.tags is None:
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
        """All allowed pairs; under demands `minimum_score` is a matter of rows."""
        return ~self._forbidden[0]

    def allows_row(self, row):
        mentor, mentee, tag = row.rated
        if not self.allowed[mentor, mentee]:
            return False
        return tag is None or (self.program.demands.offers(self.mentors.people[mentor], tag)
                               and self.row_points(row) >= self.program.minimum_points)

    def excludes(self, mentee, tag=None):
        """For a mentee (by index): each rule that excludes an eligible mentor, and how many it excludes."""
        found = {name: int(counts[mentee]) for name, counts in self._forbidden[1].items() if counts[mentee]}
        if tag is not None:
            low = sum(self.rate_pair(mentor, mentee, tag)[0] < self.program.minimum_points
                      for mentor in range(len(self.capacity)) if self.eligible["mentor"][mentor])
            if low:
                found["minimum_score"] = low
        return found

    # ------------------------------------------------ limits and levels of whole results

    def team_broken(self, mentee, rows):
        """The team rules that a mentee's rows break."""
        team = self.program.team
        if team is None:
            return []
        mentors = [self.mentors.people[mentor] for mentor in sorted({row.mentor for row in rows})]
        return team.broken_by(mentors, self.wanted[mentee], len(rows))

    def quota_counts(self, rows):
        """Of each quota: how many rows count."""
        return [sum(self.row_counts(number, row) for row in rows) for number in range(len(self.program.quotas))]

    def broken_quotas(self, rows):
        broken = []
        for number, quota in enumerate(self.program.quotas):
            parts = [[row for row in rows if quota.part_of(row) == part] for part in set(map(quota.part_of, rows))]
            for part in parts if quota.per else [rows]:
                count = sum(self.row_counts(number, row) for row in part)
                if not quota.is_kept(count, len(part)):
                    broken.append(f"quota {quota.name}: {count} of {len(part)} rows")
        return broken

    def broken_meetings(self, rows):
        """Slots that somebody does not have, people in two places at once, and slots without room."""
        wrong = [f"row {self.row_name(row)} is in {row.slot}" for row in rows
                 if row.slot not in self.shared_slots([row.mentor], [row.mentee])]
        people = self.mentors.people, self.mentees.people
        wrong += [f"{key} meets twice in {slot}" for key, slot in met_twice(
            (side[index].key, row.slot) for row in rows for side, index in zip(people, row.pair))]
        met = [row.slot for row in rows]
        for slot in sorted(set(met), key=repr):
            room = self.program.meetings.room_in(slot)
            if room is not None and met.count(slot) > room:
                wrong.append(f"{met.count(slot)} meetings in {slot}, which has room for {room}")
        return wrong

    def broken_groups(self, rows):
        """What is wrong with the groups, and people in two of them at once."""
        wrong, busy = [], []
        for group in groups_of(rows):
            leaders = [self.mentors.people[index] for index in group.leaders]
            members = [self.mentees.people[index] for index in group.members]
            who = f"the group of {', '.join(person.id for person in (*leaders, *members))}"
            wrong += [f"{who} breaks {name}" for name in self.program.groups.broken_by(leaders, members)]
            if len(group.rows) != len(leaders) * len(members):
                wrong.append(f"{who} has {len(group.rows)} rows")
            if len(group.slots) > 1 or group.slot not in self.shared_slots(group.leaders, group.members):
                wrong.append(f"{who} is in {group.slots}")
            busy += [(person.key, group.slot) for person in (*leaders, *members)]
        if self.program.slot_field:
            wrong += [f"{key} is in two groups in {slot}" for key, slot in met_twice(busy)]
        return wrong

    def broken_limits(self, rows):
        """What is wrong with a set of rows, in sentences; every hard limit is looked at."""
        wrong = []
        keys = [row.rated if self.tags is None else row.rated[1:] for row in rows]
        if len(set(keys)) < len(keys):
            wrong.append("a row is there twice")
        for row in sorted(set(rows), key=repr):
            if not self.allows_row(row):
                broken = self.broken["mentor"][row.mentor] + self.broken["mentee"][row.mentee]
                wrong.append(f"row {self.row_name(row)} is forbidden by {broken + self.broken_rules(*row.pair)}")
        for person, load, capacity, minimum in zip(self.mentors.people, self.loads(rows), self.capacity, self.minimum):
            if load > capacity or 0 < load < minimum:
                wrong.append(f"{person.id} has a load of {load}; capacity {capacity}, minimum {minimum}")
        for mentee, wanted in enumerate(self.wanted):
            mine = [row for row in rows if row.mentee == mentee]
            who, mentors = self.mentees.people[mentee].id, {row.mentor for row in mine}
            filled = len({row.group for row in mine} if self.program.groups else mine)
            if filled > wanted:
                wrong.append(f"{who} has {filled} places filled of {wanted}")
            if self.most_mentors[mentee] is not None and len(mentors) > self.most_mentors[mentee]:
                wrong.append(f"{who} has {len(mentors)} mentors, at most {self.most_mentors[mentee]}")
            wrong += [f"the team of {who} breaks {name}" for name in self.team_broken(mentee, mine)]
        if self.program.meetings:
            wrong += self.broken_meetings(rows)
        if self.program.groups:
            wrong += self.broken_groups(rows)
        made = {row.pair for row in rows}
        wrong += [f"the must-pair {self.names(*pair)} is missing" for pair in self.must if pair not in made]
        return wrong + self.broken_quotas(rows)

    @cached_property
    def tiers(self):
        """(place, priority) of every place that some mentee has, in the order of `coverage`."""
        return sorted({(place, priority) for wanted, priority in zip(self.wanted, self.priority)
                       for place in range(1, wanted + 1)})

    def loads(self, rows):
        """What counts against each mentor's capacity: rows, or groups led."""
        if self.program.groups:
            led = [index for group in groups_of(rows) for index in group.leaders]
        else:
            led = [row.mentor for row in rows]
        return [led.count(mentor) for mentor in range(len(self.capacity))]

    def scores(self, rows):
        """The points that the levels look at: of the rows or, in groups, of the members."""
        if not self.program.groups:
            return [self.row_points(row) for row in rows]
        return [self.member_points(group.leaders, mentee) for group in groups_of(rows) for mentee in group.members]

    def placed(self, rows):
        """The mentee of every place that is filled."""
        if self.program.groups:
            return sorted({row.mentee for row in rows})
        return [row.mentee for row in rows]

    def coverage_of(self, rows):
        filled = [0] * len(self.wanted)
        counts = dict.fromkeys(self.tiers, 0)
        for mentee in self.placed(rows):
            filled[mentee] += 1
            tier = filled[mentee], self.priority[mentee]
            counts[tier] = counts.get(tier, 0) + 1
        return list(counts.values())

    def value_of(self, level, rows):
        """The value of a level, as it is written in a result."""
        points = self.scores(rows)
        if level == "coverage":
            return self.coverage_of(rows)
        if level == "worst":
            return min(points, default=None)
        if level == "fair":
            bands = [0] * BANDS
            for each in points:
                bands[each // 100] += 1
            return bands
        if level == "continuity":
            return sum(map(self.is_previous, rows))
        if level == "balance":
            return sum(load ** 2 for load in self.loads(rows))
        assert level == "total"
        return sum(points)

    def values_of(self, rows):
        return {level: self.value_of(level, rows) for level in self.program.levels}

    def rank_of(self, rows):
        """What the best rows have the most of: the levels in order, then the fewest rows."""
        rank = []
        for level, value in self.values_of(rows).items():
            if level == "worst":
                rank.append(FULL if value is None else value)
            elif level == "fair":
                rank.append([-count for count in value])
            else:
                rank.append(-value if level == "balance" else value)
        return rank if "coverage" in self.program.levels else [*rank, -len(rows)]

    # ------------------------------------------------ the best rows

    @property
    def is_flow(self):
        """Whether a flow settles this: nothing of section 5."""
        program = self.program
        beyond = program.demands, program.team, program.meetings, program.groups, *program.quotas
        return (not program.is_stable and all(table is None for table in beyond)
                and all(minimum <= 1 for minimum in self.minimum))

    def drawn(self, seed):
        """Mentors and mentees in the order of the lottery."""
        return [sorted(range(len(side.people)), key=lambda index: lottery(seed, side, index))
                for side in (self.mentors, self.mentees)]

    def best(self, seed=0):
        """The best rows, or Infeasible; ties are settled by the seed and the ids, not by the order of rows."""
        mentors, mentees = self.drawn(seed)
        if self.program.is_stable:
            rows = self.best_stable(mentors, mentees)
        elif self.is_flow and set(self.program.levels) <= {"coverage", "total"}:
            rows = self.best_flow(mentors, mentees)
        else:
            rows = self.best_limited(mentors, mentees)
            if rows is None:
                raise Infeasible
        return Found(rows, self.values_of(rows))

    def best_limited(self, mentors, mentees):
        """Any levels and any limits: by going through all choices where people are few."""
        few = len(mentors) <= search.MOST_MENTORS and sum(self.wanted) <= search.MOST_PLACES
        if self.is_flow and not few:
            return flow.best_rows(self, mentors, mentees)
        try:
            return search.best_rows(self, mentors, mentees)
        except search.TooLarge:
            return linear.best_rows(self, mentors, mentees)

    def best_flow(self, columns, rows):
        row_of, column_of = ({index: place for place, index in enumerate(order)} for order in (rows, columns))
        task = Task(
            allowed=self.allowed.T[np.ix_(rows, columns)], points=self.points.T[np.ix_(rows, columns)],
            capacity=[self.capacity[index] for index in columns],
            wanted=[self.wanted[index] if self.eligible["mentee"][index] else 0 for index in rows],
            tiers=self.tiers, tier_of=lambda row, place: (place, self.priority[rows[row]]),
            must=[(row_of[mentee], column_of[mentor]) for mentor, mentee in self.must])
        best = best_of(task, self.program.levels)
        return [Row(columns[column], rows[row]) for row, column in best.pairs]

    @cached_property
    def market(self):
        """The stable method's view of the pairs."""
        allowed = [(int(mentor), int(mentee)) for mentor, mentee in zip(*np.nonzero(self.allowed))]
        views = {side: {pair: self.mean(self.rate_pair(*pair)[1], side) for pair in allowed}
                 for side in ("mentor", "mentee")}
        return Market(allowed, views, {"mentor": self.capacity, "mentee": self.wanted}, self.must)

    def best_stable(self, mentors, mentees):
        if not self.market.feasible:
            raise Infeasible
        orders = {"mentor": {index: place for place, index in enumerate(mentors)},
                  "mentee": {index: place for place, index in enumerate(mentees)}}
        return [Row(*pair) for pair in sorted(self.market.propose(self.program.proposing, orders))]

    @cached_property
    def optimum(self):
        """The best rows and values, or None where none keep the limits."""
        try:
            return self.best()
        except Infeasible:
            return None

    # ------------------------------------------------ the result

    def row_name(self, row):
        """Mentor id, mentee id and, under demands, the tag as the cell spells it."""
        if self.tags is None:
            return self.names(*row.pair)
        return *self.names(*row.pair), self.tags[row.mentee].get(row.tag, row.tag)

    def row_order(self, row):
        """By mentee id, mentor id and tag."""
        mentor, mentee, *tag = self.row_name(row)
        return [natural_key(text) for text in (mentee, mentor, *tag)]

    def mentee_order(self, mentee):
        return natural_key(self.mentees.people[mentee].id)

    def unmatched(self, rows, feasible=True):
        """Every empty place with its reason, in the order of the output."""
        held = [[row for row in rows if row.mentee == mentee] for mentee in range(len(self.wanted))]
        entries, reasons = [], Reasons(self, rows)
        for mentee in sorted(range(len(self.wanted)), key=self.mentee_order):
            who = self.mentees.people[mentee].id
            for place in self.empty_places(mentee, held[mentee]):
                named = {"place": place} if self.tags is None else {"for": self.tags[mentee][place]}
                why = reasons.of(mentee, place) if feasible else {"reason": "limit"}
                entries.append({"mentee": who, **named, **why})
        return entries

    def empty_places(self, mentee, held):
        if self.tags is None:
            return self.places(mentee)[len(set(row.group for row in held) if self.program.groups else held):]
        filled = {row.tag for row in held}
        return sorted((tag for tag in self.places(mentee) if tag not in filled),
                      key=lambda tag: natural_key(self.tags[mentee][tag]))

    def not_eligible(self):
        return [{"role": side.role, "id": side.people[index].id, "rules": self.broken[side.role][index]}
                for side in (self.mentors, self.mentees)
                for index in sorted(range(len(side.people)), key=lambda index: natural_key(side.people[index].id))
                if self.broken[side.role][index]]

    def summary(self, rows, unmatched):
        points = self.scores(rows)
        summary = {
            "mentors": len(self.mentors.people), "mentees": len(self.mentees.people),
            "places_wanted": sum(self.wanted),
            "places_offered": sum(capacity for capacity, fit in zip(self.capacity, self.eligible["mentor"]) if fit),
            "pairs": len(rows), "unmatched": len(unmatched),
            "total_points": sum(points), "lowest_points": min(points, default=None),
        }
        return summary if self.tags is not None else {**summary, "allowed_pairs": int(self.allowed.sum())}

    def level_entries(self, values):
        return [{"level": level, "value": value} for level, value in values.items()]

    def quota_entries(self, rows):
        return [{"name": quota.name, "rows": count, "of": len(rows)}
                for quota, count in zip(self.program.quotas, self.quota_counts(rows))]

    def result(self, seed=0):
        """The result in the JSON form of section 4."""
        try:
            best = self.best(seed)
        except Infeasible:
            best = None
        rows = sorted(self.named_groups(best.rows), key=self.row_order) if best else []
        unmatched = self.unmatched(rows, feasible=best is not None)
        result = {
            "schema": SCHEMA,
            "summary": self.summary(rows, unmatched),
            "solve": {"status": "optimal" if best else "infeasible", "method": self.method, "seed": seed,
                      "levels": self.level_entries(best.values) if best else []},
            "pairs": [self.row_entry(row) for row in rows],
            "unmatched": unmatched,
            "not_eligible": self.not_eligible(),
        }
        result |= {"quotas": self.quota_entries(rows)} if self.program.quotas else {}
        result |= {"groups": self.group_entries(rows)} if self.program.groups else {}
        return result

    @cached_property
    def slot_spelled(self):
        """How a slot is shown: of all spellings in the cells of either side the first in natural order."""
        spelled, field = {}, self.program.slot_field
        for side in (self.mentors, self.mentees):
            for each in side.spelled.get(field, ()):
                spelled.setdefault(fold(each), []).append(each)
        return {slot: min(found, key=natural_key) for slot, found in spelled.items()}

    def in_order(self, side, indices):
        return sorted((side.people[index].id for index in indices), key=natural_key)

    def named_groups(self, rows):
        """The rows with their groups called G1, G2 … by the natural order of their first members."""
        groups = sorted(groups_of(rows), key=lambda group: natural_key(self.in_order(self.mentees, group.members)[0]))
        if not self.program.groups:
            return rows
        return [row._replace(group=f"G{number + 1}") for number, group in enumerate(groups) for row in group.rows]

    def group_entries(self, rows):
        """`groups` of the JSON, of rows whose groups have their names."""
        entries = []
        for group in sorted(groups_of(rows), key=lambda group: natural_key(group.rows[0].group)):
            entry = {"group": group.rows[0].group}
            entry |= {"slot": self.slot_spelled.get(group.slot, group.slot)} if self.program.slot_field else {}
            entry["leaders"] = self.in_order(self.mentors, group.leaders)
            points = {self.mentees.people[index].id: self.member_points(group.leaders, index)
                      for index in group.members}
            entry["members"] = [{"mentee": who, "points": points[who]} for who in sorted(points, key=natural_key)]
            entries.append(entry)
        return entries

    @property
    def method(self):
        return "stable" if self.program.is_stable else "levels"

    def row_entry(self, row):
        points, parts = self.rate_pair(*row.rated)
        named = dict(zip(("mentor", "mentee", "for"), self.row_name(row)))
        named |= {"slot": self.slot_spelled[row.slot]} if self.program.slot_field else {}
        named |= {"group": row.group} if self.program.groups else {}
        return {**named, "points": points,
                "criteria": [{"name": criterion.name, "weight": plain_number(Fraction(criterion.weight, 1000)),
                              "points": part} for criterion, part in zip(self.criteria, parts)]}

    def pair_points(self):
        """[mentor id, mentee id, points] of every allowed pair, or with the tag before the points."""
        rows = [Row(int(mentor), int(mentee), tag) for mentor, mentee in zip(*np.nonzero(self.allowed))
                for tag in ([None] if self.tags is None else self.tags[mentee])]
        return [[*self.row_name(row), self.row_points(row)]
                for row in sorted(filter(self.allows_row, rows), key=self.row_order)]


def lottery(seed, side, index):
    key = side.people[index].key
    return hashlib.sha256(f"{seed}\n{side.role}\n{key}".encode()).digest(), key


def plain_number(value):
    return int(value) if value.denominator == 1 else float(value)


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
