"""Demands, teams and quotas (section 5 of the contract): what the program file says, and whether people keep to it.

The rules on a set of people are those of groups too.

Only the plain path: one person, one pair or one set of people at a time.
"""

import re
from fractions import Fraction

from kinds import (RULES, CoversCriterion, CoversRule, HasRule, MentorHasRule, WishRule, as_tags, flag, make_kind,
                   number_key, only_keys, passes_blank, take_required, whole)
from tables import Rejected


# ---------------------------------------------------------------- demands

class Demands:
    """Every tag of a mentee's `field` is a place, for a mentor who has that tag in `offer`."""

    name = "demands"

    def __init__(self, field, offer):
        self.field, self.offer = field, offer

    @property
    def reads(self):
        return [("mentee", self.field), ("mentor", self.offer)]

    def check_types(self, type_of):
        if type_of(self.field) != "tags" or type_of(self.offer) not in ("tags", "choice"):
            raise Rejected("[demands] needs a field of tags, and an offer of tags or a choice")

    def tags_of(self, mentee):
        """The places of a mentee as compared, in the order of the cell; with the spelling of the cell."""
        return dict(mentee.spelling(self.field)) if mentee.get(self.field) else {}

    def offers(self, mentor, tag):
        return tag in (as_tags(mentor.get(self.offer)) or ())

    def is_about(self, criterion):
        """Whether a criterion rates the tag alone."""
        return isinstance(criterion.kind, CoversCriterion) and criterion.kind.mentee_field == self.field


def parse_demands(table, criteria):
    only_keys(table, "[demands]", ["field", "offer"])
    (field,) = take_required(dict(table), "field")
    named = {criterion.kind.mentor_field for criterion in criteria
             if isinstance(criterion.kind, CoversCriterion) and criterion.kind.mentee_field == field}
    if "offer" not in table and len(named) != 1:
        raise Rejected(f"[demands] needs an `offer`: {len(named)} are named by the `covers` criteria on `{field}`")
    return Demands(field, table.get("offer") or named.pop())


# ---------------------------------------------------------------- teams

class Counted:
    """`at_least` and `at_most`: how many of a set qualify; a blank does not."""

    def __init__(self, keys, at_least):
        self.at_least = at_least
        (n,) = take_required(keys, "n")
        self.number = whole(n, "n")
        if "at_least" in keys:
            raise Rejected("needs one of is, any_of, none_of")
        self.has = make_kind("team rule", "has", keys, {"has": MentorHasRule})
        self.field = self.has.field

    def check_types(self, type_of):
        self.has.check_types(type_of)

    def keeps(self, people, pass_blank):
        count = sum(self.has.qualifies(person, False) for person in people)
        return count >= self.number if self.at_least else count <= self.number


class Alike:
    """`differ`, `same` and `span`: what the values of a set must be to each other."""

    types = {"differ": {"choice", "yes-no", "grade", "ladder", "text"},
             "same": {"choice", "yes-no", "grade", "ladder", "text"},
             "span": {"grade", "ladder", "number"}}

    def __init__(self, keys, what):
        self.what = what
        only_keys(keys, what, ["field", "max"] if what == "span" else ["field"])
        (self.field,) = take_required(dict(keys), "field")
        if what == "span":
            (most,) = take_required(dict(keys), "max")
            self.most = number_key(most, "max")
            if self.most < 0:
                raise Rejected("`max` is below 0")

    def check_types(self, type_of):
        kind = type_of(self.field)
        if ("ladder" if isinstance(kind, tuple) else kind) not in self.types[self.what]:
            raise Rejected(f"`{self.field}` does not fit `{self.what}`")

    def keeps(self, people, pass_blank):
        values = [person.get(self.field) for person in people]
        if None in values and not pass_blank:
            return len(people) == 1
        known = [value for value in values if value is not None]
        if self.what == "differ":
            return len(set(known)) == len(known)
        if self.what == "same":
            return len(set(known)) <= 1
        return not known or Fraction(max(known)) - Fraction(min(known)) <= self.most


class TeamRule:
    def __init__(self, name, kind, pass_blank):
        self.name, self.kind, self.pass_blank = name, kind, pass_blank

    @property
    def reads(self):
        return [("mentor", self.kind.field)]

    def keeps(self, people):
        return self.kind.keeps(people, self.pass_blank)


class Team:
    def __init__(self, all_or_nothing, rules):
        self.all_or_nothing, self.rules = all_or_nothing, rules

    def check_types(self, type_of):
        for rule in self.rules:
            rule.kind.check_types(type_of)

    def broken_by(self, mentors, wanted, filled):
        """What is wrong with a team: its different mentors, the places wanted, and how many are filled."""
        if not mentors:
            return []
        wrong = [rule.name for rule in self.rules if not rule.keeps(mentors)]
        if self.all_or_nothing and filled != wanted:
            wrong.append("all_or_nothing")
        if any(other.key in (one.get("avoids") or ()) for one in mentors for other in mentors if one is not other):
            wrong.append("avoids")
        return wrong


SET_KINDS = {"at_least": lambda keys: Counted(keys, True), "at_most": lambda keys: Counted(keys, False),
             "differ": lambda keys: Alike(keys, "differ"), "same": lambda keys: Alike(keys, "same"),
             "span": lambda keys: Alike(keys, "span")}


def parse_set_rule(entry, name):
    """The kind of a rule on a set of people, and whether it passes blanks over."""
    found = [kind for kind in SET_KINDS if kind in entry]
    if len(found) != 1:
        raise Rejected(f"{name} needs exactly one kind")
    if not isinstance(entry[found[0]], dict):
        raise Rejected(f"{name} is not a table")
    return SET_KINDS[found[0]](dict(entry[found[0]])), passes_blank(entry, name)


def parse_team(table):
    only_keys(table, "[team]", ["all_or_nothing", "rules"])
    rules = []
    for place, entry in enumerate(table.get("rules", [])):
        name = f"team rule {place + 1}"
        only_keys(entry, name, ["if_blank", *SET_KINDS])
        rules.append(TeamRule(name, *parse_set_rule(entry, name)))
    return Team(flag(table, "all_or_nothing"), rules)


# ---------------------------------------------------------------- quotas

class Quota:
    """At least, or at most, a number or a share of the rows is of a kind; `per` mentor or slot, of the rows of each."""

    def __init__(self, name, kinds, pass_blank, is_least, amount, is_share, per):
        self.name, self.kinds, self.pass_blank = name, kinds, pass_blank
        self.is_least, self.amount, self.is_share, self.per = is_least, amount, is_share, per

    @property
    def reads(self):
        return [read for kind in self.kinds for read in kind.reads]

    def check_types(self, type_of):
        for kind in self.kinds:
            kind.check_types(type_of)

    def counts(self, mentor, mentee, facts):
        return all(holds_for_quota(kind, mentor, mentee, facts, self.pass_blank) for kind in self.kinds)

    def part_of(self, row):
        """What the limit is looked at by: the mentor, the slot, or nothing but the whole."""
        return {"mentor": row.mentor, "slot": row.slot, None: None}[self.per]

    def is_kept(self, rows, of):
        """Whether so many rows of so many are right, in the whole result or in a part that has rows."""
        limit = self.amount * of if self.is_share else self.amount
        return rows >= limit if self.is_least else rows <= limit


def holds_for_quota(kind, mentor, mentee, facts, pass_blank):
    """As in a rule, save that a blank need or wish is a blank like any other."""
    if isinstance(kind, HasRule):
        return kind.qualifies(mentor if kind.role == "mentor" else mentee, pass_blank)
    if isinstance(kind, CoversRule) and mentee.get(kind.mentee_field) is None:
        return pass_blank
    if isinstance(kind, WishRule) and not pass_blank:
        wishers = {"mentee": [mentee], "mentor": [mentor], "both": [mentor, mentee]}[kind.by]
        if any(wisher.get(kind.wish) is None for wisher in wishers):
            return False
    return kind.holds(mentor, mentee, facts, pass_blank)


WHERE = RULES | {"mentor": RULES["mentor_has"], "mentee": RULES["mentee_has"]}
SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")


def parse_quotas(entries):
    quotas = []
    for entry in entries:
        name = entry.get("name")
        if not name:
            raise Rejected("a quota without a name")
        place = f"quota {name}"
        only_keys(entry, place, ["name", "where", "at_least", "at_most", "per", "if_blank"])
        if not isinstance(entry.get("where"), dict):
            raise Rejected(f"{place} needs `where`")
        only_keys(entry["where"], f"{place}: where", WHERE)
        kinds = [make_kind(place, kind, keys, WHERE) for kind, keys in entry["where"].items()]
        if ("at_least" in entry) == ("at_most" in entry):
            raise Rejected(f"{place} needs either `at_least` or `at_most`")
        if entry.get("per", "mentor") not in ("mentor", "slot"):
            raise Rejected(f"{place}: `per` is neither mentor nor slot")
        is_least = "at_least" in entry
        amount, is_share = read_amount(entry["at_least" if is_least else "at_most"], place)
        quotas.append(Quota(name, kinds, passes_blank(entry, place), is_least, amount, is_share, entry.get("per")))
    return quotas


def read_amount(value, place):
    if not isinstance(value, str):
        return Fraction(whole(value, place)), False
    share = SHARE.fullmatch(value)
    if not share or Fraction(share[1]) > 100:
        raise Rejected(f"{place}: `{value}` is neither a number nor a share")
    return Fraction(share[1]) / 100, True
