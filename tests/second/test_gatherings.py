#!/usr/bin/env python3
"""Tests of meetings and groups: answers worked out by hand, every set of rows tried, and the integer program asked."""

import copy
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from itertools import combinations

import checks
import linear
import search
import shapes
from rows import Row, groups_of
from tables import Rejected
from test_beyond import Solved, levels, problem_of, rated

HERE = os.path.dirname(os.path.abspath(__file__))


class Meetings(Solved):
    MEET = '[meetings]\nfield = "availability"\n'

    def meet(self, points, mentors, mentees, more="", objective="", **files):
        return rated(points, objective + self.MEET + more, mentors="id,availability,capacity|" + mentors,
                     mentees="id,availability|" + mentees, **files)

    def slots(self, problem):
        return {f"{row['mentor']}{row['mentee']}": row["slot"] for row in problem.result()["pairs"]}

    def test_a_mentor_meets_one_at_a_time(self):
        problem = self.meet({"Ax": 9000, "Ay": 8000}, "A,Mon P1,2", "x,mon  p1|y,Mon P1;Tue P2")
        self.check(problem, ["Ax"], [[1], 9000])
        self.assertEqual(self.reasons(problem), [("y", 1, "no-slot")])
        self.assertEqual(self.slots(problem), {"Ax": "Mon P1"})

    def test_slots_are_settled_with_the_pairs(self):
        problem = self.meet({"Ax": 9000, "Ay": 8000}, "A,P1;P2,2", "x,P1;P2|y,P1")
        self.check(problem, ["Ax", "Ay"], [[2], 17000])
        self.assertEqual(self.slots(problem), {"Ax": "P2", "Ay": "P1"})

    def test_the_better_pair_gives_way_where_more_can_meet(self):
        points = {"Ax": 9000, "Ay": 1000, "Bx": 2000}
        self.check(self.meet(points, "A,P1,2|B,P1,1", "x,P1|y,P1"), ["Bx", "Ay"], [[2], 3000])

    def test_blank_slots_never_meet(self):
        problem = self.meet({"Ax": 9000}, "A,P1,1", "x,")
        self.check(problem, [], [[0], 0])
        self.assertEqual(self.reasons(problem), [("x", 1, "no-slot")])
        self.check_infeasible(self.meet({"Ax": 9000}, "A,P1,1", "x,P2", must="mentor,mentee|A,x"))

    def test_rooms(self):
        rosters = {"Ax": 9000, "By": 8000}, "A,P1,1|B,P1,1", "x,P1|y,P1"
        self.check(self.meet(*rosters), ["Ax", "By"])
        problem = self.meet(*rosters, "rooms = 1\n")
        self.check(problem, ["Ax"])
        self.assertEqual(self.reasons(problem), [("y", 1, "no-slot")])
        self.check(self.meet(*rosters, 'rooms = 1\n[meetings.rooms_at]\n" p1" = 2\n'), ["Ax", "By"])
        self.check(self.meet(*rosters, "[meetings.rooms_at]\nP1 = 0\n"), [])
        self.check(self.meet(*rosters, "[meetings.rooms_at]\nP2 = 0\n"), ["Ax", "By"])

    def test_nobody_meets_twice_at_a_time_in_whichever_role(self):
        points = {"Ax": 100, "xy": 9000}
        self.check(self.meet(points, "A,P1,1|x,P1,1", "x,P1|y,P1", objective=levels("total")), ["xy"], [9000])
        self.check(self.meet(points, "A,P1;P2,1|x,P1,1", "x,P2|y,P1"), ["Ax", "xy"], [[2], 9100])

    def test_a_mentee_meets_one_at_a_time(self):
        two = "[mentees]\nmentors_wanted = 2\n"
        points = {"Ax": 9000, "Bx": 8000}
        self.check(self.meet(points, "A,P1,1|B,P1,1", "x,P1", objective=two), ["Ax"], [[1, 0], 9000])
        self.check(self.meet(points, "A,P1,1|B,P1;P2,1", "x,P1;P2", objective=two), ["Ax", "Bx"], [[1, 1], 17000])

    def test_with_demands_every_tag_is_a_meeting(self):
        program = '[demands]\nfield = "subject_needs"\noffer = "subject_strengths"\n' + self.MEET
        mentors = "id,subject_strengths,capacity,availability|A,art;maths,2,{}"
        mentees = "id,subject_needs,availability|x,art;maths,P1;P2"
        self.assertEqual(problem_of(program, mentors.format("P1"), mentees).optimum.values["coverage"], [1, 0])
        problem = problem_of(program, mentors.format("P1;P2"), mentees)
        self.check(problem, ["Ax art", "Ax maths"])
        self.assertEqual({row["slot"] for row in problem.result()["pairs"]}, {"P1", "P2"})

    def test_quotas_per_slot(self):
        quota = ('[[quotas]]\nname = "Q"\nwhere = { mentee = { field = "site", is = "n" } }\nat_most = 1\n'
                 'per = "slot"\n')
        points = {"Ax": 9000, "By": 8000, "Cz": 10}
        people = "id,availability|A,P1|B,P1;P2|C,P1", "id,availability,site|x,P1,n|y,P1{},n|z,P1,s"
        problem = rated(points, self.MEET + quota, people[0], people[1].format(""))
        result = self.check(problem, ["Ax", "Cz"])
        self.assertEqual(result["quotas"], [{"name": "Q", "rows": 1, "of": 2}])
        self.assertEqual(self.reasons(problem), [("y", 1, "limit")])
        problem = rated(points, self.MEET + quota, people[0], people[1].format(";P2"))
        self.check(problem, ["Ax", "By", "Cz"])
        self.assertEqual(self.slots(problem)["By"], "P2")
        with self.assertRaises(Rejected):
            rated(points, quota, *people)


class Groups(Solved):
    def group(self, table, points, mentors, mentees, more="", **files):
        return rated(points, f"{more}[fields]\nkm = \"number\"\n[groups]\n{table}\n", mentors, mentees, **files)

    def groups(self, problem):
        """Leaders, members, slot and points of each group in turn."""
        return [("".join(group["leaders"]), "".join(member["mentee"] for member in group["members"]),
                 group.get("slot"), [member["points"] for member in group["members"]])
                for group in problem.result()["groups"]]

    def every(self, leaders, members, worth=1000):
        return {leader + member: worth for leader in leaders for member in members}

    def check_groups(self, problem, groups, values=None):
        self.assertEqual(self.groups(problem), groups)
        self.check(problem, [row["mentor"] + row["mentee"] for row in problem.result()["pairs"]], values)

    def test_size(self):
        problem = self.group("size = [2, 3]", {"Aw": 1, "Ax": 4, "Ay": 3, "Az": 2}, None, None)
        self.check_groups(problem, [("A", "xyz", None, [4, 3, 2])], [[3], 9])
        problem = self.group("size = [2, 3]", {"Ax": 1, "By": 1}, None, None)
        self.check_groups(problem, [], [[0], 0])
        problem = self.group("size = [2, 3]", self.every("A", "vwxyz"), None, None, "[mentors]\ncapacity = 2\n")
        self.assertEqual(sorted(len(group[1]) for group in self.groups(problem)), [2, 3])

    def test_the_mean_of_the_leaders_halves_up(self):
        problem = self.group("size = [1, 2]\nleaders = 2", {"Ax": 1, "Bx": 2, "Ay": 5, "By": 5}, None, None)
        self.check_groups(problem, [("AB", "xy", None, [2, 5])], [[2], 7])
        self.assertEqual(problem.result()["summary"]["pairs"], 4)
        problem = self.group("size = [1, 2]\nleaders = 3", {"Ax": 1, "Bx": 1, "Cx": 2}, None, None)
        self.check_groups(problem, [("ABC", "x", None, [1])])

    def test_all_leaders_must_be_allowed(self):
        problem = self.group("size = [1, 2]\nleaders = 2", {"Ax": 1, "Bx": 1, "Ay": 9}, None, None)
        self.check_groups(problem, [("AB", "x", None, [1])])

    def test_one_slot_for_all(self):
        people = "id,availability,capacity|A,P1;P2,2", "id,availability|x,P1|y,P1;P2|z,P2|w,P2"
        points = self.every("A", "wxyz")
        problem = self.group('size = [2, 2]\nfield = "availability"', points, *people)
        self.check_groups(problem, [("A", "wz", "P2", [1000, 1000]), ("A", "xy", "P1", [1000, 1000])], [[4], 4000])
        problem = self.group('size = [2, 2]\nfield = "availability"', points, people[0].replace("P2", "P1"), people[1])
        self.check_groups(problem, [("A", "xy", "P1", [1000, 1000])])

    def test_one_slot_has_one_group_of_a_leader(self):
        people = "id,availability,capacity|A,P1,2", "id,availability|w,P1|x,P1|y,P1|z,P1"
        problem = self.group('size = [2, 2]\nfield = "availability"', self.every("A", "wxyz"), *people)
        self.assertEqual(len(self.groups(problem)), 1)
        problem = self.group("size = [2, 2]", self.every("A", "wxyz"), *people)
        self.assertEqual(len(self.groups(problem)), 2)

    def test_nobody_is_in_two_groups_at_a_time_in_whichever_role(self):
        points = {"Ax": 100, "xy": 9000}
        people = "id,availability|A,P1;P2|x,P1", "id,availability|x,{}|y,P1"
        table = 'size = [1, 2]\nfield = "availability"'
        self.check(self.group(table, points, people[0], people[1].format("P1"), levels("total")), ["xy"])
        self.check(self.group(table, points, people[0], people[1].format("P2")), ["Ax", "xy"])
        self.check(self.group("size = [1, 2]", points, people[0], people[1].format("P1")), ["Ax", "xy"])

    def test_rules_on_members(self):
        points = {"Ax": 3000, "Ay": 2000, "Az": 1000}
        table = "size = [1, 3]\n[[groups.rules]]\n"
        span = table + 'span = { field = "km", max = 1 }'
        self.check(self.group(span, points, "id|A", "id,km|x,1|y,3|z,2"), ["Ax", "Az"])
        self.check(self.group(span, points, "id|A", "id,km|x,1|y,|z,2.5", levels("total")), ["Ax"])
        self.check(self.group(span + '\nif_blank = "allow"', points, "id|A", "id,km|x,1|y,|z,2.5"), ["Ax", "Ay"])
        most = table + 'at_most = { n = 1, field = "site", is = "n" }'
        self.check(self.group(most, points, "id,site|A,n", "id,site|x,n|y,n|z,"), ["Ax", "Az"])
        least = table + 'at_least = { n = 2, field = "site", is = "n" }'
        self.check(self.group(least, points, "id,site|A,n", "id,site|x,n|y,s|z,"), [])
        self.check(self.group(table + 'differ = { field = "site" }', points, "id|A", "id,site|x,n|y,n|z,s"),
                   ["Ax", "Az"])
        self.check(self.group(table + 'same = { field = "site" }', points, "id|A", "id,site|x,n|y,s|z,n"),
                   ["Ax", "Az"])

    def test_rules_on_leaders_and_members(self):
        points = {"Ax": 3000, "Ay": 2000, "Az": 1000}
        table = "size = [1, 3]\n[[groups.rules]]\nleaders = true\n"
        most = table + 'at_most = { n = 2, field = "site", is = "n" }'
        self.check(self.group(most, points, "id,site|A,n", "id,site|x,n|y,n|z,"), ["Ax", "Az"])
        self.check(self.group(table + 'same = { field = "site" }', points, "id,site|A,s", "id,site|x,n|y,s|z,n"),
                   ["Ay"])
        self.check(self.group(table + 'differ = { field = "site" }', points, "id,site|A,s", "id,site|x,n|y,s|z,n"),
                   ["Ax"])
        two = table.replace("\n[[", "\nleaders = 2\n[[") + 'differ = { field = "site" }'
        self.check(self.group(two, self.every("AB", "x"), "id,site|A,s|B,s", "id,site|x,n"), [])
        with self.assertRaises(Rejected):
            self.group(most, points, "id|A", "id,site|x,n|y,n|z,")

    def test_people_who_avoid_each_other(self):
        points = {"Ax": 3000, "Ay": 2000, "Az": 1000}
        self.check(self.group("size = [1, 3]", points, "id|A", "id,avoids|x,y|y,|z,"), ["Ax", "Az"])
        two = self.every("ABC", "x") | {"Ax": 3000, "Bx": 2000}
        self.check(self.group("size = [1, 3]\nleaders = 2", two, "id,avoids|A,B|B,|C,", None), ["Ax", "Cx"])

    def test_a_mentee_is_in_at_most_one_group(self):
        people = "id|A|B", "id,mentors_wanted|x,3|y,0"
        problem = self.group("size = [1, 3]", self.every("AB", "xy"), *people)
        self.assertEqual(problem.optimum.values["coverage"], [1])
        self.assertEqual(problem.result()["summary"]["places_wanted"], 1)

    def test_balance_and_minimum_look_at_groups(self):
        points = self.every("A", "vwxyz", 9000) | self.every("B", "vwxyz", 10)
        room = "[mentors]\ncapacity = 5\n"
        problem = self.group("size = [1, 3]", points, None, None, room + levels("coverage", "balance", "total"))
        self.assertEqual(problem.optimum.values["balance"], 2)
        self.assertEqual(problem.optimum.values["total"], 27000 + 20)
        problem = self.group("size = [1, 3]", points, None, None, room + levels("coverage", "total", "balance"))
        self.assertEqual(problem.optimum.values["balance"], 4)
        problem = self.group("size = [1, 3]", self.every("A", "x"), None, None, room + "minimum = 2\n")
        self.check(problem, [])

    def test_continuity_and_must_pairs_look_at_rows(self):
        points = self.every("ABC", "xy")
        problem = self.group("size = [1, 2]\nleaders = 2", points, None, None, levels("coverage", "continuity"),
                             previous="mentor,mentee|B,x|C,y|B,y")
        self.check_groups(problem, [("BC", "xy", None, [1000, 1000])], [[2], 3])
        problem = self.group("size = [1, 2]\nleaders = 2", points, None, None, must="mentor,mentee|B,x|C,x")
        self.check_groups(problem, [("BC", "xy", None, [1000, 1000])])
        self.check_infeasible(self.group("size = [2, 2]", points, None, None, must="mentor,mentee|B,x|C,x"))

    def test_worst_and_fair_look_at_members(self):
        points = {"Ax": 0, "Bx": 200, "Ay": 100, "By": 100}
        problem = self.group("size = [2, 2]\nleaders = 2", points, None, None, levels("coverage", "worst", "fair"))
        bands = [0, 2] + [0] * 99
        self.check_groups(problem, [("AB", "xy", None, [100, 100])], [[2], 100, bands])
        self.assertEqual(problem.result()["summary"]["lowest_points"], 100)

    def test_quotas_count_rows_of_a_mentor_and_of_a_slot(self):
        quota = '[[quotas]]\nname = "Q"\nwhere = {{ mentee = {{ field = "site", is = "n" }} }}\n{}\n'
        people = "id,availability,capacity|A,P1;P2,2", "id,availability,site|w,P1;P2,n|x,P1;P2,n|y,P1;P2,n|z,P1;P2,s"
        points, table = self.every("A", "wxyz"), 'size = [2, 2]\nfield = "availability"\n'
        problem = self.group(table + quota.format('at_most = 2\nper = "mentor"'), points, *people)
        self.assertEqual(problem.optimum.values["coverage"], [2])
        problem = self.group(table + quota.format('at_most = 1\nper = "slot"'), points, *people)
        self.assertEqual(problem.optimum.values["coverage"], [2])
        problem = self.group(table + quota.format('at_least = "50%"\nper = "slot"'), points, *people)
        result = self.check(problem, ["Aw", "Ax", "Ay", "Az"])
        self.assertEqual(result["quotas"], [{"name": "Q", "rows": 3, "of": 4}])
        with self.assertRaises(Rejected):
            self.group("size = [2, 2]\n" + quota.format('at_most = 1\nper = "slot"'), points, *people)

    def test_groups_are_numbered_by_their_first_member(self):
        problem = problem_of("[groups]\nsize = [2, 2]\n", "id,avoids|A,E2|B,E10", "id,avoids|E10,|E2,|E3,E10|E11,E2")
        self.assertEqual([(group["group"], [member["mentee"] for member in group["members"]])
                          for group in problem.result()["groups"]], [("G1", ["E2", "E3"]), ("G2", ["E10", "E11"])])
        self.assertEqual({row["group"] for row in problem.result()["pairs"] if row["mentor"] == "A"}, {"G2"})


class Everything(unittest.TestCase):
    def test_every_set_of_rows_was_tried(self):
        """The best rows against every set of rows, or of groups, by nothing but the limits and levels of a whole."""
        done, infeasible, names = 0, 0, (*shapes.MEETINGS, *shapes.GROUPS * 4)
        for number in range(800):
            shape = names[number % len(names)]
            rng = random.Random(number)
            problem = shapes.make(5000 + number, rng.randint(1, 3), rng.randint(1, 3), shape).load()
            parts = (every_group if problem.program.groups else every_row)(problem)
            if not 2 <= len(parts) <= 7:
                continue
            done += 1
            sets = [[row for part in chosen for row in part] for count in range(len(parts) + 1)
                    for chosen in combinations(parts, count)]
            ranks = [problem.rank_of(rows) for rows in sets if not problem.broken_limits(rows)]
            infeasible += not ranks
            best = problem.optimum
            self.assertEqual(best and problem.rank_of(best.rows), max(ranks, default=None), f"{shape} {number}")
        self.assertGreater(done, 200)
        self.assertGreater(infeasible, 25)

    def test_search_and_integer_program_agree(self):
        names, done = (*shapes.MEETINGS, *shapes.GROUPS * 2, *shapes.COMBINED), 0
        for number in range(300):
            shape = names[number % len(names)]
            problem = shapes.make(number, *shapes.sizes(random.Random(number), "small", shape), shape).load()
            try:
                sought = search.best_rows(problem, *problem.drawn(0))
            except search.TooLarge:
                continue
            found = linear.best_rows(problem, *problem.drawn(0))
            self.assertEqual(found is None, sought is None, f"{shape} {number}")
            if found is not None:
                done += 1
                self.assertEqual(problem.rank_of(found), problem.rank_of(sought), f"{shape} {number}")
                self.assertEqual(problem.broken_limits(sought), [])
        self.assertGreater(done, 150)

    def test_own_results_pass_and_the_order_of_rows_changes_nothing(self):
        for number, shape in enumerate((*shapes.MEETINGS, *shapes.GROUPS) * 2):
            instance = shapes.make(number, 4, 5, shape)
            problem = instance.load()
            result = json.loads(json.dumps(problem.result(3)))
            self.assertEqual(checks.check_result(problem, copy.deepcopy(result), 3), [], f"{shape} {number}")
            for sheet in instance.sheets.values():
                random.Random(number).shuffle(sheet.rows)
            self.assertEqual(json.loads(json.dumps(instance.load().result(3))), result)

    def test_changed_results_are_noticed(self):
        """A slot, a group or a member's points changed, a member taken out or moved: each is found."""
        done = 0
        for number, shape in enumerate((*shapes.MEETINGS, *shapes.GROUPS * 6) * 2):
            problem = shapes.make(700 + number, 4, 5, shape).load()
            right = json.loads(json.dumps(problem.result()))
            if not right["pairs"]:
                continue
            for change in (change_slot, drop_slot, change_number, change_member, drop_member, drop_leader):
                wrong = copy.deepcopy(right)
                if change(wrong):
                    done += 1
                    self.assertNotEqual(checks.check_result(problem, wrong), [], f"{shape} {number} {change.__name__}")
        self.assertGreater(done, 60)


def every_row(problem):
    """Each possible row at each slot, one by one."""
    return [[Row(mentor, mentee, tag, slot)] for mentor in range(len(problem.capacity))
            for mentee in range(len(problem.wanted))
            for tag in ([None] if problem.tags is None else problem.tags[mentee])
            if problem.allows_row(Row(mentor, mentee, tag)) for slot in problem.shared_slots([mentor], [mentee])]


def every_group(problem):
    """Each set of leaders with each set of members at each slot that keeps the limits of one group."""
    found, members = [], range(len(problem.wanted))
    for leaders in combinations(range(len(problem.capacity)), problem.program.groups.leaders):
        for count in members:
            for some in combinations(members, count + 1):
                for slot in problem.shared_slots(leaders, some):
                    rows = [Row(mentor, mentee, None, slot, (leaders, some, slot))
                            for mentor in leaders for mentee in some]
                    if not problem.broken_groups(rows) and all(map(problem.allows_row, rows)):
                        found.append(rows)
    return found


def change_slot(result):
    if "slot" in result["pairs"][0]:
        result["pairs"][0]["slot"] = "sun p9"
    return "slot" in result["pairs"][0]


def drop_slot(result):
    return result["pairs"][0].pop("slot", None)


def change_number(result):
    if "group" in result["pairs"][0]:
        for entry in (*result["pairs"], *result["groups"]):
            entry["group"] = f"G{int(entry['group'][1:]) + 1}"
    return "group" in result["pairs"][0]


def change_member(result):
    if "groups" in result:
        result["groups"][0]["members"][0]["points"] += 1
    return "groups" in result


def drop_member(result):
    if "groups" in result:
        result["groups"][0]["members"].pop()
    return "groups" in result


def drop_leader(result):
    if "groups" in result:
        who = result["groups"][0]["leaders"].pop()
        result["pairs"] = [row for row in result["pairs"] if row["mentor"] != who]
    return "groups" in result


class Comparer(unittest.TestCase):
    def compare(self, fault, shape, instances, *more):
        with tempfile.TemporaryDirectory() as folder:
            return subprocess.run([sys.executable, os.path.join(HERE, "compare.py"), "--binary",
                                   os.path.join(HERE, "fake_tool.py"), "--each", str(instances), "--seed", "3",
                                   "--shapes", shape, *more], capture_output=True, text=True, cwd=folder,
                                  env=os.environ | {"FAKE_FAULT": fault, "TMPDIR": folder})

    def test_a_right_tool_passes(self):
        done = self.compare("", "meetings+demands,groups+quotas", 1, "--thorough")
        self.assertEqual((done.returncode, done.stdout), (0, "2 passed, 0 failed\n"), done.stderr)

    def test_a_wrong_tool_fails(self):
        for fault, shape, more in (("slot", "meetings", []), ("group", "groups", []), ("limits", "meetings+quotas", []),
                                   ("csv", "groups", ["--thorough"])):
            done = self.compare(fault, shape, 2, *more)
            self.assertEqual(done.returncode, 1, f"{fault} {shape} {done.stderr}")
            self.assertRegex(done.stdout, r"(?s)FAILED .*passed, [12] failed\n$")


if __name__ == "__main__":
    unittest.main()
