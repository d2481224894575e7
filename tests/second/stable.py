"""The stable method (section 3 of the contract): who blocks, and the best stable pairing for the proposing side.

Rows are mentees and columns mentors here and there; a side is "mentor" or "mentee", a person an index of it.
"""

from itertools import permutations
from math import factorial

FEW_ORDERS = 600


class Market:
    """The open pairs, the places that must-pairs leave, and how each side ranks the other."""

    def __init__(self, allowed, views, places, must):
        """`allowed` are pairs (mentor, mentee); `views[side][pair]` are points; `places[side][person]`."""
        self.must = set(must)
        self.places = {side: list(counts) for side, counts in places.items()}
        for mentor, mentee in self.must:
            self.places["mentor"][mentor] -= 1
            self.places["mentee"][mentee] -= 1
        self.feasible = all(count >= 0 for counts in self.places.values() for count in counts)
        self.open = sorted(set(allowed) - self.must)
        self.views = views
        self.partners = {"mentor": [[] for _ in places["mentor"]], "mentee": [[] for _ in places["mentee"]]}
        for mentor, mentee in self.open:
            self.partners["mentor"][mentor].append(mentee)
            self.partners["mentee"][mentee].append(mentor)

    def points(self, side, person, partner):
        return self.views[side][(person, partner) if side == "mentor" else (partner, person)]

    def is_strict(self):
        """Whether nobody rates two possible partners alike."""
        return all(len({self.points(side, person, partner) for partner in partners}) == len(partners)
                   for side, lists in self.partners.items() for person, partners in enumerate(lists))

    def would_rather(self, side, person, partner, held):
        """Whether a person prefers that partner to an empty place or to one of those held (must-partners stay)."""
        if len(held) < self.places[side][person]:
            return True
        return any(self.points(side, person, partner) > self.points(side, person, other) for other in held)

    def blocking(self, pairs):
        """The open, unpaired pairs of whom both would rather have each other."""
        free = set(pairs) - self.must
        held = {"mentor": [[] for _ in self.places["mentor"]], "mentee": [[] for _ in self.places["mentee"]]}
        for mentor, mentee in free:
            held["mentor"][mentor].append(mentee)
            held["mentee"][mentee].append(mentor)
        return [(mentor, mentee) for mentor, mentee in self.open if (mentor, mentee) not in free
                and self.would_rather("mentor", mentor, mentee, held["mentor"][mentor])
                and self.would_rather("mentee", mentee, mentor, held["mentee"][mentee])]

    def propose(self, proposing, orders):
        """Deferred acceptance (Gale and Shapley 1962); `orders[side]` gives everybody a place in the lottery.

        The order of the proposals does not matter, so they come as they come.
        """
        choosing = "mentor" if proposing == "mentee" else "mentee"

        def rank(side, person, partner):
            other = "mentor" if side == "mentee" else "mentee"
            return -self.points(side, person, partner), orders[other][partner]

        lists = [sorted(partners, key=lambda partner: rank(proposing, person, partner))
                 for person, partners in enumerate(self.partners[proposing])]
        asked = [0] * len(lists)
        has = [0] * len(lists)
        held = [[] for _ in self.partners[choosing]]
        moving = True
        while moving:
            moving = False
            for person, wish_list in enumerate(lists):
                while has[person] < self.places[proposing][person] and asked[person] < len(wish_list):
                    chooser = wish_list[asked[person]]
                    asked[person] += 1
                    has[person] += 1
                    moving = True
                    held[chooser].append(person)
                    if len(held[chooser]) > self.places[choosing][chooser]:
                        worst = max(held[chooser], key=lambda other: rank(choosing, chooser, other))
                        held[chooser].remove(worst)
                        has[worst] -= 1
        made = {(person, chooser) for chooser, people in enumerate(held) for person in people}
        return self.must | {pair if proposing == "mentor" else pair[::-1] for pair in made}

    def lotteries(self):
        """Every order of both sides, or None where there are too many."""
        counts = {side: len(lists) for side, lists in self.partners.items()}
        if factorial(counts["mentor"]) * factorial(counts["mentee"]) > FEW_ORDERS:
            return None
        return [{"mentor": one, "mentee": other} for one in permutations(range(counts["mentor"]))
                for other in permutations(range(counts["mentee"]))]

    def complaints(self, pairs, proposing):
        """What is wrong with a stable pairing, whose limits have been looked at before."""
        blocking = self.blocking(pairs)
        if blocking:
            return [f"the pair {blocking[0]} blocks"]
        if self.is_strict():
            counts = {side: range(len(lists)) for side, lists in self.partners.items()}
            best = self.propose(proposing, counts)
            return [] if best == set(pairs) else [f"not the best for the proposing side: {sorted(best)}"]
        orders = self.lotteries()
        if orders is None or any(self.propose(proposing, order) == set(pairs) for order in orders):
            return []
        return ["no lottery makes this the best for the proposing side"]
