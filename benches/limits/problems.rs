//! The problems by name, and how many seeds of each.

use pairwright::problem::Problem;

use crate::groups::Circles;
use crate::meetings::Tutoring;
use crate::pairs::{
    fair, plain, short_of_mentors, with_demands, with_levels, with_minimum, with_quotas, with_several, with_teams,
};
use crate::together::Programme;

/// The problem of a seed.
pub type Make = fn(u64) -> Problem;

pub const PROBLEMS: [(&str, u64, Make); 28] = [
    ("quotas 1000 x 1000 x 30", 3, |seed| with_quotas(seed, 1000, 30, 1)),
    ("quotas 1000 x 1000 dense", 3, |seed| with_quotas(seed, 1000, 1000, 1)),
    ("quotas 1000 x 1000 x 30, steps of 500", 3, |seed| with_quotas(seed, 1000, 30, 500)),
    ("quotas 1000 x 500 x 30, two mentors each", 3, |seed| with_several(with_quotas(seed, 500, 30, 1))),
    ("teams 40 x 30", 3, |seed| with_teams(seed, 40, 30, 2)),
    ("teams 100 x 70", 3, |seed| with_teams(seed, 100, 70, 2)),
    ("teams of three 40 x 40", 3, |seed| with_teams(seed, 40, 40, 3)),
    ("minimum caseload 300 x 200", 3, |seed| with_minimum(seed, 1)),
    ("minimum caseload 300 x 200, two mentors each", 3, |seed| with_minimum(seed, 2)),
    ("scarce: quotas 1000 x 700 x 30", 3, |seed| short_of_mentors(with_quotas(seed, 1000, 30, 1), 300)),
    ("scarce: teams 100 x 40", 3, |seed| with_teams(seed, 100, 40, 2)),
    ("scarce: minimum caseload 300 x 80", 3, |seed| short_of_mentors(with_minimum(seed, 1), 120)),
    ("tutoring 200 x 150, three tags, two tutors", 3, |seed| with_demands(seed, 4)),
    ("scarce: tutoring 200 x 150, three tags", 3, |seed| with_demands(seed, 2)),
    ("plain 1000 x 1000 dense, five levels", 3, |seed| plain(seed, 1000)),
    ("plain 1000 x 1000 dense, fair", 3, |seed| fair(plain(seed, 1000))),
    ("worst, continuity, balance, total; quotas 300", 3, |seed| with_levels(with_quotas(seed, 300, 30, 1), seed)),
    ("meetings 300 x 220, 30 slots x 12 rooms", 5, |seed| Tutoring::OF_A_SCHOOL.problem(seed)),
    ("meetings-small 60 x 50, 10 slots x 7 rooms", 5, |seed| Tutoring::OF_A_YEAR.problem(seed)),
    ("together: cases 30 x 40, 10 slots x 4 rooms", 3, |seed| Programme::MEDIATION.cases(seed)),
    ("together: cases 30 x 40, 10 slots x 2 rooms", 3, |seed| Programme::SCARCE_MEDIATION.cases(seed)),
    ("together: events 25 x 60, a slot each", 3, |seed| Programme::EVENTS.events(seed)),
    ("groups 60 x 16, 12 slots", 5, |seed| Circles::OF_SIXTY.problem(seed)),
    ("groups-120 x 20, 12 slots", 3, |seed| Circles::OF_120.problem(seed)),
    ("groups-120 scarce x 20, 12 slots", 3, |seed| Circles::OF_120_SCARCE.problem(seed)),
    ("groups-1 leader 200 x 30, 12 slots", 3, |seed| Circles::WITH_ONE_LEADER.problem(seed)),
    ("groups-rules 60 x 16, 12 slots", 5, |seed| Circles::OF_SIXTY.with_rules(seed)),
    ("groups-small 30 x 8, 6 slots", 5, |seed| Circles::OF_THIRTY.problem(seed)),
];
