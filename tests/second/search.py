"""The best rows by going through all of them, for small tasks with any levels and any limits of section 5.

Mentee after mentee, every set of rows that one mentee could have is tried behind every choice made for the mentees
before. Of choices that load every mentor alike and count alike for every quota, the best is kept: what is left to do
is the same for them. `worst` does not add up, so it is settled first, as far as the levels before it allow, and then
every row below it is left out.
"""

from itertools import combinations, product

BAND = 100
FULL = 10_000
FIELD = 8  # bits of a counter
GUARD = 1 << (FIELD - 1)
SHIFT = 32  # bits of one number of a gain
MOST_MENTORS, MOST_PLACES = 8, 24


class TooLarge(Exception):
    """More than this search is made for."""


def best_rows(problem, mentors, mentees):
    """The best rows, or None where no rows keep the limits; `mentors` and `mentees` give the order of the search."""
    places = sum(len(problem.places(mentee)) for mentee in mentees)
    if len(mentors) > MOST_MENTORS or places > MOST_PLACES:
        raise TooLarge(f"{len(mentors)} mentors and {places} places")
    options = [options_of(problem, mentee, mentors) for mentee in mentees]
    levels = list(problem.program.levels)
    if "worst" in levels:
        place = levels.index("worst")
        found = Search(problem, options, levels[:place], with_worst=True).run()
        if found is None:
            return None
        least = min((problem.row_points(row) for row in found), default=FULL)
        options = [[rows for rows in choices if all(problem.row_points(row) >= least for row in rows)]
                   for choices in options]
        levels.remove("worst")
    if "coverage" not in levels:
        levels.append("fewest")
    return Search(problem, options, levels).run()


def options_of(problem, mentee, mentors):
    """Every set of rows that the mentee could have, whatever the others have."""
    places = problem.places(mentee)
    must = {mentor for mentor, other in problem.must if other == mentee}
    options = []
    for rows in sets_of_rows(problem, mentee, places, mentors):
        team = {row[0] for row in rows}
        if must <= team and not problem.team_broken(mentee, rows):
            options.append(rows)
    return options


def sets_of_rows(problem, mentee, places, mentors):
    if problem.program.demands is None:
        open_to = [(mentor, mentee, None) for mentor in mentors if problem.allows_row((mentor, mentee, None))]
        for count in range(len(places) + 1):
            yield from combinations(open_to, count)
        return
    choices = [[None, *(row for row in ((mentor, mentee, tag) for mentor in mentors) if problem.allows_row(row))]
               for tag in places]
    most = problem.most_mentors[mentee]
    for chosen in product(*choices):
        rows = tuple(row for row in chosen if row is not None)
        if most is None or len({row[0] for row in rows}) <= most:
            yield rows


class Search:
    def __init__(self, problem, options, levels, with_worst=False):
        self.problem, self.options, self.with_worst = problem, options, with_worst
        self.split = levels.index("balance") if "balance" in levels else None
        self.before = levels[:self.split] if self.split is not None else levels
        self.after = levels[self.split + 1:] if self.split is not None else []
        self.bands = sorted({problem.row_points(row) // BAND
                             for choices in options for rows in choices for row in rows})
        self.mentors = len(problem.capacity)
        self.quotas = problem.program.quotas
        self.slack = sum((GUARD - 1 - min(capacity, GUARD - 1)) << (FIELD * mentor)
                         for mentor, capacity in enumerate(problem.capacity))
        self.guards = sum(GUARD << (FIELD * mentor) for mentor in range(self.mentors))

    # ------------------------------------------------ counters: a load a mentor, then the quotas

    def quota_field(self, number, mentor):
        start = self.mentors + sum(self.mentors if quota.per_mentor else 1 for quota in self.quotas[:number])
        return start + (mentor if self.quotas[number].per_mentor else 0)

    def counters_of(self, rows):
        state = 0
        for row in rows:
            state += 1 << (FIELD * row[0])
            for number in range(len(self.quotas)):
                if self.problem.row_counts(number, row):
                    state += 1 << (FIELD * self.quota_field(number, row[0]))
        return state

    @staticmethod
    def counter(state, field):
        return state >> (FIELD * field) & ((1 << FIELD) - 1)

    def keeps_limits(self, state):
        """Whether loads and counts are right once every mentee has been seen (capacities hold all along)."""
        problem = self.problem
        loads = [self.counter(state, mentor) for mentor in range(self.mentors)]
        if any(0 < load < least for load, least in zip(loads, problem.minimum)):
            return False
        for number, quota in enumerate(self.quotas):
            parts = enumerate(loads) if quota.per_mentor else [(0, sum(loads))]
            for mentor, of in parts:
                if quota.per_mentor and not of:
                    continue
                if not quota.is_kept(self.counter(state, self.quota_field(number, mentor)), of):
                    return False
        return True

    def balance(self, state):
        return sum(self.counter(state, mentor) ** 2 for mentor in range(self.mentors))

    # ------------------------------------------------ gains: what adds up, as one number each side of `balance`

    def gain(self, mentee_rows, levels):
        number = 0
        for level in levels:
            for part in self.parts(mentee_rows, level):
                number = (number << SHIFT) + part
        return number

    def parts(self, rows, level):
        """What a mentee's rows add to a level; more is better."""
        problem = self.problem
        if level == "coverage":
            filled = {(place + 1, problem.priority[row[1]]) for place, row in enumerate(rows)}
            return [int(tier in filled) for tier in problem.tiers]
        if level == "fair":
            bands = [problem.row_points(row) // BAND for row in rows]
            return [-bands.count(band) for band in self.bands]
        if level == "continuity":
            return [sum(problem.is_previous(row) for row in rows)]
        if level == "total":
            return [sum(problem.row_points(row) for row in rows)]
        assert level == "fewest"
        return [-len(rows)]

    # ------------------------------------------------ all choices

    def run(self):
        states = {0: ((0, 0, FULL), None)}
        for choices in self.options:
            steps = [(self.counters_of(rows), self.gain(rows, self.before), self.gain(rows, self.after),
                      min((self.problem.row_points(row) for row in rows), default=FULL) if self.with_worst else FULL,
                      rows) for rows in choices]
            reached = {}
            for state, found in states.items():
                (before, after, worst), _ = found
                for counters, more_before, more_after, lowest, rows in steps:
                    new = state + counters
                    if (new + self.slack) & self.guards:
                        continue  # above a capacity
                    value = before + more_before, after + more_after, min(worst, lowest)
                    known = reached.get(new)
                    if known is None or value > known[0]:
                        reached[new] = value, (rows, found)
            states = reached
        ends = [(state, found) for state, found in states.items() if self.keeps_limits(state)]
        if not ends:
            return None

        def rank(end):
            state, ((before, after, worst), _) = end
            return before, 0 if self.split is None else -self.balance(state), after, worst

        link, rows = max(ends, key=rank)[1][1], []
        while link is not None:
            rows += link[0]
            link = link[1][1]
        return rows
