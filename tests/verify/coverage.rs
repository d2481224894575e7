//! Where limits are in play, a coverage that calls itself the best has no room for one more row.

use pairwright::problem::{Ending, LevelValue};
use pairwright::verify::Fault;

use crate::given::Given;

/// Mentors and mentees, of whom the first two are of one site, with a program of limits.
fn limited(program: &'static str) -> Given {
    Given {
        program,
        mentors: "id,site,capacity,minimum\nM1,north,2,\nM2,north,2,2\n",
        mentees: "id,site,mentors_wanted\nE1,north,1\nE2,north,2\nE3,south,1\n",
        ..Given::default()
    }
}

#[test]
fn a_row_that_could_be_added_is_found() {
    limited("").check(|ready| {
        let verify = |pairs: &[(usize, usize)]| ready.verify(&ready.of_pairs(pairs));
        assert_eq!(verify(&[(1, 1)]), Err(Fault::CoverageNotBest), "M1 has room for E2");
        assert_eq!(verify(&[(1, 1), (1, 2)]), Ok(()), "one more of M2 would be below the minimum");
        assert_eq!(verify(&[(1, 1), (2, 2), (2, 3)]), Err(Fault::CoverageNotBest), "a second mentor for E2");
    });
}

#[test]
fn a_quota_or_a_team_rule_may_leave_no_room() {
    let quota = "[[quotas]]\nname = 'North'\nwhere = { mentee = { field = 'site', is = 'north' } }\nat_most = 1\n";
    limited(quota).check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1)])), Err(Fault::CoverageNotBest), "E3 does not count");
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (1, 3)])), Ok(()));
    });
    limited("[[team.rules]]\ndiffer = { field = 'site' }\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(1, 1), (2, 2), (2, 3)])), Ok(()), "E2 can have one of the site");
    });
    limited("[team]\nall_or_nothing = true\n").check(|ready| {
        assert_eq!(ready.verify(&ready.of_pairs(&[(2, 1), (2, 3)])), Ok(()), "M1 alone is half of a team for E2");
    });
}

#[test]
fn a_tag_that_could_be_filled_is_found() {
    let given = Given {
        program: "[demands]\nfield = 'subject_needs'\noffer = 'subject_strengths'\n",
        mentors: "id,subject_strengths,capacity\nM1,maths;art,2\nM2,art,1\n",
        mentees: "id,subject_needs,mentors_wanted\nE1,maths;art,1\n",
        ..Given::default()
    };
    given.check(|ready| {
        assert_eq!(ready.verify(&ready.of_rows(&[(1, 1, 0)])), Err(Fault::CoverageNotBest));
        assert_eq!(ready.verify(&ready.of_rows(&[(1, 1, 0), (1, 1, 1)])), Ok(()));
        assert_eq!(ready.verify(&ready.of_rows(&[(2, 1, 1)])), Ok(()), "a second mentor is one too many");
    });
}

#[test]
fn a_search_that_was_stopped_claims_nothing() {
    limited("").check(|ready| {
        let mut outcome = ready.of_pairs(&[(1, 1)]);
        outcome.ending = Ending::TimeLimit;
        outcome.levels[0].bound = Some(LevelValue::Counts(vec![3, 1]));
        assert_eq!(ready.verify(&outcome), Ok(()));
    });
}
