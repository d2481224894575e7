"""One row of a result, and the groups that rows make."""

from typing import NamedTuple


class Row(NamedTuple):
    """Mentor and mentee by index; with demands the tag, with slots the slot, with groups what tells the group."""

    mentor: int
    mentee: int
    tag: str | None = None
    slot: str | None = None
    group: object = None

    @property
    def pair(self):
        return self.mentor, self.mentee

    @property
    def rated(self):
        """What the points go by."""
        return self.mentor, self.mentee, self.tag


class Group(NamedTuple):
    """A group by the indices of its people; `slots` are those of its rows, one where all is well."""

    rows: list
    leaders: list
    members: list
    slots: list

    @property
    def slot(self):
        return self.slots[0]


def groups_of(rows):
    """The groups, from whichever tells them apart."""
    found = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return [Group(each, sorted({row.mentor for row in each}), sorted({row.mentee for row in each}),
                  sorted({row.slot for row in each}, key=repr)) for each in found.values()]
