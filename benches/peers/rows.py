"""The rows of the table: who is to be paired, by what, beside whom, and how fast that is to be."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Row:
    """One row. `asked`: at most so many seconds, or so much of the time of S10 or of a peer of the row; None: nothing. `regime`: of
    which growth it is a part."""

    name: str
    mentors: int
    mentees: int
    asked: tuple[str, float] | None = None
    memory: int | None = None
    note: str = ""
    regime: str | None = None
    peers: tuple[str, ...] = ()
    peer_once: bool = False
    program: str | None = None
    kind: str = "plain"
    sites: int = 0
    profiles: int = 0
    each: int = 0

    @property
    def title(self):
        return f"{self.mentors:,} × {self.mentees:,}{', ' if self.note else ''}{self.note}"


REGIMES = ["plenty of places", "2 % more places than mentees", "places scarce"]
PLENTY, SPARE, SCARCE = REGIMES

ROWS = [
    Row("40", 40, 60, ("seconds", 0.030), peers=("scipy",)),
    Row("3000", 3_000, 3_000, ("scipy", 1 / 10), 40, regime=PLENTY, peers=("scipy", "lapx")),
    Row("10000", 10_000, 10_000, ("S10", 1 / 30), 80, regime=PLENTY, peers=("scipy",), peer_once=True),
    Row("30000", 30_000, 30_000, ("S10", 1 / 6), 200, regime=PLENTY),
    Row("100000", 100_000, 100_000, ("S10", 1), 500, regime=PLENTY),
    Row("spare-3000", 2_190, 3_000, regime=SPARE),
    Row("spare-10000", 7_300, 10_000, regime=SPARE),
    Row("spare-30000", 21_900, 30_000, ("S10", 1 / 2), 300, "2 % spare places", SPARE),
    Row("spare-100000", 73_000, 100_000, regime=SPARE),
    Row("scarce-3000", 2_142, 3_000, regime=SCARCE, peers=("scipy",)),
    Row("scarce-10000", 7_140, 10_000, ("S10", 1 / 8), 150, "places scarce", SCARCE),
    Row("scarce-30000", 21_430, 30_000, regime=SCARCE),
    Row("scarce-100000", 71_430, 100_000, ("S10", 5), 800, "places scarce", SCARCE),
    Row("profiles", 100_000, 100_000, ("S10", 1 / 3), 500, "in at most 3,000 classes", profiles=1_500),
    Row("sites", 500_000, 1_000_000, ("S10", 2), 2_048, "over 1,500 schools, everybody at their own", program="sites.toml", sites=1_500),
    Row("wide", 10_000, 10_000, ("S10", 1 / 5), 200, "eight criteria, five rules, two mentors each, three tiers",
        program="wide.toml", kind="wide"),
    Row("ratings", 50_000, 50_000, ("OR-Tools", 1), None, "2.4 million pairs rated, and no others", peers=("OR-Tools",),
        program="ratings.toml", each=48),
    Row("levels-10000", 10_000, 10_000, note="coverage, worst, continuity, balance, total", program="levels.toml"),
    Row("levels-30000", 30_000, 30_000, note="coverage, worst, continuity, balance, total", program="levels.toml"),
    Row("levels-100000", 100_000, 100_000, note="coverage, worst, continuity, balance, total", program="levels.toml"),
    Row("fair-10000", 10_000, 10_000, note="coverage, fair, total", program="fair.toml"),
    Row("fair-30000", 30_000, 30_000, note="coverage, fair, total", program="fair.toml"),
    Row("stable", 100_000, 100_000, note="a stable pairing", program="stable.toml"),
]


def smaller(row):
    """The same for a quick look: a tenth of the people, of the schools and of the profiles."""
    if row.mentees < 1_000:
        return row
    tenth = {field: max(1, getattr(row, field) // 10) if getattr(row, field) else 0 for field in ("mentors", "mentees", "sites", "profiles")}
    return dataclasses.replace(row, note=row.note and f"{row.note} (a tenth of it)", **tenth)
