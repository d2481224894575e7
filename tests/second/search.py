"""The best rows by going through all of them, for small tasks with any levels and any limits of section 5.

Step after step, every choice of rows is tried behind every choice made before: without groups a step is a mentee, and
a choice a set of rows that this mentee could have; with groups it is a mentee, and a choice a group whose first member
this is. Of choices so far that load every mentor alike, fill the same slots and count alike for every quota, the best
is kept: what is left to do is the same for them. `worst` does not add up, so it is settled first, as far as the levels
before it allow, and then whoever has less is left out.
"""

from itertools import combinations, product

from rows import Row

BAND = 100
FULL = 10_000
FIELD = 8  # bits of a counter
GUARD = 1 << (FIELD - 1)
SHIFT = 32  # bits of one number of a gain
MOST_MENTORS, MOST_PLACES = 8, 24
MOST_TRIED = 1_500_000


class TooLarge(Exception):
    """More than this search is made for."""


def best_rows(problem, mentors, mentees):
    """The best rows, or None where no rows keep the limits; `mentors` and `mentees` give the order of the search."""
    places = sum(len(problem.places(mentee)) for mentee in mentees)
    if len(mentors) > MOST_MENTORS or places > MOST_PLACES:
        raise TooLarge(f"{len(mentors)} mentors and {places} places")
    if problem.program.groups:
        steps = groups_by_first_member(problem, mentors, mentees)
    else:
        steps = [options_of(problem, mentee, mentors) for mentee in mentees]
    levels = list(problem.program.levels)
    if "worst" in levels:
        place = levels.index("worst")
        found = Search(problem, steps, levels[:place], mentees, with_worst=True).run()
        if found is None:
            return None
        least = min(problem.scores(found), default=FULL)
        steps = [[rows for rows in choices if all(score >= least for score in problem.scores(rows))]
                 for choices in steps]
        levels.remove("worst")
    if "coverage" not in levels:
        levels.append("fewest")
    return Search(problem, steps, levels, mentees).run()


# ---------------------------------------------------------------- the choices of a mentee

def options_of(problem, mentee, mentors):
    """Every set of rows that the mentee could have, whatever the others have."""
    places = problem.places(mentee)
    must = {mentor for mentor, other in problem.must if other == mentee}
    options = []
    for rows in sets_of_rows(problem, mentee, places, mentors):
        team = {row.mentor for row in rows}
        if must <= team and not problem.team_broken(mentee, rows):
            options += with_slots(problem, rows) if problem.program.meetings else [rows]
            if len(options) > MOST_TRIED // 40:
                raise TooLarge(f"{len(options)} choices of one mentee")
    return options


def sets_of_rows(problem, mentee, places, mentors):
    if problem.program.demands is None:
        open_to = [row for row in (Row(mentor, mentee) for mentor in mentors) if problem.allows_row(row)]
        for count in range(len(places) + 1):
            yield from combinations(open_to, count)
        return
    choices = [[None, *(row for row in (Row(mentor, mentee, tag) for mentor in mentors) if problem.allows_row(row))]
               for tag in places]
    most = problem.most_mentors[mentee]
    for chosen in product(*choices):
        rows = tuple(row for row in chosen if row is not None)
        if most is None or len({row.mentor for row in rows}) <= most:
            yield rows


def with_slots(problem, rows):
    """The same rows in every way to meet, a mentee being in one place at a time."""
    for slots in product(*(problem.shared_slots([row.mentor], [row.mentee]) for row in rows)):
        if len(set(slots)) == len(slots):
            yield tuple(row._replace(slot=slot) for row, slot in zip(rows, slots))


# ---------------------------------------------------------------- groups

def groups_by_first_member(problem, mentors, mentees):
    """For each mentee: no group, and every group whose first member in this order is that mentee."""
    groups = problem.program.groups
    steps = [[()] for _ in mentees]
    for leaders in combinations(mentors, groups.leaders):
        open_to = [mentee for mentee in mentees if problem.wanted[mentee]
                   and all(problem.allows_row(Row(mentor, mentee)) for mentor in leaders)
                   and all(mentor in leaders for mentor, other in problem.must if other == mentee)]
        for size in range(groups.least, min(groups.most, len(open_to)) + 1):
            for members in combinations(open_to, size):
                step = steps[mentees.index(members[0])]
                step += possible_groups(problem, leaders, members)
                if len(step) > MOST_TRIED // 40:
                    raise TooLarge(f"{len(step)} groups of one member")
    return steps


def possible_groups(problem, leaders, members):
    people = [problem.mentors.people[index] for index in leaders], [problem.mentees.people[index] for index in members]
    slots = problem.shared_slots(leaders, members)
    if slots and not problem.program.groups.broken_by(*people):
        for slot in slots:
            yield tuple(Row(mentor, mentee, None, slot, members[0]) for mentor in leaders for mentee in members)


# ---------------------------------------------------------------- all choices

class Counters:
    """Small counters in one whole number, each with the most that it may hold."""

    def __init__(self):
        self.places, self.slack, self.guards = {}, 0, 0

    def add(self, name, most=None):
        if name not in self.places:
            at = FIELD * len(self.places)
            self.places[name] = at
            self.guards |= GUARD << at
            self.slack |= 0 if most is None else GUARD - 1 - min(most, GUARD - 1) << at

    def one(self, name):
        return 1 << self.places[name]

    def read(self, state, name):
        return state >> self.places[name] & ((1 << FIELD) - 1)

    def is_above(self, state):
        return (state + self.slack) & self.guards

    def without(self, state, name):
        return state - (self.read(state, name) << self.places[name])


class Search:
    def __init__(self, problem, steps, levels, mentees, with_worst=False):
        self.problem, self.steps, self.mentees, self.with_worst = problem, steps, mentees, with_worst
        self.split = levels.index("balance") if "balance" in levels else None
        self.before = levels[:self.split] if self.split is not None else levels
        self.after = levels[self.split + 1:] if self.split is not None else []
        self.bands = sorted({score // BAND for choices in steps for rows in choices for score in problem.scores(rows)})
        self.quotas = problem.program.quotas
        self.counters = Counters()
        for mentor, capacity in enumerate(problem.capacity):
            self.counters.add(("load", mentor), capacity)
        if problem.program.groups:
            for mentee in mentees:
                self.counters.add(("in a group", mentee), 1)

    # ------------------------------------------------ counters

    def counters_of(self, rows):
        """What the rows of a choice add: loads, people and rooms at a time, members, and counts of every quota."""
        problem, names = self.problem, []
        if problem.program.groups:
            names += [("load", mentor) for mentor in sorted({row.mentor for row in rows})]
            names += [("in a group", mentee) for mentee in sorted({row.mentee for row in rows})]
        else:
            names += [("load", row.mentor) for row in rows]
        for name, most in sorted(self.busy(rows).items(), key=repr):
            self.counters.add(name, most)
            names += [name]
        for row in rows if problem.program.meetings else ():
            room = problem.program.meetings.room_in(row.slot)
            if room is not None:
                self.counters.add(("room", row.slot), room)
                names.append(("room", row.slot))
        for number, quota in enumerate(self.quotas):
            for row in rows:
                for name in (("of", number, quota.part_of(row)), ("rows", number, quota.part_of(row))):
                    self.counters.add(name)
                    if name[0] == "of" or problem.row_counts(number, row):
                        names.append(name)
        return sum(map(self.counters.one, names))

    def busy(self, rows):
        """Who is somewhere in which slot; of mentees only those who are mentors too: the others have one step."""
        if self.problem.program.slot_field is None:
            return {}
        mentors, mentees = self.problem.mentors, self.problem.mentees
        return {("busy", person.key, row.slot): 1 for row in rows
                for person in (mentors.people[row.mentor], mentees.people[row.mentee]) if person.key in mentors.index}

    def keeps_limits(self, state):
        """Whether loads and counts are right at the end (what has a most is right all along)."""
        loads = [self.counters.read(state, ("load", mentor)) for mentor in range(len(self.problem.capacity))]
        if any(0 < load < least for load, least in zip(loads, self.problem.minimum)):
            return False
        parts = {name[1:]: self.counters.read(state, name) for name in self.counters.places if name[0] == "of"}
        for number, quota in enumerate(self.quotas):
            if quota.per is None:
                parts.setdefault((number, None), 0)
        return all(quota.is_kept(self.counters.read(state, ("rows", number, part)) if of else 0, of)
                   for (number, part), of in parts.items() for quota in [self.quotas[number]]
                   if of or quota.per is None)

    def balance(self, state):
        return sum(self.counters.read(state, ("load", mentor)) ** 2 for mentor in range(len(self.problem.capacity)))

    # ------------------------------------------------ gains: what adds up, as one number each side of `balance`

    def gain(self, rows, levels):
        number = 0
        for level in levels:
            for part in self.parts(rows, level):
                number = (number << SHIFT) + part
        return number

    def parts(self, rows, level):
        """What the rows of a choice add to a level; more is better."""
        problem = self.problem
        if level == "coverage":
            return problem.coverage_of(rows)
        if level == "fair":
            bands = [score // BAND for score in problem.scores(rows)]
            return [-bands.count(band) for band in self.bands]
        if level == "continuity":
            return [sum(problem.is_previous(row) for row in rows)]
        if level == "total":
            return [sum(problem.scores(rows))]
        assert level == "fewest"
        return [-len(rows)]

    # ------------------------------------------------ all choices

    def run(self):
        states, tried = {0: ((0, 0, FULL), None)}, 0
        for place, choices in enumerate(self.steps):
            steps = [(self.counters_of(rows), self.gain(rows, self.before), self.gain(rows, self.after),
                      min(self.problem.scores(rows), default=FULL) if self.with_worst else FULL,
                      rows) for rows in choices]
            tried += len(states) * len(steps)
            if tried > MOST_TRIED:
                raise TooLarge(f"{tried} choices")
            reached = {}
            for state, found in states.items():
                (before, after, worst), _ = found
                for counters, more_before, more_after, lowest, rows in steps:
                    new = state + counters
                    if self.counters.is_above(new):
                        continue
                    value = before + more_before, after + more_after, min(worst, lowest)
                    known = reached.get(new)
                    if known is None or value > known[0]:
                        reached[new] = value, (rows, found)
            states = self.past(reached, self.mentees[place]) if self.problem.program.groups else reached
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

    def past(self, reached, mentee):
        """With groups: whether this mentee is in one no longer matters, where no must-pair asks for it."""
        name, states = ("in a group", mentee), {}
        asked = any(other == mentee for _, other in self.problem.must)
        for state, found in reached.items():
            if not asked or self.counters.read(state, name):
                state = self.counters.without(state, name)
                if state not in states or found[0] > states[state][0]:
                    states[state] = found
        return states
