"""Meetings (section 5 of the contract): every row gets a slot that both have, and nobody is in two places at once."""

from kinds import only_keys, take_required, whole
from tables import Rejected, fold


class Meetings:
    """The field with everybody's slots, and how many meetings one slot has room for (None: any number)."""

    name = "meetings"

    def __init__(self, field, rooms, rooms_at):
        self.field, self.rooms, self.rooms_at = field, rooms, rooms_at

    @property
    def reads(self):
        return [("mentor", self.field), ("mentee", self.field)]

    def check_types(self, type_of):
        if type_of(self.field) not in ("slots", "tags"):
            raise Rejected("[meetings] needs a field of slots or tags")

    def room_in(self, slot):
        return self.rooms_at.get(slot, self.rooms)


def parse_meetings(table):
    only_keys(table, "[meetings]", ["field", "rooms", "rooms_at"])
    (field,) = take_required(dict(table), "field")
    rooms = whole(table["rooms"], "rooms") if "rooms" in table else None
    rooms_at = table.get("rooms_at", {})
    if not isinstance(rooms_at, dict):
        raise Rejected("[meetings.rooms_at] is not a table")
    return Meetings(field, rooms, {fold(slot): whole(room, "rooms_at") for slot, room in rooms_at.items()})


def met_twice(meetings):
    """Of (key of a person, slot): those that are there twice. One person in two roles has one key."""
    seen = set()
    for meeting in meetings:
        if meeting in seen:
            yield meeting
        seen.add(meeting)
