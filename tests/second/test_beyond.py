#!/usr/bin/env python3
"""Tests of levels, the stable method and section 5, with answers worked out by hand, and every subset of rows tried."""

import copy
import json
import os
import random
import tempfile
import unittest
from itertools import combinations

import checks
import contract
import flow
import search
import shapes
from rows import Row
from tables import Rejected

RATED = '[[criteria]]\nname = "Points"\nrated = { scale = [0, 10000] }\n[[rules]]\nname = "Listed"\nlisted = {}\n'
SUBJECTS = '[[criteria]]\nname = "Subjects"\ncovers = { need = "subject_needs", offer = "subject_strengths" }\n'


def problem_of(program, mentors, mentees, **more):
    """A problem from the text of its files; a line break where `|` stands in rosters and files of pairs."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, text in {"mentors": mentors, "mentees": mentees, **more}.items():
            paths[name] = os.path.join(folder, name)
            with open(paths[name], "w", encoding="utf-8") as file:
                file.write(text.replace("|", "\n") + "\n")
        paths["program"] = os.path.join(folder, "program.toml")
        with open(paths["program"], "w", encoding="utf-8") as file:
            file.write(program)
        return contract.load(**paths)


def rated(points, program="", mentors=None, mentees=None, **more):
    """A problem whose pairs, written `Ax`, are allowed and worth the points given."""
    ratings = "mentor,mentee,rating|" + "|".join(f"{pair[0]},{pair[1]},{worth}" for pair, worth in points.items())
    mentors = mentors or "id|" + "|".join(sorted({pair[0] for pair in points}))
    mentees = mentees or "id|" + "|".join(sorted({pair[1] for pair in points}))
    return problem_of(program + "\n" + RATED, mentors, mentees, ratings=ratings, **more)


def levels(*names):
    return f"[objective]\nlevels = {json.dumps(names)}\n"


class Solved(unittest.TestCase):
    def check(self, problem, rows, values=None):
        """The rows (as text: `Ax`, or `Ax maths`), and the values of the levels."""
        result = problem.result()
        found = [" ".join([row["mentor"] + row["mentee"], *([row["for"]] if "for" in row else [])])
                 for row in result["pairs"]]
        self.assertEqual(found, rows)
        if values is not None:
            self.assertEqual([entry["value"] for entry in result["solve"]["levels"]], values)
        self.assertEqual(checks.check_result(problem, json.loads(json.dumps(result)), 0), [])
        return result

    def check_infeasible(self, problem):
        result = problem.result()
        solve = result["solve"]
        self.assertEqual((solve["status"], solve["levels"], result["pairs"]), ("infeasible", [], []))
        self.assertLessEqual({place["reason"] for place in result["unmatched"]}, {"limit"})
        self.assertEqual(checks.check_result(problem, json.loads(json.dumps(result)), 0), [])

    def reasons(self, problem):
        return [(entry["mentee"], entry.get("place", entry.get("for")), entry["reason"])
                for entry in problem.result()["unmatched"]]


class Levels(Solved):
    POINTS = {"Ax": 10000, "By": 0, "Ay": 4000, "Bx": 5000}

    def test_total_and_worst_and_fair_pull_apart(self):
        self.check(rated(self.POINTS), ["Ax", "By"], [[2], 10000])
        self.check(rated(self.POINTS, levels("coverage", "worst", "total")), ["Bx", "Ay"], [[2], 4000, 9000])
        bands = [0] * 101
        bands[40] = bands[50] = 1
        self.check(rated(self.POINTS, levels("coverage", "fair")), ["Bx", "Ay"], [[2], bands])
        self.check(rated(self.POINTS, levels("coverage", "total", "worst")), ["Ax", "By"], [[2], 10000, 0])

    def test_without_coverage_the_fewest_rows_win(self):
        result = self.check(rated(self.POINTS, levels("total")), ["Ax"], [10000])
        self.assertEqual(result["unmatched"], [{"mentee": "y", "place": 1, "reason": "left-out"}])

    def test_continuity_before_worst_keeps_no_more_than_it_must(self):
        self.check(rated(self.POINTS, levels("continuity", "total"), previous="mentor,mentee|B,y"), ["Ax", "By"],
                   [1, 10000])
        self.check(rated(self.POINTS, levels("continuity", "worst"), previous="mentor,mentee|A,x"), ["Ax"], [1, 10000])
        self.check(rated(self.POINTS, levels("continuity", "worst", "total")), ["Ax"], [0, 10000, 10000])
        self.check(rated(self.POINTS, levels("continuity", "worst")), [], [0, None])
        self.check(rated(self.POINTS, levels("coverage", "continuity"), mentees="id,previous_partners|x,|y,A"),
                   ["Bx", "Ay"], [[2], 1])

    def test_balance_spreads_the_load(self):
        points = {"Ax": 9000, "Ay": 9000, "Bx": 1000, "By": 1000}
        roomy = "[mentors]\ncapacity = 2\n"
        self.check(rated(points, roomy + levels("coverage", "total", "balance")), ["Ax", "Ay"], [[2], 18000, 4])
        problem = rated(points, roomy + levels("coverage", "balance", "total"))
        self.assertEqual(problem.optimum.values, {"coverage": [2], "balance": 2, "total": 10000})

    def test_fair_looks_at_the_lowest_band_first(self):
        # Ax + By: bands 1 and 90; Ay + Bx: bands 2 and 3, which is better, though its worst is what `worst` likes too.
        points = {"Ax": 199, "By": 9000, "Ay": 200, "Bx": 300}
        self.assertEqual(rated(points, levels("coverage", "fair")).optimum.values["fair"][:4], [0, 0, 1, 1])
        # Within one band 100 and 199 are alike, so the total decides.
        points = {"Ax": 100, "By": 300, "Ay": 199, "Bx": 399}
        self.check(rated(points, levels("coverage", "fair", "total")), ["Bx", "Ay"])
        self.check(rated(points | {"Bx": 400}, levels("coverage", "fair", "total")), ["Bx", "Ay"])
        self.check(rated(points | {"By": 400}, levels("coverage", "fair", "total")), ["Ax", "By"])

    def test_must_pairs_count_in_worst(self):
        problem = rated(self.POINTS, levels("coverage", "worst", "total"), must="mentor,mentee|B,y")
        self.check(problem, ["Ax", "By"], [[2], 0, 10000])

    def test_orders_that_are_not_allowed(self):
        for names in ((), ("worst",), ("total", "coverage"), ("balance", "total"), ("fair", "coverage"),
                      ("total", "total"), ("coverage", "best")):
            with self.assertRaises(Rejected):
                rated(self.POINTS, levels(*names))


class Stable(Solved):
    """x wants A, y wants B; A wants y, B wants x."""

    PROGRAM = ('[[criteria]]\nname = "a"\nprefers = { by = "mentee" }\nview = "mentee"\n'
               '[[criteria]]\nname = "b"\nprefers = { by = "mentor" }\nview = "mentor"\n')
    ROSTERS = "id,prefers|A,y;x|B,x;y", "id,prefers|x,A;B|y,B;A"

    def stable(self, objective="", rosters=ROSTERS, **more):
        return problem_of(f'[objective]\nmethod = "stable"\n{objective}\n' + self.PROGRAM, *rosters, **more)

    def test_the_proposing_side_gets_its_best(self):
        result = self.check(self.stable(), ["Ax", "By"], [])
        self.assertEqual((result["solve"]["method"], result["solve"]["status"]), ("stable", "optimal"))
        self.assertEqual([row["points"] for row in result["pairs"]], [7500, 7500])
        self.check(self.stable('proposing = "mentor"'), ["Bx", "Ay"], [])

    def test_a_stable_result_of_the_wrong_side_is_noticed(self):
        wrong = json.loads(json.dumps(self.stable('proposing = "mentor"').result()))
        self.assertNotEqual(checks.check_result(self.stable(), wrong), [])

    def test_must_pairs_stand_and_block_nothing(self):
        rosters = "id,prefers|A,y;x|B,y;x", "id,prefers|x,A;B|y,A;B"
        self.check(self.stable(rosters=rosters), ["Bx", "Ay"], [])
        self.check(self.stable(rosters=rosters, must="mentor,mentee|A,x"), ["Ax", "By"], [])
        self.check_infeasible(self.stable(rosters=rosters, must="mentor,mentee|A,x|A,y"))

    def test_any_allowed_partner_is_better_than_an_empty_place(self):
        self.check(self.stable(rosters=("id,prefers|A,", "id,prefers|x,Z")), ["Ax"], [])

    def test_blocking_pairs_are_noticed(self):
        """With room for both and two wanted: everybody has everybody; one row less, and that pair blocks."""
        problem = self.stable("[mentors]\ncapacity = 2\n[mentees]\nmentors_wanted = 2")
        self.check(problem, ["Ax", "Bx", "Ay", "By"], [])
        wrong = [(0, 0), (1, 0), (1, 1)]
        self.assertEqual(problem.market.blocking(wrong), [(0, 1)])

    def test_equal_points_do_not_block_and_some_lottery_must_explain_them(self):
        problem = self.stable(rosters=("id,prefers|A,|B,", "id,prefers|x,A;B|y,A;B"))
        self.assertEqual(problem.market.complaints([(0, 0), (1, 1)], "mentee"), [])
        self.assertEqual(problem.market.complaints([(0, 1), (1, 0)], "mentee"), [])
        # A is indifferent and x, y both like B better: whoever proposes, nobody of A x, B y swaps by lottery alone.
        problem = self.stable(rosters=("id,prefers|A,|B,x;y", "id,prefers|x,B;A|y,B;A"))
        self.assertEqual(problem.market.complaints([(1, 0), (0, 1)], "mentee"), [])
        self.assertNotEqual(problem.market.complaints([(0, 0), (1, 1)], "mentee"), [])

    def test_the_best_of_all_stable_pairings(self):
        """Against every stable pairing of random instances in which nobody is indifferent."""
        done = 0
        for number in range(400):
            problem = shapes.make(number, 3, 3, "stable").load()
            market, rng = problem.market, random.Random(number)
            cells = [(mentor, mentee) for mentor, mentee in market.open]
            if not market.feasible or not 3 <= len(cells) <= 9:
                continue
            done += 1
            for side in ("mentor", "mentee"):  # strict points
                market.views[side] = dict(zip(cells, rng.sample(range(100), len(cells))))
            for proposing in ("mentor", "mentee"):
                orders = {side: range(9) for side in ("mentor", "mentee")}
                best = market.propose(proposing, orders)
                stable = [pairs for pairs in stable_pairings(market)]
                self.assertIn(best, stable)
                for other in stable:
                    for person in range(len(market.places[proposing])):
                        mine, theirs = (chosen_by(market, proposing, person, pairs - market.must)
                                        for pairs in (best, other))
                        both = sorted(mine | theirs, key=lambda one: -market.points(proposing, person, one))
                        self.assertEqual(set(both[:len(mine)]), mine)
        self.assertGreater(done, 60)


def chosen_by(market, side, person, pairs):
    return {pair[1 if side == "mentor" else 0] for pair in pairs if pair[0 if side == "mentor" else 1] == person}


def stable_pairings(market):
    for count in range(len(market.open) + 1):
        for pairs in combinations(market.open, count):
            sides = {"mentor": 0, "mentee": 1}
            if all(sum(pair[at] == person for pair in pairs) <= places
                   for side, at in sides.items() for person, places in enumerate(market.places[side])):
                found = set(pairs) | market.must
                if not market.blocking(found):
                    yield found


class Minimum(Solved):
    def test_nobody_or_at_least_so_many(self):
        points = {"Ax": 9000, "Ay": 100, "By": 100}
        both = "id,capacity,minimum|A,3,2|B,1,"
        self.check(rated(points, mentors=both), ["Ax", "Ay"], [[2], 9100])
        self.check(rated(points, levels("total"), mentors=both), ["Ax", "Ay"], [9100])
        del points["Ay"]
        problem = rated(points, mentors=both)
        self.check(problem, ["By"], [[1], 100])
        self.assertEqual(self.reasons(problem), [("x", 1, "limit")])

    def test_a_minimum_above_the_capacity_means_nobody(self):
        problem = rated({"Ax": 1, "Ay": 1}, "[mentors]\nminimum = 3\n", mentors="id,capacity|A,2")
        self.check(problem, [], [[0], 0])
        self.check_infeasible(rated({"Ax": 1, "Ay": 1}, "[mentors]\nminimum = 3\n", mentors="id,capacity|A,2",
                                    must="mentor,mentee|A,x"))

    def test_one_is_no_limit(self):
        self.check(rated({"Ax": 1}, mentors="id,minimum|A,1"), ["Ax"])

    def test_a_must_pair_brings_the_others(self):
        problem = rated({"Ax": 1, "Ay": 1, "By": 9000}, levels("total"), mentors="id,capacity,minimum|A,2,2|B,1,",
                        must="mentor,mentee|A,x")
        self.check(problem, ["Ax", "Ay"], [2])
        self.assertEqual(problem.summary([], [])["places_offered"], 3)


class Demands(Solved):
    DEMANDS = '[demands]\nfield = "subject_needs"\n'

    def demands(self, mentors, mentees, more="", **files):
        return problem_of(self.DEMANDS + more + SUBJECTS, "id,subject_strengths,capacity|" + mentors, mentees, **files)

    def test_every_tag_is_a_place(self):
        problem = self.demands("A,maths,1|B,art;maths,1", "id,subject_needs|x,Maths; ART ;maths")
        result = self.check(problem, ["Ax Maths", "Bx ART"], [[1, 1], 20000])
        self.assertEqual(result["summary"]["places_wanted"], 2)

    def test_one_mentor_may_fill_several_and_each_counts(self):
        problem = self.demands("A,maths,1|B,art;maths,2", "id,subject_needs,mentors_wanted|x,art;maths,1")
        self.check(problem, ["Bx art", "Bx maths"], [[1, 1], 20000])
        problem = self.demands("A,maths,1|B,art,1", "id,subject_needs,mentors_wanted|x,art;maths,1")
        self.assertEqual(problem.optimum.values["coverage"], [1, 0])
        self.assertEqual([reason for *_, reason in self.reasons(problem)], ["limit"])
        self.assertEqual(self.demands("A,maths,1|B,art,1", "id,subject_needs|x,art;maths",
                                      "[mentees]\nmentors_wanted = 1\n").optimum.values["coverage"], [1, 0])

    def test_places_are_counted_by_number(self):
        problem = self.demands("A,art,2", "id,subject_needs,priority|x,maths;art,1|y,art,|z,,")
        self.check(problem, ["Ax art", "Ay art"], [[1, 1, 0], 20000])
        self.assertEqual(self.reasons(problem), [("x", "maths", "no-allowed-mentor")])

    def test_the_criterion_rates_the_tag_and_the_others_the_pair(self):
        more = '[[criteria]]\nname = "Shared"\noverlap = { mentor = "subject_strengths", mentee = "subject_needs" }\n'
        problem = self.demands("A,maths,1", "id,subject_needs|x,art;maths", more)
        self.assertEqual(problem.rate_pair(0, 0, "maths"), (7500, [5000, 10000]))
        self.assertEqual(problem.rate_pair(0, 0, "art"), (2500, [5000, 0]))

    def test_another_offer_than_that_of_the_criterion(self):
        problem = problem_of('[demands]\nfield = "subject_needs"\noffer = "careers"\n' + SUBJECTS,
                             "id,subject_strengths,careers|A,art,maths", "id,subject_needs|x,maths")
        self.check(problem, ["Ax maths"], [[1], 0])

    def test_of_a_must_pair_one_place_is_made(self):
        rosters = "A,maths;art,1|B,maths;art,2", "id,subject_needs|x,art;maths"
        problem = self.demands(*rosters, must="mentor,mentee|A,x")
        self.assertEqual({row[0] for row in problem.optimum.rows}, {0, 1})
        self.check_infeasible(self.demands("A,latin,1", rosters[1], must="mentor,mentee|A,x"))
        self.check_infeasible(self.demands("A,art,1", "id,subject_needs|x,", must="mentor,mentee|A,x"))

    def test_minimum_score_looks_at_rows(self):
        more = '[[criteria]]\nname = "Site"\nsame = { field = "site" }\nblank = 0\n'
        problem = problem_of('[objective]\nminimum_score = 60\n[demands]\nfield = "subject_needs"\n'
                             'offer = "careers"\n' + more + SUBJECTS,
                             "id,subject_strengths,careers,site,capacity|A,art,art;maths,n,2",
                             "id,subject_needs,site|x,art;maths,n")
        self.check(problem, ["Ax art"], [[1, 0], 10000])
        self.assertEqual(problem.result()["unmatched"][0]["rules"], [{"rule": "minimum_score", "excludes": 1}])

    def test_mentees_who_want_no_mentor_have_no_places(self):
        problem = self.demands("A,maths,1", "id,subject_needs,mentors_wanted|x,maths,0")
        self.check(problem, [], [[], 0])


class Teams(Solved):
    TWO = "[mentees]\nmentors_wanted = 2\n"
    TRIO = {"Ax": 9000, "Bx": 8000, "Cx": 100}

    def team(self, rules, columns, objective="", points=TRIO, **more):
        return rated(points, self.TWO + objective + "[fields]\nexpert = \"yes-no\"\nkm = \"number\"\n[team]\n" + rules,
                     mentors=columns, **more)

    def test_without_rules_the_best_two(self):
        self.check(self.team("", "id|A|B|C"), ["Ax", "Bx"], [[1, 1], 17000])

    def test_mentors_who_avoid_each_other(self):
        self.check(self.team("", "id,avoids|A,B|B,|C,"), ["Ax", "Cx"], [[1, 1], 9100])
        self.check(rated(self.TRIO, self.TWO, mentors="id,avoids|A,B|B,|C,"), ["Ax", "Bx"])

    def test_all_or_nothing(self):
        self.check(self.team("all_or_nothing = true", "id,active|A,|B,no|C,no"), [], [[0, 0], 0])
        self.check(self.team("", "id,active|A,|B,no|C,no"), ["Ax"], [[1, 0], 9000])

    def test_at_least_and_at_most_pass_blanks_over(self):
        rule = '[[team.rules]]\nat_{} = {{ n = 1, field = "expert", is = "yes" }}\n'
        self.check(self.team(rule.format("least"), "id,expert|A,|B,no|C,yes"), ["Ax", "Cx"])
        self.check(self.team(rule.format("most"), "id,expert|A,yes|B,yes|C,"), ["Ax", "Cx"])
        problem = self.team(rule.format("least").replace("n = 1", "n = 2"), "id,expert|A,yes|B,no|C,no")
        self.check(problem, [])
        self.assertEqual({reason for *_, reason in self.reasons(problem)}, {"limit"})
        none_of = '[[team.rules]]\nat_least = { n = 2, field = "site", none_of = ["n"] }\n'
        self.check(self.team(none_of, "id,site|A,|B,s|C,s"), ["Bx", "Cx"])

    def test_differ_same_and_span(self):
        self.check(self.team('[[team.rules]]\ndiffer = { field = "site" }\n', "id,site|A,n|B,n|C,s"), ["Ax", "Cx"])
        self.check(self.team('[[team.rules]]\nsame = { field = "site" }\n', "id,site|A,n|B,s|C,n"), ["Ax", "Cx"])
        span = '[[team.rules]]\nspan = { field = "km", max = 1.5 }\n'
        self.check(self.team(span, "id,km|A,1|B,2.6|C,2.5"), ["Ax", "Cx"])

    def test_a_blank_is_alone_unless_passed_over(self):
        for rule in ('differ = { field = "site" }', 'same = { field = "site" }'):
            problem = self.team(f"[[team.rules]]\n{rule}\n", "id,site|A,|B,|C,n", levels("total"))
            self.check(problem, ["Ax"], [9000])
            problem = self.team(f"[[team.rules]]\n{rule}\nif_blank = \"allow\"\n", "id,site|A,|B,|C,n")
            self.check(problem, ["Ax", "Bx"])
        problem = self.team('[[team.rules]]\nspan = { field = "km", max = 0 }\n', "id,km|A,|B,3|C,3")
        self.check(problem, ["Bx", "Cx"], [[1, 1], 8100])

    def test_with_demands_a_team_is_of_different_mentors(self):
        program = ('[demands]\nfield = "subject_needs"\n[team]\nall_or_nothing = true\n'
                   '[[team.rules]]\ndiffer = { field = "site" }\n' + SUBJECTS)
        mentees = "id,subject_needs|x,art;maths"
        self.check(problem_of(program, "id,subject_strengths,site,capacity|A,art;maths,n,2", mentees),
                   ["Ax art", "Ax maths"])
        two = "id,subject_strengths,site,capacity|A,art;maths,n,1|B,maths;art,N,1"
        self.check(problem_of(program, two, mentees), [])


class Quotas(Solved):
    def quota(self, text, points, mentors, mentees, more="", **files):
        return rated(points, more + f'[[quotas]]\nname = "Q"\n{text}\n', mentors=mentors, mentees=mentees, **files)

    def test_at_least_a_share_and_at_most_a_number(self):
        points = {"Ax": 9000, "Ay": 9000, "Bx": 100, "By": 100}
        sites = "id,site,capacity|A,n,2|B,s,2", "id,site|x,n|y,n"
        cross = 'where = { differ = { field = "site" } }\n'
        result = self.check(self.quota(cross + 'at_least = "50%"', points, *sites, levels("coverage", "total")),
                            self.rows_of(points, sites, cross + 'at_least = "50%"'), [[2], 9100])
        self.assertEqual(result["quotas"], [{"name": "Q", "rows": 1, "of": 2}])
        problem = self.quota(cross + 'at_least = "50.1%"', points, *sites)
        self.check(problem, ["Bx", "By"], [[2], 200])
        problem = self.quota('where = { same = { field = "site" } }\nat_most = 0', points, *sites)
        self.check(problem, ["Bx", "By"], [[2], 200])
        self.check_infeasible(self.quota(cross + "at_least = 3", points, *sites))

    def rows_of(self, points, sites, text):
        problem = self.quota(text, points, *sites)
        return [f"{row['mentor']}{row['mentee']}" for row in problem.result()["pairs"]]

    def test_at_most_one_of_a_kind_per_mentor(self):
        points = {"Ax": 9000, "Ay": 9000, "Bx": 100, "By": 100}
        one = 'where = { mentee = { field = "support_needs", is = "Anxiety" } }\nat_most = 1\nper = "mentor"'
        people = "id,capacity|A,2|B,2", "id,support_needs|x,anxiety|y,loss;anxiety"
        problem = self.quota(one, points, *people)
        self.assertEqual(problem.optimum.values, {"coverage": [2], "total": 9100})
        self.assertEqual(problem.result()["quotas"], [{"name": "Q", "rows": 2, "of": 2}])

    def test_a_share_per_mentor_is_of_that_mentors_rows(self):
        points = {"Ax": 1, "Ay": 1, "Az": 1}
        half = 'where = { mentee = { field = "site", is = "n" } }\nat_least = "50%"\nper = "mentor"'
        problem = self.quota(half, points, "id,capacity|A,3", "id,site,priority|x,n,2|y,s,1|z,s,1")
        self.assertEqual(problem.optimum.values["coverage"], [1, 1])
        self.assertEqual(sorted(self.reasons(problem))[0][2], "limit")
        problem = self.quota(half, points, "id,capacity|A,3", "id,site|x,s|y,s|z,s")
        self.check(problem, [], [[0], 0])  # a mentor without rows is under no limit

    def test_blanks_do_not_count_unless_allowed(self):
        points = {"Ax": 1}
        for where in ('covers = { need = "subject_needs", offer = "subject_strengths" }', 'wish = { by = "mentee" }',
                      'same = { field = "site" }', 'wish = { by = "both" }'):
            problem = self.quota(f"where = {{ {where} }}\nat_least = 1", points,
                                 "id,subject_strengths,gender,gender_wish,site|A,art,woman,woman,n",
                                 "id,subject_needs,gender_wish,gender,site|x,,,woman,")
            self.check_infeasible(problem)
            problem = self.quota(f"where = {{ {where} }}\nat_least = 1\nif_blank = \"allow\"", points,
                                 "id,subject_strengths,gender,gender_wish,site|A,art,woman,woman,n",
                                 "id,subject_needs,gender_wish,gender,site|x,,,woman,")
            self.check(problem, ["Ax"])

    def test_every_entry_of_where_must_hold(self):
        where = 'where = { differ = { field = "site" }, mentor = { field = "site", is = "n" } }\nat_most = 0'
        problem = self.quota(where, {"Ax": 1, "By": 1}, "id,site|A,n|B,s", "id,site|x,s|y,n")
        self.check(problem, ["By"])

    def test_no_rows_are_a_share_of_nothing(self):
        where = 'where = { same = { field = "site" } }\nat_least = "30%"'
        self.check(self.quota(where, {"Ax": 1}, "id,site|A,n", "id,site|x,s"), [], [[0], 0])


class Everything(unittest.TestCase):
    def test_every_set_of_rows_was_tried(self):
        """The best rows against every subset of all rows that keeps every limit, by nothing but the plain path."""
        done = infeasible = 0
        for number in range(1200):
            shape = shapes.SHAPES[number % (len(shapes.SHAPES) - 1)]
            if shape == "stable":
                continue
            rng = random.Random(number)
            problem = shapes.make(5000 + number, rng.randint(1, 3), rng.randint(1, 3), shape).load()
            rows = [row for mentor in range(len(problem.capacity)) for mentee in range(len(problem.wanted))
                    for row in (Row(mentor, mentee, tag) for tag in
                                ([None] if problem.tags is None else problem.tags[mentee])) if problem.allows_row(row)]
            if not 2 <= len(rows) <= 8:
                continue
            done += 1
            ranks = [problem.rank_of(chosen) for count in range(len(rows) + 1) for chosen in combinations(rows, count)
                     if not problem.broken_limits(chosen)]
            infeasible += not ranks
            best = problem.optimum
            self.assertEqual(best and problem.rank_of(best.rows), max(ranks, default=None), f"{shape} {number}")
        self.assertGreater(done, 350)
        self.assertGreater(infeasible, 15)

    def test_flow_and_search_agree(self):
        for number in range(300):
            problem = shapes.make(number, *shapes.sizes(random.Random(number), "small", "levels"), "levels").load()
            found, sought = (method.best_rows(problem, *problem.drawn(0)) for method in (flow, search))
            self.assertEqual(found is None, sought is None)
            if found is not None:
                self.assertEqual(problem.rank_of(found), problem.rank_of(sought), f"{number} {problem.program.levels}")
                self.assertEqual(problem.broken_limits(found), [])

    def test_own_results_pass_and_the_order_of_rows_changes_nothing(self):
        for number, shape in enumerate(shapes.SHAPES[:-1] * 6):
            instance = shapes.make(number, 4, 4, shape)
            problem = instance.load()
            result = json.loads(json.dumps(problem.result(3)))
            self.assertEqual(checks.check_result(problem, copy.deepcopy(result), 3), [], f"{shape} {number}")
            for sheet in instance.sheets.values():
                random.Random(number).shuffle(sheet.rows)
            self.assertEqual(json.loads(json.dumps(instance.load().result(3))), result)

    def test_every_fault_is_rejected(self):
        for number in range(300):
            with self.assertRaises(Rejected):
                shapes.make(number, 3, 3, "rejected").load()

    def test_changed_results_are_noticed(self):
        """Of results with rows of every shape: a row less, a row moved, a value, a count or a tag changed."""
        done = 0
        for number, shape in enumerate(shapes.SHAPES[:-1] * 8):
            problem = shapes.make(300 + number, 5, 5, shape).load()
            right = json.loads(json.dumps(problem.result()))
            if not right["pairs"]:
                continue
            done += 1
            for change in (drop_row, repeat_row, change_level, change_quota, change_tag, change_reason, move_row):
                wrong = copy.deepcopy(right)
                if change(wrong, problem):
                    self.assertNotEqual(checks.check_result(problem, wrong), [], f"{shape} {number} {change.__name__}")
        self.assertGreater(done, 50)


def drop_row(result, problem):
    result["pairs"].pop()
    return True


def repeat_row(result, problem):
    result["pairs"].append(result["pairs"][-1])
    return True


def change_level(result, problem):
    levels = result["solve"]["levels"]
    if levels:
        value = levels[-1]["value"]
        levels[-1]["value"] = [*value[:-1], value[-1] + 1] if isinstance(value, list) else (value or 0) + 1
    return levels and levels[-1]["value"] != [1]


def change_quota(result, problem):
    if "quotas" in result:
        result["quotas"][0]["rows"] += 1
    return "quotas" in result


def change_tag(result, problem):
    if "for" in result["pairs"][0]:
        result["pairs"][0]["for"] = result["pairs"][0]["for"] + " "
    return "for" in result["pairs"][0]


def change_reason(result, problem):
    if result["unmatched"]:
        result["unmatched"][0]["reason"] = "no-slot"
    return result["unmatched"]


def move_row(result, problem):
    """Gives the first row to a mentor who is not allowed, with points as they were."""
    row = result["pairs"][0]
    mentee = next(index for index, person in enumerate(problem.mentees.people) if person.id == row["mentee"])
    forbidden = [person.id for person, allowed in zip(problem.mentors.people, problem.allowed[:, mentee]) if not allowed]
    row["mentor"] = next(iter(forbidden), None)
    return bool(forbidden)


if __name__ == "__main__":
    unittest.main()
