"""The kinds of criteria and rules (sections 2.1 and 2.3 of the contract), each of them twice.

Every kind has a plain path for one pair (`rating`, `allows`), in fractions and close to the wording of the contract,
and a table path for all pairs at once (`points_table`, `forbids_table`), in whole numbers with numpy. The two share
the cell values and nothing else, and `contract.self_check` compares them.

Tables have a row for each mentor and a column for each mentee.
"""

import datetime
import difflib
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from tables import Rejected, Week, fold, read_grade, read_yes_no

NEVER = "never"  # in place of a number in the ratings file
FULL_POINTS = 10_000


def to_points(rating):
    """Rating 0 to 1 -> points 0 to 10000, halves up."""
    return math.floor(FULL_POINTS * rating + Fraction(1, 2))


def points_of_ratio(top, bottom):
    """The same for arrays (or ints) of a whole numerator and denominator."""
    return (2 * FULL_POINTS * top + bottom) // (2 * bottom)


# ---------------------------------------------------------------- keys of a kind

def number_key(value, name, low=None):
    """A number of the program file as a Fraction."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Rejected(f"`{name}` is not a number")
    if low is not None and value <= low:
        raise Rejected(f"`{name}` must be above {low}")
    return Fraction(value)


def whole_key(value, name, low=1):
    if isinstance(value, bool) or not isinstance(value, int) or value < low:
        raise Rejected(f"`{name}` is not a whole number from {low}")
    return value


def only_keys(table, place, known):
    if not isinstance(table, dict):
        raise Rejected(f"{place} is not a table")
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise Rejected(f"{place}: unknown key `{key}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    return table


def whole(value, name):
    return whole_key(value, name, low=0)


def flag(entry, key):
    if not isinstance(entry.get(key, False), bool):
        raise Rejected(f"`{key}` is neither true nor false")
    return entry.get(key, False)


def passes_blank(entry, place):
    if entry.get("if_blank", "forbid") not in ("forbid", "allow"):
        raise Rejected(f"{place}: if_blank is forbid or allow")
    return entry.get("if_blank") == "allow"


def parse_kind(name, entry, kinds):
    """The one kind that an entry has."""
    found = [kind for kind in kinds if kind in entry]
    if len(found) != 1:
        raise Rejected(f"`{name}` needs exactly one kind")
    return make_kind(name, found[0], entry[found[0]], kinds)


def make_kind(name, kind, keys, kinds):
    if not isinstance(keys, dict):
        raise Rejected(f"`{name}`: {kind} is not a table")
    keys = dict(keys)
    try:
        made = kinds[kind](keys)
    except Rejected as error:
        raise Rejected(f"`{name}`: {kind}: {error}") from None
    if keys:
        raise Rejected(f"`{name}`: {kind}: unknown key `{next(iter(keys))}`")
    return made


def take(keys, *names):
    """Removes the named keys and returns their values (None where missing)."""
    return [keys.pop(name, None) for name in names]


def take_fields(keys):
    """`field`, or `mentor` and `mentee`: the field of each side."""
    both, mentor, mentee = take(keys, "field", "mentor", "mentee")
    if (both is None) == (mentor is None or mentee is None) or (both is not None and (mentor or mentee)):
        raise Rejected("needs `field`, or `mentor` and `mentee`")
    return (both, both) if both is not None else (mentor, mentee)


def take_required(keys, *names):
    values = take(keys, *names)
    if None in values:
        raise Rejected(f"needs {', '.join(names)}")
    return values


# ---------------------------------------------------------------- values in bulk

def as_tags(value):
    """A choice counts as one tag."""
    return frozenset([value]) if isinstance(value, str) else value


def tag_counts(mentor_values, mentee_values):
    """How many tags each pair shares, and how many each person has; a blank has none."""
    mentor_sets = [as_tags(value) or () for value in mentor_values]
    mentee_sets = [as_tags(value) or () for value in mentee_values]
    place = {tag: index for index, tag in enumerate(sorted(set().union(*mentor_sets, *mentee_sets)))}
    shared = indicator(mentor_sets, place) @ indicator(mentee_sets, place).T  # exact: counts far below 2**24
    return (shared.astype(np.int64),
            np.array([len(found) for found in mentor_sets], dtype=np.int64)[:, None],
            np.array([len(found) for found in mentee_sets], dtype=np.int64)[None, :])


def indicator(sets, place):
    matrix = np.zeros((len(sets), len(place)), dtype=np.float32)
    for row, found in enumerate(sets):
        matrix[row, [place[tag] for tag in found]] = 1
    return matrix


def minute_counts(mentor_values, mentee_values):
    """Shared minutes of each pair: the week is cut at every time that occurs, each piece counts its length."""
    weeks = [value.ranges if value else () for value in (*mentor_values, *mentee_values)]
    cuts = sorted({time for ranges in weeks for both in ranges for time in both})
    place = {time: index for index, time in enumerate(cuts)}
    inside = np.zeros((len(weeks), max(len(cuts) - 1, 0)), dtype=np.float32)
    for row, ranges in enumerate(weeks):
        for start, end in ranges:
            inside[row, place[start]:place[end]] = 1
    length = np.diff(np.array(cuts, dtype=np.float32))
    split = len(mentor_values)
    return ((inside[:split] * length) @ inside[split:].T).astype(np.int64)  # exact: at most 10080


def blanks(mentor_values, mentee_values):
    """Whether each pair has a blank, on either side."""
    mentor_blank = np.array([value is None for value in mentor_values], dtype=bool)
    mentee_blank = np.array([value is None for value in mentee_values], dtype=bool)
    return mentor_blank[:, None] | mentee_blank[None, :]


def differences(mentor_values, mentee_values, constants):
    """mentor - mentee for each pair, and the constants, all as whole numbers on one common scale."""
    known = [Fraction(value) for value in (*mentor_values, *mentee_values) if value is not None]
    scale = math.lcm(*(value.denominator for value in (*known, *constants)))
    largest = max((abs(value) for value in (*known, *constants)), default=0)
    # The later arithmetic multiplies by 20000; whole numbers of any size are exact where 64 bits do not reach.
    kind = np.int64 if 2 * largest * scale * 4 * FULL_POINTS < 2**62 else object

    def scaled(values):
        return np.array([0 if value is None else int(value * scale) for value in values], dtype=kind)

    return (scaled(mentor_values)[:, None] - scaled(mentee_values)[None, :],
            [int(value * scale) for value in constants])


def equal_table(mentor_values, mentee_values):
    place = {value: index for index, value in enumerate({*mentor_values, *mentee_values})}
    codes = [np.array([place[value] for value in values]) for values in (mentor_values, mentee_values)]
    return codes[0][:, None] == codes[1][None, :]


# ---------------------------------------------------------------- the common ground of both

class Kind:
    """What a criterion and a rule have in common.

    `types` are the field types allowed; `reads` lists (role, field) for every column that is needed.
    """

    types = None
    needs_ratings = False

    def __init__(self, keys):
        self.mentor_field = self.mentee_field = None
        self.take_keys(keys)

    @property
    def reads(self):
        return [("mentor", self.mentor_field), ("mentee", self.mentee_field)]

    def check_types(self, type_of):
        """Both sides need a type the kind takes, and the same one (a choice and tags mix)."""
        found = []
        for _, name in self.reads:
            kind = type_of(name)
            family = "ladder" if isinstance(kind, tuple) else kind
            if self.types is not None and family not in self.types:
                raise Rejected(f"`{name}` is of type {family}, which does not fit here")
            found.append("tags" if kind == "choice" and "tags" in (self.types or ()) else kind)
        if self.types is not None and len(set(found)) > 1:
            raise Rejected(f"{' and '.join(name for _, name in self.reads)} have different types")

    def values(self, mentor, mentee):
        return mentor.get(self.mentor_field), mentee.get(self.mentee_field)

    def columns(self, mentors, mentees):
        return mentors.column(self.mentor_field), mentees.column(self.mentee_field)


class FieldPair(Kind):
    """A kind with `field`, or `mentor` and `mentee`."""

    def take_keys(self, keys):
        self.mentor_field, self.mentee_field = take_fields(keys)


class SameField(Kind):
    """A kind with `field` alone."""

    def take_keys(self, keys):
        (name,) = take_required(keys, "field")
        self.mentor_field = self.mentee_field = name


class NeedAndOffer(Kind):
    types = {"tags", "choice"}

    def take_keys(self, keys):
        self.mentee_field, self.mentor_field = take_required(keys, "need", "offer")


class TwoWays(Kind):
    """The keys of `mutual`: each side offers and wants."""

    types = {"tags", "choice"}

    def take_keys(self, keys):
        (self.mentor_offers, self.mentee_wants, self.mentee_offers, self.mentor_wants) = take_required(
            keys, "mentor_offers", "mentee_wants", "mentee_offers", "mentor_wants")

    @property
    def reads(self):
        return [("mentor", self.mentor_offers), ("mentee", self.mentee_wants),
                ("mentee", self.mentee_offers), ("mentor", self.mentor_wants)]

    def four(self, mentor, mentee):
        """Of one pair, the tags offered and wanted, twice."""
        return tuple(map(as_tags, (mentor.get(self.mentor_offers), mentee.get(self.mentee_wants),
                                   mentee.get(self.mentee_offers), mentor.get(self.mentor_wants))))

    def four_tables(self, mentors, mentees):
        """Of all pairs: tags shared and wanted by the mentee, the same by the mentor, and whether there is a blank."""
        offers, wanted = mentors.column(self.mentor_offers), mentees.column(self.mentee_wants)
        back_wanted, back_offers = mentors.column(self.mentor_wants), mentees.column(self.mentee_offers)
        shared, _, wants = tag_counts(offers, wanted)
        back_shared, back_wants, _ = tag_counts(back_wanted, back_offers)
        return shared, wants, back_shared, back_wants, blanks(offers, wanted) | blanks(back_wanted, back_offers)


# ---------------------------------------------------------------- criteria

class Criterion:
    """A criterion in use: name, weight in thousandths, the rating of a blank, and its kind.

    A kind defines `rating(mentor, mentee, facts)` -> Fraction, or None where a needed cell is blank, and
    `points_table(mentors, mentees, facts, blank)` -> whole points of all pairs, `blank` being the points of a blank.
    """

    def __init__(self, name, weight, blank, optional, kind, view="both"):
        self.name, self.weight, self.blank, self.optional, self.kind = name, weight, blank, optional, kind
        self.view = view

    def check_types(self, type_of):
        self.kind.check_types(type_of)

    def points(self, mentor, mentee, facts):
        rating = self.kind.rating(mentor, mentee, facts)
        return to_points(self.blank if rating is None else rating)

    def points_table(self, mentors, mentees, facts):
        table = self.kind.points_table(mentors, mentees, facts, to_points(self.blank))
        return np.asarray(table, dtype=np.int16)


class OverlapCriterion(FieldPair):
    types = {"tags", "choice"}

    def rating(self, mentor, mentee, facts):
        a, b = map(as_tags, self.values(mentor, mentee))
        return None if a is None or b is None else Fraction(len(a & b), len(a | b))

    def points_table(self, mentors, mentees, facts, blank):
        a, b = self.columns(mentors, mentees)
        shared, size_a, size_b = tag_counts(a, b)
        union = size_a + size_b - shared
        return np.where(blanks(a, b), blank, points_of_ratio(shared, np.maximum(union, 1)))


class CoversCriterion(NeedAndOffer):
    def rating(self, mentor, mentee, facts):
        offer, need = map(as_tags, self.values(mentor, mentee))
        if need is None:
            return None
        return Fraction(len(need & offer), len(need)) if offer is not None else Fraction(0)

    def points_table(self, mentors, mentees, facts, blank):
        shared, _, needs = tag_counts(*self.columns(mentors, mentees))  # a blank offer shares nothing: 0 points
        return np.where(needs == 0, blank, points_of_ratio(shared, np.maximum(needs, 1)))


class MutualCriterion(TwoWays):
    def rating(self, mentor, mentee, facts):
        four = self.four(mentor, mentee)
        if None in four:
            return None
        offers, wants, back_offers, back_wants = four
        return min(Fraction(len(wants & offers), len(wants)), Fraction(len(back_wants & back_offers), len(back_wants)))

    def points_table(self, mentors, mentees, facts, blank):
        shared, wants, back_shared, back_wants, blank_pair = self.four_tables(mentors, mentees)
        # Points never fall when a share grows, so the smaller points are the points of the smaller share.
        points = np.minimum(points_of_ratio(shared, np.maximum(wants, 1)),
                            points_of_ratio(back_shared, np.maximum(back_wants, 1)))
        return np.where(blank_pair, blank, points)


class GapCriterion(SameField):
    types = {"grade", "ladder", "number"}

    def take_keys(self, keys):
        super().take_keys(keys)
        ideal, falloff = take_required(keys, "ideal", "falloff")
        if not isinstance(ideal, list) or len(ideal) != 2:
            raise Rejected("`ideal` is not [low, high]")
        self.low, self.high = (number_key(value, "ideal") for value in ideal)
        self.falloff = number_key(falloff, "falloff", low=0)
        if self.low > self.high:
            raise Rejected("`ideal` has low above high")

    def rating(self, mentor, mentee, facts):
        a, b = self.values(mentor, mentee)
        if a is None or b is None:
            return None
        gap = Fraction(a) - Fraction(b)
        outside = max(self.low - gap, gap - self.high, 0)
        return max(Fraction(0), self.falloff - outside) / self.falloff

    def points_table(self, mentors, mentees, facts, blank):
        a, b = self.columns(mentors, mentees)
        gap, (low, high, falloff) = differences(a, b, [self.low, self.high, self.falloff])
        outside = np.maximum(np.maximum(low - gap, gap - high), 0)
        return np.where(blanks(a, b), blank, points_of_ratio(np.maximum(falloff - outside, 0), falloff))


class SameCriterion(FieldPair):
    types = {"choice", "yes-no", "grade", "ladder", "text"}
    when_equal = True

    def rating(self, mentor, mentee, facts):
        a, b = self.values(mentor, mentee)
        return None if a is None or b is None else Fraction((a == b) == self.when_equal)

    def points_table(self, mentors, mentees, facts, blank):
        a, b = self.columns(mentors, mentees)
        return np.where(blanks(a, b), blank, (equal_table(a, b) == self.when_equal) * FULL_POINTS)


class DifferCriterion(SameCriterion):
    when_equal = False


class CommonCriterion(SameField):
    types = {"slots", "tags"}

    def take_keys(self, keys):
        super().take_keys(keys)
        full, minutes = take(keys, "full", "minutes")
        if full is not None and minutes is not None:
            raise Rejected("`full` and `minutes` exclude each other")
        self.in_minutes = minutes is not None
        self.full = number_key(minutes if self.in_minutes else 1 if full is None else full, "full", low=0)

    def rating(self, mentor, mentee, facts):
        a, b = self.values(mentor, mentee)
        if a is None or b is None:
            return None
        shared = a.shared_minutes(b) if self.in_minutes else len(a & b)
        return min(Fraction(1), Fraction(shared) / self.full)

    def points_table(self, mentors, mentees, facts, blank):
        a, b = self.columns(mentors, mentees)
        shared = minute_counts(a, b) if self.in_minutes else tag_counts(a, b)[0]
        top = np.minimum(shared * self.full.denominator, self.full.numerator)
        return np.where(blanks(a, b), blank, points_of_ratio(top, self.full.numerator))


class NearCriterion(SameField):
    types = {"number", "grade", "ladder"}

    def take_keys(self, keys):
        super().take_keys(keys)
        self.range = number_key(*take_required(keys, "range"), "range", low=0)

    def rating(self, mentor, mentee, facts):
        a, b = self.values(mentor, mentee)
        if a is None or b is None:
            return None
        return max(Fraction(0), self.range - abs(Fraction(a) - Fraction(b))) / self.range

    def points_table(self, mentors, mentees, facts, blank):
        a, b = self.columns(mentors, mentees)
        gap, (reach,) = differences(a, b, [self.range])
        return np.where(blanks(a, b), blank, points_of_ratio(np.maximum(reach - abs(gap), 0), reach))


class PrefersCriterion(Kind):
    def take_keys(self, keys):
        (self.by,) = take_required(keys, "by")
        if self.by not in ("mentee", "mentor"):
            raise Rejected("`by` is neither mentee nor mentor")

    @property
    def reads(self):
        return [(self.by, "prefers")]

    def check_types(self, type_of):
        if type_of("prefers") != "ranking":
            raise Rejected("`prefers` is not a ranking")

    def rating(self, mentor, mentee, facts):
        chooser, other = (mentee, mentor) if self.by == "mentee" else (mentor, mentee)
        ranking = chooser.get("prefers")
        if ranking is None:
            return None
        if other.key not in ranking:
            return Fraction(0)
        return Fraction(len(ranking) - ranking.index(other.key), len(ranking))

    def points_table(self, mentors, mentees, facts, blank):
        choosers, others = (mentees, mentors) if self.by == "mentee" else (mentors, mentees)
        table = np.zeros((len(choosers.people), len(others.people)), dtype=np.int64)
        for row, person in enumerate(choosers.people):
            ranking = person.get("prefers")
            if ranking is None:
                table[row] = blank
                continue
            for place, key in enumerate(ranking):
                if key in others.index:
                    table[row, others.index[key]] = points_of_ratio(len(ranking) - place, len(ranking))
        return table.T if self.by == "mentee" else table


class RatedCriterion(Kind):
    needs_ratings = True

    def take_keys(self, keys):
        (scale,) = take_required(keys, "scale")
        if not isinstance(scale, list) or len(scale) != 2:
            raise Rejected("`scale` is not [low, high]")
        self.low, self.high = (number_key(value, "scale") for value in scale)
        if self.low == self.high:
            raise Rejected("`scale` has no width")

    @property
    def reads(self):
        return []

    def check_types(self, type_of):
        pass

    def rating(self, mentor, mentee, facts):
        number = facts.ratings.get((mentor.key, mentee.key))
        if number is None or number is NEVER:
            return None
        return (number - self.low) / (self.high - self.low)

    def check_numbers(self, facts):
        for number in facts.ratings.values():
            if isinstance(number, Fraction) and not 0 <= (number - self.low) / (self.high - self.low) <= 1:
                raise Rejected(f"a rating of {number} is outside the scale")

    def points_table(self, mentors, mentees, facts, blank):
        table = np.full((len(mentors.people), len(mentees.people)), blank, dtype=np.int64)
        for (mentor, mentee), number in facts.ratings.items():
            if isinstance(number, Fraction) and mentor in mentors.index and mentee in mentees.index:
                part = (number - self.low) / (self.high - self.low)
                table[mentors.index[mentor], mentees.index[mentee]] = points_of_ratio(part.numerator, part.denominator)
        return table


CRITERIA = {
    "overlap": OverlapCriterion, "covers": CoversCriterion, "mutual": MutualCriterion, "gap": GapCriterion,
    "same": SameCriterion, "differ": DifferCriterion, "common": CommonCriterion, "near": NearCriterion,
    "prefers": PrefersCriterion, "rated": RatedCriterion,
}


# ---------------------------------------------------------------- rules

class Rule:
    """A rule in use: name, what a blank does, and its kind.

    A kind defines `holds(mentor, mentee, facts, pass_blank)` -> bool and `holds_table(...)`, the same for all pairs;
    `pass_blank` is true under `if_blank = "allow"`.
    """

    def __init__(self, name, pass_blank, optional, kind):
        self.name, self.pass_blank, self.optional, self.kind = name, pass_blank, optional, kind

    def check_types(self, type_of):
        self.kind.check_types(type_of)

    @property
    def is_personal(self):
        """`mentor_has` and `mentee_has` speak about a person, not about a pair."""
        return isinstance(self.kind, HasRule)

    def allows(self, mentor, mentee, facts):
        return self.kind.holds(mentor, mentee, facts, self.pass_blank)

    def forbids_table(self, mentors, mentees, facts):
        return ~self.kind.holds_table(mentors, mentees, facts, self.pass_blank)


class GapRule(SameField):
    types = {"grade", "ladder", "number"}

    def take_keys(self, keys):
        super().take_keys(keys)
        low, high = take(keys, "min", "max")
        if low is None and high is None:
            raise Rejected("needs `min` or `max`")
        self.low = None if low is None else number_key(low, "min")
        self.high = None if high is None else number_key(high, "max")

    def holds(self, mentor, mentee, facts, pass_blank):
        a, b = self.values(mentor, mentee)
        if a is None or b is None:
            return pass_blank
        gap = Fraction(a) - Fraction(b)
        return (self.low is None or self.low <= gap) and (self.high is None or gap <= self.high)

    def holds_table(self, mentors, mentees, facts, pass_blank):
        a, b = self.columns(mentors, mentees)
        limits = [limit for limit in (self.low, self.high) if limit is not None]
        gap, scaled = differences(a, b, limits)
        inside = np.ones(gap.shape, dtype=bool)
        if self.low is not None:
            inside &= (gap >= scaled[0]).astype(bool)
        if self.high is not None:
            inside &= (gap <= scaled[-1]).astype(bool)
        return np.where(blanks(a, b), pass_blank, inside)


class SameRule(FieldPair):
    types = {"choice", "yes-no", "grade", "ladder", "text"}
    when_equal = True

    def holds(self, mentor, mentee, facts, pass_blank):
        a, b = self.values(mentor, mentee)
        return pass_blank if a is None or b is None else (a == b) == self.when_equal

    def holds_table(self, mentors, mentees, facts, pass_blank):
        a, b = self.columns(mentors, mentees)
        return np.where(blanks(a, b), pass_blank, equal_table(a, b) == self.when_equal)


class DifferRule(SameRule):
    when_equal = False


class OverlapRule(FieldPair):
    types = {"tags", "choice"}

    def take_keys(self, keys):
        super().take_keys(keys)
        self.at_least = whole_key(keys.pop("at_least", 1), "at_least")

    def holds(self, mentor, mentee, facts, pass_blank):
        a, b = map(as_tags, self.values(mentor, mentee))
        return pass_blank if a is None or b is None else len(a & b) >= self.at_least

    def holds_table(self, mentors, mentees, facts, pass_blank):
        a, b = self.columns(mentors, mentees)
        return np.where(blanks(a, b), pass_blank, tag_counts(a, b)[0] >= self.at_least)


class CoversRule(NeedAndOffer):
    def take_keys(self, keys):
        super().take_keys(keys)
        at_least = keys.pop("at_least", 1)
        self.at_least = math.inf if at_least == "all" else whole_key(at_least, "at_least")

    def holds(self, mentor, mentee, facts, pass_blank):
        offer, need = map(as_tags, self.values(mentor, mentee))
        if need is None:
            return True
        if offer is None:
            return pass_blank
        return len(need & offer) >= min(self.at_least, len(need))

    def holds_table(self, mentors, mentees, facts, pass_blank):
        offers, needs = self.columns(mentors, mentees)
        shared, _, size = tag_counts(offers, needs)
        no_offer = np.array([value is None for value in offers], dtype=bool)[:, None]
        return (size == 0) | np.where(no_offer, pass_blank, shared >= np.minimum(self.at_least, size))


class MutualRule(TwoWays):
    def holds(self, mentor, mentee, facts, pass_blank):
        four = self.four(mentor, mentee)
        if None in four:
            return pass_blank
        offers, wants, back_offers, back_wants = four
        return bool(wants & offers) and bool(back_wants & back_offers)

    def holds_table(self, mentors, mentees, facts, pass_blank):
        shared, _, back_shared, _, blank_pair = self.four_tables(mentors, mentees)
        return np.where(blank_pair, pass_blank, (shared >= 1) & (back_shared >= 1))


class CommonRule(SameField):
    types = {"slots", "tags"}

    def take_keys(self, keys):
        super().take_keys(keys)
        at_least, minutes = take(keys, "at_least", "minutes")
        if at_least is not None and minutes is not None:
            raise Rejected("`at_least` and `minutes` exclude each other")
        self.in_minutes = minutes is not None
        self.least = whole_key(minutes if self.in_minutes else 1 if at_least is None else at_least, "at_least")

    def holds(self, mentor, mentee, facts, pass_blank):
        a, b = self.values(mentor, mentee)
        if a is None or b is None:
            return pass_blank
        return (a.shared_minutes(b) if self.in_minutes else len(a & b)) >= self.least

    def holds_table(self, mentors, mentees, facts, pass_blank):
        a, b = self.columns(mentors, mentees)
        shared = minute_counts(a, b) if self.in_minutes else tag_counts(a, b)[0]
        return np.where(blanks(a, b), pass_blank, shared >= self.least)


class WishRule(Kind):
    types = {"tags", "choice"}

    def take_keys(self, keys):
        (self.by,) = take_required(keys, "by")
        if self.by not in ("mentee", "mentor", "both"):
            raise Rejected("`by` is none of mentee, mentor, both")
        self.wish, self.about = keys.pop("wish", "gender_wish"), keys.pop("about", "gender")

    @property
    def reads(self):
        mentee_wishes = [("mentee", self.wish), ("mentor", self.about)] if self.by != "mentor" else []
        mentor_wishes = [("mentor", self.wish), ("mentee", self.about)] if self.by != "mentee" else []
        return mentee_wishes + mentor_wishes

    def one_side(self, wisher, partner, pass_blank):
        wish, about = as_tags(wisher.get(self.wish)), as_tags(partner.get(self.about))
        if wish is None:
            return True
        return pass_blank if about is None else bool(wish & about)

    def holds(self, mentor, mentee, facts, pass_blank):
        return ((self.by == "mentor" or self.one_side(mentee, mentor, pass_blank))
                and (self.by == "mentee" or self.one_side(mentor, mentee, pass_blank)))

    def one_side_table(self, wishers, partners, pass_blank):
        """Wishers in rows, partners in columns."""
        shared, wishes, abouts = tag_counts(wishers.column(self.wish), partners.column(self.about))
        return (wishes == 0) | np.where(abouts == 0, pass_blank, shared >= 1)

    def holds_table(self, mentors, mentees, facts, pass_blank):
        allowed = np.ones((len(mentors.people), len(mentees.people)), dtype=bool)
        if self.by != "mentor":
            allowed &= self.one_side_table(mentees, mentors, pass_blank).T
        if self.by != "mentee":
            allowed &= self.one_side_table(mentors, mentees, pass_blank)
        return allowed


class NewPartnerRule(Kind):
    def take_keys(self, keys):
        pass

    @property
    def reads(self):
        return []  # the column `previous_partners` is read where there is one

    def check_types(self, type_of):
        pass

    def holds(self, mentor, mentee, facts, pass_blank):
        return not ((mentor.key, mentee.key) in facts.previous
                    or mentee.key in (mentor.get("previous_partners") or ())
                    or mentor.key in (mentee.get("previous_partners") or ()))

    def holds_table(self, mentors, mentees, facts, pass_blank):
        return ~(pair_table(facts.previous, mentors, mentees) | named_table("previous_partners", mentors, mentees))


class ListedRule(NewPartnerRule):
    needs_ratings = True

    def holds(self, mentor, mentee, facts, pass_blank):
        return (mentor.key, mentee.key) in facts.ratings

    def holds_table(self, mentors, mentees, facts, pass_blank):
        return pair_table(facts.ratings, mentors, mentees)


class HasRule(Kind):
    """`mentor_has` and `mentee_has`."""

    role = None

    def take_keys(self, keys):
        (self.field,) = take_required(keys, "field")
        found = [(name, keys.pop(name)) for name in ("is", "any_of", "none_of", "at_least") if name in keys]
        if len(found) != 1:
            raise Rejected("needs one of is, any_of, none_of, at_least")
        self.test, self.operand = found[0]

    @property
    def reads(self):
        return [(self.role, self.field)]

    def check_types(self, type_of):
        """Also turns what the program file says into values of that type."""
        kind = type_of(self.field)
        ordered = isinstance(kind, tuple) or kind in ("number", "whole", "priority", "grade", "date")
        if self.test == "at_least" and not ordered:
            raise Rejected(f"`at_least` does not fit `{self.field}`")
        operands = self.operand if self.test in ("any_of", "none_of") else [self.operand]
        if not isinstance(operands, list):
            raise Rejected(f"`{self.test}` is not a list")
        self.operands = [operand_value(operand, kind) for operand in operands]

    def qualifies(self, person, pass_blank):
        value = person.get(self.field)
        if value is None:
            return pass_blank
        if self.test == "at_least":
            return value >= self.operands[0]
        members = value if isinstance(value, (frozenset, tuple)) else [value]
        matches = any(operand in members for operand in self.operands)
        return not matches if self.test == "none_of" else matches


class MentorHasRule(HasRule):
    role = "mentor"


class MenteeHasRule(HasRule):
    role = "mentee"


def operand_value(operand, kind):
    """A value of the program file, read as a cell of that type would be."""
    if isinstance(kind, tuple):
        steps = kind[1:]
        if fold(str(operand)) not in steps:
            raise Rejected(f"`{operand}` is not a step of the ladder")
        return steps.index(fold(str(operand)))
    if kind == "grade":
        return read_grade(str(operand))
    if kind in ("number", "whole", "priority"):
        return number_key(operand, "number")
    if kind == "yes-no":
        return operand if isinstance(operand, bool) else read_yes_no(str(operand))
    if kind == "date":
        return datetime.date.fromisoformat(str(operand))
    return fold(str(operand))


RULES = {
    "gap": GapRule, "same": SameRule, "differ": DifferRule, "overlap": OverlapRule, "covers": CoversRule,
    "mutual": MutualRule, "common": CommonRule, "wish": WishRule,
    "mentor_has": MentorHasRule, "mentee_has": MenteeHasRule,
    "new_partner": NewPartnerRule, "listed": ListedRule,
}


# ---------------------------------------------------------------- pairs by name

def pair_table(pairs, mentors, mentees):
    """True at every pair of keys in `pairs` whose people are in the rosters."""
    table = np.zeros((len(mentors.people), len(mentees.people)), dtype=bool)
    for mentor, mentee in pairs:
        if mentor in mentors.index and mentee in mentees.index:
            table[mentors.index[mentor], mentees.index[mentee]] = True
    return table


def named_table(field, mentors, mentees):
    """True where either of the two names the other in that field."""
    table = np.zeros((len(mentors.people), len(mentees.people)), dtype=bool)
    for row, mentor in enumerate(mentors.people):
        table[row, [mentees.index[key] for key in mentor.get(field) or () if key in mentees.index]] = True
    for column, mentee in enumerate(mentees.people):
        table[[mentors.index[key] for key in mentee.get(field) or () if key in mentors.index], column] = True
    return table


def is_week(value):
    return isinstance(value, Week)
