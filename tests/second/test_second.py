#!/usr/bin/env python3
"""Tests of the second implementation: `python -m unittest` in this folder (half a minute or so)."""

import copy
import csv
import io
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "benches", "peers"))

import checks
import contract
import generate
import optimum
import peer_scipy
from kinds import to_points
from tables import (Rejected, fold, natural_key, parts_of, read_column, read_grade, read_number, read_step, read_table,
                    read_tags)

HERE = os.path.dirname(os.path.abspath(__file__))


def as_is(text):
    return text


# ---------------------------------------------------------------- cells

class Cells(unittest.TestCase):
    def test_folding_is_nfkc_and_full_case_folding(self):
        self.assertEqual(fold("  FU\u00df\u00a0 BALL "), "fuss ball")
        self.assertEqual(fold("ＣＨＥＳＳ"), "chess")
        self.assertEqual(fold("cafe\u0301"), fold("CAFÉ"))
        self.assertNotEqual(fold("cafe"), fold("café"))
        self.assertEqual(fold("ΣΚΆΚΙΣ"), fold("σκάκις"))

    def test_tags_split_at_commas_only_where_the_column_has_nothing_else(self):
        self.assertEqual(read_column(["a, b", "c"], "tags", as_is), [{"a", "b"}, {"c"}])
        self.assertEqual(read_column(["a, b", "c;d"], "tags", as_is), [{"a, b"}, {"c", "d"}])
        self.assertEqual(read_column(["a，b", "c；d"], "tags", as_is), [{"a,b"}, {"c", "d"}])
        self.assertEqual(read_column(["a，b", " "], "tags", as_is), [{"a", "b"}, None])
        self.assertEqual(parts_of(" ; x｜y\nz ;;", False), ["x", "y", "z"])

    def test_blank_words_stand_alone(self):
        self.assertIsNone(read_tags(["N/A"]))
        self.assertIsNone(read_tags(["Ｎone"]))
        self.assertEqual(read_tags(["none", "chess"]), {"none", "chess"})
        self.assertIsNone(read_step("none", ("low", "high")))
        self.assertEqual(read_step("NONE", ("none", "high")), 0)

    def test_grades(self):
        for cell, step in (("IT", -4), ("kg", 0), ("K", 0), ("09", 9), ("9th", 9), ("Grade 9", 9), ("11TH grade", 11),
                           ("９", 9), ("PS", 14), ("UG", None), ("other", None), ("", None), ("n/a", None), ("-", None)):
            self.assertEqual(read_grade(cell), step, cell)
        for cell in ("0", "14", "eleven", "9.5", "Year 9"):
            with self.assertRaises(Rejected):
                read_grade(cell)

    def test_numbers(self):
        self.assertEqual(read_number(" -1.250001 "), Fraction(-1250001, 1000000))
        for cell in ("1,5", "1.2345678", "1e3", "x"):
            with self.assertRaises(Rejected):
                read_number(cell)

    def test_slots(self):
        first, second = read_column(["Mon 15:00-16:30; monday 16:00–17:00", "MON 16:15-24:00"], "slots", as_is)
        self.assertEqual(first.ranges, ((900, 1020),))
        self.assertEqual(first.shared_minutes(second), 45)
        self.assertEqual(read_column(["Mon P3; mon p3"], "slots", as_is), [{"mon p3"}])
        for cell in ("Mon 15:00-15:00", "Mon 24:00-24:00", "Mon 15:00-16:30; Mon P3", "Mon 15:60-16:30"):
            with self.assertRaises(Rejected):
                read_column([cell], "slots", as_is)

    def test_rankings_keep_the_first_place(self):
        self.assertEqual(read_column(["b;a; b;c"], "ranking", as_is), [("b", "a", "c")])

    def test_natural_order(self):
        wanted = ["2", "10", "M1", "M01", "M2", "M10", "M10.2", "M10.10", "Ma", "m1", "é1"]
        wanted[2:4] = ["M01", "M1"]  # equal as numbers: the plain text decides
        for _ in range(20):
            found = random.sample(wanted, len(wanted))
            self.assertEqual(sorted(found, key=natural_key), wanted)

    def test_dialects(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "t.csv")
            for data in (b"\xef\xbb\xbfid;a\r\n1;\"x;y\"\r\n\r\n2;z\r\n", b"id\ta\n1\tx;y\n2\tz\n",
                         b"id,a\n1,x;y\n2,z"):
                with open(path, "wb") as file:
                    file.write(data)
                table = read_table(path)
                self.assertEqual((table.headers, table.rows), (["id", "a"], [["1", "x;y"], ["2", "z"]]))


# ---------------------------------------------------------------- small problems by hand

class ByHand(unittest.TestCase):
    def problem(self, program, mentors, mentees, **more):
        with tempfile.TemporaryDirectory() as folder:
            files = {"mentors": mentors, "mentees": mentees, **more}
            if program is not None:
                files["program"] = program
            paths = {}
            for name, text in files.items():
                paths[name] = os.path.join(folder, name)
                with open(paths[name], "w", encoding="utf-8") as file:
                    file.write(text)
            return contract.load(**paths)

    def points(self, kind, mentor, mentee, extra="", **more):
        """Points of the one pair under one criterion; `mentor` and `mentee` are {column: cell}."""
        def one(person, columns):
            text = io.StringIO()
            csv.writer(text).writerows([["id", *columns], [person, *columns.values()]])
            return text.getvalue()

        problem = self.problem(f'[fields]\nkm = "number"\nskill = {{ ladder = ["low", "mid", "top"] }}\n'
                               f'[[criteria]]\nname = "x"\n{kind}\n{extra}', one("A", mentor), one("B", mentee), **more)
        self.assertEqual(checks.self_check(problem), [])
        return problem.rate_pair(0, 0)[0]

    def test_each_kind(self):
        tags = {"interests": "a;b;c", "languages": "de;fr", "learning_languages": "es"}
        others = {"interests": "B;c;d", "languages": "es", "learning_languages": "fr;it;pl"}
        for kind, expected in (
                ('overlap = { field = "interests" }', 5000),
                ('covers = { need = "interests", offer = "interests" }', 6667),
                ('mutual = { mentor_offers = "languages", mentee_wants = "learning_languages", '
                 'mentee_offers = "languages", mentor_wants = "learning_languages" }', 3333),
                ('common = { field = "interests", full = 3 }', 6667),
                ('common = { field = "interests" }', 10000)):
            self.assertEqual(self.points(kind, tags, others), expected, kind)
        for kind, expected in (('gap = { field = "grade", ideal = [2, 4], falloff = 3 }', 6667),
                               ('near = { field = "grade", range = 4 }', 7500),
                               ('same = { field = "grade" }', 0), ('differ = { field = "grade" }', 10000)):
            self.assertEqual(self.points(kind, {"grade": "10"}, {"grade": "9th"}), expected, kind)
        self.assertEqual(self.points('gap = { field = "km", ideal = [0, 0.1], falloff = 0.3 }', {"km": "0.2"},
                                     {"km": "0"}), 6667)
        self.assertEqual(self.points('near = { field = "skill", range = 2 }', {"skill": "Top"}, {"skill": "mid"}), 5000)
        self.assertEqual(self.points('prefers = { by = "mentee" }', {"name": ""}, {"prefers": "Z;A;Y;A"}), 6667)
        self.assertEqual(self.points('prefers = { by = "mentee" }', {"name": ""}, {"prefers": "Z"}), 0)
        self.assertEqual(self.points('rated = { scale = [5, 1] }', {"name": ""}, {"name": ""},
                                     ratings="mentor,mentee,rating\nA,B,\nA,B,2\nQ,B,9\n"), 7500)

    def test_blanks(self):
        self.assertEqual(self.points('overlap = { field = "interests" }', {"interests": "-"}, {"interests": "a"},
                                     "blank = 0.33335"), 3334)
        covers = 'covers = { need = "interests", offer = "interests" }'
        self.assertEqual(self.points(covers, {"interests": ""}, {"interests": "a"}), 0)
        self.assertEqual(self.points(covers, {"interests": ""}, {"interests": ""}), 5000)
        self.assertEqual(self.points('prefers = { by = "mentor" }', {"prefers": ""}, {"name": ""}, "blank = 1"), 10000)

    def test_halves_are_rounded_up(self):
        self.assertEqual(to_points(Fraction(1, 20000)), 1)
        self.assertEqual(to_points(Fraction(0)), 0)
        problem = self.problem('[[criteria]]\nname="a"\nweight=0.5\nsame={field="site"}\n'
                               '[[criteria]]\nname="b"\nweight=0.5\noverlap={field="interests"}\nblank=0.0001',
                               "id,site,interests\nA,x,\n", "id,site,interests\nB,y,\n")
        self.assertEqual(problem.rate_pair(0, 0), (1, [0, 1]))  # half a point

    def test_default_program_leaves_missing_columns_out(self):
        problem = self.problem(None, "id,interests,grade\nA,chess,11\n", "id,interests,grade\nB,chess,9\n")
        entry = problem.result()["pairs"][0]
        self.assertEqual([part["name"] for part in entry["criteria"]], ["Shared interests", "Grade distance"])
        self.assertEqual(entry["points"], 10000)

    def test_unmatched_and_not_eligible(self):
        problem = self.problem(None, "id,grade,active,avoids\nA,9,,B\nC,12,no,\nD,8,,\n",
                               "id,grade,mentors_wanted\nB,8,2\nE,7,2\nF,8,0\n")
        result = problem.result()
        self.assertEqual(result["unmatched"], [
            {"mentee": "B", "place": 1, "reason": "no-allowed-mentor",
             "rules": [{"rule": "At least one grade above", "excludes": 1}, {"rule": "avoids", "excludes": 1}]},
            {"mentee": "B", "place": 2, "reason": "no-allowed-mentor",
             "rules": [{"rule": "At least one grade above", "excludes": 1}, {"rule": "avoids", "excludes": 1}]}])
        self.assertEqual(result["not_eligible"], [{"role": "mentor", "id": "C", "rules": ["active"]}])
        self.assertEqual(result["solve"]["levels"][0]["value"], [1, 1])
        self.assertEqual([pair["mentor"] for pair in result["pairs"]], ["A", "D"])

    def test_must_pairs(self):
        rosters = "id,grade\nA,9\n", "id,grade\nB,8\nC,8\nD,12\n"
        self.assertEqual(self.problem(None, *rosters, must="mentor,mentee\nA,C\n").result()["pairs"][0]["mentee"], "C")
        with self.assertRaises(Rejected):
            self.problem(None, *rosters, must="mentor,mentee\nA,D\n")
        with self.assertRaises(Rejected):
            self.problem(None, *rosters, must="mentor,mentee\nA,Q\n")
        result = self.problem(None, *rosters, must="mentor,mentee\nA,B\nA,C\n").result()
        self.assertEqual((result["solve"]["status"], result["solve"]["levels"]), ("infeasible", []))
        self.assertEqual({entry["reason"] for entry in result["unmatched"]}, {"limit"})

    def test_email_serves_as_id(self):
        problem = self.problem(None, "email,grade\nAda@X.org,9\n", "name,grade\nBo,8\n",
                               never="mentor,mentee\nADA@x.ORG,Bo\n")
        self.assertFalse(problem.allowed.any())
        self.assertEqual(problem.mentors.people[0].id, "Ada@X.org")

    def test_unknown_keys_and_missing_columns_are_rejected(self):
        rosters = "id\nA\n", "id\nB\n"
        for program in ("[objektive]", '[[criteria]]\nname="a"\noverlap={field="interests"}',
                        '[[criteria]]\nname="a"\noverlap={feld="interests"}', '[objective]\nlevels=["total","coverage"]',
                        '[[criteria]]\nname="a"\nrated={scale=[1,5]}', '[[criteria]]\nname="a"\nsame={field="hat"}'):
            with self.assertRaises(Rejected):
                self.problem(program, *rosters)


# ---------------------------------------------------------------- the levels

def random_task(rng, rows, columns, deepest):
    wanted = [rng.randint(0, deepest) for _ in range(rows)]
    priority = [rng.choice([1, 2, 10]) for _ in range(rows)]
    tiers = sorted({(place, priority[row]) for row in range(rows) for place in range(1, wanted[row] + 1)})
    density = rng.choice([0.3, 0.6, 0.9])
    allowed = np.array([[rng.random() < density for _ in range(columns)] for _ in range(rows)])
    coarse = rng.choice([1, 100, 5000])
    points = np.array([[rng.randint(0, 10000) // coarse * coarse for _ in range(columns)] for _ in range(rows)])
    capacity = [rng.randint(0, 3) for _ in range(columns)]
    must, left, open_places = [], list(capacity), list(wanted)
    for row, column in zip(*np.nonzero(allowed)):
        if rng.random() < 0.1 and left[column] and open_places[row]:
            must.append((int(row), int(column)))
            left[column] -= 1
            open_places[row] -= 1
    return optimum.Task(allowed, points, capacity, wanted, tiers, lambda row, place: (place, priority[row]), must)


def all_pairings(task):
    """Every pairing that keeps the limits and has the must-pairs."""
    def rows_from(row, left):
        if row == len(task.wanted):
            yield []
            return
        forced = {column for must_row, column in task.must if must_row == row}
        choices = [column for column in range(len(left)) if task.allowed[row, column]]
        for count in range(task.wanted[row] + 1):
            for chosen in itertools.combinations(choices, count):
                if forced <= set(chosen) and all(left[column] for column in chosen):
                    rest = [room - (column in chosen) for column, room in enumerate(left)]
                    for others in rows_from(row + 1, rest):
                        yield [(row, column) for column in chosen] + others
    return rows_from(0, task.capacity)


def value_of(task, pairs, levels):
    total = sum(int(task.points[pair]) for pair in pairs)
    values = {"coverage": optimum.coverage_of(task, pairs), "total": total}
    return [values[level] for level in levels] + ([-len(pairs)] if levels == ("total",) else [])


class Levels(unittest.TestCase):
    def test_brute_force_agrees(self):
        rng = random.Random(1)
        for number in range(250):
            task = random_task(rng, rng.randint(1, 4), rng.randint(1, 4), rng.choice([1, 2, 3]))
            for levels in (("coverage", "total"), ("coverage",), ("total",)):
                best = optimum.best_of(task, levels)
                found = value_of(task, best.pairs, levels)
                wanted = max(value_of(task, pairs, levels) for pairs in all_pairings(task))
                self.assertEqual(found, wanted, f"task {number}, {levels}")
                self.assertIn(best.pairs, [sorted(pairs) for pairs in all_pairings(task)])

    def test_mixed_integer_programming_agrees(self):
        rng = random.Random(2)
        for number in range(12):
            task = random_task(rng, rng.randint(10, 25), rng.randint(6, 20), 3)
            for levels in (("coverage", "total"), ("total",)):
                best = optimum.best_of(task, levels)
                self.assertEqual(value_of(task, best.pairs, levels), by_milp(task, levels), f"task {number}, {levels}")

    def test_assignment_and_transport_agree(self):
        rng = random.Random(3)
        for _ in range(20):
            task = random_task(rng, 60, 40, 1)
            by_assignment = [optimum.best_of(task, levels) for levels in (("coverage", "total"), ("total",))]
            assign, optimum.assign = optimum.assign, optimum.transport
            try:
                by_transport = [optimum.best_of(task, levels) for levels in (("coverage", "total"), ("total",))]
            finally:
                optimum.assign = assign
            for one, other in zip(by_assignment, by_transport):
                self.assertEqual((one.coverage, one.total, len(one.pairs)),
                                 (other.coverage, other.total, len(other.pairs)))


def by_milp(task, levels):
    """The level values by HiGHS: a variable for each pair and each place, one solve for each tier, then the total."""
    pairs = [(int(row), int(column)) for row, column in zip(*np.nonzero(task.allowed)) if task.wanted[row]]
    places = [(row, place) for row, wanted in enumerate(task.wanted) for place in range(1, wanted + 1)]
    size = len(pairs) + len(places)
    lines, low, high = [], [], []

    def add(entries, least, most):
        line = np.zeros(size)
        for index, factor in entries:
            line[index] += factor
        lines.append(line)
        low.append(least)
        high.append(most)

    pair_at = {pair: index for index, pair in enumerate(pairs)}
    place_at = {place: len(pairs) + index for index, place in enumerate(places)}
    for row in {row for row, _ in places}:
        add([(pair_at[pair], 1) for pair in pairs if pair[0] == row]
            + [(place_at[place], -1) for place in places if place[0] == row], 0, 0)
    for row, place in places:
        if place > 1:
            add([(place_at[row, place - 1], 1), (place_at[row, place], -1)], 0, 1)
    for column, room in enumerate(task.capacity):
        add([(pair_at[pair], 1) for pair in pairs if pair[1] == column], 0, room)
    lower = np.zeros(size)
    for pair in task.must:
        lower[pair_at[pair]] = 1

    def most(entries):
        goal = np.zeros(size)
        for index, factor in entries:
            goal[index] = -factor
        if size == 0:
            return 0
        answer = milp(goal, integrality=np.ones(size), bounds=Bounds(lower, np.ones(size)),
                      constraints=LinearConstraint(np.array(lines), low, high), options={"mip_rel_gap": 0})
        return round(-answer.fun)

    values = []
    if levels[0] == "coverage":
        vector = []
        for tier in task.tiers:
            entries = [(place_at[place], 1) for place in places if task.tier_of(*place) == tier]
            vector.append(most(entries))
            add(entries, vector[-1], vector[-1])
        values.append(vector)
    points = [(pair_at[pair], int(task.points[pair])) for pair in pairs]
    values.append(most(points))
    if levels == ("total",):
        add(points, values[-1], values[-1])
        values.append(most([(index, -1) for index in range(len(pairs))]))
    return values


# ---------------------------------------------------------------- whole instances

class Instances(unittest.TestCase):
    def test_plain_and_table_path_agree_on_every_shape(self):
        for number, shape in enumerate(generate.SHAPES * 4):
            problem = generate.make(number, 12, 14, shape).load()
            self.assertEqual(checks.self_check(problem, samples=168), [], f"{shape} {number}")

    def test_own_results_pass_and_whole_pairings_are_best(self):
        """The smallest instances against every pairing, with nothing but the plain path."""
        done = 0
        for number, shape in enumerate(generate.SHAPES * 6):
            problem = generate.make(100 + number, 3, 4, shape).load()
            result = json.loads(json.dumps(problem.result(5)))
            self.assertEqual(checks.check_result(problem, result, 5), [], f"{shape} {number}")
            if problem.optimum is None or sum(problem.wanted) > 9:
                continue
            done += 1
            rows, columns = len(problem.wanted), len(problem.capacity)
            eligible = lambda role, side: [not problem.broken_alone(role, person) for person in side.people]
            fit = eligible("mentor", problem.mentors), eligible("mentee", problem.mentees)
            allowed = np.array([[fit[0][column] and fit[1][row] and not problem.broken_rules(column, row)
                                 for column in range(columns)] for row in range(rows)]).reshape(rows, columns)
            points = np.array([[problem.rate_pair(column, row)[0] for column in range(columns)]
                               for row in range(rows)]).reshape(rows, columns)
            task = optimum.Task(allowed, points, problem.capacity,
                                [wanted * fit[1][row] for row, wanted in enumerate(problem.wanted)], problem.tiers,
                                lambda row, place: (place, problem.priority[row]),
                                [(mentee, mentor) for mentor, mentee in problem.must])
            levels = problem.program.levels
            wanted = max(value_of(task, pairs, levels) for pairs in all_pairings(task))
            self.assertEqual([level["value"] for level in result["solve"]["levels"]], wanted[:len(levels)])
            if levels == ("total",):
                self.assertEqual(result["summary"]["pairs"], -wanted[-1])
        self.assertGreater(done, 30)

    def test_the_order_of_rows_changes_nothing_and_the_seed_no_level(self):
        for number, shape in enumerate(generate.SHAPES * 2):
            instance = generate.make(200 + number, 8, 9, shape)
            results = [instance.load().result(3)]
            for sheet in instance.sheets.values():
                random.Random(number).shuffle(sheet.rows)
            results.append(instance.load().result(3))
            self.assertEqual(*map(json.dumps, results))
            self.assertEqual(instance.load().result(4)["solve"]["levels"], results[0]["solve"]["levels"])

    def test_faults_are_noticed(self):
        """Each change of a right result is found."""
        problem = generate.make(4, 20, 24, "all-kinds").load()
        right = json.loads(json.dumps(problem.result()))
        self.assertEqual(checks.check_result(problem, copy.deepcopy(right)), [])
        self.assertTrue(right["pairs"] and right["unmatched"] and right["not_eligible"])

        def set_in(*path):
            def change(result):
                inner = result
                for step in path[:-2]:
                    inner = inner[step]
                inner[path[-2]] = path[-1]
            return change

        changes = [set_in("schema", "x"), set_in("summary", "mentors", 99), set_in("summary", "lowest_points", 1.5),
                   set_in("summary", "allowed_pairs", -1), set_in("summary", "places_offered", 0),
                   set_in("solve", "status", "feasible"), set_in("solve", "levels", 0, "value", [1]),
                   set_in("pairs", 0, "points", 10001), set_in("pairs", 0, "criteria", 0, "weight", 77),
                   set_in("pairs", 0, "criteria", 0, "points", -1), set_in("pairs", 0, "criteria", []),
                   set_in("pairs", 0, "mentor", "nobody"), set_in("unmatched", 0, "reason", "no-group"),
                   set_in("not_eligible", []), lambda result: result["pairs"].pop(),
                   lambda result: result["pairs"].reverse(), lambda result: result["unmatched"].reverse(),
                   lambda result: result["unmatched"].pop(),
                   lambda result: result["pairs"].append(result["pairs"][0])]
        for entry in right["unmatched"]:
            if entry.get("rules"):
                at = right["unmatched"].index(entry)
                changes.append(set_in("unmatched", at, "rules", 0, "excludes", 1000))
                changes.append(set_in("unmatched", at, "rules", []))
                break
        for number, change in enumerate(changes):
            wrong = copy.deepcopy(right)
            change(wrong)
            self.assertNotEqual(checks.check_result(problem, wrong), [], f"change {number}")

    def test_the_peer_agrees(self):
        for number in range(4):
            instance = generate.make(number, 60, 70, "dense")
            problem = instance.load()
            with tempfile.TemporaryDirectory() as folder:
                instance.write(folder)
                mentors, mentees = (peer_scipy.read(os.path.join(folder, name)) for name in instance.sheets)
            points, allowed = peer_scipy.score(mentors, mentees)
            self.assertTrue((points == problem.points).all() and (allowed == problem.allowed).all())
            self.assertGreaterEqual(allowed.mean(), 1 / 3)
            mentor, mentee = peer_scipy.solve(points, allowed, np.ones(60, dtype=int))
            self.assertEqual((len(mentor), points[mentor, mentee].sum()),
                             (problem.optimum.values["coverage"][0], problem.optimum.values["total"]))


class Comparer(unittest.TestCase):
    def compare(self, fault, instances):
        environment = os.environ | {"FAKE_FAULT": fault}
        return subprocess.run([sys.executable, os.path.join(HERE, "compare.py"), "--binary",
                               os.path.join(HERE, "fake_tool.py"), "--instances", str(instances), "--seed", "3",
                               "--shapes", "plain-levels", "--thorough"],
                              capture_output=True, text=True, env=environment, cwd=self.folder)

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = self.temporary.name
        self.addCleanup(self.temporary.cleanup)
        self.addCleanup(os.environ.__setitem__, "TMPDIR", os.environ.get("TMPDIR", tempfile.gettempdir()))
        os.environ["TMPDIR"] = self.folder

    def test_a_right_tool_passes(self):
        done = self.compare("", 3)
        self.assertEqual((done.returncode, done.stdout), (0, "3 passed, 0 failed\n"), done.stderr)

    def test_a_wrong_tool_fails(self):
        for fault in ("points", "drop", "reason", "seed"):
            done = self.compare(fault, 2)
            self.assertEqual(done.returncode, 1, fault)
            self.assertRegex(done.stdout, r"(?s)FAILED .*passed, [12] failed\n$")


if __name__ == "__main__":
    unittest.main()
