"""Groups (section 5 of the contract): so many leaders, members within bounds, one slot that all of them have."""

from beyond import SET_KINDS, TeamRule, parse_set_rule
from kinds import flag, only_keys, take_required, whole_key
from tables import Rejected


class GroupRule(TeamRule):
    """A rule on the members of a group or, `with_leaders`, on leaders and members."""

    def __init__(self, name, kind, pass_blank, with_leaders):
        super().__init__(name, kind, pass_blank)
        self.with_leaders = with_leaders

    @property
    def reads(self):
        return [(role, self.kind.field) for role in ("mentee", *["mentor"] * self.with_leaders)]

    def allows(self, leaders, members):
        return self.keeps([*leaders, *members] if self.with_leaders else members)


class Groups:
    name = "groups"

    def __init__(self, least, most, leaders, field, rules):
        self.least, self.most, self.leaders, self.field, self.rules = least, most, leaders, field, rules

    @property
    def reads(self):
        return [] if self.field is None else [("mentor", self.field), ("mentee", self.field)]

    def check_types(self, type_of):
        if self.field is not None and type_of(self.field) not in ("slots", "tags"):
            raise Rejected("[groups] needs a field of slots or tags")
        for rule in self.rules:
            rule.kind.check_types(type_of)

    def broken_by(self, leaders, members):
        """What is wrong with a group of these people, whatever its slot and its rows."""
        wrong = [rule.name for rule in self.rules if not rule.allows(leaders, members)]
        if len(leaders) != self.leaders:
            wrong.append(f"{len(leaders)} leaders")
        if not self.least <= len(members) <= self.most:
            wrong.append(f"{len(members)} members")
        people = [*leaders, *members]
        if any(other.key in (one.get("avoids") or ()) for one in people for other in people if one is not other):
            wrong.append("avoids")
        return wrong


def parse_groups(table):
    only_keys(table, "[groups]", ["size", "leaders", "field", "rules"])
    (size,) = take_required(dict(table), "size")
    if not isinstance(size, list) or len(size) != 2:
        raise Rejected("[groups] size is [least, most]")
    least, most = (whole_key(number, "size") for number in size)
    if least > most:
        raise Rejected("[groups] size: the least is above the most")
    rules = []
    for place, entry in enumerate(table.get("rules", [])):
        name = f"group rule {place + 1}"
        only_keys(entry, name, ["if_blank", "leaders", *SET_KINDS])
        rules.append(GroupRule(name, *parse_set_rule(entry, name), flag(entry, "leaders")))
    return Groups(least, most, whole_key(table.get("leaders", 1), "leaders"), table.get("field"), rules)
