"""What is known about pairs from the files beside the rosters: ratings, previous, never and must-pairs."""

from kinds import NEVER
from tables import Rejected, fold, read_number, read_table


class Facts:
    """What is known about pairs: ratings (None without `--ratings`), previous and never pairs, must-pairs."""

    def __init__(self, mentors, mentees, ratings=None, previous=None, must=None, never=None):
        self.notices = []
        self.ratings = self.read_ratings(ratings, mentors, mentees) if ratings else None
        self.previous = set(self.read_pairs(previous, mentors, mentees)) if previous else set()
        self.never = set(self.read_pairs(never, mentors, mentees)) if never else set()
        self.must = list(dict.fromkeys(self.read_pairs(must, mentors, mentees, strict=True))) if must else []

    def read_pairs(self, path, mentors, mentees, strict=False):
        """The pairs of a file `mentor,mentee`, or of a result of the command, whose unmatched rows are skipped."""
        table = read_table(path)
        names = [fold(header) for header in table.headers]
        pair = next((pair for pair in (("mentor", "mentee"), ("mentor_id", "mentee_id"))
                     if all(name in names for name in pair)), None)
        if pair is None:
            raise Rejected(f"{path}: no columns `mentor` and `mentee`")
        status = names.index("status") if "status" in names else None
        for row in table.rows:
            if status is not None and fold(row[status]) == "unmatched":
                continue
            keys = [side.key_of(row[names.index(name)]) for side, name in zip((mentors, mentees), pair)]
            unknown = [key for side, key in zip((mentors, mentees), keys) if key not in side.index]
            if unknown and strict:
                raise Rejected(f"{path}: `{unknown[0]}` is not in the rosters")
            if unknown:
                self.notices.append(f"{path}: `{unknown[0]}` is not in the rosters; ignored")
                continue
            yield tuple(keys)

    def read_ratings(self, path, mentors, mentees):
        """Pair -> number, None (blank) or NEVER."""
        table = read_table(path)
        names = [fold(header) for header in table.headers]
        if not {"mentor", "mentee", "rating"} <= set(names):
            raise Rejected(f"{path}: no columns `mentor`, `mentee`, `rating`")
        ratings = {}
        for row in table.rows:
            mentor, mentee, cell = (row[names.index(name)] for name in ("mentor", "mentee", "rating"))
            pair = mentors.key_of(mentor), mentees.key_of(mentee)
            if pair[0] not in mentors.index or pair[1] not in mentees.index:
                self.notices.append(f"{path}: {pair} is not in the rosters; ignored")
                continue
            number = NEVER if fold(cell) == NEVER else read_number(cell)
            known = ratings.get(pair)
            if known is not None and number is not None and known != number:
                raise Rejected(f"{path}: two ratings of {pair}")
            ratings[pair] = known if number is None else number
        return ratings
