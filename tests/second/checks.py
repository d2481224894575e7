"""Whether a result of the real tool is as the contract says."""

import csv
import io
import random
from decimal import Decimal
from fractions import Fraction

from rows import Row
from tables import fold

SCHEMA = "pairwright/result/1"


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
        if problem.tags is not None:
            broken.discard("minimum_score")  # a matter of rows
        if broken != {name for name, table in tables.items() if table[mentor, mentee]}:
            wrong.append(f"{problem.names(mentor, mentee)}: rules {sorted(broken)} against the tables")
    return wrong


def check_result(problem, result, seed=None):
    """What is wrong with a result of the real tool, as a list of sentences; empty where all is well.

    `result` is parsed JSON (with `parse_float=Decimal` weights are compared exactly).
    """
    wrong = self_check(problem, samples=25)

    def equal(what, found, expected):
        if found != expected:
            wrong.append(f"{what}: {difference(found, expected)}")

    best = problem.optimum
    solve = result.get("solve", {})
    equal("schema", result.get("schema"), SCHEMA)
    equal("status", solve.get("status"), "optimal" if best else "infeasible")
    equal("method", solve.get("method"), problem.method)
    if seed is not None:
        equal("seed", solve.get("seed"), seed)
    equal("levels", comparable_levels(solve.get("levels")), problem.level_entries(best.values) if best else [])

    rows, whole = known_rows(problem, result, wrong)
    broken = problem.broken_limits(rows) if best else []
    wrong += broken
    if best and whole and not broken:
        for level, value in problem.values_of(rows).items():
            equal(f"{level} of the rows", value, best.values[level])
        if problem.program.is_stable:
            wrong += problem.market.complaints([row.pair for row in rows], problem.program.proposing)
        else:
            equal("rank of the rows", problem.rank_of(rows), problem.rank_of(best.rows))
    if not problem.program.is_stable:
        equal("number of pairs", len(rows), len(best.rows) if best else 0)
    for row, entry in zip(rows, result.get("pairs", [])):
        check_row(problem, row, entry, wrong)
    equal("order of pairs", [problem.row_name(row) for row in rows],
          [problem.row_name(row) for row in sorted(rows, key=problem.row_order)])
    if problem.program.groups:
        check_groups(problem, rows, result, equal)
    if problem.program.quotas:
        equal("quotas", result.get("quotas"), problem.quota_entries(rows))

    unmatched = problem.unmatched(rows, feasible=best is not None)
    keys = "mentee", "place", "for", "reason", "rules"
    equal("unmatched", comparable(result.get("unmatched", []), keys), comparable(unmatched, keys))
    equal("not_eligible", sorted(comparable(result.get("not_eligible", []), ("role", "id", "rules")), key=repr),
          sorted(comparable(problem.not_eligible(), ("role", "id", "rules")), key=repr))
    summary = problem.summary(rows, unmatched)
    found = result.get("summary", {})
    for key, value in summary.items():
        equal(f"summary.{key}", found.get(key, "nothing"), value)
    return wrong


def comparable_levels(levels):
    """Levels without the keys that may be added."""
    if not isinstance(levels, list):
        return levels
    return [{key: entry[key] for key in ("level", "value", "bound") if key in entry} for entry in levels]


def check_csv(problem, result, text):
    """What is wrong with the CSV of a run, given the JSON of the same run."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    more = [name for name, used in (("for", problem.tags is not None), ("slot", problem.program.slot_field),
                                    ("group", problem.program.groups)) if used]
    header = ["status", "mentor_id", "mentor_name", "mentee_id", "mentee_name", "score", *more, "why"]
    if not rows or rows[0] != header:
        return [f"csv: header {rows[:1]}"]
    found = []
    for cells in rows[1:]:
        row = dict(zip(header, cells))
        # The reason's word stands before the colon, the same in a sentence after it.
        last = row["score"] if row["status"] == "proposed" else row["why"].split(":")[0]
        found.append((row["status"], row["mentor_id"], row["mentee_id"], *(row[name] for name in more), last))
    expected = [("proposed", pair["mentor"], pair["mentee"], *(pair.get(name) for name in more),
                 f"{pair['points'] // 100}.{pair['points'] % 100:02}") for pair in result["pairs"]]
    expected += [("unmatched", "", place["mentee"], *(place.get(name, "") for name in more), place["reason"])
                 for place in result["unmatched"]]
    return [] if found == expected else [f"csv: {difference(found, expected)}"]


def known_rows(problem, result, wrong):
    """The rows of a result as indices, and whether all are known; what is not in the rosters is reported, dropped."""
    by_id = [{person.id: index for index, person in enumerate(side.people)}
             for side in (problem.mentors, problem.mentees)]
    rows, kept = [], []
    for entry in result.get("pairs", []):
        mentor, mentee = by_id[0].get(entry.get("mentor")), by_id[1].get(entry.get("mentee"))
        if mentor is None or mentee is None:
            wrong.append(f"pair of unknown people: {entry.get('mentor')}, {entry.get('mentee')}")
            continue
        tag = None
        if problem.tags is None and "for" in entry:
            wrong.append("`for` without demands")
        elif problem.tags is not None:
            tag = next((tag for tag, spelled in problem.tags[mentee].items() if spelled == entry.get("for")), None)
            if tag is None:
                wrong.append(f"{entry.get('mentee')} has no place for `{entry.get('for')}`")
                continue
        slot = entry.get("slot")
        for key, used in (("slot", problem.program.slot_field), ("group", problem.program.groups)):
            if bool(used) != (key in entry):
                wrong.append(f"`{key}` in the pair {entry.get('mentor')}, {entry.get('mentee')}: {entry.get(key)}")
        if slot is not None and slot != problem.slot_spelled.get(fold(slot), slot):
            wrong.append(f"slot `{slot}` instead of `{problem.slot_spelled[fold(slot)]}`")
        rows.append(Row(mentor, mentee, tag, None if slot is None else fold(slot), entry.get("group")))
        kept.append(entry)
    whole = len(kept) == len(result.get("pairs", []))
    result["pairs"] = kept
    return rows, whole


def check_groups(problem, rows, result, equal):
    """The names of the groups, and what the result says of each."""
    if not all(isinstance(row.group, str) for row in rows):
        return
    equal("groups of the pairs", sorted(rows, key=repr), sorted(problem.named_groups(rows), key=repr))
    equal("groups", result.get("groups"), problem.group_entries(rows))


def check_row(problem, row, entry, wrong):
    """The points of one row of a result, by the plain path."""
    points, parts = problem.rate_pair(*row.rated)
    expected = [(criterion.name, Fraction(criterion.weight, 1000), part)
                for criterion, part in zip(problem.criteria, parts)]
    found = [(part.get("name"), as_fraction(part.get("weight")), part.get("points"))
             for part in entry.get("criteria", [])]
    if entry.get("points") != points:
        wrong.append(f"pair {problem.row_name(row)}: {entry.get('points')} points instead of {points}")
    if found != expected:
        wrong.append(f"pair {problem.row_name(row)}: criteria {shorten(found)} instead of {shorten(expected)}")


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
