"""Reads tables: bytes, cells and the typed values of a cell (section 1 of the contract).

Nothing here knows about pairs. Values are plain Python objects:

    choice, text   folded string            number   Fraction
    tags           frozenset of strings     yes-no   bool
    grade, ladder  int (the step)           date     datetime.date
    slots          frozenset of strings, or a `Week` of ranges
    ranking        tuple of ids             ids      frozenset of ids

and `None` wherever the cell is blank.
"""

import csv
import datetime
import io
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction


class Rejected(Exception):
    """The rosters or the program file are wrong (exit code 1)."""


# ---------------------------------------------------------------- text

# The characters with the Unicode property White_Space.
WHITE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WHITE_RUN = re.compile(f"[{WHITE}]+")
WHITE_ENDS = re.compile(f"^[{WHITE}]+|[{WHITE}]+$")

BLANK_WORDS = {"none", "n/a", "no preference", "-"}


def trim(text):
    """Drops white space at both ends."""
    return WHITE_ENDS.sub("", text)


def fold(text):
    """Folds text for comparison: NFKC, full case folding, NFKC, trim, single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKC", text)
    return WHITE_RUN.sub(" ", text).strip(" ")


def natural_key(text):
    """Sort key of natural order: runs of 0-9 as numbers, all else by code point, then the plain text.

    A run of digits sorts where its digits sort (code points 48 to 57), and no other character has one of those
    code points, so `(48, number)` and `(code point, 0)` compare as the contract wants.
    """
    key = []
    for run, other in re.findall(r"([0-9]+)|([^0-9])", text, re.DOTALL):
        key.append((48, int(run)) if run else (ord(other), 0))
    return key, text


# ---------------------------------------------------------------- tables

STRONG_SEPARATORS = re.compile("[;|\r\n；｜]")
ALL_SEPARATORS = re.compile("[;|\r\n；｜,，]")


@dataclass
class Table:
    """A table as read: trimmed headers and rows of raw cells, all rows as long as the header."""

    path: str
    headers: list
    rows: list

    def column(self, index):
        return [row[index] for row in self.rows]


def delimiter_of(text):
    """The commonest of comma, semicolon and tab outside quotes in the header line."""
    counts = {",": 0, ";": 0, "\t": 0}
    quoted = False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char in "\r\n" and not quoted:
            break
        elif char in counts and not quoted:
            counts[char] += 1
    return max(counts, key=counts.get)  # the first one wins a tie: comma


def read_table(path):
    """Reads a delimited file in UTF-8, with or without a byte order mark; rows without any text are skipped."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(f"{path}: not UTF-8: {error}") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    records = [row for row in reader if any(trim(cell) for cell in row)]
    if not records:
        raise Rejected(f"{path}: no header")
    headers = [trim(cell) for cell in records[0]]
    rows = []
    for record in records[1:]:
        if len(record) < len(headers):
            raise Rejected(f"{path}: a row has fewer cells than the header: {record}")
        if len(record) > len(headers):
            if any(trim(cell) for cell in record[len(headers):]):
                raise Rejected(f"{path}: a row has more cells than the header: {record}")
            record = record[:len(headers)]
        rows.append(record)
    return Table(path, headers, rows)


# ---------------------------------------------------------------- cells

def parts_of(cell, at_comma):
    """Splits a cell of many values; empty parts are dropped."""
    pattern = ALL_SEPARATORS if at_comma else STRONG_SEPARATORS
    return [part for part in map(trim, pattern.split(cell)) if part]


def splits_at_comma(cells):
    """Says whether a column is split at commas: it has no other separator anywhere."""
    return not any(STRONG_SEPARATORS.search(trim(cell)) for cell in cells)


def read_folded(cell):
    """A choice or a text."""
    folded = fold(cell)
    return None if not folded or folded in BLANK_WORDS else folded


def read_tags(parts):
    tags = frozenset(fold(part) for part in parts)
    if not tags or (len(tags) == 1 and tags <= BLANK_WORDS):
        return None
    return tags


def read_number(cell, places=6):
    text = trim(cell)
    if not text:
        return None
    if not re.fullmatch(r"[+-]?(?:[0-9]+(\.[0-9]{1,%d})?|\.[0-9]{1,%d})" % (places, places), text):
        raise Rejected(f"`{cell}` is not a number")
    return Fraction(text)


def read_whole(cell, low=0, high=None):
    text = trim(cell)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]+", text) or int(text) < low or (high is not None and int(text) > high):
        raise Rejected(f"`{cell}` is not a whole number from {low}" + (f" to {high}" if high is not None else ""))
    return int(text)


YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


def read_yes_no(cell):
    text = trim(cell).casefold()
    if not text:
        return None
    if text not in YES_NO:
        raise Rejected(f"`{cell}` is neither yes nor no")
    return YES_NO[text]


def read_date(cell):
    text = trim(cell)
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Rejected(f"`{cell}` is not a date (YYYY-MM-DD)")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Rejected(f"`{cell}` is not a date (YYYY-MM-DD)") from None


GRADE_WORDS = {"it": -4, "pr": -3, "pk": -2, "tk": -1, "k": 0, "kg": 0, "ps": 14, "ug": None, "other": None}


def read_grade(cell):
    """A step of the built-in grade ladder."""
    folded = fold(cell)
    if not folded or folded in BLANK_WORDS:
        return None
    core = re.sub(r"^grade ?| ?grade$", "", folded, count=1)
    if core in GRADE_WORDS:
        return GRADE_WORDS[core]
    number = re.fullmatch(r"0*([1-9]|1[0-3])(st|nd|rd|th)?", core)
    if not number:
        raise Rejected(f"grade `{cell}` is not on the ladder")
    return int(number[1])


def read_step(cell, steps):
    """A step of a ladder of one's own; `steps` are folded, lowest first."""
    folded = fold(cell)
    if folded in steps:
        return steps.index(folded)
    if not folded or folded in BLANK_WORDS:
        return None
    raise Rejected(f"`{cell}` is not on the ladder {', '.join(steps)}")


# ---------------------------------------------------------------- slots

@dataclass(frozen=True)
class Week:
    """Ranges of minutes of one week, merged and in order: ((start, end), ...), Monday 0:00 = 0."""

    ranges: tuple

    def shared_minutes(self, other):
        return sum(max(0, min(end, end2) - max(start, start2))
                   for start, end in self.ranges for start2, end2 in other.ranges)


DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
RANGE = re.compile(r"(%s) ([0-9]{1,2}):([0-9]{2}) ?[-–] ?([0-9]{1,2}):([0-9]{2})"
                   % "|".join(f"{day}|{day[:3]}" for day in DAYS))


def read_range(part):
    """The range a part of a slots cell means, or None where it is a plain tag."""
    match = RANGE.fullmatch(fold(part))
    if not match:
        return None
    day = next(index for index, name in enumerate(DAYS) if name.startswith(match[1]))
    hour, minute, end_hour, end_minute = map(int, match.groups()[1:])
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or start >= 24 * 60 or end > 24 * 60 or end <= start:
        raise Rejected(f"`{part}` is not a range of times")
    return day * 1440 + start, day * 1440 + end


def merge(ranges):
    merged = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return Week(tuple(map(tuple, merged)))


def read_slots(cells_in_parts):
    """A whole column of slots, since tags and ranges do not mix in a column."""
    values, kinds = [], set()
    for parts in cells_in_parts:
        tags = read_tags(parts)
        if tags is None:
            values.append(None)
            continue
        ranges = [read_range(part) for part in parts]
        kinds.update("tags" if found is None else "ranges" for found in ranges)
        values.append(tags if None in ranges else merge(ranges))
    if len(kinds) > 1:
        raise Rejected("a column of slots mixes tags and ranges")
    return values


# ---------------------------------------------------------------- columns

def read_ids(parts, key_of):
    """The ids of a cell in their order, each once."""
    return tuple(dict.fromkeys(key_of(part) for part in parts)) or None


def split_column(cells):
    """The parts of each cell of a column of many values."""
    at_comma = splits_at_comma(cells)
    return [parts_of(cell, at_comma) for cell in cells]


def spelled_tags(cells):
    """Of each cell of tags: the tags as compared -> as first spelled, in the order of the cell."""
    for parts in split_column(cells):
        spelled = {}
        for part in parts:
            spelled.setdefault(fold(part), part)
        yield spelled


def read_column(cells, kind, key_of):
    """Turns the cells of a column into values; `key_of` turns an id as written into the id that is compared."""
    if isinstance(kind, tuple):  # ("ladder", step, ...)
        return [read_step(cell, kind[1:]) for cell in cells]
    single = {"choice": read_folded, "text": read_folded, "number": read_number, "yes-no": read_yes_no,
              "date": read_date, "grade": read_grade, "whole": read_whole,
              "priority": lambda cell: read_whole(cell, 1, 9)}
    if kind in single:
        return [single[kind](cell) for cell in cells]
    split = split_column(cells)
    if kind == "tags":
        return [read_tags(parts) for parts in split]
    if kind == "slots":
        return read_slots(split)
    rankings = [read_ids(parts, key_of) for parts in split]
    if kind == "ranking":
        return rankings
    return [None if ranking is None else frozenset(ranking) for ranking in rankings]
