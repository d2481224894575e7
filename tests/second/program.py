"""The program file: TOML -> criteria, rules and goals (section 2 of the contract)."""

import difflib
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from kinds import CRITERIA, RULES, Criterion, Rule, number_key
from people import FIELD_TYPES
from tables import Rejected, fold

DEFAULT_PROGRAM = """
[[criteria]]
name = "Shared interests"
weight = 30
overlap = { field = "interests" }
optional = true

[[criteria]]
name = "Subjects"
weight = 30
covers = { need = "subject_needs", offer = "subject_strengths" }
optional = true

[[criteria]]
name = "Support"
weight = 25
covers = { need = "support_needs", offer = "support_skills" }
optional = true

[[criteria]]
name = "Grade distance"
weight = 15
gap = { field = "grade", ideal = [2, 4], falloff = 3 }
optional = true

[[rules]]
name = "At least one grade above"
gap = { field = "grade", min = 1 }
optional = true
"""

OWN_TYPES = {"text", "choice", "tags", "number", "grade", "yes-no", "date", "slots", "ranking", "ids"}
KNOWN_LEVELS = ("coverage", "total")
OTHER_LEVELS = ("worst", "fair", "continuity", "balance")
OTHER_TABLES = ("demands", "team", "meetings", "groups", "quotas")


class NotCovered(Exception):
    """Something of the contract that this second implementation leaves out."""


@dataclass
class Program:
    name: str = ""
    capacity: int = 1
    mentors_wanted: int = 1
    own_fields: dict = field(default_factory=dict)
    criteria: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    levels: tuple = KNOWN_LEVELS
    minimum_points: int = 0

    def type_of(self, name):
        types = FIELD_TYPES | self.own_fields
        if name not in types:
            near = difflib.get_close_matches(name, types, 1)
            raise Rejected(f"no field `{name}`" + (f"; did you mean `{near[0]}`?" if near else ""))
        return types[name]


def parse_program(text):
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Rejected(f"program file: {error}") from None
    program = Program()
    only_keys(data, "program", ["program", "mentors", "mentees", "fields", "criteria", "rules", "objective",
                                *OTHER_TABLES])
    for name in OTHER_TABLES:
        if name in data:
            raise NotCovered(f"[{name}]")
    head = only_keys(data.get("program", {}), "[program]", ["name", "mentor", "mentee"])
    program.name = head.get("name", "")
    mentors = only_keys(data.get("mentors", {}), "[mentors]", ["capacity", "minimum"])
    mentees = only_keys(data.get("mentees", {}), "[mentees]", ["mentors_wanted"])
    program.capacity = whole(mentors.get("capacity", 1), "capacity")
    if whole(mentors.get("minimum", 0), "minimum") > 1:
        raise NotCovered("a minimum caseload")
    program.mentors_wanted = whole(mentees.get("mentors_wanted", 1), "mentors_wanted")
    program.own_fields = {name: own_type(name, kind) for name, kind in data.get("fields", {}).items()}
    program.criteria = [parse_criterion(entry) for entry in data.get("criteria", [])]
    program.rules = [parse_rule(entry) for entry in data.get("rules", [])]
    for entries in (program.criteria, program.rules):
        names = [entry.name for entry in entries]
        if len(set(names)) < len(names):
            raise Rejected("a name of a criterion or rule is there twice")
        for entry in entries:
            entry.kind.check_types(program.type_of)
    parse_objective(program, data.get("objective", {}))
    return program


def parse_objective(program, data):
    only_keys(data, "[objective]", ["levels", "minimum_score", "method", "proposing"])
    if "method" in data or "proposing" in data:
        raise NotCovered("the stable method")
    levels = tuple(data.get("levels", KNOWN_LEVELS))
    for level in levels:
        if level in OTHER_LEVELS:
            raise NotCovered(f"the level {level}")
        if level not in KNOWN_LEVELS:
            raise Rejected(f"no level `{level}`")
    if len(set(levels)) < len(levels) or not levels or "coverage" in levels[1:]:
        raise Rejected(f"levels {list(levels)}: each once, and coverage first or left out")
    program.levels = levels
    percent = number_key(data.get("minimum_score", 0), "minimum_score")
    points = percent * 100
    if points.denominator != 1 or not 0 <= points <= 10_000:
        raise Rejected("`minimum_score` is not a percentage with up to two decimals")
    program.minimum_points = int(points)


def only_keys(table, place, known):
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            raise Rejected(f"{place}: unknown key `{key}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    return table


def whole(value, name):
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Rejected(f"`{name}` is not a whole number from 0")
    return value


def own_type(name, kind):
    """A type of `[fields]`: its name, or ("ladder", step, ...) with folded steps."""
    if isinstance(kind, dict):
        only_keys(kind, f"[fields] {name}", ["ladder"])
        steps = tuple(fold(step) for step in kind.get("ladder", ()))
        if not steps or len(set(steps)) < len(steps):
            raise Rejected(f"[fields] {name}: a ladder needs steps, each once")
        return ("ladder", *steps)
    if kind not in OWN_TYPES:
        raise Rejected(f"[fields] {name}: no type `{kind}`")
    return kind


def parse_criterion(entry):
    name = entry.get("name")
    if not name:
        raise Rejected("a criterion without a name")
    only_keys(entry, f"criterion {name}", ["name", "weight", "blank", "optional", "view", *CRITERIA])
    thousandths = number_key(entry.get("weight", 1), "weight") * 1000
    if thousandths.denominator != 1 or not 0 <= thousandths <= 1_000_000:
        raise Rejected(f"criterion {name}: weight is 0 to 1000, with up to three decimals")
    blank = number_key(entry["blank"], "blank") if "blank" in entry else Fraction(1, 2)
    if not 0 <= blank <= 1:
        raise Rejected(f"criterion {name}: blank is 0 to 1")
    return Criterion(name, int(thousandths), blank, flag(entry, "optional"), parse_kind(name, entry, CRITERIA))


def parse_rule(entry):
    name = entry.get("name")
    if not name:
        raise Rejected("a rule without a name")
    only_keys(entry, f"rule {name}", ["name", "if_blank", "optional", *RULES])
    if entry.get("if_blank", "forbid") not in ("forbid", "allow"):
        raise Rejected(f"rule {name}: if_blank is forbid or allow")
    return Rule(name, entry.get("if_blank") == "allow", flag(entry, "optional"), parse_kind(name, entry, RULES))


def flag(entry, key):
    if not isinstance(entry.get(key, False), bool):
        raise Rejected(f"`{key}` is neither true nor false")
    return entry.get(key, False)


def parse_kind(name, entry, kinds):
    found = [kind for kind in kinds if kind in entry]
    if len(found) != 1:
        raise Rejected(f"`{name}` needs exactly one kind")
    keys = dict(entry[found[0]])
    try:
        kind = kinds[found[0]](keys)
    except Rejected as error:
        raise Rejected(f"`{name}`: {found[0]}: {error}") from None
    if keys:
        raise Rejected(f"`{name}`: {found[0]}: unknown key `{next(iter(keys))}`")
    return kind
