"""Rosters: which column is which field, who is who (section 1 of the contract)."""

from dataclasses import dataclass, field

from tables import Rejected, fold, read_column, read_table, spelled_tags, split_column, trim

FIELD_TYPES = {
    "site": "choice", "grade": "grade", "gender": "choice", "gender_wish": "tags",
    "languages": "tags", "learning_languages": "tags",
    "interests": "tags", "dislikes": "tags", "goals": "tags", "careers": "tags",
    "subject_strengths": "tags", "subject_needs": "tags", "support_skills": "tags", "support_needs": "tags",
    "availability": "slots", "mode": "tags",
    "capacity": "whole", "minimum": "whole", "mentors_wanted": "whole", "priority": "priority",
    "trained": "yes-no", "consent": "yes-no", "active": "yes-no", "cleared_until": "date",
    "prefers": "ranking", "avoids": "ids", "previous_partners": "ids",
}
PLAIN_FIELDS = {"id", "name", "email", "role"}


@dataclass(frozen=True)
class Person:
    """One row of a roster: `id` as written, `key` as compared."""

    id: str
    key: str
    values: dict = field(compare=False)
    spellings: dict = field(compare=False)

    def get(self, name):
        return self.values.get(name)

    def spelling(self, name):
        """Of a field of tags: each tag as compared, in the order of the cell, and how the cell spells it first."""
        return self.spellings[name]


@dataclass
class Side:
    """All mentors or all mentees, with the fields that their file has."""

    role: str
    path: str
    people: list
    fields: set
    folds_ids: bool  # email serves as id
    spelled: dict = field(default_factory=dict)  # field of slots or tags -> every tag as some cell spells it

    def __post_init__(self):
        self.index = {person.key: position for position, person in enumerate(self.people)}

    def key_of(self, text):
        return compared_id(text, self.folds_ids)

    def column(self, name):
        return [person.get(name) for person in self.people]


def compared_id(text, folds):
    text = trim(text)
    return text.casefold() if folds else text


def field_of(header, own_fields):
    """The field a header stands for, or None."""
    if header in own_fields:
        return header
    name = fold(header).replace(" ", "_").replace("-", "_")
    if name in FIELD_TYPES or name in PLAIN_FIELDS:
        return name
    return next((own for own in own_fields if fold(own) == fold(header)), None)


def columns_of(table, own_fields):
    """Field name -> index of its column."""
    columns = {}
    for index, header in enumerate(table.headers):
        name = field_of(header, own_fields)
        if name is None:
            continue
        if name in columns:
            raise Rejected(f"{table.path}: two columns for `{name}`")
        columns[name] = index
    return columns


def id_column(table, columns, notices):
    """The column that serves as id, and whether it is an email."""
    if "id" in columns:
        return columns["id"], False
    for name, folds in (("email", True), ("name", False)):
        if name in columns:
            keys = [compared_id(cell, folds) for cell in table.column(columns[name])]
            if all(keys) and len(set(keys)) == len(keys):
                notices.append(f"{table.path}: no column `id`; `{name}` serves")
                return columns[name], folds
    raise Rejected(f"{table.path}: no column `id`, and neither email nor name can serve")


def read_values(table, columns, types, key_of):
    """The values of every typed column, a dict a row, and the spellings of its tags, another."""
    rows, spellings = [{} for _ in table.rows], [{} for _ in table.rows]
    for name, index in columns.items():
        if name in PLAIN_FIELDS and name not in types:
            continue
        try:
            values = read_column(table.column(index), types[name], key_of)
        except Rejected as error:
            raise Rejected(f"{table.path}: column `{table.headers[index]}`: {error}") from None
        for row, value in zip(rows, values):
            row[name] = value
        if types[name] == "tags":
            for row, spelled in zip(spellings, spelled_tags(table.column(index))):
                row[name] = spelled
    return rows, spellings


def every_spelling(table, columns, types):
    """Of each column of slots or tags: all its tags, as they are spelled."""
    return {name: [part for parts in split_column(table.column(index)) for part in parts]
            for name, index in columns.items() if types.get(name) in ("slots", "tags")}


def make_side(role, table, columns, ids, cells, keep, folds, spelled):
    rows, spellings = cells
    people, seen = [], set()
    for index in keep:
        written = trim(ids[index])
        key = compared_id(written, folds)
        if not key:
            raise Rejected(f"{table.path}: a {role} without an id")
        if key in seen:
            raise Rejected(f"{table.path}: {role} `{written}` is there twice")
        seen.add(key)
        people.append(Person(written, key, rows[index], spellings[index]))
    return Side(role, table.path, people, set(columns), folds, spelled)


def read_two_files(mentors_path, mentees_path, own_fields, notices):
    types = FIELD_TYPES | own_fields
    tables = [read_table(mentors_path), read_table(mentees_path)]
    columns = [columns_of(table, own_fields) for table in tables]
    ids = [id_column(table, found, notices) for table, found in zip(tables, columns)]
    sides = []
    for this, other, role in ((0, 1, "mentor"), (1, 0, "mentee")):
        # The ids in a row name partners, so they are compared as the other file's ids are.
        cells = read_values(tables[this], columns[this], types, lambda text: compared_id(text, ids[other][1]))
        sides.append(make_side(role, tables[this], columns[this], tables[this].column(ids[this][0]), cells,
                               range(len(cells[0])), ids[this][1],
                               every_spelling(tables[this], columns[this], types)))
    return sides


def read_one_roster(path, own_fields, notices):
    types = FIELD_TYPES | own_fields
    table = read_table(path)
    columns = columns_of(table, own_fields)
    if "role" not in columns:
        raise Rejected(f"{path}: no column `role`")
    index, folds = id_column(table, columns, notices)
    cells = read_values(table, columns, types, lambda text: compared_id(text, folds))
    roles = [fold(cell) for cell in table.column(columns["role"])]
    for role in roles:
        if role not in ("mentor", "mentee", "both"):
            raise Rejected(f"{path}: role `{role}` is none of mentor, mentee, both")
    return [make_side(role, table, columns, table.column(index), cells,
                      [row for row, found in enumerate(roles) if found in (role, "both")], folds,
                      every_spelling(table, columns, types))
            for role in ("mentor", "mentee")]
