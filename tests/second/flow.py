"""The best rows for any order of levels where section 5 is not used: one min-cost flow in whole numbers of any size.

A unit of flow is a row: from the mentee's next place over the pair to the mentor's next place. What a unit adds to the
levels is one big number, the first level weighing most: the tier of the place (`coverage`), the band of the pair
(`fair`), its points and whether it is a previous one, and the growth of the mentor's squared load, 2k - 1 for the k-th
place (`balance`). Later places of a person are worth less than earlier ones, so flow fills them in order. Must-pairs
weigh more than everything else. `worst` is settled first, as in `search`.

Successive cheapest paths with Dijkstra on reduced costs (Edmonds and Karp 1972), until a further row gains nothing.
"""

import heapq

from rows import Row

SHIFT = 40
BAND = 100


def best_rows(problem, mentors, mentees):
    """The best rows, or None where the must-pairs exceed a limit."""
    levels = list(problem.program.levels)
    pairs = [(mentor, mentee) for mentor in mentors for mentee in mentees if problem.allowed[mentor, mentee]]
    points = {pair: problem.row_points(Row(*pair)) for pair in pairs}
    if "worst" in levels:
        place = levels.index("worst")
        least = best_threshold(problem, pairs, points, levels[:place])
        if least is None:
            return None
        pairs = [pair for pair in pairs if points[pair] >= least]
        levels.remove("worst")
    if "coverage" not in levels:
        levels.append("fewest")
    found = Flow(problem, pairs, points, levels).run()
    return None if found is None else [Row(*pair) for pair in found[0]]


def best_threshold(problem, pairs, points, levels):
    """The highest points that every row may be asked to have without loss on these levels."""
    def gain(least):
        found = Flow(problem, [pair for pair in pairs if points[pair] >= least], points, levels, bands).run()
        return None if found is None else found[1]

    bands = sorted({worth // BAND for worth in points.values()})
    steps = sorted({0, 10_000, *points.values()})
    best = gain(0)
    if best is None:
        return None
    low, high = 0, len(steps)  # steps[low] is without loss, steps[high] is not
    while high - low > 1:
        middle = (low + high) // 2
        if gain(steps[middle]) == best:
            low = middle
        else:
            high = middle
    return steps[low]


class Flow:
    """Nodes are ("mentee", i), ("mentor", i); rows of the flow are kept in `used`."""

    def __init__(self, problem, pairs, points, levels, bands=None):
        self.problem, self.points, self.levels = problem, points, levels
        self.bands = bands or sorted({points[pair] // BAND for pair in pairs})
        self.must = set(problem.must)
        self.pairs = set(pairs)
        self.open_mentors = {}
        for mentor, mentee in pairs:
            self.open_mentors.setdefault(mentee, []).append(mentor)
        sizes = {"coverage": len(problem.tiers), "fair": len(self.bands)}
        self.width = {level: max(1, sizes.get(level, 1)) for level in levels}
        self.worth = {pair: self.weigh_pair(pair) for pair in pairs}

    def weigh(self, parts):
        """One big number of what is added to each level; `parts` gives the place and amount inside a level."""
        number = 0
        for level in self.levels:
            at, amount = parts.get(level, (0, 0))
            number = (number << (SHIFT * self.width[level])) + (amount << (SHIFT * (self.width[level] - 1 - at)))
        return number

    def weigh_pair(self, pair):
        worth = self.points[pair]
        number = self.weigh({"fair": (self.bands.index(worth // BAND), -1), "total": (0, worth), "fewest": (0, -1),
                             "continuity": (0, int(self.problem.is_previous(Row(*pair))))})
        return number + (int(pair in self.must) << (SHIFT * sum(self.width.values())))

    def weigh_place(self, mentee, place):
        tier = place, self.problem.priority[mentee]
        return self.weigh({"coverage": (self.problem.tiers.index(tier), 1)})

    def weigh_load(self, load):
        return self.weigh({"balance": (0, 1 - 2 * load)})

    def run(self):
        """The pairs and their whole worth, or None where not all must-pairs are made."""
        problem = self.problem
        mentees = sorted(self.open_mentors)
        held = dict.fromkeys(mentees, 0)
        loads = [0] * len(problem.capacity)
        used, whole = set(), 0
        price = self.first_prices(mentees)
        while True:
            path = self.cheapest(mentees, held, loads, used, price)
            if path is None:
                break
            gain, steps = path
            if gain <= 0:
                break
            whole += gain
            held[steps[0][1]] += 1
            loads[steps[-1][0]] += 1
            for number, pair in enumerate(steps):
                (used.add if number % 2 == 0 else used.remove)(pair)
        return (sorted(used), whole) if self.must <= used else None

    def first_prices(self, mentees):
        """Lower ends of every distance before any flow: a mentor's is that of the best pair."""
        price = {("mentee", mentee): 0 for mentee in mentees}
        for (mentor, mentee), worth in self.worth.items():
            node = "mentor", mentor
            price[node] = min(price.get(node, -worth), -worth)
        return price

    def cheapest(self, mentees, held, loads, used, price):
        """The path of the greatest gain: its gain, and its pairs by turns added and removed.

        A path may start at any mentee with a place left and end at any mentor with room; what those are worth is
        added outside of the prices, which are those of the pairs alone.
        """
        problem = self.problem
        far, came, done, heap = {}, {}, set(), []
        # Enter at each mentee at minus the worth of its next place; shifted so that no distance is below zero.
        starts = {("mentee", mentee): -self.weigh_place(mentee, held[mentee] + 1) for mentee in mentees
                  if held[mentee] < problem.wanted[mentee]}
        if not starts:
            return None
        lowest = min(cost - price[node] for node, cost in starts.items())
        for node, cost in starts.items():
            far[node] = cost - price[node] - lowest
            heapq.heappush(heap, (far[node], node))
        givers = {}
        for mentor, mentee in sorted(used):
            givers.setdefault(mentor, []).append(mentee)
        best = None
        while heap:
            distance, node = heapq.heappop(heap)
            if node in done:
                continue
            done.add(node)
            side, index = node
            if side == "mentor" and loads[index] < problem.capacity[index]:
                cost = distance + lowest + price[node] - self.weigh_load(loads[index] + 1)
                if best is None or cost < best[0]:
                    best = cost, node
            for other, step in self.steps(side, index, used, givers):
                reach = distance + step + price[node] - price[other]
                assert step + price[node] - price[other] >= 0, "prices hold"
                if other not in far or reach < far[other]:
                    far[other], came[other] = reach, node
                    heapq.heappush(heap, (reach, other))
        if best is None:
            return None
        most = max(far[node] for node in done)
        for node in price:  # nodes that were not reached keep their distance from all that were
            price[node] += far.get(node, most) if node in done else most
        cost, node = best
        nodes = [node]
        while nodes[-1] in came:
            nodes.append(came[nodes[-1]])
        nodes.reverse()
        steps = [(one[1], other[1]) if one[0] == "mentor" else (other[1], one[1])
                 for one, other in zip(nodes, nodes[1:])]
        return -cost, steps

    def steps(self, side, index, used, givers):
        if side == "mentee":
            for mentor in self.open_mentors[index]:
                if (mentor, index) not in used:
                    yield ("mentor", mentor), -self.worth[mentor, index]
        else:
            for mentee in givers.get(index, ()):
                yield ("mentee", mentee), self.worth[index, mentee]
