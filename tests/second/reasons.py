"""Why a place is empty: the reason of section 4 of the contract, from the rows of a result."""

from itertools import combinations

from rows import Row, groups_of


class Reasons:
    def __init__(self, problem, rows):
        self.problem, self.rows = problem, rows
        self.loads = problem.loads(rows)
        self.people = problem.mentors.people, problem.mentees.people

    def of(self, mentee, place):
        """The entry's reason, with the rules where nobody is allowed."""
        problem = self.problem
        if not problem.eligible["mentee"][mentee]:
            return {"reason": "not-eligible"}
        tag = None if problem.tags is None else place
        allowed = self.further_mentors(mentee, tag)
        if not allowed:
            rules = [{"rule": name, "excludes": count} for name, count in problem.excludes(mentee, tag).items()]
            return {"reason": "no-allowed-mentor", "rules": rules}
        return {"reason": (self.in_groups if problem.program.groups else self.in_pairs)(mentee, allowed)}

    def further_mentors(self, mentee, tag):
        """Who is allowed beside those whom the mentee has; a further tag may be filled by one of them too."""
        problem = self.problem
        has = {row.mentor for row in self.rows if row.mentee == mentee} if tag is None else ()
        return [mentor for mentor in range(len(problem.capacity))
                if mentor not in has and problem.allows_row(Row(mentor, mentee, tag))]

    @property
    def stopped(self):
        """Where the place could be filled: what keeps it empty is a limit or, without coverage, another level."""
        return "limit" if "coverage" in self.problem.program.levels else "left-out"

    # ------------------------------------------------ pairs

    def in_pairs(self, mentee, allowed):
        spare = [mentor for mentor in allowed if self.loads[mentor] < self.problem.capacity[mentor]]
        if not spare:
            return "no-place-left"
        if self.problem.program.meetings and not any(self.can_meet(mentor, mentee) for mentor in spare):
            return "no-slot"
        return self.stopped

    def can_meet(self, mentor, mentee):
        """Whether the two have a slot in which neither meets anybody yet, in whichever role, with room for one more."""
        pair = {self.people[0][mentor].key, self.people[1][mentee].key}
        for slot in self.problem.shared_slots([mentor], [mentee]):
            there = [row for row in self.rows if row.slot == slot]
            room = self.problem.program.meetings.room_in(slot)
            if not pair & self.busy(slot) and (room is None or len(there) < room):
                return True
        return False

    def busy(self, slot):
        """The keys of everybody who is somewhere in this slot; without slots, of nobody."""
        return {person.key for row in self.rows if row.slot == slot and slot is not None
                for person in (self.people[0][row.mentor], self.people[1][row.mentee])}

    # ------------------------------------------------ groups

    def in_groups(self, mentee, allowed):
        capacity, minimum = self.problem.capacity, self.problem.minimum
        able = [mentor for mentor in allowed if capacity[mentor] >= max(1, minimum[mentor])]
        if not able:
            return "no-place-left"
        everybody = [other for other in range(len(self.problem.wanted)) if self.problem.wanted[other]]
        if not self.can_make_group(mentee, able, everybody, lambda slot: ()):
            return "no-group"
        groups = groups_of(self.rows)
        most = self.problem.program.groups.most
        # As in pairs, a mentor whose minimum is above the capacity has a place left, and a limit keeps it empty.
        spare = [mentor for mentor in allowed if self.loads[mentor] < capacity[mentor]]
        seats = [group for group in groups if len(group.members) < most and set(group.leaders) & set(allowed)]
        if not spare and not seats:
            return "no-place-left"
        left = [other for other in everybody if other not in set(self.problem.placed(self.rows))]
        if any(self.can_join(mentee, group) for group in groups) or self.can_make_group(mentee, spare, left, self.busy):
            return self.stopped
        return "no-group"

    def can_join(self, mentee, group):
        return self.is_group(group.leaders, [*group.members, mentee], group.slot) and \
            self.people[1][mentee].key not in self.busy(group.slot)

    def can_make_group(self, mentee, mentors, mentees, busy):
        """Whether some of these mentors and mentees make a group with this mentee, each free in its slot."""
        groups = self.problem.program.groups
        for leaders in combinations(mentors, groups.leaders):
            for slot in self.problem.shared_slots(leaders, [mentee]):
                taken = busy(slot)
                if any(self.people[0][mentor].key in taken for mentor in leaders):
                    continue
                if self.people[1][mentee].key in taken:
                    continue
                others = [other for other in mentees if other != mentee and self.people[1][other].key not in taken
                          and slot in self.problem.slots["mentee"][other]
                          and all(self.problem.allows_row(Row(mentor, other)) for mentor in leaders)]
                if any(self.is_group(leaders, [mentee, *some], slot) for count in range(groups.least - 1, groups.most)
                       for some in combinations(others, count)):
                    return True
        return False

    def is_group(self, leaders, members, slot):
        return (slot in self.problem.shared_slots(leaders, members)
                and all(self.problem.allows_row(Row(mentor, mentee)) for mentor in leaders for mentee in members)
                and not self.problem.program.groups.broken_by([self.people[0][index] for index in leaders],
                                                             [self.people[1][index] for index in members]))
