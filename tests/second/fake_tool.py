#!/usr/bin/env python3
"""Stands in for the real tool where `compare.py` itself is tested: the second implementation behind the real options.

`FAKE_FAULT` in the environment makes it wrong on purpose, so that the comparison can be seen to notice: `order` (pairs
in the order of mentors), `points`, `drop` (a pair is missing), `reason`, `seed` (the seed changes a level), `levels`
(no level but the first is settled), `limits` (those of section 5 are passed over), `slot` (a row is at another time),
`group` (a row is in another group), `csv` (columns are left out), `accept` (nothing is rejected).
"""

import contextlib
import csv
import io
import json
import os
import sys

import contract
import search


def spoil(result, fault, seed):
    if fault == "points" and result["pairs"]:
        result["pairs"][0]["points"] += 1
    elif fault == "drop" and result["pairs"]:
        result["pairs"].pop()
    elif fault == "reason" and result["unmatched"]:
        result["unmatched"][0]["reason"] = "no-slot"
    elif fault == "seed" and seed % 2:
        result["solve"]["levels"] = []
    elif fault in ("slot", "group") and fault in next(iter(result["pairs"]), {}):
        result["pairs"][0][fault] += "0"
    elif fault == "order":
        result["pairs"].sort(key=lambda pair: pair["mentor"])


def columns(words, fault):
    """The columns that only some programs use."""
    files = {name[2:]: path for name, path in zip(words[::2], words[1::2]) if name != "--seed"}
    program = contract.load(**files).program
    used = {"for": program.demands, "slot": program.slot_field, "group": program.groups}
    return [name for name, table in used.items() if table and fault != "csv"]


def print_csv(result, more):
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["status", "mentor_id", "mentor_name", "mentee_id", "mentee_name", "score", *more, "why"])
    for pair in result["pairs"]:
        score = f"{pair['points'] // 100}.{pair['points'] % 100:02}"
        writer.writerow(["proposed", pair["mentor"], "", pair["mentee"], "", score, *(pair[key] for key in more),
                         "because"])
    for place in result["unmatched"]:
        writer.writerow(["unmatched", "", "", place["mentee"], "", "", *(place.get(key, "") for key in more),
                         place["reason"]])


def spoil_search(fault):
    """Makes the second implementation itself wrong."""
    if fault == "levels":
        run = search.Search.__init__

        def first_only(self, problem, steps, levels, mentees, with_worst=False):
            run(self, problem, steps, levels[:1], mentees, with_worst and len(levels) == 1)

        search.Search.__init__ = first_only
    elif fault == "limits":
        search.Search.keeps_limits = lambda self, state: True
        contract.Problem.team_broken = lambda self, mentee, rows: []


def main():
    words = sys.argv[1:]
    assert words.pop(0) == "match"
    at = words.index("--format")
    form = words[at + 1]
    del words[at:at + 2]
    seed = int(words[words.index("--seed") + 1])
    spoil_search(os.environ.get("FAKE_FAULT"))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = contract.main(words)
    if status == 1 and os.environ.get("FAKE_FAULT") == "accept":
        return 0
    if printed.getvalue():
        result = json.loads(printed.getvalue())
        spoil(result, os.environ.get("FAKE_FAULT"), seed)
        if form == "json":
            print(json.dumps(result, ensure_ascii=False))
        else:
            print_csv(result, columns(words, os.environ.get("FAKE_FAULT")))
    return status


if __name__ == "__main__":
    sys.exit(main())
