"""The program file: TOML -> criteria, rules and goals (section 2 of the contract)."""

import difflib
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from beyond import parse_demands, parse_quotas, parse_team
from groups import parse_groups
from kinds import CRITERIA, RULES, Criterion, Rule, flag, number_key, only_keys, parse_kind, passes_blank, whole
from meetings import parse_meetings
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
DEFAULT_LEVELS = ("coverage", "total")
LEVELS = ("coverage", "worst", "fair", "continuity", "balance", "total")
LED = ("worst", "fair", "balance")  # levels that need one of LEADERS before them
LEADERS = ("coverage", "continuity", "total")


@dataclass
class Program:
    name: str = ""
    capacity: int = 1
    minimum: int = 0
    mentors_wanted: int | None = None  # None: not given, which means 1, and no bound under demands
    own_fields: dict = field(default_factory=dict)
    criteria: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    levels: tuple = DEFAULT_LEVELS  # empty under the stable method
    proposing: str | None = None  # the proposing side of the stable method
    minimum_points: int = 0
    demands: object = None
    team: object = None
    quotas: list = field(default_factory=list)
    meetings: object = None
    groups: object = None

    @property
    def slot_field(self):
        """The field with everybody's slots, or None where rows have no slot."""
        table = self.meetings or self.groups
        return table and table.field

    @property
    def is_stable(self):
        return self.proposing is not None

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
                                "demands", "team", "quotas", "meetings", "groups"])
    head = only_keys(data.get("program", {}), "[program]", ["name", "mentor", "mentee"])
    program.name = head.get("name", "")
    mentors = only_keys(data.get("mentors", {}), "[mentors]", ["capacity", "minimum"])
    mentees = only_keys(data.get("mentees", {}), "[mentees]", ["mentors_wanted"])
    program.capacity = whole(mentors.get("capacity", 1), "capacity")
    program.minimum = whole(mentors.get("minimum", 0), "minimum")
    if "mentors_wanted" in mentees:
        program.mentors_wanted = whole(mentees["mentors_wanted"], "mentors_wanted")
    program.own_fields = {name: own_type(name, kind) for name, kind in data.get("fields", {}).items()}
    program.criteria = [parse_criterion(entry) for entry in data.get("criteria", [])]
    program.rules = [parse_rule(entry) for entry in data.get("rules", [])]
    program.demands = parse_demands(data["demands"], program.criteria) if "demands" in data else None
    program.team = parse_team(data["team"]) if "team" in data else None
    program.quotas = parse_quotas(data.get("quotas", []))
    program.meetings = parse_meetings(data["meetings"]) if "meetings" in data else None
    program.groups = parse_groups(data["groups"]) if "groups" in data else None
    for entries in (program.criteria, program.rules, program.quotas):
        names = [entry.name for entry in entries]
        if len(set(names)) < len(names):
            raise Rejected("a name of a criterion, rule or quota is there twice")
        for entry in entries:
            entry.check_types(program.type_of)
    for part in (program.demands, program.team, program.meetings, program.groups):
        if part is not None:
            part.check_types(program.type_of)
    parse_objective(program, data.get("objective", {}))
    check_combination(program)
    return program


def check_combination(program):
    if program.is_stable and (program.demands or program.team or program.quotas or program.minimum > 1
                              or program.meetings or program.groups):
        raise Rejected("the stable method stands alone: nothing of section 5 and no minimum beside it")
    if program.groups and (program.demands or program.team or program.meetings):
        raise Rejected("groups go with neither demands, teams nor meetings")
    if program.slot_field is None and any(quota.per == "slot" for quota in program.quotas):
        raise Rejected("a quota with `per = \"slot\"`, and rows have no slot")


def parse_objective(program, data):
    only_keys(data, "[objective]", ["levels", "minimum_score", "method", "proposing"])
    program.minimum_points = minimum_points(data.get("minimum_score", 0))
    if "method" in data:
        if data["method"] != "stable":
            raise Rejected(f"no method `{data['method']}`")
        if "levels" in data:
            raise Rejected("`levels` beside `method`")
        program.proposing = data.get("proposing", "mentee")
        if program.proposing not in ("mentor", "mentee"):
            raise Rejected("`proposing` is neither mentor nor mentee")
        program.levels = ()
    elif "proposing" in data:
        raise Rejected("`proposing` without `method`")
    else:
        program.levels = parse_levels(data.get("levels", DEFAULT_LEVELS))


def parse_levels(levels):
    levels = tuple(levels)
    for place, level in enumerate(levels):
        if level not in LEVELS:
            raise Rejected(f"no level `{level}`")
        if level in levels[:place] or (level == "coverage" and place):
            raise Rejected(f"levels {list(levels)}: each once, and coverage first or left out")
        if level in LED and not set(LEADERS) & set(levels[:place]):
            raise Rejected(f"level `{level}` needs one of {', '.join(LEADERS)} before it")
    if not levels:
        raise Rejected("no level")
    return levels


def minimum_points(value):
    points = number_key(value, "minimum_score") * 100
    if points.denominator != 1 or not 0 <= points <= 10_000:
        raise Rejected("`minimum_score` is not a percentage with up to two decimals")
    return int(points)


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
    view = entry.get("view", "both")
    if view not in ("mentee", "mentor", "both"):
        raise Rejected(f"criterion {name}: `view` is none of mentee, mentor, both")
    kind = parse_kind(name, entry, CRITERIA)
    return Criterion(name, int(thousandths), blank, flag(entry, "optional"), kind, view)


def parse_rule(entry):
    name = entry.get("name")
    if not name:
        raise Rejected("a rule without a name")
    only_keys(entry, f"rule {name}", ["name", "if_blank", "optional", *RULES])
    return Rule(name, passes_blank(entry, f"rule {name}"), flag(entry, "optional"), parse_kind(name, entry, RULES))
