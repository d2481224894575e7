"""The best values of the levels `coverage` and `total` (section 3 of the contract), each by an exact method.

Everything here is indices and whole numbers: rows are mentees, columns are mentors, a pair is (row, column).

* `coverage` fills places tier by tier with augmenting paths. A filled place is never given up for a later one and
  the sets of places that can be filled together form a matroid, so going through the tiers in order is optimal.
* `total` is a transport problem. With `coverage` before it, every tier gets an extra column that takes exactly as
  many places as the tier must leave empty; then every place goes somewhere and points need no big bonus. It is
  solved by `scipy.optimize.linear_sum_assignment` where nobody wants two mentors, else by `transport`, which proves
  its own answer with prices.
"""

import heapq
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

FAR = np.int64(1) << 60


class Infeasible(Exception):
    """The must-pairs exceed a capacity or what somebody wants (exit code 3)."""


@dataclass
class Task:
    """What the levels need to know.

    allowed[row, column], points[row, column]; capacity per column; wanted per row (0 where not eligible);
    tier_of(row, place) says which tier a place belongs to, tiers being sorted as coverage goes; must is a list of
    pairs.
    """

    allowed: np.ndarray
    points: np.ndarray
    capacity: list
    wanted: list
    tiers: list
    tier_of: object
    must: list

    def __post_init__(self):
        rows, columns = self.allowed.shape
        self.held = [0] * rows  # places filled by must-pairs
        self.left = list(self.capacity)
        self.open = self.allowed.copy()  # pairs that may still be made
        for row, column in self.must:
            self.held[row] += 1
            self.left[column] -= 1
            self.open[row, column] = False
        if any(held > wanted for held, wanted in zip(self.held, self.wanted)) or min(self.left, default=0) < 0:
            raise Infeasible
        self.supply = [wanted - held for held, wanted in zip(self.held, self.wanted)]


@dataclass
class Best:
    """The best pairs found, must-pairs included, and the best values of the levels."""

    pairs: list
    coverage: list
    total: int


def best_of(task, levels):
    """Solves the levels `coverage`, `total`, or both in that order."""
    if levels == ("total",):
        pairs = most_points(task)
    else:
        pairs, filled = fill_tiers(task)
        if levels == ("coverage", "total"):
            pairs = most_points_with_tiers(task, filled)
    pairs = sorted(pairs + list(task.must))
    return Best(pairs, coverage_of(task, pairs), sum(int(task.points[pair]) for pair in pairs))


def coverage_of(task, pairs):
    """The coverage vector of a pairing: for each tier the number of places filled."""
    counts = dict.fromkeys(task.tiers, 0)
    partners = [0] * len(task.wanted)
    for row, _ in pairs:
        partners[row] += 1
        counts[task.tier_of(row, partners[row])] += 1
    return list(counts.values())


# ---------------------------------------------------------------- coverage

def fill_tiers(task):
    """Fills as many places as possible, tier by tier; returns the pairs and how many places each tier fills.

    Breadth-first augmenting paths. The columns that a failed search has seen can never again reach an empty place,
    whatever is done later, so they are dead from then on: all failures together cost one search.
    """
    rows, columns = task.open.shape
    left = np.array(task.left, dtype=np.int64)
    paired = np.zeros((rows, columns), dtype=bool)
    holders = [set() for _ in range(columns)]
    dead = np.zeros(columns, dtype=bool)
    filled = dict.fromkeys(task.tiers, 0)

    def augment(start):
        seen, reached_from, came_over = dead.copy(), {}, {start: None}
        queue = [start]
        for row in queue:
            new = np.flatnonzero(task.open[row] & ~paired[row] & ~seen)
            seen[new] = True
            for column in map(int, new):
                reached_from[column] = row
            free = new[left[new] > 0]
            if free.size:
                return flip(int(free[0]), reached_from, came_over)
            for column in map(int, new):
                for holder in sorted(holders[column]):
                    if holder not in came_over:
                        came_over[holder] = column
                        queue.append(holder)
        dead[seen] = True
        return False

    def flip(column, reached_from, came_over):
        left[column] -= 1
        while column is not None:
            row = reached_from[column]
            paired[row, column] = True
            holders[column].add(row)
            column = came_over[row]
            if column is not None:
                paired[row, column] = False
                holders[column].remove(row)
        return True

    places = {tier: [] for tier in task.tiers}
    for row, (held, wanted) in enumerate(zip(task.held, task.wanted)):
        for place in range(held + 1, wanted + 1):
            places[task.tier_of(row, place)].append(row)
    for tier in task.tiers:
        filled[tier] = sum(augment(row) for row in places[tier])
    return [(int(row), int(column)) for row, column in zip(*np.nonzero(paired))], filled


# ---------------------------------------------------------------- total

def most_points_with_tiers(task, filled):
    """The pairs with the most points among those that fill exactly so many places of each tier."""
    empty = {tier: -count for tier, count in filled.items()}
    for row, (held, wanted) in enumerate(zip(task.held, task.wanted)):
        for place in range(held + 1, wanted + 1):
            empty[task.tier_of(row, place)] += 1
    tiers = [tier for tier in task.tiers if empty[tier] > 0]
    takes = np.zeros((len(task.supply), len(tiers)), dtype=bool)
    for row, (held, wanted) in enumerate(zip(task.held, task.wanted)):
        for place in range(held + 1, wanted + 1):
            tier = task.tier_of(row, place)
            if tier in tiers:
                takes[row, tiers.index(tier)] = True
    return ship(task, task.points.astype(np.int64), takes, [empty[tier] for tier in tiers])


def most_points(task):
    """The pairs with the most points, and the fewest of them: a pair counts a bit less than its points."""
    value = task.points.astype(np.int64) * (sum(task.supply) + 1) - 1
    deepest = max(task.supply, default=0)
    takes = np.array([[place < supply for place in range(deepest)] for supply in task.supply], dtype=bool)
    takes = takes.reshape(len(task.supply), deepest)
    return ship(task, value, takes, [len(task.supply)] * deepest)


def ship(task, value, takes, empty):
    """Sends every open place to a mentor, or to one of the extra columns (`takes`, with room for `empty`)."""
    value = np.hstack([value, np.zeros(takes.shape, dtype=np.int64)])
    edge = np.hstack([task.open, takes])
    room = task.left + empty
    rows = [row for row, supply in enumerate(task.supply) if supply]
    if not rows:
        return []
    supply = [task.supply[row] for row in rows]
    solve = assign if max(supply) == 1 else transport
    pairs = [(rows[row], column) for row, column in solve(value[rows], edge[rows], supply, room)]
    return [(row, column) for row, column in pairs if column < task.open.shape[1]]


def assign(value, edge, supply, room):
    """The most valuable assignment of every row, columns being repeated as often as they have room."""
    copies = np.minimum(np.array(room), edge.sum(axis=0))
    column_of = np.repeat(np.arange(edge.shape[1]), copies)
    cost = np.where(edge, -value.astype(np.float64), np.inf)[:, column_of]
    rows, places = linear_sum_assignment(cost)
    assert len(rows) == len(supply), "every row has a column"
    return [(int(row), int(column_of[place])) for row, place in zip(rows, places)]


def transport(value, edge, supply, room):
    """The most valuable way to send each row's supply to columns with room, each (row, column) at most once.

    Successive shortest paths with Dijkstra on reduced costs (Edmonds and Karp 1972), in whole numbers. At the end the
    prices are checked, which proves the answer whatever the search did.
    """
    rows, columns = edge.shape
    cost = np.where(edge, -value, FAR)
    free = np.array(room, dtype=np.int64)
    row_price, column_price = np.zeros(rows, dtype=np.int64), np.zeros(columns, dtype=np.int64)
    usable = edge.copy()  # allowed and not yet paired
    holders = [set() for _ in range(columns)]

    def cheapest_path(start):
        column_far, column_done = np.full(columns, FAR), np.zeros(columns, dtype=bool)
        reached_from, came_over = np.full(columns, -1), {}
        row_far, row_done = {start: 0}, {}
        heap = [(0, start)]
        while True:
            open_columns = np.where(column_done, FAR, column_far)
            column = int(open_columns.argmin())
            if heap and heap[0][0] <= open_columns[column]:
                far, row = heapq.heappop(heap)
                if row in row_done:
                    continue
                row_done[row] = far
                reach = far + cost[row] + row_price[row] - column_price
                better = usable[row] & (reach < column_far)
                column_far[better] = reach[better]
                reached_from[better] = row
                continue
            far = int(open_columns[column])
            assert far < FAR, "every place goes somewhere"
            if free[column] > 0:
                break
            column_done[column] = True
            for row in holders[column]:
                reach = far - int(cost[row, column]) + int(column_price[column]) - int(row_price[row])
                if reach < row_far.get(row, FAR):
                    row_far[row], came_over[row] = reach, column
                    heapq.heappush(heap, (reach, row))
        # Prices rise or fall so that the path is free of charge and no reduced cost turns negative.
        for row, row_distance in row_done.items():
            row_price[row] += row_distance - far
        column_price[column_done] += column_far[column_done] - far
        return column, reached_from, came_over

    for start in range(rows):
        for unit in range(supply[start]):
            if unit == 0:
                row_price[start] = (column_price - cost[start])[edge[start]].max()
            column, reached_from, came_over = cheapest_path(start)
            free[column] -= 1
            while True:
                row = int(reached_from[column])
                usable[row, column] = False
                holders[column].add(row)
                if row == start and row not in came_over:
                    break
                column = came_over[row]
                usable[row, column] = True
                holders[column].remove(row)

    pairs = sorted((row, column) for column in range(columns) for row in holders[column])
    prove(pairs, cost, edge, usable, supply, free, row_price, column_price)
    return pairs


def prove(pairs, cost, edge, usable, supply, free, row_price, column_price):
    """Asserts that the pairs are feasible and, by complementary slackness, optimal."""
    sent = np.zeros(len(supply), dtype=np.int64)
    for row, _ in pairs:
        sent[row] += 1
    assert sent.tolist() == list(supply) and (free >= 0).all()
    active = np.array(supply) > 0
    slack = cost + row_price[:, None] - column_price[None, :]
    assert (slack[usable & active[:, None]] >= 0).all(), "no unused pair is worth more than the prices say"
    assert (slack[edge & ~usable] <= 0).all(), "no used pair is worth less"
    assert (column_price <= 0).all() and (column_price[free > 0] == 0).all(), "room that is left has no price"
